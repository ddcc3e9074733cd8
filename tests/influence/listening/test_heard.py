"""From posts to what was heard: rows, flags, aspects, titles, threads, corrections."""


import numpy as np
import pytest

from influence.listening.corrections import correction, corrections, sentence_key
from influence.listening.heard import Listening, corrected_posts, heard
from influence.model.brand import Brand
from influence.model.columns import POST_SPONSORED, UNDATED, ActivityColumns, Columns, PostColumns
from influence.model.decisions import Decision, DecisionKind, Decisions
from influence.model.heard import BUYING, DOUBTFUL, FIRST_HAND, INHERITED, LINKED, SPONSORED, TONES, Heard, Tone
from influence.model.person import People, Person

OWN = Brand(name="Snipwell", domains=("snipwell.example",))
RIVAL = Brand(name="Kerfcut")
PEOPLE = People(
    persons=tuple(Person(id=f"p_{name}", name=name, accounts=(name,)) for name in ("ann", "bea", "cleo")),
    of_account=np.array([0, 1, 2, -1], np.int32))


def columns(posts: list[dict]) -> Columns:
    """Return columns of posts given as author, day, thread, flags."""
    empty = np.zeros(0, np.int64)
    days = [post.get("day", at) for at, post in enumerate(posts)]
    return Columns(
        accounts=["ann", "bea", "cleo", "nobody"], sites=["a.example", "b.example"], items=[],
        posts=PostColumns(
            key=np.arange(len(posts)), author=np.array([post.get("author", 0) for post in posts], np.int32),
            time=np.array([UNDATED if day is None else day * 86_400 for day in days], np.int64),
            site=np.array([post.get("site", 0) for post in posts], np.int32), kind=np.zeros(len(posts), np.int8),
            thread=np.array([post.get("thread", at) for at, post in enumerate(posts)], np.int32),
            flags=np.array([post.get("flags", 0) for post in posts], np.uint8)),
        activities=ActivityColumns(**dict.fromkeys(ActivityColumns.__slots__, empty)))


def listen(*posts: dict, brands: tuple[Brand, ...] = (OWN, RIVAL), **more: object) -> Heard:
    texts = [(post.get("title", ""), (), post.get("text", "")) for post in posts]
    return heard(columns(list(posts)), PEOPLE, texts, Listening(brands=brands, **more))


def tone(found: Heard, row: int = 0) -> Tone:
    return TONES[int(found.tone[row])]


def test_one_row_for_each_sentence_and_brand():
    found = listen({"text": "I love my Snipwell. It rains. Snipwell beats Kerfcut.\n"})
    assert found.sentences == ["I love my Snipwell.", "Snipwell beats Kerfcut.", "Snipwell beats Kerfcut."]
    assert found.brand.tolist() == [0, 0, 1]
    assert [tone(found, row) for row in range(3)] == [Tone.PRAISE, Tone.PRAISE, Tone.COMPLAINT]


def test_rows_are_by_time_undated_first_with_person_and_site():
    found = listen({"text": "Snipwell one", "day": 5, "author": 1, "site": 1}, {"text": "Snipwell two", "day": None, "author": 3},
                   {"text": "Snipwell three", "day": 2, "author": -1})
    assert found.sentences == ["Snipwell two", "Snipwell three", "Snipwell one"]
    assert found.person.tolist() == [-1, -1, 1]
    assert found.site.tolist() == [0, 0, 1]
    assert found.time[0] == UNDATED


def test_a_title_counts_where_it_opens_a_thread_and_is_not_said_twice():
    opener = {"title": "Snipwell broke", "text": "After two weeks of work."}
    found = listen(opener, {"title": "Re: Snipwell broke", "text": "Oh no.", "thread": 0, "author": 1},
                   {"title": "My Snipwell", "text": "My Snipwell\nIs red."})
    assert found.post.tolist() == [0, 2]


def test_what_others_said_is_left_out():
    assert len(listen({"text": "> my Snipwell broke\nNo idea."}, {"text": "[quote]Snipwell[/quote] fine"})) == 0


