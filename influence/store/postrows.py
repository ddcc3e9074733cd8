"""Tables of posts become columns: the posts, and the replies, links and mentions they imply."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from crawlers.load.checked import Checked
from crawlers.load.reader import Rejected
from crawlers.load.tables import local_addresses, post_addresses
from crawlers.load.values import account_id, basis_of, links, names, post_reference
from crawlers.records import Place, PostKind, Verb
from influence.model.columns import PLACES, POST_KINDS, UNKNOWN, VERBS
from influence.store.bulk import AccountNames, LoadColumns, act_identity, sites
from influence.store.keys import NONE, key
from influence.store.numbering import Numbering
from influence.store.posts import BASES

_REPLY, _LINK, _MENTION, _FOLLOW = (VERBS.index(verb) for verb in (Verb.REPLY, Verb.LINK, Verb.MENTION, Verb.FOLLOW))
_POST, _MESSAGE = POST_KINDS.index(PostKind.POST), POST_KINDS.index(PostKind.MESSAGE)
_PLACE_CODE = {place.value: PLACES.index(place) for place in Place}
_TEXTS = ("title", "text", "language")
_BASIS_CODE = np.array([BASES.index(basis_of(code)) for code in range(len(BASES))], dtype=np.int8)


class PostRows:
    """Posts on their way into columns."""

    def __init__(self, dataset: str) -> None:
        self._dataset = dataset
        self._accounts = AccountNames(dataset)
        self._urls: list[str] = []
        self._renamed: dict[str, str] = {}
        self._parents, self._threads, self._sites, self._links = Numbering(), Numbering(), Numbering(), Numbering()
        self._parts: dict[str, list[NDArray[np.generic]]] = {
            name: [] for name in ("key", "author", "time", "basis", "parent", "thread", "site", "place", "line")}
        #: Row and number of each link and of each account mentioned.
        self._linked: list[tuple[int, int]] = []
        self._mentioned: list[tuple[int, int]] = []
        self._texts: dict[str, list[str]] = {}
        self._says_who_answers = True

    def add(self, part: Checked) -> None:
        """Take some rows."""
        columns, start = part.columns, len(self._urls)
        urls = post_addresses(part, self._dataset)
        self._urls += urls
        self._renamed.update(local_addresses(part, self._dataset, urls))
        self._says_who_answers = "in_reply_to" in columns
        place = columns.get("place")
        values: dict[str, NDArray[np.generic]] = {
            "key": np.fromiter(map(key, urls), dtype=np.int64, count=len(urls)),
            "author": self._accounts.codes(columns["author"]), "time": part.time, "basis": _BASIS_CODE[part.basis],
            "parent": self._codes(self._parents, columns.get("in_reply_to"), len(urls)),
            "thread": self._codes(self._threads, columns.get("thread"), len(urls)),
            "site": self._codes(self._sites, [
                self._dataset if not text.strip() or text in _PLACE_CODE else text.strip() for text in place
            ] if place else None, len(urls)),
            "place": np.array([_PLACE_CODE.get(text, 0) for text in place] if place else np.zeros(len(urls)), np.int8),
            "line": np.asarray(part.lines, dtype=np.int64)}
        for name, value in values.items():
            self._parts[name].append(value)
        for at, text in enumerate(columns.get("links", ())):
            self._linked += [(start + at, self._links[url]) for url in links(text)] if text else []
        for at, text in enumerate(columns.get("mentions", ())):
            self._mentioned += [(start + at, self._accounts.numbers[name]) for name in names(text)] if text else []
        for name, cells in chain(((one, columns[one]) for one in _TEXTS if one in columns), part.notes.items()):
            self._texts.setdefault(f"post_{name}" if name in columns else f"note_{name}", []).extend(cells)

    @staticmethod
    def _codes(numbers: Numbering, cells: Sequence[str] | None, count: int) -> NDArray[np.int32]:
        return np.full(count, UNKNOWN, dtype=np.int32) if cells is None else numbers.codes(cells)

    def finished(self) -> tuple[LoadColumns, list[Rejected]]:
        """Return the columns, posts sorted by key, and the rows whose id was taken by another post before."""
        if not self._urls:
            return LoadColumns(), []
        taken = {name: np.concatenate(parts) for name, parts in self._parts.items()}
        self._parts.clear()
        keys, row, position = np.unique(taken["key"], return_index=True, return_inverse=True)
        position = position.reshape(-1).astype(np.int32)
        account_keys, accounts = self._accounts.resolved()
        blank = [not text.strip() for text in self._threads]
        opener = _openers(taken["thread"], taken["time"], len(self._threads), blank)
        answered, texts = self._answered(taken, opener)
        acts, texts = self._acts(taken, answered, texts, kept=np.bincount(row, minlength=len(position)) > 0)
        object_key = np.fromiter(map(key, texts), dtype=np.int64, count=len(texts))
        object_site, object_sites = sites(texts)
        post_site, post_sites = self._post_sites(taken["site"], row)
        at = acts.at(account_keys[taken["author"][acts.row]] != NONE)
        actor, time, result = taken["author"][at.row], taken["time"][at.row], position[at.row]
        identity = act_identity(at.verb, account_keys[actor], object_key[at.object], keys[result], time)
        chosen = _once(identity, at.place, time)
        author = taken["author"][row]
        thread = opener[taken["thread"][row]]
        thread_key = np.append(taken["key"], NONE)[thread]
        threaded = (answered[row] != UNKNOWN) & (thread != UNKNOWN) & (thread_key != keys)
        arrays: dict[str, NDArray[np.generic]] = {
            "account_key": account_keys, "object_key": object_key, "object_site": object_site, "post_key": keys,
            "post_author": np.where(account_keys[author] == NONE, np.int32(UNKNOWN), author),
            "post_time": taken["time"][row], "post_basis": taken["basis"][row], "post_site": post_site,
            "post_kind": np.where(answered[row] == UNKNOWN, _POST, _MESSAGE).astype(np.int8),
            "post_thread": np.where(threaded, thread_key, NONE),
            "act_key": identity[chosen], "act_verb": at.verb[chosen], "act_actor": actor[chosen],
            "act_object": at.object[chosen], "act_owner": at.owner[chosen], "act_result": result[chosen],
            "act_time": time[chosen], "act_place": at.place[chosen]}
        rows = row.tolist()
        stored: dict[str, Sequence[str]] = {"object_text": texts, "post_url": [self._urls[one] for one in rows]}
        stored |= {name: [cells[one] for one in rows] for name, cells in self._texts.items() if any(cells)}
        return (LoadColumns(arrays=arrays, texts=stored, accounts=accounts, sites=object_sites | post_sites),
                self._late(taken, row[position]))

    def _answered(
        self, taken: dict[str, NDArray[np.int64]], opener: NDArray[np.int64]
    ) -> tuple[NDArray[np.int32], list[str]]:
        """Return which object each row answers (UNKNOWN for none), and the addresses of these objects.

        Without a column that says who answers whom, a row answers the one that opened its thread.
        """
        references = [post_reference(self._dataset, text) for text in self._parents]
        texts = ["" if one is None else self._renamed.get(one, one) for one in references]
        code = np.array([*(UNKNOWN if one is None else at for at, one in enumerate(references)), UNKNOWN], np.int32)
        answered = code[taken["parent"]]
        if not self._says_who_answers:
            texts += [self._urls[at] if at != UNKNOWN else "" for at in opener[:-1].tolist()]
            first = opener[taken["thread"]]
            other = (first != UNKNOWN) & (taken["key"][first] != taken["key"])
            answered = np.where(other, taken["thread"] + len(references), UNKNOWN).astype(np.int32)
        return answered, texts

    def _acts(
        self, taken: dict[str, NDArray[np.int64]], answered: NDArray[np.int32], texts: list[str],
        *, kept: NDArray[np.bool_],
    ) -> tuple["_Acts", list[str]]:
        """Return replies, links and mentions of the rows that are kept, and the addresses of all objects."""
        replies = np.flatnonzero((answered != UNKNOWN) & kept)
        linked = np.array(self._linked, dtype=np.int64).reshape(-1, 2)
        link_keys = np.fromiter(map(key, self._links), dtype=np.int64, count=len(self._links))
        linked = linked[kept[linked[:, 0]] & (link_keys[linked[:, 1]] != taken["key"][linked[:, 0]])]
        mentioned = np.array(self._mentioned, dtype=np.int64).reshape(-1, 2)
        mentioned = mentioned[kept[mentioned[:, 0]]]
        named = sorted(set(mentioned[:, 1].tolist()))
        name_by_number = list(self._accounts.numbers)
        accounts = [account_id(self._dataset, name_by_number[number]) or "" for number in named]
        parts = (len(replies), len(linked), len(mentioned))
        place = np.concatenate([np.zeros(parts[0], np.int8), taken["place"][linked[:, 0]], np.zeros(parts[2], np.int8)])
        verb = np.repeat(np.array([_REPLY, _LINK, _MENTION], dtype=np.int8), parts)
        verb[(verb == _LINK) & (place == PLACES.index(Place.BLOGROLL))] = _FOLLOW
        target = np.concatenate([answered[replies], linked[:, 1] + len(texts),
                                 np.searchsorted(named, mentioned[:, 1]) + len(texts) + len(self._links)])
        owner = np.concatenate([np.full(parts[0] + parts[1], UNKNOWN), mentioned[:, 1]]).astype(np.int32)
        acts = _Acts(row=np.concatenate([replies, linked[:, 0], mentioned[:, 0]]), verb=verb, place=place,
                     object=target.astype(np.int32), owner=owner)
        return acts, [*texts, *self._links, *accounts]

    def _post_sites(self, codes: NDArray[np.int64], row: NDArray[np.intp]) -> tuple[NDArray[np.int64], set[str]]:
        """Return the site key of each post: where its address lies, else the place or data set it is of."""
        found, names_ = sites([self._urls[at] for at in row.tolist()])
        other = [*self._sites, self._dataset]
        keys = np.array([key(name) for name in other], dtype=np.int64)
        bare = found == NONE
        names_ |= {other[code] for code in np.unique(codes[row][bare]).tolist()}
        return np.where(bare, keys[codes[row]], found), names_

    def _late(self, taken: dict[str, NDArray[np.int64]], first: NDArray[np.intp]) -> list[Rejected]:
        again = np.flatnonzero(first != np.arange(len(first)))
        differs = np.zeros(len(again), dtype=np.bool_)
        for name in ("author", "time", "parent"):
            differs |= taken[name][again] != taken[name][first[again]]
        return [Rejected(line=int(taken["line"][at]), cells=(),
                         reason=f"the id or address of this post is that of line {int(taken['line'][first[at]])}")
                for at in again[differs].tolist()]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Acts:
    #: Row of the post in which it was done.
    row: NDArray[np.int64]
    verb: NDArray[np.int8]
    place: NDArray[np.int8]
    object: NDArray[np.int32]
    owner: NDArray[np.int32]

    def at(self, chosen: NDArray[np.bool_]) -> "_Acts":
        return _Acts(row=self.row[chosen], verb=self.verb[chosen], place=self.place[chosen],
                     object=self.object[chosen], owner=self.owner[chosen])


def _openers(
    thread: NDArray[np.int64], time: NDArray[np.int64], count: int, blank: Sequence[bool]
) -> NDArray[np.int64]:
    """Return the earliest row of each thread; one more entry, UNKNOWN, for rows without one."""
    opener = np.full(count + 1, UNKNOWN, dtype=np.int64)
    if count:
        order = np.lexsort((time, thread))
        different, first = np.unique(thread[order], return_index=True)
        opener[different] = order[first]
        opener[:-1][np.array(blank, dtype=np.bool_)] = UNKNOWN
        opener[-1] = UNKNOWN
    return opener


def _once(identity: NDArray[np.int64], place: NDArray[np.int8], time: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return one row of each act, sorted by time, then key."""
    order = np.lexsort((place, identity))
    _, first = np.unique(identity[order], return_index=True)
    chosen = order[first]
    return chosen[np.lexsort((identity[chosen], time[chosen]))]
