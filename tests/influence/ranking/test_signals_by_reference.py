"""Each signal, slow and obvious on plain Python, agrees with the arrays on random worlds."""

import math
from collections import Counter, defaultdict
from datetime import UTC, datetime
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from crawlers.records import Verb
from influence.model.columns import UNDATED
from influence.ranking import receipts, score
from influence.ranking.circles import first_seen, reach
from influence.ranking.counts import COUNTED
from influence.ranking.interval import two_way_variance
from influence.ranking.lift import lift
from influence.ranking.pairs import NEVER, gather
from influence.ranking.rate import action_rate, answers
from influence.ranking.responders import responders
from influence.ranking.season import months, season
from influence.ranking.trusted import returning
from influence.ranking.window import window_of

DAY = 86_400
PEOPLE = 9


class Slow:
    """The signals of one world, each as one reads it."""

    def __init__(self, town, acts):
        self.town, self.acts = town, acts
        self.rows = sorted(town.happened, key=lambda act: act.time)
        self.until = acts.until
        counted = sorted(row.time for row in self.rows if row.weight > 0)
        start = counted[len(counted) // 100] if counted else acts.since
        self.span = max(self.until - start, 0) / DAY
        self.half_life = min(180.0, max(30.0, self.span / 3))
        self.settled = self.until - int(min(180.0, self.span / 5) * DAY)

    def g(self, time):
        return 2 ** (-max(self.until - time, 0) / (self.half_life * DAY))

    def living(self):
        best = defaultdict(float)
        for row in self.rows:
            pair = (row.actor, row.owner)
            best[pair] = max(best[pair], row.weight * self.g(row.time))
        return best

    def established(self):
        by = defaultdict(set)
        for row in self.rows:
            if row.weight > 0 and row.time < self.settled:
                by[row.owner].add(row.actor)
        return {person for person, others in by.items() if len(others) >= 3}

    def reached(self):
        """First-comers, then whoever two of the reached and a fifth of the established answerers answered."""
        known, first, by = self.established(), self.first_seen(), defaultdict(set)
        for row in self.rows:
            if row.weight > 0 and row.time < self.settled and {row.actor, row.owner} <= known:
                by[row.owner].add(row.actor)
        start = sorted(known, key=lambda person: (first[person], person))[: max(5, math.ceil(len(known) * 0.1))]
        reached = set(start)
        while True:
            more = {p for p in known if len(by[p] & reached) >= max(2, 0.2 * len(by[p]))} - reached
            if not more:
                return reached
            reached |= more

    def first_seen(self):
        first = defaultdict(lambda: NEVER)
        for row in self.rows:
            for person in (row.actor, row.owner):
                first[person] = min(first[person], row.time)
        for author, time, _ in self.town.posts:
            if time is not None and time <= self.until:
                first[author] = min(first[author], time)
        return first

    def weights(self):
        living, reached = self.living(), self.reached()
        linked = self.acts.linked
        weight = {}
        for u, v in living:
            others = [(x, value) for (x, y), value in living.items() if y == u and x != v]
            e = sum(value * (1 if linked[x] else 0.5) for x, value in others if x in reached)
            q = sum(value for x, value in others if x not in reached)
            w = 1.0 if u in reached else e / (e + 1 + (q / 5) ** 2)
            weight[u, v] = w if linked[u] else min(w, 0.5)
        return weight

    def came_back(self):
        times, things = defaultdict(list), defaultdict(set)
        for row in self.rows:
            if row.weight > 0:
                times[row.actor].append(row.time)
                things[row.actor].add(("person", row.owner))
                if row.post >= 0:
                    things[row.actor].add(("post", row.post))
        return {
            u for u, seen in times.items()
            if max(seen) - min(seen) >= 30 * DAY
            and any(len([k for k in things[u] if k[0] == kind]) > 1 for kind in ("person", "post"))
        }

    def reach(self):
        living, weight, reached, back = self.living(), self.weights(), self.reached(), self.came_back()
        bare = {pair: living[pair] * (1 - weight[pair]) for pair in living}
        plain = {
            (u, v): 1 / (1 + sum(b for (x, y), b in bare.items() if y == u and x != v)) ** 2 for u, v in living
        }
        total = defaultdict(lambda: [0.0] * 5)
        for u, v in living:
            one = total[v]
            one[0] += living[u, v] * weight[u, v]
            one[1] += bare[u, v]
            one[2] += bare[u, v] * plain[u, v]
            one[3] += bare[u, v] * plain[u, v] * (u in back)
            one[4] += bare[u, v] * (1 - plain[u, v]) * ((v, u) in living)
        proven = sum(total[v][0] for v in reached)
        tbar = sum(total[v][0] ** 2 / (total[v][0] + total[v][2]) for v in reached if total[v][0] > 0) / (proven + 3)
        if tbar <= 0:
            return {v: t + u for v, (t, u, *_) in total.items()}, 0.0
        found = {}
        for v, (t, u, _, back_too, crowd) in total.items():
            allowed = 2 * (1 - tbar) / tbar * (t + (1 - tbar) * back_too + 0.2)
            ring = 1 / (1 + (max(crowd * min(1, tbar / 0.1) - 1, 0) / 10) ** 2)
            found[v] = ring * (t + min(u, allowed))
        return found, tbar


moment = st.integers(0, 500 * DAY)
person = st.integers(0, PEOPLE - 1)


@st.composite
def towns(draw, make_town):
    town = make_town(PEOPLE, unlinked=draw(st.sets(person, max_size=2)))
    for author, time in draw(st.lists(st.tuples(person, moment), min_size=1, max_size=25)):
        town.post(author, time)
    verbs = st.sampled_from(COUNTED)
    weights = st.sampled_from([1.0, 1.0, 1.0, 0.5, 0.0])
    for actor, owner, on, after, verb, weight in draw(st.lists(
            st.tuples(person, person, st.integers(-1, len(town.posts) - 1), st.integers(0, 40 * DAY), verbs, weights),
            min_size=1, max_size=60)):
        author, time, _ = town.posts[on] if on >= 0 else (owner, after, 0)
        if actor != author:
            result = town.post(actor, time + after) if after % 3 == 0 else -1
            town.act(actor, author, time + after, on, verb=verb, weight=weight, result=result)
    town.until = 540 * DAY
    return town


@pytest.fixture(scope="module")
def draw_town(make_town):
    return towns(make_town)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_living_audience_as_one_reads_it(draw_town, data):
    town = data.draw(draw_town)
    acts = town.acts()
    ranked = score(acts, intervals=False)
    slow, tbar = Slow(town, acts).reach()
    assert ranked.proven == pytest.approx(tbar)
    assert ranked.living_audience == pytest.approx([slow.get(code, 0.0) for code in range(PEOPLE)], abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_parts_of_standing_as_one_reads_them(draw_town, data):
    town = data.draw(draw_town)
    acts = town.acts()
    slow, window, groups = Slow(town, acts), window_of(acts), gather(acts)
    assert window.half_life_days == pytest.approx(slow.half_life)
    assert window.settled == slow.settled
    assert {code for code in range(PEOPLE) if returning(acts)[code]} == slow.came_back()
    assert first_seen(acts).tolist() == [slow.first_seen()[code] for code in range(PEOPLE)]
    pairs = score(acts, intervals=False).pairs
    found = zip(pairs.responder.tolist(), pairs.driver.tolist(), pairs.standing.tolist(), strict=True)
    assert {(u, v): w for u, v, w in found} == pytest.approx(slow.weights())
    back = {(u, v) for u, v in slow.living() if (v, u) in slow.living()}
    mutual = np.isin(np.arange(len(groups)), groups.met).tolist()
    assert {(u, v) for u, v, m in zip(pairs.responder.tolist(), pairs.driver.tolist(), mutual, strict=True) if m} == back


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_counted_as_one_counts_it(draw_town, data):
    town = data.draw(draw_town)
    acts = town.acts()
    ranked = score(acts, intervals=False)
    rows = [row for row in town.happened if row.weight > 0]
    for one in ranked.scores:
        mine = [row for row in rows if row.owner == one.code]
        assert one.acts == len(mine)
        assert one.people_moved == len({row.actor for row in mine})
        assert (one.acts_reply, one.acts_share) == tuple(
            sum(row.verb is verb for row in mine) for verb in (Verb.REPLY, Verb.SHARE))
        written = [time for author, time, _ in town.posts if author == one.code and time <= acts.until]
        assert one.posts == len(written)
        assert one.last_post == max(written, default=None)
        assert one.posts_90d == sum(time > acts.until - 90 * DAY for time in written)
        assert one.active_months == len({datetime.fromtimestamp(time, UTC).strftime("%Y-%m") for time in written})
        first = {}
        for row in sorted(mine, key=lambda row: row.time):
            if row.post >= 0:
                first.setdefault((row.actor, row.post), row.time - town.posts[row.post][1])
        assert one.median_days == (pytest.approx(median(first.values()) / DAY) if first else None)
        count = defaultdict(int)
        for row in mine:
            count[row.actor] += 1
        back = {(row.actor, row.owner) for row in town.happened}
        if mine:
            assert one.repeat_share == pytest.approx(sum(n > 1 for n in count.values()) / len(count))
            assert one.mutual_share == pytest.approx(sum((one.code, row.actor) in back for row in mine) / len(mine))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_second_order_rising_and_follows_as_one_reads_them(draw_town, data):
    town = data.draw(draw_town)
    acts = town.acts()
    slow, ranked = Slow(town, acts), score(acts, intervals=False)
    parent = {}
    for row in slow.rows:
        if row.weight > 0 and row.result >= 0:
            parent.setdefault(row.result, row)
    best = defaultdict(float)
    for row in slow.rows:
        if row.weight <= 0 or row.post < 0:
            continue
        credit, above = 1.0, parent.get(row.post)
        for _ in range(5):
            if above is None:
                break
            written = town.posts[above.post][1] if above.post >= 0 else above.time
            credit *= 2 ** (-max(above.time - written, 0) / (slow.half_life * DAY))
            if credit < 0.01 or above.owner == row.actor:
                break
            best[row.actor, above.owner] = max(best[row.actor, above.owner], credit)
            above = parent.get(above.post)
    second, followed = [0.0] * PEOPLE, [0.0] * PEOPLE
    for (_, v), credit in best.items():
        second[v] += credit
    for (u, _), living in slow.living().items():
        followed[u] += living
    assert ranked.numbers.second_order == pytest.approx(second, abs=0.01)
    assert ranked.numbers.follows == pytest.approx(followed)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_lift_as_one_counts_it(draw_town, data):
    town = data.draw(draw_town)
    acts = town.acts()
    found = lift(acts)
    for code in range(PEOPLE):
        posts = [time for author, time, _ in town.posts if author == code and time <= acts.until]
        times = [row.time for row in town.happened if row.owner == code and row.weight > 0]
        after, before = (
            sum(start - ago <= time < start - ago + DAY for start in posts for time in times) for ago in (0, 7 * DAY)
        )
        assert found[code] == pytest.approx((after + 1) / (before + 1)) if posts else np.isnan(found[code])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_receipts_sum_to_the_score_to_the_last_micro_unit(draw_town, data):
    town = data.draw(draw_town)
    acts = town.acts()
    relevance = np.array(data.draw(st.lists(st.sampled_from([0.0, 0.3, 1.0]), min_size=len(town.posts),
                                            max_size=len(town.posts))))
    for ranked in (score(acts, intervals=False), score(acts, intervals=False, relevance=relevance)):
        for one in ranked.scores:
            rows = receipts(acts, ranked, one.code)
            assert sum(row.credit for row in rows) == round(one.living_audience * 1e6)
            assert len(rows) == sum(row.owner == one.code for row in town.happened)
            for row in rows:
                assert row.full == row.credit + sum(amount for _, amount in row.discounts)
                assert row.credit >= 0
                assert all(amount > 0 for _, amount in row.discounts)


@given(st.sets(st.tuples(person, person), max_size=40), st.sets(person, min_size=1, max_size=4))
def test_reaching_never_loses_anybody_and_stops(ties, start):
    ties = {(u, v) for u, v in ties if u != v}
    answers = tuple(np.array([pair[side] for pair in sorted(ties)], dtype=np.int32) for side in (0, 1))
    begin = np.isin(np.arange(PEOPLE), list(start))
    found = reach(answers, begin, np.ones(PEOPLE, bool))
    assert (found >= begin).all()
    assert (reach(answers, found, np.ones(PEOPLE, bool)) == found).all()


def test_an_undated_post_is_counted_but_tells_no_rate(make_town):
    town = make_town(5)
    posts = [town.post(0, None) for _ in range(4)]
    for reader in (1, 2, 3):
        town.answer(reader, posts[0], 100 * DAY)
    ranked = score(town.acts())
    assert ranked.scores[0].posts == 4
    assert ranked.scores[0].action_rate is None
    assert (town.acts().post_time == UNDATED).all()


class SlowRates:
    """Action rate, season and spread of one world, each as one reads it."""

    def __init__(self, slow):
        self.slow, self.posts = slow, slow.town.posts
        self.first = {}
        for row in slow.rows:
            if row.weight > 0 and row.post >= 0 and self.posts[row.post][0] == row.owner and self.posts[row.post][1] is not None:
                self.first.setdefault((row.post, row.actor), row)

    def known_posts(self):
        return [(at, author, time) for at, (author, time, _) in enumerate(self.posts)
                if author >= 0 and time is not None and time <= self.slow.until]

    def worth(self, time):
        return self.slow.g(time) ** 0.5

    def counted(self, share):
        """k and n of scoring.md by person; `share` is what is believed of a responder, by pair."""
        ripe = sorted(max(row.time - self.posts[post][1], 0) for (post, _), row in self.first.items()
                      if self.posts[post][1] <= self.slow.settled and share[row.actor, row.owner] >= 0.5)
        k, n = defaultdict(float), defaultdict(float)
        for _, author, time in self.known_posts():
            age = self.slow.until - time
            come = sum(delay <= age for delay in ripe) / len(ripe) if len(ripe) >= 30 else min(1, age / (7 * DAY))
            n[author] += self.worth(time) * come
        for (post, _), row in self.first.items():
            k[row.owner] += share[row.actor, row.owner] ** 0.5 * self.worth(self.posts[post][1])
        return k, n

    def season(self, code):
        """Months with half as many acts again as the usual month."""
        if self.slow.span <= 365:
            return None
        months = [datetime.fromtimestamp(row.time, UTC).month for row in self.slow.rows
                  if row.owner == code and row.weight > 0]
        day, held = self.slow.until - int(self.slow.span * DAY), Counter()
        first, last = (datetime.fromtimestamp(moment, UTC) for moment in (day, self.slow.until))
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            held[month % 12 + 1] += 1
        usual = {month: months.count(month) / held[month] for month in range(1, 13)}
        mean = sum(usual.values()) / 12
        peak = [str(month) for month in usual if usual[month] >= 1.5 * mean]
        return ";".join(peak) if peak and len(months) >= 24 else None

    def last_year(self, code):
        start = self.slow.until - 365 * DAY
        return len({row.actor for row in self.slow.rows if row.owner == code and row.weight > 0
                    and start < row.time <= start + 90 * DAY
                    and (row.post < 0 or (self.posts[row.post][1] or -1) > start)})

    def newcomers(self):
        began = {}
        for row in self.slow.rows:
            if row.weight > 0:
                began.setdefault((row.actor, row.owner), row.time)
        whole = sum(self.slow.living().values())
        return sum(time >= self.slow.settled for time in began.values()) / whole if whole else 0.0

    def variance(self, share):
        """Responders' squares, and per post the square of what would be lost without it."""
        acts, total = defaultdict(list), defaultdict(float)
        lost = defaultdict(float)
        for at, row in enumerate(self.slow.rows):
            on = row.post if row.post >= 0 and self.posts[row.post][0] == row.owner else ("alone", at)
            acts[row.actor, row.owner].append((row.weight * self.slow.g(row.time), at, on))
        for (u, v), some in acts.items():
            best, _, on = max(some)
            total[v] += (best * share[u, v]) ** 2
            lost[v, on] += (best - max((value for value, _, other in some if other != on), default=0.0)) * share[u, v]
        for (v, _), amount in lost.items():
            total[v] += amount**2
        return total


def all_signals_agree(town, acts):
    """Compare rate, season, last year, newcomers and variance with what one reads."""
    ranked, slow = score(acts, intervals=False), SlowRates(Slow(town, acts))
    pairs, window, groups = ranked.pairs, window_of(acts), gather(acts)
    audience = responders(acts, groups, window, None, ())
    ring = audience.belief.ring[pairs.driver]
    for_rate = {(u, v): part for u, v, part in zip(pairs.responder.tolist(), pairs.driver.tolist(),
                                                  (pairs.share * ring).tolist(), strict=True)}
    k, n = slow.counted(for_rate)
    found = action_rate(acts, window, answers(acts, groups), pairs.share * ring)
    for code in range(acts.people):
        if not any(author == code for _, author, _ in slow.known_posts()) or np.isnan(found.shape):
            assert np.isnan(found.mean[code])
            continue
        a, b = k[code] + found.shape, n[code] + found.scale
        assert found.mean[code] == pytest.approx(a / b)
        assert found.bound[code] == pytest.approx(gamma(a, scale=1 / b).ppf(0.2), rel=1e-6)
    bits = season(acts, window)
    assert [months(int(one)) for one in bits] == [slow.season(code) for code in range(acts.people)]
    if slow.slow.span > 455:
        assert ranked.numbers.last_year.tolist() == [slow.last_year(code) for code in range(acts.people)]
    assert ranked.newcomers == pytest.approx(slow.newcomers())
    share = {(u, v): part for u, v, part in zip(pairs.responder.tolist(), pairs.driver.tolist(), pairs.share.tolist(),
                                               strict=True)}
    variance, expected = two_way_variance(acts, groups, audience.value, pairs.act, pairs.share), slow.variance(share)
    assert variance == pytest.approx([expected[code] for code in range(acts.people)])


@settings(max_examples=60)
@given(st.data())
def test_rate_season_newcomers_and_spread_as_one_reads_them(draw_town, data):
    town = data.draw(draw_town)
    all_signals_agree(town, town.acts())


def test_on_the_demo_every_signal_is_what_one_reads(demo_acts, reopen):
    town = reopen(demo_acts)
    slow, ranked = Slow(town, demo_acts), score(demo_acts, intervals=False)
    expected, tbar = slow.reach()
    assert ranked.proven == pytest.approx(tbar, rel=1e-12)
    assert ranked.living_audience.tolist() == [
        pytest.approx(expected.get(code, 0.0), abs=1e-4) for code in range(demo_acts.people)]
    all_signals_agree(town, demo_acts)
