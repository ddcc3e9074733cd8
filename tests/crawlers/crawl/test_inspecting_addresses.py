"""`influence inspect` of an address asks as a crawl does: robots.txt first, and no error page is a page."""

import json
import threading

import pytest
from click.testing import CliRunner

from influence.cli.app import influence
from influence.errors import InfluenceError

WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table that long day in May. " * 5
POST = ('<html><head><title>Essay</title><meta name="author" content="Ann Lee"></head><body><article><h1>Essay</h1>'
        f'<time datetime="2024-05-01T10:00:00Z">1 May</time><p>{WORDS}</p></article></body></html>')


@pytest.fixture
def inspect(web):
    """Return exit code and output of `inspect` of a path of the test's server."""
    def run(path):
        given = ["inspect", web.url(path), "--allow-private", web.endpoint, "--json"]
        result = CliRunner().invoke(influence, given, standalone_mode=False)
        if isinstance(result.exception, InfluenceError):
            return result.exception.exit_code, str(result.exception)
        assert result.exception is None, result.exception
        return 0, result.output

    return run


def test_a_page_is_read_after_its_robots_txt(web, inspect):
    web.page("/essay", POST)
    code, output = inspect("/essay")
    assert (code, len(json.loads(output)["posts"])) == (0, 1)
    assert [seen.path for seen in web.log] == ["/robots.txt", "/essay"]


@pytest.mark.parametrize("path", ["/private/essay", "/way-in"])
def test_what_robots_forbids_is_not_read_by_any_way(web, inspect, path):
    web.page("/robots.txt", "User-agent: *\nDisallow: /private", kind="text/plain")
    web.page("/private/essay", POST)
    web.redirect("/way-in", "/private/essay")
    code, output = inspect(path)
    assert (code, "robots.txt forbids" in output) == (1, True)
    assert not web.asked("/private/essay")


def test_a_robots_txt_in_trouble_forbids_too(web, inspect):
    web.page("/robots.txt", "busy", status="503 Busy")
    web.page("/essay", POST)
    code, output = inspect("/essay")
    assert (code, "could not be read" in output) == (1, True)


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oh", "403 No"])
def test_an_error_page_is_no_page(web, inspect, status):
    web.page("/essay", POST, status=status)
    code, output = inspect("/essay")
    assert (code, status[:3] in output) == (1, True)


def test_an_error_leaves_no_thread_behind(inspect):
    inspect("/missing")
    assert not [thread for thread in threading.enumerate() if thread.name == "deadline-watchdog"]
