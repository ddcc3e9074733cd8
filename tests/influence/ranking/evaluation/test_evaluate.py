"""The evaluation finds what was planted, gives no verdict on too little, and never looks ahead."""

from dataclasses import replace

import numpy as np
import pytest

from influence.ranking.evaluate import Plan, Trial, evaluate, our_scores
from influence.ranking.evaluation import MEASURES, ORACLE, OURS, ROWS, Verdict
from influence.ranking.verdict import ORDER_ALONE, best_baseline, too_little

DAY = 86_400
WRITERS, READERS, EPOCHS, EPOCH_DAYS = 60, 300, 20, 60


def world(make_acts, starred, volume=lambda person, epoch: 2, seed=0):
    """Sixty writers, three hundred readers; each post of those `starred` in an epoch moves ten of them, others one."""
    rng = np.random.default_rng(seed)
    posts, rows = [], []
    for epoch in range(EPOCHS):
        for person in range(WRITERS):
            for _ in range(volume(person, epoch)):
                time = int((epoch + rng.random()) * EPOCH_DAYS * DAY)
                posts.append((person, time))
                for _ in range(10 if starred(person, epoch) else int(rng.random() < 0.5)):
                    reader = WRITERS + int(rng.integers(0, READERS))
                    rows.append((reader, person, time + int(rng.exponential(DAY)), len(posts) - 1))
        for _ in range(40):  # readers are answered too, so that they have standing
            time = int((epoch + rng.random()) * EPOCH_DAYS * DAY)
            reader = WRITERS + int(rng.integers(0, READERS))
            posts.append((reader, time))
            rows.append((int(rng.integers(0, WRITERS)), reader, time + DAY, len(posts) - 1))
    return make_acts(WRITERS + READERS, rows, posts)


def slow_stars(person, epoch):
    """A tenth of the writers shine for six epochs, then others do."""
    return person // 6 == (epoch // 6 + 1) % 10


@pytest.fixture(scope="module")
def planted(make_acts):
    return world(make_acts, slow_stars)


@pytest.fixture(scope="module")
def found(planted):
    return evaluate(planted, followers=np.full(planted.people, np.nan))


def test_where_fame_passes_and_volume_says_nothing_the_ranking_is_better(found):
    assert found.verdict is Verdict.BETTER
    assert found.difference("ndcg_10", "past_responders").better
    assert found.difference("ndcg_10", "posts_decayed").better
    assert "tells better" in found.words[0]


def test_every_row_has_every_measure_and_the_oracle_is_never_beaten(found):
    assert len(found.cuts) == 4
    assert [name for name in ROWS if name in found.mean] == list(found.mean)
    for name, row in found.mean.items():
        assert list(row) == list(MEASURES)
        for measure in ("ndcg_10", "ndcg_50", "coverage_5"):
            if row[measure] is not None:
                assert row[measure] <= found.mean[ORACLE][measure] + 1e-12, (name, measure)
    assert "followers" not in found.mean


def test_only_what_was_known_reaches_a_score(planted, found):
    """Turning round everything after the cut changes the truth, and no score."""
    acts = planted
    cut = found.cuts[1].time
    late = acts.time >= cut
    turned = replace(acts, owner=np.where(late, (acts.owner + 7) % WRITERS, acts.owner).astype(np.int32),
                     post_author=np.where(acts.post_time >= cut, (acts.post_author + 7) % WRITERS, acts.post_author)
                     .astype(np.int32))
    from influence.ranking.evaluate import _splits, _trial

    plan = Plan(cut=cut)
    (one,), (other,) = ([_trial(p, t, plan, None, None) for p, t in _splits(a, plan)] for a in (acts, turned))
    assert isinstance(one, Trial)
    for name in one.scores:
        if name != ORACLE:
            assert one.scores[name].tobytes() == other.scores[name].tobytes(), name
    assert one.scores[ORACLE].tobytes() != other.scores[ORACLE].tobytes()


def test_a_placebo_shows_what_is_left_of_the_score_without_anybody_moving_anybody(found):
    assert found.placebo["ours_people"] < found.mean["ours_people"]["ndcg_10"] - 0.2


def test_the_bound_of_the_rate_is_checked_against_held_out_posts(found):
    bound, = (each for each in found.calibration if each.of == "rate bound")
    assert bound.nominal == 0.8
    assert bound.people > 100
    assert 0.3 < bound.observed <= 1


def test_the_interval_and_the_total_of_drive_are_checked_against_the_next_ninety_days(found):
    checked = {each.of: each for each in found.calibration}
    assert checked["drive interval"].nominal == 0.9
    assert checked["drive interval"].observed > 0.6
    assert checked["drive interval"].people == checked["drive total"].people > 50
    assert 0.3 < checked["drive total"].observed < 3


