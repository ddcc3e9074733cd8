"""The project folder: open, make, write what was read, read it as columns."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Account, Activity, Contact, Finding, Page, Post
from crawlers.soundness import sound
from influence.errors import ProjectError
from influence.model.account import AccountRow
from influence.model.columns import UNDATED, UNKNOWN, ActivityColumns, Columns
from influence.model.contact import SeenContact
from influence.model.decisions import DecisionKind, Decisions
from influence.model.evidence import ActivityDetails, PostDetails
from influence.settings import FILE_NAME, Settings
from influence.settings import read as read_settings
from influence.store import (
    accounts,
    activities,
    addresses,
    churn,
    contacts,
    lookups,
    outreach,
    people,
    posts,
    reading,
    schema,
)
from influence.store.forgetting import Trace, forget
from influence.store.keys import key
from influence.store.reading import Reading
from influence.store.settings_file import settings_text
from influence.store.sql import BUSY_TIMEOUT_S, reported, transaction
from influence.store.suppression import Forgotten

DATABASE_NAME = "influence.db"


class Project:
    """One project file, open. Fits `crawlers.ports.Sink` by shape.

    Use as a context manager, or call `close`. Every writing method is one transaction; several
    can be joined by `with project.transaction():`.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.path = folder / DATABASE_NAME
        #: For `influence.store.frontier` and `pages`.
        self.connection = connection
        self._reading: tuple[tuple[int, int], Reading] | None = None

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Self:
        """Open the project in a folder.

        A folder with an influence.toml and no database yet is a project too; with `create` any
        folder becomes one.

        Raises:
            ProjectError: No project here, read-only, damaged, or of a newer version.
            ProjectBusyError: Another process keeps writing.
        """
        path = folder / DATABASE_NAME
        if not path.exists() and not create and not (folder / FILE_NAME).exists():
            raise ProjectError("there is no project in this folder", about=str(folder),
                               hint="make one with 'influence init', or name another folder with --project")
        if not folder.is_dir():
            _make_folder(folder)
        with reported(path):
            return cls(folder, _connected(path))

    @classmethod
    def create(cls, folder: Path, values: dict[str, object] | None = None) -> Self:
        """Make a project with an influence.toml in which every key is explained.

        Args:
            folder: Made when it is not there; must not hold an influence.toml yet.
            values: Settings by "section.key"; the rest stand in the file as commented defaults.
        """
        target = folder / FILE_NAME
        if target.exists():
            raise ProjectError("there is a project in this folder already", about=str(folder),
                               hint="edit its influence.toml, or choose another folder")
        _make_folder(folder)
        try:
            target.write_text(settings_text(values or {}), "utf-8")
        except OSError as error:
            raise ProjectError("this folder cannot be written to", about=str(folder),
                               hint="choose another folder, or make this one writable") from error
        return cls.open(folder, create=True)

    def close(self) -> None:
        """Close the file; what was written is safe already."""
        self.connection.close()

    def __enter__(self) -> Self:
        """Return the open project."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Return a context in which all writing is done together, or not at all."""
        return transaction(self.connection, self.path)

    def settings(self) -> Settings:
        """Return the settings of this project."""
        return read_settings(self.folder)

    def add(self, page: Page, findings: Sequence[Finding]) -> int:
        """Store all that one page yielded, replacing what it yielded before; return new activities."""
        forgotten = Forgotten(self.connection)
        if forgotten:
            if forgotten.hides(page.url):
                return 0
            with self.transaction():
                findings = forgotten.kept(page.url, findings)
        with self.transaction() as connection:
            connection.execute("SAVEPOINT page")
            try:
                new = self._stored(connection, page, findings)
            except (UnicodeEncodeError, OverflowError):  # seldom, so that it is not looked for beforehand
                connection.execute("ROLLBACK TO page")
                new = self._stored(connection, sound(page), [sound(finding) for finding in findings])
            connection.execute("RELEASE page")
            return new

    def _stored(self, connection: sqlite3.Connection, page: Page, findings: Sequence[Finding]) -> int:
        found_posts = [finding for finding in findings if isinstance(finding, Post)]
        found = [finding for finding in findings if isinstance(finding, Activity)]
        found_accounts = [finding for finding in findings if isinstance(finding, Account)]
        named = {account.id for account in found_accounts} | activities.accounts(found)
        named |= {post.author for post in found_posts if post.author}
        urls = posts.addresses(found_posts) | activities.addresses(found) | {page.url}
        addresses.add(connection, urls)
        for old, new in churn.joined(connection, page, found_posts):
            addresses.add_alias(connection, old, new, "feed")
        accounts.add_ids(connection, named)
        accounts.add(connection, found_accounts, page=page.url, fetched=posts.epoch(page.fetched) or 0)
        posts.replace(connection, page, found_posts)
        contacts.replace(connection, page.url, [one for one in findings if isinstance(one, Contact)])
        own = any(posts.rank(post, page) == posts.OWN_PAGE for post in found_posts)
        return activities.replace(connection, page.url, found, shown=[post.url for post in found_posts], own=own)

    def withdraw(self, url: str) -> None:
        """Forget all that one page yielded: its owner asked for that (`noindex`)."""
        with self.transaction() as connection:
            for table in ("sightings", "texts", "activities", "contacts", "claims", "readings"):
                connection.execute(f"DELETE FROM {table} WHERE page = ?", (key(url),))  # noqa: S608  constants

    def add_alias(self, url: str, canonical: str, *, basis: str) -> None:
        """Remember that two addresses are one: a redirect, a canonical link, a feed's own link."""
        forgotten = Forgotten(self.connection)
        if forgotten.hides(url) or forgotten.hides(canonical):
            return
        with self.transaction() as connection:
            addresses.add_alias(connection, url, canonical, basis)

    def columns(self, since: int | None = None, until: int | None = None) -> Columns:
        """Return everything as arrays; with `since` or `until` (epoch seconds, included) only what falls between.

        Posts before `since` stay, since acts answer them; what has no date stays. Codes are the
        same whatever the window.
        """
        columns = self._read().columns
        return columns if since is None and until is None else _window(columns, since, until)

    def accounts(self) -> list[AccountRow]:
        """Return what is known of each account, in the order of `Columns.accounts`."""
        with reported(self.path):
            return people.account_rows(self.connection, self._read())

    def given_names(self) -> dict[str, str]:
        """Return the name as a loaded table gave it, by account id; crawled accounts are not among them."""
        rows = self.connection.execute("SELECT id, given FROM accounts WHERE given IS NOT NULL ORDER BY id")
        return dict(rows)

    def posts(self, keys: Iterable[int] | NDArray[np.int64]) -> Iterator[PostDetails]:
        """Yield address, title, text, tags and language of posts, in the order of their keys given."""
        with reported(self.path):
            yield from lookups.texts(self.connection, [int(number) for number in keys], self._read().aliases)

    def texts(self, keys: Iterable[int] | NDArray[np.int64]) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """Yield title, tags and text of posts, in the order of their keys given; for relevance."""
        for post in self.posts(keys):
            yield post.title or "", post.tags, post.text

    def words(self) -> Iterator[tuple[int, str]]:
        """Yield code and text of all posts that have one, in no order, once for each page that shows it."""
        with reported(self.path):
            reading = self._read()
            rows = list(lookups.words(self.connection))
            keys = reading.aliases.resolved(np.array([number for number, _ in rows], dtype=np.int64))
            for code, (_, text) in zip(reading.posts.index.codes(keys).tolist(), rows, strict=True):
                if code != UNKNOWN:
                    yield code, text

    def linking(self, domains: Iterable[str]) -> dict[int, set[str]]:
        """Return, by post code, the addresses on these domains to which crawled posts link."""
        with reported(self.path):
            reading = self._read()
            rows = list(lookups.linking(self.connection, domains))
        keys = reading.aliases.resolved(np.array([number for number, _ in rows], dtype=np.int64))
        found: dict[int, set[str]] = {}
        for code, (_, url) in zip(reading.posts.index.codes(keys).tolist(), rows, strict=True):
            if code != UNKNOWN:
                found.setdefault(code, set()).add(url)
        return found

    def quotes(self) -> Iterator[tuple[int, str]]:
        """Yield activity key and quote of all loaded acts that have one."""
        with reported(self.path):
            yield from lookups.quotes(self.connection)

    def abouts(self) -> dict[str, str]:
        """Return what account owners say about themselves, by account id."""
        return dict(self.connection.execute("SELECT id, bio FROM accounts WHERE bio IS NOT NULL ORDER BY id"))

    def contacts(self) -> list[SeenContact]:
        """Return every published way to reach somebody, and every wish about it."""
        with reported(self.path):
            return contacts.contacts(self.connection)

    def details(self, keys: Iterable[int] | NDArray[np.int64]) -> dict[int, ActivityDetails]:
        """Return quote, object, result, evidence and rule of activities, by key; for receipts."""
        with reported(self.path):
            return lookups.details(self.connection, [int(number) for number in keys])

    def source_sites(self) -> set[str]:
        """Return the sites of the sources that were crawled; nothing for what was only loaded."""
        rows = self.connection.execute(
            "SELECT DISTINCT site FROM frontier WHERE depth = 0 AND hops = 0 AND redirects = 0")
        return {str(name) for (name,) in rows}

    def decisions(self) -> Decisions:
        """Return what people decided and did not take back, oldest first."""
        return outreach.decisions(self.connection)

    def decide(self, kind: DecisionKind, account_ids: Sequence[str], value: str | None = None,
               time: int | None = None, *, others: Sequence[str] = ()) -> int:
        """Store a decision about accounts; return its number, by which `undo` takes it back.

        Args:
            kind: What is decided.
            account_ids: Whom it is about.
            value: The text, label or status.
            time: Epoch seconds of the decision.
            others: For a split, the accounts that stay behind.
        """
        with self.transaction() as connection:
            return outreach.decide(connection, kind, account_ids, value, time, others)

    def undo(self, number: int | None = None) -> int | None:
        """Take back a decision, the newest when no number is given; return its number, None when there is none."""
        with self.transaction() as connection:
            return outreach.undo(connection, number)

    def suppress(self, account_ids: Sequence[str], time: int | None = None) -> None:
        """Let accounts appear nowhere from now on: not as author, not as actor, not as owner."""
        with self.transaction() as connection:
            outreach.Suppressions(connection).add(account_ids, time)
        self._reading = None

    def is_suppressed(self, account_id: str) -> bool:
        """Return whether this account must appear nowhere."""
        return account_id in outreach.Suppressions(self.connection)

    def forget(self, trace: Trace, time: int | None = None) -> dict[str, int]:
        """Erase one person everywhere and keep them out; return how many pages, posts and acts went."""
        done = forget(self.connection, self.path, trace, time)
        self._reading = None
        return done

    def add_run(self, command: str, time: int, settings: object, result: object) -> int:
        """Remember a ranking with its settings (plain values); return its number."""
        with self.transaction() as connection:
            return outreach.add_run(connection, command, time, settings, result)

    def runs(self) -> list[dict[str, object]]:
        """Return all rankings made, oldest first: id, command, time, settings, result."""
        return outreach.runs(self.connection)

    def account_key(self, account_id: str) -> int:
        """Return the store key of an account id."""
        return key(account_id)

    def _read(self) -> Reading:
        """Return the project as columns, read again only when something was written."""
        with reported(self.path):
            version = int(self.connection.execute("PRAGMA data_version").fetchone()[0])
            state = (version, self.connection.total_changes)
            if self._reading is None or self._reading[0] != state:
                suppressed = outreach.Suppressions(self.connection)
                hides = suppressed.__contains__ if len(suppressed) else None
                self._reading = (state, reading.read(self.connection, hides))
            return self._reading[1]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError("this folder cannot be made", about=str(folder),
                           hint="choose another one; there may be a file of that name, or no right to write") from error


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    try:
        fresh = connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()[0] == 0
        found = 0 if fresh else schema.check(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        if fresh:
            with transaction(connection, path):
                if schema.version(connection) == 0:  # nobody else made it meanwhile
                    schema.create(connection)
        elif found < schema.VERSION:
            schema.migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _window(columns: Columns, since: int | None, until: int | None) -> Columns:
    acts = columns.activities
    dated = acts.time != UNDATED
    kept = ~dated | ((acts.time >= (UNDATED if since is None else since)) & (until is None or acts.time <= until))
    posts = columns.posts
    later = np.zeros(len(posts), dtype=np.bool_) if until is None else (posts.time != UNDATED) & (posts.time > until)
    code = np.cumsum(~later).astype(np.int32) - 1
    code[later] = UNKNOWN
    code = np.append(code, np.int32(UNKNOWN))
    names = ActivityColumns.__slots__
    chosen = {name: getattr(acts, name)[kept] for name in names}
    chosen |= {name: code[chosen[name]] for name in ("post", "result")}
    earlier = {name: getattr(posts, name)[~later] for name in type(posts).__slots__}
    thread = code[earlier["thread"]]
    earlier["thread"] = np.where(thread == UNKNOWN, np.arange(len(thread), dtype=np.int32), thread)
    return replace(columns, activities=ActivityColumns(**chosen), posts=type(posts)(**earlier))
