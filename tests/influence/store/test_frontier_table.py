"""The frontier's table: claims, leases, deferrals, leads, and that one crawl holds it at a time."""

import os
import subprocess
import sys

import pytest

from crawlers.records import OutlinkKind
from crawlers.records.visit import Entry, Lead, Tally, Visit, VisitState
from influence.errors import ProjectBusyError, ProjectError
from influence.store.crawl_lock import crawl_lock
from influence.store.frontier import SqliteFrontier
from influence.store.project import Project

HOME = "https://blog.example/"


@pytest.fixture
def frontier(tmp_path):
    with Project.open(tmp_path, create=True) as project:
        yield SqliteFrontier(project.connection, project.path)


def entry(url: str = HOME, **values) -> Entry:
    return Entry(**{"url": url, "kind": OutlinkKind.POST, "source": HOME, "depth": 1, **values})


def done(url: str, **values) -> Visit:
    return Visit(**{"url": url, "state": VisitState.DONE, "status": 200, "next_at_s": 1000.0, "fetched_at_s": 1.0, **values})


def claimed(frontier, count=10, domain="blog.example"):
    return [lease.entry.url for lease in frontier.claim(domain, count, until_s=300)]


def test_claims_come_by_priority_then_by_age_and_only_once(frontier):
    frontier.add([entry(HOME + "b", priority=20), entry(HOME + "a", priority=20), entry(HOME + "feed", priority=5)])
    assert claimed(frontier, 2) == [HOME + "feed", HOME + "b"]
    assert claimed(frontier) == [HOME + "a"]
    assert claimed(frontier) == []


def test_a_known_address_keeps_its_state_and_takes_the_better_place(frontier):
    assert frontier.add([entry(HOME + "a", priority=50, hops=2), entry(HOME + "a", priority=20, hops=1)]) == 1
    frontier.claim("blog.example", 1, until_s=300)
    frontier.record([done(HOME + "a")])
    assert frontier.add([entry(HOME + "a", priority=5, hops=3)]) == 0
    assert claimed(frontier) == []
    assert frontier.sites() == {"blog.example": 1}


def test_leases_return_at_the_next_start_and_at_the_end(frontier):
    frontier.add([entry(HOME + "a"), entry(HOME + "b")])
    claimed(frontier, 1)
    assert frontier.start(0.0) == 2
    claimed(frontier)
    frontier.stop()
    assert len(claimed(frontier)) == 2


def test_what_was_remembered_comes_back_with_the_lease(frontier):
    frontier.add([entry(HOME + "a")])
    claimed(frontier)
    frontier.record([done(HOME + "a", etag='W/"x"', last_modified="Mon", digest="d", interval_s=9.0)])
    frontier.start(2000.0)
    lease, = frontier.claim("blog.example", 1, until_s=1)
    assert (lease.etag, lease.last_modified, lease.digest, lease.interval_s, lease.seen) == ('W/"x"', "Mon", "d", 9.0, True)


def test_only_what_is_due_or_brings_news_is_woken(frontier):
    frontier.add([entry(HOME, depth=0), entry(HOME + "feed", kind=OutlinkKind.FEED), entry(HOME + "post"),
                  entry(HOME + "due")])
    claimed(frontier)
    frontier.record([done(HOME), done(HOME + "feed"), done(HOME + "post"), done(HOME + "due", next_at_s=10.0)])
    frontier.start(20.0)
    assert sorted(claimed(frontier)) == [HOME, HOME + "due", HOME + "feed"]
    frontier.start(20.0, revisit=True)
    assert len(claimed(frontier)) == 4


def test_where_a_short_address_leads_is_not_asked_again_even_to_revisit(frontier):
    frontier.add([entry(HOME + "post"), entry(HOME + "s1", kind=OutlinkKind.SHORT)])
    claimed(frontier)
    frontier.record([done(HOME + "post", next_at_s=None), done(HOME + "s1", next_at_s=None)])
    frontier.start(20.0, revisit=True)
    assert claimed(frontier) == [HOME + "post"]


