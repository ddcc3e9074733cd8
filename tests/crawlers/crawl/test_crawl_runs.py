"""Whole crawls: politeness, conditional second runs, resuming, scope, feeds, identity."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from crawlers.coverage import Coverage
from crawlers.decide import CrawlLimits
from crawlers.intake import Intake
from crawlers.pipeline import Outcome
from crawlers.records import OutlinkKind
from crawlers.records.visit import Entry, Lease
from influence.store.frontier import SqliteFrontier
from influence.store.pages import SqlitePages
from influence.store.project import Project

FAST = CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0)
WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table that long day in May. " * 5


def article(title: str, *links: str, day: str = "2024-05-01", author: str = "Ann Lee", head: str = "") -> str:
    anchors = " ".join(f'<a href="{link}">{link}</a>' for link in links)
    return (f'<html><head><title>{title}</title><meta name="author" content="{author}">{head}</head><body><article>'
            f'<h1>{title}</h1><time datetime="{day}T10:00:00Z">{day}</time><p>{WORDS}{title} {anchors}</p></article></body></html>')


def listing(*links: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><ul>" + "".join(
        f'<li><a href="{link}">{link}</a></li>' for link in links) + "</ul></body></html>"


def test_no_two_requests_at_once_and_a_pause_between_them(web, runner):
    web.page("/", listing("/a-b-c", "/d-e-f", "/g-h-i"))
    for path in ("/a-b-c", "/d-e-f", "/g-h-i"):
        web.page(path, article(path))
    runner.crawl("/", limits=CrawlLimits(delay_s=0.3, hops=0, workers=8, patience_s=1.0, max_pages=4))
    log = sorted(web.log, key=lambda seen: seen.at_s)
    assert len(log) >= 5
    assert all(earlier.until_s <= later.at_s for earlier, later in pairwise(log))
    assert min(later.at_s - earlier.at_s for earlier, later in pairwise(log)) > 0.29


def test_crawl_delay_is_obeyed_even_without_a_pause_of_our_own(web, runner):
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.2", kind="text/plain")
    web.page("/", listing("/a-b-c"))
    web.page("/a-b-c", article("A"))
    runner.crawl("/", limits=CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=1.0, max_pages=2))
    times = [seen.at_s for seen in web.log if seen.path in ("/", "/a-b-c")]
    assert times[1] - times[0] > 0.19


@pytest.mark.parametrize("status", ["503 Busy", "429 Slow"])
def test_when_robots_is_busy_nothing_is_asked(web, runner, status):
    web.page("/robots.txt", "busy", status=status)
    web.page("/", article("A"))
    coverage = runner.crawl("/")
    assert not web.asked("/")
    assert dict(coverage.sources[web.url("/")].failed) == {"robots_unreachable": 1}


def test_retry_after_pauses_the_whole_domain_and_is_kept(web, runner):
    web.page("/", listing("/a-b-c", "/d-e-f", "/g-h-i"))
    for path in ("/a-b-c", "/d-e-f", "/g-h-i"):
        web.page(path, "wait", "Retry-After: 3600", status="429 Slow")
    runner.crawl("/", limits=CrawlLimits(delay_s=0.05, hops=0, workers=4, patience_s=0.5))
    assert sum(len(web.asked(path)) for path in ("/a-b-c", "/d-e-f", "/g-h-i")) == 1
    assert runner.query("SELECT COUNT(*) FROM frontier_pauses WHERE until > 0") == [(1,)]
    before = len(web.log)
    runner.crawl("/", limits=CrawlLimits(delay_s=0.05, hops=0, workers=4, patience_s=0.5))
    assert len(web.log) == before


def test_a_flaky_page_is_tried_again_in_the_same_run(web, runner):
    page = article("A").encode()
    web.on("/", lambda caller: caller.send(
        b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n" if caller.times == 1 else
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)))
    coverage = runner.crawl("/", limits=CrawlLimits(delay_s=0.0, hops=0, workers=2, patience_s=8.0))
    assert runner.rows()["/"] == ("done", 200, None)
    assert not coverage.sources[web.url("/")].failed


def test_an_address_tried_three_times_is_one_on_the_sheet(tmp_path):
    lease = Lease(entry=Entry(url="http://a.example/", kind=OutlinkKind.INDEX, source="http://a.example/"))
    coverage = Coverage()
    with Project.create(tmp_path / "p") as project:
        frontier = SqliteFrontier(project.connection, project.path)
        intake = Intake(frontier, project, SqlitePages(project.connection, project.path), FAST, coverage)
        line = coverage.of("http://a.example/")
        for tries, error in enumerate(("dns", "dns", "timeout")):
            intake.take(Outcome(lease=replace(lease, tries=tries), error=error), datetime(2026, 1, 1, tzinfo=UTC))
        assert line.failed == {"timeout": 1}
        intake.take(Outcome(lease=lease, error="robots", refused=True), datetime(2026, 1, 1, tzinfo=UTC))
    assert (dict(line.failed), dict(line.refused)) == ({}, {"robots": 1})


def test_the_second_run_asks_conditionally_and_finds_nothing_new(web, runner):
    def answer(caller):
        data = article("A").encode()
        if caller.headers.get("if-none-match") == '"v1"' and caller.headers.get("if-modified-since") == "a Monday":
            caller.send(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            caller.send(b"HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nLast-Modified: a Monday\r\nContent-Type: text/html\r\n"
                        b"Content-Length: %d\r\n\r\n%s" % (len(data), data))

    web.on("/", answer)
    first, second, third = runner.crawl("/"), runner.crawl("/"), runner.crawl("/", revisit=True)
    assert first.new >= 0
    assert (second.fetched, second.unchanged, second.new) == (0, 1, 0)
    assert third.unchanged == 1
    assert "Nothing new." in second.lines()


def test_a_page_without_validators_is_compared_by_what_was_read(web, runner):
    web.page("/", article("A"))
    runner.crawl("/")
    kept = runner.query("SELECT fetched FROM pages")
    runner.crawl("/")
    assert runner.query("SELECT fetched FROM pages") == kept


def test_an_empty_answer_leaves_what_was_read(web, runner):
    web.page("/2024/05/a-fine-day/", article("A"))
    runner.crawl("/2024/05/a-fine-day/")
    posts = runner.query("SELECT COUNT(*) FROM texts")
    web.page("/2024/05/a-fine-day/", "")
    runner.crawl("/2024/05/a-fine-day/")
    assert runner.query("SELECT COUNT(*) FROM texts") == posts != [(0,)]


def test_a_feed_that_shrinks_takes_nothing_away(web, runner):
    for number in range(3):
        web.page(f"/2024/01/post-number-{number}/", article(f"P{number}"))
    web.feed("/feed.xml", *(web.url(f"/2024/01/post-number-{number}/") for number in range(3)))
    runner.crawl("/feed.xml")
    count = runner.query("SELECT COUNT(*) FROM texts")
    web.feed("/feed.xml", web.url("/2024/01/post-number-2/"))
    runner.crawl("/feed.xml")
    assert runner.query("SELECT COUNT(*) FROM texts") == count


def test_an_announced_feed_is_followed_to_its_posts(web, runner):
    web.page("/", listing(head='<link rel="alternate" type="application/rss+xml" href="/the-feed">'))
    web.feed("/the-feed", web.url("/hidden-away/one/"))
    web.page("/hidden-away/one/", article("One"))
    runner.crawl("/")
    assert runner.rows()["/hidden-away/one/"][0] == "done"
    assert not web.asked("/feed/")


def test_a_sitemap_named_by_robots_is_followed(web, runner):
    web.page("/robots.txt", f"Sitemap: {web.url('/map.xml')}\n", kind="text/plain")
    web.page("/map.xml", '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
             f"<url><loc>{web.url('/only-in-the-map/')}</loc></url><url><loc>http://other.example/</loc></url></urlset>",
             kind="application/xml")
    web.page("/", listing())
    web.page("/only-in-the-map/", article("M"))
    runner.crawl("/")
    assert runner.rows()["/only-in-the-map/"][0] == "done"


def test_a_loop_of_sitemaps_ends(web, runner):
    web.page("/robots.txt", f"Sitemap: {web.url('/a.xml')}\n", kind="text/plain")
    for path, other in (("/a.xml", "/sitemap-b.xml"), ("/sitemap-b.xml", "/a.xml")):
        web.page(path, '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                 f"<sitemap><loc>{web.url(other)}</loc></sitemap></sitemapindex>", kind="application/xml")
    web.page("/", listing())
    runner.crawl("/")
    assert len(web.asked("/a.xml")) == 1


def test_a_long_archive_is_followed_to_its_end(web, runner):
    for number in range(1, 15):
        web.page("/" if number == 1 else f"/page/{number}/", listing(f"/essays/entry-of-{number}/", f"/page/{number + 1}/"))
        web.page(f"/essays/entry-of-{number}/", article(f"E{number}"))
    runner.crawl("/")
    assert runner.rows()["/essays/entry-of-14/"][0] == "done"


def test_an_endless_site_ends_at_its_budget_and_goes_on_next_time(web, runner):
    class Endless(dict):
        def get(self, path, default=None):
            number = int(path.rpartition("-")[2] or 0) if path.startswith("/post-in-time-") else 0
            data = listing(f"/post-in-time-{number + 1}").encode()
            if path == "/robots.txt":
                return None
            return lambda caller: caller.send(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(data), data))

    web.handlers = Endless()
    limits = CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0, max_pages=7)
    first = runner.crawl("/", limits=limits)
    assert first.fetched == 7
    assert first.sources[web.url("/")].later > 0
    assert runner.crawl("/", limits=limits).fetched == 7


def test_since_leaves_out_what_is_known_to_be_older(web, runner):
    web.page("/", listing("/2019/01/old-one-here/", "/2024/05/new-one-here/"))
    web.page("/2019/01/old-one-here/", article("Old", day="2019-01-01"))
    web.page("/2024/05/new-one-here/", article("New"))
    runner.crawl("/", limits=CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0, since=date(2023, 1, 1)))
    assert not web.asked("/2019/01/old-one-here/")
    assert web.asked("/2024/05/new-one-here/")


def test_noindex_is_read_for_links_alone_and_noarchive_is_not_kept(web, runner):
    web.page("/", listing("/private-thoughts-here/", "/public-thoughts-here/"))
    web.page("/private-thoughts-here/", article("Private", "/from-private-page/", head='<meta name="robots" content="noindex">'))
    web.page("/public-thoughts-here/", article("Public"), "X-Robots-Tag: noarchive")
    web.page("/from-private-page/", article("Linked"))
    runner.crawl("/")
    titles = {title for title, in runner.query("SELECT title FROM texts")}
    kept = {url for url, in runner.query("SELECT url FROM pages")}
    assert "Private" not in titles
    assert {"Public", "Linked"} <= titles
    assert web.url("/public-thoughts-here/") not in kept
    assert web.url("/private-thoughts-here/") not in kept


def test_nofollow_of_a_page_is_respected(web, runner):
    web.page("/", listing("/some-page-or-other/", head='<meta name="robots" content="nofollow">'))
    runner.crawl("/")
    assert not web.asked("/some-page-or-other/")


def test_a_permanent_redirect_makes_two_addresses_one(web, runner):
    web.page("/", listing("/old/address-here"))
    web.redirect("/old/address-here", "/new/address-here/", 301)
    web.page("/new/address-here/", article("N"))
    runner.crawl("/")
    assert runner.rows()["/new/address-here/"][0] == "done"
    assert runner.query("SELECT COUNT(*) FROM aliases")[0][0] >= 1


def test_dead_pages_that_all_lead_home_are_not_home(web, runner):
    web.page("/", listing("/dead-page-one/", "/dead-page-two/"))
    web.redirect("/dead-page-one/", "/", 301)
    web.redirect("/dead-page-two/", "/", 301)
    runner.crawl("/")
    assert runner.query("SELECT COUNT(*) FROM aliases") == [(0,)]


def test_moved_for_good_twice_is_not_asked_a_third_time(web, runner):
    web.page("/", listing("/old-address-here"))
    web.redirect("/old-address-here", "/new-address-here/", 301)
    web.page("/new-address-here/", article("N"))
    for _ in range(3):
        runner.crawl("/", revisit=True)
    assert len(web.asked("/old-address-here")) == 2


def test_no_redirect_feed_or_link_leads_inside(web, runner):
    inside = "http://10.0.0.1/"
    web.page("/", listing(inside, head=f'<link rel="alternate" type="application/rss+xml" href="{inside}feed">'))
    web.page("/robots.txt", f"Sitemap: {inside}map.xml", kind="text/plain")
    runner.crawl("/", limits=CrawlLimits(delay_s=0.0, hops=2, colinks=1, workers=2, patience_s=0.0))
    errors = {state for url, (state, _, _) in runner.rows().items() if url.startswith(inside)}
    assert errors <= {"refused"}


def test_another_site_is_entered_only_when_two_sites_lead_there(tmp_path, new_web, runner_of):
    webs = [new_web() for _ in range(4)]
    ann, bob, popular, lonely = webs
    ann.page("/2024/05/a-fine-day/", article("Ann", popular.url("/"), lonely.url("/")))
    bob.page("/2024/05/a-fine-day/", article("Bob", popular.url("/"), author="Bob"))
    popular.page("/", article("Popular", author="Cy"))
    runner_of(tmp_path / "p", ann).crawl(
        ann.url("/2024/05/a-fine-day/"), bob.url("/2024/05/a-fine-day/"), allowed=frozenset(one.endpoint for one in webs),
        limits=CrawlLimits(delay_s=0.0, hops=1, workers=4, patience_s=0.0))
    assert popular.asked("/")
    assert not lonely.log


def test_ending_it_early_saves_and_the_next_run_goes_on(web, runner):
    paths = [f"/essay-number-{number}-here/" for number in range(30)]
    web.page("/", listing(*paths))
    for path in paths:
        web.page(path, article(path))
    usual = web.handlers[paths[9]]
    web.on(paths[9], lambda caller: (runner.stop() if caller.times == 1 else None, usual(caller)))
    first = runner.crawl("/")
    assert first.interrupted
    assert first.fetched < 31
    runner.crawl("/")
    assert all(runner.rows()[path][0] == "done" for path in paths)


def test_descriptors_do_not_leak(web, runner):
    web.page("/", article("A"))
    runner.crawl("/")
    before = len(list(Path("/proc/self/fd").glob("*")))
    for _ in range(3):
        runner.crawl("/")
    assert len(list(Path("/proc/self/fd").glob("*"))) <= before + 3
