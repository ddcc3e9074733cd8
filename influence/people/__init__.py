"""Accounts -> persons: clues, joining, what kind of somebody each is. Pure."""

from influence.people.find import find, find_all
from influence.people.resolve import Doubt, Resolution, resolution, resolve
from influence.people.writing import Writing, writing

__all__ = ["Doubt", "Resolution", "Writing", "find", "find_all", "resolution", "resolve", "writing"]
