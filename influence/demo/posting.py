"""What people publish of their own accord: each part of the cast in its own manner."""

from datetime import datetime, timedelta

from influence.demo.cast import Figure
from influence.demo.desk import Desk

#: Every how many posts a maker recommends the brand.
_RECOMMENDS_EVERY = 4
#: From which post on the ally has turned away.
_TURNED_FROM = 10


def post_own(desk: Desk) -> None:
    """Publish everybody's own posts, spread over the time they are there; the ring's are another matter."""
    for figure in desk.cast.figures.values():
        for turn in range(figure.posts if figure.role != "ring" else 0):
            _publish(desk, figure, turn)


def _publish(desk: Desk, author: Figure, turn: int) -> None:
    kind = _kind(author, turn)
    at = moment(desk, author, turn)
    scene = desk.book.scene(author, at)
    lines = [desk.book.say(author, f"own.{part}", scene) for part in ("opening", "middle", "middle", "closing")]
    title = "own.title"
    if kind in ("talk", "shine", "complaint", "paid", "shop"):
        title = f"{kind}.title"
        lines[0] = desk.book.say(author, f"{kind}.opening", scene)
    elif kind in ("praise", "turned"):
        lines[0] = desk.book.say(author, "praise.opening" if kind == "praise" else "praise.turned", scene)
    if kind == "talk":
        lines[1:] = [desk.book.say(author, "talk.middle", scene) for _ in range(2)]
    elif kind == "complaint":
        lines[2:] = [desk.book.say(author, "complaint.closing", scene)]
    elif kind in ("shine", "shop"):
        lines[2:] = []
    elif kind == "paid":
        lines[3] = desk.book.say(author, "paid.link", scene)
    elif kind == "turned":
        lines.insert(1, _joined(desk, author, at))
    elif kind == "recommend":
        lines.insert(3, desk.book.say(author, "own.recommend", scene))
    desk.publish(author, at, kind, (title, lines), scene)


def _joined(desk: Desk, author: Figure, at: datetime) -> str:
    """Return a sentence that takes the critic's side, with a link."""
    critic = desk.cast.with_role("critic")[0]
    earlier = [entry for entry in desk.by(critic.key) if entry.at < at and entry.kind == "complaint"]
    scene = desk.book.scene(author, at, name=critic.short, link=f"[{earlier[-1].title}](post:{earlier[-1].key})")
    return desk.book.say(author, "praise.joined", scene)


def _kind(author: Figure, turn: int) -> str:
    fixed = {"talker": "talk", "celebrity": "shine", "organisation": "shop"}
    if author.role in fixed:
        return fixed[author.role]
    if author.role == "turned_ally":
        return ("praise" if turn < _TURNED_FROM else "turned") if turn % 2 else "own"
    choices = {
        "critic": ("complaint", turn % 3 > 0), "paid_reviewer": ("paid", turn % 2 == 0),
        "maker": ("recommend", turn % _RECOMMENDS_EVERY == 1),
    }
    kind, chosen = choices.get(author.role, ("own", True))
    return kind if chosen else "own"


def moment(desk: Desk, author: Figure, turn: int) -> datetime:
    """Return when the turn-th post comes out: evenly spread, with some disorder, by day."""
    span = author.until - author.since
    part = (turn + 0.15 + 0.7 * desk.draw.share("when", author.key, turn)) / author.posts
    day = author.since + timedelta(days=int(span.days * part))
    return day + timedelta(minutes=desk.draw.number(7 * 60, 19 * 60, "minute", author.key, turn))
