"""Golden pairs: a made-up page and all that is read from it. A new page is a new pair, without new code.

A pair is `tests/golden/<reader>/<case>.html|.xml|.in` and `<case>.json`; the page's address stands in
a comment at its start, or in `ADDRESSES`.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.extract.registry import read
from crawlers.extract.sheet import as_object
from crawlers.records import Page

GOLDEN = Path(__file__).parents[2] / "golden"
READERS = ("article", "wordpress_comments", "blogger_comments", "pixnet_comments", "response_comments", "isso", "opml",
           "structured_comments", "generic_comments", "isso_comments", "embedded_comments", "feed", "jsonfeed")
CASES = sorted(path for name in READERS for path in (GOLDEN / name).glob("*") if path.suffix in (".html", ".xml", ".in"))
ADDRESSES = {
    "linkblog": "https://june.example/feed.json",
    "answers": "http://127.0.0.1:8102/isso/?uri=%2Friera%2Fknots.html&post=http%3A%2F%2F127.0.0.1%3A8102%2Friera%2Fknots.html",
}


def page_of(path: Path) -> Page:
    text = path.read_text("utf-8")
    stated = re.search(r"<!-- (https?://\S+) -->", text[:300])
    return Page(stated[1] if stated else ADDRESSES[path.stem], text, datetime(2024, 6, 1, tzinfo=UTC))


def seen_in(path: Path) -> dict[str, object]:
    page = page_of(path)
    used, findings = read(page)
    return as_object(page, used, findings)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_golden_page_is_read_as_agreed(path):
    assert seen_in(path) == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_golden_page_is_read_by_the_reader_of_its_folder(path):
    assert path.parent.name in [reader.name for reader, _ in read(page_of(path))[0]]


def test_there_are_golden_pages_for_every_reader():
    assert {path.parent.name for path in CASES} == set(READERS)
