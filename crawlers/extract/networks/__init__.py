"""Readers of networks, one system a file."""