def test_the_next_sentence_tells_what_the_first_leaves_open():
    found = listen({"text": "My Snipwell shears arrived on Tuesday. They are wonderful."})
    assert (tone(found), found.sentences) == (Tone.PRAISE, ["My Snipwell shears arrived on Tuesday. They are wonderful."])
    assert tone(listen({"text": "My Snipwell shears arrived on Tuesday. Bread is wonderful."})) is Tone.NEUTRAL


@pytest.mark.parametrize(("text", "flag"), [
    ("My Snipwell is sharp", FIRST_HAND), ("I was about to order a Snipwell", BUYING), ("see snipwell.example", LINKED),
    ("Thanks to Snipwell for sending me this", SPONSORED), ("我買的Snipwell很好用", FIRST_HAND), ("想買Snipwell", BUYING),
    ("業配文：Snipwell剪刀", SPONSORED),
])
def test_flags_say_how_it_was_said(text, flag):
    assert int(listen({"text": text}).flags[0]) & flag


def test_flags_are_not_given_away():
    assert int(listen({"text": "Snipwell sells shears"}).flags[0]) == 0
    assert not int(listen({"text": "Not sponsored: Snipwell is sharp"}).flags[0]) & SPONSORED
    assert not int(listen({"text": "I have never tried Snipwell"}).flags[0]) & FIRST_HAND


def test_posts_marked_as_paid_are_paid():
    assert int(listen({"text": "Snipwell is sharp", "flags": POST_SPONSORED}).flags[0]) & SPONSORED


def test_a_link_alone_is_a_mention_and_makes_the_name_sure():
    found = listen({"text": "Bought these shears."}, links={0: frozenset({0})})
    assert (found.brand.tolist(), tone(found), int(found.flags[0]) & LINKED) == ([0], Tone.NEUTRAL, LINKED)
    wild = Brand(name="Target")
    assert int(listen({"text": "the target again"}, brands=(wild,)).flags[0]) & DOUBTFUL
    assert not int(listen({"text": "Target again"}, brands=(wild,), links={0: frozenset({0})}).flags[0]) & DOUBTFUL


@pytest.mark.parametrize(("text", "aspect"), [
    ("The Snipwell handle hurts", "handle"), ("Snipwell never answered my email", "service"), ("Snipwell刀片很鈍", "blade"),
    ("Snipwell is too expensive", "price"), ("Snipwell", None),
])
def test_aspects_are_named(text, aspect):
    found = listen({"text": text})
    assert (None if found.aspect[0] < 0 else found.aspects[found.aspect[0]]) == aspect


COMPLAINT = {"title": "My Snipwell snapped", "text": "Three weeks old. I am furious with Snipwell."}


@pytest.mark.parametrize("reply", ["Same here, the screw came loose.", "Mine broke as well.", "Thanks for the warning."])
def test_a_reply_that_repeats_a_complaint_is_inherited(reply):
    found = listen(COMPLAINT, {"text": reply, "thread": 0, "author": 1})
    mine = found.post == 1
    assert found.brand[mine].tolist() == [0]
    assert int(found.flags[mine][0]) & INHERITED
    assert TONES[int(found.tone[mine][0])] is Tone.COMPLAINT


@pytest.mark.parametrize("reply", [
    "Which paper did you use?", "Lovely colours!", "Same here?", "Mine is wonderful.", "Mine broke as well. " + "Word " * 100,
])
def test_other_replies_are_not(reply):
    assert set(listen(COMPLAINT, {"text": reply, "thread": 0, "author": 1}).post.tolist()) == {0}


def test_nothing_is_inherited_from_a_title_about_two_brands_or_none():
    reply = {"text": "Same here, mine broke.", "thread": 0, "author": 1}
    assert 1 not in listen({"title": "Snipwell or Kerfcut", "text": "Snipwell is awful."}, reply).post
    assert 1 not in listen({"title": "Scissors", "text": "Snipwell is awful."}, reply).post


