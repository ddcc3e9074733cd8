"""The demo's team of five against every five there could be, by observation and by sampled sets."""

from itertools import combinations

import numpy as np
import pytest

from crawlers.extract.acts import activities
from influence.cli.kept_sets import FILE_NAME, LEAST_SETS, content_key, read_pool
from influence.cli.pipeline import acts, ranking, world
from influence.cli.teams import Request, audiences, candidates, choose_team
from influence.demo.addresses import Addresses
from influence.demo.plan import tell
from influence.demo.records import PerfectReader
from influence.demo.settings import demo_settings
from influence.shortlist.choice import choose
from influence.shortlist.opim import Aim
from influence.shortlist.probabilities import learned
from influence.store.project import Project

STORY = tell()
MAKERS = {maker.name for maker in STORY.cast.with_role("maker")}


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    addresses = Addresses(STORY.cast, {slug: f"https://{slug}.example" for slug in STORY.cast.places})
    with Project.create(tmp_path_factory.mktemp("team"), demo_settings(STORY, ["https://foldandember.example/"])) as project:
        for page, findings in PerfectReader(STORY, addresses).pages():
            project.add(page, [*findings, *activities(findings, page.url)])
        yield world(project)


@pytest.fixture(scope="module")
def ranked(known):
    return ranking(known, acts(known))


def teams(codes):
    return np.array(list(combinations(sorted(codes), 5)))


def names(known, codes):
    return {known.people.persons[code].name for code in codes}


def test_the_five_observed_are_the_best_of_all_fives(known, ranked):
    found = acts(known)
    able = candidates(known, found, ranked, {})
    weighed = audiences(found, ranked)
    chance = np.zeros((weighed.people, weighed.people))
    for driver in range(weighed.people):
        chance[driver, weighed.responder[weighed.of(driver)]] = weighed.chance[weighed.of(driver)]
    every = teams(able.codes)
    fresh = 0.0 if weighed.fresh is None else weighed.fresh[every].sum(axis=1)
    worth = (1 - np.prod(1 - chance[every], axis=1)).sum(axis=1) + fresh
    choice = choose(weighed, np.array(able.codes, np.int32), 5)
    assert set(choice.drivers) == set(every[worth.argmax()].tolist())
    assert choice.union == pytest.approx(worth.max())
    assert names(known, choice.drivers) == MAKERS


def test_the_five_sampled_are_the_best_of_all_fives(known, ranked):
    team = choose_team(known, Request(method="sampled"))
    codes = [candidate.code for candidate in team.made.chosen]
    found = acts(known)
    learnt = learned(found, (ranked.pairs.responder, ranked.pairs.driver, ranked.pairs.living * ranked.pairs.share))
    pool = read_pool(known.project.folder / FILE_NAME, content_key(learnt, 1), learnt.people)
    sets = pool[pool.enough[Aim(size=5, least=LEAST_SETS)]].chosen_by
    able = sorted(candidates(known, found, ranked, {}).codes)
    bit = np.zeros(learnt.people, np.int64)
    bit[able] = 1 << np.arange(len(able))
    held = np.zeros(len(sets), np.int64)
    np.bitwise_or.at(held, np.repeat(np.arange(len(sets)), np.diff(sets.ends)), bit[sets.members])
    kinds, often = np.unique(held, return_counts=True)
    every = teams(able)
    masks = bit[every].sum(axis=1)
    covered = sum(count * ((masks & kind) != 0) for kind, count in zip(kinds.tolist(), often.tolist(), strict=True))
    assert covered[masks == bit[codes].sum()] == covered.max()
    assert names(known, codes) == MAKERS
    assert team.made.guarantee == pytest.approx(0.532, abs=1e-3)


def test_the_second_question_is_answered_from_the_sets_that_were_kept(known):
    first = choose_team(known, Request(method="sampled")).made
    file = known.project.folder / FILE_NAME
    before = file.stat().st_mtime_ns, file.read_bytes()
    assert choose_team(known, Request(method="sampled")).made == first
    ruled = choose_team(known, Request(method="sampled", max_per_community=1)).made
    assert ruled.guarantee is None or ruled.of_bound >= ruled.guarantee
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
    file.unlink()
    assert choose_team(known, Request(method="sampled")).made == first
    assert file.read_bytes() == before[1]
