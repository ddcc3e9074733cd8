"""How somebody may be reached: what their own About, Contact, PR and disclosure pages and profiles say.

Nothing is guessed and nothing is looked up elsewhere. Comments of visitors, quotations and examples
("you@...") are no contact of the page's owner. A mail address hidden by a script stays hidden.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from crawlers.extract.ages import stated_minor
from crawlers.extract.document import attribute, base_url, classes, text_of, tree, words_of
from crawlers.extract.links import rel_of
from crawlers.extract.spots import comment_zones, is_inside, spots
from crawlers.extract.wishes import STRICTNESS, wish
from crawlers.records import Account, Finding, Page
from crawlers.records.contact import Contact, ContactKind, ContactRule
from crawlers.urls import host, site, try_canonical

_NAME = (
    r"about(?:[-_ ](?:me|us|ann?|this[-_ ]blog|the[-_ ]author))?|contact(?:s|[-_ ](?:me|us|info))?"
    r"|pr(?:[-_ ](?:policy|friendly|info))?"
    r"|press|media[-_ ]?kit|advertis(?:e|ing)(?:[-_ ]with[-_ ](?:me|us))?|sponsor(?:s|ship|ed)?"
    r"|work[-_ ]with[-_ ](?:me|us)|hire[-_ ]me"
    r"|collab(?:s|orat(?:e|ions?))?|disclosures?(?:[-_ ]policy)?|disclaimers?|(?:review|blog|pr|contact|pitch"
    r"|editorial)[-_ ]polic(?:y|ies)"
    r"|polic(?:y|ies)|pitch(?:es|ing)?|faq|brands?|kontakt|impressum|關於(?:我|我們|本站|站長|作者)?|关于(?:我|我们|本站|作者)?|聯絡(?:我|我們"
    r"|方式|資訊)?"
    r"|聯繫(?:我|我們)?|联系(?:我|我们|方式)?|合作(?:邀約|邀约|洽詢|洽谈|洽談)?|邀約|邀约|廣告合作|广告合作|自我介紹|版規|聲明|站長介紹"
)
_PATH = re.compile(rf"^(?:{_NAME})(?:\.(?:html?|php|aspx?))?$", re.IGNORECASE)
_TITLE = re.compile(rf"^\W*(?:{_NAME})\W*(?:[|–—\-:·].*)?$", re.IGNORECASE)
_ADDRESS = r"[A-Za-z0-9][\w.+-]{0,62}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,24}"
_MAIL = re.compile(rf"(?<![\w.+@/-]){_ADDRESS}(?![\w@-])")
_FULL = re.compile(rf"{_ADDRESS}\Z")
#: "ann at example dot org", "ann [at] example [dot] org", "ann(at)example.org"; a bare "at" needs a spelled-out dot.
_SPELLED = re.compile(
    r"(?<![\w.+@-])([A-Za-z0-9][\w+-]*(?:(?:\.|\s*[\[({<]\s*(?:dot|點|点)\s*[\])}>]\s*)[\w+-]+)*)"
    r"(?:\s*[\[({<]\s*(?:at|@|小老鼠)\s*[\])}>]\s*|\s+(?:AT|at)\s+)"
    r"([A-Za-z0-9-]+(?:(?:\s*[\[({<]\s*(?:dot|\.|點|点)\s*[\])}>]\s*|\s+(?:DOT|dot)\s+|\.)[A-Za-z0-9-]+)+)(?![\w-])")
#: Words before an address that is spelled out without brackets.
_ASKED = re.compile(r"mail|write|contact|reach|drop|信箱|聯絡|联系|來信|来信|寫信|郵|邮|:\s*$|：\s*$", re.IGNORECASE)
_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|\.|點|点)\s*[\])}>]\s*|\s+(?:DOT|dot)\s+")
_NO_ADDRESS = re.compile(
    r"^(?:you|your|yourname|yourmail|youremail|your[._-]?e?mail|name|e?mail|user|username|someone|somebody|john\.?doe"
    r"|jane\.?doe"
    r"|xxx+|abc|test|noreply|no-reply|donotreply)@|no-?spam|remove[-_]?this|delete[-_]?this|@(?:domain|yourdomain"
    r"|site|email)\."
    r"|\.(?:png|jpe?g|gif|webp|svg|css|js)$", re.IGNORECASE)
_NETWORKS = frozenset({
    "instagram.com", "facebook.com", "twitter.com", "x.com", "youtube.com", "threads.net", "threads.com",
    "linkedin.com", "bsky.app", "t.me", "plurk.com", "tiktok.com", "pinterest.com", "line.me", "lin.ee",
    "matters.town", "vocus.cc",
})
_SHARING = re.compile(r"/(?:share|sharer|intent|dialog|pin/create|sharing)\b|/R/msg|[?&](?:u|url|text)=", re.IGNORECASE)
_FORM_HOSTS = re.compile(r"^(?:docs\.google\.com/forms/|forms\.gle/|(?:[\w-]+\.)?typeform\.com/"
                         r"|(?:[\w-]+\.)?jotform\.com/"
                         r"|(?:www\.)?surveycake\.com/)")
_NOT_CONTACT = re.compile(r"comment|respond|search|login|subscribe|newsletter|reply", re.IGNORECASE)
#: Line breaks of the source are blanks; only blocks begin a new line.
_BREAKS = re.compile(r"\s*[\r\n]\s*")
_MOST = 10
#: An address with more steps is a post of that title.
_DEEPEST = 3


def contacts(page: Page, found: Iterable[Finding] = ()) -> list[Contact]:
    """Return what a page says about reaching its owner: ways first, then the wish, each once.

    Args:
        page: Any page; one that is neither a contact page nor a profile says nothing.
        found: What was read off it; an account whose own page this is speaks by what it says of itself.
    """
    result = list(_of_page(replace(page, text=_BREAKS.sub(" ", page.text)))) if is_contact_page(page) else []
    for finding in found:
        if isinstance(finding, Account) and finding.id == page.url and finding.bio:
            result += _of_text(finding.bio, page, finding.id)
    return list(dict.fromkeys(result))


def is_contact_address(url: str) -> bool:
    """Return whether an address is spelled like a page about its owner.

    >>> is_contact_address("https://ann.example/about-me.html"), is_contact_address("https://ann.example/a/glue")
    (True, False)
    """
    steps = [unquote(step) for step in urlsplit(url).path.split("/") if step]
    return bool(steps) and len(steps) <= _DEEPEST and _PATH.match(steps[-1]) is not None


def is_contact_page(page: Page) -> bool:
    """Return whether a page is about its owner: by its address, else by its heading."""
    if "html" not in page.media_type or "<" not in page.text:
        return False
    if is_contact_address(page.url):
        return True
    if urlsplit(page.url).path in ("", "/"):
        return False
    headings = [words_of(each) for each in spots(page).tags.get("h1", ())][:2]
    return any(_TITLE.match(text) for text in headings if len(text) <= 40)  # a heading, no sentence


def addresses(text: str) -> list[str]:
    """Return the mail addresses written in a text, also those spelled out; lower-case domain, in order.

    >>> addresses("Write to Ann@Blog.example or bo at example dot org; not you@example.com")
    ['Ann@blog.example', 'bo@example.org']
    """
    spelled = [f"{_DOT.sub('.', each[1])}@{_DOT.sub('.', each[2])}" for line in text.split("\n")
               for each in _SPELLED.finditer(line) if _is_meant(each, line)]
    parts = [each.partition("@") for each in (*_MAIL.findall(text), *spelled)]
    tidy = [f"{who}@{where.lower()}" for who, _, where in parts]
    return [each for each in dict.fromkeys(tidy) if _FULL.match(each) and not _NO_ADDRESS.search(each)]


def _is_meant(found: re.Match[str], line: str) -> bool:
    """Return whether words that read like an address are one: "work at home dot com" is not."""
    if any(sign in found[0] for sign in "[({<"):
        return True
    return _ASKED.search(line[:found.start()]) is not None or found[0] == line.strip(" .:\t")


def _of_page(page: Page) -> Iterator[Contact]:
    root, visitors = tree(page), comment_zones(page)
    text = text_of(root, without=visitors)
    mails = [mail for each in root.iter("a") if not is_inside(each, visitors) for mail in _mailto(each)]
    for mail in list(dict.fromkeys([*mails, *addresses(text)]))[:_MOST]:
        yield _way(page, ContactKind.MAIL, mail)
    base = base_url(page)
    for url in list(dict.fromkeys(_forms(page, root, visitors, base)))[:_MOST]:
        yield _way(page, ContactKind.FORM, url)
    for url in list(dict.fromkeys(_profiles(root, visitors, base)))[:_MOST]:
        yield _way(page, ContactKind.PROFILE, url)
    said = wish(text)
    if said is not None:
        yield _wish(page, said.rule, said.quote)
    if (young := stated_minor(text)) is not None:
        yield Contact(kind=ContactKind.AGE, page=page.url, site=site(page.url), quote=young)


def _of_text(text: str, page: Page, account: str) -> list[Contact]:
    found = [_way(page, ContactKind.MAIL, mail, account) for mail in addresses(text)[:_MOST]]
    said = wish(text)
    return [*found, _wish(page, said.rule, said.quote, account)] if said else found


def _way(page: Page, kind: ContactKind, value: str, account: str | None = None) -> Contact:
    return Contact(kind=kind, page=page.url, account=account, site=site(page.url), value=value)


def _wish(page: Page, rule: ContactRule, quote: str, account: str | None = None) -> Contact:
    return Contact(kind=ContactKind.WISH, page=page.url, account=account, site=site(page.url), rule=rule, quote=quote)


def _mailto(anchor: HtmlElement) -> list[str]:
    target = (attribute(anchor, "href") or "").strip()
    if not target.lower().startswith("mailto:"):
        return []
    return addresses(unquote(target[len("mailto:"):].partition("?")[0]).replace(",", " "))


def _forms(page: Page, root: HtmlElement, visitors: frozenset[HtmlElement], base: str) -> Iterator[str]:
    for each in root.iter("form"):
        marks = " ".join((*classes(each), each.get("id") or "", each.get("action") or "", each.get("role") or ""))
        writable = next(each.iter("textarea"), None) is not None and not _NOT_CONTACT.search(marks)
        if writable and not is_inside(each, visitors):
            yield page.url
    for each in root.iter("a", "iframe"):
        url = try_canonical(each.get("href") or each.get("src"), base)
        if url and _FORM_HOSTS.match(url.partition("://")[2]) and not is_inside(each, visitors):
            yield url


def _profiles(root: HtmlElement, visitors: frozenset[HtmlElement], base: str) -> Iterator[str]:
    for each in root.iter("a"):
        url = try_canonical(each.get("href"), base)
        if url is None or is_inside(each, visitors):
            continue
        name = host(url).removeprefix("www.").removeprefix("m.")
        known = name in _NETWORKS and urlsplit(url).path.strip("/") and not _SHARING.search(url)
        if known or "me" in rel_of(each):
            yield url


def strictest(found: Iterable[Contact]) -> Contact | None:
    """Return the strictest wish, of equals the one on the smallest address; None where nobody wished anything."""
    wishes = [(STRICTNESS.index(each.rule), each) for each in found if each.rule is not None]
    return min(wishes, key=lambda pair: (-pair[0], pair[1].page, pair[1].quote or ""))[1] if wishes else None
