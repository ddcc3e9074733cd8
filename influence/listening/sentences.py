"""Sentences of a post, English and Chinese, without the words of others."""

import re

#: Full width letters, digits and marks as their narrow twins, curly quotes as straight ones; one sign each.
_NARROW = {0xFF01 + at: 0x21 + at for at in range(94) if chr(0x21 + at) not in ",;:!?()"} | {
    0x2019: 0x27, 0x2018: 0x27, 0x201C: 0x22, 0x201D: 0x22, 0x3000: 0x20, 0xA0: 0x20}
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>|&gt;|\|).*$", re.MULTILINE)
_QUOTED_BLOCK = re.compile(r"\[quote[^\]]*\].*?(?:\[/quote\]|$)|<blockquote\b.*?(?:</blockquote>|$)",
                           re.IGNORECASE | re.DOTALL)
_ANNOUNCED = re.compile(
    r"^.{0,80}\b(?:wrote|said|schrieb)\s*:\s*$|"
    r"^.{0,40}(?:寫道|写道|提到)\s*[:：]\s*$", re.MULTILINE)
#: Faces and marks that belong to the sentence before them.
_FACES = "(?:\\s*[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f])*"
#: What ends a sentence: a line, a Chinese or sharp mark with what closes behind it, a full stop before a blank.
_END = re.compile(
    rf"\n+|[。！？!?…]+[\"'」』）)\]]*{_FACES}|(?<!\.)\.++[\"')\]]*+(?=\s|$)|(?<=[^\x00-\x7f])\.+")
_SHORT = frozenset((
    "mr", "mrs", "ms", "dr", "st", "vs", "etc", "e.g", "i.e", "approx", "no", "fig", "vol", "ca", "inc", "ltd", "co",
    "jr", "sr", "prof", "u.s", "u.k", "a.m", "p.m"))
_LAST_WORD = re.compile(r"([^\s(\"']+)$")
#: A sentence longer than this is a text without marks; it is heard in pieces, so that reading takes time by its length.
LONGEST = 1000
_SIGN = re.compile(r"\w|[^\x00-\x7f]")


def plain(text: str) -> str:
    """Return a text as it is compared: narrow, lower case, straight quotes; every sign keeps its place.

    >>> plain("Ｓnipwell’s KNIFE")
    "snipwell's knife"
    """
    narrow = text.translate(_NARROW)
    small = narrow.lower()
    return small if len(small) == len(text) else narrow


def own_words(text: str) -> str:
    r"""Return a text without what it quotes of others: `> ` lines, `[quote]` blocks, "Ann wrote:".

    >>> own_words("Ann wrote:\n> it broke\nMine did not.").strip()
    'Mine did not.'
    """
    if "[quote" in text or "[QUOTE" in text or "<blockquote" in text:
        text = _QUOTED_BLOCK.sub("\n", text)
    if ">" in text or "|" in text or "&gt;" in text:
        text = _QUOTED_LINE.sub("", text)
    if ":" in text or "：" in text:
        text = _ANNOUNCED.sub("", text)
    return text


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in their order, trimmed; a line ends one too.

    What goes on for more than `LONGEST` signs is cut, between words where there are any.
    A full stop inside a number, an address or a short form ends none; marks and faces behind a
    sentence belong to it.

    >>> sentences("It cuts at 2.5 mm, e.g. felt. I love it! 很好用。下次再買")
    ['It cuts at 2.5 mm, e.g. felt.', 'I love it!', '很好用。', '下次再買']
    """
    found: list[str] = []
    begin = 0
    for end in _END.finditer(text):
        if end.group().startswith(".") and not _ends(text, begin, end):
            continue
        _add(found, text[begin:end.end()])
        begin = end.end()
    _add(found, text[begin:])
    return found


def _add(found: list[str], piece: str) -> None:
    sentence = " ".join(piece.split())
    if not sentence:
        return
    if found and not any(sign.isalnum() for sign in sentence):  # a face or marks alone: of the sentence before
        if len(found[-1]) + len(sentence) < LONGEST:
            found[-1] += " " + sentence
    elif _SIGN.search(sentence):
        found += _cut(sentence)


def _cut(sentence: str) -> list[str]:
    """Return a sentence in pieces of at most `LONGEST` signs."""
    pieces, begin = [], 0
    while len(sentence) - begin > LONGEST:
        blank = sentence.rfind(" ", begin + LONGEST // 2, begin + LONGEST)
        end = begin + LONGEST if blank < 0 else blank
        pieces.append(sentence[begin:end].strip())
        begin = end
    return [piece for piece in (*pieces, sentence[begin:].strip()) if piece]


def _ends(text: str, begin: int, end: re.Match[str]) -> bool:
    """Return whether a full stop ends a sentence rather than a short form or an initial."""
    if len(end.group().rstrip("\"')]")) > 1:  # an ellipsis goes on when a small letter follows
        following = text[end.end():end.end() + 2].strip()[:1]
        return not following.islower()
    word = _LAST_WORD.search(text[max(begin, end.start() - 12):end.start()])
    if word is None:
        return True
    last = word.group(1).lower()
    return last not in _SHORT and not (len(last) == 1 and last.isalpha() and last != "i")
