"""Where the story is written: entries, comments and threads in the making."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from influence.demo.cast import END, Cast, Figure
from influence.demo.draw import Draw
from influence.demo.phrases import Phrasebook
from influence.demo.story import Entry, Message, Reply, Story, Topic

#: Numbers begin here, so that they look like those of systems that have run for a while.
_FIRST_ENTRY, _FIRST_REPLY, _FIRST_TOPIC, _FIRST_MESSAGE = 101, 501, 11, 1001
#: How often a comment is worded anew when somebody has said the same already.
_TRIES = 8


@dataclass(slots=True)
class Draft:
    """A thread in the making."""

    board: int
    title: str
    messages: list[Message]


class Desk:
    """Collects what is written; `story` numbers it by time and freezes it."""

    def __init__(self, cast: Cast, draw: Draw) -> None:
        self.cast = cast
        self.draw = draw
        self.book = Phrasebook(draw)
        self.entries: dict[str, Entry] = {}
        self.replies: defaultdict[str, list[Reply]] = defaultdict(list)
        self.drafts: list[Draft] = []
        #: Slot values of each entry, so that answers speak of the same thing.
        self.scenes: dict[str, dict[str, str]] = {}
        self._titles: defaultdict[str, set[str]] = defaultdict(set)
        self._keys: defaultdict[str, int] = defaultdict(int)

    def key(self, author: str) -> str:
        """Return a new key for something this author writes."""
        self._keys[author] += 1
        return f"{author}-{self._keys[author]}"

    def by(self, author: str) -> list[Entry]:
        """Return what somebody has published so far, by time."""
        return sorted((entry for entry in self.entries.values() if entry.author == author), key=lambda entry: entry.at)

    def later(self, at: datetime, low: float, high: float, *key: object) -> datetime:
        """Return a moment between `low` and `high` days after another."""
        return at + timedelta(seconds=int(86_400 * (low + (high - low) * self.draw.share("later", *key))))

    def publish(self, author: Figure, at: datetime, kind: str, words: tuple[str, list[str]],
                scene: dict[str, str]) -> None:
        """Publish an entry under the title kind and paragraphs given; none that would come after the end."""
        if not author.since <= at < END:
            return
        title_kind, paragraphs = words
        key = self.key(author.key)
        site = self.draw.one(self.cast.sites_of(author.key), "site", key)
        title = self._title(author, site, title_kind, scene)
        entry = Entry(key=key, number=0, site=site, author=author.key, at=at, title=title, slug=slug(title),
                      paragraphs=tuple(paragraphs), kind=kind, tags=(scene["thing"], scene["material"]))
        self.entries[key] = entry
        self.scenes[key] = scene

    def comment(self, author: Figure, entry: Entry, at: datetime, kind: str, scene: dict[str, str], *,
                parent: str | None = None) -> None:
        """Leave a comment of a kind, worded unlike those before it; none that would come after the end."""
        if not author.since <= at < END:
            return
        before = {reply.text for reply in self.replies[entry.key]}
        texts = (self.book.say(author, kind, scene) for _ in range(_TRIES))
        text = next((text for text in texts if text not in before), None)
        if text is not None:
            reply = Reply(key=self.key(author.key), number=0, author=author.key, at=at, text=text, parent=parent)
            self.replies[entry.key].append(reply)

    def message(self, author: Figure, at: datetime, text: str, quotes: str | None = None) -> Message:
        """Return a forum message, for a draft."""
        return Message(key=self.key(author.key), number=0, author=author.key, at=at, text=text, quotes=quotes)

    def story(self) -> Story:
        """Return all that was written, numbered by time."""
        replies = sorted((reply.at, reply.key) for found in self.replies.values() for reply in found)
        reply_number = {key: number for number, (_, key) in enumerate(replies, start=_FIRST_REPLY)}
        entries = []
        ordered = sorted(self.entries.values(), key=lambda entry: (entry.at, entry.key))
        for number, entry in enumerate(ordered, start=_FIRST_ENTRY):
            found = sorted(self.replies[entry.key], key=lambda reply: (reply.at, reply.key))
            entries.append(replace(entry, number=number, replies=tuple(
                replace(reply, number=reply_number[reply.key]) for reply in found)))
        return Story(self.cast, tuple(entries), self._topics())

    def _topics(self) -> tuple[Topic, ...]:
        kept = [(draft, _in_time(draft.messages)) for draft in self.drafts]
        messages = sorted((message.at, message.key) for _, found in kept for message in found)
        number = {key: place for place, (_, key) in enumerate(messages, start=_FIRST_MESSAGE)}
        drafts = sorted((pair for pair in kept if pair[1]), key=lambda pair: pair[1][0].at)
        return tuple(
            Topic(number=place, board=draft.board, title=draft.title,
                  messages=tuple(replace(message, number=number[message.key]) for message in found))
            for place, (draft, found) in enumerate(drafts, start=_FIRST_TOPIC)
        )

    def _title(self, author: Figure, site: str, kind: str, scene: dict[str, str]) -> str:
        title = self.book.say(author, kind, scene)
        taken, number, plain = self._titles[site], 2, title
        while title in taken:
            title = f"{plain} ({number})"
            number += 1
        taken.add(title)
        return title


def _in_time(messages: list[Message]) -> list[Message]:
    """Return the messages written before the end, by time."""
    return sorted((message for message in messages if message.at < END), key=lambda message: (message.at, message.key))


def slug(title: str) -> str:
    """Return a title as the last part of an address.

    >>> slug("A slower pop-up garden (2)")
    'a-slower-pop-up-garden-2'
    >>> slug("用紙膠帶做拼貼頁！")
    '用紙膠帶做拼貼頁'
    """
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-")
