"""Where brands are named."""

import pytest

from influence.listening.mentions import Finder, Surroundings
from influence.model.brand import Brand

OWN = Brand(name="Snipwell", aliases=("剪好",), domains=("snipwell.example",), products=("Petalcut",))
RIVAL = Brand(name="Kerfcut", domains=("kerfcut.example",))
BIRD = Brand(name="Tanager", aliases=("唐雀", "可文"), domains=("tanager.example",))
FINDER = Finder([OWN, RIVAL])
WILD = Finder([BIRD, RIVAL])


NOTHING_AROUND = Surroundings()


def named(text: str, finder: Finder = FINDER, around: Surroundings = NOTHING_AROUND) -> list[int]:
    return [one.brand for one in finder.mentions(text, around) if not one.doubtful]


@pytest.mark.parametrize("text", [
    "I use Snipwell.", "SNIPWELL rocks", "my snipwell's blade", "two Snipwells", "the snip-well pair", "snip well shears",
    "Ｓｎｉｐｗｅｌｌ 剪刀", "#snipwell", "我用剪好三年了", "the Petalcut is sharp", "see https://www.snipwell.example/shop",
    "Snipwel scissors broke", "our Snipwell-brand shears", "“Snipwell”", "(Snipwell)",
])
def test_a_brand_is_found_however_it_is_written(text):
    assert named(text) == [0]


@pytest.mark.parametrize("text", [
    "snipwellington", "misnipwell", "https://blog.example/snipwell-review", "mail ann@snipwell-fans.example",
    "Sniptail", "剪得好", "", "snipwell.example-fans",
])
def test_parts_of_words_and_of_strange_addresses_are_no_mention(text):
    assert [one.brand for one in FINDER.mentions(text)] in ([], [0]) and named(text) in ([], [0])
    assert not any(one.linked for one in FINDER.mentions(text))


@pytest.mark.parametrize("text", ["snipwellington", "misnipwell", "https://blog.example/snipwell-review", "Sniptail", "剪得好"])
def test_these_name_nobody(text):
    assert FINDER.mentions(text) == []


def test_two_brands_stand_in_their_order_and_the_longest_name_wins():
    assert named("Kerfcut or Snipwell?") == [1, 0]
    both = Finder([Brand(name="Petal"), Brand(name="Petal Craft")])
    assert [one.brand for one in both.mentions("my Petal Craft scissors")] == [1]


def test_an_address_of_the_brand_is_a_linked_mention():
    assert [one.linked for one in FINDER.mentions("see www.snipwell.example/shears or Snipwell")] == [True, False]


@pytest.mark.parametrize("text", [
    "I love my Tanager", "my tanager shears are blunt", "Tanager and Kerfcut compared", "Which Tanager scissors?",
    "see tanager.example for the tanager", "唐雀很利",
])
def test_a_common_word_counts_with_proof(text):
    assert 0 in named(text, WILD)


@pytest.mark.parametrize("text", [
    "a tanager sang at dawn", "Western Tanager seen at the lake", "tanagers migrate in spring", "Tanagers, again",
    "請出示許可文件", "tanager",
])
def test_a_common_word_without_proof_is_kept_and_doubtful(text):
    found = WILD.mentions(text)
    assert found and all(one.doubtful for one in found)


def test_what_stands_around_a_common_word_decides():
    assert named("Tanager here too.", WILD) == []
    assert named("Tanager here too.", WILD, Surroundings(on_topic=True)) == [0]
    assert named("tanager again", WILD, Surroundings(sure=frozenset({0}))) == [0]


def test_a_slip_needs_proof_too():
    assert [one.doubtful for one in FINDER.mentions("he said snipwall")] == [True]
    assert named("Snipwel and Snipwell") == [0, 0]


def test_the_quick_look_misses_nothing_that_is_found():
    for text in ("my snipwell", "剪好", "see kerfcut.example"):
        assert FINDER.candidate(text)
    assert not FINDER.candidate("nothing here")
    assert not Finder([]).candidate("snipwell") and Finder([]).mentions("snipwell") == []


def test_topics_given_are_words_of_the_trade():
    finder = Finder([BIRD], topics=["gyotaku"])
    assert [one.doubtful for one in finder.mentions("gyotaku with a tanager")] == [True]
    assert [one.doubtful for one in finder.mentions("gyotaku with tanager")] == [False]


def test_a_name_inside_a_mail_address_is_no_mention_whatever_stands_before_it():
    finder = Finder([Brand(name="Snipwell", aliases=("快剪",))])
    assert finder.mentions("write to snipwell@post.example") == []
    assert [one.start for one in finder.mentions("快剪的信箱是ann@post.example快剪")] == [0, 22]


def test_a_long_run_of_letters_and_stops_is_gone_through():
    finder = Finder([Brand(name="Snipwell")])
    for run in ("a" * 400_000 + ".@ www.", "剪" * 400_000 + ".@", "Snipwell " * 20_000):
        assert len(finder.mentions(run)) == run.count("Snipwell")
