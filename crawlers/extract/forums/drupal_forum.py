"""Forum topics of Drupal 5 to 10, plain or with Advanced Forum."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=(
        (
            (
                r'class="[^"]*\bforum-post\b|class="[^"]*\bforum-topic-navigation\b|node-type-forum\b|'
                r'node--type-forum\b|class="[^"]*\bnode-forum\b'
            ),
            0.93,
        ),
        (r'id="forum"|class="forum-(?:topic|number|list|table)|id="forum-\d+"', 0.85),
    ),
    block=(
        "div.forum-post[id], div.node > div.comment, div.node:has(> .submitted):not(:has(> div.comment)), "
        "div.node:has(> .meta .submitted), article.node:has(.submitted), "
        "article.node:has(.node__submitted), article.node:has(.node__meta), #comments div.comment, "
        "div.comment:has(.submitted), article.comment, div.node-forum:has(.submitted), "
        "article[data-comment-user-id]"
    ),
    skip="#comments div.comment-wrapper, article.node article.node, .node .node",
    local_id=(
        "@id", "-a[id^=comment]@id", "-@id", "a[id^=comment-]@id", "h3 a[href*='#comment-']@href",
        "a.permalink@href",
    ),
    permalink=("a.permalink@href", "h3 a[href*='#comment-']@href", "a[href*='#comment-'][rel=bookmark]@href"),
    address="{thread}#comment-{id}",
    linked=False,
    number=(".forum-post-number", ".post-num", "a.permalink:contains('#')"),
    author=(
        ".author-name", ".author-pane-name", ".submitted .username", ".submitted a[href*=user]",
        ".submitted [typeof*=Person]", ".comment__author", ".node__submitted .username", ".username", ".submitted",
    ),
    author_pattern=(
        "^(?:Submitted by|Posted by|By|Verfasst von|Eingetragen von|Gespeichert von|Soumis par|Posté par|"
        r"Enviado por|Geplaatst door|Inviato da)\s+(?P<who>.+?)\s+(?:on|am|le|el|em|op|il)\s"
    ),
    profile=(
        ".author-name a@href", ".author-pane-name a@href", ".submitted a.username@href",
        ".submitted a[href*=user]@href", ".comment__author a@href", ".node__submitted a@href", "a.username@href",
        ".picture a@href",
    ),
    avatar=(".picture img@src", ".user-picture img@src"),
    moment=(
        "time@datetime", ".submitted [content]@content", ".forum-posted-on", ".submitted", ".comment__time",
        ".node__submitted", ".post-info .posted-on",
    ),
    body=(
        ".field-name-comment-body", ".forum-post-content", ".field-name-body", ".comment__content .field",
        ".node__content .field", ".content", ".node__content",
    ),
    drop=".links, .forum-topic-navigation, ul.inline, .book-navigation",
    quote=QuoteRules(block="div.bb-quote, .quote-msg, blockquote", author=(".quote-author", "b", "cite")),
    signature=".user-signature, .author-signature",
    mention="a.mentions, a[title='View user profile.']",
    title=("h1.title", "h1#page-title", "h1", "h2.title"),
    children="div.indented",
    previous="li.pager-previous a, a[rel~=prev]:not(.topic-previous):not(.page-previous)",
    links=(
        (r"/node/\d+|/forum/[^/]+/[^/]+", OutlinkKind.THREAD),
        (r"/forums?(?:/\d+)?(?:$|[/?.])", OutlinkKind.INDEX),
        ("/users?/[^/]+$", OutlinkKind.PROFILE),
    ),
)


class DrupalForum:
    """Reads forum topics and lists of Drupal."""

    name = "drupal_forum"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of a Drupal forum."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
