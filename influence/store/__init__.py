"""The project file: what was read, what people decided, and the columns everything is computed from.

Others use `influence.store.project.Project`; the crawl uses `frontier` and `pages` beside it.
"""
