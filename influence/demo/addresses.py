"""Where everything of the story is published in one run: hosts and ports come in here, and only here."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from influence.demo.cast import FORUM, Cast
from influence.demo.story import Entry, Reply

#: Path of a post by theme.
_PATHS = {
    "wordpress_classic": "/{at:%Y}/{at:%m}/{slug}/", "wordpress_block": "/{at:%Y}/{at:%m}/{slug}/",
    "blogger": "/{at:%Y}/{at:%m}/{plain}.html", "hugo": "/posts/{slug}/", "pixnet": "/blog/post/{number}",
    "ghost": "/{slug}/", "jekyll": "/{at:%Y}/{at:%m}/{at:%d}/{slug}.html", "jsonld": "/journal/{plain}",
    "atom_only": "/n/{number}", "json_only": "/notes/{number}",
}
#: What sets a comment apart, by theme.
_FRAGMENTS = {
    "wordpress_classic": "#comment-{number}", "wordpress_block": "#comment-{number}", "pixnet": "#comment-{number}",
    "blogger": "#c{number}", "hugo": "#webmention-{number}", "jsonld": "#comment-{number}",
}
_AUTHOR_PATHS = {
    "wordpress_classic": "/author/{key}/", "wordpress_block": "/author/{key}/", "ghost": "/author/{key}/",
    "pixnet": "/blog", "blogger": "/p/about.html", "jsonld": "/about",
}


@dataclass(frozen=True)
class Addresses:
    """Turns things of the story into addresses.

    `bases` names scheme, host and port of each site by its slug, without a slash at the end.
    """

    cast: Cast
    bases: Mapping[str, str]

    def home(self, slug: str) -> str:
        """Return a site's home page."""
        return self.bases[slug] + ("/blog" if self.cast.places[slug].theme == "pixnet" else "/")

    def entry(self, entry: Entry) -> str:
        """Return a post's address, percent-encoded as content systems write it."""
        plain = entry.slug if entry.slug.isascii() else f"blog-post_{entry.number}"
        path = _PATHS[self.cast.places[entry.site].theme].format(
            at=entry.at, slug=quote(entry.slug).lower(), plain=plain, number=entry.number)
        return self.bases[entry.site] + path

    def reply(self, entry: Entry, reply: Reply) -> str:
        """Return a comment's permalink."""
        fragment = _FRAGMENTS[self.cast.places[entry.site].theme]
        return self.entry(entry) + fragment.format(number=reply.number)

    def author(self, key: str, slug: str) -> str:
        """Return the page about an author on one of their sites; its home page where there is none."""
        path = _AUTHOR_PATHS.get(self.cast.places[slug].theme)
        return self.home(slug) if path is None else self.bases[slug] + path.format(key=key)

    def signature(self, key: str) -> str | None:
        """Return where somebody's name leads when they comment; None when it leads nowhere."""
        figure = self.cast.figures[key]
        if figure.signs == "forum":
            return self.member(key)
        if figure.signs == "name":
            return None
        slug = self.cast.home[key]
        return self.home(slug) if len(self.cast.places[slug].owners) == 1 else self.author(key, slug)

    def person(self, key: str) -> str:
        """Return the best address of somebody: home page, else forum profile."""
        return self.home(self.cast.home[key]) if key in self.cast.home else self.member(key)

    def member(self, key: str) -> str:
        """Return somebody's profile in the forum."""
        return f"{self.bases[FORUM]}/memberlist.php?mode=viewprofile&u={self.cast.member_number[key]}"

    def board(self, number: int) -> str:
        """Return a board's list of threads."""
        return f"{self.bases[FORUM]}/viewforum.php?f={number}"

    def topic(self, number: int) -> str:
        """Return a thread's first page."""
        return f"{self.bases[FORUM]}/viewtopic.php?t={number}"

    def message(self, number: int) -> str:
        """Return a message's permalink."""
        return f"{self.bases[FORUM]}/viewtopic.php?p={number}#p{number}"
