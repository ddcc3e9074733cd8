"""The tables of the systems hold together, and no page makes a reader raise."""

import json
import random
import re
import time
from dataclasses import fields
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from crawlers.extract.forums import FORUMS
from crawlers.extract.forums.rules import QuoteRules, ThreadRules, needed
from crawlers.extract.forums.selection import selector
from crawlers.extract.networks import NETWORKS
from crawlers.records import Account, Page, Post

READERS = (*FORUMS, *NETWORKS)
RULES = {name: rules for reader in READERS for name, rules in [(reader.name,
                                                                getattr(import_module(reader.__module__), "RULES",
                                                                        None))]
         if isinstance(rules, ThreadRules)}
GOLDEN = Path(__file__).parents[2] / "golden"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "web"
FETCHED = datetime(2026, 1, 1, tzinfo=UTC)
#: Seconds of CPU after which a page hangs, whatever machine this is.
LONGEST_S = 30.0
SELECTORS = ("block", "skip", "drop", "signature", "mention", "previous", "children")
PATTERNS = ("moment_pattern", "author_pattern", "root")


def spots_of(record):
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, QuoteRules):
            yield from spots_of(value)
            yield value.block
        elif one.name in SELECTORS:
            yield value
        elif one.name not in ("signs", "marks", "links") and isinstance(value, tuple):
            yield from (spot.partition("@")[0].lstrip("+-") for spot in value)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_selector_of_a_system_can_be_read(name):
    for css in filter(None, spots_of(RULES[name])):
        selector(css)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_pattern_of_a_system_can_be_read(name):
    rules = RULES[name]
    for pattern in (*(getattr(rules, one) for one in PATTERNS),
                    *(one for pair in (*rules.signs, *rules.marks, *rules.links) for one in pair[:1])):
        re.compile(pattern)
    if rules.moment_pattern:
        assert "when" in re.compile(rules.moment_pattern).groupindex
    if rules.author_pattern:
        assert "who" in re.compile(rules.author_pattern).groupindex
    rules.address.format(thread="t", root="r", id="1", anchor="a")


@pytest.mark.parametrize("name", sorted(RULES))
def test_words_looked_for_first_are_in_every_page_that_bears_a_sign(name):
    texts = [path.read_text("utf-8") for path in sorted((GOLDEN / name).glob("*.html"))]
    for sign, _ in RULES[name].signs:
        for text in texts:
            assert needed(sign) == () or re.search(sign, text) is None or any(word in text for word in needed(sign))


def test_names_of_readers_are_unique():
    assert len({reader.name for reader in READERS}) == len(READERS)


@pytest.mark.parametrize("kind", READERS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("text", ["", " ", "<html>", "{", "[]", "null", '{"posts": [null, 3, {"pid": {}}]}',
                                  "<p>" * 3000, "\x00\ufffe"])
def test_rubbish_gives_nothing_and_no_error(kind, text):
    for media_type in ("text/html", "application/json"):
        page = Page(url="https://f.example/x", text=text, fetched=FETCHED, media_type=media_type)
        reader = kind()
        assert 0 <= reader.matches(page) <= 1
        assert not [finding for finding in reader.extract(page) if isinstance(finding, Post | Account)]


def mutated(text, seed):
    """Cut, double and shuffle pieces of a document."""
    chance = random.Random(seed)
    pieces = re.split(r"(?<=[>,])", text)
    for _ in range(max(3, len(pieces) // 20)):
        at = chance.randrange(len(pieces))
        pieces[at:at + chance.randrange(3)] = chance.choice([[], [pieces[at]] * 2, ["<div>"], ["</td>"], ['"']])
    return "".join(pieces)[:chance.randrange(1, len(text) + 1)]


@pytest.mark.parametrize("kind", READERS, ids=lambda kind: kind.name)
def test_mutated_pages_are_read_without_error_and_in_time(kind):
    for source in sorted((GOLDEN / kind.name).iterdir()):
        expected = source.with_name(source.name.removesuffix(".input.json").removesuffix(source.suffix) + ".json")
        if source == expected:
            continue
        url = json.loads(expected.read_text("utf-8"))["url"]
        media = "application/json" if source.suffix == ".json" else "text/html"
        for seed in range(12):
            page = Page(url=url, text=mutated(source.read_text("utf-8"), seed), fetched=FETCHED, media_type=media)
            start = time.process_time()
            reader = kind()
            reader.matches(page)
            for finding in reader.extract(page):
                if isinstance(finding, Post):
                    assert finding.url.startswith("http")
            assert time.process_time() - start < LONGEST_S


def real_pages():
    if not SHARED.is_dir():
        return []
    return [path for folder in sorted(SHARED.iterdir()) if folder.is_dir() for path in sorted(folder.glob("*.html"))]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of real pages is not beside this project")
def test_real_pages_of_any_kind_are_read_without_error_and_in_time():
    readers = [kind() for kind in READERS]
    for path in real_pages():
        page = Page(url="https://h.example/forum/x", text=path.read_text("utf-8", "replace"), fetched=FETCHED)
        best = max(readers, key=lambda reader, page=page: reader.matches(page))
        start = time.process_time()
        list(best.extract(page))
        assert time.process_time() - start < LONGEST_S, path.name
