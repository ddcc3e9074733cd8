"""Dates as pages write them, to aware times that say how they are known.

Nothing here asks what time it is: relative times ("2 hours ago", "昨天") are resolved against the
time of fetching that the caller gives, and are not read without it. What cannot be known (a day
without a year, 3/4/2020 without a hint, a date in the far future) gives None.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from crawlers.datewords import (
    AFTERNOON,
    AGO,
    AMOUNTS,
    DAYS_BACK,
    MONTHS,
    MORNING,
    NOON,
    NOW,
    UNITS,
    WEEKDAYS,
    ZONES,
    folded_date,
)
from crawlers.records import Basis

#: Posts dated before this are a broken clock, not a post (mailing lists reach back furthest).
EARLIEST_YEAR = 1980
LATEST_YEAR = 2100
#: How far after the fetch a page's own clock may run.
AHEAD = timedelta(days=2)
#: Longest text a date is looked for in.
_LONGEST = 160
_EPOCH_SECONDS, _EPOCH_MILLISECONDS = 10, 13
_DAY_S, _MONTH_S, _YEAR_S = 86_400, 2_592_000, 31_536_000

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d\d?)-(\d\d?)(?:t|\s+)(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(z\b|[+-]\d\d:?\d\d\b|[+-]\d\d\b)?"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_ERA = re.compile(r"(民國|民国|令和|平成|roc)\s*(\d{1,3}|元|[〇零一二三四五六七八九十百]{1,5})\s*[年/.-]\s*"
                  r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月/.-]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})")
_ERA_START = {"民國": 1911, "民国": 1911, "roc": 1911, "令和": 2018, "平成": 1988}
_ROC_BARE = re.compile(r"(?<!\d)(1[0-3]\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_YMD = re.compile(r"(?<!\d)(\d{4})\s*[年년/.\-]\s*(\d{1,2})\s*[月월/.\-]\s*(\d{1,2})(?!\d)\s*[日일号號]?\.?")
_HANZI_YMD = re.compile(
    r"([一二][〇零一二三四五六七八九○]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_MD_CJK = re.compile(r"(?<!\d)(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_WORD = r"([^\W\d_]{3,14})"
_DMY = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|o|º|ª|°|\.)?[\s\-/,.]*(?:(?:of|de|den|day of)\s+)?{_WORD}\.?"
    r"(?:[\s\-/,.]*(?:(?:de|del|of)\s+)?['’]?(\d{4}|\d{2}(?![\d:]|[.h]\d|\s?[ap]m)))?"
)
_MDY = re.compile(
    rf"{_WORD}\.?[\s\-/]*(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:[\s\-/,.]*['’]?(\d{{4}}|\d{{2}}(?![\d:]|[.h]\d|\s?[ap]m)))?"
)
_YMD_WORD = re.compile(rf"(?<!\d)(\d{{4}})[\s\-/.,]+{_WORD}\.?[\s\-/]+(\d{{1,2}})(?![\d:])")
_YEAR = re.compile(r"(?<![\d:+\-])((?:19|20)\d\d)(?![\d:])")
_HALF_DAY = "|".join(sorted((*AFTERNOON - {"p", "pm"}, *MORNING - {"a", "am"}, *NOON), key=len, reverse=True))
_TIME = re.compile(
    rf"({_HALF_DAY})?\s*(?<![\d.])(\d{{1,2}})(?:\s?(?::|時|时|點|点|시|h(?=\d\d\b)|(?<=\d)\.(?=\d\d(?:\s?uhr|\b)))\s?(\d\d?)(?!\d)(?:\s?[分분])?"
    r"(?:\s?[:.]?(\d\d)(?!\d)(?:[.,]\d+)?秒?)?)\s?(?:([ap])\.?\s?m\b\.?)?"
)
_HOUR_ONLY = re.compile(r"(?<![\d:])(\d{1,2})\s?([ap])\.?m\b")
_HOUR_CJK = re.compile(rf"({_HALF_DAY})?\s*(\d{{1,2}})\s?[時时點点시]")
_ZONE = re.compile(
    r"(?:\b(?:utc|gmt)\s?)?([+\-−])(\d{1,2})(?::?(\d\d))?(?!\d)|\b("
    + "|".join(sorted(ZONES, key=len, reverse=True)) + r")\b"
)
_AMOUNT = re.compile(
    r"(\d{1,4}(?:[.,]\d)?|half an\b|(?:an?|one|two|three|few|einem|einer|une?|una|uma?|een)\b"
    r"|[半兩两幾几一二三四五六七八九十])\s*(?:\+\s*)?([^\W\d_]{1,14})"
)
_SHORT_AGE = re.compile(r"^(\d{1,3})\s?(s|m|min|h|hr|d|w|mo|y|yr)$")
_BACK_WORD = re.compile(r"(?<![a-zа-я])(?:" + "|".join(sorted(map(re.escape, DAYS_BACK), key=len, reverse=True)) + ")")
_WEEKDAY_WORD = re.compile(r"(?:last\s+)?(" + "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True)) + r")")
_HANZI = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time and how it is known."""

    #: Aware: with the offset the page gives, else UTC (see `Basis.LOCAL` and `Basis.DAY`).
    at: datetime
    basis: Basis


