"""Rules of a team that may leave nobody, each with words for why and what there is. Import only inside a command."""

from collections import Counter
from collections.abc import Callable, Mapping

import click

from influence.cli.pipeline import World
from influence.errors import NothingFoundError
from influence.model.shortlist import Shortlist
from influence.people.country import country
from influence.shortlist import Eligible, narrowed, usual_cost

#: So many languages or countries are named.
_NAMED = 8


def only_language(able: Eligible, wanted: str, spoken: Mapping[int, str]) -> Eligible:
    """Return those who write in a language; `zh` holds `zh-Hant` too.

    Raises:
        NothingFoundError: Nobody who may be proposed does.
    """
    tag = wanted.casefold()
    return _only(able, lambda code: spoken.get(code, ""),
                 lambda known: known.casefold() == tag or known.casefold().startswith(f"{tag}-"),
                 ("language", f"does not write in {wanted}", f"nobody who may be proposed writes in '{wanted}'"))


def only_country(able: Eligible, wanted: str, known: World) -> Eligible:
    """Return those whose own site's address ends in the code of a country.

    Raises:
        NothingFoundError: Nobody's does who may be proposed.
    """
    place = wanted.upper()
    persons = known.people.persons
    return _only(able, lambda code: country(persons[code].sites) or "", lambda seen: seen == place,
                 ("country", f"no site of their own whose address tells {place}",
                  f"nobody who may be proposed has a site whose address tells '{place}'"))


def check_budget(able: Eligible, costs: Mapping[int, float], budget: float | None) -> None:
    """Refuse a budget that pays for nobody.

    Raises:
        NothingFoundError: Even the cheapest person costs more.
    """
    if budget is None or not able.codes:
        return
    cheapest = min(costs.get(code, usual_cost(costs)) for code in able.codes)
    if cheapest > budget:
        raise NothingFoundError(f"the budget of {budget:g} pays for nobody: the cheapest who may be proposed costs "
                                f"{cheapest:g}", hint="raise --budget, or mend the table of costs")


def tell_costs(made: Shortlist, costs: Mapping[int, float], known: World) -> None:
    """Say what the team costs, and at what those were taken who are not in the table."""
    if not costs or not made.chosen:
        return
    persons = known.people.persons
    total = sum(costs.get(one.code, usual_cost(costs)) for one in made.chosen)
    away = [persons[one.code].name for one in made.chosen if one.code not in costs]
    unlisted = f"; not in the table, so taken at its median of {usual_cost(costs):g}: {', '.join(away)}" if away else ""
    click.echo(f"The team costs {total:g}{unlisted}", err=True)


def _only(
    able: Eligible, of: Callable[[int], str], fits: Callable[[str], bool], words: tuple[str, str, str]
) -> Eligible:
    reason, text, nobody = words
    left = narrowed(able, lambda code: fits(of(code)), reason, text)
    if able.codes and not left.codes:
        seen = Counter(filter(None, map(of, able.codes)))
        best = sorted(seen, key=lambda one: (-seen[one], one))[:_NAMED]
        unknown = len(able.codes) - sum(seen.values())
        listed = [*(f"{one} ({seen[one]})" for one in best), *([f"unknown ({unknown})"] if unknown else [])]
        raise NothingFoundError(nobody, hint=f"there are: {', '.join(listed)}")
    return left
