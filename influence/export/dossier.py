"""One page to read before writing to somebody: what it holds, and its sentences. No format knows more than this."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from crawlers.records import ContactRule
from influence.export.caveats import caveats
from influence.export.cells import plain, short
from influence.export.dossier_words import dossier_words
from influence.model.contact import Reach
from influence.shortlist.fit import PARTS, Fit

#: A post to open with is of the last so many days of the data, or said to be old.
FRESH_DAYS = 60
#: Letters of a sentence on a card of the report, and on a page of its own.
_BRIEF, _LONG = 120, 400
#: Statuses of people who have had a first mail.
_WRITTEN_TO = frozenset({"contacted", "agreed", "ambassador", "declined"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """A post that may be referred to."""

    #: ISO day; empty when undated.
    day: str
    title: str
    url: str
    #: Different people who acted on it.
    people: int
    #: Whether it is of the last 60 days of the data.
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What somebody said about a brand."""

    day: str
    brand: str
    #: praise, complaint, question, neutral or needs_reading.
    tone: str
    sentence: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What is known of one person that matters before writing."""

    person_id: str
    name: str
    site: str = ""
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    community: str = ""
    #: Own posts on topic in the last 30, 60 and 90 days, and the newest of them.
    counted: tuple[int, ...] = (0, 0, 0)
    newest: tuple[Opener, ...] = ()
    #: Names with the number of acts, most first.
    answered_by: tuple[tuple[str, int], ...] = ()
    answers: tuple[tuple[str, int], ...] = ()
    #: None where nobody listened for a brand.
    sayings: tuple[Saying, ...] | None = None
    #: Own posts of the last year; paid ones that say so; paid ones that do not.
    posts: int = 0
    paid: int = 0
    unsaid: int = 0
    fit: Fit = field(default_factory=Fit)
    reach: Reach = field(default_factory=Reach)
    #: Who could introduce you; None where no ally is known.
    intro: tuple[str, ...] | None = None
    opener: Opener | None = None
    status: str = ""
    warnings: tuple[str, ...] = ()
    #: Why they are not proposed; empty when they are.
    unproposed: str = ""
    #: Whether they speak against the brand: to be answered and won back, not recruited.
    repair: bool = False
    #: Followers as stated somewhere; shown, never scored.
    audience: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, with an address to open where there is one."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    key: str
    title: str
    lines: tuple[Line, ...]


def sections(known: Dossier, language: str = "en", *, brief: bool = False) -> tuple[Section, ...]:
    """Return the dossier in the order it is read; what is not known is left out or said to be unknown.

    Args:
        known: Whom it is about.
        language: `en` or `zh-TW`.
        brief: Without what holds for everybody and what a card of the report shows anyway.
    """
    words = dossier_words(language)
    parts = (
        ("answer" if known.repair else "unproposed", _unproposed(known, words, brief=brief)),
        ("contact", _contact(known, words)), ("opener", _opener(known, words)),
        ("never", _never(known, words, language, brief=brief)), ("intro", _intro(known, words)),
        ("makes", _makes(known, words, brief=brief)), ("recent", _recent(known, words, brief=brief)),
        ("circle", _circle(known, words, brief=brief)), ("brand", _brand(known, words, brief=brief)),
        ("paid", _paid(known, words, brief=brief)), ("audience", _audience(known, words)),
        ("marks", _marks(known, words)),
    )
    made = ((key, tuple(lines)) for key, lines in parts)
    return tuple(Section(key, words[key], lines) for key, lines in made if lines)


def dossier_text(known: Dossier, language: str = "en") -> str:
    """Return the dossier for the screen, one page."""
    out = [f"{short(known.name)}  {known.site}".rstrip(), "=" * 60]
    for section in sections(known, language):
        out += ["", section.title]
        out += [f"  {line.text}" + (f"\n    {line.url}" if line.url else "") for line in section.lines]
    return "\n".join(out)


def _contact(known: Dossier, words: Mapping[str, str]) -> Iterator[Line]:
    reach = known.reach
    if reach.value is None and reach.quote is None and reach.rule is ContactRule.UNKNOWN:
        yield Line(words["nothing_published"])
        return
    if reach.value is None:
        yield Line(words["no_way"])
    else:
        where = f" ({words['seen_on'].format(page=reach.source)})" if reach.source else ""
        yield Line(plain(reach.value) + where)
    if reach.quote is None:
        yield Line(words[f"rule_{reach.rule.value}"])
    else:
        rule = "read" if reach.rule is ContactRule.UNKNOWN else reach.rule.value
        yield Line(f"{words[f'rule_{rule}']} “{plain(reach.quote)}”", reach.quote_page or "")


def _unproposed(known: Dossier, words: Mapping[str, str], *, brief: bool) -> Iterator[Line]:
    """Yield why they are not proposed and, of somebody to be won back, the complaints to answer."""
    if not known.unproposed:
        return
    yield Line(known.unproposed)
    if known.repair:
        yield from (_quoted(said, words, brief=brief) for said in known.sayings or () if said.tone == "complaint")


def _opener(known: Dossier, words: Mapping[str, str]) -> Iterator[Line]:
    if known.repair:
        return
    post = known.opener
    if post is None:
        yield Line(words["open_none"])
        return
    sentence = words["open_with" if post.people else "open_quiet"]
    yield Line(sentence.format(day=post.day or "?", title=plain(post.title), people=post.people), post.url)
    if not post.fresh:
        yield Line(words["open_old"].format(days=FRESH_DAYS))


def _never(known: Dossier, words: Mapping[str, str], language: str, *, brief: bool) -> Iterator[Line]:
    rule, quote = known.reach.rule.value, plain(known.reach.quote or "")
    by_rule = {"do_not_contact": "never_write", "no_pitch": "never_pitch", "form_only": "never_mail"}
    if known.repair:
        yield Line(words["never_recruit"])
    if rule in by_rule:
        yield Line(words[by_rule[rule]].format(quote=quote))
    if known.status in _WRITTEN_TO:
        yield Line(words["never_again"].format(status=known.status))
    if known.unsaid:
        yield Line(words["never_unsaid"])
    elif known.posts and not known.paid:
        yield Line(words["never_money"])
    yield from (Line(words[key]) for key in ("never_read", "never_hide", "never_twice") if not brief)
    if known.warnings and not brief:
        yield Line(words["mind"].format(caveats=caveats(known.warnings, language)))


def _intro(known: Dossier, words: Mapping[str, str]) -> Iterator[Line]:
    if known.intro is not None and not known.intro:
        yield Line(words["no_intro"])
    yield from (Line(words["via"].format(path=short(path, 200))) for path in known.intro or ())


def _makes(known: Dossier, words: Mapping[str, str], *, brief: bool) -> Iterator[Line]:
    for key, terms in (("telling", known.topics), ("tagged", known.tags), ("place", (known.community,))):
        if any(terms) and not (brief and key != "tagged"):
            yield Line(words[key].format(words=words["comma"].join(short(term) for term in terms)))


def _recent(known: Dossier, words: Mapping[str, str], *, brief: bool) -> Iterator[Line]:
    d30, d60, d90 = known.counted
    yield Line(words["counted"].format(d30=d30, d60=d60, d90=d90))
    for post in known.newest[: 1 if brief else None]:
        if known.opener is not None and post.url == known.opener.url:
            continue
        yield Line(words["open_quiet"].format(day=post.day or "?", title=plain(post.title)), post.url)


def _circle(known: Dossier, words: Mapping[str, str], *, brief: bool) -> Iterator[Line]:
    for key, ties in (("answered_by", known.answered_by), ("answers", known.answers)):
        if ties and not (brief and key == "answered_by"):  # the card has a picture of them
            yield Line(words[key].format(names=words["comma"].join(f"{short(name)} ({acts})" for name, acts in ties)))
    if not known.answered_by and not known.answers:
        yield Line(words["nobody"])


def _brand(known: Dossier, words: Mapping[str, str], *, brief: bool) -> Iterator[Line]:
    if known.sayings == () and not brief:
        yield Line(words["not_said"])
    for said in (known.sayings or ())[: 1 if brief else None]:
        if not (known.repair and said.tone == "complaint"):  # stands above
            yield _quoted(said, words, brief=brief)


def _quoted(said: Saying, words: Mapping[str, str], *, brief: bool) -> Line:
    sentence = short(said.sentence, _BRIEF if brief else _LONG)
    return Line(words["said"].format(day=said.day or "?", brand=said.brand, tone=words.get(said.tone, said.tone),
                                     sentence=sentence), said.url)


def _paid(known: Dossier, words: Mapping[str, str], *, brief: bool) -> Iterator[Line]:
    if brief and not known.paid and not known.unsaid:
        return
    if not known.posts:
        yield Line(words["none_posts"])
        return
    yield Line(words["some_paid" if known.paid else "unpaid"].format(paid=known.paid, posts=known.posts))
    if known.unsaid:
        yield Line(words["unsaid"].format(unsaid=known.unsaid, posts=known.posts))


def _audience(known: Dossier, words: Mapping[str, str]) -> Iterator[Line]:
    if known.audience is not None:
        yield Line(words["stated"].format(audience=f"{known.audience:,}"))


def _marks(known: Dossier, words: Mapping[str, str]) -> Iterator[Line]:
    if known.repair:
        return
    marks = [(name, getattr(known.fit, name)) for name in ("fit", *PARTS)]
    shown = [f"{words[name]} {mark:.0f}" for name, mark in marks if mark is not None]
    yield Line(words["comma"].join(shown) if shown else words["few_posts"])