def test_a_tone_corrected_by_hand_wins_wherever_the_sentence_stands():
    said = "Well, that Snipwell was certainly an experience."
    decided = Decisions(rows=(
        Decision(id=1, kind=DecisionKind.TONE, accounts=(), others=correction("Snipwell", said), value="praise"),
        Decision(id=2, kind=DecisionKind.TONE, accounts=(), others=correction("Snipwell", said.upper()), value="complaint"),
        Decision(id=3, kind=DecisionKind.TONE, accounts=(), others=("brand:Snipwell",), value="praise"),
        Decision(id=4, kind=DecisionKind.NOTE, accounts=("x",), value="praise")))
    known = corrections(decided)
    assert known == {("Snipwell", sentence_key(said)): Tone.COMPLAINT}
    assert tone(listen({"text": said})) is Tone.UNREAD
    found = listen({"text": said}, {"text": f"Hm. {said}"}, corrections=known)
    assert [tone(found, row) for row in range(2)] == [Tone.COMPLAINT, Tone.COMPLAINT]


TITLED = {"title": "Snipwell: the hinge again", "text": "It broke again. Do not buy."}


def test_a_title_that_only_names_a_brand_takes_the_tone_of_what_stands_under_it():
    found = listen(TITLED, {"text": "Same here, mine broke.", "thread": 0, "author": 1},
                   {"text": "I shall not buy them again.", "thread": 0, "author": 2},
                   {"text": "Lovely weather, though.", "thread": 0, "author": 2})
    assert found.post.tolist() == [0, 1, 2]
    assert {tone(found, row) for row in range(3)} == {Tone.COMPLAINT}
    assert found.sentences[0] == "Snipwell: the hinge again. It broke again."


@pytest.mark.parametrize(("title", "text", "told"), [
    ("Snipwell 剪刀", "上個月買的。又壞了。", Tone.COMPLAINT), ("Snipwell?", "Do not buy.", Tone.QUESTION),
    ("Snipwell", "Bought in May. I love them.", Tone.PRAISE), ("Snipwell", "Bread is wonderful.", Tone.NEUTRAL),
    ("Snipwell", "Mine is here. The Kerfcut broke. It is awful.", Tone.NEUTRAL),
    ("Snipwell", "One. Two. Three. It broke.", Tone.NEUTRAL), ("I love Snipwell", "It rains. It broke.", Tone.PRAISE),
    ("Snipwell", "", Tone.NEUTRAL),
])
def test_only_what_goes_on_about_a_title_gives_it_a_tone(title, text, told):
    assert tone(listen({"title": title, "text": text})) is told


def by_hand(sentence: str, brand: str = "Snipwell", value: Tone = Tone.COMPLAINT) -> dict:
    return {"corrections": {(brand, sentence_key(sentence)): value}}


@pytest.mark.parametrize("sentence", ["It broke again.", "Snipwell: the hinge again", "Snipwell: the hinge again. It broke again."])
def test_a_sentence_put_together_is_corrected_by_any_of_its_parts(sentence):
    found = listen(TITLED, **by_hand(sentence, value=Tone.NEUTRAL))
    assert tone(found) is Tone.NEUTRAL
    assert len(found) == 1


def test_a_sentence_without_the_name_is_corrected_in_a_post_and_a_thread_about_the_brand_only():
    said = "Well, what an experience."
    posts = ({"title": "My Snipwell", "text": f"The box is red. {said}"}, {"text": said, "thread": 0, "author": 1},
             {"text": said, "author": 2}, {"text": f"Kerfcut it is. {said}"})
    found = listen(*posts, **by_hand(said))
    assert [(int(found.post[row]), tone(found, row)) for row in range(len(found)) if found.sentences[row] == said] == [
        (0, Tone.COMPLAINT), (1, Tone.COMPLAINT)]
    assert said not in listen(*posts, **by_hand(said, brand="Nobody's")).sentences
    assert said not in listen(*posts).sentences


def test_it_is_known_in_how_many_posts_a_decision_by_hand_is_used():
    posts = [TITLED, {"text": "It broke again.", "thread": 0, "author": 1}, {"text": "It broke again."}]
    texts = [(post.get("title", ""), (), post["text"]) for post in posts]
    wanted = Listening(brands=(OWN, RIVAL), **by_hand("It broke again."))
    assert corrected_posts(columns(posts), texts, wanted) == (
        {0, 1}, ["It broke again.", "Snipwell: the hinge again", "It broke again."])


def test_nothing_is_heard_without_brands_or_posts():
    assert len(listen({"text": "Snipwell"}, brands=())) == 0
    assert len(listen()) == 0
