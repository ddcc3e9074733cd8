"""One crawl of a site where everything is wrong somewhere: each fault is named, none hurts another."""

import pytest

from crawlers.decide import CrawlLimits
from crawlers.fetch import FetchLimits

ARTICLE = ('<html><head><title>{0}</title><meta name="author" content="Ann Lee"></head><body><article><h1>{0}</h1>'
           '<time datetime="2024-05-01T10:00:00Z">1 May</time><p>{1}</p></article></body></html>')
WORDS = "paper and scissors and glue make a fine afternoon, said everybody who came to the table that day. " * 6
DEEP = "<div>" * 100_000 + "deep" + "</div>" * 100_000

#: Fault -> (how the server answers, state and error expected in the frontier).
ANSWERS = {
    "/gone": (lambda web, path: web.page(path, "bye", status="410 Gone"), ("gone", 410, "http_410")),
    "/missing": (lambda web, path: web.page(path, "no", status="404 Not Found"), ("deferred", 404, "http_404")),
    "/forbidden": (lambda web, path: web.page(path, "no", status="403 Forbidden"), ("parked", 403, "http_403")),
    "/not-yours": (lambda web, path: web.page(path, "no", status="401 Unauthorized"), ("parked", 401, "http_401")),
    "/law": (lambda web, path: web.page(path, "no", status="451 Unavailable"), ("parked", 451, "http_451")),
    "/odd-520": (lambda web, path: web.page(path, "no", status="520 Odd"), ("deferred", 520, "http_520")),
    "/odd-999": (lambda web, path: web.page(path, "no", status="999 Denied"), ("deferred", 999, "http_999")),
    "/error": (lambda web, path: web.page(path, "no", status="500 Error"), ("deferred", 500, "http_500")),
    "/partial": (lambda web, path: web.page(path, "half", status="206 Partial"), ("deferred", 206, "partial")),
    "/nothing": (lambda web, path: web.page(path, "", status="204 None"), ("deferred", 204, "empty")),
    "/empty": (lambda web, path: web.page(path, ""), ("deferred", 200, "empty")),
    "/blank": (lambda web, path: web.page(path, " \n "), ("deferred", 200, "empty")),
    "/picture": (lambda web, path: web.page(path, b"\x89PNG\r\n\x1a\n" + bytes(99), kind="text/html"),
                 ("parked", 200, "not_text")),
    "/program": (lambda web, path: web.page(path, b"\x7fELF" + bytes(99), 'Content-Disposition: attachment; filename="../../x"',
                                            kind="application/octet-stream"), ("parked", 200, "not_text")),
    "/video": (lambda web, path: web.page(path, "data", kind="video/mp4"), ("parked", 200, "not_text")),
    "/unlabelled": (lambda web, path: web.page(path, ARTICLE.format("U", WORDS), kind=None), ("done", 200, None)),
    "/mislabelled": (lambda web, path: web.page(path, ARTICLE.format("M", WORDS), kind="application/octet-stream"),
                     ("done", 200, None)),
    "/cut": (lambda web, path: web.raw(path, b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<html>"),
             ("deferred", None, "incomplete")),
    "/huge": (lambda web, path: web.raw(path, b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
              ("refused", None, "too_large_announced")),
    "/bulky": (lambda web, path: web.raw(path, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 900_000), ("parked", None, "too_large")),
    "/deep": (lambda web, path: web.page(path, DEEP[:700_000]), ("done", 200, None)),
    "/unclosed": (lambda web, path: web.page(path, "<b><i>" * 30_000), ("done", 200, None)),
    "/attributes": (lambda web, path: web.page(path, "<p " + "a=b " * 50_000 + ">x</p>"), ("done", 200, None)),
    "/no-blank": (lambda web, path: web.page(path, "x" * 700_000), ("done", 200, None)),
    "/mail-bait": (lambda web, path: web.page(path, "<p>" + "a@" * 100_000 + "</p>"), ("done", 200, None)),
    "/date-bait": (lambda web, path: web.page(path, "<p>" + "2024-" * 100_000 + "</p>"), ("done", 200, None)),
    "/challenge": (lambda web, path: web.page(path, "<title>Just a moment...</title>", "cf-mitigated: challenge",
                                              status="403 Forbidden"), ("parked", 403, "challenge")),
    "/login-wall": (lambda web, path: web.page(path, '<title>Log in</title><form><input type="password"></form>'),
                    ("parked", 200, "login_wall")),
    "/consent": (lambda web, path: web.page(path, "<title>Before you continue</title><p>We value your privacy</p>"),
                 ("parked", 200, "consent_wall")),
    "/script-only": (lambda web, path: web.page(path, '<div id="root"></div><noscript>Please enable JavaScript</noscript>'),
                     ("parked", 200, "script_only")),
    "/maintenance": (lambda web, path: web.page(path, "<title>Under maintenance</title>soon back"),
                     ("parked", 200, "maintenance")),
    "/soft-404": (lambda web, path: web.page(path, "<title>404 - page not found</title>sorry"), ("parked", 200, "soft_404")),
    "/soft-404-zh": (lambda web, path: web.page(path, "<title>找不到這個頁面</title>抱歉"), ("parked", 200, "soft_404")),
    "/for-sale": (lambda web, path: web.page(path, "<title>This domain is for sale</title>buy"), ("parked", 200, "parked")),
    "/self": (lambda web, path: web.redirect(path, path), ("parked", 301, "redirect_loop")),
    "/nowhere": (lambda web, path: web.redirect(path, "http://[::1"), ("deferred", 301, "redirect_broken")),
    "/to-file": (lambda web, path: web.redirect(path, "file:///etc/passwd"), ("deferred", 301, "redirect_broken")),
    "/to-inside": (lambda web, path: web.redirect(path, "http://10.0.0.1/"), ("parked", 301, "redirect_scope")),
    "/members-only": (lambda web, path: web.redirect(path, "/user/login/?next=/members-only", 302),
                      ("parked", 302, "login_wall")),
    "/to-denied": (lambda web, path: web.redirect(path, "/denied/x", 302), ("done", 302, None)),
    "/denied/x": (lambda web, path: web.page(path, "secret"), ("refused", None, "robots")),
    "/unasked-304": (lambda web, path: web.page(path, "", status="304 Not Modified"), ("deferred", 304, "not_modified_unasked")),
    "/moved": (lambda web, path: web.redirect(path, "/moved-here"), ("done", 301, None)),
    "/moved-here": (lambda web, path: web.page(path, ARTICLE.format("Moved", WORDS)), ("done", 200, None)),
    "/meta-refresh": (lambda web, path: web.page(path, '<meta http-equiv="refresh" content="0; url=/refreshed">'),
                      ("done", 200, None)),
    "/refreshed": (lambda web, path: web.page(path, ARTICLE.format("Refreshed", WORDS)), ("done", 200, None)),
    "/bad-base": (lambda web, path: web.page(path, '<base href="http://[broken"><a href="/from-bad-base">x</a>'),
                  ("done", 200, None)),
    "/from-bad-base": (lambda web, path: web.page(path, ARTICLE.format("B", WORDS)), ("done", 200, None)),
    "/fine": (lambda web, path: web.page(path, ARTICLE.format("Fine", WORDS)), ("done", 200, None)),
}
#: Addresses on the home page that nobody should ask for.
NEVER = [
    "/photo.jpg", "/paper.pdf", "/song.mp3", "/wp-login.php", "/wp-admin/edit.php", "/logout", "/cart", "/p?replytocom=7",
    "/p?share=twitter", "/p?print=1", "/p/print", "/list?sort=price&order=asc", "/a/b/a/b/a/b/", "/x/x/x/x/",
    "/calendar/2031/05/", "/events/month/2031-05", "/page/99999999", "/p;jsessionid=0123456789ABCDEF0123", "/1/2" * 12,
    "/p?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8", "/hidden-honeypot", "/nofollowed", "/2999/12/31/", "/denied/listed",
    "javascript:void(0)", "mailto:ann@b.example", "data:text/html,x", "ftp://b.example/", "http://[::1/", "http://",
    "/" + "x" * 3000,
]


def link(path: str) -> str:
    extra = ' style="display:none"' if "honeypot" in path else ' rel="nofollow"' if "nofollowed" in path else ""
    return f'<a href="{path}"{extra}>x</a>'


@pytest.fixture(scope="module")
def rows(module_web, module_runner):
    for path, (answer, _) in ANSWERS.items():
        answer(module_web, path)
    module_web.page("/robots.txt", "User-agent: *\nDisallow: /denied/", kind="text/plain")
    module_web.page("/", "<h1>Everything</h1>" + "".join(map(link, [*ANSWERS, *NEVER])) + ''.join(
        f'<a href="/many/{number}">x</a>' for number in range(5)))
    module_runner.crawl("/", limits=CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0),
                        fetch=FetchLimits(connect_s=1.0, read_s=0.6, total_s=3.0, max_bytes=800_000))
    return module_runner.rows()


@pytest.mark.parametrize("path", ANSWERS)
def test_fault_ends_under_its_name(rows, path):
    assert rows[path] == ANSWERS[path][1]


@pytest.mark.parametrize("path", NEVER)
def test_trap_is_never_asked(rows, module_web, path):
    assert not module_web.asked(path)


def test_robots_is_asked_first_and_once(rows, module_web):
    assert module_web.log[0].path == "/robots.txt"
    assert len(module_web.asked("/robots.txt")) == 1


def test_good_pages_among_the_faults_are_stored(rows, module_runner):
    titles = {title for title, in module_runner.query("SELECT title FROM texts WHERE title IS NOT NULL")}
    assert {"Fine", "Moved", "Refreshed"} <= titles


def test_the_feeds_are_guessed_only_quietly(rows):
    assert rows["/feed/"][:2] == ("gone", 404)
    assert rows["/feed/"][2] is None


def test_no_secret_is_stored(rows, module_runner):
    assert not module_runner.query("SELECT url FROM pages WHERE url LIKE '%denied%'")
