"""What somebody can do about a source from which nothing came, by the name of what went wrong."""

from collections import Counter

_LATER = "the site is down or busy just now; run the same command later"
_WALLED = ("it is not readable without an account or a browser; name its feed, or ask the owner for an export and "
           "read that with 'influence load'")
_LOOK = "open it in a browser and name the address where it ends"
_BUSY = "this machine may be too busy; end what else runs on it and run the same command again"
_FORBIDDEN = "its owner keeps crawlers out; ask the owner, or read an export of it with 'influence load'"

#: Name of an error -> what to do.
REMEDIES = {
    "dns": "check the spelling of the address",
    "tls": "its certificate is not valid; tell its owner, or check the address",
    "robots": _FORBIDDEN, "robots_unreachable": _LATER,
    "private_address": "if it is a machine of your own, allow it with --allow-private HOST:PORT",
    "port": "if it is a machine of your own, allow it with --allow-private HOST:PORT",
    "connect": _LATER, "connect_timeout": _LATER, "connection": _LATER, "timeout": _LATER, "deadline": _LATER,
    "reset": _LATER, "incomplete": _LATER, "bad_answer": _LATER, "empty": _LATER, "maintenance": _LATER,
    "http_429": _LATER, "http_500": _LATER, "http_502": _LATER, "http_503": _LATER, "http_504": _LATER,
    "challenge": _WALLED, "login_wall": _WALLED, "consent_wall": _WALLED, "paywall": _WALLED, "script_only": _WALLED,
    "http_401": _WALLED, "http_403": _WALLED,
    "http_404": _LOOK, "http_410": _LOOK, "soft_404": _LOOK, "parked": _LOOK, "redirect_loop": _LOOK,
    "redirect_broken": _LOOK, "redirect_scope": _LOOK,
    "not_text": "name its home page or its feed instead",
    "too_slow_to_read": _BUSY, "reader_lost": _BUSY,
    "proxy": "check the address given to --proxy",
}


def remedy(counts: Counter[str]) -> str | None:
    """Return what to do about the most frequent of these errors; None where nothing is known to help.

    >>> remedy(Counter({"dns": 2, "robots": 1})), remedy(Counter({"internal": 1}))
    ('check the spelling of the address', None)
    """
    known = [code for code in counts if code in REMEDIES]
    return REMEDIES[min(known, key=lambda code: (-counts[code], code))] if known else None
