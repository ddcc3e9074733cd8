"""What this package raises.

    CrawlersError
    ├── AddressError          an address that cannot be fetched or understood
    ├── FetchError            the network or the server
    │   ├── RefusedError      we must not: private address, robots, scheme, size announced
    │   ├── DeadlineError     it took longer than allowed
    │   └── TooLargeError     it was larger than allowed, counted after decompression
    ├── ReadError             a document that is not what it should be (not a feed, empty, broken)
    ├── ReaderError           this machine lets no process be started to read pages in
    └── TableError            a file to load that does not fit (see `line`)

Every error says what it is about and, where something can be done, what.
"""


class CrawlersError(Exception):
    """Base of all; `about` is the address or file, `hint` what the user can do."""

    def __init__(self, message: str, *, about: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        #: Address, file or source it is about.
        self.about = about
        #: What the user can do.
        self.hint = hint

    def __str__(self) -> str:
        """Return message, subject and remedy on one line."""
        parts = [super().__str__()]
        if self.about and self.about not in parts[0]:
            parts.append(f"({self.about})")
        if self.hint:
            parts.append(f"- {self.hint}")
        return " ".join(parts)


class AddressError(CrawlersError):
    """An address that cannot be fetched or understood."""


class FetchError(CrawlersError):
    """The network or the server failed; `code` is a short word to count by."""

    def __init__(
        self, message: str, *, code: str, about: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, about=about, hint=hint)
        #: Short word to count by: timeout, dns, tls, reset, http_500, ...
        self.code = code


class RefusedError(FetchError):
    """We must not fetch it: private address, robots, scheme, size announced."""


class DeadlineError(FetchError):
    """The whole request took longer than allowed."""


class TooLargeError(FetchError):
    """The body was larger than allowed, counted after decompression."""


class ReadError(CrawlersError):
    """A document that is not what it should be: not a feed, empty, broken; `code` is a short word to count by."""

    def __init__(
        self, message: str, *, about: str | None = None, hint: str | None = None, code: str = "unreadable"
    ) -> None:
        super().__init__(message, about=about, hint=hint)
        #: Short word to count by: unreadable, too_slow_to_read, reader_lost.
        self.code = code


class ReaderError(CrawlersError):
    """No process to read pages in can be started: a full disk, too many open files, too little memory."""

    def __init__(self) -> None:
        super().__init__("no process can be started to read pages in; what was read before is saved",
                         hint="make room in memory and on the disk for temporary files, and run the same command again")


class TableError(CrawlersError):
    """A file to load that does not fit; `line` is the first bad line, when it is about one."""

    def __init__(
        self, message: str, *, about: str | None = None, hint: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message, about=about, hint=hint)
        #: Line number, from 1, header included.
        self.line = line
