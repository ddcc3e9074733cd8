"""Five who link, praise and comment one another, and spray comments over other people's blogs."""

from influence.demo.cast import Figure
from influence.demo.desk import Desk
from influence.demo.posting import moment

#: How many friends each post links, and how many of them comment on it.
_LINKED, _PRAISED = 2, 2
#: How many ring members spray each of these blogs.
_SPRAYED = {"maker": 2, "celebrity": 0, "dormant_star": 2, "critic": 1}


def conspire(desk: Desk) -> None:
    """Let the ring publish, and praise each other."""
    ring = desk.cast.with_role("ring")
    for member in ring:
        friends = [friend for friend in ring if friend.key != member.key]
        for turn in range(member.posts):
            _push(desk, member, [friends[(turn + step) % len(friends)] for step in range(_LINKED)], turn)
    for member in ring:
        friends = [friend for friend in ring if friend.key != member.key]
        for turn, entry in enumerate(desk.by(member.key)):
            for friend in desk.draw.order(friends, "praise", member.key, turn)[:_PRAISED]:
                at = desk.later(entry.at, 0.01, 1.5, "praise", entry.key, friend.key)
                desk.comment(friend, entry, at, "comment.buddy", desk.book.scene(friend, at, name=member.short))
    _spray(desk, ring)


def _push(desk: Desk, author: Figure, friends: list[Figure], turn: int) -> None:
    """Publish a post that links the newest posts of friends, or their home pages where there are none yet."""
    at = moment(desk, author, turn)
    lines, scene = [], desk.book.scene(author, at)
    for friend in friends:
        earlier = [entry for entry in desk.by(friend.key) if entry.at < at]
        link = f"[{friend.name}](home:{desk.cast.home[friend.key]})"
        if earlier:
            link = f"[{earlier[-1].title}](post:{earlier[-1].key})"
        lines.append(desk.book.say(author, "deal.opening", {**scene, "link": link}))
    desk.publish(author, at, "deal", ("deal.title", lines), scene)


def _spray(desk: Desk, ring: list[Figure]) -> None:
    """Leave advertisements under other people's posts."""
    for role, count in _SPRAYED.items():
        for victim in desk.cast.with_role(role):
            entries = desk.by(victim.key)
            for spammer in desk.draw.order(ring, "spray", victim.key)[:count]:
                entry = desk.draw.one(entries[:-3], "sprayed", victim.key, spammer.key)
                at = desk.later(entry.at, 2, 20, "spray", entry.key, spammer.key)
                scene = desk.book.scene(spammer, at, own=desk.cast.home[spammer.key])
                desk.comment(spammer, entry, at, "comment.spam", scene)
