"""The text of influence.toml: every key with its meaning; what is not set stands as a commented default."""

import unicodedata
from collections.abc import Mapping

from influence.errors import SettingsError
from influence.settings import SECTIONS, keys

_HEAD = """\
# Settings of this influence project. Lines that begin with '#' show the default; take the '#' away
# to change it. 'influence config' shows where each value comes from.
"""

#: What each key means, for a person who fills in the file.
MEANING: dict[str, str] = {
    "brand.name": "The brand to listen for.",
    "brand.aliases": "Other spellings and nicknames of it, in any language.",
    "brand.domains": "Its own web sites: whoever writes there is staff.",
    "brand.products": "Names of its products.",
    "brand.rivals": "Competing brands, each \"Name | other name | its.domain\".",
    "brand.ratio_goal": "Complaints for each praise to come down to, such as 0.3; 0 for no goal.",
    "brand.goal_date": "By when (2025-12-31).",
    "brand.baseline_since": "First day of the weeks the goal is measured against; the first quarter heard when empty.",
    "brand.baseline_until": "Last day of them.",
    "scope.sources": "Where to listen: addresses of blogs, feeds, forums or accounts.",
    "scope.topics": "What it is about: words that matter, in any language.",
    "scope.languages": "Languages to keep (en, zh-Hant, ...); empty for all.",
    "scope.report_language": "Language of reports: en or zh-TW.",
    "people.allies": "People already on your side (name, site or profile address).",
    "people.critics": "People who speak against the brand; never proposed.",
    "people.staff": "People who work for the brand; left out of the ranking.",
    "people.rival_voices": "Ambassadors of rivals; never proposed.",
    "people.exclude": "Anybody else who must not be proposed.",
    "people.organisations": "Names that are no single person.",
    "people.bots": "Automatic accounts.",
    "people.trusted": "People whose answers always count in full.",
    "people.merge_threshold": "How sure we must be (0 to 1) before two accounts are held to be one person.",
    "crawl.contact": "A mail address or page by which site owners can reach you; sent with every request.",
    "crawl.delay_s": "Seconds to wait between two requests to one host.",
    "crawl.max_pages": "Most pages to fetch from one site in one run.",
    "crawl.hops": "How many links away from a source to follow people.",
    "crawl.workers": "How many requests at once, all hosts together.",
    "crawl.since": "Leave out what was published before this day (2024-01-31).",
    "score.weight_reply": "How much a reply counts.",
    "score.weight_link": "How much a link counts.",
    "score.weight_mention": "How much a mention counts.",
    "score.weight_share": "How much a share counts.",
    "score.weight_adopt": "How much taking up something counts.",
    "score.weight_react": "How much a like counts; a like costs nothing, so nothing by default.",
    "fit.weight_passion": "Unpaid posts on topic over months, and own making; a part of the ambassador fit.",
    "fit.weight_generosity": "Answers to questions of people outside the own circle.",
    "fit.weight_constancy": "Months with posts, without long silences.",
    "fit.weight_independence": "Few paid posts, and those said to be paid.",
    "fit.weight_reliability": "A steady rhythm, and answers to those who write.",
}


def settings_text(values: Mapping[str, object]) -> str:
    r"""Return an influence.toml with these values ("section.key" -> value) and every other key commented.

    >>> print("\n".join(settings_text({"brand.name": "Snipwell"}).splitlines()[3:7]))
    [brand]
    # The brand to listen for.
    name = "Snipwell"
    # Other spellings and nicknames of it, in any language.
    """
    unknown = sorted(set(values) - {f"{name}.{one}" for name in SECTIONS for one in keys(name)})
    if unknown:
        raise SettingsError(f"'{unknown[0]}' is not a setting")
    parts = [_HEAD]
    for section, record in SECTIONS.items():
        parts.append(f"\n[{section}]\n")
        defaults = record()
        for one in keys(section):
            name = f"{section}.{one}"
            mark, value = ("", values[name]) if name in values else ("# ", getattr(defaults, one))
            parts.append(f"# {MEANING.get(name, one.replace('_', ' '))}\n{mark}{one} = {_toml(value)}\n")
    return "".join(parts)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return '"' + "".join(_escaped(char) for char in str(value)) + '"'


def _escaped(char: str) -> str:
    if char in '\\"':
        return "\\" + char
    if unicodedata.category(char) == "Cc":
        return f"\\u{ord(char):04x}"
    return char
