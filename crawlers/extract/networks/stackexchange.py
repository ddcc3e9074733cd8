"""Stack Exchange's pages: a question, its answers, comments below each."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page

RULES = ThreadRules(
    signs=((r'id="question"[^>]*data-questionid=|data-questionid="\d+"', 0.97), (r'class="s-post-summary\b', 0.9)),
    block="#question, div.answer[data-answerid], li.comment[data-comment-id]",
    local_id=("@data-comment-id", "@data-answerid", "@data-questionid"),
    permalink=("a.comment-link@href", "a.js-share-link@href", "a.short-link@href"),
    author=(
        ".post-signature.owner .user-details a", ".post-signature:last-child .user-details a", ".comment-user",
        ".user-details a", ".user-details",
    ),
    profile=(
        ".post-signature.owner .user-details a@href", ".post-signature:last-child .user-details a@href",
        ".comment-user@href", ".user-details a@href",
    ),
    avatar=(".post-signature.owner img@src", ".gravatar-wrapper-32 img@src"),
    moment=(
        "time[itemprop=dateCreated]@datetime", ".post-signature.owner .relativetime@title",
        ".post-signature:last-child .relativetime@title", ".comment-date .relativetime-clean@title",
        ".comment-date span@title", ".relativetime@title",
    ),
    moment_pattern="(?P<when>[^,]+)",
    body=(".js-post-body", ".post-text", ".s-prose", ".comment-copy"),
    quote=QuoteRules(block="blockquote"),
    mention="",
    title=("#question-header h1", "h1"),
    topic=("link[rel=canonical]@href", "#question-header h1 a@href"),
    marks=((r"(/questions/\d+/[^/?]+)(?:/\d+)?(?=$|\?)", r"\1"),),
    links=(
        (r"/questions/\d+", OutlinkKind.THREAD),
        (r"/questions(?:/tagged/[^/]+)?(?:\?|$)", OutlinkKind.INDEX),
        (r"/users/\d+/[^/]+$", OutlinkKind.PROFILE),
    ),
)


class StackExchange:
    """Reads questions with answers and comments."""

    name = "stackexchange"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of a Stack Exchange site."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
