"""Pages of which no copy is kept: somebody who asked to be forgotten wrote there."""

TABLES = """
CREATE TABLE withheld (
    page INTEGER PRIMARY KEY
) STRICT;
"""
