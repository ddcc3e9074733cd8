"""robots.txt by RFC 9309: matching, groups, errors, sizes and odd files."""

import pytest

from crawlers.robots import MAX_BYTES, robots_for

HOST = "https://blog.example"


def allows(text: str | bytes, path: str) -> bool:
    return robots_for(200, text.encode() if isinstance(text, str) else text).allows(HOST + path)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_without_a_file_nothing_is_forbidden(status):
    assert robots_for(status).allows(HOST + "/x")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_left_alone_and_asked_again(status):
    verdict = robots_for(status)
    assert (verdict.allows(HOST + "/x"), verdict.unreachable, verdict.kept_s) == (False, True, 3600.0)


RULES = {
    "longest match wins": ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    "order does not matter": ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
    "allow wins a tie": ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    "star in the middle": ("User-agent: *\nDisallow: /*/private", "/x/private", False),
    "dollar ends": ("User-agent: *\nDisallow: /*.php$", "/a.php", False),
    "dollar does not match more": ("User-agent: *\nDisallow: /*.php$", "/a.php?x", True),
    "query is part of it": ("User-agent: *\nDisallow: /*?reply", "/p?reply=1", False),
    "percent forms are equal": ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%C3%A9/x", False),
    "UTF-8 as written": ("User-agent: *\nDisallow: /拼布", "/%E6%8B%BC%E5%B8%83", False),
    "own group beats star": ("User-agent: *\nDisallow: /\n\nUser-agent: influence\nDisallow: /x", "/y", True),
    "own group forbids": ("User-agent: *\nAllow: /\n\nUser-agent: Influence\nDisallow: /x", "/x", False),
    "two own groups merge": (
        "User-agent: influence\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: influence\nDisallow: /b", "/b",
        False),
    "group of two names": ("User-agent: x\nUser-agent: influence\nDisallow: /a", "/a", False),
    "empty disallow": ("User-agent: *\nDisallow:", "/a", True),
    "another's group": ("User-agent: other\nDisallow: /", "/a", True),
    "BOM": ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
    "only CR": ("User-agent: *\rDisallow: /a\r", "/a", False),
    "CRLF": ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
    "upper case, no last newline": ("USER-AGENT: *\nDISALLOW: /a", "/a", False),
    "comments": ("# hello\nUser-agent: * # all\nDisallow: /a # there", "/a", False),
    "page sent as rules": ("<!DOCTYPE html><html>Disallow: /</html>", "/a", True),
    "nothing but blanks": ("  \n\n", "/a", True),
}


@pytest.mark.parametrize("name", RULES)
def test_rule(name):
    text, path, expected = RULES[name]
    assert allows(text, path) is expected


def test_utf_16_is_read():
    assert not allows("User-agent: *\nDisallow: /a".encode("utf-16"), "/a")


def test_rules_beyond_512_kib_do_not_count():
    text = "User-agent: *\nDisallow: /early\n" + "#" * MAX_BYTES + "\nDisallow: /late"
    assert not allows(text, "/early")
    assert allows(text, "/late")


def test_many_wildcards_cost_nothing():
    assert allows("User-agent: *\nDisallow: /" + "*a" * 40 + "b$", "/" + "a" * 200)


@pytest.mark.parametrize(("written", "delay"), [("2", 2.0), ("0.5", 0.5), ("86400", 30.0), ("-1", None), ("soon", None)])
def test_crawl_delay_is_obeyed_within_reason(written, delay):
    assert robots_for(200, f"User-agent: *\nCrawl-delay: {written}".encode()).delay_s == delay


def test_sitemaps_are_told():
    verdict = robots_for(200, b"Sitemap: https://blog.example/s.xml\nUser-agent: *\nDisallow:")
    assert verdict.sitemaps == ("https://blog.example/s.xml",)
