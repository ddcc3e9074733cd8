import numpy as np
import pytest

from influence.listening.speakers import Speakers, apart, audible, ring_members, speakers
from influence.listening.voice import (
    Facet,
    belief_by_act,
    by_community,
    by_language,
    by_place,
    by_week,
    driven,
    voice_by,
    voices,
)
from influence.model.columns import UNDATED
from influence.model.heard import DOUBTFUL, SPONSORED
from influence.model.person import People, Person, PersonKind
from influence.ranking.ranking import Pairs


def test_share_counts_posts_and_driven_share_counts_what_they_caused(stage):
    made = stage.of(8)
    for author in (0, 1, 2):
        made.say(author, author)
    rival = made.say(3, 3, brand=1)
    ours = 0
    for actor in (1, 2):
        made.act(actor, ours, 4)
    for actor in (0, 1, 2, 4, 5, 6):
        made.act(actor, rival, 4)
    heard = made.heard()
    own, other = voices(heard, stage.all(heard), driven(made.acts()))
    assert (own.posts, own.people, own.share, own.driven, own.driven_share) == (3, 3, 0.75, 2, 0.25)
    assert (other.posts, other.share, other.driven_share) == (1, 0.25, 0.75)


def test_a_post_counts_once_per_brand_and_gives_half_its_acts_to_each(stage):
    made = stage.of(3)
    both = made.say(0, 0)
    made.say(0, 0, post=both)
    made.say(0, 0, post=both, brand=1)
    made.act(1, both, 1)
    made.act(1, both, 2)
    heard = made.heard()
    own, rival = voices(heard, stage.all(heard), driven(made.acts()))
    assert (own.posts, own.driven, rival.posts, rival.driven) == (1, 0.5, 1, 0.5)


def test_paid_late_and_disbelieved_acts_drive_nothing(stage):
    made = stage.of(5)
    post, undated = made.say(0, 0), made.say(0, None)
    made.act(1, post, 1, 0.0)
    made.act(2, post, 40)
    made.act(3, post, 2)
    made.act(4, undated, 2)
    acts = made.acts()
    assert driven(acts).tolist() == [1, 1]
    believed = np.where(acts.actor == 3, 0.25, 1.0)
    assert driven(acts, believed).tolist() == [0.25, 1]


def test_nothing_heard_has_no_share_rather_than_zero(stage):
    heard = stage.of(1).heard()
    assert [(one.posts, one.share, one.driven_share) for one in voices(heard, stage.all(heard), np.zeros(0))] == [
        (0, None, None)] * 2
    assert voice_by(heard, stage.all(heard), np.zeros(0), by_week(heard)) == ()


def test_belief_follows_the_pair_and_strangers_have_none(stage):
    made = stage.of(4)
    post = made.say(0, 0)
    for actor in (1, 2):
        made.act(actor, post, 1)
    acts = made.acts()
    one = np.array([0.4])
    pairs = Pairs(responder=np.array([1], np.int32), driver=np.array([0], np.int32), living=one, share=one, standing=one,
                  act=np.array([0]), credits=None)
    assert belief_by_act(acts, pairs)[np.argsort(acts.actor)].tolist() == [0.4, 0]
    nobody = Pairs(responder=np.zeros(0, np.int32), driver=np.zeros(0, np.int32), living=one[:0], share=one[:0],
                   standing=one[:0], act=np.zeros(0, np.int64), credits=None)
    assert belief_by_act(acts, nobody).tolist() == [0, 0]


def test_parts_are_weeks_places_languages_and_communities(stage):
    made = stage.of(3)
    made.say(0, 0, site=1)       # Thursday, 1970-01-01
    made.say(1, 4, brand=1)      # Monday, 1970-01-05
    made.say(2, None)
    heard, caused = made.heard(), np.zeros(3)
    rows = stage.all(heard)

    def told(facet: Facet) -> list[tuple[str, int, int]]:
        return [(part.label, part.posts, part.voices[0].posts) for part in voice_by(heard, rows, caused, facet)]

    assert told(by_week(heard)) == [("1969-12-29", 1, 1), ("1970-01-05", 1, 0)]
    assert told(by_place(heard, ["a.example", "b.example"])) == [("a.example", 2, 1), ("b.example", 1, 1)]
    assert told(by_language(heard, np.array([0, 1, -1]), ["en", "zh-Hant"])) == [("en", 1, 1), ("zh-Hant", 1, 0)]
    assert told(by_community(heard, np.array([0, -1, 0], np.int32), ["paper"])) == [("paper", 2, 2)]


def persons(*kinds: PersonKind) -> People:
    made = tuple(Person(id=f"p_{code}", name=f"N{code}", accounts=(f"a{code}",), kind=kind)
                 for code, kind in enumerate(kinds))
    return People(persons=made, of_account=np.arange(len(made), dtype=np.int32))


def test_rings_shops_staff_paid_and_doubtful_posts_stand_apart(stage):
    people = persons(PersonKind.PERSON, PersonKind.STAFF, PersonKind.ORGANISATION, PersonKind.BOT, PersonKind.PERSON)
    who = speakers(people, np.array([False, False, False, False, True]))
    made = stage.of(5)
    for author in range(5):
        made.say(author, author)
    made.say(0, 5, flags=SPONSORED)
    made.say(0, 6, flags=DOUBTFUL)
    made.say(-1, 7)
    heard = made.heard()
    assert heard.post[audible(heard, who)].tolist() == [0, 7]
    found = apart(heard, who, stage.all(heard), 0)
    assert (found.staff, found.ring, found.house, found.sponsored, found.doubtful) == (1, 1, 2, 1, 1)
    assert apart(heard, who, stage.all(heard), 1).staff == 0


def test_staff_in_a_ring_are_staff():
    who = speakers(persons(PersonKind.STAFF), np.array([True]))
    assert (who.staff.tolist(), who.ring.tolist(), who.silent.tolist()) == ([True], [False], [True])
    assert isinstance(who, Speakers)


@pytest.mark.parametrize(("closed", "mutual", "acts", "kept", "ring"), [
    (True, 0.1, 50, 1.0, True), (False, 1.0, 20, 0.05, True), (False, 1.0, 20, 0.9, False),
    (False, 1.0, 4, 0.0, False), (False, np.nan, 0, 1.0, False), (False, 0.5, 20, 0.0, False)])
def test_a_ring_exchanges_answers_that_are_not_believed(closed, mutual, acts, kept, ring):
    found = ring_members(np.array([closed]), np.array([mutual]), np.array([acts]), np.array([kept]))
    assert found.tolist() == [ring]


def test_undated_rows_have_no_week(stage):
    made = stage.of(1)
    made.say(0, None)
    heard = made.heard()
    assert heard.time.tolist() == [UNDATED]
    assert by_week(heard).code.tolist() == [-1]
