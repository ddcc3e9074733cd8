"""Readers of comments under blog posts, one system a file."""

from collections.abc import Callable

from crawlers.ports import Extractor

#: Comment readers, the more telling first.
COMMENTS: tuple[Callable[[], Extractor], ...] = ()
