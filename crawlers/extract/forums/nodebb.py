"""NodeBB pages; every one has a JSON twin at the same path below `/api`."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (r"""component=["\'](?:post|topic)["\']""", 0.95),
        (r"""component=["\']category/topic["\']""", 0.93),
        ('name="generator" content="NodeBB', 0.95),
        (r"""["\']?relative_path["\']?\s*[:=][\s\S]*nodebb|nodebb\.min\.js""", 0.85),
    ),
    block="[component=post][data-pid]",
    skip="[component=post].deleted",
    local_id=("@data-pid",),
    address="{root}post/{id}",
    root=r"topic/\d+",
    linked=False,
    number=("@data-index",),
    number_shift=1,
    author=("@data-username", "[itemprop=author]", "a[data-username]@data-username", ".post-author"),
    profile=("a[href*='/user/']@href", "[itemprop=author]@href"),
    handle=("@data-userslug",),
    avatar=("img[component='user/picture']@src", "img.avatar@src", "a[href*='/user/'] img@src"),
    moment=(
        "meta[itemprop=datePublished]@content", "[itemprop=datePublished]@content", "@data-timestamp",
        ".timeago@title",
    ),
    body=("[component='post/content']",),
    quote=QuoteRules(block="blockquote", author=("a.plugin-mentions-user", ""), before=True),
    signature="[component='post/signature'], .post-signature",
    mention="a.plugin-mentions-a, a.plugin-mentions-user",
    answers=("[component='post/parent']@data-topid", "@data-toPid", "@data-topid"),
    title=("[component='topic/title']", "h1"),
    topic=("link[rel=canonical]@href",),
    previous="link[rel~=prev], li.previous:not(.disabled) a",
    marks=((r"(/topic/\d+(?:/[^/?]+)?)/\d+(?=$|\?)", r"\1"),),
    paged=False,
    links=(
        (r"/topic/\d+", OutlinkKind.THREAD),
        (r"/category/\d+", OutlinkKind.INDEX),
        ("/user/[^/]+$", OutlinkKind.PROFILE),
    ),
)


class NodeBB:
    """Reads topics and categories of NodeBB."""

    name = "nodebb"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of NodeBB."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
