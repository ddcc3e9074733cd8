"""What is true of the community: who is who, what was published, who acted on whom. Made beside the pages."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from influence.demo.addresses import Addresses
from influence.demo.cast import BRAND, RIVAL
from influence.demo.story import LINK, Entry, Story, Topic

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One act: `actor` did `verb` to something of `owner`."""

    actor: str
    owner: str
    #: reply, link or mention.
    verb: str
    at: datetime
    #: Key of what was acted on; the owner's own key when it was the person.
    object: str
    #: Key of the post, comment or message in which it was done.
    result: str


def edges(story: Story) -> list[Edge]:
    """Return every act of one person on another, by time."""
    found = [edge for entry in story.entries for edge in _of_entry(story, entry)]
    found += [edge for topic in story.topics for edge in _of_topic(story, topic)]
    others = (edge for edge in found if edge.actor != edge.owner)
    return sorted(others, key=lambda edge: (edge.at, edge.result, edge.object))


def as_json(story: Story, addresses: Addresses) -> dict[str, Json]:
    """Return the truth with addresses, ready to be written as truth.json."""
    url = post_addresses(story, addresses)
    people: list[Json] = [
        {"key": figure.key, "name": figure.name, "role": figure.role, "language": figure.language,
         "address": addresses.person(figure.key) if figure.key in story.cast.home or figure.member else None,
         "sites": [addresses.home(slug) for slug in story.cast.sites_of(figure.key)],
         "profile": addresses.member(figure.key) if figure.member else None, "audience": figure.audience}
        for figure in story.cast.figures.values()
    ]
    acts: list[Json] = [
        {**{name: str(value) for name, value in asdict(edge).items() if name not in ("at", "object", "result")},
         "published": edge.at.isoformat(), "object": url.get(edge.object) or addresses.person(edge.owner),
         "result": url[edge.result]}
        for edge in edges(story)
    ]
    posts: list[Json] = [
        {"url": url[key], "author": author, "published": at.isoformat()} for key, author, at in _published(story)
    ]
    return {
        "schema_version": 1, "brand": BRAND, "rival": RIVAL, "people": people, "posts": posts, "acts": acts,
        "expected": {"five": [maker.key for maker in story.cast.with_role("maker")]},
    }


def post_addresses(story: Story, addresses: Addresses) -> dict[str, str]:
    """Return the address of every entry, comment and message by its key; a thread's first message is the thread."""
    found = {entry.key: addresses.entry(entry) for entry in story.entries}
    found |= {reply.key: addresses.reply(entry, reply) for entry in story.entries for reply in entry.replies}
    for topic in story.topics:
        found |= {message.key: addresses.message(message.number) for message in topic.messages}
        found[topic.messages[0].key] = addresses.topic(topic.number)
    return found


def _published(story: Story) -> Iterator[tuple[str, str, datetime]]:
    for entry in story.entries:
        yield entry.key, entry.author, entry.at
        yield from ((reply.key, reply.author, reply.at) for reply in entry.replies)
    for topic in story.topics:
        yield from ((message.key, message.author, message.at) for message in topic.messages)


def _of_entry(story: Story, entry: Entry) -> Iterator[Edge]:
    yield from _linked(story, entry.key, entry.at, " ".join(entry.paragraphs))
    for reply in entry.replies:
        answered = reply.parent or entry.key
        yield Edge(actor=reply.author, owner=story.author[answered], verb="reply", at=reply.at, object=answered,
                   result=reply.key)
        yield from _linked(story, reply.key, reply.at, reply.text)


def _of_topic(story: Story, topic: Topic) -> Iterator[Edge]:
    opened = topic.messages[0]
    for message in topic.messages:
        if message is not opened:
            answered = message.quotes or opened.key
            yield Edge(actor=message.author, owner=story.author[answered], verb="reply", at=message.at,
                       object=answered, result=message.key)
        yield from _linked(story, message.key, message.at, message.text)


def _linked(story: Story, result: str, at: datetime, text: str) -> Iterator[Edge]:
    for _, kind, target in LINK.findall(text):
        if kind == "sponsored":
            continue
        owner = story.author[target] if kind == "post" else story.cast.places[target].owners[0]
        yield Edge(actor=story.author[result], owner=owner, verb="link" if kind == "post" else "mention", at=at,
                   object=target if kind == "post" else owner, result=result)

