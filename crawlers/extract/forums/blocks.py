"""Finding the messages on a page of unknown software: repeated blocks with a date each.

Every message of a thread shows when it was written, so the smallest elements that hold a date are
gathered, and the elements around them compared: those of one make (tag and class) of which each
holds a date of its own are candidates. Among them the set that holds most words wins, and of
nested ones the outermost that still keeps the messages apart, so that the writer's column is in it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from crawlers.extract.forums.selection import plain, select

_MONTHS = (
    "jan|feb|mar|mär|maa|apr|avr|abr|may|mai|maj|mei|jun|jui|jul|ago|aug|août|sep|set|oct|okt|out|ott|nov|dec|dez|déc"
    "|dic|des"
    r"|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|tammi|helmi|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu"
    r"|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru|enero|gen|giu|lug"
)
#: Text that looks as if it held a date; whether it does is found out by reading it.
DATED = re.compile(
    r"\d{1,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,4}|\d{1,2}(?:st|nd|rd|th|\.)?\s*(?:de\s+)?(?:" + _MONTHS
    + r")[^\W\d]*\.?(?:\s+de)?,?\s*'?\d{2,4}"
    r"|(?:" + _MONTHS + r")[^\W\d]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:\d{4}|at\b|\d{1,2}:)"
    r"|\b(?:yesterday|today|gestern|heute|hier|aujourd'hui|ayer|hoy|ieri|oggi|вчера"
    r"|сегодня)\b.{0,12}\d{1,2}[:.h]\d{2}|(?:昨天|今天|前天|昨日)\s*\S{0,2}\s*\d{1,2}:\d{2}"
    r"|\d+\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago|\d+\s*(?:秒|分鐘|分钟|小時|小时|天|日|週|周"
    r"|個月|个月|年)\s*[前]"
    r"|\d+\s*(?:минут|час|дн|день|недел|месяц|год|лет)\w*\s+назад|\bvor\s+\d+\s+\w+|\bil y a\s+\d+|\bhace\s+\d+",
    re.IGNORECASE,
)
#: Words before a date that is not the message's.
JOINED = re.compile(
    r"[\s(]*(?:joined|registered|join date|member since|last (?:edited|seen|active|visit)|edited|registriert|inscrit"
    r"|註冊|注册|最後編輯|最后编辑"
    r"|mitglied seit|регистрация|liittynyt|rekisteröitynyt)", re.IGNORECASE,
)
#: A day and an hour without a year: a date for finding messages, but none that can be read.
YEARLESS = re.compile(r"^\D{0,20}\d{1,2}[/-]\d{1,2}\s+\d{1,2}:\d{2}\D{0,5}$")
_CHANGING = re.compile(r"^(?:odd|even|alt\d?|first|last|old|new|read|unread|active|online|offline|clearfix|cf|js-.*"
                       r"|is-.*|has-.*|\d+|u-.*|h-.*)$")
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"([A-Za-z][A-Za-z_-]*?)[_-]?\d+")
#: Longest text that is looked at for a date.
_LONGEST = 160
#: Fewest messages of a thread that can be told from other things: an opening and a reply.
FEWEST = 2
#: Letters of a date alone, and of a date with a name and a title.
_DATE_ALONE, _HEADING = 20, 80
#: Most dates and levels looked at.
_MOST_DATES, _LEVELS = 1500, 14
_NEVER = frozenset({"html", "body", "form", "head", "nav", "footer", "header", "aside", "select", "option", "script",
                    "style"})

Make = tuple[str, str, str]


def dated_elements(root: HtmlElement) -> list[HtmlElement]:
    """Return the elements that themselves hold what looks like a date, in page order."""
    found: list[HtmlElement] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "option", "link", "title",
                                                               "textarea"):
            continue
        if _holds_date(element):
            found.append(element)
            if len(found) >= _MOST_DATES:
                break
    return found


def _holds_date(element: HtmlElement) -> bool:
    if element.tag == "time":
        return True
    pieces = [element.text or "", *(child.tail or "" for child in element)]
    text = " ".join(piece.strip() for piece in pieces if piece.strip())
    if text and len(text) <= _LONGEST and (DATED.search(text) or YEARLESS.match(text)):
        return not JOINED.match(text)
    if any(piece and len(piece) <= _LONGEST and DATED.search(piece) for piece in pieces if len(text) > _LONGEST):
        return True
    title = element.get("title") or element.get("datetime") or ""
    return bool(title) and len(title) <= _LONGEST and DATED.search(title) is not None


def make(element: HtmlElement) -> Make:
    """Return what elements of one make share: tag, the lasting part of the class, the parent's tag or class."""
    lasting = _lasting(element)
    if lasting:
        return element.tag, lasting, ""
    parent = element.getparent()
    above = "" if parent is None or not isinstance(parent.tag, str) else f"{parent.tag}.{_lasting(parent)}"
    return element.tag, _DIGITS.sub("", element.get("id") or ""), above


