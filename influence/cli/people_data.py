"""All that is held about one person, for the person who asks for it."""

import numpy as np

from influence.cli.people_cards import Row, card
from influence.cli.pipeline import World, moment
from influence.model.columns import UNDATED, UNKNOWN, VERBS
from influence.people.contact import reaches


def held(known: World, code: int) -> Row:
    """Return accounts, posts, activities by and about a person, and decisions, each with where it was seen."""
    own = {known.columns.accounts[number] for number in np.flatnonzero(known.people.of_account == code).tolist()}
    rows = [row for row in known.project.accounts() if row.id in own]
    return {
        "person": card(known, code),
        "accounts": [{
            "id": row.id, "name": row.name, "handle": row.handle, "site": row.site, "websites": list(row.websites),
            "claims": [list(claim) for claim in row.claims], "avatar": row.avatar, "about": row.bio,
            "audience": row.audience,
        } for row in rows],
        "posts": _posts(known, code),
        "activities": _activities(known, code),
        "contacts": _contacts(known, code),
    }


def _contacts(known: World, code: int) -> list[Row]:
    found = reaches(known.project.contacts(), known.people, known.columns).get(code)
    return [{
        "kind": one.contact.kind.value, "value": one.contact.value, "page": one.contact.page,
        "rule": one.contact.rule.value if one.contact.rule else None, "quote": one.contact.quote,
        "read": moment(one.read) if one.read is not None else None,
    } for one in (found.seen if found else ())]


def _posts(known: World, code: int) -> list[Row]:
    posts = known.columns.posts
    mine = np.flatnonzero((posts.author != UNKNOWN) & (_person_of(known, posts.author) == code))
    found = known.project.posts(posts.key[mine])
    return [{"url": post.url, "title": post.title, "text": post.text, "published": _when(int(posts.time[at]))}
            for at, post in zip(mine.tolist(), found, strict=True)]


def _activities(known: World, code: int) -> list[Row]:
    acts = known.columns.activities
    mine = np.flatnonzero((_person_of(known, acts.actor) == code) | (_person_of(known, acts.owner) == code))
    details = known.project.details(acts.key[mine])
    rows: list[Row] = []
    for at in mine.tolist():
        seen = details.get(int(acts.key[at]))
        rows.append({
            "verb": VERBS[acts.verb[at]].value, "by": _account(known, int(acts.actor[at])),
            "on": _account(known, int(acts.owner[at])), "time": _when(int(acts.time[at])),
            "object": seen.object if seen else None, "quote": seen.quote if seen else "",
            "seen_on": seen.evidence if seen else None,
            "read": moment(seen.fetched) if seen and seen.fetched is not None else None,
        })
    return rows


def _person_of(known: World, accounts: "np.typing.NDArray[np.int32]") -> "np.typing.NDArray[np.int32]":
    return np.append(known.people.of_account, np.int32(UNKNOWN))[accounts]


def _account(known: World, code: int) -> str | None:
    return known.columns.accounts[code] if code != UNKNOWN else None


def _when(seconds: int) -> str | None:
    return None if seconds == UNDATED else moment(seconds)
