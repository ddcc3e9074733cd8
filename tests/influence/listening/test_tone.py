"""The tone of sentences towards brands."""

import pytest

from influence.listening.mentions import Finder
from influence.listening.tone import tones
from influence.listening.valence import valued
from influence.model.brand import Brand

FINDER = Finder([Brand(name="Snipwell", aliases=("剪好牌",)), Brand(name="Kerfcut", aliases=("克縫牌",))])


def told(sentence: str) -> str:
    """Return the tone towards the first brand, of which the sentence names just one."""
    found = tones(sentence, FINDER.mentions(sentence))
    assert len(found) == 1
    return str(next(iter(found.values())))


def told_of(sentence: str) -> tuple[str, str]:
    """Return the tones towards Snipwell and Kerfcut."""
    found = tones(sentence, FINDER.mentions(sentence))
    return str(found[0]), str(found[1])


@pytest.mark.parametrize("sentence", [
    "I love my Snipwell shears.", "Snipwell never let me down.", "The Snipwell knife is not bad at all.",
    "No complaints about Snipwell.", "Snipwell, highly recommended!", "my snipwell 😍", "這把剪好牌真的很好用",
    "剪好牌一點都不卡", "剪好牌用了三年還很利", "我的剪好牌從沒壞過", "这把剪好牌真不错", "Pricey, but my Snipwell is worth every penny.",
    "雖然有點貴，但是剪好牌很好用", "Snipwell is hard to beat.", "Never failed me, this Snipwell.",
])
def test_praise(sentence):
    assert told(sentence) == "praise"


@pytest.mark.parametrize("sentence", [
    "My Snipwell broke after a week.", "Snipwell isn't sharp at all.", "I would not recommend Snipwell.",
    "The Snipwell handle hurts my hand.", "Snipwell never answered my letter.", "剪好牌不好用", "剪好牌用兩次就斷了",
    "寫信給剪好牌都沒回", "剪好牌太貴，不值得", "剪好牌不太順手", "剪好牌很難用", "再也不買剪好牌", "Snipwell 👎",
    "Lovely box, but the Snipwell blade is blunt.", "剪好牌包裝漂亮，但是一用就壞", "这把剪好牌很难用",
])
def test_complaint(sentence):
    assert told(sentence) == "complaint"


@pytest.mark.parametrize("sentence", [
    "Is the Snipwell any good?", "Does anyone know where Snipwell ships from", "剪好牌好用嗎", "請問剪好牌哪裡買",
    "剪好牌有沒有左手的？", "how tight should the screw on a snipwell be", "I was wondering whether Snipwell sharpens blades.",
])
def test_question(sentence):
    assert told(sentence) == "question"


@pytest.mark.parametrize("sentence", [
    "Snipwell comes in three sizes.", "Snipwell opened a shop on Monday.", "I have never tried Snipwell.", "Snipwell shears",
    "剪好牌在台中開了門市", "我沒用過剪好牌", "剪好牌全長十一公分", "My Snipwell arrived on Tuesday.",
])
def test_neutral(sentence):
    assert told(sentence) == "neutral"


@pytest.mark.parametrize("sentence", [
    "Love how the Snipwell blade fell off after two days.", "Just great, Snipwell broke again.", "剪好牌好棒棒",
    "Snipwell is so \"sharp\" that it cannot cut butter.", "剪好牌真是「好用」，一用就壞", "Superb steel, awful handle: Snipwell.",
    "snipwell lmao", "呵呵，剪好牌", "You get what you pay for with Snipwell.", "感謝剪好牌讓我學會耐心",
])
def test_irony_and_both_sides_at_once_are_left_to_a_person(sentence):
    assert told(sentence) == "needs_reading"


@pytest.mark.parametrize("sentence", [
    "Snipwell cuts better than Kerfcut.", "I switched from Kerfcut to Snipwell.", "I prefer Snipwell to Kerfcut.",
    "Kerfcut is worse than Snipwell.", "Kerfcut can't compete with my Snipwell.", "剪好牌比克縫牌好用", "克縫牌不如剪好牌",
    "克縫牌沒有剪好牌好用", "Snipwell over Kerfcut any day.", "Snipwell > Kerfcut", "從克縫牌換到剪好牌",
    "The Kerfcut is not as sharp as the Snipwell.", "Ditched Kerfcut for Snipwell.", "比起克縫牌，剪好牌順多了",
    "My Snipwell is wonderful; the Kerfcut is awful.", "Snipwell beats Kerfcut.", "剪好牌完勝克縫牌",
])
def test_a_comparison_praises_one_and_blames_the_other(sentence):
    assert told_of(sentence) == ("praise", "complaint")


def test_equals_and_lists_share_what_is_said():
    assert told_of("Snipwell and Kerfcut are both excellent.") == ("praise", "praise")
    assert told_of("Kerfcut is bad, Snipwell is worse.") == ("complaint", "complaint")


@pytest.mark.parametrize(("sentence", "tone"), [
    ("A butter knife would be better than Snipwell.", "complaint"), ("Snipwell is sharper than my old pair.", "praise"),
    ("這把比剪好牌好用", "complaint"), ("Nothing beats Snipwell.", "praise"), ("Snipwell is duller than a spoon.", "complaint"),
])
def test_a_comparison_with_something_else_is_read_from_its_side(sentence, tone):
    assert told(sentence) == tone


@pytest.mark.parametrize(("weaker", "stronger"), [
    ("it is a bit dull", "it is dull"), ("it is dull", "it is very dull"), ("it is sharp but expensive", "it is expensive"),
    ("有點鈍", "很鈍"),
])
def test_degree_and_contrast_weigh(weaker, stronger):
    assert min(one.value for one in valued(weaker)) > min(one.value for one in valued(stronger)) or "but" in weaker


def test_negation_turns_and_turns_back_and_ends_with_its_clause():
    assert [one.value < 0 for one in valued("it is not comfortable")] == [True]
    assert [one.value > 0 for one in valued("it does not hurt")] == [True]
    assert [one.value > 0 for one in valued("i did not pay, it is wonderful")] == [True]
    assert [one.value > 0 for one in valued("not only comfortable")] == [True]


def test_praise_before_but_weighs_less_than_what_follows():
    before, after = valued("it is comfortable but it is flimsy")
    assert before.value < -after.value


def test_nothing_is_made_of_a_sentence_without_words():
    assert valued("") == []
    assert valued("three pairs on a table") == []
    assert tones("nothing named", []) == {}