def _lasting(element: HtmlElement) -> str:
    tokens = [_DIGITS.sub("", token) for token in (element.get("class") or "").split() if not _CHANGING.match(token)]
    return tokens[0] if tokens else ""


def message_like(root: HtmlElement) -> list[HtmlElement]:
    """Return the blocks that are most likely the messages of a thread, in page order; none below two."""
    dated = dated_elements(root)
    groups: dict[Make, dict[HtmlElement, None]] = defaultdict(dict)
    for element in dated:
        for level, around in enumerate(_around(element)):
            if level >= _LEVELS:
                break
            groups[make(around)].setdefault(around)
            if found := _NUMBERED.fullmatch(around.get("id") or ""):
                groups["*", found[1], "id"].setdefault(around)
    best: list[HtmlElement] = []
    best_score = 0.0
    for members in groups.values():
        blocks = _apart(list(members), dated) if len(members) > 1 else []
        score = _score(blocks)
        if score > best_score * 1.02 or (score >= best_score * 0.98 and best and _holds(blocks, best)):
            best, best_score = blocks, max(score, best_score)
    return _with_opening(dated, best)


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    for around in element.iterancestors():
        if around.tag in ("html", "body"):
            return
        yield around


def _apart(members: Sequence[HtmlElement], dated: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the members that hold a date of their own, in page order.

    One that holds a single other and no date besides is the same message in a wider frame, and
    stays in its place; one that holds several and no date besides is no message.
    """
    inside = set(members)
    own = {next((around for around in _around(element) if around in inside), None) for element in dated}
    below: dict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    for member in members:
        holder = next((around for around in member.iterancestors() if around in inside), None)
        if holder is not None:
            below[holder].append(member)
    dropped: set[HtmlElement] = set()
    for member in members:
        if member in own:
            continue
        held = below[member]
        while len(held) == 1 and held[0] not in own:
            dropped.add(held[0])
            held = below[held[0]]
        dropped.add(held[0] if len(held) == 1 else member)
    return [member for member in members if member not in dropped]


def _score(blocks: Sequence[HtmlElement]) -> float:
    """Return how much a set of blocks looks like messages: words and links to people, in many blocks."""
    if len(blocks) < FEWEST or blocks[0].tag in _NEVER:
        return 0.0
    lengths = [len(plain(block)) for block in blocks]
    worded = [length for length in lengths if length > _DATE_ALONE]
    if len(worded) < FEWEST:
        return 0.0
    return sum(min(length, 600) for length in worded) * (1.0 + _named_share(blocks))


_PERSON_LINK = (
    "a[href*='user'], a[href*='member'], a[href*='profile'], a[href*='/u/'], a[href*='author'], [class*=author], "
    "[class*=user], [class*=poster]"
)


def _named_share(blocks: Sequence[HtmlElement]) -> float:
    return sum(1 for block in blocks[:20] if select(block, _PERSON_LINK)) / len(blocks[:20])


def _holds(outer: Sequence[HtmlElement], inner: Sequence[HtmlElement]) -> bool:
    """Return whether each of the inner blocks lies in an outer one of its own."""
    if len(outer) != len(inner):
        return False
    return all(wide in set(narrow.iterancestors()) for wide, narrow in zip(outer, inner, strict=True))


def _with_opening(dated: Sequence[HtmlElement], blocks: list[HtmlElement]) -> list[HtmlElement]:
    """Return the blocks with the opening post before them, where that one is made differently.

    A heading that repeats the date of the first message is not one.
    """
    if not blocks:
        return blocks
    opening = None
    firsts = set(blocks[0].iterancestors()) | {blocks[0]}
    for element in dated:
        if element in firsts or blocks[0] in set(element.iterancestors()):
            break
        around = element
        for wider in element.iterancestors():
            if wider in firsts:
                break
            around = wider
        if len(plain(around)) > _HEADING and around.tag not in _NEVER:
            opening = around
    if opening is None or not _named_share([opening]) or _dates(opening, dated) & _dates(blocks[0], dated):
        return blocks
    return [opening, *blocks]


def _dates(block: HtmlElement, dated: Sequence[HtmlElement]) -> set[str]:
    """Return the dates of a block as written."""
    held = [element for element in dated if element is block or block in set(element.iterancestors())]
    texts = [text for element in held for text in (element.get("datetime"), element.get("title"), plain(element))
             if text]
    return {found[0] for text in texts if (found := DATED.search(text))}
