"""Accounts -> persons: clues, joining, what kind of somebody each is. Pure."""
