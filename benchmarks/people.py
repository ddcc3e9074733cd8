"""Resolution on a made-up crowd: `python -m benchmarks.people [--people 40000] [--gate]`.

The crowd has bloggers with home pages, profiles linked both ways, comments with and without
websites, group blogs, the same rare handle on two platforms, and against them homonyms, impostors
who claim others' profiles, families that share a website, default avatars and strangers called 匿名.
Precision and recall are of pairs of accounts. The cases were written by who wrote the rules, so they
show cost and slips, not quality on the open web.
"""

import argparse
import random
import resource
import sys
import time
from collections import Counter

from crawlers.records import named
from influence.model.account import AccountRow
from influence.model.decisions import Decisions
from influence.people import resolve
from influence.settings import PeopleSettings

#: Least precision and recall, most seconds of CPU and megabytes.
FLOORS = (0.999, 0.95, 60.0, 1024)
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


def measure(people: int) -> tuple[float, float, float, int, int]:
    """Return precision, recall, CPU seconds, megabytes and the number of accounts."""
    made = crowd(people)
    begun = time.process_time()
    found = resolve(made.rows, Decisions(), PeopleSettings())
    spent = time.process_time() - begun
    right = joined = 0
    for person in found.persons:
        sizes = Counter(made.person[account] for account in person.accounts)
        right += sum(size * (size - 1) // 2 for size in sizes.values())
        joined += len(person.accounts) * (len(person.accounts) - 1) // 2
    meant = sum(size * (size - 1) // 2 for size in Counter(made.person.values()).values())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return right / max(joined, 1), right / max(meant, 1), spent, memory, len(made.rows)


def main() -> int:
    """Print one line; with --gate exit 1 where a floor is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=45_000)
    options.add_argument("--gate", action="store_true", help="exit 1 when a floor is missed")
    given = options.parse_args()
    precision, recall, spent, memory, accounts = measure(given.people)
    print(f"{accounts} accounts: precision {precision:.5f}, recall {recall:.5f}, {spent:.1f} s CPU, {memory} MB")
    missed = precision < FLOORS[0] or recall < FLOORS[1] or spent > FLOORS[2] or memory > FLOORS[3]
    return 1 if given.gate and missed else 0


if __name__ == "__main__":
    sys.exit(main())