def test_where_writing_much_foretells_more_than_the_past_it_is_worse(make_acts):
    """Whoever is about to shine writes much just before; whoever shone is over."""
    def shining(person, epoch):
        return person // 6 == epoch % 10

    def busy(person, epoch):
        return 12 if shining(person, epoch + 1) else 1

    found = evaluate(world(make_acts, shining, busy))
    assert found.verdict is Verdict.WORSE
    assert "worse" in found.words[0]
    assert best_baseline(found.mean, "ndcg_10") in ("posts_decayed", "pagerank_personal", "posts", "random_active")


def test_where_everybody_moves_everybody_alike_it_is_equal(make_acts):
    found = evaluate(world(make_acts, lambda person, epoch: False, seed=3))
    assert found.verdict is Verdict.EQUAL
    assert "not provably better" in found.words[0]


def test_the_same_data_give_the_same_evaluation(planted, found):
    assert evaluate(planted, followers=np.full(planted.people, np.nan)) == found


def test_one_cut_and_another_horizon_can_be_asked_for(planted):
    acts = planted
    cut = 600 * DAY
    found = evaluate(acts, plan=Plan(cut=cut, horizon_days=30))
    assert [(each.time, each.horizon_days) for each in found.cuts] == [(cut, 30.0)]


def test_a_chooser_adds_a_row_of_teams(planted):
    acts = planted
    found = evaluate(acts, plan=Plan(cut=600 * DAY), choose=lambda ranking, people, size: people[:size])
    row = found.mean["ours_team"]
    assert row["ndcg_10"] is None
    assert row["coverage_5"] is not None
    assert {d.row for d in found.differences if d.measure == "coverage_10"} == {"ours_people", "ours_team"}
    assert found.difference("coverage_10", "posts", "ours_team").row == "ours_team"


def test_followers_are_one_more_row(planted):
    acts = planted
    found = evaluate(acts, plan=Plan(cut=600 * DAY), followers=np.arange(acts.people, dtype=float))
    assert "followers" in found.mean


def test_random_halves_serve_where_posts_know_no_absolute_time(make_acts):
    rng = np.random.default_rng(0)
    posts = [(p, 0) for p in range(60) for _ in range(8)]
    rows = [(60 + int(rng.integers(0, 400)), p, 100 + i, post)
            for post, (p, _) in enumerate(posts) for i in range(1 + (p < 6) * 8)]
    found = evaluate(make_acts(460, rows, posts), plan=Plan(halves=True))
    assert found.cuts[0].time is None
    assert len(found.cuts) == 10
    assert found.placebo == {}
    assert found.mean["ours_rate"]["rate_spearman"] > 0.3
    assert found.mean["ours_people"]["ndcg_10"] > 0.75


def test_order_of_adoption_alone_earns_no_credit_and_the_reason_is_said(make_acts):
    found = evaluate(make_acts(50, [], [(-1, 0)]), adoptions=1000)
    assert found.verdict is Verdict.NONE
    assert found.words == (ORDER_ALONE,)
    assert found.cuts == ()


def test_no_verdict_on_too_few_people_or_acts(make_acts):
    few = evaluate(make_acts(5, [(1 + i % 4, 0, i * DAY, i) for i in range(300)], [(0, i * DAY) for i in range(300)]))
    assert few.verdict is Verdict.NONE
    assert "1 people could be judged" in few.words[0]
    assert evaluate(make_acts(3, [])).verdict is Verdict.NONE
    assert "99 acts" in (too_little(30, 99) or "")
    assert too_little(30, 100) is None


def test_no_verdict_when_most_acts_have_no_date_of_their_own(planted):
    acts = planted
    undated = replace(acts, inferred=np.arange(len(acts)) % 3 > 0)
    found = evaluate(undated)
    assert found.verdict is Verdict.NONE
    assert "have no date of their own" in found.words[0]


def test_data_without_posts_are_judged_by_all_later_acts(make_acts, planted):
    acts = planted
    rows = list(zip(acts.actor.tolist(), acts.owner.tolist(), acts.time.tolist(), [-1] * len(acts), strict=True))
    found = evaluate(make_acts(acts.people, rows))
    assert found.mean["ours_rate"] == found.mean["ours_people"]
    assert found.mean["ours_people"]["rate_spearman"] is None
    assert found.placebo == {}
    assert found.verdict is not Verdict.NONE


def test_our_rows_are_the_objectives_of_the_score(planted):
    from influence.ranking import score

    acts = planted
    ranking = score(acts, intervals=False)
    rows = our_scores(ranking)
    assert set(rows) == set(OURS) - {"ours_team"}
    assert rows["ours_people"] is ranking.living_audience
    known = ~np.isnan(rows["ours_rate"])
    assert rows["ours_balanced"][known] == pytest.approx(
        ranking.living_audience[known] ** 0.75 * rows["ours_rate"][known] ** 0.25)
