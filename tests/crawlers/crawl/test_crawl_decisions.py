"""What comes next for an address: retries, waits, revisits, pauses. All pure."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawlers import decide
from crawlers.decide import DAY_S, HOUR_S, CrawlLimits
from crawlers.records import OutlinkKind
from crawlers.records.visit import Entry, Lease, Tally, VisitState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOW_S = NOW.timestamp()
ENTRY = Entry(url="https://blog.example/p", kind=OutlinkKind.POST, source="https://blog.example/")
FIRST = Lease(entry=ENTRY)


def lease(**values) -> Lease:
    return Lease(entry=ENTRY, **values)


@pytest.mark.parametrize(("written", "wait"), [
    ("0", 0.0), ("120", 120.0), ("99999999", 86400.0), ("-5", None), ("soon", None), ("", None), (None, None),
    ("1e9", None), (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
    (format_datetime(NOW - timedelta(days=1), usegmt=True), None), ("Fri, 31 Feb 2026 99:99:99 GMT", None),
    ("Sun, 01 Mar 2099 12:00:00 GMT", 86400.0), ("Sun, 01 Mar 2026 12:01:00 -0000", 60.0),
])
def test_retry_after(written, wait):
    assert decide.retry_after_s(written, NOW) == wait


@pytest.mark.parametrize(("status", "headers", "wait"), [
    (429, {"retry-after": "600"}, 600.0), (503, {"retry-after": "600"}, 600.0), (429, {}, 30.0), (429, {"retry-after": "0"}, 1.0),
])
def test_a_busy_server_is_asked_when_it_says(status, headers, wait):
    visit = decide.status_problem(FIRST, status, headers, NOW_S)
    assert (visit.state, visit.next_at_s) == (VisitState.DEFERRED, NOW_S + wait)
    assert decide.domain_pause_s(visit, NOW_S, asked="retry-after" in headers) == wait
    assert decide.host_pause_s(visit, NOW_S) is None


def test_a_503_without_a_time_is_the_matter_of_one_address_until_three_in_a_row_say_so():
    visit = decide.status_problem(FIRST, 503, {}, NOW_S)
    assert [decide.domain_pause_s(visit, NOW_S, asked=False, in_a_row=count) for count in (1, 2, 3)] == [None, None, 30.0]


def test_the_wait_for_a_busy_server_has_an_end():
    assert decide.status_problem(lease(tries=2000), 503, {}, NOW_S).next_at_s == NOW_S + 6 * HOUR_S


def test_waits_for_a_bare_429_grow_and_then_it_is_left_for_hours():
    waits = [decide.status_problem(lease(tries=tries), 429, {}, NOW_S).next_at_s - NOW_S for tries in range(4)]
    assert waits == [30.0, 60.0, 120.0, 6 * HOUR_S]


def test_an_error_is_tried_three_times():
    states = [decide.failed_visit(lease(tries=tries), "timeout", NOW_S).state for tries in range(3)]
    assert states == [VisitState.DEFERRED, VisitState.DEFERRED, VisitState.PARKED]


def test_a_host_that_does_not_answer_is_left_but_not_its_whole_domain():
    first, last = (decide.failed_visit(lease(tries=tries), "connect", NOW_S) for tries in (0, 2))
    assert decide.host_pause_s(first, NOW_S) == 5.0
    assert decide.host_pause_s(last, NOW_S) == HOUR_S
    assert decide.domain_pause_s(last, NOW_S, asked=False) is None
    assert last.next_at_s == NOW_S + DAY_S
    assert decide.host_pause_s(decide.failed_visit(FIRST, "incomplete", NOW_S), NOW_S) is None


def test_a_missing_page_parks_at_the_third_time_and_gone_is_gone_at_once():
    assert decide.status_problem(FIRST, 404, {}, NOW_S).next_at_s == NOW_S + DAY_S
    assert decide.status_problem(lease(tries=2), 404, {}, NOW_S).state is VisitState.PARKED
    assert decide.status_problem(FIRST, 410, {}, NOW_S).state is VisitState.GONE


@pytest.mark.parametrize("status", [200, 203])
def test_pages_are_no_problem(status):
    assert decide.status_problem(FIRST, status, {}, NOW_S) is None


def test_what_was_remembered_survives_a_failure():
    visit = decide.failed_visit(lease(etag='"a"', last_modified="b", digest="c", interval_s=7.0), "timeout", NOW_S)
    assert (visit.etag, visit.last_modified, visit.digest, visit.interval_s) == ('"a"', "b", "c", 7.0)


def test_a_guess_that_fails_is_dropped_without_a_word():
    guessed = Lease(entry=Entry(url="https://blog.example/feed/", kind=OutlinkKind.FEED, source="s", priority=decide.GUESSED))
    for visit in (decide.status_problem(guessed, 404, {}, NOW_S), decide.failed_visit(guessed, "timeout", NOW_S)):
        assert (visit.state, visit.error) == (VisitState.GONE, None)


def test_intervals_shrink_with_change_and_grow_without_between_an_hour_and_two_weeks():
    assert decide.next_interval_s(lease(interval_s=DAY_S), changed=True) == DAY_S / 2
    assert decide.next_interval_s(lease(interval_s=DAY_S), changed=False) == DAY_S * 1.5
    assert decide.next_interval_s(lease(interval_s=HOUR_S), changed=True) == HOUR_S
    assert decide.next_interval_s(lease(interval_s=13 * DAY_S), changed=False) == 14 * DAY_S
    assert decide.next_interval_s(FIRST, changed=True, newest_age_s=100 * DAY_S) == 10 * DAY_S


def test_conditions_only_for_what_was_read_before():
    assert decide.conditions(lease(etag="e", last_modified="m")) == {}
    assert decide.conditions(lease(etag="e", last_modified="m", seen=True)) == {
        "If-None-Match": "e", "If-Modified-Since": "m"}


@pytest.mark.parametrize("bad", ["", "x" * 2000, "a\r\nb", "a\0b"])
def test_validators_that_cannot_be_headers_are_dropped(bad):
    assert decide.read_visit(FIRST, {"etag": bad}, NOW_S, "d", Tally()).etag is None


def test_unchanged_keeps_the_validators():
    visit = decide.unchanged_visit(lease(etag="e", last_modified="m", digest="d"), {}, NOW_S)
    assert (visit.etag, visit.last_modified, visit.digest, visit.status) == ("e", "m", "d", 304)


@pytest.mark.parametrize(("status", "digest", "state"), [
    (301, None, VisitState.DONE), (301, "to /b", VisitState.PARKED), (308, "to /b", VisitState.PARKED),
    (302, "to /b", VisitState.DONE), (301, "to /c", VisitState.DONE),
])
def test_only_moved_for_good_twice_the_same_way_is_believed(status, digest, state):
    assert decide.moved_visit(lease(digest=digest), status, "/b", NOW_S).state is state


@pytest.mark.parametrize(("limits", "took", "asked", "private", "pause"), [
    (CrawlLimits(), 0.1, None, False, 1.0), (CrawlLimits(), 4.0, None, False, 8.0), (CrawlLimits(), 99.0, None, False, 30.0),
    (CrawlLimits(delay_s=0.0), 0.1, None, False, 1.0), (CrawlLimits(delay_s=5.0), 0.1, 2.0, False, 5.0),
    (CrawlLimits(), 0.1, 12.0, False, 12.0), (CrawlLimits(delay_s=0.0), 3.0, None, True, 0.0),
    (CrawlLimits(delay_s=0.0), 3.0, 7.0, True, 7.0), (CrawlLimits(delay_s=0.5), 0.1, None, True, 0.5),
])
def test_pause(limits, took, asked, private, pause):
    assert decide.pause_s(limits, took, asked, private=private) == pause


def test_a_site_is_over_by_pages_or_by_three_requests_a_page():
    limits = CrawlLimits(max_pages=10, max_hop_pages=4)
    assert decide.is_over(10, 10, 0, limits)
    assert not decide.is_over(9, 29, 0, limits)
    assert decide.is_over(0, 30, 0, limits)
    assert decide.is_over(4, 4, 1, limits)
    assert decide.is_over(2, 2, 0, limits, own_limit=2)
