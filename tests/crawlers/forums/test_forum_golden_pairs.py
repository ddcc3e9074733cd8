"""Each reader of a forum or network reads its made-up page as written down beside it.

A new case is a new pair: `tests/golden/<reader>/<case>.html` (or `.xml`, `.input.json`) and
`<case>.json`, which holds the address of the page and what is to be found.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.extract.forums import FORUMS
from crawlers.extract.networks import NETWORKS
from crawlers.records import Page

GOLDEN = Path(__file__).parents[2] / "golden"
READERS = {reader.name: reader for reader in (kind() for kind in (*NETWORKS, *FORUMS))}
MEDIA = {".html": "text/html", ".xml": "application/atom+xml", ".json": "application/json"}
FETCHED = datetime(2024, 7, 1, 12, tzinfo=UTC)


def sources():
    for folder in sorted(GOLDEN.iterdir()):
        if folder.name in READERS:
            yield from sorted(path for path in folder.iterdir() if path.suffix != ".json"
                              or path.name.endswith(".input.json"))


def expected_of(source):
    return source.with_name(source.name.removesuffix(".input.json").removesuffix(source.suffix) + ".json")


def page_of(source, url):
    return Page(url=url, text=source.read_text("utf-8"), fetched=FETCHED, media_type=MEDIA[source.suffix])


def as_json(finding):
    shown = {"record": type(finding).__name__}
    for name, value in asdict(finding).items():
        if value is None or value in ((), "", "body") or name == "evidence":
            continue
        shown[name] = value.isoformat() if isinstance(value, datetime) else value
    return json.loads(json.dumps(shown, ensure_ascii=False, default=str))


@pytest.mark.parametrize("source", list(sources()), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_reader_finds_what_is_written_down(source):
    expected = json.loads(expected_of(source).read_text("utf-8"))
    page = page_of(source, expected["url"])
    reader = READERS[source.parent.name]
    assert reader.matches(page) > 0.3
    assert [as_json(finding) for finding in reader.extract(page)] == expected["findings"]


@pytest.mark.parametrize("source", list(sources()), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_other_reader_claims_the_page_more_surely(source):
    page = page_of(source, json.loads(expected_of(source).read_text("utf-8"))["url"])
    sure = {name: reader.matches(page) for name, reader in READERS.items()}
    assert max(sure, key=lambda name: sure[name]) == source.parent.name


def test_every_reader_has_a_golden_pair():
    assert {path.parent.name for path in sources()} == set(READERS)
