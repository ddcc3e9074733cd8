"""Sensitive words describe nobody, and who says to be under age is left out."""

from datetime import UTC, datetime

import numpy as np
import pytest

from crawlers.extract.ages import stated_minor
from crawlers.extract.contact import contacts
from crawlers.records import Contact, ContactKind, ContactRule, Page
from influence.model.contact import SeenContact
from influence.model.person import People, Person
from influence.model.score import Score, Tier
from influence.people.contact import minors, reach
from influence.people.find import find_codes
from influence.people.sensitive import is_sensitive, spared
from influence.shortlist import Labels, eligible


@pytest.mark.parametrize("text", ["breast cancer diary", "Bible journaling", "gay dads", "election night", "化療日記", "教會手作", "同志書店", "選舉"])
def test_sensitive_words_are_known_in_both_languages(text):
    assert is_sensitive(text)
    assert not is_sensitive(spared(text))


@pytest.mark.parametrize("text", ["paper folding", "Christmas cards", "gayle's glue", "拼布教學", "red and blue ink", "churn"])
def test_ordinary_words_are_left_as_they_are(text):
    assert spared(text) == text


def test_topics_the_user_asked_for_are_kept():
    assert spared("chemo scarves", ["Chemo"]) == "chemo scarves"


@pytest.mark.parametrize("about", [
    "I'm 15 and I fold paper", "I am 16 years old.", "Ann | 14 y/o | paper", "16yo, she/her", "Age: 13", "我今年15歲", "小安｜16歲", "I'm a high school student",
    "Leeds, 8th grader", "I'm in 8th grade", "I'm a seventh-grader", "high schooler | paper", "小安，國二生", "國二生一枚", "我目前就讀國二", "现在读初三",
    "我是國中生", "hi im Ann\n17 years old"])
def test_a_stated_age_under_18_is_seen(about):
    assert stated_minor(about) is not None


@pytest.mark.parametrize("about", [
    "I'm 18.", "I am 45 years old", "Mum of a 12 year old", "my 15 year old daughter folds", "15 years of experience",
    "I'm 10 miles from the sea", "我有16年經驗", "女兒今年 12 歲", "I teach high school", "since 2015", "I'm 1 with nature", "高中老師", "",
    "I'm an 8th grade teacher", "I'm a high school teacher", "I'm in high school administration", "我12歲開始折紙", "教國二生數學", "國中生的媽媽", "我讀高中時開始"])
def test_others_ages_and_other_numbers_are_not(about):
    assert stated_minor(about) is None


PEOPLE = People(persons=tuple(Person(id=f"p_{n}", name=f"N{n}", accounts=(f"https://{n}.example/",)) for n in range(2)),
                of_account=np.array([0, 1, -1], np.int32))


class _Columns:
    accounts = ("https://0.example/", "https://1.example/", "https://2.example/")


def test_accounts_are_found_by_their_code_and_strangers_are_not():
    found = find_codes(PEOPLE, _Columns, ["https://1.example/", "https://2.example/", "https://3.example/"])
    assert found == {"https://1.example/": 1}


def test_a_minor_is_left_out_even_when_required():
    score = Score(code=0, person="p_0", rank=1, tier=Tier.A, living_audience=5.0, people_moved=5, acts=5, posts=5, last_post=0)
    split = eligible((score,), PEOPLE, Labels(minors={0: "I'm 15"}, required={0: "N0"}), until=0)
    assert split.codes == ()
    assert (split.left_out[0].reason, split.left_out[0].text) == ("minor", "says of themself to be under 18: 'I'm 15'")


def test_an_age_on_the_about_page_of_a_one_author_site_flags_its_author():
    young = Contact(kind=ContactKind.AGE, page="https://0.example/about", site="0.example", quote="I'm 14")
    found = {0: reach([SeenContact(contact=young, read=1)])}
    assert (found[0].value, found[0].rule) == (None, ContactRule.UNKNOWN)
    assert minors({}, found, PEOPLE, _Columns) == {0: "I'm 14"}
    assert minors({"https://1.example/": "8th grader", "https://2.example/": "國二生"}, found, PEOPLE, _Columns) == {
        0: "I'm 14", 1: "8th grader"}


def test_an_age_is_read_off_pages_about_their_owner_only():
    def read(url: str) -> list[str | None]:
        text = "<html><body><h1>Paper</h1><p>Hello, I'm 14 and I fold boats.</p></body></html>"
        return [one.quote for one in contacts(Page(url, text, datetime(2024, 5, 1, tzinfo=UTC))) if one.kind is ContactKind.AGE]

    assert read("https://0.example/about") == ["I'm 14"]
    assert read("https://0.example/2024/05/boats") == []