def read_moment(
    text: str | None, *, seen: datetime | None = None, zone: tzinfo | None = None,
    day_first: bool | None = None, language: str | None = None,
) -> Moment | None:
    """Return the time that a piece of a page states, or None.

    Args:
        text: What the page shows, or an attribute: at most a line.
        seen: When the page was fetched; relative times and days without a year need it.
        zone: Zone that the page states for all its times; for times without one.
        day_first: How 3/4/2020 is read; see `day_first_of`.
        language: Of the page; every language but American English writes the day first.

    >>> read_moment("民國113年5月17日 下午3:04").at.isoformat()
    '2024-05-17T15:04:00+00:00'
    >>> read_moment("Fri, 17 May 2024 10:30:00 +0800").at.isoformat()
    '2024-05-17T10:30:00+08:00'
    >>> read_moment("17. März 2024, 17.31 Uhr").basis.value, read_moment("March 17, 2024").basis.value
    ('local', 'day')
    >>> read_moment("yesterday, 5:31 PM", seen=datetime(2024, 5, 17, 12, tzinfo=UTC)).at.isoformat()
    '2024-05-16T17:31:00+00:00'
    >>> read_moment("3/4/2020") is None
    True
    """
    if not text or not text.strip():
        return None
    try:
        moment = _read(text.strip()[:_LONGEST], seen, zone, day_first, language)
    except (ValueError, OverflowError):
        return None
    return moment if moment is not None and _is_sane(moment, seen) else None


def day_first_of(texts: Iterable[str]) -> bool | None:
    """Return how a page writes numeric dates, from those that leave no doubt; None when all do.

    >>> day_first_of(["03/04/2020", "17/04/2020"]), day_first_of(["3/4/2020"])
    (True, None)
    """
    for text in texts:
        for found in _NUMERIC.finditer(text[:_LONGEST]):
            first, second = int(found[1]), int(found[3])
            if found[2] != "." and (first > 12) != (second > 12) and max(first, second) <= 31:
                return first > 12
    return None


def read_zone(text: str) -> tzinfo | None:
    """Return the zone that a footer such as "All times are GMT +2" states.

    >>> read_zone("All times are UTC+08:00")
    datetime.timezone(datetime.timedelta(seconds=28800))
    """
    return _zone(folded_date(text))


def _is_sane(moment: Moment, seen: datetime | None) -> bool:
    if seen is not None and moment.at > seen + AHEAD:
        return False
    return EARLIEST_YEAR <= moment.at.year <= LATEST_YEAR


@lru_cache(maxsize=4096)
def _read(
    text: str, seen: datetime | None, zone: tzinfo | None, day_first: bool | None,  # noqa: FBT001  cached by position
    language: str | None,
) -> Moment | None:
    if text.isdigit() and len(text) in (_EPOCH_SECONDS, _EPOCH_MILLISECONDS):
        seconds = int(text) / (1000 if len(text) == _EPOCH_MILLISECONDS else 1)
        return Moment(datetime.fromtimestamp(seconds, UTC), Basis.UTC)
    folded = folded_date(text)
    if found := _ISO.search(folded):
        return _iso(found, folded, zone)
    if seen is not None and (moment := _ago(folded, seen)):
        return moment
    if dated := _day(folded, day_first, language):
        day, rest = dated
        return _joined(day, rest, zone)
    return _near(folded, seen, zone) if seen is not None else None


