"""Readers of networks, one system a file."""

from collections.abc import Callable

from crawlers.ports import Extractor

#: Readers of networks, the more telling first.
NETWORKS: tuple[Callable[[], Extractor], ...] = ()
