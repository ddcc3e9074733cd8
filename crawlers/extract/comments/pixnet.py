"""Comments of Pixnet: numbered floors, the blog owner's answer inside the floor it answers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from crawlers.clock import read_moment
from crawlers.extract.article import lead
from crawlers.extract.comments.answers import findings
from crawlers.extract.comments.blocks import Block, spoken
from crawlers.extract.document import classes, text_of, words_of
from crawlers.extract.spots import spots
from crawlers.records import Activity, Finding, Page, Post, Remark, Verb

_ANCHOR = re.compile(r"comment-\d+")
_PRIVATE = re.compile(r"悄悄話|此為.{0,6}私密|private comment", re.IGNORECASE)
_ANSWERED = re.compile(r"於\s*(\d{4}/\d\d?/\d\d?\s+\d\d?:\d\d)\s*回覆")


class PixnetComments:
    """Reads the floors under a Pixnet post."""

    name = "pixnet_comments"

    def matches(self, page: Page) -> float:
        """Return 0.97 for Pixnet's floors."""
        return 0.97 if spots(page).has_class("single-post") and spots(page).has_class("post-info") else 0.0

    def extract(self, page: Page) -> Iterator[Finding]:
        """Yield one post per floor, and an act for each answer of the owner; private floors are remarked upon."""
        blocks = [_block(floor, number) for number, floor in enumerate(spots(page).of_class("single-post"), 1)]
        said = spoken(blocks, page)
        private = [each for each in said if each.name is None and (_PRIVATE.search(each.text) or not each.text)]
        for each in private:
            yield Remark(code="private_comment", text="A comment only its writer and the owner can read.",
                         about=f"{page.url}#{each.local_id}")
        kept = [(block, each) for block, each in zip(blocks, said, strict=True) if each not in private]
        number = {each.local_id: place for place, (_, each) in enumerate(kept, 1)}
        yield from _numbered(findings([each for _, each in kept], page), number)
        yield from _owner_answers([block for block, _ in kept], page)


def _block(floor: HtmlElement, number: int) -> Block:
    ids = (each.get("name") or each.get("id") or "" for each in floor.iter("a", "p"))
    anchor = next((found for found in ids if _ANCHOR.fullmatch(found)), None)
    return Block(local_id=anchor or f"floor-{number}", scope=(floor,))


def _numbered(found: Iterable[Finding], number: dict[str, int]) -> Iterator[Finding]:
    for each in found:
        yield replace(each, number=number.get(each.local_id or "")) if isinstance(each, Post) else each


def _owner_answers(blocks: list[Block], page: Page) -> Iterator[Activity]:
    """Yield that the owner answered: the page gives such answers no address of their own."""
    found = lead(page)
    if found is None or found[1] is None:
        return
    for block in blocks:
        for each in block.scope[0].iter():
            if isinstance(each.tag, str) and "reply-text" in classes(each):
                stamp = _ANSWERED.search(words_of(each))
                moment = read_moment(stamp[1]) if stamp else None
                yield Activity(
                    verb=Verb.REPLY, actor=found[1].id, object=f"{found[0].url}#{block.local_id}",
                    published=moment.at if moment else None, published_basis=moment.basis if moment else None,
                    quote=text_of(each)[:200], rule="owner's answer", evidence=page.url,
                )
