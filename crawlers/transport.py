"""The wire: connections that check the address they connect to and end at a deadline.

Built on the adapter of requests and the pools of urllib3. Time limits of sockets count from one
byte to the next, so a server that drips bytes, or says `100 Continue` for ever, would hold a worker
for hours; a watchdog therefore shuts the socket of any call that outlives its deadline.
"""

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


class Call:
    """One request under way: what may be connected to, and the sockets to shut at the deadline."""

    def __init__(self, guard: Guard, deadline_s: float) -> None:
        self.guard = guard
        self.deadline = time.monotonic() + deadline_s
        #: True once the watchdog has ended the call.
        self.expired = False
        #: True when a connection was made for it; else one that was open already was used.
        self.connected = False
        self._sockets: list[socket.socket] = []

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
    def call(self, guard: Guard, deadline_s: float) -> Iterator[Call]:
        """Open a call of this thread; connections made or used inside it belong to it."""
        call = Call(guard, deadline_s)
        with self._changed:
            self._calls.add(call)
            self._changed.notify()
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


class _Guarded(HTTPConnection):
    """A connection that resolves its host itself and checks each address before connecting."""

    #: A second handle on the same connection; TLS takes the first one over.
    _handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        call = _under_way.call
        if call is None:  # pragma: no cover  only reached by a slip in this package
            raise NewConnectionError(self, "no call under way")
        try:
            found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            reason = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
            raise NameResolutionError(self.host, self, reason) from error
        for *_, target in found:
            call.guard.check_address(str(target[0]), self.host, self.port or 0)
        made = self._connected([(family, target) for family, _, _, _, target in found])
        self._close_handle()
        self._handle = made.dup()
        call.connected = True
        call.watch(self._handle)
        return made

    def _connected(self, targets: Sequence[tuple[socket.AddressFamily, _Target]]) -> socket.socket:
        failure: OSError | None = None
        for family, target in targets:
            made = socket.socket(family, socket.SOCK_STREAM)
            try:
                made.settimeout(self.timeout if isinstance(self.timeout, int | float) else None)
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                made.connect(target)
            except OSError as error:
                made.close()
                failure = error
            else:
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
