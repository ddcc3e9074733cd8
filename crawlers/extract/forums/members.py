"""A member's own page on a forum: the website it states, by which forum handle and blog are one person's."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.extract.document import words_of
from crawlers.extract.forums.writers import profile_id
from crawlers.records import Account
from crawlers.urls import authority, site, try_canonical

#: What stands before the address, in the languages of common forum software.
_LABEL = re.compile(
    r"^\W*(?:(?:my |personal )?(?:web ?site|home ?page|web ?page|blog|www|url|web)|webseite|internetseite"
    r"|site (?:web|internet)|sitio web|p[áa]gina (?:web|pessoal|personal)|sito(?: web| internet)?|kotisivut?|hemsida"
    r"|hjemmeside|strona(?: www)?|веб-?сайт|сайт|домашняя страница"
    r"|(?:個人|个人)?(?:網站|网站|網頁|网页|主頁|主页|首頁|部落格|博客)(?:網址|网址)?|網址|网址"
    r"|ウェブサイト|ホームページ|홈페이지|웹사이트)\W*$",
    re.IGNORECASE,
)
#: Sub-pages of a member's page, which say the same of whom.
_BELOW = re.compile(r"(/(?:users?|members?|u|profile)/[^/?]+)/[\w-]+/?$")
#: So many elements up from an address its label may stand.
_LEVELS = 3


def member(root: HtmlElement, url: str, base: str) -> Iterator[Account]:
    """Yield the account of a member's page with the website that is stated under its name, if there is one."""
    own = profile_id(_BELOW.sub(r"\1", url), base)
    for anchor in root.iter("a"):
        link = try_canonical(anchor.get("href"), base)
        if own and link and authority(link) != authority(url) and _LABEL.match(_label(anchor)):
            yield Account(id=own, site=site(url), website=link)
            return


def _label(anchor: HtmlElement) -> str:
    """Return the words right before an anchor, beside it or beside what holds it alone."""
    element = anchor
    for _ in range(_LEVELS):
        before = element.getprevious()
        if before is not None:
            return (words_of(before) + " " + (before.tail or "")).strip()
        parent = element.getparent()
        if parent is None:
            return ""
        if (parent.text or "").strip():
            return (parent.text or "").strip()
        element = parent
    return ""
