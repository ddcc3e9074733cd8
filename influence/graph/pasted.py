"""Pasted comments: the same words sent to many people, or by many accounts to one; only the first of them counts."""

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from crawlers.records import Verb, folded
from influence.model.acts import Acts
from influence.model.columns import VERBS

#: Verbs whose words are looked at: a link or a share repeats words by its nature.
SPOKEN = (Verb.REPLY, Verb.MENTION)
#: Shorter words say nothing: thanks are thanks. In letters; one Chinese character counts like two and a half.
LEAST, CJK_WORTH = 20, 2.5
#: Many accounts say the same short thing to somebody by chance; something longer they copied.
LEAST_OF_MANY = 30
#: So many different people addressed by one, or addressing one, in as many comments; fewer may agree by chance.
OFTEN = 5
_AWAY = re.compile(r"https?://\S+|www\.\S+|@\w+|[\W\d_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: A part of a name shorter than this is left in: it stands in too many words.
_NAME_PART = 3


def letters(text: str, name: str = "") -> str:
    """Return the letters of a comment alone, without addresses, handles, numbers and the name it is addressed to.

    >>> letters("Great work, Ann! See https://shop.example/7", "Ann Lee")
    'greatworksee'
    """
    words, addressed = folded(text), folded(name)
    for part in (addressed, *addressed.split()):
        if len(part) >= _NAME_PART or _CJK.search(part):
            words = words.replace(part, " ")
    return _AWAY.sub("", words)


def worth(said: str) -> float:
    """Return how much letters say; a Chinese character as much as two and a half Latin ones.

    >>> worth("thanks"), worth("謝謝分享")
    (6.0, 10.0)
    """
    return len(said) + (CJK_WORTH - 1) * len(_CJK.findall(said))


def spoken(acts: Acts) -> NDArray[np.int64]:
    """Return the acts (places in `acts`) whose words tell: replies and mentions that would count."""
    codes = [VERBS.index(verb) for verb in SPOKEN]
    return np.flatnonzero(np.isin(acts.verb, codes) & (acts.weight > 0))


def pasted(acts: Acts, said: Iterable[tuple[int, str]]) -> NDArray[np.int64]:
    """Return which acts (places in `acts`) repeat words that were pasted; the first of each kind stays.

    Words are pasted when one person sent them, names aside, to five others or more in five comments or more, or when
    five people or more sent them to one person (then they must be a little longer, since short thanks
    agree by chance). One post that answers five people is one post.

    Args:
        acts: In order of time.
        said: (place in `acts`, letters), see `letters`; acts without words are left out.
    """
    at, key, long = _keys(said)
    if not len(at):
        return at
    _, number, count = np.unique(key, return_inverse=True, return_counts=True)
    kept = np.flatnonzero(count[number] >= OFTEN)
    kept = kept[np.argsort(at[kept], kind="stable")]
    act, words, long = at[kept], number[kept], long[kept]
    done_in = np.where(acts.result[act] >= 0, acts.result[act].astype(np.int64), -1 - act)
    actor, owner = acts.actor[act].astype(np.int64), acts.owner[act].astype(np.int64)
    sent = words * acts.people + actor
    often = (_different(sent, owner) >= OFTEN) & (_different(sent, done_in) >= OFTEN)
    received = words * acts.people + owner
    many = (_different(received, actor) >= OFTEN) & long
    again = (often & _repeated(sent)) | (many & _repeated(received))
    return np.asarray(act[again], dtype=np.int64)


def without_pasted(acts: Acts, said: Iterable[tuple[int, str]]) -> Acts:
    """Return the acts, those that repeat pasted words at weight 0 and named in `Acts.copied`."""
    found = pasted(acts, said)
    if not len(found):
        return acts
    weight = acts.weight.copy()
    weight[found] = 0.0
    return replace(acts, weight=weight, copied=np.sort(acts.row[found]))


def _keys(said: Iterable[tuple[int, str]]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    places, keys, long = [], bytearray(), []
    for place, words in said:
        value = worth(words)
        if value >= LEAST:
            places.append(place)
            keys += blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            long.append(value >= LEAST_OF_MANY)
    return np.array(places, np.int64), np.frombuffer(bytes(keys), np.int64), np.array(long, np.bool_)


def _different(group: NDArray[np.int64], value: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return by row how many different values its group has."""
    _, number = np.unique(group, return_inverse=True)
    pairs = np.unique(np.stack([number, value]), axis=1) if len(group) else np.zeros((2, 0), np.int64)
    return np.bincount(pairs[0], minlength=int(number.max(initial=-1)) + 1)[number]


def _repeated(group: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which rows are not the first of their group."""
    _, first = np.unique(group, return_index=True)
    again = np.ones(len(group), np.bool_)
    again[first] = False
    return again
