"""The story as records: what a reader without fault would find on the community's pages."""

from collections.abc import Iterator
from datetime import UTC, datetime

from crawlers.records import NAMED, Account, AccountKind, Basis, Finding, Link, Page, Place, Post, PostKind, named
from crawlers.urls import canonical, site
from influence.demo.addresses import Addresses
from influence.demo.cast import FORUM
from influence.demo.story import LINK, Entry, Story, Topic
from influence.demo.truth import post_addresses

_READ = datetime(2026, 7, 1, tzinfo=UTC)


class PerfectReader:
    """Reads the story itself instead of its pages."""

    def __init__(self, story: Story, addresses: Addresses) -> None:
        self._story = story
        self._addresses = addresses
        self._url = {key: canonical(url, fragment=True) for key, url in post_addresses(story, addresses).items()}

    def pages(self) -> Iterator[tuple[Page, list[Finding]]]:
        """Yield one page a site, with its accounts and posts, by time."""
        for slug in self._story.cast.places:
            page = Page(canonical(self._addresses.home(slug)), "", _READ)
            posts = [post for entry in reversed(self._story.of(slug)) for post in self._entry(entry)]
            if slug == FORUM:
                posts = [post for topic in self._story.topics for post in self._topic(topic)]
            written = {post.author for post in posts}
            accounts = [account for account in self._accounts(slug) if account.id in written]
            yield page, [*accounts, *posts]

    def account(self, key: str, slug: str) -> str:
        """Return the id of somebody's account where they write: address of person or profile, else the bare name."""
        if key in self._story.cast.home:
            home = self._story.cast.home[key]
            shared = len(self._story.cast.places[home].owners) > 1
            return canonical(self._addresses.author(key, home) if shared else self._addresses.home(home))
        if self._story.cast.figures[key].member:
            return canonical(self._addresses.member(key))
        return named(site(self._addresses.home(slug)), self._story.cast.figures[key].name)

    def _accounts(self, slug: str) -> Iterator[Account]:
        kinds = {"organisation": AccountKind.ORGANISATION}
        for figure in self._story.cast.figures.values():
            own = self.account(figure.key, slug)
            yield Account(id=own, name=figure.name, audience=figure.audience, kind=kinds.get(figure.role),
                          site=site(self._addresses.home(slug) if own.startswith(NAMED) else own))

    def _entry(self, entry: Entry) -> Iterator[Post]:
        url, text = self._url[entry.key], " ".join(entry.paragraphs)
        yield Post(url=url, kind=PostKind.POST, author=self.account(entry.author, entry.site), title=entry.title,
                   text=_plain(text), published=entry.at, published_basis=Basis.STATED, thread=url, tags=entry.tags,
                   links=self._links(text, Place.BODY), language=self._language(entry.author),
                   home=canonical(self._addresses.home(entry.site)),
                   disclosure="sponsored" if entry.kind == "paid" else None)
        for reply in entry.replies:
            yield Post(url=self._url[reply.key], kind=PostKind.COMMENT, author=self.account(reply.author, entry.site),
                       text=_plain(reply.text), published=reply.at, published_basis=Basis.STATED, thread=url,
                       in_reply_to=self._url[reply.parent or entry.key], language=self._language(reply.author),
                       links=self._links(reply.text, Place.COMMENT))

    def _topic(self, topic: Topic) -> Iterator[Post]:
        opened = self._url[topic.messages[0].key]
        for number, message in enumerate(topic.messages, start=1):
            yield Post(url=self._url[message.key], kind=PostKind.MESSAGE, author=self.account(message.author, FORUM),
                       number=number, title=topic.title if number == 1 else None, text=_plain(message.text),
                       published=message.at, published_basis=Basis.STATED, thread=opened,
                       in_reply_to=self._url[message.quotes] if message.quotes else None,
                       links=self._links(message.text, Place.BODY), language=self._language(message.author))

    def _links(self, text: str, place: Place) -> tuple[Link, ...]:
        return tuple(Link(url=self._target(kind, target), text=words, place=place, quote=_plain(text)[:200],
                          rel=("nofollow", "sponsored") if kind == "sponsored" else ())
                     for words, kind, target in LINK.findall(text))

    def _target(self, kind: str, target: str) -> str:
        if kind == "post":
            return self._url[target]
        return canonical(target if kind == "sponsored" else self._addresses.home(target))

    def _language(self, key: str) -> str:
        return "zh-Hant" if self._story.cast.figures[key].language == "zh" else "en"


def _plain(text: str) -> str:
    return LINK.sub(lambda found: found[1], text)
