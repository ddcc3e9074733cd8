"""One address for one comment, however the page or feed spells it."""

import re
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from crawlers.urls import try_canonical

_PAGED = re.compile(r"/comment-page-\d+(?=/|$)")
#: Query parameters that only say which comment to show or answer.
_SHOWING = re.compile(r"(?:^|&)(?:showComment|replytocom|cpage|fb_comment_id|commentPage|comment-page)=[^&]*")
_COMMENT_ANCHOR = re.compile(r"^(?:li-|div-|respond-)?(?:comment|isso|c|cmt|IDComment|reply|discuss|disqus|webmention)"
                             r"[-_.]?[A-Za-z]{0,8}[-_]?\d+", re.IGNORECASE)


def comment_permalink(url: str | None, base: str | None = None) -> str | None:
    """Return a comment's canonical address with its fragment, free of paging and "show this" parts.

    >>> comment_permalink("https://b.example/p.html?showComment=149#c77")
    'https://b.example/p.html#c77'
    >>> comment_permalink("/p/comment-page-2/?replytocom=5#comment-9", "https://b.example/")
    'https://b.example/p/#comment-9'
    """
    found = try_canonical(url, base, fragment=True)
    if found is None:
        return None
    parts = urlsplit(found)
    query = _SHOWING.sub("", parts.query).lstrip("&")
    return urlunsplit(parts._replace(path=_PAGED.sub("", parts.path) or "/", query=query))


def post_address(url: str) -> str:
    """Return the address of the post that a page of its comments belongs to.

    >>> post_address("https://b.example/p/comment-page-2/?showComment=1#c2")
    'https://b.example/p/'
    """
    return (comment_permalink(url) or url).partition("#")[0]


def is_comment_address(url: str) -> bool:
    """Return whether an address points at one comment under a post.

    >>> is_comment_address("https://b.example/p#comment-12"), is_comment_address("https://b.example/p#more")
    (True, False)
    """
    parts = urlsplit(url)
    shown = any(name == "showComment" for name, _ in parse_qsl(parts.query))
    return shown or bool(_COMMENT_ANCHOR.match(parts.fragment))
