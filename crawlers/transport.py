"""The wire: connections that check the address they connect to and end at a deadline.

Built on the adapter of requests and the pools of urllib3. Time limits of sockets count from one
byte to the next, so a server that drips bytes, or says `100 Continue` for ever, would hold a worker
for hours; a watchdog therefore shuts the socket of any call that outlives its deadline.
"""

import http
import http.client
import queue
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from crawlers.guard import Guard

#: How often the watchdog looks, in seconds: a call may outlive its deadline by this much.
WATCH_EVERY_S = 0.2
#: Addresses of one name that are tried; a name with hundreds would hold a worker for hours.
MAX_ADDRESSES = 4
_ANNOUNCEMENTS = (http.HTTPStatus.PROCESSING, http.HTTPStatus.EARLY_HINTS)


class Call:
    """One request under way: what may be connected to, and the sockets to shut at the deadline."""

    def __init__(self, guard: Guard, deadline_s: float, proxy: str | None = None) -> None:
        self.guard = guard
        #: The configured proxy as `host:port`: it may stand inside a private network, where its user put it.
        self.proxy = proxy
        self.deadline = time.monotonic() + deadline_s
        #: True once the watchdog has ended the call.
        self.expired = False
        #: True when a connection was made for it; else one that was open already was used.
        self.connected = False
        self._sockets: list[socket.socket] = []

    def left_s(self, most_s: float) -> float:
        """Return how long a step may take: no longer than `most_s`, nor than the call has left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            self.expired = True
        return max(0.001, min(most_s, left))

    def check(self, address: str, host: str, port: int) -> None:
        """Refuse an address that must not be connected to; the user's own proxy may be.

        Raises:
            RefusedError: It is not public, nor allowed.
        """
        if f"{host.lower().rstrip('.')}:{port}" != self.proxy:
            self.guard.check_address(address, host, port)

    def watch(self, handle: socket.socket) -> None:
        """Have this connection shut when the deadline comes, whoever closes his own handle on it meanwhile."""
        self._sockets.append(handle.dup())
        if self.expired:
            self.cut()

    def cut(self) -> None:
        """End the call: whoever reads from its sockets sees their end at once."""
        self.expired = True
        for handle in self._sockets:
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Let go of the sockets; the connections live on in their pool."""
        sockets, self._sockets = self._sockets, []
        for handle in sockets:
            handle.close()


