"""Addresses that are not worth a request: endless spaces, doubles of other pages, forms, files.

Pure, and only from the address; what can be told only from the page (soft 404, canonical links) is
in `crawlers.reading`. Rules follow Heritrix, Nutch and Scrapy (see docs/crawling.md).
"""

import re
from collections import Counter
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

#: Most parts of a path, and most times one part may come again (Heritrix: 20 and 2).
MAX_PARTS = 20
MAX_REPEATS = 2
#: Most parameters of a query; more is a filter form.
MAX_PARAMETERS = 6
#: Pages of one list beyond which it is taken for endless.
MAX_PAGE_NUMBER = 5000

_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|heic|ico|css|js|mjs|map|woff2?|ttf|eot|otf|pdf|docx?|xlsx?|pptx?|odt"
    r"|zip|tar|gz|tgz|bz2|xz|7z|rar|exe|dmg|deb|rpm|apk|iso|bin|mp3|mp4|m4a|m4v|avi|mov|mkv|webm|ogg|oga|ogv|wav|flac"
    r"|epub|mobi|psd|ics|vcf|torrent|swf|wasm|jar|class|sqlite|db)$", re.IGNORECASE)
#: Packed sitemaps are the one packed file worth reading.
_PACKED_SITEMAP = re.compile(r"sitemap[^/]*\.xml\.gz$", re.IGNORECASE)
#: Parts of paths that lead to forms and deeds, never to what somebody published.
_DEEDS = re.compile(
    r"/(?:log-?in|log-?out|sign-?in|sign-?out|sign-?up|register|wp-login\.php|wp-admin|xmlrpc\.php|wp-comments-post\.php"
    r"|cart|checkout|my-account|add-to-cart|basket|unsubscribe"
    r"|search|suche|trackback|cgi-bin|cdn-cgi|\.well-known|password|lostpassword|ucp\.php|posting\.php"
    r"|memberlist\.php|mcp\.php|newreply\.php|newthread\.php|private\.php|sendmessage\.php|calendar\.php|report\.php"
    r"|misc\.php|usercp\.php|search\.php|login\.php|register\.php|email-post|oembed)(?:/|$)"
    r"|/(?:delete|remove|edit|report|reply|quote|vote|share|print|subscribe|amp)/?$", re.IGNORECASE)
#: Parameters that show the same page in another dress, or do something.
_VARIANTS = re.compile(
    r"^(?:replytocom|share|shared|print|printable|printer|amp|format|output|sort|sortby|order|orderby|order_by|dir|sd|sk|st"
    r"|view|display|layout|theme|style|skin|lang_switch|highlight|hilit|action|do|mode|noscript|nonamp|m|showcomment|vote|s"
    r"|unapproved|moderation-hash|like_comment|add-to-cart|add_to_wishlist|preview|nb|relatedposts|attachment_id|cid"
    r"|_escaped_fragment_|redirect_to|return|returnto|return_to|ref|referer|from|next|token|nonce|_wpnonce|hash|openlinks"
    r"|mobile|desktop|color|size|filter\w*|facet\w*|price|min_price|max_price|tagged|per_page|limit)$", re.IGNORECASE)
#: Values under which those parameters are harmless: WordPress and forums say where a post or a page is by them.
_HARMLESS = re.compile(r"^(?:view=(?:topic|thread|article|post|item)|mode=viewtopic|action=(?:show|view|read|profile)"
                       r"|format=(?:feed|rss|atom|json|xml)|do=(?:view|thread)|order=asc|lang=.*"
                       r"|s=\d*)$", re.IGNORECASE)
_SESSION = re.compile(r"(?:^|[;&?])(?:phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|sess|sid|s|osCsid"
                      r"|zenid)=[0-9a-z]{16,}", re.IGNORECASE)
_LONG_HEX = re.compile(r"/[0-9a-f]{40,}(?:/|$)", re.IGNORECASE)
_CALENDAR_WORDS = re.compile(r"/(?:calendar|events?/month|kalender|agenda|tribe)/"
                             r"|[?&](?:tribe-bar-date|month|cal_m|mcal|date|day|ical)=", re.IGNORECASE)
_DATED = re.compile(r"/(1[0-9]{3}|2[0-9]{3})(?:[/-](1[0-2]|0?[1-9]))(?:[/-](3[01]|[12][0-9]|0?[1-9]))?(?=/|$|-)")
_PAGE_NUMBER = re.compile(r"(?:/page/|[?&](?:page|paged)=)(\d{1,12})(?:/|&|$)", re.IGNORECASE)


@lru_cache(maxsize=32_768)
def trap(url: str, *, today: date | None = None) -> str | None:
    """Return the name of the trap an address looks like; None for an address worth asking.

    >>> trap("https://blog.example/2024/05/a-post/"), trap("https://blog.example/p?replytocom=7")
    (None, 'variant')
    >>> trap("https://blog.example/a/b/a/b/a/b/")
    'repeating_path'
    """
    parts = urlsplit(url)
    path = parts.path
    for name, found in (
        ("file", _FILES.search(path) and not _PACKED_SITEMAP.search(path)),
        ("deed", _DEEDS.search(path)),
        ("session", _SESSION.search(f"{path};{parts.query}") or _LONG_HEX.search(path)),
        ("calendar", _is_calendar(path, parts.query, today)),
        ("repeating_path", _repeats(path)),
        ("deep_path", path.count("/") > MAX_PARTS),
        ("variant", _is_variant(parts.query)),
        ("endless_pages", _page_number(url) > MAX_PAGE_NUMBER),
    ):
        if found:
            return name
    return None


def published_day(url: str) -> date | None:
    """Return the first day an address's own date can mean; None where it has none.

    >>> published_day("https://blog.example/2024/05/17/post"), published_day("https://blog.example/2024/05/post")
    (datetime.date(2024, 5, 17), datetime.date(2024, 5, 1))
    """
    found = _DATED.search(urlsplit(url).path)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def _is_variant(query: str) -> bool:
    pairs = parse_qsl(query, keep_blank_values=True)
    if len(pairs) > MAX_PARAMETERS:
        return True
    if any(count > 1 for count in Counter(name for name, _ in pairs).values()):
        return True
    return any(_VARIANTS.match(name) and not _HARMLESS.match(f"{name}={value}") for name, value in pairs)


def _repeats(path: str) -> bool:
    names = [part for part in path.split("/") if part]
    often = Counter(name for name in names if not name.isdecimal())
    if any(count > MAX_REPEATS for count in often.values()):
        return True
    return any(names[place:place + 3] == [names[place]] * 3 for place in range(len(names) - 2))


def _is_calendar(path: str, query: str, today: date | None) -> bool:
    """Return whether an address is a leaf of a calendar: an events view, or a day nobody can have written on yet."""
    if _CALENDAR_WORDS.search(path + "/" + ("?" + query if query else "")):
        return True
    day = published_day("https://x.example" + unquote(path))
    if day is None:
        return False
    latest = today.year + 1 if today else 2100
    return not 1990 <= day.year <= latest  # the web is no older


def _page_number(url: str) -> int:
    found = _PAGE_NUMBER.search(url)
    return int(found[1]) if found else 0
