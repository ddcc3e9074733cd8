"""Comments that somebody else's server keeps: named, so that nobody wonders where they are, not followed."""

from collections.abc import Iterator

from crawlers.records import Finding, Page, Remark

#: What pages that embed a service contain, lower case.
_EMBEDS = {
    "Disqus": ('id="disqus_thread', "id='disqus_thread", ".disqus.com/embed.js", "disqus_shortname"),
    "Facebook": ("fb-comments",),
    "giscus": ("giscus.app/client.js", 'class="giscus'),
    "utterances": ("utteranc.es/client.js", 'class="utterances'),
    "Commento": ("commento.io", "commento.js", 'id="commento'),
    "Hyvor Talk": ("talk.hyvor.com", "hyvor-talk"),
    "IntenseDebate": ("intensedebate.com/js",),
    "Livefyre": ("livefyre.com/libs", "livefyre.com/wjs", 'id="livefyre'),
    "Cusdis": ("cusdis.com/js", 'id="cusdis_thread'),
    "Waline or Twikoo": ('id="waline', "id='waline", 'id="twikoo', 'id="vcomments', 'id="tcomment', 'id="artalk'),
    "Remark42": ('id="remark42', "id='remark42"),
    "Ghost": ("data-ghost-comments", "comments-ui.min.js", "ghost-comments-root"),
    "Medium": ("responsesstreamtitle", 'data-action="show-responses', 'data-action="show-other-responses'),
    "Substack": ("substackcdn.com",),
}


def embeds(page: Page) -> list[str]:
    """Return the names of services whose comments the page embeds, sorted.

    >>> from datetime import datetime, UTC
    >>> embeds(Page("https://b.example/", '<div id="disqus_thread"></div>', datetime(2024, 1, 1, tzinfo=UTC)))
    ['Disqus']
    """
    text = page.text.lower()
    return sorted(name for name, marks in _EMBEDS.items() if any(mark in text for mark in marks))


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
