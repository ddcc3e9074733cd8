"""Who asked to be forgotten, obeyed wherever something is written: nothing of theirs comes in again."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crawlers.records import NAMED, Account, Activity, Contact, Finding, Outlink, Post
from crawlers.urls import site
from influence.store.keys import remembered_key
from influence.store.outreach import Suppressions

#: Before a site and a mail address on the list, which otherwise holds account ids.
SITE, MAIL = "site:", "mail:"
TABLES = """
CREATE TABLE withheld (
    page INTEGER PRIMARY KEY
) STRICT;
"""


class Forgotten:
    """The suppression list as it is asked: by account, address, site or mail."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._list = Suppressions(connection)

    def __bool__(self) -> bool:
        """Return whether anybody was forgotten."""
        return len(self._list) > 0

    def hides(self, text: str | None) -> bool:
        """Return whether an account id or address is, or lies on the site of, somebody forgotten."""
        if text is None or not self:
            return False
        return text in self._list or self.hides_site(_site(text))

    def hides_site(self, name: str | None) -> bool:
        """Return whether a site is that of somebody forgotten."""
        return name is not None and SITE + name in self._list

    def kept(self, page: str, findings: Sequence[Finding]) -> list[Finding]:
        """Return what a page says without the forgotten; where they wrote on it, its copy will not be kept."""
        if not self or self.hides(page):
            return [] if self else list(findings)
        posts = [one for one in findings if isinstance(one, Post)]
        gone = {post.url for post in posts if self.hides(post.author) or self.hides(post.url)}
        result = [kept for one in findings if (kept := self._without(one, gone)) is not None]
        if gone or len(result) < len(findings):
            self.withhold(page)
        return result

    def withhold(self, page: str) -> None:
        """Keep no copy of a page from now on; the caller holds the transaction."""
        self._connection.execute("INSERT OR IGNORE INTO withheld VALUES (?)", (remembered_key(page),))

    def withholds(self, page: str) -> bool:
        """Return whether no copy of a page is to be kept."""
        if not self:
            return False
        row = self._connection.execute("SELECT 1 FROM withheld WHERE page = ?", (remembered_key(page),)).fetchone()
        return row is not None or self.hides(page)

    def _without(self, one: Finding, gone: set[str]) -> Finding | None:
        if isinstance(one, Account):
            return None if self.hides(one.id) else self._account(one)
        if isinstance(one, Post):
            return None if one.url in gone else self._post(one, gone)
        if isinstance(one, Activity):
            ends = (one.actor, one.owner, one.object, one.result)
            return None if any(map(self.hides, ends)) or gone & {one.object, one.result} else one
        if isinstance(one, Contact):
            mail = MAIL + (one.value or "").casefold() in self._list
            return None if mail or any(map(self.hides, (one.account, one.page, one.value))) else one
        return None if isinstance(one, Outlink) and self.hides(one.url) else one

    def _account(self, one: Account) -> Account:
        website = None if self.hides(one.website) else one.website
        return replace(one, website=website, claims=tuple(pair for pair in one.claims if not self.hides(pair[1])))

    def _post(self, one: Post, gone: set[str]) -> Post:
        def shown(url: str | None) -> str | None:
            return None if self.hides(url) or url in gone else url

        return replace(one, thread=shown(one.thread), in_reply_to=shown(one.in_reply_to), home=shown(one.home),
                       quotes=tuple(url for url in one.quotes if shown(url)),
                       links=tuple(link for link in one.links if not self.hides(link.url)),
                       mentions=tuple(each for each in one.mentions if not self.hides(each.account)))


def _site(text: str) -> str | None:
    if text.startswith(NAMED):
        return text.removeprefix(NAMED).partition(":")[0]
    return site(text) if text.startswith(("http://", "https://")) else None


def lies_on(text: str, sites: Iterable[str]) -> bool:
    """Return whether an account id or address lies on one of these sites.

    >>> lies_on("https://ann.example/1", ["ann.example"]), lies_on("name:ann.example:bob", ["ann.example"])
    (True, True)
    >>> lies_on("ann.example", ["ann.example"])
    False
    """
    return _site(text) in set(sites)
