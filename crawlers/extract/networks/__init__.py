"""Readers of open networks, one system a file."""

from crawlers.ports import Extractor

#: Every reader of an open network that ships.
NETWORKS: tuple[type[Extractor], ...] = ()

__all__ = ["NETWORKS"]
