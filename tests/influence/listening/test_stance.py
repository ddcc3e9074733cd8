"""How people stand towards brands."""

import numpy as np
import pytest

from influence.listening.stance import PersonStance, StanceLabels, is_against, is_paid_voice, stances
from influence.model.brand import Brand
from influence.model.columns import UNDATED
from influence.model.heard import DOUBTFUL, FIRST_HAND, SPONSORED, TONES, Heard, Stance, Tone

P, C, N, Q, U = (TONES.index(tone) for tone in (Tone.PRAISE, Tone.COMPLAINT, Tone.NEUTRAL, Tone.QUESTION, Tone.UNREAD))


def said(*rows: tuple) -> Heard:
    """Return rows (day, tone, flags, post, brand, person) of one person; what is left out is 0 or the row's number."""
    full = [(*row, *(0, at, 0, 0)[len(row) - 2:]) for at, row in enumerate(rows)]
    day, tone, flags, post, brand, person = (list(column) for column in zip(*full, strict=True))
    count = len(full)
    return Heard(
        brands=(Brand(name="Snipwell"), Brand(name="Kerfcut")), aspects=(), post=np.array(post, np.int32),
        person=np.array(person, np.int32), site=np.zeros(count, np.int32),
        time=np.array([UNDATED if one is None else one * 86_400 for one in day], np.int64),
        brand=np.array(brand, np.int16), tone=np.array(tone, np.int8), aspect=np.full(count, -1, np.int8),
        flags=np.array(flags, np.uint8), sentences=["."] * count)


def held(*rows: tuple, **labels: frozenset[int]) -> PersonStance:
    return stances(said(*rows), StanceLabels(**labels))[0, 0]


@pytest.mark.parametrize(("rows", "stance"), [
    ([(1, P), (2, P)], Stance.FAN),
    ([(1, P)], Stance.USER),
    ([(1, N, FIRST_HAND)], Stance.USER),
    ([(1, N)], Stance.NEUTRAL),
    ([(1, U), (2, Q)], Stance.NEUTRAL),
    ([(1, C)], Stance.NEUTRAL),
    ([(1, C, FIRST_HAND)], Stance.CRITIC),
    ([(1, C), (2, C)], Stance.CRITIC),
    ([(1, P), (2, C)], Stance.ESTRANGED),
    ([(1, P), (2, P), (3, C), (4, N)], Stance.ESTRANGED),
    ([(1, C), (2, C), (3, P)], Stance.USER),
    ([(1, C), (2, P), (3, P)], Stance.FAN),
    ([(1, P, SPONSORED), (2, P, SPONSORED)], Stance.NEUTRAL),
    ([(1, P, SPONSORED), (2, C, FIRST_HAND)], Stance.CRITIC),
    ([(1, P, 0, 7), (1, C, 0, 7)], Stance.NEUTRAL),
    ([(1, P, 0, 7), (1, P, 0, 7)], Stance.USER),
    ([(None, C), (3, P)], Stance.USER),
])
def test_stance_follows_what_was_said_in_its_order(rows, stance):
    assert held(*rows).stance is stance


def test_the_rows_that_show_it_and_the_days_are_told():
    found = held((1, P), (2, P), (3, C), (4, C))
    assert found.rows == (1, 2, 3)
    assert (found.first, found.last, found.posts, found.praises, found.complaints, found.against) == (
        86_400, 4 * 86_400, 4, 2, 2, 2)


def test_doubtful_mentions_and_unknown_speakers_count_for_nothing():
    assert stances(said((1, C, DOUBTFUL), (2, C, 0, 1, 0, -1))) == {}


def test_brands_and_people_are_apart():
    found = stances(said((1, P), (2, C, FIRST_HAND, 1, 1), (3, P, 0, 2, 0, 4)))
    assert {key: one.stance for key, one in found.items()} == {
        (0, 0): Stance.USER, (0, 1): Stance.CRITIC, (4, 0): Stance.USER}


def test_the_users_labels_win_save_for_an_ally_who_turned():
    assert held((1, P), (2, P), critics=frozenset({0})).stance is Stance.CRITIC
    ally = held((1, N), allies=frozenset({0}))
    assert (ally.stance, ally.labelled) == (Stance.FAN, True)
    assert held((1, P), (2, C), allies=frozenset({0})).stance is Stance.ESTRANGED


def test_a_label_for_somebody_silent_makes_a_standing():
    found = stances(said((1, P)), StanceLabels(allies=frozenset({3}), critics=frozenset({5})))
    assert (found[3, 0].stance, found[5, 0].stance) == (Stance.FAN, Stance.CRITIC)
    assert found[3, 0].posts == 0


def test_standings_of_the_past():
    rows = said((1, P), (2, P), (9, C))
    assert stances(rows, until=5 * 86_400)[0, 0].stance is Stance.FAN
    assert stances(rows)[0, 0].stance is Stance.ESTRANGED


@pytest.mark.parametrize(("rows", "against"), [
    ([(1, C), (2, C)], True), ([(1, C, FIRST_HAND)], False), ([(1, P), (2, C)], False), ([(1, P), (2, C), (3, C)], True),
    ([(1, C), (2, C), (3, P)], False), ([(1, C, 0, 7), (1, C, 0, 7)], False),
])
def test_two_complaining_posts_without_praise_since_keep_somebody_off_a_team(rows, against):
    assert is_against(held(*rows)) is against


def test_two_paid_posts_make_a_paid_voice():
    assert not is_paid_voice(held((1, P, SPONSORED)))
    assert is_paid_voice(held((1, P, SPONSORED), (2, N, SPONSORED)))