def _iso(found: re.Match[str], folded: str, zone: tzinfo | None) -> Moment:
    year, month, day, hour, minute = (int(found[n]) for n in range(1, 6))
    naive = datetime(year, month, day, hour % 24, minute, min(int(found[6] or 0), 59))  # noqa: DTZ001  zone follows
    if hour == 24:  # ISO 8601 midnight at the end of a day
        naive += timedelta(days=1)
    return _zoned(naive, _zone(found[7] or folded[found.end():]), zone)


def _zoned(naive: datetime, own: tzinfo | None, page: tzinfo | None) -> Moment:
    for zone in (own, page):
        if zone is not None:
            return Moment(naive.replace(tzinfo=zone), Basis.STATED)
    return Moment(naive.replace(tzinfo=UTC), Basis.LOCAL)


def _joined(day: _Day, rest: str, zone: tzinfo | None) -> Moment:
    clock = _time(rest)
    if clock is None:
        return Moment(datetime(*day, tzinfo=UTC), Basis.DAY)
    hour, after = clock
    return _zoned(datetime.combine(datetime(*day).date(), hour), _zone(after), zone)  # noqa: DTZ001  zone follows


def _day(folded: str, day_first: bool | None, language: str | None) -> tuple[_Day, str] | None:  # noqa: FBT001
    """Return year, month, day, and the text with the date cut out."""
    for read in (_era_day, _plain_day, _compact_day):
        if found := read(folded):
            return found
    return _worded_day(folded) or _numeric_day(folded, day_first, language)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[:found.start()]} ; {text[found.end():]}"


def _era_day(folded: str) -> tuple[_Day, str] | None:
    if found := _ERA.search(folded):
        year = _ERA_START[found[1]] + (1 if found[2] == "元" else _number(found[2]))
        return (year, _number(found[3]), _number(found[4])), _cut(folded, found)
    if found := _ROC_BARE.search(folded):
        return (1911 + int(found[1]), int(found[2]), int(found[3])), _cut(folded, found)
    return None


def _plain_day(folded: str) -> tuple[_Day, str] | None:
    if found := _YMD.search(folded):
        return (int(found[1]), int(found[2]), int(found[3])), _cut(folded, found)
    if found := _HANZI_YMD.search(folded):
        year = int("".join(str(_HANZI[c]) for c in found[1]))
        return (year, _number(found[2]), _number(found[3])), _cut(folded, found)
    return None


def _compact_day(folded: str) -> tuple[_Day, str] | None:
    found = _COMPACT.search(folded)
    if not found or not (1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31):
        return None
    clock = f" {found[4]}:{found[5]}:{found[6] or '00'} " if found[4] else ""
    return (int(found[1]), int(found[2]), int(found[3])), f"{folded[:found.start()]} {clock}{folded[found.end():]}"


def _worded_day(folded: str) -> tuple[_Day, str] | None:
    for pattern, (y, m, d) in ((_YMD_WORD, (1, 2, 3)), (_DMY, (3, 2, 1)), (_MDY, (3, 1, 2))):
        for found in pattern.finditer(folded):
            month = MONTHS.get(found[m])
            if month is None or not 1 <= int(found[d]) <= 31:
                continue
            rest = _cut(folded, found)
            year = found[y]
            if year is None:
                if not (elsewhere := _YEAR.search(rest)):
                    continue
                year, rest = elsewhere[1], _cut(rest, elsewhere)
            return (_full_year(year), month, int(found[d])), rest
    return None


def _numeric_day(folded: str, day_first: bool | None, language: str | None) -> tuple[_Day, str] | None:  # noqa: FBT001
    found = _NUMERIC.search(folded)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
    if found[2] == "." or first > 12 or first == second:
        day_first = True
    elif second > 12:
        day_first = False
    elif day_first is None:
        day_first = _habit(language)
    if day_first is None:
        return None
    day, month = (first, second) if day_first else (second, first)
    return (year, month, day), _cut(folded, found)


def _habit(language: str | None) -> bool | None:
    """Return whether a language writes the day first; None for English without a country."""
    if not language or language.lower() == "en":
        return None
    return language.lower() not in {"en-us", "en_us"}


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _number(text: str) -> int:
    """Return a number up to 999 in digits or in Chinese numerals.

    >>> _number("十七"), _number("一百一十三"), _number("5")
    (17, 113, 5)
    """
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _HANZI[char]
    return total + digit


