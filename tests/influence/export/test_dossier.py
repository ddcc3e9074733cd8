"""The dossier: what it says of whom, and what it warns against."""

import re

import pytest

from crawlers.records import ContactRule
from influence.export.caveats import caveat, caveats
from influence.export.dossier import Dossier, Opener, Saying, dossier_text, sections
from influence.export.dossier_words import dossier_words
from influence.model.contact import Reach
from influence.ranking.flags import MEANING
from influence.shortlist.fit import Fit


def text_of(key, language="en", **given):
    known = Dossier(**{"person_id": "p_1", "name": "Ann", **given})
    return "\n".join(line.text for part in sections(known, language) if part.key == key for line in part.lines)


@pytest.mark.parametrize(("rule", "says", "warns"), [
    (ContactRule.OK, "They welcome", ""), (ContactRule.FORM_ONLY, "use their form", "use the form"),
    (ContactRule.NO_PITCH, "not to be pitched", "Do not pitch: “My words.”"),
    (ContactRule.DO_NOT_CONTACT, "Leave them alone", "Do not write at all"),
    (ContactRule.UNKNOWN, "read it yourself", ""),
])
def test_the_wish_stands_with_its_sentence_and_what_it_forbids(rule, says, warns):
    reach = Reach(rule=rule, quote="My words.", quote_page="https://ann.example/about")
    assert says in text_of("contact", reach=reach)
    assert "“My words.”" in text_of("contact", reach=reach)
    assert warns in text_of("never", reach=reach)


def test_no_wish_and_no_address_are_said_to_be_unknown():
    assert text_of("contact") == "No address, form or wish was published: see their About page, else comment under a post."
    assert "No wish about messages was found" in text_of("contact", reach=Reach(value="https://ann.example/contact"))
    assert "comment under a post" in text_of("contact", reach=Reach(rule=ContactRule.OK, quote="Do write."))


@pytest.mark.parametrize(("given", "words"), [
    ({"posts": 9}, "Do not open with money"), ({"posts": 9, "unsaid": 1}, "does not say it is paid"),
    ({"status": "contacted"}, "another first mail"), ({"warnings": ("undated",)}, "some dates had to be worked out"),
])
def test_what_not_to_do_follows_from_what_is_known(given, words):
    assert words in text_of("never", **given)
    assert words not in text_of("never")


def test_an_old_post_is_never_offered_without_saying_so():
    old = Opener(day="2025-01-01", title="Lantern", url="https://ann.example/1", people=3, fresh=False)
    assert "Nothing newer than 60 days" in text_of("opener", opener=old)
    fresh = Opener(day="2026-01-01", title="Lantern", url="https://ann.example/1", people=0, fresh=True)
    assert text_of("opener", opener=fresh) == "2026-01-01: “Lantern”"
    assert "No post of the last year was seen" in text_of("opener")


def test_what_was_not_listened_for_is_left_out_and_what_was_said_is_quoted():
    assert text_of("brand") == ""
    assert "No word of theirs" in text_of("brand", sayings=())
    said = Saying(day="2026-01-02", brand="Snipwell", tone="praise", sentence="Cuts like\nbutter.")
    assert text_of("brand", sayings=(said,)) == "2026-01-02, on Snipwell, praise: Cuts like butter."


def critic(language="en", **given):
    complaint = Saying(day="2026-01-02", brand="Snipwell", tone="complaint", sentence="It broke.", url="https://ann.example/2")
    praise = Saying(day="2025-01-02", brand="Snipwell", tone="praise", sentence="It cuts.")
    return Dossier(**{"person_id": "p_1", "name": "Ann", "unproposed": "critic: answer first", "repair": True,
                      "sayings": (complaint, praise), "fit": Fit(fit=90.0), "posts": 9,
                      "opener": Opener(day="2026-01-01", title="Lantern", url="https://ann.example/1", people=3, fresh=True),
                      **given})


@pytest.mark.parametrize(("language", "title"), [("en", "Answer first, do not recruit"), ("zh-TW", "先回應，不要招募")])
def test_the_dossier_of_a_critic_begins_with_what_to_answer_and_invites_nobody(language, title):
    parts = {part.key: part for part in sections(critic(), language)}
    first = sections(critic(), language)[0]
    assert (first.key, first.title) == ("answer", title)
    assert first.lines[0].text == "critic: answer first"
    assert "It broke." in first.lines[1].text
    assert first.lines[1].url == "https://ann.example/2"
    assert len(first.lines) == 2
    assert not {"opener", "marks"} & parts.keys()
    assert ["It broke." in line.text for line in parts["brand"].lines] == [False]
    assert dossier_text(critic(), language).splitlines()[3] == title


def test_whoever_is_left_out_for_another_reason_is_told_so_and_keeps_the_rest():
    known = critic(repair=False, unproposed="silent for 300 days", sayings=None)
    assert sections(known)[0].key == "unproposed"
    assert {"opener", "marks"} <= {part.key for part in sections(known)}
    assert "mended" in text_of("never", repair=True)
    assert "mended" not in text_of("never")


def test_followers_are_shown_where_they_are_known():
    assert text_of("audience") == ""
    assert text_of("audience", audience=1240000) == "1,240,000 as stated somewhere; shown, never scored"


def test_an_introduction_is_named_and_its_lack_said_only_where_allies_are_known():
    assert text_of("intro") == ""
    assert "Nobody on your side" in text_of("intro", intro=())
    assert "Kim > Bo could introduce you" in text_of("intro", intro=("Kim > Bo",))


def test_marks_that_are_not_known_are_not_made_up():
    assert "Too few posts" in text_of("marks")
    assert text_of("marks", fit=Fit(fit=70.4, passion=80.0)) == "fit 70, passion 80"


def test_paid_posts_are_counted_both_ways():
    assert "No post of their own" in text_of("paid")
    assert "2 of 9 posts of the last year are paid for and say so." in text_of("paid", posts=9, paid=2, unsaid=1)
    assert "1 of 9 carry a paid link" in text_of("paid", posts=9, paid=2, unsaid=1)


def test_the_text_is_in_the_language_asked_for_and_names_addresses_below_their_line():
    post = Opener(day="2026-01-01", title="紙燈", url="https://ann.example/1", people=3, fresh=True)
    text = dossier_text(Dossier(person_id="p_1", name="怡君\u202e", newest=(post,)), "zh-TW")
    assert text.splitlines()[0] == "怡君"
    assert "2026-01-01：「紙燈」\n    https://ann.example/1" in text


def test_every_sentence_of_a_dossier_has_the_same_gaps_in_both_languages():
    for key, sentence in dossier_words("en").items():
        assert sorted(re.findall(r"{\w+}", sentence)) == sorted(re.findall(r"{\w+}", dossier_words("zh-TW")[key])), key


@pytest.mark.parametrize("flag", sorted(MEANING))
def test_every_flag_has_words_for_people_in_both_languages(flag):
    assert len(caveat(flag)) > len(flag)
    assert caveat(flag, "zh-TW") != caveat(flag)
    assert caveats((flag, "undated")).startswith(f"{caveat(flag)}; ")
