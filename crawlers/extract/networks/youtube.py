"""The feed of a YouTube channel: its videos, each as an episode."""

import re
from collections.abc import Iterator

from lxml import etree

from crawlers.extract.forums.writers import writer
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Finding, Page, PostKind, Remark

_SPACES = {"a": "http://www.w3.org/2005/Atom", "yt": "http://www.youtube.com/xml/schemas/2015",
           "m": "http://search.yahoo.com/mrss/"}
_LINK = re.compile(r"https?://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]")


class YouTubeFeed:
    """Reads the videos of a channel's feed."""

    name = "youtube_feed"

    def matches(self, page: Page) -> float:
        """Return how surely the document is the feed of a channel."""
        return 0.99 if "youtube.com/xml/schemas" in page.text[:2000] and "<entry" in page.text else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield the channel and its videos; the links of a description are links of the video."""
        root = _root(page.text)
        if root is None:
            yield Remark(code="broken_feed", text="this feed cannot be read", about=page.url)
            return
        yield from findings_of((_draft(entry, page) for entry in root.iterfind("a:entry", _SPACES)), page)


def _root(text: str) -> "etree._Element | None":
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _draft(entry: "etree._Element", page: Page) -> Draft:
    said = entry.findtext("m:group/m:description", namespaces=_SPACES) or ""
    link = entry.find("a:link[@rel='alternate']", _SPACES)
    if link is None:
        link = entry.find("a:link", _SPACES)
    return Draft(
        url=link.get("href") if link is not None else None,
        account=writer(entry.findtext("a:author/a:name", namespaces=_SPACES),
                       entry.findtext("a:author/a:uri", namespaces=_SPACES), page.url),
        kind=PostKind.EPISODE, local_id=entry.findtext("yt:videoId", namespaces=_SPACES),
        title=entry.findtext("a:title", namespaces=_SPACES), plain=said,
        written=entry.findtext("a:published", namespaces=_SPACES),
        changed=entry.findtext("a:updated", namespaces=_SPACES), shared=tuple(_LINK.findall(said)[:100]),
    )
