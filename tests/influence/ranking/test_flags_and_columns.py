"""Flags stand where they should and nowhere else; months, rise and last year are told from the data."""

import numpy as np
import pytest

from influence.ranking import score
from influence.ranking.flags import MEANING
from influence.ranking.rate import answered_share, gamma_prior
from influence.ranking.season import months

DAY = 86_400
YEAR = 365 * DAY


@pytest.fixture
def blog(make_town):
    """A blog with twelve posts, one every 30 days, and 30 possible readers."""
    town = make_town(31)
    for number in range(12):
        town.post(0, number * 30 * DAY)
    town.until = 360 * DAY
    return town


def warnings_of(town):
    return set(score(town.acts(), intervals=False).scores.of(0).warnings) - {"all_counted"}


def test_an_ordinary_blog_has_no_flag(blog):
    for reader in range(1, 20):
        blog.answer(reader, reader % 12, blog.posts[reader % 12][1] + reader * 3601)
    assert warnings_of(blog) == set()


def test_one_responder_who_does_most_is_named(blog):
    for post in range(12):
        blog.answer(1, post, blog.posts[post][1] + 5000)
    for reader in range(2, 9):
        blog.answer(reader, 3, 100 * DAY + reader)
    assert warnings_of(blog) == {"one_responder"}


def test_answers_within_seconds_are_named_but_not_times_of_whole_minutes(blog):
    for reader in range(1, 9):
        blog.answer(reader, reader, blog.posts[reader][1] + 3)
    assert "seconds" in warnings_of(blog)
    blog.happened.clear()
    for reader in range(1, 9):
        blog.answer(reader, reader, blog.posts[reader][1])
    assert warnings_of(blog) == set()


def test_inferred_times_are_named(blog):
    for reader in range(1, 6):
        blog.answer(reader, reader, blog.posts[reader][1] + 3700, inferred=reader == 1)
    assert "undated" in warnings_of(blog)


def test_a_feed_of_newest_posts_is_partly_seen(blog):
    for number in range(8):
        blog.post(30, 340 * DAY + number * DAY, site=5)
    for reader in range(1, 6):
        blog.answer(reader, 12 + reader, 350 * DAY + reader)
        blog.answer(reader, reader, blog.posts[reader][1] + 3700)
    scores = score(blog.acts(), intervals=False).scores
    assert "partly_seen" in scores.of(30).warnings
    assert "partly_seen" not in scores.of(0).warnings


def test_every_flag_has_a_meaning_and_accuses_nobody(forum_acts):
    found = score(forum_acts, intervals=False).numbers.warnings
    assert set(found) == set(MEANING)
    assert not any("fraud" in text or "fake" in text or "cheat" in text for text in MEANING.values())


def test_the_season_is_the_months_that_stand_out(make_town):
    town = make_town(60)
    post = town.post(0, 0)
    for year in range(2):
        for month in range(12):
            for reader in range(1, 21 if month == 11 else 3):
                town.answer(reader, post, year * YEAR + int((month + 0.5) * 30.4 * DAY))
    town.until = 2 * YEAR
    one = score(town.acts(), intervals=False).scores.of(0)
    assert one.season_peak == "12"


def test_less_than_a_year_tells_no_season(blog):
    for reader in range(1, 31):
        blog.answer(reader, 3, 95 * DAY)
    ranked = score(blog.acts(), intervals=False)
    assert ranked.scores.of(0).season_peak is None
    assert np.isnan(ranked.numbers.last_year).all()


def test_last_year_counts_the_90_days_after_this_day(make_town):
    town = make_town(9)
    old = town.post(0, YEAR + 10 * DAY)
    for reader in range(1, 5):
        town.answer(reader, old, YEAR + 20 * DAY)
    town.act(8, 7, 0)
    town.until = 2 * YEAR
    assert score(town.acts(), intervals=False).numbers.last_year[0] == 4


def test_who_doubles_is_rising(blog):
    for reader in range(1, 25):
        blog.answer(reader, 11, 340 * DAY + reader)
    for reader in range(25, 29):
        blog.answer(reader, 0, 10 * DAY + reader)
    one = score(blog.acts(), intervals=False).scores.of(0)
    assert one.rising > 2


def test_bits_are_months():
    assert [months(1 << month) for month in range(12)] == [str(month + 1) for month in range(12)]


def test_few_delays_fall_back_to_a_week():
    assert answered_share(np.array([5]), np.array([3.5, 14.0]) * DAY).tolist() == [0.5, 1.0]


def test_a_prior_of_nothing_is_harmless():
    assert gamma_prior(np.zeros(9), np.ones(9)) == (1.0, 1.0)


def test_the_prior_is_not_moved_by_silent_accounts():
    chance = np.random.default_rng(4)
    posts = np.full(60, 20.0)
    moved = chance.poisson(chance.gamma(3.0, 0.2, 60) * posts).astype(float)
    alone = gamma_prior(moved, posts)
    crowded = gamma_prior(np.concatenate([moved, np.zeros(500)]), np.concatenate([posts, np.full(500, 20.0)]))
    assert crowded == pytest.approx(alone)
    assert alone[0] / alone[1] == pytest.approx(0.6, rel=0.2)


def test_a_young_post_does_not_punish(make_town):
    def rate(young):
        town = make_town(40)
        for number in range(20):
            post = town.post(0, number * 20 * DAY)
            for reader in range(1, 5):
                town.answer(reader + number % 9, post, number * 20 * DAY + 2 * DAY * reader)
        town.until = 420 * DAY
        for _ in range(young):
            town.post(0, town.until - 60)
        return score(town.acts(), intervals=False).scores.of(0).action_rate_mean

    assert rate(10) == pytest.approx(rate(0), rel=0.05)
