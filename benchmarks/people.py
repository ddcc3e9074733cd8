"""Resolution on a made-up crowd: `python -m benchmarks.people [--people 20000] [--seed 5] [--gate]`.

The crowd has bloggers with home pages, profiles linked both ways, comments with and without
websites, group blogs, the same rare handle on two platforms, and against them homonyms, impostors
who claim others' profiles, families that share a website, default avatars and strangers called 匿名.
Precision and recall are of pairs of accounts. These cases were written by who wrote the rules, so they
show cost and slips, not quality on the open web. The second half, `benchmarks.people_blind`, was written
by somebody who had not seen the rules, and is reported apart.
"""

import argparse
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks import people_blind
from crawlers.records import named
from influence.model.account import AccountRow
from influence.model.decisions import Decisions
from influence.people import resolve
from influence.settings import PeopleSettings

#: Least precision and recall, most seconds of CPU and megabytes.
FLOORS = (0.999, 0.95, 60.0, 1024)
#: A person of the blind half is (kind of case, number, who in it).
_NAMED_CASE = 3
_GIVEN = (
    "Amy", "Ann", "Bob", "Carla", "David", "Emma", "Frank", "Grace", "Henry", "Iris", "Jack", "Kate", "Liam",
    "Mia", "Nora", "Omar", "Paula", "Rosa", "Sam", "Tina",
)
_COMMON = (
    "Lin", "Chen", "Smith", "Jones", "Garcia", "Lee", "Wang", "Brown",
)
_CJK = "陳林黃張李王吳劉蔡楊", "小大美明志雅淑建家怡君豪芳"


class Crowd:
    """Accounts with the person behind each."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.person: dict[str, object] = {}
        self.rows: list[AccountRow] = []
        self.rare = sorted({
            "".join(self.rng.choice("bcdfghklmnprstvw") + self.rng.choice("aeiou") for _ in range(4))
            for _ in range(30_000)
        })

    def add(self, row: AccountRow, person: object) -> None:
        """Add an account unless its id is taken."""
        if row.id not in self.person:
            self.person[row.id] = person
            self.rows.append(row)

    def name(self) -> str:
        """Return a name: one in five frequent, one in five Chinese, else rare."""
        kind = self.rng.random()
        if kind < 0.2:
            return f"{self.rng.choice(_GIVEN)} {self.rng.choice(_COMMON)}"
        if kind < 0.4:
            return self.rng.choice(_CJK[0]) + "".join(self.rng.choice(_CJK[1]) for _ in range(2))
        return f"{self.rng.choice(_GIVEN)} {self.rng.choice(self.rare).title()}"


def crowd(people: int, seed: int = 5) -> Crowd:
    """Return about two and a half accounts per person."""
    made = Crowd(seed)
    for number in range(people):
        name = made.name()
        kind = made.rng.random()
        if kind < 0.3:
            _blogger(made, number, people, name)
        elif kind < 0.35:
            _namesakes_of_handle(made, number, name)
        elif kind < 0.4:
            _family(made, number, people)
        else:
            _commenter(made, number, people, name)
        if made.rng.random() < 0.05:
            somewhere = f"b{made.rng.randrange(people)}.blogspot.com"
            stranger = AccountRow(id=named(somewhere, "匿名"), name="匿名", site=somewhere, answers=3)
            made.add(stranger, ("nobody", somewhere))
    made.rows.sort(key=lambda row: row.id)
    return made


def _blogger(made: Crowd, number: int, people: int, name: str) -> None:
    rng, site = made.rng, f"b{number}.blogspot.com"
    home, toot = f"https://{site}/", f"https://toot.example/@fox{number}"
    linked = rng.random() < 0.5
    made.add(AccountRow(
        id=named(site, name), name=name, site=site, published=((site, rng.randint(1, 90)),), homes=(home,),
        claims=(("rel=me", toot, home),) if linked else (),
    ), number)
    if rng.random() < 0.7:
        made.add(AccountRow(id=home, name=f"Pages of {number}", site=site), number)
    if linked:
        made.add(AccountRow(id=toot, name=name if rng.random() < 0.7 else f"fox{number}", handle=f"fox{number}",
                            site="toot.example", claims=(("rel=me", home, toot),)), number)
        if rng.random() < 0.3:
            made.add(AccountRow(id=f"https://chirp.example/oo{number}", name=name, handle=f"oo{number}",
                                site="chirp.example", claims=(("sameAs", toot, None),)), ("impostor", number))
    for _ in range(rng.randint(0, 2)):
        place = f"b{rng.randrange(people)}.blogspot.com"
        if place != site:
            shown = name if rng.random() < 0.7 else name.partition(" ")[0]
            made.add(AccountRow(id=named(place, shown), name=shown, site=place, websites=(home,), answers=2), number)


def _namesakes_of_handle(made: Crowd, number: int, name: str) -> None:
    handle = f"{made.rng.choice(made.rare)}{number}"
    picture = "https://cdn.example/default.png" if made.rng.random() < 0.5 else f"https://cdn.example/{number}.png"
    for host in ("toot.example", "chirp.example"):
        made.add(AccountRow(id=f"https://{host}/{handle}", name=name, handle=handle, site=host, avatar=picture), number)


def _family(made: Crowd, number: int, people: int) -> None:
    surname, website = made.rng.choice(made.rare).title(), f"https://family{number}.example/"
    for member, given in enumerate(made.rng.sample(_GIVEN, 2)):
        for _ in range(2):
            place, name = f"b{made.rng.randrange(people)}.blogspot.com", f"{given} {surname}"
            made.add(AccountRow(id=named(place, name), name=name, site=place, websites=(website,), answers=1),
                     (number, member))


def _commenter(made: Crowd, number: int, people: int, name: str) -> None:
    for _ in range(made.rng.randint(1, 3)):
        place = f"b{made.rng.randrange(people)}.blogspot.com"
        made.add(AccountRow(id=named(place, name), name=name, site=place, answers=1), (number, place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How well one crowd was resolved, by pairs of accounts."""

    accounts: int
    precision: float
    recall: float
    #: Of processor time.
    seconds: float
    #: Recall by kind of case, where truth tells the kinds apart.
    by_case: dict[str, float]


