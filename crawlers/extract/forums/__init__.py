"""Readers of forums, one system a file."""
