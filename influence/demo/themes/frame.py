"""What all themes share: the document around a page, and what theme modules must offer."""

from dataclasses import dataclass
from html import escape
from typing import Protocol

from influence.demo.story import Entry
from influence.demo.view import View

_STYLE = ("body{font:17px/1.6 Georgia,serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222}"
          "aside,footer,nav{font-size:.85em;color:#555}ol,ul{padding-left:1.4rem}blockquote{color:#555}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list of posts."""

    entries: list[Entry]
    #: Address of this page and, when there are, of the newer and older ones.
    url: str
    newer: str | None = None
    older: str | None = None
    heading: str = ""


class Theme(Protocol):
    """What a theme module offers."""

    def entry_page(self, view: View, entry: Entry) -> str:
        """Return the page of one post."""
        ...

    def list_page(self, view: View, listing: Listing) -> str:
        """Return one page of a list of posts."""
        ...


def document(view: View, *, title: str, url: str, body: str, head: str = "", body_class: str = "") -> str:
    """Return a whole document: head with canonical, feeds and `rel=me`, then the body."""
    me = "\n".join(f'<link rel="me" href="{escape(address)}">' for address in view.me())
    css = f' class="{body_class}"' if body_class else ""
    return f"""<!DOCTYPE html>
<html lang="{view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title, quote=False)}</title>
<link rel="canonical" href="{escape(url)}">
{head}
{me}
<style>{_STYLE}</style>
</head>
<body{css}>
{body}
</body>
</html>
"""


def paging(listing: Listing, newer: str, older: str) -> str:
    """Return links to the neighbouring pages of a list."""
    links = [f'<a class="prev" rel="prev" href="{listing.newer}">{newer}</a>' if listing.newer else "",
             f'<a class="next" rel="next" href="{listing.older}">{older}</a>' if listing.older else ""]
    return " ".join(link for link in links if link)