class Watchdog:
    """Ends calls that outlive their deadline; one sleeping thread for all of them."""

    def __init__(self) -> None:
        self._calls: set[Call] = set()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="deadline-watchdog", daemon=True)
        self._thread.start()

    @contextmanager
    def call(self, guard: Guard, deadline_s: float, proxy: str | None = None) -> Iterator[Call]:
        """Open a call of this thread; connections made or used inside it belong to it."""
        call = Call(guard, deadline_s, proxy)
        with self._changed:
            if not self._calls:  # else it looks every so often as it is
                self._changed.notify()
            self._calls.add(call)
        _under_way.call = call
        try:
            yield call
        finally:
            _under_way.call = None
            with self._changed:
                self._calls.discard(call)
            call.release()

    def close(self) -> None:
        """End the watching thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._calls and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                now = time.monotonic()
                late = [call for call in self._calls if call.deadline <= now and not call.expired]
                for call in late:
                    call.cut()
                self._changed.wait(timeout=WATCH_EVERY_S)


class _UnderWay(threading.local):
    call: Call | None = None


_under_way = _UnderWay()


_Target = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]
_Found = tuple[socket.AddressFamily, _Target]
#: For a connection that states no limit of its own.
_CONNECT_S = 10.0


def addresses(host: str, port: int | None, *, timeout_s: float) -> list[_Found]:
    """Return what a name stands for, in the system's order; asked in a thread of its own, since no limit ends it.

    Raises:
        socket.gaierror: The name is not known, no name at all, or nobody said in time.
    """
    answers: queue.SimpleQueue[list[_Found] | socket.gaierror] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([(family, target) for family, _, _, _, target in found])
        except socket.gaierror as error:
            answers.put(error)
        except (OSError, UnicodeError) as error:
            answers.put(socket.gaierror(str(error)))

    threading.Thread(target=ask, name=f"name-{host}"[:40], daemon=True).start()
    try:
        answer = answers.get(timeout=timeout_s)
    except queue.Empty as error:
        raise socket.gaierror(socket.EAI_AGAIN, "no answer in time") from error
    if isinstance(answer, socket.gaierror):
        raise answer
    return answer


class _Response(http.client.HTTPResponse):
    """An answer that may be announced: 102 and 103 come before the true status, as 100 does (RFC 9110, 15.2)."""

    def _read_status(self) -> tuple[str, int, str]:
        version, status, reason = super()._read_status()  # type: ignore[misc]  # not in the stubs
        return version, http.HTTPStatus.CONTINUE if status in _ANNOUNCEMENTS else status, reason


class _Guarded(HTTPConnection):
    """A connection that resolves its host itself and checks each address before connecting."""

    response_class = _Response
    #: A second handle on the same connection; TLS takes the first one over.
    _handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        call = _under_way.call
        if call is None:  # pragma: no cover  only reached by a slip in this package
            raise NewConnectionError(self, "no call under way")
        connect_s = self.timeout if isinstance(self.timeout, int | float) else _CONNECT_S
        try:
            found = addresses(self._dns_host, self.port, timeout_s=call.left_s(connect_s))
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        for _, target in found:
            call.check(str(target[0]), self.host, self.port or 0)
        made = self._connected(call, found[:MAX_ADDRESSES], connect_s)
        self._close_handle()
        self._handle = made.dup()
        call.connected = True
        return made

    def _connected(self, call: Call, targets: Sequence[_Found], connect_s: float) -> socket.socket:
        failure: OSError | None = None
        for family, target in targets:
            made = socket.socket(family, socket.SOCK_STREAM)
            call.watch(made)
            try:
                made.settimeout(call.left_s(connect_s))
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                made.connect(target)
            except OSError as error:
                made.close()
                failure = error
            else:
                made.settimeout(connect_s)
                return made
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, "no connection in time") from failure
        raise NewConnectionError(self, f"no connection: {failure}") from failure

    def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:  # noqa: FBT001, FBT002  as in http.client
        """Begin a request; a connection used again belongs to the new call."""
        if self._handle is not None and _under_way.call is not None:
            _under_way.call.watch(self._handle)
        super().putrequest(method, url, skip_host=skip_host, skip_accept_encoding=skip_accept_encoding)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # urllib3 returns its own type
        """Read the answer, having asked the system to acknowledge its first packet at once."""
        if self._handle is not None:
            _acknowledge_at_once(self._handle)
        return super().getresponse()

    def close(self) -> None:
        """Close both handles."""
        self._close_handle()
        super().close()

    def _close_handle(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None


def _acknowledge_at_once(handle: socket.socket) -> None:
    """Spare servers that write head and body apart the 40 ms for which Linux holds back acknowledgements."""
    if hasattr(socket, "TCP_QUICKACK"):
        with suppress(OSError):
            handle.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


class _GuardedTLS(_Guarded, HTTPSConnection):
    """The same under TLS, certificates checked."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _PoolTLS(HTTPSConnectionPool):
    ConnectionCls = _GuardedTLS


_POOLS = {"http": _Pool, "https": _PoolTLS}


class GuardedAdapter(HTTPAdapter):
    """The adapter of requests over guarded connections; one pool a host, kept small."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object) -> None:  # noqa: FBT001, FBT002  as in requests
        """Make the pools of guarded connections."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: object) -> ProxyManager:
        """Return the manager for a configured proxy; its connections obey the deadline too."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **proxy_kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager


def opened(adapter: GuardedAdapter, request: requests.PreparedRequest, timeouts: tuple[float, float],
           proxies: dict[str, str]) -> requests.Response:
    """Send one request and return its response with the body still on the wire; nothing is followed."""
    return adapter.send(request, stream=True, timeout=timeouts, verify=True, proxies=proxies)
