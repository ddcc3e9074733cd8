"""Sensitive words describe nobody, and who says to be under age is left out."""

import numpy as np
import pytest

from influence.model.person import People, Person
from influence.model.score import Score, Tier
from influence.people.find import find_codes
from influence.people.sensitive import is_sensitive, spared, stated_minor
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
    "我是國中生", "hi im Ann\n17 years old"])
def test_a_stated_age_under_18_is_seen(about):
    assert stated_minor(about) is not None


@pytest.mark.parametrize("about", [
    "I'm 18.", "I am 45 years old", "Mum of a 12 year old", "my 15 year old daughter folds", "15 years of experience",
    "I'm 10 miles from the sea", "我有16年經驗", "女兒今年 12 歲", "I teach high school", "since 2015", "I'm 1 with nature", "高中老師", ""])
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
