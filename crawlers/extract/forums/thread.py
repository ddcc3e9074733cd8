"""Reading a forum page by the rules of its system: messages, writers, quotes, and where it leads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from lxml.html import HtmlElement

from crawlers.clock import Moment, day_first_of, read_moment
from crawlers.extract.document import tree
from crawlers.extract.forums.address import is_member_page, relative_to, thread_address
from crawlers.extract.forums.content import Content, content, with_named
from crawlers.extract.forums.jalali import with_our_dates
from crawlers.extract.forums.members import member
from crawlers.extract.forums.outlinks import outlinks
from crawlers.extract.forums.quotes import Known, addressed, heading, last_number, outermost, quoted, referred
from crawlers.extract.forums.rules import ThreadRules
from crawlers.extract.forums.selection import first, select, value, values
from crawlers.extract.forums.writers import writer
from crawlers.extract.forums.zones import page_zone
from crawlers.records import Account, Finding, Page, Place, Post, Remark, folded
from crawlers.urls import try_canonical

#: Most messages read of one page.
MOST_MESSAGES = 2000
_NUMBER = re.compile(r"\d{1,7}")
#: Hours that are written as words.
_CLOCK_WORDS = {"noon": "12:00 PM", "midnight": "12:00 AM"}
_CLOCK_WORD = re.compile(r"\b(?:noon|midnight)\b", re.IGNORECASE)
#: Floors that Chinese forums call by name.
_FLOORS = {"樓主": 1, "楼主": 1, "沙發": 2, "沙发": 2, "板凳": 3, "地板": 4}
#: Times from which the order of day and month can be told by looking whether they ascend.
_ENOUGH_TIMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where one message keeps what, found out rather than known."""

    body: HtmlElement
    #: Writer's name and profile link.
    name: str | None = None
    profile: str | None = None
    #: Texts that may state the time.
    stamps: tuple[str, ...] = ()
    #: Elements of the body that are not words of the writer.
    beside: tuple[HtmlElement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A forum page with what holds for all its messages."""

    page: Page
    root: HtmlElement
    rules: ThreadRules
    #: Address against which links resolve.
    base: str
    #: Address of the thread: of its first page, and so of its opening post.
    thread: str
    #: Whether this is the first page of the thread.
    starts: bool
    zone: tzinfo | None = None
    language: str | None = None
    #: What was found out about blocks of software that no rules describe.
    found: Mapping[HtmlElement, Found] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as its block shows it, before quotes are tied to others."""

    block: HtmlElement
    url: str
    local_id: str | None
    number: int | None
    account: Account | None
    quotes: tuple[HtmlElement, ...]
    content: Content


def read_forum(page: Page, rules: ThreadRules) -> Iterator[Finding]:
    """Yield the messages of a thread page with their writers, and what a page of any kind leads to."""
    root = tree(page)
    blocks = message_blocks(root, rules)
    view = viewed(page, rules, root, blocks)
    is_member = is_member_page(page.url)
    is_thread = bool(blocks) and not is_member
    if is_member:
        yield from member(root, page.url, view.base)
    if is_thread:
        yield from thread_findings(view, blocks)
    yield from outlinks(root, rules, view.base, view.thread if is_thread else None)


def message_blocks(root: HtmlElement, rules: ThreadRules) -> list[HtmlElement]:
    """Return the blocks that are messages, in page order."""
    blocks = select(root, rules.block)[:MOST_MESSAGES]
    if not rules.skip:
        return blocks
    skipped = set(select(root, rules.skip))
    return [block for block in blocks if block not in skipped]


def base_of(root: HtmlElement, page: Page) -> str:
    """Return the address against which the links of a page resolve: the declared one, else its own."""
    declared = root.xpath("string((//base/@href)[1])")
    return try_canonical(str(declared), page.url) or page.url


def viewed(page: Page, rules: ThreadRules, root: HtmlElement, blocks: Sequence[HtmlElement]) -> View:
    """Return the page with its thread's address, zone and language."""
    base = base_of(root, page)
    link = value(root, rules.topic) or value(root, ("link[rel~=canonical]@href",))
    shown = relative_to(link, base) or page.url
    thread = thread_address(shown, rules.marks)
    own = thread_address(page.url, rules.marks)
    paged = page.url not in (own, thread) and _is_later(page.url, own)
    number = _number(rules, blocks[0]) if blocks else None
    starts = rules.threaded and not paged and number in (None, 0, 1) and not select(root, rules.previous)
    return View(page=page, root=root, rules=rules, base=base, thread=thread, starts=starts,
                zone=page_zone(page.text), language=root.get("lang"))


#: More links than this in a signature are an advertisement, and say little of who signs.
_MOST_SIGNED = 3
_LATER = re.compile(r"(?:[?&;](?:start|page|st|pp|p)=|[/-](?:page|p)[-/]?|\.)([1-9]\d*)")


def _is_later(url: str, own: str) -> bool:
    """Return whether an address says that it is a page after the first."""
    found = _LATER.search(url, min(len(own), len(url)) - 12 if len(own) < len(url) else 0)
    return bool(found) and found is not None and int(found[1]) > (0 if "st" in found[0] or "." in found[0] else 1)


def thread_findings(view: View, blocks: Sequence[HtmlElement]) -> Iterator[Finding]:
    """Yield accounts and posts of a thread page, in page order."""
    messages = list(_messages(view, blocks))
    moments = read_moments(view, [_stamps(view, message.block) for message in messages])
    known = Known(base=view.base, address=made_address(view, "{id}", None))
    url_of = {message.block: message.url for message in messages}
    accounts: dict[str, Account] = {}
    members = {folded(message.account.name): message.account.id for message in messages
               if message.account is not None and message.account.name}
    title = value(view.root, view.rules.title)
    named = [replace(message, content=with_named(message.content, members)) for message in messages]
    for message, moment in zip(named, moments, strict=True):
        account = message.account
        if account is not None and account.id not in accounts:
            accounts[account.id] = _signing(account, message.content)
            yield accounts[account.id]
        answered = _answered(message, view, known, url_of)
        yield Post(
            url=message.url, kind=view.rules.kind, author=account.id if account else None, local_id=message.local_id,
            number=message.number, title=title if message.url == view.thread else None, text=message.content.text,
            published=moment.at if moment else None, published_basis=moment.basis if moment else None,
            thread=view.thread if view.rules.threaded else None, in_reply_to=answered[0] if answered else None,
            quotes=tuple(answered[1:]),
            links=message.content.links, mentions=message.content.mentions, language=None,
        )
        yield from _remarks(message, moment)
        known.add(message.url, local_id=message.local_id, name=account.name if account else None,
                  text=message.content.text)


def _signing(account: Account, said: Content) -> Account:
    """Return the account with the addresses in its signature as claims: what it shows under every message."""
    signed = sorted({link.url for link in said.links if link.place is Place.SIGNATURE})[:_MOST_SIGNED]
    return replace(account, claims=(*account.claims, *(("signature", url) for url in signed))) if signed else account


def _stamps(view: View, block: HtmlElement) -> tuple[str, ...]:
    return view.found[block].stamps if block in view.found else tuple(values(block, view.rules.moment))


def _remarks(message: Message, moment: Moment | None) -> Iterator[Remark]:
    if message.account is None:
        yield Remark(code="unknown_author", text="this message names no writer", about=message.url)
    if moment is None:
        yield Remark(code="undated", text="this message shows no time that could be read", about=message.url)


def _messages(view: View, blocks: Sequence[HtmlElement]) -> Iterator[Message]:
    within = set(blocks)
    taken: set[str] = set()
    for index, block in enumerate(blocks):
        account = _account(view, block)
        body = view.found[block].body if block in view.found else first(block, view.rules.body)
        if account is None and body is None:  # an advertisement or a deleted message in the shape of a message
            continue
        local_id = value(block, view.rules.local_id)
        number = _number(view.rules, block)
        opening = not taken and view.starts
        url = view.thread if opening else message_url(view, block, local_id)
        if url in taken or (url == view.thread and not opening and view.rules.threaded):
            url = f"{view.thread}#{local_id or number or index + 1}"
        while url in taken:
            url += "-"
        taken.add(url)
        quotes = outermost(body, view.rules.quote.block) if body is not None and view.rules.quote.block else []
        yield Message(
            block=block, url=url, local_id=local_id, number=number, account=account, quotes=tuple(quotes),
            content=_content(view, block, body, quotes, within),
        )


def message_url(view: View, block: HtmlElement, local_id: str | None) -> str:
    """Return the address of a message: its permalink or what the system's rule makes of its id."""
    rules = view.rules
    made = made_address(view, last_number(local_id), local_id)
    if made and not rules.linked:
        return made
    link = relative_to(value(block, rules.permalink), view.base) if rules.permalink else None
    return link or made or view.thread


def made_address(view: View, digits: str | None, local_id: str | None) -> str:
    """Return an address by the system's rule; empty where the rule needs what is not known."""
    address = view.rules.address
    root = ""
    if "{root}" in address:
        cut = re.search(view.rules.root, view.base)
        root = view.base[:cut.start()] if cut else ""
        if not root:
            return ""
    if (local_id is None and "{anchor}" in address) or (digits is None and "{id}" in address):
        return ""
    return address.format(thread=view.thread, root=root, id=digits, anchor=local_id)


def _number(rules: ThreadRules, block: HtmlElement) -> int | None:
    text = value(block, rules.number) if rules.number else None
    if not text:
        return None
    found = _NUMBER.search(text.replace(",", ""))
    return int(found[0]) + rules.number_shift if found else next((number for word,
                                                                  number in _FLOORS.items() if word in text), None)


def _account(view: View, block: HtmlElement) -> Account | None:
    rules = view.rules
    if block in view.found:
        return writer(view.found[block].name, view.found[block].profile, view.base)
    more = {"handle": value(block, rules.handle), "avatar": value(block, rules.avatar)}
    name = value(block, rules.author)
    if name and rules.author_pattern and (found := re.search(rules.author_pattern, name)):
        name = found["who"]
    return writer(name, value(block, rules.profile), view.base, more)


def _content(
    view: View, block: HtmlElement, body: HtmlElement | None, quotes: Sequence[HtmlElement], within: set[HtmlElement],
) -> Content:
    rules = view.rules
    if body is None:
        return Content()
    skipped = {*quotes, *(within - {block, body})}
    if block in view.found:
        skipped.update(view.found[block].beside)
    if rules.quote.before:
        skipped.update(heading(quote, rules.quote) for quote in quotes)
    signatures = select(block, rules.signature) if rules.signature else []
    skipped.update(signatures, select(body, rules.drop))
    naming = set(select(body, rules.mention)) if rules.mention else set()
    own = content(body, view.base, skipped=skipped, naming=naming)
    signed = [link for mark in signatures for link in content(mark, view.base, place=Place.SIGNATURE).links]
    return Content(own.text, tuple(dict.fromkeys((*own.links, *signed))), own.mentions)


def _answered(message: Message, view: View, known: Known, url_of: dict[HtmlElement, str]) -> list[str]:
    """Return the addresses that a message answers or quotes, the one it answers first."""
    found: list[str] = []
    if view.rules.answers and (reference := value(message.block, view.rules.answers)):
        found.append(referred(reference, known) or "")
    found.append(_holder(message.block, view.rules.children, url_of) or "")
    found += [quoted(block, view.rules.quote, known, complete=view.starts) or "" for block in message.quotes]
    answered = [url for url in dict.fromkeys(found) if url and url != message.url]
    if not answered:
        named = addressed(message.content.text, [mention.name for mention in message.content.mentions], known)
        return [named] if named else []
    return answered


def _holder(block: HtmlElement, children: str, url_of: dict[HtmlElement, str]) -> str | None:
    """Return the message that holds a block, or that the container around it follows."""
    containers = set(select(block.getroottree().getroot(), children)) if children else set()
    for around in block.iterancestors():
        if around in url_of:
            return url_of[around]
        if around in containers:
            before = next((one for one in around.itersiblings(preceding=True) if one in url_of), None)
            if before is not None:
                return url_of[before]
    return None


def read_moments(view: View, stamps: Sequence[Sequence[str]]) -> list[Moment | None]:
    """Return the time of each message out of the texts that may state it."""
    texts = [text for stamp in stamps for text in stamp]
    day_first = day_first_of(texts)
    if day_first is None:
        day_first = _ascending(view, stamps)
    if day_first is None:
        day_first = view.rules.day_first
    return [_moment(view, stamp, day_first=day_first) for stamp in stamps]


def _time_text(rules: ThreadRules, text: str) -> str:
    """Return the part of a text that is the time, with hours and dates as most write them."""
    if rules.moment_pattern:
        found = re.search(rules.moment_pattern, text)
        text = found["when"] if found else ""
    return _CLOCK_WORD.sub(lambda word: _CLOCK_WORDS[word[0].lower()], with_our_dates(text))


def _moment(view: View, stamp: Sequence[str], *, day_first: bool | None) -> Moment | None:
    for text in stamp:
        moment = read_moment(_time_text(view.rules, text), seen=view.page.fetched, zone=view.zone,
                             day_first=day_first, language=view.language)
        if moment is not None:
            return moment
    return None


def _ascending(view: View, stamps: Sequence[Sequence[str]]) -> bool | None:
    """Return the order of day and month under which alone the times of a thread ascend."""
    fits = []
    for day_first in (True, False):
        read = [_moment(view, stamp, day_first=day_first) for stamp in stamps]
        times = [moment.at for moment in read if moment is not None]
        if len(times) >= _ENOUGH_TIMES and times == sorted(times) and len(set(times)) > 1:
            fits.append(day_first)
    return fits[0] if len(fits) == 1 else None
