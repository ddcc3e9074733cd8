"""A site's About and Contact pages are read early, since they say how its owner wishes to be reached."""

from datetime import date

import pytest

from crawlers.decide import CrawlLimits
from crawlers.records import Outlink, OutlinkKind
from crawlers.records.visit import Entry
from crawlers.scope import PRIORITIES, Context, found

CONTEXT = Context(limits=CrawlLimits(), hops={"ann.example": 0}, today=date(2024, 5, 1))


@pytest.mark.parametrize(("url", "depth", "early"), [
    ("https://ann.example/about", 0, True), ("https://ann.example/contact.html", 1, True),
    ("https://ann.example/%E5%90%88%E4%BD%9C%E9%82%80%E7%B4%84", 0, True), ("https://ann.example/glue", 0, False),
    ("https://ann.example/about", 3, False),
])
def test_they_come_before_posts_when_linked_near_the_home_page(url, depth, early):
    entry = Entry(url="https://ann.example/", kind=OutlinkKind.INDEX, source="https://ann.example/", depth=depth)
    (made,) = found(entry, entry.url, [Outlink(url=url, kind=OutlinkKind.OTHER)], [], CONTEXT).entries
    assert (made.priority < PRIORITIES[OutlinkKind.POST]) is early
