"""The story as records: all of it, by the right accounts, with the acts that the truth knows."""

from collections import Counter

import pytest

from crawlers.extract.acts import activities
from crawlers.records import Account, Post, Verb
from influence.cli.pipeline import acts, ranking, world
from influence.demo.addresses import Addresses
from influence.demo.plan import tell
from influence.demo.records import PerfectReader
from influence.demo.settings import demo_settings
from influence.demo.truth import edges
from influence.model.person import PersonKind
from influence.store.project import Project

STORY = tell()
ADDRESSES = Addresses(STORY.cast, {slug: f"https://{slug}.example" for slug in STORY.cast.places})
PAGES = list(PerfectReader(STORY, ADDRESSES).pages())


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("perfect")
    with Project.create(folder, demo_settings(STORY, ["https://foldandember.example/"])) as project:
        for page, findings in PAGES:
            project.add(page, [*findings, *activities(findings, page.url)])
        yield world(project)


def test_every_post_comment_and_message_is_there_once():
    urls = [finding.url for _, findings in PAGES for finding in findings if isinstance(finding, Post)]
    written = len(STORY.author)
    assert len(urls) == len(set(urls)) == written


def test_the_same_acts_come_of_the_records_as_of_the_truth():
    found = Counter()
    for page, findings in PAGES:
        found.update(act.verb for act in activities(findings, page.url) if "sponsored" not in act.rel)
    true = Counter(edge.verb for edge in edges(STORY))
    own = sum(1 for entry in STORY.entries for reply in entry.replies if reply.author == entry.author and reply.parent is None)
    assert found[Verb.LINK] >= true["link"] + true["mention"]
    assert found[Verb.REPLY] >= true["reply"]
    assert own == 0


def test_each_figure_is_one_account_but_for_the_one_who_leaves_a_bare_name():
    ids = {}
    for _, findings in PAGES:
        for account in findings:
            if isinstance(account, Account):
                ids.setdefault(account.name, set()).add(account.id)
    assert {name: len(found) for name, found in ids.items() if len(found) > 1} == {"Beatrix Holloway": 2}
    assert ids["Cleo Finch"] == {"https://threeneedles.example/author/cleo/"}
    assert ids["Priya Maddock"] == {"https://thebench.example/memberlist.php?mode=viewprofile&u=5"}


def test_the_ranking_puts_the_makers_first_and_the_ring_last(known):
    ranked = ranking(known, acts(known))
    order = [known.people.persons[score.code].name for score in ranked.scores if score.rank is not None]
    assert set(order[:5]) == {maker.name for maker in STORY.cast.with_role("maker")}
    assert set(order[-5:]) == {member.name for member in STORY.cast.with_role("ring")}


def test_the_shop_is_an_organisation_and_followers_are_known_but_not_scored(known):
    people = {person.name: person for person in known.people.persons}
    assert people["Papermoor Supplies"].kind is PersonKind.ORGANISATION
    assert people["Vivienne Starling"].audience == 1_240_000
    score = ranking(known, acts(known)).scores.of(known.people.persons.index(people["Vivienne Starling"]))
    assert score is None or score.living_audience == 0
