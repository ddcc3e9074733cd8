"""A place on the shortlist in words, each with the numbers behind it."""

from influence.model.score import Score

#: The first sentence must fit a CRM's text field.
MAX_BYTES = 255
_VERBS = (
    ("acts_reply", "replied"), ("acts_link", "linked"), ("acts_mention", "named them"),
    ("acts_share", "shared"), ("acts_adopt", "took it up"),
)


def why(score: Score, name: str, adds: float | None = None) -> str:
    """Return one or two sentences; the first stands alone and fits 255 bytes.

    >>> from influence.model.score import Tier
    >>> s = Score(code=0, person="p_1", rank=1, tier=Tier.A, living_audience=9.2, people_moved=14, acts=31,
    ...           acts_reply=20, acts_link=11, repeat_share=0.5, median_days=1.5, posts=12)
    >>> why(s, "Ann").split(". ")[0]
    'Ann moved 14 different people to act 31 times (20 replied, 11 linked), typically within 2 days'
    >>> why(s, "Ann").split(". ")[1]
    '7 of them came back.'
    """
    what = ", ".join(f"{count} {word}" for field, word in _VERBS if (count := getattr(score, field)))
    acts = _counted(score.acts, "time", "times")
    first = f"{name} moved {_counted(score.people_moved, 'person', 'different people')} to act {acts}"
    first += f" ({what})" if what else ""
    first += f", typically within {_days(score.median_days)}." if score.median_days is not None else "."
    first = _fitting(first, name)
    rest = []
    back = round((score.repeat_share or 0) * score.people_moved)
    if back:
        rest.append(f"{back} of them came back.")
    if adds is not None and adds > 0:
        rest.append(f"Expected to add {adds:.1f} people nobody chosen before moves.")
    return " ".join([first, *rest])


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _days(days: float) -> str:
    if days < 1:
        return "a day"
    return _counted(max(1, round(days)), "day", "days")


def _fitting(text: str, name: str) -> str:
    """Shorten the name, never the numbers, until the sentence fits."""
    while len(text.encode()) > MAX_BYTES and len(name) > 1:
        shorter = name[:-8].rstrip() or name[:1]
        text = text.replace(name, shorter + "…", 1)
        name = shorter
    return text
