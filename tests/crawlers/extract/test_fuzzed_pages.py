"""Mutated pages: no reader raises, hangs or takes long, whatever is cut, doubled or nested."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.extract.registry import extract
from crawlers.records import Page, Post, Remark

GOLDEN = Path(__file__).parents[2] / "golden"
PAGES = sorted(path for path in GOLDEN.glob("*/*") if path.suffix in (".html", ".xml", ".in"))
SEEN = datetime(2024, 6, 1, tzinfo=UTC)
ROUNDS = 6
#: Seconds of CPU after which a page hangs, whatever machine this is; most need a hundredth of one.
LONGEST_S = 30.0


def mutated(text: str, chance: random.Random) -> str:
    """Return the text with a piece cut, doubled, moved, or sprinkled with what breaks parsers."""
    start, end = sorted(chance.sample(range(len(text)), 2))
    end = min(end, start + 2_000)
    piece = text[start:end]
    kind = chance.randrange(6)
    if kind == 0:
        return text[:start] + text[end:]
    if kind == 1:
        return text[:end] + piece + text[end:]
    if kind == 2:
        return text[:start]
    if kind == 3:
        at = chance.randrange(len(text))
        return text[:at] + piece + text[at:start] + text[end:]
    noise = chance.choice(["<div>" * 50, "</div>" * 20, "\x00", "<!--", "&#xD800;", "]]>", "<a href='http://[::1'>x</a>", "\u202e", "'\""])
    if kind == 4:
        return text[:start] + noise + text[start:]
    return text.replace(chance.choice(["class", "id", "href", "datetime", "<p>", "</li>", "author"]), noise)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_mutated_page_neither_raises_nor_takes_long(path):
    chance = random.Random(path.name)  # the same mutations at every run
    text = path.read_text("utf-8")
    for _ in range(ROUNDS):
        text = mutated(text, chance) or text
        page = Page("https://fuzz.example/2024/05/p?a=1", text, SEEN)
        begun = time.process_time()
        found = extract(page)
        assert time.process_time() - begun < LONGEST_S
        assert not [each for each in found if isinstance(each, Remark) and each.code == "reader_failed"]
        assert all(each.published is None or each.published.tzinfo for each in found if isinstance(each, Post))


@pytest.mark.parametrize("text", [
    "<div>" * 20_000 + "deep", "<p>" + "x" * 300_000, "<ul class='comment-list'>" + "<li class='comment' id='comment-1'>" * 3_000,
    "<a href='/p'>" * 5_000, "<b><i>" * 5_000, "<rss><channel>" + "<item><title>t</title></item>" * 3_000,
    "<div class='comment'>" + "<div class='comment'><b>A</b> 2024-01-01 x</div>" * 2_000,
], ids=["nested", "one-word", "nested-comments", "open-links", "open-inline", "long-feed", "many-comments"])
def test_hostile_pages_stay_in_bounds(text):
    begun = time.process_time()
    extract(Page("https://hostile.example/2024/05/p", text, SEEN))
    assert time.process_time() - begun < LONGEST_S
