"""Who is named without a link: known people only, and only by names that can mean nobody else."""

import numpy as np
import pytest

from influence.model.person import People, Person, PersonKind
from influence.people.naming import known_names, named


def people(*names, kind=PersonKind.PERSON):
    persons = tuple(Person(id=f"p_{n}", name=name, accounts=(f"https://b{n}.example/",), kind=kind) for n, name in enumerate(names))
    return People(persons=persons, of_account=np.arange(len(names), dtype=np.int32))


@pytest.mark.parametrize(("name", "known"), [
    ("Ann Weaver", True), ("林怡君", True), ("paperfox", True), ("Ann", False), ("Al Bo", False), ("怡君", False), ("admin", False),
    ("匿名", False),
])
def test_only_names_that_tell_somebody_are_looked_for(name, known):
    assert bool(known_names(people(name))) is known


def test_a_name_two_people_share_means_nobody():
    assert known_names(people("Amy Linden", "Amy Linden", "Bo Quill")) == {"bo quill": 2}


def test_organisations_are_not_looked_for():
    assert known_names(people("Paper Works", kind=PersonKind.ORGANISATION)) == {}


NAMES = known_names(people("Ann Weaver", "林怡君", "paperfox"))


@pytest.mark.parametrize(("text", "found"), [
    ("I learned it from Ann Weaver.", [0]),
    ("ANN WEAVER's way, and Ann Weaver again", [0]),
    ("Joann Weaver and Ann Weavers are others", []),
    ("我跟著林怡君做了一個", [1]),
    ("thanks @paperfox!", [2]),
    ("a paperfox in the garden", []),
    ("Ann Weaver，林怡君", [0, 1]),
    ("", []),
])
def test_who_is_named_in_a_text(text, found):
    assert sorted(one.person for one in named([(0, text)], NAMES)) == found


def test_the_quote_is_the_words_around_the_name():
    text = "word " * 200 + "as Ann Weaver says " + "word " * 200
    (one,) = named([(4, text)], NAMES)
    assert one.post == 4
    assert "as Ann Weaver says" in one.quote
    assert len(one.quote) <= 200


def test_no_names_find_nobody():
    assert list(named([(0, "Ann Weaver")], {})) == []
