"""Tables of millions of rows become the columns of a load, without a record for each row.

The meaning is that of `crawlers.load.tables`, which makes records of the same rows; a test holds
the two to the same columns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from crawlers.load.checked import Checked
from crawlers.load.tables import act_object
from crawlers.load.values import MISSING, account_id, post_reference
from crawlers.records import Verb
from crawlers.urls import site
from influence.model.columns import UNDATED, UNKNOWN, VERBS
from influence.store.keys import NONE, key, mixed
from influence.store.numbering import Numbering

_ADOPT, _FOLLOW = VERBS.index(Verb.ADOPT), VERBS.index(Verb.FOLLOW)
_EMPTY_CODES: NDArray[np.int32] = np.empty(0, dtype=np.int32)
#: How the object of an act is named: an account or a page, a post whose owner stands beside it, an item, somebody
#: who is followed.
_ACCOUNT, _POST, _ITEM, _FOLLOWED = range(4)
_WAYS = ((_ACCOUNT, Verb.LINK), (_POST, Verb.LINK), (_ITEM, Verb.ADOPT), (_FOLLOWED, Verb.FOLLOW))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadColumns:
    """What one load adds to the project."""

    arrays: dict[str, NDArray[np.generic]] = field(default_factory=dict)
    texts: dict[str, Sequence[str]] = field(default_factory=dict)
    #: Key, id and name as given, of every account named; the name is None for a profile address.
    accounts: list[tuple[int, str, str | None]] = field(default_factory=list)
    #: Names of the sites on which posts and objects lie.
    sites: set[str] = field(default_factory=set)


class AccountNames:
    """The accounts a table names, numbered by how it writes them."""

    def __init__(self, dataset: str) -> None:
        self._dataset = dataset
        self.numbers = Numbering()

    def codes(self, names: Sequence[str]) -> NDArray[np.int32]:
        """Return the number of each name."""
        return self.numbers.codes(names)

    def resolved(self) -> tuple[NDArray[np.int64], list[tuple[int, str, str | None]]]:
        """Return the key of each number (`NONE` for nobody), and all accounts sorted by key."""
        keys = np.empty(len(self.numbers), dtype=np.int64)
        accounts: dict[int, tuple[int, str, str | None]] = {}
        for at, name in enumerate(self.numbers):
            account = account_id(self._dataset, name)
            if account is None:
                keys[at] = NONE
            else:
                keys[at] = number = key(account)
                given = None if account.startswith(("http://", "https://")) else name.strip()
                accounts.setdefault(number, (number, account, given))
        return keys, [accounts[number] for number in sorted(accounts)]


class ActRows:
    """Acts, adoptions and follows on their way into columns."""

    def __init__(self, name: str, dataset: str) -> None:
        self._format, self._dataset = name, dataset
        self._accounts = AccountNames(dataset)
        self._objects = tuple(Numbering() for _ in _WAYS)
        self._results = Numbering()
        self._parts: dict[str, list[NDArray[np.generic]]] = {
            name: [] for name in ("verb", "actor", "owner", "object", "way", "result", "time")}
        self._quotes: list[str] = []
        self._notes: dict[str, list[str]] = {}

    def add(self, part: Checked) -> None:
        """Take some rows."""
        columns, count = part.columns, len(part)
        verb = part.verb
        if self._format != "acts":
            verb = np.full(count, _ADOPT if self._format == "adoptions" else _FOLLOW, dtype=np.int8)
        owner = self._owners(columns.get("via" if self._format == "adoptions" else "owner"), count)
        bare = np.where(verb == _FOLLOW, _FOLLOWED, _ACCOUNT)
        way = np.where(verb == _ADOPT, _ITEM, np.where(owner == UNKNOWN, bare, _POST)).astype(np.int8)
        named = {"adoptions": ("actor", "item"), "follows": ("follower", "followed")}
        actors, objects = named.get(self._format, ("actor", "object"))
        values: dict[str, NDArray[np.generic]] = {
            "verb": verb, "owner": owner, "way": way, "actor": self._accounts.codes(columns[actors]),
            "object": self._object_codes(columns[objects], way),
            "result": self._results.codes(columns["result"]) if "result" in columns else np.full(
                count, UNKNOWN, dtype=np.int32),
            "time": np.where(part.dated, part.time, UNDATED)}
        for name, value in values.items():
            self._parts[name].append(value)
        self._quotes += [quote[:200] for quote in columns.get("quote", ())]
        for header, cells in part.notes.items():
            self._notes.setdefault(header, []).extend(cells)

    def _owners(self, cells: Sequence[str] | None, count: int) -> NDArray[np.int32]:
        if cells is None:
            return np.full(count, UNKNOWN, dtype=np.int32)
        codes = self._accounts.codes(cells)
        nobody = [self._accounts.numbers[name] for name in MISSING if name in self._accounts.numbers]
        return np.where(np.isin(codes, nobody), np.int32(UNKNOWN), codes)

    def _object_codes(self, cells: Sequence[str], way: NDArray[np.int8]) -> NDArray[np.int32]:
        if len(way) and bool((way == way[0]).all()):
            return self._objects[int(way[0])].codes(cells)
        codes = np.empty(len(cells), dtype=np.int32)
        for kind, _ in _WAYS:
            at = np.flatnonzero(way == kind)
            codes[at] = self._objects[kind].codes([cells[row] for row in at.tolist()])
        return codes

    def finished(self) -> LoadColumns:
        """Return the columns of all rows taken, each act once, sorted by time, then key."""
        taken = {name: np.concatenate(parts) if parts else _EMPTY_CODES for name, parts in self._parts.items()}
        self._parts.clear()
        objects = _Objects(self._objects, self._dataset, self._accounts)
        offset = np.cumsum([0, *(len(numbers) for numbers in self._objects)])
        target = (taken["object"] + offset[taken["way"].astype(np.intp)]).astype(np.int32)
        owner = np.where(taken["owner"] == UNKNOWN, objects.owner[target], taken["owner"])
        results = [post_reference(self._dataset, text) for text in self._results]
        result_key = _keys(results)
        keys, accounts = self._accounts.resolved()
        result = taken["result"]
        identity = act_identity(taken["verb"], keys[taken["actor"]], objects.key[target],
                                np.append(result_key, NONE)[result], taken["time"])
        _, first = np.unique(identity, return_index=True)
        order = first[np.lexsort((identity[first], taken["time"][first]))]
        result = np.where(np.append(result_key, NONE)[result] == NONE, np.int32(UNKNOWN), result)
        arrays: dict[str, NDArray[np.generic]] = {
            "account_key": keys, "object_key": objects.key, "object_site": objects.site, "result_key": result_key,
            "act_key": identity[order], "act_verb": taken["verb"][order], "act_actor": taken["actor"][order],
            "act_object": target[order], "act_owner": owner[order], "act_result": result[order],
            "act_time": taken["time"][order], "act_place": np.zeros(len(order), dtype=np.int8)}
        texts: dict[str, Sequence[str]] = {"object_text": objects.address,
                                           "result_text": [text or "" for text in results]}
        rows = order.tolist() if self._quotes or self._notes else []
        if any(self._quotes):
            texts["act_quote"] = [self._quotes[row] for row in rows]
        texts |= {f"note_{header}": [cells[row] for row in rows] for header, cells in self._notes.items()}
        return LoadColumns(arrays=arrays, texts=texts, accounts=accounts, sites=objects.sites)


class _Objects:
    """The different objects of a load: address, key, site and, where it is an account, its number."""

    def __init__(self, named: Sequence[Numbering], dataset: str, accounts: AccountNames) -> None:
        self.address: list[str] = []
        owners: list[int] = []
        for way, verb in _WAYS:
            for text in named[way]:
                found, account = act_object(dataset, text, verb, owned=way == _POST)
                self.address.append(found)
                owners.append(UNKNOWN if account is None else accounts.numbers[text])
        self.owner = np.array(owners, dtype=np.int32)
        self.key = _keys(self.address)
        self.site, self.sites = sites(self.address)


def act_identity(
    verb: NDArray[np.generic], actor: NDArray[np.int64], target: NDArray[np.int64], result: NDArray[np.int64],
    time: NDArray[np.generic],
) -> NDArray[np.int64]:
    """Return the key of each act, as `influence.store.activities.act_keys` makes it of a record."""
    bare = result == NONE
    when = time.astype(np.int64)
    when = np.where(bare, np.where(when == UNDATED, 0, when), result)
    return mixed(verb.astype(np.int64), np.where(bare, actor, NONE), target, when)


def sites(addresses: Sequence[str]) -> tuple[NDArray[np.int64], set[str]]:
    """Return the site key of each address (`NONE` for what is no web address), and the names of all sites."""
    names: dict[str, int] = {}
    found = np.full(len(addresses), NONE, dtype=np.int64)
    for at, address in enumerate(addresses):
        if address.startswith(("http://", "https://")):
            name = site(address)
            found[at] = names[name] if name in names else names.setdefault(name, key(name))
    return found, set(names)


def _keys(texts: Sequence[str | None]) -> NDArray[np.int64]:
    make: Callable[[str], int] = key
    return np.fromiter((NONE if text is None else make(text) for text in texts), dtype=np.int64, count=len(texts))
