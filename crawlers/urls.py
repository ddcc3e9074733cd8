"""Canonical URLs, hosts, registrable domains and sites.

Normalising follows RFC 3986 section 6 (case, percent forms, dot segments, default ports) and
takes out what only tracks people; queries that mean something are kept in their order. Hosts
that differ only in `www.` or in http/https are *not* folded here: whether they are twins is
decided later, from evidence (redirects, canonical links).
"""

import re
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

import idna
import tldextract

from crawlers.errors import AddressError
from crawlers.soundness import sound_text

#: Longest address we keep, in characters after normalising.
MAX_LENGTH = 2048
DEFAULT_PORTS = {"http": 80, "https": 443}

#: Query parameters that only track people; prefixes end with `*`.
_TRACKING = re.compile(
    r"^(?:utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid"
    r"|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hs\w+|hsctatracking|vero_id|_openstat|oly_\w+_id|wickedid"
    r"|icid|rb_clickid|s_cid|ml_subscriber\w*|sc_src|sc_cid|at_medium|at_campaign|phpsessid|jsessionid"
    r"|aspsessionid\w*|sid(?=$)|s(?=$)|_ga|_gl|spm|ref_src|ref_url|__s|share_source\w*)$",
    re.IGNORECASE,
)
#: `sid` and `s` are session ids only when they look like one.
_SESSION_VALUE = re.compile(r"^[0-9a-f]{24,}$", re.IGNORECASE)
#: Fragments that only track people, or point to words of a page.
_TRACKED_ANCHOR = re.compile(r"(?:utm_\w+|mtm_\w+|pk_\w+|xtor|echobox|ref)=|:~:|rssowlmlink$", re.IGNORECASE)
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
#: Addresses as nearly all are written: nothing in them to decode, to take out or to resolve, but perhaps a query.
_PLAIN = re.compile(r"(?:(https?)://((?:[a-z0-9-]+\.)+[a-z0-9-]+)(?::([1-9][0-9]{0,3}))?(?=[/?]|$))?"
                    r"((?:/[A-Za-z0-9_~!$&'()*+,=:@-][A-Za-z0-9_~!$&'()*+,=:@.-]*)*/?)"
                    r"(?:\?([A-Za-z0-9_~!$&'()*+,;=:@/.?-]+))?")
_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_SAFE_PATH = _UNRESERVED + "!$&'()*+,;=:@/"
_SAFE_QUERY = _SAFE_PATH + "?"
_IS_SAFE = re.compile(r"[A-Za-z0-9_.~!$&'()*+,;=:@/-]*")

#: Hosts where each person or blog has a path: host -> pattern of the part of the path that is theirs.
_BLOG_PATHS: dict[str, re.Pattern[str]] = {
    "medium.com": re.compile(r"^/(?:@[^/]+|(?!(?:p|m|tag|search|me|about|topic)/)[a-z0-9-]+(?=/))"),
    "vocus.cc": re.compile(r"^/(?:@[^/]+|user/[^/]+|salon/[^/]+)"),
    "matters.town": re.compile(r"^/@[^/]+"),
    "blog.udn.com": re.compile(r"^/[^/]+"),
    "blog.xuite.net": re.compile(r"^/[^/]+(?:/[^/]+)?"),
    "note.com": re.compile(r"^/[^/]+"),
    "ameblo.jp": re.compile(r"^/[^/]+"),
    "blog.naver.com": re.compile(r"^/[^/]+"),
    "dev.to": re.compile(r"^/[^/]+"),
    "steemit.com": re.compile(r"^/@[^/]+"),
    "reddit.com": re.compile(r"^/(?:r|u|user)/[^/]+"),
    "sites.google.com": re.compile(r"^/(?:view|site)/[^/]+"),
    "users.livejournal.com": re.compile(r"^/[^/]+"),
    "journals.worldnomads.com": re.compile(r"^/[^/]+"),
    "people.kernel.org": re.compile(r"^/[^/]+"),
}
_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
_public_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def canonical(url: str, base: str | None = None, *, fragment: bool = False) -> str:
    r"""Return the one spelling under which an address is known here.

    Args:
        url: As found; relative when `base` is given.
        base: Address of the page it was found on.
        fragment: Keep the fragment (a comment's permalink); else it is dropped.

    Raises:
        AddressError: Not http(s), no host, broken, or longer than `MAX_LENGTH`.

    >>> canonical("HTTP://Blog.Example:80/a/../b/%7eann/?utm_source=x&p=7#top")
    'http://blog.example/b/~ann/?p=7'
    >>> canonical("//blog.example\\post", "https://other.example/")
    'https://blog.example/post'
    >>> canonical("/p#comment-7", "https://blog.example/", fragment=True)
    'https://blog.example/p#comment-7'
    """
    known = None if fragment and "#" in url else _plain(url.partition("#")[0], base)
    return known or _canonical(url, base, fragment=fragment)


