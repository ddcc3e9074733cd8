"""Mastodon's public interface (and that of servers that speak it): timelines, statuses, contexts, accounts."""

from collections.abc import Iterator

from crawlers.clock import read_moment
from crawlers.extract.forums.selection import plain, select
from crawlers.extract.json_document import Item, document, fragment, item, items, number, text
from crawlers.extract.networks.draft import Draft, findings_of
from crawlers.records import Account, AccountKind, Activity, Finding, Mention, Page, Verb
from crawlers.urls import site, try_canonical

_BIO = 1000


class Mastodon:
    """Reads statuses and accounts from Mastodon's JSON."""

    name = "mastodon"

    def matches(self, page: Page) -> float:
        """Return how surely the document is of Mastodon's interface."""
        found = document(page)
        if any(_is_status(status) for status in _statuses(found)):
            return 0.98
        return 0.95 if any(_is_account(account) for account in _accounts(found)) else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield accounts, posts with who answers whom, and what was passed on."""
        found = document(page)
        statuses = [status for status in _statuses(found) if _is_status(status)]
        originals = [item(status, "reblog") or status for status in statuses]
        url_of = {text(status, "id"): text(status, "url", "uri") for status in originals}
        for account in _accounts(found):
            if (made := account_of(account)) is not None:
                yield made
        yield from findings_of((_draft(status, url_of) for status in originals), page)
        for status in statuses:
            if item(status, "reblog"):
                yield from _share(status, page)


def _is_status(status: Item) -> bool:
    return "account" in status and "created_at" in status and ("visibility" in status or "reblogs_count" in status)


def _is_account(account: Item) -> bool:
    return "acct" in account and "followers_count" in account


def _statuses(found: object) -> Iterator[Item]:
    """Yield the statuses of a status, a list, a context, a search or a list of conversations."""
    whole = item(found)
    if _is_status(whole):
        yield whole
    for status in items(found):
        yield item(status, "last_status") or item(status, "status") or status
    for key in ("ancestors", "statuses", "descendants"):
        yield from items(whole, key)


def _accounts(found: object) -> Iterator[Item]:
    whole = item(found)
    for account in (whole, *items(found), *items(whole, "accounts")):
        if _is_account(account):
            yield account


def account_of(account: Item) -> Account | None:
    """Return the account that the interface describes; None without a profile address."""
    url = try_canonical(text(account, "url", "uri"))
    if url is None:
        return None
    claims = []
    for line in items(account, "fields"):
        link = next((anchor.get("href") for anchor in select(fragment(text(line, "value")), "a[href]")), None)
        if target := try_canonical(link):
            claims.append(("rel=me" if line.get("verified_at") else "website", target))
    bot, group = account.get("bot") is True, account.get("group") is True
    kind = AccountKind.BOT if bot else AccountKind.ORGANISATION if group else None
    return Account(
        id=url, name=text(account, "display_name", "username"), handle=text(account, "acct"), site=site(url),
        claims=tuple(dict.fromkeys(claims)), website=next((target for _, target in claims), None),
        avatar=try_canonical(text(account, "avatar_static", "avatar")),
        bio=plain(fragment(text(account, "note")))[:_BIO] or None, audience=number(account, "followers_count"),
        kind=kind,
    )


def _draft(status: Item, url_of: dict[str | None, str | None]) -> Draft:
    answered = text(status, "in_reply_to_id")
    named = [Mention(name=text(one, "acct", "username") or "", account=try_canonical(text(one, "url")))
             for one in items(status, "mentions")]
    url = text(status, "url", "uri")
    parent = url_of.get(answered) if answered else None
    if answered and parent is None and url and text(status, "in_reply_to_account_id") == text(item(status, "account"),
                                                                                              "id"):
        parent = url.rpartition("/")[0] + "/" + answered
    return Draft(
        url=url, account=account_of(item(status, "account")), local_id=text(status, "id"),
        title=text(status, "spoiler_text"), markup=text(status, "content"), written=text(status, "created_at"),
        changed=text(status, "edited_at"), parent=parent, named=tuple(one for one in named if one.name),
        shared=tuple(filter(None, [text(item(status, "card"), "url")])), language=text(status, "language"),
        tags=tuple(tag for tag in (text(one, "name") for one in items(status, "tags")) if tag),
    )


def _share(status: Item, page: Page) -> Iterator[Finding]:
    actor = account_of(item(status, "account"))
    shared = item(status, "reblog")
    target, owner = try_canonical(text(shared, "url", "uri")), account_of(item(shared, "account"))
    moment = read_moment(text(status, "created_at"), seen=page.fetched)
    if actor is None or target is None:
        return
    yield actor
    yield Activity(verb=Verb.SHARE, actor=actor.id, object=target, owner=owner.id if owner else None,
                   published=moment.at if moment else None, published_basis=moment.basis if moment else None,
                   rule="share", evidence=page.url)
