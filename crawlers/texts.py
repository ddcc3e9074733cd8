"""The text of a body as a server or a file gave it: unpacked, told from pictures and programs, decoded."""

from crawlers.codings import unpacked
from crawlers.encoding import Decoded, decode
from crawlers.errors import FetchError

#: What a body that is no text starts with: pictures, PDF, archives, programs, sound and film.
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x7fELF", b"MZ\x90", b"Rar!", b"7z\xbc\xaf",
           b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"RIFF", b"\x00\x00\x01\x00", b"wOFF", b"wOF2", b"\x00\x00\x00\x18ftyp")
#: Control characters that no text holds (WHATWG MIME sniffing), and how much of a body is looked at for them.
_CONTROLS = bytes({*range(1, 9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)})
_SNIFFED = 2000
_TEXT_TYPES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom",
               "application/rdf", "application/json", "application/feed", "application/ld+json",
               "application/activity+json")


def sound_body(body: bytes, *, limit: int, about: str, kind: str = "", declared: str = "") -> Decoded:
    """Return the text of a body, whatever its label says it is.

    Args:
        body: As it came, perhaps packed once more.
        limit: Most bytes it may unpack to.
        about: Address or file, for errors.
        kind: Its media type; empty where nothing was said.
        declared: The whole Content-Type header, which may name the encoding.

    Raises:
        FetchError: `empty`, `not_text` (a picture, a program), `too_large`, or broken packing.
    """
    body = unpacked(body, limit=limit, about=about)
    if not body.strip():
        raise FetchError("there is nothing in it", code="empty", about=about)
    is_text = not kind or kind.startswith(_TEXT_TYPES) or kind.endswith(("+xml", "+json"))
    markup = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{")
    if body.startswith(_BINARY) or not (is_text or markup) or (not markup and _is_noise(body[:_SNIFFED])):
        raise FetchError("this is no text but a picture, a program or the like", code="not_text", about=about)
    return decode(body, declared)


def _is_noise(start: bytes) -> bool:
    """Return whether bytes hold more control characters than any text; NUL is left out, for the sake of UTF-16."""
    return len(start) - len(start.translate(None, _CONTROLS)) > len(start) // 20