def _plain(url: str, base: str | None) -> str | None:
    """Return the canonical form of an address written as nearly all are; None for any other, to be looked at closely.

    Ten times as fast as looking closely, and most links of a page are such.
    """
    found = _PLAIN.fullmatch(url)
    if found is None:
        return None
    scheme, name, port, path, query = found.groups()
    if scheme is None:
        if not path or base is None:
            return None
        start = _start(base)
    else:
        start = f"{scheme}://{name}" if port is None or int(port) == DEFAULT_PORTS[scheme] else f"{scheme}://{name}:{port}"
    kept = _query(query) if query else ""
    result = f"{start}{path or '/'}?{kept}" if kept else start + (path or "/")
    return result if len(result) <= MAX_LENGTH else None


@lru_cache(maxsize=64)
def _start(base: str) -> str:
    """Return scheme and authority of a page's address, canonical."""
    return _canonical(urljoin(base, "/"), None, fragment=False).removesuffix("/")


def _canonical(url: str, base: str | None, *, fragment: bool) -> str:
    text = _CONTROL.sub(lambda found: " " if " " in found[0] else "", url).strip()
    text, mark, anchor = text.partition("#")
    if not text.lower().startswith(("javascript:", "data:", "mailto:")):
        text = text.replace("\\", "/")
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError("this address is broken", about=url[:200]) from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise AddressError("only http and https addresses can be read", about=url[:200])
    if not host:
        raise AddressError("this address names no host", about=url[:200])
    netloc = _ascii_host(host)
    if port is not None and port != DEFAULT_PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    try:
        path = _without_dots(_percent(_SESSION_PATH.sub("", parts.path), _SAFE_PATH)) or "/"
        query = _query(parts.query)
        tail = _percent(anchor, _SAFE_QUERY) if fragment and mark and not _TRACKED_ANCHOR.match(anchor) else ""
    except UnicodeEncodeError as error:  # half a character
        raise AddressError("this address is broken", about=sound_text(url[:200])) from error
    result = urlunsplit((scheme, netloc, path, query, tail))
    if len(result) > MAX_LENGTH:
        raise AddressError("this address is too long", about=url[:200])
    return result


def try_canonical(url: str | None, base: str | None = None, *, fragment: bool = False) -> str | None:
    """Return `canonical`, or None where it would raise or there is nothing."""
    if not url or not url.strip():
        return None
    try:
        return canonical(url, base, fragment=fragment)
    except AddressError:
        return None


def without_fragment(url: str) -> str:
    """Return a canonical URL without its fragment: the page to fetch for it."""
    return url.partition("#")[0]


def ordered_query(url: str) -> str:
    """Return an address with its parameters in order of name, by which spellings of one address are told to be one.

    Where a name comes twice, their order means something.

    >>> ordered_query("https://forum.example/t.php?t=5&f=2"), ordered_query("https://shop.example/?c=2&c=1")
    ('https://forum.example/t.php?f=2&t=5', 'https://shop.example/?c=2&c=1')
    """
    start, _, query = url.partition("?")
    parts = query.split("&")
    names = [part.partition("=")[0] for part in parts]
    return f"{start}?{'&'.join(sorted(parts))}" if len(parts) > 1 and len(set(names)) == len(names) else url


