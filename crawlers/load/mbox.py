"""Mail archives (mbox, plain or gzipped) as posts: who answered whom, by Message-ID and In-Reply-To."""

import gzip
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote

from crawlers.errors import TableError
from crawlers.records import NAMED, Account, Basis, Finding, Link, Post, PostKind, Remark
from crawlers.soundness import sound_text
from crawlers.urls import try_canonical

#: The line between two mails: "From ann@example.org Mon Jan  5 10:00:00 2009".
_START = re.compile(rb"^From \S.*\d{2}:\d{2}.*\d{4}|^From \S+@\S+ ")
_ID = re.compile(r"<([^<>\s]+)>")
_AT = re.compile(r"\s+(?:at|AT|\(at\)|\[at\])\s+")
_URL = re.compile(r"https?://[^\s<>\"'\)\]}]+[^\s<>\"'\)\]}.,;:!?]")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_REPLY_MARK = re.compile(r"^(?:(?:re|aw|sv|antw|fwd?|回覆|回复|答覆)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)
_QUOTING = re.compile(r"^(?:on .{5,200} wrote|.{1,100} schrieb|.{1,100} wrote|.{1,80}寫道)\s*[:：]$", re.IGNORECASE)
_MOST = 100_000_000


def findings(path: Path, dataset: str) -> Iterator[Finding]:
    """Yield the accounts and posts of a mail archive, mail by mail.

    Args:
        path: The archive.
        dataset: Addresses of senders mean the same within one data set.

    Raises:
        TableError: It cannot be read or holds no mail.
    """
    count = 0
    for raw in _mails(path):
        count += 1
        yield from _findings(message_from_bytes(raw, policy=policy.default), dataset, count)
    if not count:
        raise TableError("this file holds no mail", about=str(path), line=1,
                         hint="an mbox file begins with a line 'From address date'")


def _mails(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            lines: Iterable[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw
            yield from _split(lines)
    except (OSError, EOFError) as error:
        raise TableError("this file cannot be read", about=str(path), hint="look at its name and rights") from error


def _split(lines: Iterable[bytes]) -> Iterator[bytes]:
    mail: list[bytes] | None = None
    blank = True
    for line in lines:
        if blank and _START.match(line):
            if mail:
                yield b"".join(mail)
            mail = []
        elif mail is not None and len(mail) < _MOST:
            mail.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if mail:
        yield b"".join(mail)


def _findings(mail: EmailMessage, dataset: str, number: int) -> Iterator[Finding]:
    own = _ids(mail, "Message-ID")
    url = _archived(mail) or (f"mid:{own[0]}" if own else f"table:{dataset}#mail{number}")
    author = _author(mail, dataset)
    if author is not None:
        yield author
    else:
        yield Remark(code="unknown_author", text="This mail does not say who wrote it.", about=url)
    published, basis = _date(mail)
    if published is None:
        yield Remark(code="undated", text="This mail has no date that can be read.", about=url)
    references = _ids(mail, "References")
    answered = _ids(mail, "In-Reply-To")[:1] or references[-1:]
    opening = references[:1] or answered
    text = own_words(_text(mail))
    yield Post(
        url=url, kind=PostKind.MAIL, author=author.id if author else None, title=_subject(mail), text=text,
        published=published, published_basis=basis,
        in_reply_to=f"mid:{answered[0]}" if answered else None, thread=f"mid:{opening[0]}" if opening else None,
        links=tuple(Link(url=link) for link in dict.fromkeys(filter(None, map(try_canonical, _URL.findall(text))))))


def _header(mail: EmailMessage, name: str) -> str:
    """Return a header as text; undecoded where its encoding is broken, empty when it is missing."""
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return " ".join(sound_text(str(make_header(decode_header(raw)))).split())
    except (ValueError, LookupError, MessageError):
        return " ".join(raw.split())


def _ids(mail: EmailMessage, name: str) -> list[str]:
    return _ID.findall(_header(mail, name))


def _archived(mail: EmailMessage) -> str | None:
    return try_canonical(_header(mail, "Archived-At").strip("<> "))


def _subject(mail: EmailMessage) -> str | None:
    return _REPLY_MARK.sub("", _header(mail, "Subject")) or None


def _author(mail: EmailMessage, dataset: str) -> Account | None:
    """Return the sender; list archives that hide addresses ("ann at example.org (Ann)") are read too."""
    text = _header(mail, "From")
    name, address = parseaddr(_AT.sub("@", text))
    if "@" not in address:
        name, address = name or text, ""
    local = (address or name).strip().lower()
    if not local:
        return None
    return Account(id=f"{NAMED}{dataset}:{quote(local, safe='@')}", name=name.strip() or None,
                   handle=address.partition("@")[0].lower() or None)


def _date(mail: EmailMessage) -> tuple[datetime | None, Basis | None]:
    text = _header(mail, "Date")
    try:
        moment = parsedate_to_datetime(text)
        moment.timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC), Basis.UTC if text.endswith("-0000") else Basis.LOCAL
    return moment, Basis.STATED


def _text(mail: EmailMessage) -> str:
    try:
        part = mail.get_body(preferencelist=("plain", "html"))
    except (ValueError, KeyError, AttributeError):  # a broken structure
        part = None
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    text = (raw if isinstance(raw, bytes) else b"").decode(_charset(part), "replace")
    return unescape(_TAG.sub(" ", text)) if part.get_content_subtype() == "html" else text


def _charset(part: Message) -> str:
    name = part.get_content_charset() or "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "latin-1"
    return name


def own_words(text: str) -> str:
    r"""Return a mail without what it quotes and without its signature.

    >>> own_words("On Monday, Ann wrote:\n> Fold it\nWhy?\n-- \nBo")
    'Why?'
    """
    kept = []
    for line in text.splitlines():
        if line.rstrip("\r\n") in ("-- ", "--"):
            break
        if not line.lstrip().startswith((">", "|")) and not _QUOTING.match(line.strip()):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()
