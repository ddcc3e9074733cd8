from collections import Counter

import numpy as np
import pytest

from influence.listening.needs import Reply, Wish, buying, helpers, needs
from influence.listening.overhearing import Overhearing, topic_pattern
from influence.listening.subjects import subject, whole_name
from influence.listening.wishes import WishKind, is_advice, wish_kind, wishes_in
from influence.model.columns import UNDATED

COMMON, POSTS = Counter({"cutter": 40, "paper": 600, "scissors": 500}), 1000


def wish(post, person, sentence, time=0):
    return Wish(post=post, person=person, time=time, kind=wish_kind(sentence), sentence=sentence)


@pytest.mark.parametrize(("sentence", "kind"), [
    ("I wish there were a left-handed one.", WishKind.WISH), ("Nobody makes a small left-handed pair.", WishKind.WISH),
    ("I would pay double for a real one.", WishKind.WISH), ("Why does nobody make one?", WishKind.WISH),
    ("Does anybody know a good glue for felt?", WishKind.SEEKING), ("Where can I get waxed thread?", WishKind.SEEKING),
    ("Is there any good left-handed pair?", WishKind.SEEKING), ("Can you recommend a bone folder?", WishKind.SEEKING),
    ("Which scissors should I get?", WishKind.BUYING), ("I am about to buy my first cutter.", WishKind.BUYING),
    ("Is denim worth the price?", WishKind.BUYING),
    ("有好用的左手剪刀嗎？", WishKind.SEEKING), ("請問有沒有左手用的裁刀？", WishKind.SEEKING), ("求推薦入門刀片", WishKind.SEEKING),
    ("哪裡買得到蠟線？", WishKind.SEEKING), ("想買剪刀，有推薦的嗎？", WishKind.BUYING), ("想买剪刀，有推荐的吗？", WishKind.BUYING),
    ("該買哪一把？", WishKind.BUYING), ("要是有左手用的就好了", WishKind.WISH), ("左手剪刀願意多付一倍。", WishKind.WISH),
    ("真的沒有好用的左手小剪刀。", WishKind.WISH),
    ("Lovely work, thank you.", None), ("Which paper did you use here?", None), ("做{topic}卡關了。", None),
    ("我習慣每三片就量一次有沒有歪。", None), ("Hm?", None), ("x" * 400, None)])
def test_what_a_sentence_wants(sentence, kind):
    assert wish_kind(sentence) is kind


def test_words_of_others_want_nothing():
    assert wishes_in("> Does anybody make a left-handed cutter?\nNo idea.") == []
    assert wishes_in("Nice. Where can I get that thread? Bye.") == [(WishKind.SEEKING, "Where can I get that thread?")]


def test_wishes_that_share_a_rare_word_are_one_need_with_everybody_who_echoes_it():
    asked = [wish(0, 1, "Is there any good left-handed pair?", 5), wish(7, 2, "Nobody makes left-handed cutters.", 3),
             wish(8, 3, "Where can I get waxed thread?", 4)]
    replies = {0: [Reply(post=1, person=4, time=6, text="Same here."), Reply(post=2, person=4, time=7, text="me too"),
                   Reply(post=3, person=5, time=8, text="I use the small Kerfcut one."),
                   Reply(post=4, person=1, time=9, text="Try again? Me too."),
                   Reply(post=5, person=6, time=9, text="My son is left-handed and cries."),
                   Reply(post=6, person=7, time=9, text="Lovely weather."),
                   Reply(post=9, person=-1, time=9, text="same here")]}
    found = needs(asked, replies, COMMON, POSTS)
    first, second = found
    assert first.words[0] == "left-handed"
    assert first.people == (2, 1, 4, 6, -11)
    assert (first.echoes, first.answers) == ((1, 2, 5, 9), (3,))
    assert (first.first.post, first.last) == (7, 5)
    assert (second.people, second.answers) == ((3,), ())
    assert set(second.words) == {"waxed", "thread"}


def test_a_chinese_need_is_named_by_the_thing_and_not_by_pieces_of_the_asking():
    asked = [wish(0, 1, "求推薦裁刀"), wish(1, 2, "請問有推薦的裁刀嗎？"), wish(2, 3, "请问哪里买得到蜡线？"),
             wish(3, 4, "有人知道哪裡有賣左撇子裁布墊嗎？")]
    assert {need.words for need in needs(asked, {}, COMMON, POSTS)} == {("裁刀",), ("蜡线",), ("左撇子裁布墊",)}


def test_a_chinese_need_is_echoed_by_its_words_even_where_its_name_is_longer():
    replies = {0: [Reply(post=5, person=6, time=9, text="左撇子裁布墊真的難找。")]}
    (need,) = needs([wish(0, 1, "有人知道哪裡有賣左撇子裁布墊嗎？")], replies, COMMON, POSTS)
    assert (need.words, need.people) == (("左撇子裁布墊",), (1, 6))


@pytest.mark.parametrize(("sentence", "told"), [
    ("需求單怎麼填？", "需求單"), ("想找一把做拼布用的輪刀", "輪刀"), ("请问大家有推荐的缝纫机吗", "缝纫机"),
    ("求左撇子裁刀推薦", "左撇子裁刀")])
