"""What was heard, drawn together: one function for each question of `listen`. Import only inside a command."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from influence.cli.hearing import DAY, Hearing
from influence.cli.pipeline import second
from influence.cli.teams import do_not_contact, minors
from influence.listening import alarms as waves
from influence.listening import allies as turning
from influence.listening.answers import Answering, answering
from influence.listening.changes import Changed, Seen, changes
from influence.listening.complaints import Complaints, complaints, independent
from influence.listening.needs import Helper, Need, Reply, Wish, buying, helpers, needs
from influence.listening.ratio import Goal, Pace, Ratio, pace, ratio
from influence.model.brand import Brand
from influence.model.columns import UNDATED
from influence.model.person import Person
from influence.people.find import find_all
from influence.people.names import is_cjk
from influence.store.lookups import lies_on

#: So much of an answer is read.
_READ = 600
#: Threads longer than this are conversations about many things; only their first posts are read.
_THREAD = 300
#: Present tone is that of so many days.
NOW_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What people want."""

    needs: tuple[Need, ...]
    buying: tuple[Wish, ...]
    helpers: tuple[Helper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedVoice:
    """Of the people who talk about the need, how many name a brand."""

    people: int
    #: By brand name; somebody may name several.
    naming: dict[str, int]


def brand_complaints(heard: Hearing) -> Complaints:
    """Return the complaints about the brand, at any time."""
    return complaints(heard.heard, heard.rows, 0, heard.known.columns.posts.thread)


def alarms(heard: Hearing) -> tuple[waves.Alarm, ...]:
    """Return the waves of complaints that were told within the window, oldest first."""
    if not heard.branded:
        return ()
    found = brand_complaints(heard)
    made = waves.alarms(found, independent(found, heard.acts), heard.heard.aspects, heard.caused, heard.first_heard)
    return tuple(alarm for alarm in made if alarm.last >= heard.since)


def allies(heard: Hearing) -> tuple[turning.Ally, ...]:
    """Return whose good word changed; those repaired before the window are left out."""
    if not heard.branded:
        return ()
    told = turning.Told(heard=heard.heard, rows=heard.rows, brand=0, until=heard.until)
    named = find_all(heard.known.people, heard.known.settings.people.allies)
    made = turning.allies(told, brand_complaints(heard), heard.acts, heard.known.columns.posts, heard.audience,
                          (heard.who.staff, named.keys()))
    return tuple(one for one in made if one.repaired is None or heard.heard.time[one.repaired] >= heard.since)


def asked(heard: Hearing) -> Asked:
    """Return what people ask for within the window."""
    wishes = _wishes(heard)
    made = needs(wishes, _replies(heard, wishes), heard.overheard.common, heard.overheard.sample)
    away = spared(heard)
    return Asked(needs=tuple(made), buying=tuple(buying(wish for wish in wishes if wish.person not in away)),
                 helpers=tuple(helpers(made, heard.author, heard.caused, away)))


def spared(heard: Hearing) -> frozenset[int]:
    """Return who is not put forward to be written to: who must not be contacted, and minors."""
    return frozenset(do_not_contact(heard.known)) | frozenset(minors(heard.known))


def answers(heard: Hearing, *, on_topic: bool = False) -> tuple[Answering, ...]:
    """Return how each brand answers those who name it within the window, on the topics alone if so wanted.

    What stands in a thread whose first post is on a topic is on it, too. Of the own brand, what waits for an
    answer is left out where nobody may write to who said it.
    """
    rows = heard.rows & heard.within
    if on_topic:
        posts = heard.known.columns.posts
        topical = heard.overheard.on_topic | heard.overheard.on_topic[posts.thread]
        rows = rows & topical[heard.heard.post]
    persons = heard.known.people.persons
    own = [heard.who.staff, *(np.array([is_theirs(person, brand) for person in persons], np.bool_)
                              for brand in heard.heard.brands[1:])]
    made = answering(heard.heard, rows, heard.known.columns.posts, tuple(own), heard.until, heard.author)
    away = spared(heard)
    return tuple(replace(one, open=tuple(each for each in one.open if int(heard.heard.person[each.row]) not in away))
                 if brand == 0 else one for brand, one in enumerate(made))


def is_theirs(person: Person, brand: Brand) -> bool:
    """Return whether a person writes under a rival's name or on its site: whole words, whole names of hosts.

    A Chinese name has no blanks that would tell its end, so it must be the whole of the person's.

    >>> cutters = Brand(name="Ann", domains=("cut.example",))
    >>> [is_theirs(Person(id="p", name=name, accounts=()), cutters) for name in ("Ann Support", "Joanne Vann")]
    [True, False]
    """
    wanted, name = brand.name.casefold(), person.name.casefold()
    if is_cjk(wanted):
        named = wanted == name
    else:
        named = bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", name) is not None
    return named or any(lies_on(site, domain) for domain in brand.domains for site in person.sites)


def need_voice(heard: Hearing) -> NeedVoice | None:
    """Return how many of those who wrote about the topics in the window name each brand; None without topics."""
    on_topic = heard.overheard.on_topic & (heard.acts.post_time >= heard.since) & (heard.acts.post_time <= heard.until)
    if not on_topic.any():
        return None
    talking = np.unique(heard.author[on_topic])
    talking = talking[(talking >= 0) & ~heard.who.silent[talking]]
    said = heard.heard
    rows = heard.rows & heard.within & np.isin(said.person, talking)
    naming = {brand.name: len(np.unique(said.person[rows & (said.brand == code)]))
              for code, brand in enumerate(said.brands)}
    return NeedVoice(people=len(talking), naming=naming)


def tone_now(heard: Hearing) -> Ratio:
    """Return complaints and praises of the last ninety days of the window."""
    return ratio(heard.heard, heard.rows, 0, max(heard.since, heard.until - NOW_DAYS * DAY), heard.until)


def goal(heard: Hearing) -> Goal | None:
    """Return the goal of influence.toml; None without one. The baseline is the first quarter heard unless told."""
    wanted = heard.known.settings.brand
    if not heard.branded or not wanted.ratio_goal or not wanted.goal_date:
        return None
    first = heard.first_heard
    since = second(wanted.baseline_since) if wanted.baseline_since else first
    until = second(wanted.baseline_until, end=True) if wanted.baseline_until else first + (heard.until - first) // 4
    return Goal(ratio=wanted.ratio_goal, until=second(wanted.goal_date, end=True) or 0,
                baseline=(since or 0, until or 0))


def towards_goal(heard: Hearing) -> Pace | None:
    """Return how far the brand is on the way to its goal; None without a goal."""
    wanted = goal(heard)
    if wanted is None:
        return None
    before = ratio(heard.heard, heard.rows, 0, *wanted.baseline)
    return pace(before, tone_now(heard), wanted, heard.until)


def changed(heard: Hearing, since: int) -> tuple[Changed, ...]:
    """Return what changed from a second to the end of the window."""
    people = heard.acts.people
    if heard.ranked is None:
        rising, standing = np.full(people, np.nan), np.zeros(people)
    else:
        rising, pairs = heard.ranked.numbers.rising, heard.ranked.pairs
        standing = np.zeros(people)
        np.maximum.at(standing, pairs.responder, pairs.standing)
    return changes(Seen(
        heard=heard.heard, rows=heard.rows, acts=heard.acts, posts=heard.known.columns.posts,
        living_audience=heard.audience, rising=rising, standing=standing, silent=heard.who.silent), since)


def _wishes(heard: Hearing) -> list[Wish]:
    time, author = heard.acts.post_time, heard.author
    silent = np.append(heard.who.silent, False)
    return [
        Wish(post=post, person=int(author[post]), time=int(time[post]), kind=kind, sentence=sentence)
        for post, kind, sentence in heard.overheard.wishes
        if heard.since <= time[post] <= heard.until and time[post] != UNDATED and not silent[author[post]]
    ]


def _replies(heard: Hearing, wishes: Sequence[Wish]) -> dict[int, list[Reply]]:
    """Return the later posts of the thread of each wish, by voices, with what they say."""
    posts, time, author = heard.known.columns.posts, heard.acts.post_time, heard.author
    threads = np.unique(posts.thread[[wish.post for wish in wishes]]) if wishes else np.empty(0, np.int32)
    silent = np.append(heard.who.silent, False)
    dated = (time != UNDATED) & (time <= heard.until)
    inside = np.flatnonzero(np.isin(posts.thread, threads) & dated & ~silent[author])
    inside = inside[np.lexsort((inside, time[inside], posts.thread[inside]))]
    place = np.arange(len(inside)) - np.searchsorted(posts.thread[inside], posts.thread[inside])
    inside = inside[place < _THREAD]
    texts = heard.known.project.posts(posts.key[inside])
    by_thread: dict[int, list[Reply]] = {}
    for code, post in zip(inside.tolist(), texts, strict=True):
        by_thread.setdefault(int(posts.thread[code]), []).append(
            Reply(post=code, person=int(author[code]), time=int(time[code]), text=post.text[:_READ]))
    return {wish.post: [reply for reply in by_thread.get(int(posts.thread[wish.post]), [])
                        if reply.time >= wish.time and reply.post != wish.post] for wish in wishes}


def languages(heard: Hearing) -> tuple[NDArray[np.int64], list[str]]:
    """Return the language of each post that names a brand, as codes by post, and their names; -1 unknown."""
    named = np.unique(heard.heard.post)
    tags = [post.language for post in heard.known.project.posts(heard.known.columns.posts.key[named])]
    names = sorted({tag for tag in tags if tag})
    code = np.full(len(heard.known.columns.posts), -1, np.int64)
    code[named] = [names.index(tag) if tag else -1 for tag in tags]
    return code, names


def day(seconds: int | None) -> date | None:
    """Return an epoch second as a day; None stays None.

    >>> day(86_400)
    datetime.date(1970, 1, 2)
    """
    return None if seconds is None or seconds == UNDATED else date.fromordinal(719_163 + seconds // DAY)
