"""What happens in the forum: questions among friends, long threads, wishes, and talk that nobody answers."""

from datetime import UTC, datetime, timedelta

from influence.demo.cast import Figure
from influence.demo.desk import Desk, Draft
from influence.demo.story import Message

#: Names of the boards by number.
BOARDS = {2: "Paper and Books", 3: "Fabric and Yarn", 4: "中文手作區"}
#: When each member asks: before spring 2026 and after.
_ASKS = (datetime(2025, 1, 20, tzinfo=UTC), datetime(2025, 6, 10, tzinfo=UTC), datetime(2025, 11, 5, tzinfo=UTC),
         datetime(2026, 4, 20, tzinfo=UTC))
#: Who writes of the tool that nobody makes.
_WISHES = ("ines", "agnes", "zhihan")
_TALKS = 8
#: How often an answer quotes the opening message.
_QUOTED = 0.35


def board(figure: Figure) -> int:
    """Return the board where somebody writes."""
    if figure.language == "zh":
        return 4
    return 3 if figure.craft == "quilting" else 2


def gather(desk: Desk) -> None:
    """Fill the forum with everything but what follows the makers' posts."""
    members = [figure for figure in desk.cast.figures.values() if figure.member]
    for figure in members:
        if figure.role == "ordinary":
            for turn, start in enumerate(_ASKS):
                _ask(desk, figure, turn, start)
    for opener, at in (("bram", datetime(2025, 2, 3, 18, tzinfo=UTC)), ("yien", datetime(2025, 2, 10, 12, tzinfo=UTC))):
        _open_long(desk, desk.cast.figures[opener], at)
    for turn, key in enumerate(_WISHES):
        _wish(desk, desk.cast.figures[key], datetime(2025, 4, 8, 9, tzinfo=UTC) + timedelta(days=110 * turn))
    _talk_alone(desk)
    _advertise(desk)


def _ask(desk: Desk, asker: Figure, turn: int, start: datetime) -> None:
    at = desk.later(start, 0, 60, "ask", asker.key, turn)
    scene = desk.book.scene(asker, at)
    title = desk.book.say(asker, "topic.question", scene)
    messages = [desk.message(asker, at, desk.book.say(asker, "topic.opening", scene))]
    early = turn < len(_ASKS) - 1
    for helper in _helpers(desk, asker, turn)[:3 if early else 1]:
        messages.append(_reply(desk, helper, messages, scene))
    if early:
        last = messages[-1]
        at = desk.later(last.at, 0.1, 1, "thanks", last.key)
        messages.append(desk.message(asker, at, desk.book.say(asker, "topic.quoted", scene), last.key))
    desk.drafts.append(Draft(board(asker), title, messages))


def _helpers(desk: Desk, asker: Figure, turn: int) -> list[Figure]:
    """Return who would answer: the asker's circle first, then other members of the same language."""
    circle = [key for key in desk.cast.circle(asker.key) if desk.cast.figures[key].member]
    others = [figure.key for figure in desk.cast.with_role("ordinary")
              if figure.member and figure.language == asker.language and figure.key not in (*circle, asker.key)]
    ordered = desk.draw.order(circle, "circle", asker.key, turn) + desk.draw.order(others, "others", asker.key)
    return [desk.cast.figures[key] for key in ordered]


def _reply(desk: Desk, author: Figure, before: list[Message], scene: dict[str, str]) -> Message:
    """Return an answer; some answer the opening message by quoting it, others say nothing of whom they answer."""
    last = before[-1]
    at = desk.later(last.at, 0.05, 1.5, "reply", last.key, author.key)
    quotes = before[0].key if desk.draw.share("quote", last.key, author.key) < _QUOTED else None
    return desk.message(author, at, desk.book.say(author, "topic.quoted" if quotes else "topic.reply", scene), quotes)


def _open_long(desk: Desk, opener: Figure, at: datetime) -> None:
    """Open a thread that runs over several pages; from the second page on, people quote one another."""
    scene = desk.book.scene(opener, at)
    title = desk.book.say(opener, "topic.question", scene)
    messages = [desk.message(opener, at, desk.book.say(opener, "topic.opening", scene))]
    members = [figure for figure in desk.cast.with_role("ordinary")
               if figure.member and figure.language == opener.language]
    for turn in range(2):
        for figure in desk.draw.order(members, "long", opener.key, turn):
            last = messages[-1]
            at = desk.later(last.at, 0.02, 0.8, "long", last.key)
            text = desk.book.say(figure, "topic.quoted" if turn else "topic.reply", desk.book.scene(figure, at))
            quotes = last.key if turn and last.author != figure.key else None
            messages.append(desk.message(figure, at, text, quotes))
    desk.drafts.append(Draft(board(opener), title, messages))


def _wish(desk: Desk, author: Figure, at: datetime) -> None:
    """Ask for a tool that nobody makes."""
    title = "左手用的裁刀" if author.language == "zh" else "Left-handed cutters"
    scene = desk.book.scene(author, at)
    messages = [desk.message(author, at, desk.book.say(author, "topic.need", scene))]
    for helper in _helpers(desk, author, 9)[:2]:
        text = desk.book.say(helper, "topic.need", scene)
        at = desk.later(messages[-1].at, 0.2, 2, "wish", helper.key)
        messages.append(desk.message(helper, at, text, messages[0].key))
    desk.drafts.append(Draft(board(author), title, messages))


def _talk_alone(desk: Desk) -> None:
    for talker in desk.cast.with_role("talker"):
        for turn in range(_TALKS):
            at = datetime(2025, 2, 1, 11, tzinfo=UTC) + timedelta(days=61 * turn, minutes=7 * turn)
            scene = desk.book.scene(talker, at)
            title = desk.book.say(talker, "talk.title", scene)
            text = " ".join(desk.book.say(talker, f"talk.{part}", scene) for part in ("opening", "middle"))
            desk.drafts.append(Draft(board(talker), title, [desk.message(talker, at, text)]))


def _advertise(desk: Desk) -> None:
    """Let the rival's man speak of his employer in threads about blades."""
    for voice in desk.cast.with_role("rival_voice"):
        for turn in range(4):
            at = datetime(2025, 3, 12, 15, tzinfo=UTC) + timedelta(days=97 * turn)
            scene = desk.book.scene(voice, at)
            title = desk.book.say(voice, "topic.question", scene)
            text = desk.book.say(voice, "topic.rival", scene)
            desk.drafts.append(Draft(board(voice), title, [desk.message(voice, at, text)]))
