"""The time zone that a forum states for all its times, mostly in its footer."""

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: Words beside a statement such as "UTC+1" that make it one about the page's times.
_ABOUT_TIMES = re.compile(
    r"(?:all\s+times|times\s+(?:are|shown|displayed)|time\s*zone|zeiten|zeitzone|heures?\s+(?:sont|au)|fuseau"
    r"|horarios|horas|"
    r"fuso|orari|orario|tijden|tijdzone|tider|kellonajat|ajat\s+ovat|czas|strefa|час|времени|saatler|"
    r"時間|时间|時區|时区|時刻|시간|times)",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\b(?:UTC|GMT)\s*(?:([+\-\u2212\u2013])\s*(\d{1,2})(?:[:.](\d{2}))?)?\s*(?:hours?|Stunden?|heures?|horas?|ore"
    r"|uur|小時|小时)?"
    r"\s*(\[\s*(?:DST|Summer|Sommerzeit|Heure d)[^\]]*\])?",
    re.IGNORECASE,
)
_NAMED_ZONE = re.compile(r'title="([A-Z][A-Za-z]+/[A-Za-z_/]+|UTC)"[^>]*>\s*(?:UTC|GMT)')
_DISCUZ = re.compile(r"GMT\s*([+-])\s*(\d{1,2})(?:[:.](\d{2}))?\s*,\s*\d{4}-\d{1,2}-\d{1,2}")
_TAGS = re.compile(r"<[^>]{0,300}>|&nbsp;")
#: How much of the end of a page is looked at, in characters; and how far words may stand from the zone.
_TAIL, _NEAR = 30_000, 80


def page_zone(text: str) -> tzinfo | None:
    """Return the zone that a page states for all its times; None when it states none.

    A zone with a name (Europe/Berlin) knows summer time; an offset is taken as it is.

    >>> page_zone("<p>All times are UTC + 10 hours [ DST ]</p>")
    datetime.timezone(datetime.timedelta(seconds=39600))
    >>> page_zone("<p>All times are GMT -5. The time now is 10:00 AM.</p>").utcoffset(None).total_seconds() / 3600
    -5.0
    >>> page_zone("<p>We met at 5 pm UTC</p>") is None
    True
    """
    tail = text[-_TAIL:]
    if found := _NAMED_ZONE.search(tail):
        try:
            return ZoneInfo(found[1])
        except (ZoneInfoNotFoundError, ValueError):
            return None
    flat = _TAGS.sub(" ", tail)
    if found := _DISCUZ.search(flat):
        return _offset(found[1], found[2], found[3], summer=False)
    for found in _OFFSET.finditer(flat):
        around = flat[max(0, found.start() - _NEAR):found.end() + _NEAR // 4]
        if _ABOUT_TIMES.search(around):
            return _offset(found[1], found[2], found[3], summer=bool(found[4]))
    return None


def _offset(sign: str | None, hours: str | None, minutes: str | None, *, summer: bool) -> tzinfo | None:
    delta = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    delta = (delta if sign in (None, "+") else -delta) + timedelta(hours=1 if summer else 0)
    return timezone(delta) if abs(delta) <= timedelta(hours=15) else None
