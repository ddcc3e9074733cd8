"""How people stand towards the brand, for tables, graphs and the choice of a team. Import only inside a command."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from influence.cli.pipeline import World
from influence.export.cells import Cell
from influence.listening.corrections import corrections
from influence.listening.heard import Listening, Text, heard
from influence.listening.lexicon import phrases
from influence.listening.sentences import plain
from influence.listening.stance import PersonStance, StanceLabels, is_against, is_paid_voice, stances
from influence.model.columns import POST_SPONSORED, UNKNOWN
from influence.model.heard import DOUBTFUL, SPONSORED, Heard, Stance
from influence.people.find import find_all
from influence.store.lookups import lies_on

#: Texts are fetched so many at a time.
_CHUNK = 20_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stances:
    """What everybody said about the brand and its rivals, and how they stand by it."""

    heard: Heard
    #: By (person code, brand code).
    of: Mapping[tuple[int, int], PersonStance]
    #: By person: own posts, those paid or gifted, and those of them that say so.
    posts: NDArray[np.int64]
    paid: NDArray[np.int64]
    disclosed: NDArray[np.int64]

    def stance(self, person: int) -> Stance:
        """Return how somebody stands towards the brand itself."""
        known = self.of.get((person, 0))
        return Stance.UNKNOWN if known is None else known.stance


def wanted(known: World) -> Listening:
    """Return what is listened for: the brand and its rivals; nothing where no brand is named."""
    settings = known.settings
    own = settings.own_brand()
    brands = (own, *settings.rival_brands()) if own.name else ()
    domains = {domain: code for code, brand in reversed(list(enumerate(brands))) for domain in brand.domains}
    links = {
        post: frozenset(code for domain, code in domains.items() if any(lies_on(url, domain) for url in urls))
        for post, urls in known.project.linking(domains).items()
    } if domains else {}
    return Listening(brands=brands, topics=settings.scope.topics, links=links,
                     corrections=corrections(known.project.decisions()))


def texts(known: World) -> Iterator[Text]:
    """Yield title, tags and text of every post, a part at a time."""
    keys = known.columns.posts.key
    for start in range(0, len(keys), _CHUNK):
        yield from known.project.texts(keys[start:start + _CHUNK])


@lru_cache(maxsize=1)
def stances_of(known: World, until: int | None = None) -> Stances | None:
    """Return how everybody stands, by what was said up to a second; None where no brand is set."""
    listening = wanted(known)
    if not listening.brands:
        return None
    said = heard(known.columns, known.people, texts(known), listening)
    people = known.settings.people
    labels = StanceLabels(allies=frozenset(find_all(known.people, people.allies)),
                          critics=frozenset(find_all(known.people, people.critics)))
    posts, paid, disclosed = _paid(known, said)
    return Stances(heard=said, of=stances(said, labels, until=until), posts=posts, paid=paid, disclosed=disclosed)


def against(known: World, found: Stances | None) -> dict[int, tuple[str, dict[str, object]]]:
    """Return who speaks against the brand often enough to be won back rather than recruited, and why."""
    if found is None:
        return {}
    allies = find_all(known.people, known.settings.people.allies)
    reasons: dict[int, tuple[str, dict[str, object]]] = {}
    for (person, brand), held in found.of.items():
        if brand == 0 and not held.labelled and is_against(held):
            turned = held.stance is Stance.ESTRANGED or person in allies
            sentence = found.heard.sentences[held.rows[-1]]
            reasons[person] = ("estranged" if turned else "critic_heard", {
                "brand": found.heard.brands[0].name, "count": held.against, "praises": held.praises,
                "words": _short(sentence)})
    return reasons


def paid_voices(found: Stances | None) -> dict[int, dict[str, object]]:
    """Return who was paid by a rival more than once, by their own words, and by which one most."""
    voices: dict[int, dict[str, object]] = {}
    for (person, brand), held in ({} if found is None else found.of).items():
        if brand > 0 and is_paid_voice(held) and found is not None:
            had = voices.get(person)
            if had is None or held.paid > int(str(had["count"])):
                voices[person] = {"brand": found.heard.brands[brand].name, "count": held.paid}
    return voices


def stance_cells(found: Stances, codes: Sequence[int]) -> dict[int, dict[str, Cell]]:
    """Return the columns about the brand, by person code."""
    cells: dict[int, dict[str, Cell]] = {}
    for code in codes:
        own = found.of.get((code, 0))
        rivals = [held for brand in range(1, len(found.heard.brands))
                  if (held := found.of.get((code, brand))) is not None]
        posts, paid = int(found.posts[code]), int(found.paid[code])
        cells[code] = {
            "brand_stance": found.stance(code).value,
            "brand_positive": own.praises if own else 0, "brand_negative": own.complaints if own else 0,
            "last_brand_mention": None if own is None or own.last is None else datetime.fromtimestamp(
                own.last, UTC).date(),
            "rival_mentions": sum(held.posts for held in rivals),
            "sponsored_share": round(paid / posts, 3) if posts else None,
            "discloses": None if not paid else "yes" if int(found.disclosed[code]) == paid else "no",
        }
    return cells


def _paid(known: World, said: Heard) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return by person: posts, posts paid or gifted by their mark or their words, and those that disclose it."""
    posts = known.columns.posts
    author = np.append(known.people.of_account, np.int32(UNKNOWN))[posts.author]
    marked = (posts.flags & POST_SPONSORED) != 0
    paid, open_ = marked.copy(), marked.copy()
    rows = np.flatnonzero(((said.flags & SPONSORED) != 0) & ((said.flags & DOUBTFUL) == 0))
    paid[said.post[rows]] = True
    for row in rows.tolist():
        if "disclosed" in phrases("marks").names(plain(said.sentences[row])):
            open_[said.post[row]] = True
    size = len(known.people)
    known_author = author >= 0

    def counted(kept: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(author[kept & known_author], minlength=size)

    return counted(np.ones(len(posts), np.bool_)), counted(paid), counted(paid & open_)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _QUOTED else sentence[:_QUOTED - 1].rstrip() + "…"


#: So many letters of a sentence are quoted as a reason.
_QUOTED = 120
