"""What each word of a sentence is worth for or against, after negation, degree and contrast."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from influence.listening.lexicon import Hit, Kind, lexicon

#: A negator reaches so many words ahead, a degree so many.
_NEGATED, _GRADED = 4, 2
#: So many signs are surely more words than that.
_FAR = 200
#: What is left of a word turned round: "not bad" is mild praise, "not good" a plain complaint.
_TURNED_BAD, _TURNED_GOOD = 0.6, 0.9
_BOOST, _DAMPEN = 1.4, 0.7
#: What comes before "but" and after it; what "although" opens.
_BEFORE_BUT, _AFTER_BUT, _CONCEDED = 0.35, 1.4, 0.35
_CLAUSE = re.compile(r"[,;:，；：、。!?！？()（）\n]| - |--|—|\.\s|\band (?=i\b|it\b|they\b|the\b)")
_WORD = re.compile(r"[a-z0-9\ue000-\ue0ff'-]+|[\u3400-\u9fff]")
_CJK = re.compile(r"[\u3400-\u9fff]")
#: Chinese signs that make up a word.
_SIGNS = 2


@dataclass(frozen=True, slots=True)
class Valued:
    """A word of praise (above 0) or complaint (below) and where it stands."""

    start: int
    end: int
    value: float
    #: Start and end of its clause.
    clause: tuple[int, int]


def valued(text: str) -> list[Valued]:
    """Return the words of a sentence, written `plain`, that are for or against something.

    Worked example: "never" turns "bright" (1.0) into -1.0 * 0.9.

    >>> [(one.value, text[one.start:one.end]) for text in ("it is never bright",) for one in valued(text)]
    [(-0.9, 'bright')]
    """
    hits = lexicon().hits(text)
    if not any(hit.kind in _TONES for hit in hits):
        return []
    clauses = _clauses(text)
    contrast = _contrasts(text, hits, clauses)
    found = []
    for at, hit in enumerate(hits):
        if hit.kind in _TONES:
            clause = next(span for span in clauses if span[0] <= hit.start < span[1])
            value = _value(text, hits[:at], hit, clause)
            found.append(Valued(hit.start, hit.end, round(value * contrast[clause], 6), clause))
    return found


_TONES = (Kind.PRAISE, Kind.COMPLAINT)


def _value(text: str, before: Sequence[Hit], hit: Hit, clause: tuple[int, int]) -> float:
    value = hit.strength if hit.kind is Kind.PRAISE else -hit.strength
    turned = 0
    for other in before:
        if other.start < clause[0] or other.kind not in _TURNING or hit.start - other.end > _FAR:
            continue
        apart = _words(text[other.end:hit.start])
        if other.kind is Kind.NEGATOR and apart <= _NEGATED:
            turned += not _is_emphatic(text, other)
        elif apart <= _GRADED and other.kind is Kind.BOOSTER:
            value *= _BOOST
        elif apart <= _GRADED and other.kind is Kind.DAMPENER:
            value *= _DAMPEN
    if turned % 2:
        value = -value * (_TURNED_GOOD if value > 0 else _TURNED_BAD)
    return value


_TURNING = (Kind.NEGATOR, Kind.BOOSTER, Kind.DAMPENER)


def _is_emphatic(text: str, hit: Hit) -> bool:
    """Return whether a negator only strengthens: "not only", 不只."""
    return text[hit.end:].lstrip().startswith(("only", "just", "只", "僅", "但"))


def _words(between: str) -> float:
    """Return the number of words in a piece; two Chinese signs make one."""
    words = _WORD.findall(between)
    signs = sum(1 for word in words if _CJK.match(word))
    return len(words) - signs + signs / _SIGNS


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [match.end() for match in _CLAUSE.finditer(text) if 0 < match.end() < len(text)]
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True))


def _contrasts(text: str, hits: Sequence[Hit], clauses: list[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Return how much each clause weighs; a "but" inside a clause cuts it in two first."""
    turns = [hit.start for hit in hits if hit.kind is Kind.BUT and _turns(text, hit)]
    starts = sorted({first for first, _ in clauses} | {turn for turn in turns if turn > 0})
    clauses[:] = zip(starts, [*starts[1:], len(text)], strict=True)
    last_turn = max(turns, default=-1)
    turned = last_turn > 0 and bool(text[:last_turn].strip())
    opened = {hit.start for hit in hits if hit.kind is Kind.ALTHOUGH}
    weights = {}
    for first, last in clauses:
        weight = 1.0
        if turned:
            weight = _BEFORE_BUT if last <= last_turn else _AFTER_BUT
        if first in opened or (first + 1 in opened and first + 1 < last):
            weight = _CONCEDED
        weights[first, last] = weight
    return weights


def _turns(text: str, hit: Hit) -> bool:
    """Return whether a "but" sets two things against each other rather than meaning "only" or "as yet"."""
    word = text[hit.start:hit.end]
    before, after = text[:hit.start].rstrip(), text[hit.end:].lstrip()
    if word in ("still", "until", "yet", "though", "最後", "後來", "除了", "就是", "只是"):
        return before.endswith((",", ";", "-", "，", "；", ".")) and bool(after)
    if word == "but":
        return not before.endswith(("nothing", "anything", "everything", "all", "no one", "nobody")) and bool(after)
    return bool(before) and bool(after)
