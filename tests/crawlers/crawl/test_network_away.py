"""Without a network a crawl of the user's own hosts ends soon, and what lies beyond waits for the next run."""

import socket

import pytest

from crawlers.decide import CrawlLimits
from crawlers.network import MANY_HOSTS

LIMITS = CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0)
FAR = [f"https://far{number}.example/post-of-words/" for number in range(3 * MANY_HOSTS)]


@pytest.fixture
def unknown(monkeypatch):
    """Names that were looked up; none but numbers is known."""
    asked = []
    real = socket.getaddrinfo

    def lookup(host, *more, **options):
        if str(host).replace(".", "").isdigit():
            return real(host, *more, **options)
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return asked


@pytest.fixture
def coverage(runner, unknown):
    return runner.crawl(*FAR, limits=LIMITS)


def test_hosts_are_no_longer_asked_when_many_in_a_row_are_out_of_reach(coverage, unknown):
    assert MANY_HOSTS <= len(set(unknown)) < MANY_HOSTS + 3 * LIMITS.workers


def test_the_sheet_says_so(coverage):
    assert coverage.network_away
    assert any("network seems to be away" in line for line in coverage.lines())


def test_what_was_not_asked_waits_for_the_next_run_untried(coverage, runner):
    hosts, tries = runner.query("SELECT COUNT(DISTINCT domain), MAX(tries) FROM frontier WHERE state = 'held'")[0]
    assert hosts > len(FAR) - MANY_HOSTS - 3 * LIMITS.workers
    assert tries == 0


def test_the_users_own_hosts_are_asked_all_the_same(coverage, web, runner, unknown):
    web.page("/later-post-of-words/", "<article><h1>Later</h1></article>")
    runner.crawl(*FAR, "/later-post-of-words/", limits=LIMITS)
    assert web.asked("/later-post-of-words/")
