"""Content codings (gzip, deflate, br, zstd), undone with the limit counted after decompression."""

import io
import zlib

import brotli
import zstandard

from crawlers.errors import FetchError, TooLargeError

#: Most codings that may be stacked on one body; a real server uses one.
MAX_CODINGS = 5
#: Window a zstd frame may ask for; RFC 9659 allows 8 MB on the web.
_ZSTD_WINDOW = 8 * 1024 * 1024
_STEP = 65_536
#: What servers write there although nothing is packed.
_NO_CODINGS = frozenset({"", "identity", "none", "utf-8", "utf8", "8bit", "binary"})
_ALIASES = {"x-gzip": "gzip", "x-deflate": "deflate"}


def decoded(body: bytes, header: str, *, limit: int, about: str) -> bytes:
    """Return a body without its content codings.

    A label without truth in it ("gzip" on plain text) is common and harmless: the body is taken
    as it is. A stream that breaks off, or fails its checksum, is an error: half a page is no page.

    >>> import gzip
    >>> decoded(gzip.compress(b"hello"), "gzip", limit=100, about="x")
    b'hello'

    Raises:
        TooLargeError: Larger than `limit` bytes after any of the codings.
        FetchError: Broken (`coding_broken`), unknown (`coding_unknown`) or too many codings (`coding_chain`).
    """
    names = [part.strip().lower() for part in header.split(",")]
    codings = [_ALIASES.get(name, name) for name in names if name not in _NO_CODINGS]
    if len(codings) > MAX_CODINGS:
        raise FetchError("the answer is packed too many times", code="coding_chain", about=about)
    for coding in reversed(codings):
        body = _undone(body, coding, limit, about)
    return body


def unpacked(body: bytes, *, limit: int, about: str) -> bytes:
    """Return a `.gz` file's content (sitemaps), or the body as it is when it is none."""
    return _undone(body, "gzip", limit, about) if body[:2] == b"\x1f\x8b" else body


def _undone(body: bytes, coding: str, limit: int, about: str) -> bytes:
    try:
        match coding:
            case "gzip":
                return _gzip(body, limit, about) if body[:2] == b"\x1f\x8b" else body
            case "deflate":
                return _deflate(body, limit, about)
            case "br":
                return _brotli(body, limit, about)
            case "zstd":
                return _zstd(body, limit, about) if body[:4] == b"\x28\xb5\x2f\xfd" else body
    except (zlib.error, brotli.error, zstandard.ZstdError, EOFError) as error:
        raise FetchError("the answer's compression is broken", code="coding_broken", about=about) from error
    raise FetchError(f"the answer is packed in an unknown way ('{coding[:20]}')", code="coding_unknown", about=about)


def _gzip(body: bytes, limit: int, about: str) -> bytes:
    """Undo gzip, members one after another; bytes behind the last member are ignored, as browsers do."""
    parts: list[bytes] = []
    total = 0
    while body[:2] == b"\x1f\x8b":
        part, body = _inflated(body, 31, limit - total, about)
        parts.append(part)
        total += len(part)
    return b"".join(parts)


def _deflate(body: bytes, limit: int, about: str) -> bytes:
    """Undo deflate: with zlib's wrapper as the standard says, raw as some servers send, or neither."""
    for bits in (15, -15):
        try:
            return _inflated(body, bits, limit, about)[0]
        except zlib.error:
            continue
    return body


def _inflated(body: bytes, bits: int, limit: int, about: str) -> tuple[bytes, bytes]:
    stream = zlib.decompressobj(bits)
    result = stream.decompress(body, limit + 1)
    if len(result) > limit:
        raise _too_large(limit, about)
    if not stream.eof:
        raise EOFError
    return result, stream.unused_data


def _brotli(body: bytes, limit: int, about: str) -> bytes:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    total = 0
    data = body
    while not stream.is_finished():
        part: bytes = stream.process(data, output_buffer_limit=_STEP)
        data = b""
        total += len(part)
        parts.append(part)
        if total > limit:
            raise _too_large(limit, about)
        if not part and stream.can_accept_more_data():
            raise EOFError
    return b"".join(parts)


def _zstd(body: bytes, limit: int, about: str) -> bytes:
    packed = io.BytesIO(body)
    reader = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(packed, read_across_frames=True)
    parts: list[bytes] = []
    total = 0
    while part := reader.read(_STEP):
        total += len(part)
        parts.append(part)
        if total > limit:
            raise _too_large(limit, about)
    if body and not total:
        raise EOFError
    return b"".join(parts)


def _too_large(limit: int, about: str) -> TooLargeError:
    return TooLargeError(f"larger than {limit // 1_000_000} MB after unpacking", code="too_large", about=about)
