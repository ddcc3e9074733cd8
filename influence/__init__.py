"""Finds the people whose word makes others act, and shows the proof."""

__version__ = "0.1.0"
