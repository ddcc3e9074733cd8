"""What robots.txt lets us fetch, by RFC 9309: matching by protego, errors and limits here.

4xx means nothing is forbidden; a server error, 429 or no answer means nothing may be fetched now,
and it is asked again later. A BOM is stripped first (protego does not), the file is read to 512 KiB,
and the bare product token is what groups are matched with.
"""

import re
from dataclasses import dataclass, field
from typing import Protocol

from protego import Protego

from crawlers.encoding import decode

#: What groups for us are named; the first word of the User-Agent.
PRODUCT = "influence"
#: RFC 9309 asks for at least 500 KiB.
MAX_BYTES = 512 * 1024
#: Redirects followed to find the file (RFC 9309: at least five).
MAX_REDIRECTS = 5
#: Longest Crawl-delay obeyed as written; longer ones are taken as this.
MAX_DELAY_S = 30.0
#: How long an answer holds, and how soon a server in trouble is asked again, in seconds.
KEPT_S = 24 * 3600.0
RETRY_S = 3600.0
_TOO_MANY = 429
#: A version behind a name, which RFC 9309 has no place for; the group is meant for the name.
_VERSION = re.compile(r"^([ \t]*user-agent[ \t]*:?[ \t]*[a-z_-]+)/\S*", re.IGNORECASE | re.MULTILINE)
_CLIENT_ERROR, _SERVER_ERROR = 400, 500


class _Rules(Protocol):
    def can_fetch(self, url: str, user_agent: str) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The verdict of one host's robots.txt."""

    #: Nothing may be fetched from this host for now: its robots.txt could not be asked.
    unreachable: bool = False
    #: Seconds between requests that the file asks for, capped; None when it asks for none.
    delay_s: float | None = None
    #: Addresses of sitemaps, as written.
    sitemaps: tuple[str, ...] = ()
    #: How long this verdict holds.
    kept_s: float = KEPT_S
    _rules: _Rules | None = field(default=None, repr=False)

    def allows(self, url: str) -> bool:
        """Return whether an address of this host may be fetched by us."""
        if self.unreachable:
            return False
        return self._rules is None or self._rules.can_fetch(url, PRODUCT)


#: Nothing forbidden: there is no robots.txt.
ALLOW_ALL = Robots()
#: Nothing allowed until it can be asked again.
UNREACHABLE = Robots(unreachable=True, kept_s=RETRY_S)


def robots_for(status: int, body: bytes = b"") -> Robots:
    """Return the verdict for an answer to the request for robots.txt, redirects followed.

    >>> robots_for(404).allows("http://blog.example/x"), robots_for(503).allows("http://blog.example/x")
    (True, False)
    >>> robots_for(200, b"User-agent: *" + bytes([10]) + b"Disallow: /x").allows("http://blog.example/x")
    False
    """
    if status == _TOO_MANY or status >= _SERVER_ERROR:
        return UNREACHABLE
    if status >= _CLIENT_ERROR or not body.strip():
        return ALLOW_ALL
    text = _text(body[:MAX_BYTES])
    if _is_page(text):
        return ALLOW_ALL
    rules = Protego.parse(_VERSION.sub(r"\1", text))
    asked = rules.crawl_delay(PRODUCT)
    return Robots(
        delay_s=None if asked is None or asked < 0 else min(float(asked), MAX_DELAY_S),
        sitemaps=tuple(rules.sitemaps), _rules=rules,
    )


def _text(body: bytes) -> str:
    """Decode: UTF-8 as the RFC says, UTF-16 where a mark says so; every kind of line end."""
    text = decode(body, "text/plain; charset=utf-8").text
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def _is_page(text: str) -> bool:
    """Return whether an error page was sent in place of rules."""
    return text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<head", "<?xml"))
