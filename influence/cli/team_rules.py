"""Rules of a team that may leave nobody, each with words for why and what there is. Import only inside a command."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import click

from influence.cli.pipeline import World
from influence.errors import NothingFoundError, UsageError
from influence.model.locales import country_code, country_hint, language_hint, language_tag
from influence.model.shortlist import Shortlist
from influence.people.country import country
from influence.shortlist import Eligible, narrowed, usual_cost

#: So many languages or countries are named.
_NAMED = 8


def only_language(able: Eligible, wanted: str, spoken: Mapping[int, str]) -> Eligible:
    """Return those who write in a language, named by tag or name; `zh` holds `zh-Hant` too.

    Raises:
        UsageError: There is no such language.
        NothingFoundError: Nobody who may be proposed does.
    """
    named = language_tag(wanted)
    if named is None:
        raise UsageError(f"'{wanted}' is no language", hint=language_hint(wanted))
    tag = named.casefold()
    return _only(able, lambda code: spoken.get(code, ""),
                 lambda known: known.casefold() == tag or known.casefold().startswith(f"{tag}-"),
                 _Words(rule="language", other=f"does not write in {named}", unknown="language not known",
                        nobody=f"nobody who may be proposed writes in '{named}'"))


def only_country(able: Eligible, wanted: str, known: World) -> Eligible:
    """Return those whose own site's address ends in the code of a country, named by code or name.

    Raises:
        UsageError: There is no such country.
        NothingFoundError: Nobody's does who may be proposed.
    """
    place = country_code(wanted)
    if place is None:
        raise UsageError(f"'{wanted}' is no country", hint=country_hint(wanted))
    persons = known.people.persons
    return _only(able, lambda code: country(persons[code].sites) or "", lambda seen: seen == place,
                 _Words(rule="country", other=f"no site of their own whose address tells {place}",
                        unknown="no site of their own whose address tells a country",
                        nobody=f"nobody who may be proposed has a site whose address tells '{place}'"))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What is said of those a rule leaves out."""

    rule: str
    #: Known, and another one.
    other: str
    unknown: str
    nobody: str


def _only(able: Eligible, of: Callable[[int], str], fits: Callable[[str], bool], words: _Words) -> Eligible:
    told = narrowed(able, lambda code: bool(of(code)), words.rule, words.unknown)
    left = narrowed(told, lambda code: fits(of(code)), words.rule, words.other)
    unknown = len(able.codes) - len(told.codes)
    if able.codes and not left.codes:
        seen = Counter(filter(None, map(of, able.codes)))
        best = sorted(seen, key=lambda one: (-seen[one], one))[:_NAMED]
        listed = [*(f"{one} ({seen[one]})" for one in best), *([f"unknown ({unknown})"] if unknown else [])]
        raise NothingFoundError(words.nobody, hint=f"there are: {', '.join(listed)}")
    if unknown:
        click.echo(f"--{words.rule}: {unknown} of {len(able.codes)} people are left out because nothing read tells "
                   f"their {words.rule}; without --{words.rule} they take part.", err=True)
    return left
