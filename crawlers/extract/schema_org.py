"""What a page states about itself in JSON-LD: articles and comments by schema.org's words."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from crawlers.extract.document import names, tree
from crawlers.extract.jsontext import Json, dicts, mapping, text_at, walk
from crawlers.records import Page

_ARTICLES = frozenset(names(
    "article blogposting newsarticle socialmediaposting techarticle reportagenewsarticle opinionnewsarticle recipe"
    " review liveblogposting scholarlyarticle podcastepisode reviewnewsarticle backgroundnewsarticle"
    " analysisnewsarticle"
))
_Known = dict[str, dict[str, Json]]
_ORGANISATIONS = frozenset({"organization", "newsmediaorganization", "corporation", "localbusiness"})
_CONTROL = re.compile(r"[\x00-\x1f]")
_TRAILING = re.compile(r",\s*([}\]])")
_MAX_COMMENTS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who a page says wrote something."""

    name: str | None = None
    link: str | None = None
    #: Other addresses of the same person (`sameAs`).
    same_as: tuple[str, ...] = ()
    avatar: str | None = None
    is_organisation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """An article or comment as JSON-LD states it."""

    url: str | None = None
    title: str | None = None
    writer: Writer | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    text: str | None = None
    tags: tuple[str, ...] = ()
    #: Number of the comment it answers within the list, None for the article.
    parent: int | None = None


@lru_cache(maxsize=4)
def objects(page: Page) -> tuple[dict[str, Json], ...]:
    """Return all JSON-LD objects of a page, inner ones too; broken blocks are left out."""
    found: list[dict[str, Json]] = []
    for script in tree(page).iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found.extend(walk(_loaded(script.text)))
    return tuple(found)


def _loaded(text: str) -> Json:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _TRAILING.sub(r"\1", _CONTROL.sub(" ", text))):
        try:
            value: Json = json.loads(attempt)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def article(page: Page) -> Stated | None:
    """Return the page's own article: the one that names its address, else the only one with a date or writer."""
    known = {name: each for each in objects(page) if (name := text_at(each, "@id"))}
    found = [_stated(each, known) for each in objects(page) if _types(each) & _ARTICLES]
    found = [each for each in found if each.published or each.writer or each.title]
    if not found:
        return None
    here = page.url.rstrip("/")
    own = [each for each in found if each.url and each.url.partition("#")[0].rstrip("/") == here]
    if own:
        return max(own, key=_fullness)
    addresses = {each.url for each in found if each.url}
    return max(found, key=_fullness) if len(addresses) <= 1 or len(found) == 1 else None


def _fullness(stated: Stated) -> int:
    return sum(value is not None for value in (stated.writer, stated.published, stated.title, stated.modified))


def comments(page: Page) -> list[Stated]:
    """Return the comments that the page's article lists, replies after what they answer."""
    known = {name: each for each in objects(page) if (name := text_at(each, "@id"))}
    result: list[Stated] = []
    for each in objects(page):
        if _types(each) & _ARTICLES:
            for comment in dicts(each.get("comment")):
                _collect(comment, None, known, result)
    return result[:_MAX_COMMENTS]


def _collect(comment: dict[str, Json], parent: int | None, known: _Known, into: list[Stated]) -> None:
    stated = _stated(comment, known, parent)
    number = len(into)
    into.append(stated)
    for reply in dicts(comment.get("comment")):
        if len(into) < _MAX_COMMENTS:
            _collect(reply, number, known, into)


def _types(holder: dict[str, Json]) -> set[str]:
    kinds = holder.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return {name.rpartition("/")[2].lower() for name in names if isinstance(name, str)}


def _stated(holder: dict[str, Json], known: _Known, parent: int | None = None) -> Stated:
    entity = holder.get("mainEntityOfPage")
    url = text_at(holder, "url") or (entity if isinstance(entity, str) else text_at(mapping(entity), "@id", "url"))
    title = text_at(holder, "headline", "name")
    return Stated(
        url=url or text_at(holder, "@id"), title=unescape(title) if title else None, writer=_writer(holder, known),
        published=text_at(holder, "datePublished", "dateCreated", "uploadDate"),
        modified=text_at(holder, "dateModified"),
        language=text_at(holder, "inLanguage"), text=text_at(holder, "text", "commentText"), tags=tuple(_tags(holder)),
        parent=parent,
    )


def _writer(holder: dict[str, Json], known: _Known) -> Writer | None:
    value = holder.get("author") or holder.get("creator")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        return Writer(link=value) if value.startswith("http") else Writer(name=unescape(value))
    person = mapping(value)
    person = {**known.get(text_at(person, "@id") or "", {}), **person}
    name = text_at(person, "name")
    if name is None and not text_at(person, "url"):
        return None
    same = person.get("sameAs")
    others = same if isinstance(same, list) else [same]
    image = person.get("image")
    return Writer(
        name=unescape(name) if name else None, link=text_at(person, "url"),
        same_as=tuple(each for each in others if isinstance(each, str) and each),
        avatar=image if isinstance(image, str) else text_at(mapping(image), "url", "contentUrl"),
        is_organisation=bool(_types(person) & _ORGANISATIONS),
    )


def _tags(holder: dict[str, Json]) -> Iterator[str]:
    words = holder.get("keywords")
    if isinstance(words, str):
        yield from (part.strip() for part in words.split(",") if part.strip())
    elif isinstance(words, list):
        yield from (part.strip() for part in words if isinstance(part, str) and part.strip())