def _time(rest: str) -> tuple[time, str] | None:
    """Return the time of day in a text whose date was cut out, and what follows it."""
    for found in _TIME.finditer(rest):
        hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
        hour = _hour(hour, found[1] or (found[5] and found[5] + "m") or _half_day(rest))
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second), rest[found.end():]
    if (hour_only := _HOUR_ONLY.search(rest)) and int(hour_only[1]) <= 12:
        return time(_hour(int(hour_only[1]), hour_only[2])), rest[hour_only.end():]
    if (cjk := _HOUR_CJK.search(rest)) and int(cjk[2]) < 24:
        return time(_hour(int(cjk[2]), cjk[1])), rest[cjk.end():]
    return None


def _half_day(rest: str) -> str | None:
    found = re.search(rf"{_HALF_DAY}|\b[ap]m\b", rest)
    return found[0] if found else None


def _hour(hour: int, half: str | None) -> int:
    if half in AFTERNOON and hour < 12:
        return hour + 12
    if half in MORNING and hour == 12:
        return 0
    if half in NOON and hour < 11:
        return hour + 12
    return hour


def _zone(text: str) -> tzinfo | None:
    found = _ZONE.search(text[:40])
    if not found:
        return None
    if found[4]:
        return timezone(timedelta(hours=ZONES[found[4]]))
    hours, minutes = (found[2], found[3]) if found[3] or len(found[2]) <= 2 else (found[2][:-2], found[2][-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=15):
        return None
    return timezone(-offset if found[1] in "-−" else offset)


def _ago(folded: str, seen: datetime) -> Moment | None:
    """Return "2 hours ago" in any of our languages, counted back from the fetch.

    From days upwards only the day is kept, since the hour is not said.
    """
    if NOW.match(folded):
        return Moment(seen, Basis.RELATIVE)
    if short := _SHORT_AGE.match(folded):
        return _back(seen, float(short[1]), UNITS[short[2]])
    if not AGO.search(folded) or _YEAR.search(folded):
        return None
    for found in _AMOUNT.finditer(folded):
        unit = _unit(found[2])
        if unit is not None:
            amount = AMOUNTS.get(found[1]) or (float(found[1].replace(",", ".")) if found[1][0].isdigit() else None)
            return _back(seen, amount, unit) if amount is not None else None
    return None


def _unit(word: str) -> int | None:
    """Return the seconds of the unit a word is or, in Chinese and Japanese, begins with."""
    if word in UNITS or word.isascii():
        return UNITS.get(word)
    for length in range(min(len(word), 3), 0, -1):
        if word[:length] in UNITS:
            return UNITS[word[:length]]
    return None


def _back(seen: datetime, amount: float, unit: int) -> Moment:
    then = seen - timedelta(seconds=amount * unit)
    if unit >= _DAY_S:
        then = then.replace(hour=0, minute=0, second=0)
    return Moment(then.replace(microsecond=0), Basis.RELATIVE)


def _near(folded: str, seen: datetime, zone: tzinfo | None) -> Moment | None:
    """Return "yesterday, 5:31 PM", "Tuesday at 9:00" and days without a year, at or before the fetch."""
    local = seen.astimezone(zone or UTC)
    if found := _BACK_WORD.search(folded):
        return _on(local - timedelta(days=DAYS_BACK[found[0]]), folded[found.end():])
    if day := _yearless(folded, local):
        return day
    found = _WEEKDAY_WORD.match(folded)
    if found and _time(folded[found.end():]):
        days = (local.weekday() - WEEKDAYS[found[1]]) % 7 or 7
        return _on(local - timedelta(days=days), folded[found.end():])
    return None


def _on(day: datetime, rest: str) -> Moment:
    clock = _time(rest)
    hour = clock[0] if clock else time()
    return Moment(datetime.combine(day.date(), hour, day.tzinfo), Basis.RELATIVE)


def _yearless(folded: str, local: datetime) -> Moment | None:
    """Return the latest such day that is not after the fetch."""
    month = day = 0
    rest = folded
    if found := _MD_CJK.search(folded):
        month, day, rest = int(found[1]), int(found[2]), _cut(folded, found)
    else:
        for pattern, (m, d) in ((_DMY, (2, 1)), (_MDY, (1, 2))):
            for worded in pattern.finditer(folded):
                if worded[m] in MONTHS and not month:
                    month, day, rest = MONTHS[worded[m]], int(worded[d]), _cut(folded, worded)
    if not month:
        return None
    for year in (local.year, local.year - 1):
        then = _on(local.replace(year=year, month=1, day=1), rest).at.replace(month=month, day=day)
        if then <= local + timedelta(days=1):
            return Moment(then, Basis.RELATIVE)
    return None
