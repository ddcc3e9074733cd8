"""What was read from one page, as `inspect` shows it: one JSON object, or lines for a person.

The JSON object is what golden pairs hold and what judges compare.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from enum import Enum

from crawlers.ports import Extractor
from crawlers.records import NAMED, Account, Activity, Basis, Finding, Outlink, Page, Post, Remark

#: What JSON can hold.
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Used = Sequence[tuple[Extractor, float]]
_WIDTH = 100


def as_object(page: Page, used: Used, findings: Iterable[Finding]) -> dict[str, Json]:
    """Return what `influence inspect --json` prints."""
    found = list(findings)
    accounts = {finding.id: finding for finding in found if isinstance(finding, Account)}
    return {
        "url": page.url,
        "extractors": [{"name": reader.name, "certainty": round(certainty, 2)} for reader, certainty in used],
        "posts": [_post(finding, accounts) for finding in found if isinstance(finding, Post)],
        "accounts": [_record(finding) for finding in found if isinstance(finding, Account)],
        "activities": [_record(finding) for finding in found if isinstance(finding, Activity)],
        "outlinks": [_record(finding) for finding in found if isinstance(finding, Outlink)],
        "warnings": [_record(finding) for finding in found if isinstance(finding, Remark)],
    }


def written_time(at: datetime | None, basis: Basis | None) -> str | None:
    """Return a time as precisely as it is known: a day alone, without a zone, or with its offset.

    >>> from datetime import UTC
    >>> noon = datetime(2024, 5, 17, 12, tzinfo=UTC)
    >>> [written_time(noon, basis) for basis in (Basis.DAY, Basis.LOCAL, Basis.STATED)]
    ['2024-05-17', '2024-05-17T12:00:00', '2024-05-17T12:00:00+00:00']
    """
    if at is None:
        return None
    if basis in (Basis.DAY, Basis.ADDRESS):
        return at.date().isoformat()
    if basis is Basis.LOCAL:
        return at.replace(tzinfo=None).isoformat()
    return at.isoformat()


def _post(post: Post, accounts: dict[str, Account]) -> dict[str, Json]:
    account = accounts.get(post.author) if post.author else None
    return {
        "id": post.local_id or post.url,
        "url": post.url,
        "kind": post.kind.value,
        "number": post.number,
        "author": _author(post, account),
        "published": written_time(post.published, post.published_basis),
        "published_basis": post.published_basis.value if post.published_basis else None,
        "modified": written_time(post.modified, None),
        "title": post.title,
        "thread": post.thread,
        "in_reply_to": post.in_reply_to,
        "quotes": list(post.quotes),
        "text": post.text,
        "links": [{"url": link.url, "rel": list(link.rel), "place": link.place.value} for link in post.links],
        "mentions": [{"name": mention.name, "account": mention.account} for mention in post.mentions],
        "tags": list(post.tags),
        "language": post.language,
        "home": post.home,
        "disclosure": post.disclosure,
        "origins": dict(post.origins),
    }


def _author(post: Post, account: Account | None) -> Json:
    """Return the writer; of a post signed "Guest" only that word, which is nobody's account."""
    if post.author is None:
        shown = dict(post.origins).get("shown_author")
        return {"name": shown, "url": None, "handle": None} if shown else None
    profile = None if post.author.startswith(NAMED) else post.author
    return {
        "name": account.name if account else None,
        "url": profile or (account.website if account else None),
        "handle": account.handle if account else None,
    }


def _record(record: Account | Activity | Outlink | Remark) -> dict[str, Json]:
    return {field.name: _value(getattr(record, field.name)) for field in fields(record)}


def _value(value: object) -> Json:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def as_lines(page: Page, used: Used, known: Used, findings: Iterable[Finding]) -> Iterator[str]:
    """Yield what a person wants to know: which reader and why, what was read, what was not understood."""
    found = list(findings)
    yield f"Page      {page.url}"
    if not used:
        yield "Reader    none: no reader knows this kind of page"
    for number, (reader, certainty) in enumerate(used):
        others = ", ".join(f"{other.name} {sure:.2f}" for other, sure in known if (other, sure) not in used)
        why = f"; also possible: {others}" if others and not number else ""
        yield f"Reader    {reader.name}, {certainty:.0%} sure{why}"
    accounts = {finding.id: finding for finding in found if isinstance(finding, Account)}
    posts = [finding for finding in found if isinstance(finding, Post)]
    yield f"Posts     {len(posts)}"
    for post in posts:
        yield from _post_lines(post, accounts)
    yield from _counted("Acts", Counter(each.verb.value for each in found if isinstance(each, Activity)))
    yield from _counted("Leads to", Counter(each.kind.value for each in found if isinstance(each, Outlink)))
    remarks = [finding for finding in found if isinstance(finding, Remark)]
    yield f"Not understood or not known: {len(remarks) or 'nothing'}"
    for remark in remarks:
        yield f"  - {remark.text}"


def _post_lines(post: Post, accounts: dict[str, Account]) -> Iterator[str]:
    account = accounts.get(post.author) if post.author else None
    name = (account.name or account.handle) if account else None
    when = written_time(post.published, post.published_basis) or "undated"
    number = f"#{post.number} " if post.number is not None else ""
    yield f"  {number}{post.kind.value} by {name or post.author or 'unknown author'}, {when}"
    yield f"      {post.url}"
    if post.title:
        yield f"      title: {post.title[:_WIDTH]}"
    if post.in_reply_to:
        yield f"      answers {post.in_reply_to}"
    if post.text:
        yield f"      {len(post.text)} characters: {post.text[:_WIDTH]!r}"
    if post.links:
        yield f"      {len(post.links)} links: " + " ".join(link.url for link in post.links[:3])
    if post.origins:
        yield "      read from: " + ", ".join(f"{value} by {origin}" for value, origin in post.origins)


def _counted(label: str, counts: Counter[str]) -> Iterator[str]:
    parts = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    yield f"{label:<9} {parts or 'none'}"
