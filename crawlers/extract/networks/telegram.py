"""The public preview of a Telegram channel (`t.me/s/NAME`)."""

from collections.abc import Iterator

from crawlers.extract.forums.rules import QuoteRules, ThreadRules, certainty
from crawlers.extract.forums.thread import read_forum
from crawlers.records import Finding, OutlinkKind, Page, PostKind

RULES = ThreadRules(
    signs=((r'class="[^"]*\btgme_widget_message\b', 0.97),),
    block="div.tgme_widget_message[data-post]",
    local_id=("@data-post",),
    permalink=("a.tgme_widget_message_date@href",),
    address="https://t.me/{anchor}",
    author=(
        ".tgme_widget_message_from_author", ".tgme_widget_message_owner_name", ".tgme_widget_message_author_name",
    ),
    profile=("a.tgme_widget_message_owner_name@href", ".tgme_widget_message_user a@href"),
    avatar=(".tgme_widget_message_user_photo img@src",),
    moment=("a.tgme_widget_message_date time@datetime", "time[datetime]@datetime"),
    body=(
        ".tgme_widget_message_text.js-message_text", ".tgme_widget_message_bubble > .tgme_widget_message_text",
        ".tgme_widget_message_text", ".tgme_widget_message_caption",
    ),
    answers=("a.tgme_widget_message_reply@href",),
    quote=QuoteRules(block="blockquote"),
    mention="a[href^='https://t.me/']:not([href*='/s/'])",
    kind=PostKind.NOTE,
    threaded=False,
    previous="",
    links=((r"^/s/[^/]+\?before=\d+", OutlinkKind.MORE),),
)


class Telegram:
    """Reads the posts of a Telegram channel's preview."""

    name = "telegram"

    def matches(self, page: Page) -> float:
        """Return how surely the page bears the marks of a Telegram channel's preview."""
        return certainty(page, RULES.signs)

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield messages, writers and what the page leads to."""
        return read_forum(page, RULES)
