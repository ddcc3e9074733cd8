"""A forum's reader knows its addresses; what it leaves out is not guessed back."""

from datetime import UTC, datetime

import pytest

from crawlers.reading import reading
from crawlers.records import OutlinkKind, Page
from influence.demo.addresses import Addresses
from influence.demo.plan import tell
from influence.demo.server import bases
from influence.demo.sites import documents

STORY = tell()
ADDRESSES = Addresses(STORY.cast, bases(STORY))
FORUM = documents(STORY, ADDRESSES)["thebench"]


def led_to(path: str) -> dict[str, OutlinkKind]:
    page = Page(ADDRESSES.bases["thebench"] + path, FORUM[path].text, datetime(2026, 7, 1, tzinfo=UTC))
    return {link.url.removeprefix(ADDRESSES.bases["thebench"]): link.kind for link in reading(page).outlinks}


def test_a_board_leads_to_its_threads_and_pages():
    links = led_to("/viewforum.php?f=2")
    assert links["/viewforum.php?f=2&start=25"] is OutlinkKind.MORE
    assert sum(kind is OutlinkKind.THREAD for kind in links.values()) == 25


@pytest.mark.parametrize("path", ["/viewforum.php?f=2", "/viewtopic.php?t=12", "/viewtopic.php?t=22&start=10"])
def test_no_message_is_fetched_on_its_own(path):
    assert not [link for link in led_to(path) if "p=" in link]


def test_a_thread_leads_to_its_further_pages():
    thread = next(topic for topic in STORY.topics if len(topic.messages) > 10)
    assert led_to(f"/viewtopic.php?t={thread.number}")[f"/viewtopic.php?t={thread.number}&start=10"] is OutlinkKind.MORE
