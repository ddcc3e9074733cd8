"""Bytes of a page to text, by the rules of the WHATWG encoding standard, and how sure that is.

Order of belief: byte order mark, valid UTF-8 with something beyond ASCII in it (a label that says
otherwise lies), the HTTP header, the document's own declaration, the likeliest of the encodings
that still fit. Labels are web labels (`gb2312` is GBK and more, `latin1` is windows-1252, `big5`
holds the Hong Kong characters); a Python codec that is no charset (`base64`, `rot13`) is none.
"""

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

#: How far into a document its own declaration is looked for; the standard says 1,024, pages put it later.
_HEAD = 4096
_META = re.compile(rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:()+ -]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s{0,20}<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"',]{1,40})""", re.IGNORECASE)

#: Label -> Python codec, where the web's meaning differs from Python's or Python lacks the label.
_CODECS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "ansi_x3.4-1968": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "iso88591": "cp1252", "l1": "cp1252",
    "windows-1252": "cp1252", "cp1252": "cp1252", "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "chinese": "gb18030",
    "gb18030": "gb18030", "cp936": "gb18030", "csgb2312": "gb18030", "iso-ir-58": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "cn-big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "csbig5": "big5hkscs", "big5-eten": "big5hkscs", "cp950": "cp950",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "ms932": "cp932", "csshiftjis": "cp932",
    "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "windows-949": "cp949", "korean": "cp949",
    "utf8": "utf-8", "utf-8": "utf-8", "unicode-1-1-utf-8": "utf-8", "x-unicode20utf8": "utf-8",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "unicode": "utf-16-le", "utf-16be": "utf-16-be",
    "x-user-defined": "cp1252", "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "koi8-r": "koi8_r",
    "koi8": "koi8_r", "koi8-u": "koi8_u", "koi8-ru": "koi8_u", "x-mac-cyrillic": "mac_cyrillic",
    "ibm866": "cp866", "cp866": "cp866",
}
#: Families of labels that Python knows under the same meaning.
_SAFE_LABEL = re.compile(r"^(?:windows|cp)-?125[0-8]$|^iso[-_]?8859-?(?:[2-8]|1[03456])(?:-[ie])?$")
#: Tried, in this order, where nothing is declared and the bytes are not UTF-8.
_GUESSES = ("big5hkscs", "gb18030", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp1252")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: Share of replaced characters from which a text counts as doubtful.
_DOUBT = 0.0005
_SURE_MARGIN = 1.15
#: Bytes looked at for a guess.
_SAMPLE = 8_192
#: How much more a declared encoding is believed than a guessed one.
_DECLARED = 2.0
#: Beside a declared encoding of Chinese, Japanese or Korean, a handful of characters proves nothing.
_FEW = 12.0
_ASCII = 0x7F
_TYPOGRAPHIC = frozenset("’‘“”–—…«»€£©·•\xa0")
#: The most used characters of the languages behind the guesses: what right text is full of and wrong text is not.
_COMMON_HAN = frozenset(
    "的是了我不在有人這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子那得於于著着下自之年過过發发後后作里用道行所然家種种"
    "事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样理心她本前開开但因只從从想實实文章日月网網新站回復复一二三十"
)
_CYRILLIC_COMMON = frozenset("оеаинтсрвлкмдпуяыьгзбчй")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A document's text and how it was read."""

    text: str
    #: Python's name of the codec.
    codec: str
    #: The text has replaced characters, or the encoding was guessed without a clear winner: say so, never hide it.
    doubtful: bool = False


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return the text of a document; never raises, marks what is not sure.

    >>> decode("林怡君".encode("big5"), "text/html; charset=big5").text
    '林怡君'
    >>> decode("naïve".encode(), "text/html; charset=iso-8859-1").text
    'naïve'
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _read(body[len(mark):], name)
    labels = [label for label in _labels(body, content_type) if label is not None]
    wide = next((label for label in labels[:1] if label.startswith("utf-16") and b"\x00" in body[:200]), None)
    if wide or (wide := _looks_wide(body)):
        return _read(body, wide)
    if b"\x1b$" in body and "iso2022_jp" in labels:  # seven bits, so that it would pass for UTF-8
        return _read(body, "iso2022_jp")
    if _is_utf8(body):
        return Decoded(text=_clean(body.decode("utf-8", "replace")), codec="utf-8")
    return _best(body, [label for label in labels if label != "utf-8" and not label.startswith("utf-16")])


def _labels(body: bytes, content_type: str) -> list[str | None]:
    """Return codecs named by header and document, header first."""
    head = body[:_HEAD]
    header = _HEADER.search(content_type)
    own = _XML.search(head) or _META.search(head) or _META.search(body[:_SAMPLE])
    return [codec_of(header[1]) if header else None, codec_of(own[1].decode("ascii", "ignore")) if own else None]


@lru_cache(maxsize=256)
def codec_of(label: str) -> str | None:
    """Return the Python codec for a web label; None for a label that names no web encoding.

    >>> codec_of("GB2312"), codec_of("base64"), codec_of("windows-1251"), codec_of("utf-7")
    ('gb18030', None, 'windows-1251', None)
    """
    name = label.strip().lower()
    if name in _CODECS:
        return _CODECS[name]
    return name.removesuffix("-i").removesuffix("-e") if _SAFE_LABEL.match(name) else None


def _looks_wide(body: bytes) -> str | None:
    """Return the UTF-16 in which unlabelled markup is written, told by the zero bytes around its `<`."""
    if body[:4] in (b"<\x00!\x00", b"<\x00?\x00", b"<\x00h\x00", b"<\x00H\x00"):
        return "utf-16-le"
    return "utf-16-be" if body[:4] in (b"\x00<\x00!", b"\x00<\x00?", b"\x00<\x00h", b"\x00<\x00H") else None


def _is_utf8(body: bytes) -> bool:
    """Return whether these are UTF-8 bytes; one character cut at the very end, or one broken in 2,000, is forgiven."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(body) - 4:
            return True
        if error.start == 0:
            return False
    else:
        return True
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(char > "\x7f" for char in text[:_SAMPLE])
    return broken * 20 < beyond


def _read(body: bytes, codec: str) -> Decoded:
    text = body.decode(codec, "replace")
    broken = text.count("\ufffd") + _unassigned(text, codec)
    limit = max(1.0, len(text) * _DOUBT) if broken > 1 or codec not in _MULTIBYTE else 1.0
    return Decoded(text=_clean(text), codec=codec, doubtful=broken > limit)


_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp950", "cp932", "euc_jp", "cp949", "iso2022_jp", "utf-8"})


def _unassigned(text: str, codec: str) -> int:
    """Count control characters that text in a one-byte encoding never has."""
    return 0 if codec in _MULTIBYTE else len(_CONTROLS.findall(text[:_SAMPLE]))


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x81\x8d\x8f\x90\x9d]")


def _best(body: bytes, labels: list[str]) -> Decoded:
    """Return the reading that looks most like language; what is declared wins unless clearly beaten.

    A declared western encoding is the server's default more often than the truth, and a Chinese
    one may be the other Chinese one: bytes of one read as the other nearly always "work".
    """
    first = next((place for place, byte in enumerate(body) if byte > _ASCII), 0)
    sample = body[first:first + _SAMPLE]
    scores = {name: _likeness(sample, name) for name in dict.fromkeys([*labels, *_GUESSES])}
    for label in labels:
        few = sum(byte > _ASCII for byte in sample)
        scores[label] = scores[label] * _DECLARED + (_FEW / max(few, 1) if label in _MULTIBYTE else 0.0)
    ranked = sorted(scores, key=lambda name: -scores[name])
    read = _read(body, ranked[0])
    sure = bool(labels) or scores[ranked[0]] >= scores[ranked[1]] * _SURE_MARGIN
    return Decoded(text=read.text, codec=read.codec, doubtful=read.doubtful or scores[ranked[0]] <= 0 or not sure)


def _likeness(sample: bytes, codec: str) -> float:
    """Return how much a reading looks like language: share of common letters, less what cannot be."""
    text = f" {sample.decode(codec, 'replace')} "
    places = [place for place, char in enumerate(text) if char > "\x7f"]
    if not places:
        return 0.01
    good = sum(_commonness(text[place], text[place - 1], text[place + 1]) for place in places)
    return (good - 5.0 * max(0, text.count("\ufffd") - 1)) / len(places)


def _commonness(char: str, before: str, after: str) -> float:
    """Return how much one character speaks for a reading, given its neighbours."""
    if char in _COMMON_HAN:
        return 3.0
    if "\u3040" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7a3":
        return 1.1 if char < "\uac00" else 0.75
    if char in "，。、「」！？；：（）":
        return 1.5
    latin = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    if char in _CYRILLIC_COMMON:
        return 0.0 if latin else 0.8
    if char < "\u0250" and char.isalpha():
        return 1.0 if latin else 0.05
    return 0.5 if char in _TYPOGRAPHIC else 0.1 if "\u4e00" <= char <= "\u9fff" else 0.0


def _clean(text: str) -> str:
    """Drop a byte order mark, NULs and lone surrogates, which no later stage can store."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.removeprefix("\ufeff").encode("utf-8", "replace").decode("utf-8") if _SURROGATE.search(text) else (
        text.removeprefix("\ufeff"))


_SURROGATE = re.compile("[\ud800-\udfff]")
