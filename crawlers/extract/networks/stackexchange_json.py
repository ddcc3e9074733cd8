"""Stack Exchange's public interface: questions, answers, comments."""

import re
from collections.abc import Iterator
from html import unescape

from crawlers.extract.forums.writers import writer
from crawlers.extract.json_document import Item, document, item, items, number, text
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Finding, Page, PostKind

_SITE = re.compile(r"^https?://[^/]+")
_QUESTION = re.compile(r"^(https?://[^/]+/questions/\d+(?:/[^/#?]+)?)")


class StackExchangeJson:
    """Reads questions, answers and comments from the interface's JSON."""

    name = "stackexchange_json"

    def matches(self, page: Page) -> float:
        """Return how surely the document is of Stack Exchange's interface."""
        found = document(page)
        if "quota_remaining" not in item(found) and "has_more" not in item(found):
            return 0.0
        return 0.97 if any("owner" in thing and "creation_date" in thing for thing in items(found, "items")) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield writers, questions, and answers and comments with what they answer."""
        return findings_of(_drafts(items(document(page), "items"), None), page)


def _drafts(things: Iterator[Item], parent: str | None) -> Iterator[Draft]:
    for thing in things:
        draft = _draft(thing, parent)
        yield draft
        yield from _drafts(items(thing, "comments"), draft.url)
        yield from _drafts(items(thing, "answers"), draft.url)


def _draft(thing: Item, parent: str | None) -> Draft:
    owner = item(thing, "owner")
    link = text(thing, "link") or ""
    home = _SITE.match(link or text(owner, "link") or "")
    question = _QUESTION.match(link) or _QUESTION.match(parent or "")
    identity = number(thing, "comment_id") or number(thing, "answer_id") or number(thing, "question_id")
    asked = not ("answer_id" in thing or "comment_id" in thing)
    made = f"{home[0]}/questions/{number(thing, 'question_id')}" if home and "question_id" in thing else None
    thread = question[1] if question else made
    post = number(thing, "post_id")
    return Draft(
        url=thread if asked else link or (f"{parent}#comment{identity}" if parent else None),
        account=writer(unescape(text(owner, "display_name") or ""), text(owner, "link"),
                       link or text(owner, "link") or "https://stackexchange.com/",
                       {"avatar": text(owner, "profile_image")}),
        kind=PostKind.COMMENT if "comment_id" in thing else PostKind.MESSAGE,
        local_id=str(identity) if identity else None,
        title=unescape(text(thing, "title") or "") or None if asked else None, markup=text(thing, "body"),
        written=text(thing, "creation_date"), changed=text(thing, "last_edit_date"), thread=thread,
        parent=None if asked else parent or (f"{home[0]}/a/{post}" if home and post else thread),
        tags=tuple(one for one in _tags(thing) if one),
    )


def _tags(thing: Item) -> list[str]:
    found = thing.get("tags")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