def measure(rows: Sequence[AccountRow], truth: Mapping[str, object]) -> Result:
    """Resolve a crowd and hold it against who is behind each account."""
    begun = time.process_time()
    found = resolve(rows, Decisions(), PeopleSettings())
    spent = time.process_time() - begun
    right: Counter[str] = Counter()
    joined = 0
    for person in found.persons:
        for whose, size in Counter(truth[account] for account in person.accounts).items():
            right[_case(whose)] += _pairs(size)
        joined += _pairs(len(person.accounts))
    meant: Counter[str] = Counter()
    for whose, size in Counter(truth.values()).items():
        meant[_case(whose)] += _pairs(size)
    return Result(
        accounts=len(rows), precision=right.total() / max(joined, 1), recall=right.total() / max(meant.total(), 1),
        seconds=spent, by_case={case: right[case] / meant[case] for case in sorted(meant) if meant[case]})


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _case(whose: object) -> str:
    return str(whose[0]) if isinstance(whose, tuple) and len(whose) == _NAMED_CASE else "all"


def main() -> int:
    """Print one line per half; with --gate exit 1 where a floor is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=20_000, help="of the first half; the second has half more")
    options.add_argument("--seed", type=int, default=5)
    options.add_argument("--gate", action="store_true", help="exit 1 when a floor is missed")
    given = options.parse_args()
    made = crowd(given.people, given.seed)
    own = measure(made.rows, made.person)
    del made
    blind = measure(*people_blind.crowd(given.seed, given.people * 3 // 2))
    for name, result in (("own cases", own), ("blind cases", blind)):
        print(f"{name}: {result.accounts} accounts, precision {result.precision:.5f}, recall {result.recall:.5f}, "
              f"{result.seconds:.1f} s of processor time")
    print("  recall where it is not whole: " + (", ".join(
        f"{case} {part:.3f}" for case, part in blind.by_case.items() if part < 1) or "nowhere"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"together: {own.accounts + blind.accounts} accounts, {own.seconds + blind.seconds:.1f} s, {memory} MB")
    missed = (min(own.precision, blind.precision) < FLOORS[0] or min(own.recall, blind.recall) < FLOORS[1]
              or own.seconds + blind.seconds > FLOORS[2] or memory > FLOORS[3])
    return 1 if given.gate and missed else 0


if __name__ == "__main__":
    sys.exit(main())
