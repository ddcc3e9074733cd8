"""Where we may connect: public addresses only, except hosts the user allowed by name.

The check is made on the address handed to `connect()`, not on the name, so that redirects, feeds,
odd spellings and names that change their answer (rebinding) cannot get past it.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawlers.errors import RefusedError
from crawlers.urls import DEFAULT_PORTS

#: Ports on which public web servers are met; others are someone's database or mail server.
PUBLIC_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})
_MAX_PORT = 65_535
#: Most ports one `HOST:FIRST-LAST` may name.
_MAX_RANGE = 1000

#: Globally routed by the registry, yet answered inside cloud machines (Azure's host agent).
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
#: IPv6 ranges that carry an IPv4 address in their last 32 bits (RFC 6052, RFC 4291).
_CARRIERS = tuple(ipaddress.IPv6Network(text) for text in ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96"))
#: Taken for public by some versions of the standard library: site-local (RFC 3879), translation inside a
#: network (RFC 8215), documentation (RFC 9637).
_NEVER_PUBLIC = tuple(ipaddress.IPv6Network(text) for text in ("fec0::/10", "64:ff9b:1::/48", "3fff::/20"))


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public internet.

    Loopback, private, shared (100.64/10), link-local, multicast, reserved and cloud metadata
    addresses do not, nor do IPv6 forms that carry such an IPv4 address.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::a00:1")
    (True, False, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if any(found in refused for refused in _NEVER_PUBLIC):
            return False
        inner = _inner(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved and found not in _METADATA


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return ipaddress.IPv4Address("127.0.0.1")
    if any(address in carrier for carrier in _CARRIERS):
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Says which addresses may be asked.

    `allowed` holds the user's own hosts as `host:port`; everything else must be public.
    """

    allowed: frozenset[str] = frozenset()

    def is_private(self, url: str) -> bool:
        """Return whether the user allowed this address's host and port as one of their own."""
        return endpoint(url) in self.allowed

    def check_url(self, url: str) -> None:
        """Refuse what can be seen to be wrong before any name is resolved.

        Raises:
            RefusedError: Not http(s), a port that is no web server's, or a bare address that is not public.
        """
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            raise RefusedError("only http and https addresses can be read", code="scheme", about=url)
        if self.is_private(url):
            return
        if (parts.port or DEFAULT_PORTS[parts.scheme]) not in PUBLIC_PORTS:
            raise RefusedError("this port is not a web server's", code="port", about=url,
                               hint=f"use --allow-private {endpoint(url)} if it is your own")
        if is_literal(parts.hostname):
            self.check_address(parts.hostname, parts.hostname, parts.port or DEFAULT_PORTS[parts.scheme])

    def check_address(self, address: str, host: str, port: int) -> None:
        """Refuse a resolved address that is not public; call it right before connecting.

        Raises:
            RefusedError: With code `private_address`.
        """
        if f"{host.lower().rstrip('.')}:{port}" in self.allowed or is_public(address):
            return
        raise RefusedError("this address is inside a private network", code="private_address", about=host,
                           hint=f"use --allow-private {host}:{port} if it is your own")


def endpoint(url: str) -> str:
    """Return host and port of an address, the port always written.

    >>> endpoint("https://Blog.Example/x"), endpoint("http://[::1]:81/")
    ('blog.example:443', '::1:81')
    """
    parts = urlsplit(url)
    return f"{(parts.hostname or '').rstrip('.')}:{parts.port or DEFAULT_PORTS.get(parts.scheme, 0)}"


def is_literal(host: str) -> bool:
    """Return whether a host is written as an IP address.

    >>> is_literal("127.0.0.1"), is_literal("::1"), is_literal("blog.example")
    (True, True, False)
    """
    try:
        ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True


def allowance(texts: Iterable[str]) -> frozenset[str]:
    """Return the endpoints that `--allow-private` names: `HOST:PORT` or `HOST:FIRST-LAST`, commas between.

    >>> sorted(allowance(["127.0.0.1:8101,Localhost:80-81"]))
    ['127.0.0.1:8101', 'localhost:80', 'localhost:81']

    Raises:
        ValueError: Not of that form; the message says what is wrong.
    """
    found: set[str] = set()
    for text in (part.strip() for whole in texts for part in whole.split(",")):
        if text:
            found.update(_endpoints(text))
    return frozenset(found)


def _endpoints(text: str) -> list[str]:
    host, mark, ports = text.rpartition(":")
    first, _, last = ports.partition("-")
    if not mark or not host or not first.isdigit() or not (last or first).isdigit():
        raise ValueError(f"'{text}' is not HOST:PORT, such as 127.0.0.1:8080")
    low, high = int(first), int(last or first)
    if not (0 < low <= high <= _MAX_PORT and high - low < _MAX_RANGE):
        raise ValueError(f"'{text}' names no usable range of ports")
    return [f"{host.strip('[]').lower().rstrip('.')}:{port}" for port in range(low, high + 1)]
