"""Readers of comments, one system a file."""
