"""Addresses of threads: one for all pages of a thread and for all links to its messages."""

import re
from urllib.parse import urlsplit, urlunsplit

from crawlers.urls import try_canonical

#: Query parameters that name a page or message of a thread, or how it is shown, never another thread.
_PASSING = re.compile(
    r"^(?:sid|s|start|st|page|pid|post|hilit|highlight|view|viewfull|do|comment|postcount|mode|order|order_by|sort|sd"
    r"|st|sk|nojs|extra|authorid|ordertype|from|goto|action|share_\w+|simple_view|time|lang|langid|styleid|daysprune"
    r"|postdays|postorder|usc|fromuid|mobile|pp|typeid|csrfkey|findpost|gopid|showfull|language)$", re.IGNORECASE,
)
#: Parameters that name a thread, by system; beside one of them `p` is a page or a message.
_NAMING = frozenset({"t", "tid", "showtopic", "topic", "id", "threadid", "f", "i"})
#: Parts of a path that name a page or message of a thread.
_PIECES = (
    (re.compile(r"/(?:page|p)[-/]?\d+/?$"), "/"),
    (re.compile(r"/(?:post|reply|comment)-\d+/?$"), "/"),
    (re.compile(r"/(?:latest|unread|newpost|last)/?$"), "/"),
)

#: Addresses of members' own pages, which may list what they wrote elsewhere.
_MEMBER_PAGE = re.compile(
    r"/(?:users?|members?|u|profile)/[^/?]+(?:/[\w-]+)?/?(?:\?|$)"
    r"|[?&;](?:mode=viewprofile|action=profile|showuser=\d|mod=space)", re.IGNORECASE,
)


def is_member_page(url: str) -> bool:
    """Return whether an address is a member's own page: what it lists stands in threads, under other addresses.

    >>> is_member_page("https://f.example/user/ann/posts?page=2"), is_member_page("https://f.example/topic/7/user")
    (True, False)
    """
    return _MEMBER_PAGE.search(url) is not None


def thread_address(url: str, marks: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the address of the thread that an address of one of its pages or messages belongs to.

    Args:
        url: Canonical, with or without a fragment.
        marks: What the system writes into its addresses besides: pattern and replacement.

    >>> thread_address("https://f.example/viewtopic.php?f=3&t=12&start=30#p77")
    'https://f.example/viewtopic.php?t=12'
    >>> thread_address("https://f.example/threads/paper.12/page-3")
    'https://f.example/threads/paper.12/'
    """
    parts = urlsplit(url)
    path, query = parts.path, parts.query
    for pattern, replacement in marks:
        path, query = _changed(path, query, pattern, replacement)
    for piece, kept in _PIECES:
        path = piece.sub(kept, path)
    pairs = [pair for pair in query.split("&") if pair]
    names = {pair.partition("=")[0].lower() for pair in pairs}
    kept_pairs = [pair for pair in pairs if _stays(pair.partition("=")[0].lower(), names, path)]
    return urlunsplit((parts.scheme, parts.netloc, path, "&".join(kept_pairs), ""))


def _changed(path: str, query: str, pattern: str, replacement: str) -> tuple[str, str]:
    whole = f"{path}?{query}" if query else path
    changed = re.sub(pattern, replacement, whole)
    new_path, _, new_query = changed.partition("?")
    return new_path or "/", new_query


def _stays(name: str, names: set[str], path: str) -> bool:
    named = bool(names & _NAMING) or any(other[:1].isdigit() for other in names)
    if _PASSING.match(name):
        return name in {"action", "mode"} and not named
    topic = path.endswith("viewtopic.php")
    if name == "p":
        return not named or (topic and not names & {"t", "id"})
    return not (name == "f" and topic and names & {"t", "p"})


def is_part(url: str, thread: str, marks: tuple[tuple[str, str], ...] = ()) -> bool:
    """Return whether an address is another page (or a message) of a thread."""
    return url != thread and thread_address(url, marks) == thread


def relative_to(link: str | None, base: str) -> str | None:
    """Return a link as a canonical address with its fragment; None for a broken or script link."""
    return try_canonical(link, base, fragment=True) if link and not link.startswith("#") else None
