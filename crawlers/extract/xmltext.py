"""Reading XML that somebody else wrote: strictly, then mended, then whatever can be kept.

Entities from outside the document are never read, and libxml2's limits on size, depth and
entity expansion stay on.
"""

import re
from html import escape
from html.entities import html5

from lxml import etree
from lxml.etree import _Element

_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
                      "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_FAULTS = re.compile(r"<!\[CDATA\[.*?\]\]>|&(#?\w+;)?", re.DOTALL)
_XML_NAMES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


def bare_xml(text: str) -> str:
    """Return the text without its encoding declaration (it is decoded already) and illegal characters."""
    return _DECLARATION.sub("", _ILLEGAL.sub("", text))


def parsed(text: str, *, recover: bool = False) -> _Element | None:
    """Return the root of a document, or None when it cannot be read.

    >>> parsed("<a>1</a>").tag, parsed("<a>1") is None, parsed("<a>1", recover=True).text
    ('a', True, '1')
    """
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]  # lxml 5 and later; its stubs know only bool
        no_network=True, load_dtd=False, recover=recover, remove_comments=True, remove_pis=True, encoding="utf-8",
    )
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def mended(text: str) -> str:
    r"""Return the text with HTML's entity names as characters and bare `&` written out, outside CDATA.

    >>> mended("<a>Q&A&nbsp;&amp;</a>")
    '<a>Q&amp;A\xa0&amp;</a>'
    """
    return _FAULTS.sub(_mend, text)


def _mend(found: re.Match[str]) -> str:
    name = found[1]
    if found[0].startswith("<") or (name and (name in _XML_NAMES or name.startswith("#"))):
        return found[0]
    if name and name in html5:
        return escape(html5[name])
    return "&amp;" + (name or "")


def all_text(element: _Element) -> str:
    """Return all text inside an element, trimmed."""
    return "".join(str(piece) for piece in element.itertext()).strip()
