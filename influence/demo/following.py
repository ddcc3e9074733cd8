"""How people act on the posts of those whose word counts: comments, posts of their own, threads."""

from datetime import UTC, datetime

from influence.demo.bench import board
from influence.demo.cast import BRAND, Figure
from influence.demo.desk import Desk, Draft
from influence.demo.story import Entry

#: Parts whose posts make others act.
DRIVERS = ("maker", "dormant_star", "critic", "newcomer")
#: How often one acts on a post of the person they follow first, and of others.
_OFTEN, _SOMETIMES = 0.5, 0.3
#: How often a bystander joins in under a comment.
_SELDOM = 0.08
#: Up to here bystanders join in under other people's posts.
_CHATTY_UNTIL = datetime(2026, 2, 1, tzinfo=UTC)
#: Parts that answer the comments on their own blog, and how often.
_ANSWERING = {"maker": 0.4, "dormant_star": 0.4, "critic": 0.3, "newcomer": 0.4, "ordinary": 0.3, "group_byline": 0.3}
#: Parts on whose blogs friends leave a comment now and then.
_BEFRIENDED = ("ordinary", "group_byline", "paid_reviewer", "turned_ally", "organisation")


def follow(desk: Desk) -> None:
    """Let everybody act on the posts of the drivers they answer, within days."""
    drafts: dict[str, Draft] = {}
    for driver in (figure for role in DRIVERS for figure in desk.cast.with_role(role)):
        entries = desk.by(driver.key)
        fans = [figure for figure in desk.cast.figures.values() if driver.key in figure.answers]
        for place, entry in enumerate(entries):
            for fan in fans:
                if _acts(desk, fan, driver, entry, newest=len(entries) - place):
                    _act(desk, fan, entry, drafts)


def befriend(desk: Desk) -> None:
    """Let friends comment on the blogs of ordinary people now and then."""
    for entry in sorted(desk.entries.values(), key=lambda entry: (entry.at, entry.key)):
        owner = desk.cast.figures[entry.author]
        friends = desk.cast.circle(owner.key) or ["priya", "tobias", "lorna"]
        if (owner.role in _BEFRIENDED and desk.cast.places[entry.site].commented
                and desk.draw.share("friend", entry.key) < _OFTEN):
            friend = desk.cast.figures[desk.draw.one(friends[:3], "which friend", entry.key)]
            kind = "question" if owner.role == "organisation" else "thanks"
            _comment(desk, friend, entry, kind)


def answer(desk: Desk) -> None:
    """Let the owners of blogs answer under their posts, and bystanders join in."""
    for key, replies in desk.replies.items():
        entry = desk.entries[key]
        owner = desk.cast.figures[entry.author]
        for reply in list(replies):
            author = desk.cast.figures[reply.author]
            if author.role == "ring":
                continue
            if desk.draw.share("answers", reply.key) < _ANSWERING.get(owner.role, 0):
                at = desk.later(reply.at, 0.05, 1.2, "answer", reply.key)
                desk.comment(owner, entry, at, "comment.answer", desk.scenes[key], parent=reply.key)
            friends = desk.cast.circle(author.key)
            nests = desk.cast.places[entry.site].theme != "pixnet"
            if friends and nests and reply.at < _CHATTY_UNTIL and desk.draw.share("chat", reply.key) < _SELDOM:
                friend = desk.cast.figures[desk.draw.one(friends, "who chats", reply.key)]
                at = desk.later(reply.at, 0.1, 2, "chat", reply.key)
                desk.comment(friend, entry, at, "comment.chat", desk.book.scene(friend, at), parent=reply.key)


def _acts(desk: Desk, fan: Figure, driver: Figure, entry: Entry, *, newest: int) -> bool:
    """Return whether the fan acts on this post; on one of the driver's last two, surely."""
    if newest in (1, 2) and newest == 1 + int(2 * desk.draw.share("last", fan.key, driver.key)):
        return True
    rate = _OFTEN if fan.answers[0] == driver.key else _SOMETIMES
    return desk.draw.share("acts", fan.key, entry.key) < rate


def _act(desk: Desk, fan: Figure, entry: Entry, drafts: dict[str, Draft]) -> None:
    ways = ["comment"] * 3 if desk.cast.places[entry.site].commented else []
    if desk.cast.figures[entry.author].role != "critic" and fan.signs != "name":
        ways += ["entry"] * (fan.posts > 0) + ["topic"] * fan.member
    way = desk.draw.one(ways, "way", fan.key, entry.key)
    if way == "comment":
        _comment(desk, fan, entry, _comment_kind(desk, fan, entry))
    elif way == "entry":
        _write_after(desk, fan, entry)
    else:
        _take_to_forum(desk, fan, entry, drafts)


def _comment_kind(desk: Desk, fan: Figure, entry: Entry) -> str:
    if entry.kind == "complaint":
        return "agree"
    if entry.kind == "recommend" and desk.draw.share("buys", fan.key, entry.key) < _OFTEN:
        return "bought"
    return desk.draw.one(["tried", "tried", "thanks", "question"], "tone", fan.key, entry.key)


def _comment(desk: Desk, fan: Figure, entry: Entry, kind: str) -> None:
    at = desk.later(entry.at, 0.05, 5, "comment", fan.key, entry.key)
    desk.comment(fan, entry, at, f"comment.{kind}", _scene_after(desk, fan, entry, at))


def _write_after(desk: Desk, fan: Figure, entry: Entry) -> None:
    at = desk.later(entry.at, 0.6, 6, "entry", fan.key, entry.key)
    scene = _scene_after(desk, fan, entry, at)
    lines = [desk.book.say(fan, kind, scene) for kind in ("followed.opening", "own.middle", "own.closing")]
    if entry.kind == "recommend" and any(BRAND in line for line in entry.paragraphs):
        lines.insert(2, desk.book.say(fan, "followed.bought", scene))
    desk.publish(fan, at, "followed", ("followed.title", lines), scene)


def _take_to_forum(desk: Desk, fan: Figure, entry: Entry, drafts: dict[str, Draft]) -> None:
    at = desk.later(entry.at, 0.2, 4, "topic", fan.key, entry.key)
    scene = _scene_after(desk, fan, entry, at)
    draft = drafts.get(entry.key)
    if draft is None:
        text = desk.book.say(fan, "topic.inspired_opening", scene)
        title = desk.book.say(fan, "topic.inspired", scene)
        draft = drafts[entry.key] = Draft(board(fan), title, [desk.message(fan, at, text)])
        desk.drafts.append(draft)
        return
    opened = draft.messages[0]
    at = desk.later(max(at, opened.at), 0.1, 1, "joined", fan.key, entry.key)
    quotes = opened.key if desk.draw.share("quotes", fan.key, entry.key) < _SOMETIMES else None
    draft.messages.append(desk.message(fan, at, desk.book.say(fan, "topic.joined", scene), quotes))


def _scene_after(desk: Desk, fan: Figure, entry: Entry, at: datetime) -> dict[str, str]:
    """Return slot values for a text about an entry: its own thing and material where the language is the same."""
    driver = desk.cast.figures[entry.author]
    scene = desk.book.scene(
        fan, at, name=driver.short, link=f"[{entry.title}](post:{entry.key})",
        mention=f"[@{driver.name}](home:{entry.site})",
    )
    if driver.language != fan.language:
        return scene
    return {**scene, **{name: desk.scenes[entry.key][name] for name in ("thing", "material")}}