def host(url: str) -> str:
    """Return the host of a canonical URL, lower case, without port.

    >>> host("https://Blog.Example:8443/x")
    'blog.example'
    """
    return (urlsplit(url).hostname or "").rstrip(".")


def authority(url: str) -> str:
    """Return host and, where it is not the scheme's own, port.

    >>> authority("http://127.0.0.1:8101/a")
    '127.0.0.1:8101'
    """
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def origin(url: str) -> str:
    """Return scheme and authority: what one server answers for.

    >>> origin("http://127.0.0.1:8101/a")
    'http://127.0.0.1:8101'
    """
    return f"{urlsplit(url).scheme}://{authority(url)}"


def registrable_domain(url: str) -> str:
    """Return public suffix plus one label; the authority for an address or a name without one.

    >>> registrable_domain("https://blog.example.co.uk/x")
    'example.co.uk'
    >>> registrable_domain("http://127.0.0.1:8101/a")
    '127.0.0.1:8101'
    """
    name = host(url)
    return _registrable(name, private=False) or authority(url)


@lru_cache(maxsize=32_768)
def site(url: str) -> str:
    """Return what one owner publishes under: a domain, a host or a path.

    Blog services are split per blog; a leading `www.` is not part of a site's name. Addresses
    without a public suffix (one's own machines) are split by host and port.

    >>> site("https://www.annspaper.com/2024/05/post")
    'annspaper.com'
    >>> site("https://paperfox.blogspot.com/x"), site("https://ann.wordpress.com/x")
    ('paperfox.blogspot.com', 'ann.wordpress.com')
    >>> site("https://medium.com/@ann/a-story-1")
    'medium.com/@ann'
    >>> site("http://127.0.0.1:8101/hannah/")
    '127.0.0.1:8101'
    """
    name = host(url).removeprefix("www.")
    by_path = _BLOG_PATHS.get(name)
    if by_path and (found := by_path.match(urlsplit(url).path)):
        return name + found[0].lower()
    domain = _registrable(name, private=True)
    if not domain:
        return authority(url).removeprefix("www.")
    return name


def _registrable(name: str, *, private: bool) -> str:
    return _registrable_cached(name, private)


@lru_cache(maxsize=65_536)
def _registrable_cached(name: str, private: bool) -> str:  # noqa: FBT001  cached by position
    return (_suffixes if private else _public_suffixes)(name).top_domain_under_public_suffix


@lru_cache(maxsize=65_536)
def _ascii_host(name: str) -> str:
    name = name.rstrip(".").lower()
    if ":" in name:
        return f"[{name}]"
    if name.isascii():
        if not name or ".." in name or re.search(r"[^a-z0-9._-]", name):
            raise AddressError("this address names no valid host", about=name[:200])
        return name
    try:
        return idna.encode(name, uts46=True, transitional=False).decode("ascii")
    except UnicodeError as error:  # of idna, or half a character
        raise AddressError("this address names no valid host", about=sound_text(name[:200])) from error


def _percent(text: str, safe: str) -> str:
    """Decode what need not be encoded, encode what must be, upper-case the rest."""
    if "%" not in text:
        return text if _IS_SAFE.fullmatch(text) else quote(text, safe=safe)
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    result = []
    for piece in pieces:
        if len(piece) == 3 and piece[0] == "%":  # "%XX"
            char = unquote_to_bytes(piece).decode("latin-1")
            result.append(char if char in _UNRESERVED else piece.upper())
        else:
            result.append(quote(piece, safe=safe))
    return "".join(result)


def _without_dots(path: str) -> str:
    kept: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == "..":
            if len(kept) > 1:
                kept.pop()
        elif part != ".":
            kept.append(part)
    if parts[-1] in (".", "..") and kept and kept[-1]:
        kept.append("")
    result = "/".join(kept)
    return result if result.startswith("/") else "/" + result


def _query(query: str) -> str:
    if not query:
        return ""
    kept = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if not part or (_TRACKING.match(name) and (name.lower() not in {"s", "sid"} or _SESSION_VALUE.match(value))):
            continue
        kept.append(_percent(part, _SAFE_QUERY))
    return "&".join(kept)
