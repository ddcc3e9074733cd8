"""Stack Exchange's public interface: questions, answers, comments."""

import re
from collections.abc import Iterator
from html import unescape

from crawlers.extract.forums.writers import writer
from crawlers.extract.json_document import Item, document, item, items, number, text
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Account, Finding, Page, PostKind

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
    identity = number(thing, "comment_id") or number(thing, "answer_id") or number(thing, "question_id")
    asked = not ("answer_id" in thing or "comment_id" in thing)
    thread = _thread(thing, parent)
    own = thread if asked else link or (f"{parent}#comment{identity}" if parent else None)
    return Draft(
        url=own, account=_account(owner, link), kind=PostKind.COMMENT if "comment_id" in thing else PostKind.MESSAGE,
        local_id=str(identity) if identity else None, title=unescape(text(thing, "title") or "") or None if asked
        else None,
        markup=text(thing, "body"), written=text(thing, "creation_date"), changed=text(thing, "last_edit_date"),
        thread=thread, parent=None if asked else parent or _answered(thing) or thread, tags=tuple(_tags(thing)),
    )


def _account(owner: Item, link: str) -> Account | None:
    profile = text(owner, "link")
    base = link or profile or "https://stackexchange.com/"
    return writer(unescape(text(owner, "display_name") or ""), profile, base, {"avatar": text(owner, "profile_image")})


def _home(thing: Item) -> str | None:
    found = _SITE.match(text(thing, "link") or text(item(thing, "owner"), "link") or "")
    return found[0] if found else None


def _thread(thing: Item, parent: str | None) -> str | None:
    """Return the address of the question: as linked, else made of its number."""
    question = _QUESTION.match(text(thing, "link") or "") or _QUESTION.match(parent or "")
    if question:
        return question[1]
    home, identity = _home(thing), number(thing, "question_id")
    return f"{home}/questions/{identity}" if home and identity else None


def _answered(thing: Item) -> str | None:
    """Return the address of the answer or question that a comment listed by itself stands below."""
    post = number(thing, "post_id")
    return f"{_home(thing)}/a/{post}" if post and _home(thing) else None


def _tags(thing: Item) -> list[str]:
    found = thing.get("tags")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
