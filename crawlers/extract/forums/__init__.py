"""Readers of forums, one system a file."""

from collections.abc import Callable

from crawlers.ports import Extractor

#: Readers of forums, the more telling first.
FORUMS: tuple[Callable[[], Extractor], ...] = ()