def test_what_is_asked_for_is_left_when_the_asking_is_taken_out(sentence, told):
    words = subject(sentence)
    assert told in {whole_name(word, [sentence]) for word in words}
    assert not any(sign in word for word in words for sign in ("薦", "荐", "請", "求左", "想找"))


def test_a_name_ends_where_the_sentences_part():
    assert whole_name("裁刀", ["左手裁刀", "左手的裁刀"]) == "裁刀"
    assert whole_name("布墊", ["左撇子裁切大布墊超長加厚版"]) == "左撇子裁切大布墊"
    assert (whole_name("felt", ["felts"]), whole_name("裁刀", [])) == ("felt", "裁刀")


def test_one_person_who_asks_twice_is_one_person():
    found = needs([wish(0, 1, "Does anybody sell lokta?"), wish(1, 1, "Where can I get lokta?")], {}, COMMON, POSTS)
    assert [len(need.people) for need in found] == [1, 1]


def test_wishes_without_a_telling_word_are_nobodys_need():
    assert needs([wish(0, 1, "I would pay double.")], {}, COMMON, POSTS) == []
    assert needs([], {}, COMMON, POSTS) == []


def test_who_is_about_to_buy_stands_apart_newest_first():
    asked = [wish(0, 1, "Which scissors should I get?", 3), wish(0, 1, "Should I buy the small one?", 3),
             wish(1, 2, "想買剪刀，有推薦嗎？", 9), wish(2, 3, "Is there any glue?", 1)]
    assert [one.post for one in buying(asked)] == [1, 0]
    assert all(need.first.post == 2 for need in needs(asked, {}, COMMON, POSTS))


def test_an_undated_wish_is_never_first():
    found = needs([wish(0, 1, "Where can I get lokta?", UNDATED), wish(5, 2, "Who sells lokta here?", 9)], {}, COMMON, POSTS)
    assert found[0].first.post == 5


def test_who_answers_best_helped_most_different_people():
    asked = [wish(0, 1, "Where can I get lokta?"), wish(10, 2, "Where can I get kozo?")]
    replies = {0: [Reply(post=1, person=5, time=1, text="Try the mill."), Reply(post=2, person=6, time=1, text="Try it.")],
               10: [Reply(post=11, person=5, time=2, text="You can get it in town."),
                    Reply(post=12, person=-1, time=2, text="Try it.")]}
    author = np.array([1, 5, 6, 0, 0, 0, 0, 0, 0, 0, 2, 5, -1], np.int32)
    caused = np.zeros(13)
    caused[1] = 2
    found = needs(asked, replies, COMMON, POSTS)
    best, other = helpers(found, author, caused)
    assert (best.person, best.helped, best.answers, best.thanks) == (5, 2, 2, 2)
    assert (other.person, other.helped) == (6, 1)
    assert [one.person for one in helpers(found, author, caused, {5})] == [6]


def test_who_is_helped_is_who_asked_and_never_the_helper_nor_somebody_unknown():
    asked = [wish(1, 2, "Where can I get lokta?"), wish(2, 3, "Who sells lokta here?"), wish(3, -1, "Who sells lokta, please?")]
    tip = Reply(post=4, person=5, time=9, text="Try the mill.")
    late = Reply(post=5, person=3, time=9, text="Try the shop in town.")
    found = needs(asked, {1: [tip, late], 2: [tip, late], 3: [tip]}, COMMON, POSTS)
    author = np.array([9, 2, 3, -1, 5, 3], np.int32)
    assert [(one.person, one.helped, one.answers) for one in helpers(found, author, np.zeros(6))] == [(5, 2, 1), (3, 1, 1)]
    unknown = needs([wish(3, -1, "Who sells lokta here?")], {3: [tip]}, COMMON, POSTS)
    assert [one.helped for one in helpers(unknown, author, np.zeros(6))] == [0]


def test_texts_pass_unchanged_while_wishes_topics_and_words_are_noted():
    texts = [("Felt", ("wool",), "Does anybody make a round cutter?"), ("", (), "剪紙"), ("A", ("quilts",), "")]
    ear = Overhearing(3, ["剪紙", "quilt", " "])
    assert list(ear.passing(texts)) == texts
    assert ear.wishes == [(0, WishKind.SEEKING, "Does anybody make a round cutter?")]
    assert ear.on_topic.tolist() == [False, True, True]
    assert (ear.sample, ear.common["cutter"]) == (3, 1)
    assert not Overhearing(1).on_topic.any()


def test_a_title_that_the_text_repeats_is_read_once():
    ear = Overhearing(1)
    question = "Where can I get lokta?"
    assert list(ear.passing([(question, (), question + " Thanks.")]))
    assert len(ear.wishes) == 1


def test_topics_none_given_find_nothing():
    assert topic_pattern([]) is None


@pytest.mark.parametrize(("text", "given"), [
    ("Have a look at https://a.example/x", True), ("我用小把的。", True), ("Following this one.", False), ("追蹤這串。", False)])
def test_advice(text, given):
    assert is_advice(text) is given
