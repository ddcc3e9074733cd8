"""Bounded, guarded HTTP: one request, its whole answer, inside a deadline and a size, or a named error."""

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import requests
import urllib3
from requests.exceptions import ConnectionError as RequestsConnectionError

from crawlers.codings import decoded
from crawlers.errors import AddressError, DeadlineError, FetchError, RefusedError, TooLargeError
from crawlers.guard import Guard, endpoint
from crawlers.transport import Call, GuardedAdapter, Watchdog, addresses, opened
from crawlers.urls import canonical

#: Redirect statuses; 300 and 304 are answers of their own.
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Of these, the ones that say the address has changed for good.
PERMANENT = frozenset({301, 308})
_PIECE = 65_536
_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,*/*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What one request may cost."""

    connect_s: float = 10.0
    #: From one byte to the next.
    read_s: float = 15.0
    #: The whole request, names and handshakes included.
    total_s: float = 60.0
    #: Bytes of a body, on the wire and after decompression.
    max_bytes: int = 15_000_000
    #: Redirects followed in one `follow`.
    max_redirects: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered, body unpacked; any status."""

    #: Canonical URL that was asked.
    url: str
    status: int
    #: Names in lower case; repeated headers joined with commas (X-Robots-Tag: line ends).
    headers: Mapping[str, str]
    body: bytes
    #: From the first packet to the last byte.
    seconds: float
    #: Where a redirect leads, canonical; None when it is none.
    location: str | None = None
    #: Addresses and statuses passed on the way here, by `follow`.
    passed: tuple[tuple[str, int], ...] = field(default=())

    @property
    def media_type(self) -> str:
        """Return the media type without parameters, lower case; empty when not stated."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Fetcher:
    """Fetches addresses; safe to use from many threads at once. Close it when done."""

    def __init__(self, *, user_agent: str, guard: Guard | None = None, limits: FetchLimits | None = None,
                 proxy: str | None = None) -> None:
        self.guard = guard or Guard()
        self.limits = limits or FetchLimits()
        self._proxies = {"http": proxy, "https": proxy} if proxy else {}
        self._proxy = endpoint(proxy if "://" in proxy else f"http://{proxy}") if proxy else None
        self._headers = {"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate, br, zstd"}
        self._adapter = GuardedAdapter(pool_connections=64, pool_maxsize=4)
        self._watchdog = Watchdog()

    def fetch(self, url: str, *, headers: Mapping[str, str] | None = None, limits: FetchLimits | None = None) -> Answer:
        """Ask for one address, following nothing.

        Raises:
            RefusedError: Scheme, port or address we must not ask, or a size announced beyond the limit.
            DeadlineError: The whole request took too long.
            TooLargeError: The body outgrew the limit, on the wire or unpacked.
            FetchError: Anything else that went wrong, with a short `code`.
        """
        limits = limits or self.limits
        self.guard.check_url(url)
        begun = time.monotonic()
        if self._proxy is not None:
            self._check_behind_proxy(url, limits)
        try:
            status, received, body = self._called(url, headers or {}, limits, begun)
        except _StaleError:  # the server had just closed the open connection we used: no fault of its own
            status, received, body = self._called(url, headers or {}, limits, begun)
        body = decoded(body, received.get("content-encoding", ""), limit=limits.max_bytes, about=url)
        return Answer(url=url, status=status, headers=received, body=body, seconds=time.monotonic() - begun,
                      location=_location(url, status, received))

    def follow(self, url: str, *, limits: FetchLimits | None = None,
               check: Callable[[str], None] | None = None) -> Answer:
        """Ask for an address and follow its redirects, each hop checked anew (robots, `inspect`).

        Args:
            url: Canonical URL.
            limits: Other limits than the fetcher's own.
            check: Called with each further address before it is asked; raises to stop.

        Raises:
            FetchError: As `fetch`; `redirect_loop`, `redirect_limit` or `redirect_broken` besides.
        """
        limits = limits or self.limits
        passed: list[tuple[str, int]] = []
        answer = self.fetch(url, limits=limits)
        while answer.status in REDIRECTS:
            target = redirect_target(answer)
            passed.append((answer.url, answer.status))
            if any(target == seen for seen, _ in passed):
                raise FetchError("the address redirects to itself", code="redirect_loop", about=url)
            if len(passed) > limits.max_redirects:
                raise FetchError("too many redirects", code="redirect_limit", about=url)
            if check is not None:
                check(target)
            answer = self.fetch(target, limits=limits)
        return Answer(url=answer.url, status=answer.status, headers=answer.headers, body=answer.body,
                      seconds=answer.seconds, location=None, passed=tuple(passed))

    def close(self) -> None:
        """Close all connections and the watchdog."""
        self._adapter.close()
        self._watchdog.close()

    def _check_behind_proxy(self, url: str, limits: FetchLimits) -> None:
        """Refuse a name that is inside a private network, which the proxy would be asked to reach for us.

        A name that only the proxy can resolve is left to it.
        """
        host, _, port = endpoint(url).rpartition(":")
        try:
            found = addresses(host, int(port), timeout_s=limits.connect_s)
        except socket.gaierror:
            return
        for _, target in found:
            self.guard.check_address(str(target[0]), host, int(port))

    def _called(self, url: str, headers: Mapping[str, str], limits: FetchLimits,
                begun: float) -> tuple[int, dict[str, str], bytes]:
        """Make one call under the deadline, which counts from `begun`, with every failure named."""
        left_s = max(0.0, begun + limits.total_s - time.monotonic())
        with self._watchdog.call(self.guard, left_s, self._proxy) as call:
            try:
                result = self._exchange(url, headers, limits)
            except (RefusedError, TooLargeError):
                raise
            except _FAILURES as error:
                named = _named(error, call, url)
                if named.code in ("reset", "connection") and not call.connected:
                    raise _StaleError(str(named), code=named.code, about=url) from error
                raise named from error
            if call.expired:
                raise _late(url)
            return result

    def _exchange(self, url: str, extra: Mapping[str, str], limits: FetchLimits) -> tuple[int, dict[str, str], bytes]:
        request = requests.Request("GET", url, headers={**self._headers, **extra}).prepare()
        response = opened(self._adapter, request, (limits.connect_s, limits.read_s), self._proxies)
        raw = response.raw
        try:
            headers = {name.lower(): _joint(name).join(raw.headers.getlist(name)) for name in raw.headers}
            _check_announced(headers.get("content-length", ""), limits.max_bytes, url)
            body = _body(raw, limits.max_bytes, url)
        except BaseException:
            raw.close()
            raise
        if response.status_code in REDIRECTS and "location" in headers:
            headers["location"] = raw.headers.getlist("location")[0]
        raw.release_conn()
        return response.status_code, headers, body


class _StaleError(FetchError):
    """A connection kept open from an earlier request turned out to be closed."""


def redirect_target(answer: Answer) -> str:
    """Return where a redirect leads.

    Raises:
        FetchError: `redirect_broken`, when it leads nowhere that can be asked.
    """
    if answer.location is None:
        raise FetchError("the address redirects to nowhere usable", code="redirect_broken", about=answer.url)
    return answer.location


def _joint(name: str) -> str:
    """Return what repeated headers are joined with: wishes for robots hold commas, and one may be for others."""
    return "\n" if name.lower() == "x-robots-tag" else ", "


def _check_announced(length: str, limit: int, url: str) -> None:
    size = int(length[:20]) if length.isdecimal() else 0
    if size > limit:
        raise RefusedError(f"the answer announces {size // 1_000_000} MB", code="too_large_announced", about=url)


def _body(raw: urllib3.BaseHTTPResponse, limit: int, url: str) -> bytes:
    parts: list[bytes] = []
    total = 0
    for part in raw.stream(_PIECE, decode_content=False):
        total += len(part)
        parts.append(part)
        if total > limit:
            raise TooLargeError(f"larger than {limit // 1_000_000} MB", code="too_large", about=url)
    return b"".join(parts)


def _location(url: str, status: int, headers: Mapping[str, str]) -> str | None:
    written = headers.get("location", "")
    if status not in REDIRECTS or not written.strip():
        return None
    with suppress(UnicodeError):  # a Location in true Latin-1 stays as it is
        written = written.encode("latin-1").decode("utf-8")
    try:
        return canonical(written, url)
    except AddressError:
        return None


_FAILURES = (
    requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError,
    AttributeError,  # urllib3 reads from a response whose socket the watchdog has shut
)

#: Class of error -> (code, message), the first that fits.
_NAMES: tuple[tuple[type[BaseException], str, str], ...] = (
    (urllib3.exceptions.NameResolutionError, "dns", "the name of this host is not known"),
    (urllib3.exceptions.NewConnectionError, "connect", "the server does not take connections"),
    (urllib3.exceptions.ConnectTimeoutError, "connect_timeout", "the server did not take the connection in time"),
    (urllib3.exceptions.ReadTimeoutError, "timeout", "the server stopped answering"),
    (requests.ConnectTimeout, "connect_timeout", "the server did not take the connection in time"),
    (requests.ReadTimeout, "timeout", "the server stopped answering"),
    (TimeoutError, "timeout", "the server stopped answering"),
    (urllib3.exceptions.SSLError, "tls", "the server's certificate or encryption is not valid"),
    (requests.exceptions.SSLError, "tls", "the server's certificate or encryption is not valid"),
    (ssl.SSLError, "tls", "the server's certificate or encryption is not valid"),
    (requests.exceptions.ProxyError, "proxy", "the proxy does not answer"),
    (urllib3.exceptions.DecodeError, "coding_chain", "the answer is packed too many times"),
    (http.client.IncompleteRead, "incomplete", "the answer broke off"),
    (urllib3.exceptions.IncompleteRead, "incomplete", "the answer broke off"),
    (urllib3.exceptions.InvalidChunkLength, "incomplete", "the answer broke off"),
    (ConnectionResetError, "reset", "the server cut the connection"),
    (http.client.RemoteDisconnected, "reset", "the server cut the connection"),
    (urllib3.exceptions.InvalidHeader, "bad_answer", "the server's answer is not HTTP"),
    (http.client.HTTPException, "bad_answer", "the server's answer is not HTTP"),
    (urllib3.exceptions.ProtocolError, "incomplete", "the answer broke off"),
    (RequestsConnectionError, "connection", "the connection failed"),
)


def _named(error: BaseException, call: Call, url: str) -> FetchError:
    """Return our error for one of theirs, looking through what it wraps."""
    if call.expired:
        return _late(url)
    chain = list(_wrapped(error))
    for kind, code, message in _NAMES:
        if any(isinstance(link, kind) for link in chain):
            return FetchError(message, code=code, about=url)
    return FetchError("the answer could not be read", code="bad_answer", about=url)


def _wrapped(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        item = waiting.pop()
        if isinstance(item, BaseException) and not any(item is seen for seen in found):
            found.append(item)
            waiting += [item.__cause__, item.__context__, getattr(item, "reason", None), *item.args]
    return found


def _late(url: str) -> DeadlineError:
    return DeadlineError("the whole answer took too long", code="deadline", about=url)
