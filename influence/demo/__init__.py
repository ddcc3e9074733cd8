"""A made-up crafts community: who lives there, what they wrote, its pages, and a server for them.

Everything follows from a seed; the same seed gives the same bytes. It knows nothing of crawling
or ranking, and nothing above `influence.cli` knows of it.
"""