def test_deferred_addresses_wake_at_their_time(frontier):
    frontier.add([entry(HOME + "a")])
    claimed(frontier)
    frontier.record([Visit(url=HOME + "a", state=VisitState.DEFERRED, next_at_s=50.0, tries=1)])
    assert frontier.wake(49.0) == set()
    assert frontier.next_deferred_s() == 50.0
    assert frontier.wake(50.0) == {"blog.example"}
    assert frontier.next_deferred_s() is None


def test_a_site_over_its_budget_waits_for_the_next_run(frontier):
    frontier.add([entry(HOME + "a"), entry(HOME + "b")])
    claimed(frontier, 1)
    assert frontier.hold("blog.example") == 2
    assert claimed(frontier) == []
    assert frontier.start(0.0) == 2


def test_pauses_last_into_the_next_run_and_the_longest_counts(frontier):
    frontier.add([entry(HOME + "a")])
    frontier.pause("blog.example", 500.0)
    frontier.pause("blog.example", 300.0)
    frontier.start(100.0)
    assert frontier.waiting() == {"blog.example": 500.0}
    frontier.start(600.0)
    assert frontier.waiting() == {"blog.example": 0.0}


def test_a_new_site_needs_two_independent_links(frontier):
    def lead(from_site, path=""):
        return Lead(site="new.example", from_site=from_site, entry=entry(f"https://new.example/{path}", hops=1))

    assert frontier.lead([lead("a.example"), lead("a.example", "x")], needed=2) == []
    entered = frontier.lead([lead("b.example")], needed=2)
    assert [one.url for one in entered] == ["https://new.example/", "https://new.example/", "https://new.example/x"]


def test_sheets_sum_up_each_source(frontier):
    frontier.add([entry(HOME + "a"), entry(HOME + "b")])
    claimed(frontier)
    frontier.record([done(HOME + "a", tally=Tally(posts=3, undated=1, unknown_authors=2, remarks=(("embed", 2),))),
                     Visit(url=HOME + "b", state=VisitState.PARKED, error="timeout")])
    sheet, = frontier.sheets()
    assert sheet.states == (("done", 1), ("parked", 1))
    assert (sheet.errors, sheet.posts, sheet.undated, sheet.unknown_authors, sheet.remarks) == (
        (("timeout", 1),), 3, 1, 2, (("embed", 2),))


def test_a_parked_source_is_tried_again_by_the_next_run(frontier):
    frontier.add([entry(HOME, depth=0)])
    claimed(frontier)
    frontier.record([Visit(url=HOME, state=VisitState.PARKED, error="timeout", tries=3)])
    frontier.start(0.0)
    lease, = frontier.claim("blog.example", 1, until_s=1)
    assert lease.tries == 0


def test_what_failed_is_tried_again_on_another_day(frontier):
    frontier.add([entry(HOME + "a"), entry(HOME + "b")])
    claimed(frontier)
    frontier.record([Visit(url=HOME + "a", state=VisitState.PARKED, error="timeout", tries=3, next_at_s=50.0),
                     Visit(url=HOME + "b", state=VisitState.PARKED, error="http_403", tries=1)])
    frontier.start(49.0)
    assert claimed(frontier) == []
    frontier.start(50.0)
    assert claimed(frontier) == [HOME + "a"]


def test_what_a_failed_batch_wrote_is_not_there(frontier):
    def fail():
        with frontier.batch():
            frontier.add([entry(HOME + "a")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert frontier.count() == 0


def test_forgetting_empties_it(frontier):
    frontier.add([entry(HOME + "a")])
    frontier.forget()
    assert (frontier.count(), frontier.waiting(), frontier.sheets()) == (0, {}, [])


def test_one_crawl_at_a_time(tmp_path):
    with crawl_lock(tmp_path):
        holder = f"from influence.store.crawl_lock import crawl_lock\nfrom pathlib import Path\n" \
                 f"with crawl_lock(Path({str(tmp_path)!r})): pass"
        second = subprocess.run([sys.executable, "-c", holder], capture_output=True, text=True, check=False)
        assert "ProjectBusyError" in second.stderr
        assert str(os.getpid()) in second.stderr
        with pytest.raises(ProjectBusyError), crawl_lock(tmp_path):
            pass
    with crawl_lock(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path):
    with pytest.raises(ProjectError, match="cannot be written"), crawl_lock(tmp_path / "nowhere"):
        pass
