"""What a theme needs to draw one site: its texts as HTML, its dates, its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from html import escape

from influence.demo.addresses import Addresses
from influence.demo.cast import Cast, Figure, Place
from influence.demo.draw import Draw
from influence.demo.story import LINK, Entry, Reply, Story

_TAIPEI = timezone(timedelta(hours=8))
_PACIFIC = timezone(timedelta(hours=-8))
_BLOGROLL = 6
#: What a page of a list holds.
PER_PAGE = 10


@dataclass(frozen=True)
class View:
    """One site, as its theme sees it."""

    story: Story
    addresses: Addresses
    place: Place

    @property
    def cast(self) -> Cast:
        """Return everybody."""
        return self.story.cast

    @property
    def base(self) -> str:
        """Return the site's address without a slash at the end."""
        return self.addresses.bases[self.place.slug]

    @property
    def home(self) -> str:
        """Return the site's home page."""
        return self.addresses.home(self.place.slug)

    @property
    def title(self) -> str:
        """Return the site's title, escaped."""
        return escape(self.place.title)

    @property
    def tagline(self) -> str:
        """Return the site's tagline, escaped."""
        return escape(self.place.tagline)

    @property
    def chinese(self) -> bool:
        """Return whether the site is in Chinese."""
        return bool(self.place.owners) and self.cast.figures[self.place.owners[0]].language == "zh"

    @property
    def language(self) -> str:
        """Return the site's language as a BCP 47 tag."""
        return "zh-TW" if self.chinese else "en-GB"

    @property
    def entries(self) -> list[Entry]:
        """Return the site's posts, newest first."""
        return self.story.of(self.place.slug)

    def local(self, at: datetime) -> datetime:
        """Return a time as the site's clock shows it."""
        if self.chinese:
            return at.astimezone(_TAIPEI)
        return at.astimezone(_PACIFIC if self.place.theme == "blogger" else UTC)

    def day(self, at: datetime) -> str:
        """Return a day as the site writes it."""
        local = self.local(at)
        if self.chinese:
            return f"{local.year} 年 {local.month} 月 {local.day} 日"
        return f"{local:%B} {local.day}, {local.year}"

    def minute(self, at: datetime) -> str:
        """Return a time of day as the site writes it."""
        local = self.local(at)
        if self.chinese:
            return f"{'上午' if local.hour < 12 else '下午'} {local:%I:%M}"  # noon
        return f"{local.hour % 12 or 12}:{local:%M} {local:%p}".lower()

    def url(self, entry: Entry) -> str:
        """Return a post's address."""
        return self.addresses.entry(entry)

    def shown_comment(self, entry: Entry, reply: Reply) -> str:
        """Return a comment's address as Blogger links it: with its time in the query."""
        return f"{self.url(entry)}?showComment={int(reply.at.timestamp()) * 1000}#c{reply.number}"

    def name(self, key: str) -> str:
        """Return somebody's name, escaped."""
        return escape(self.cast.figures[key].name)

    def html(self, text: str, *, rel: str = "") -> str:
        """Return a text with its links as HTML; `rel` goes on every link."""
        parts, end = [], 0
        for found in LINK.finditer(text):
            words, kind, target = found.groups()
            marks = "sponsored nofollow" if kind == "sponsored" else rel
            mark = f' rel="{marks}"' if marks else ""
            parts += [escape(text[end:found.start()], quote=False),
                      f'<a href="{escape(self._target(kind, target))}"{mark}>{escape(words, quote=False)}</a>']
            end = found.end()
        return "".join(parts) + escape(text[end:], quote=False)

    def plain(self, text: str) -> str:
        """Return a text without its links, unescaped."""
        return LINK.sub(lambda found: found[1], text)

    def body(self, entry: Entry) -> str:
        """Return a post's paragraphs as HTML."""
        return "\n".join(f"<p>{self.html(paragraph)}</p>" for paragraph in entry.paragraphs)

    def excerpt(self, entry: Entry) -> str:
        """Return a post's first sentence, escaped."""
        return escape(self.plain(entry.paragraphs[0]), quote=False)

    def under(self, entry: Entry, parent: str | None = None) -> list[Reply]:
        """Return the comments that answer a comment, or the post."""
        return [reply for reply in entry.replies if reply.parent == parent]

    def signed(self, key: str, *, rel: str = "nofollow") -> str:
        """Return a commenter's name, linked where they left an address."""
        url = self.addresses.signature(key)
        name = self.name(key)
        return name if url is None else f'<a class="url" href="{escape(url)}" rel="{rel}">{name}</a>'

    def owners(self) -> list[Figure]:
        """Return who owns the site."""
        return [self.cast.figures[key] for key in self.place.owners]

    def me(self) -> list[str]:
        """Return the owner's other addresses: other sites and the forum profile; none for a group blog."""
        if len(self.place.owners) != 1:
            return []
        key = self.place.owners[0]
        found = [self.addresses.home(slug) for slug in self.cast.sites_of(key) if slug != self.place.slug]
        return [*found, self.addresses.member(key)] if self.cast.figures[key].member else found

    def blogroll(self) -> list[tuple[str, str]]:
        """Return address and title of the sites listed beside every post: the celebrity's, and some others."""
        rings = {figure.key for figure in self.cast.with_role("ring")}
        own = rings & set(self.place.owners)
        blogs = [place for place in self.cast.places.values() if place.theme not in ("forum", "atom_only", "json_only")
                 and place.slug not in (self.place.slug, "starling") and bool(rings & set(place.owners)) == bool(own)]
        chosen = Draw(1).order(blogs, "blogroll", self.place.slug)[:_BLOGROLL]
        listed = [self.cast.places["starling"], *chosen] if self.place.slug != "starling" else chosen
        return [(self.addresses.home(place.slug), escape(place.title)) for place in listed]

    def blogroll_items(self) -> str:
        """Return the blogroll as list items."""
        return "\n".join(f'<li><a href="{url}">{title}</a></li>' for url, title in self.blogroll())

    def recent_items(self) -> str:
        """Return the newest posts as list items, as sidebars have them."""
        newest = self.entries[:5]
        return "\n".join(f'<li><a href="{self.url(entry)}">{escape(entry.title)}</a></li>' for entry in newest)

    def _target(self, kind: str, target: str) -> str:
        if kind == "post":
            return self.addresses.entry(self.story.entry[target])
        return target if kind == "sponsored" else self.addresses.home(target)


def pages(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return posts as the pages of a list; one empty page when there are none."""
    return [list(entries[start:start + PER_PAGE]) for start in range(0, len(entries), PER_PAGE)] or [[]]
