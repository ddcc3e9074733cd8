"""Whether there is a network at all: hosts that fail one after another, and none that answers."""

from crawlers.decide import HOST_ERRORS
from crawlers.urls import origin

#: So many different hosts in a row that cannot be reached are no matter of the hosts.
MANY_HOSTS = 30
#: What a host does that was not reached; a certificate that is not valid came from one that was.
UNREACHED = HOST_ERRORS - {"tls"}


class Network:
    """Watches what came of asking hosts on the public net; the user's own say nothing about it.

    >>> network = Network()
    >>> for number in range(MANY_HOSTS):
    ...     network.note(f"https://blog{number}.example/", "dns")
    >>> network.is_away
    True
    >>> network.note("https://other.example/", None)
    >>> network.is_away
    False
    """

    def __init__(self) -> None:
        self._unreached: set[str] = set()

    def note(self, url: str, error: str | None) -> None:
        """Note how one request to a public host ended: under an error's name, or with an answer (None)."""
        if error in UNREACHED:
            self._unreached.add(origin(url))
        else:
            self._unreached.clear()

    @property
    def is_away(self) -> bool:
        """Return whether so many hosts failed since the last answer that asking more is of no use now."""
        return len(self._unreached) >= MANY_HOSTS
