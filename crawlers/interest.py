"""What the user listens for, topics and languages: what promises it is asked earlier, nothing is left out. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawlers.extract.document import tag_of
from crawlers.records import Outlink, OutlinkKind, Post

#: Steps of priority by which an address whose words name a topic goes ahead of its like, and one that stands on a page
#: in a language nobody asked for comes after it.
EARLIER, LATER = -4, 8
#: Kinds that hold what somebody wrote; feeds and lists are asked for anyhow.
_WRITTEN = frozenset({OutlinkKind.POST, OutlinkKind.THREAD, OutlinkKind.OTHER, OutlinkKind.SITE})
_GAPS = re.compile(r"[\s\-_+./]+")


def shift(link: Outlink, topics: tuple[str, ...], *, foreign: bool) -> int:
    """Return how much later (earlier, if below 0) an address is asked for than others of its kind.

    >>> shift(Outlink(url="https://a.example/paper-fox", kind=OutlinkKind.POST), ("Paper fox",), foreign=False)
    -4
    >>> shift(Outlink(url="https://a.example/1", kind=OutlinkKind.POST, text="今天的剪紙"), ("剪紙",), foreign=True)
    -4
    >>> shift(Outlink(url="https://a.example/1", kind=OutlinkKind.POST, text="Papers"), ("paper",), foreign=True)
    8
    """
    if link.kind not in _WRITTEN:
        return 0
    if topics and _pattern(topics).search(_words(f"{link.text} {_path(link.url)}")):
        return EARLIER
    return LATER if foreign else 0


def is_foreign(posts: Iterable[Post], languages: tuple[str, ...]) -> bool:
    """Return whether a page's posts are all in languages nobody asked for; one that names none says nothing.

    >>> from crawlers.records import PostKind
    >>> german = Post(url="https://a.example/", kind=PostKind.POST, language="de")
    >>> taiwanese = Post(url="https://a.example/", kind=PostKind.POST, language="zh-Hant")
    >>> is_foreign([german], ("en",)), is_foreign([german, taiwanese], ("en", "zh-TW")), is_foreign([german], ())
    (True, False, False)
    """
    if not languages:
        return False
    stated = {post.language for post in posts if post.language}
    return bool(stated) and not any(_fits(tag, wanted) for tag in stated for wanted in languages)


def _fits(tag: str, wanted: str) -> bool:
    """Return whether a language is a wanted one: Chinese by its script, where both name one, others by name alone."""
    ours, theirs = (tag_of(wanted) or wanted).lower().split("-"), tag.lower().split("-")
    if ours[0] != theirs[0]:
        return False
    return ours[0] != "zh" or len(ours) == 1 or len(theirs) == 1 or ours[1] == theirs[1]


@lru_cache(maxsize=8)
def _pattern(topics: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a topic: Latin words whole, Chinese anywhere."""
    named = [_words(topic) for topic in topics if topic.strip()]
    found = [rf"\b{re.escape(words)}\b" if words.isascii() else re.escape(words) for words in named]
    return re.compile("|".join(found) or r"(?!)")


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)


def _words(text: str) -> str:
    return _GAPS.sub(" ", text).strip().casefold()
