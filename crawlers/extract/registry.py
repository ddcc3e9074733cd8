"""Which readers there are, and which of them read a page.

Readers are asked how surely a page is theirs. One *main* reader (the surest of those that read
whole pages: a forum, a network, a feed, else the article reader) and every comment reader that
matches are run; the rest stay silent, so that the costly generic stage runs only where the cheap
ones do not.
"""
