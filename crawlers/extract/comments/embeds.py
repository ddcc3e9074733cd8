"""Comments that somebody else's server keeps: named, so that nobody wonders where they are, not followed."""

import re
from collections.abc import Iterator

from crawlers.records import Finding, Page, Remark

_EMBEDS = {
    "Disqus": re.compile(r"id=[\"']disqus_thread|\.disqus\.com/embed\.js|disqus_shortname", re.IGNORECASE),
    "Facebook": re.compile(r"class=[\"'][^\"']*fb-comments"),
    "giscus": re.compile(r"giscus\.app/client\.js|class=[\"']giscus"),
    "utterances": re.compile(r"utteranc\.es/client\.js|class=[\"']utterances"),
    "Commento": re.compile(r"commento\.(?:io|js)|id=[\"']commento"),
    "Hyvor Talk": re.compile(r"talk\.hyvor\.com|hyvor-talk"),
    "IntenseDebate": re.compile(r"intensedebate\.com/js"),
    "Livefyre": re.compile(r"livefyre\.com/(?:libs|wjs)|id=[\"']livefyre"),
    "Cusdis": re.compile(r"cusdis\.com/js|id=[\"']cusdis_thread"),
    "Waline or Twikoo": re.compile(r"id=[\"'](?:waline|twikoo|vcomments|tcomment|artalk)[\"']", re.IGNORECASE),
    "Remark42": re.compile(r"id=[\"']remark42"),
    "Ghost": re.compile(r"data-ghost-comments|comments-ui\.min\.js|ghost-comments-root"),
    "Medium": re.compile(r"responsesStreamTitle|data-action=[\"']show-(?:other-)?responses"),
    "Substack": re.compile(r"substackcdn\.com.{0,4000}/comments[\"']", re.DOTALL),
}


def embeds(page: Page) -> list[str]:
    """Return the names of services whose comments the page embeds, sorted.

    >>> from datetime import datetime, UTC
    >>> embeds(Page("https://b.example/", '<div id="disqus_thread"></div>', datetime(2024, 1, 1, tzinfo=UTC)))
    ['Disqus']
    """
    return sorted(name for name, pattern in _EMBEDS.items() if pattern.search(page.text))


class EmbeddedComments:
    """Names embedded comments; asked last, when no comment is on the page itself."""

    name = "embedded_comments"

    def matches(self, page: Page) -> float:
        """Return 0.1 for a page that embeds a comment service."""
        return 0.1 if embeds(page) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield a remark per service."""
        for name in embeds(page):
            yield Remark(code="embed_not_followed", text=f"The comments are kept by {name} and are not in the page.",
                         about=page.url)
