"""Servers that say "not so fast", fail, or send something else under a good status: obeyed, counted, never stored as posts."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawlers.decide import CrawlLimits

DAY_S = 86_400
NOW = datetime.now(UTC)


def answer(status: str, *headers: str, body: str = "wait") -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body.encode())}", "Connection: close", "Content-Type: text/html; charset=utf-8"]
    return "\r\n".join([*head, *headers, "", body]).encode()


BUSY = "429 Too Many Requests"
#: What Retry-After says -> seconds from now between which the next try must lie, as kept for the next run.
RETRY_AFTER = {
    "120": (100, 140), "3600": (3_500, 3_700), f"{10**12}": (3_600, DAY_S + 60), "9" * 400: (1, DAY_S + 60), "-5": (1, DAY_S + 60),
    "soon": (1, DAY_S + 60), "1.5": (1, DAY_S + 60), "": (1, DAY_S + 60), "nan": (1, DAY_S + 60), "inf": (1, DAY_S + 60),
    "１２０": (1, DAY_S + 60), format_datetime(NOW + timedelta(hours=12), usegmt=True): (DAY_S / 4, DAY_S / 2 + 60),
    format_datetime(NOW - timedelta(days=300), usegmt=True): (1, DAY_S + 60),
    "Fri, 31 Dec 9999 23:59:59 GMT": (3_600, DAY_S + 60), "Fri, 99 Foo 2026 10:00:00 GMT": (1, DAY_S + 60),
}
#: Statuses that are no page and are named.
STATUSES = ["400", "402", "405", "406", "418", "421", "423", "425", "444", "495", "501", "502", "504", "508", "509", "522", "525", "530", "599"]
#: A wall -> (status, headers, body, names it may have).
WALLS = {
    "challenge of a content network": ("503 Unavailable", ["Server: cloudflare", "cf-mitigated: challenge"],
                                       "<title>Just a moment...</title>Checking your browser", {"challenge"}),
    "challenge under a good status": ("200 OK", [], "<title>Just a moment...</title><div id='challenge-form'>Checking if the site connection "
                                      "is secure</div>", {"challenge"}),
    "proof of work": ("200 OK", [], "<title>Making sure you're not a bot!</title><p>You are seeing this because the administrator has set up "
                      "a proof of work.</p>", {"challenge"}),
    "press and hold": ("403 Forbidden", [], "<title>Access to this page has been denied</title><p>Press &amp; Hold to confirm you are a human "
                       "(and not a bot).</p>", {"challenge"}),
    "captcha": ("200 OK", [], '<title>Are you a robot?</title><p>Please verify you are a human</p><div class="g-recaptcha"></div>', {"challenge"}),
    "challenge by header": ("202 Accepted", ["x-amzn-waf-action: challenge"], "<script>go()</script>", {"challenge"}),
    "challenge in Chinese": ("200 OK", [], "<title>安全驗證</title><p>請完成安全驗證，確認您不是機器人。</p>", {"challenge"}),
    "consent in German": ("200 OK", [], "<title>Bevor Sie fortfahren</title><form action='/consent'>Wir verwenden Cookies. <button>Alle "
                          "akzeptieren</button></form>", {"consent_wall"}),
    "age question in Chinese": ("200 OK", [], "<title>批踢踢實業坊</title><form action='/ask/over18' method='post'><p>您即將進入之看板內容需滿十八歲方可"
                                "瀏覽。</p><button name='yes'>我同意，我已年滿十八歲 進入</button></form>", {"consent_wall", "login_wall"}),
    "log-in in Chinese": ("200 OK", [], "<title>提示訊息</title><div id='messagetext'><p>抱歉，您尚未登錄，沒有權限訪問該版塊</p></div>"
                          "<form><input name='password' type='password'></form>", {"login_wall"}),
    "log-in of a forum": ("200 OK", [], "<title>My Board</title><p>You are not logged in or you do not have permission to access this page.</p>"
                          "<form><input type=text name=user><input type=password name=p></form>", {"login_wall"}),
    "a post behind a password": ("200 OK", [], "<title>Protected: Secret</title><article><h1>Protected: Secret</h1><form class='post-password-"
                                 "form'><p>This content is password protected. To view it please enter your password below:</p>"
                                 "<input name='post_password' type='password'></form></article>", {"login_wall"}),
    "paywall by its own word": ("200 OK", [], '<title>Dear</title><script type="application/ld+json">{"@context":"https://schema.org","@type":'
                                '"NewsArticle","isAccessibleForFree":false,"headline":"Dear"}</script><article><h1>Dear</h1><p>To continue reading, '
                                'subscribe now.</p></article>', {"paywall"}),
    "maintenance of a blog": ("200 OK", [], "<title>Maintenance</title>Briefly unavailable for scheduled maintenance. Check back in a minute.",
                              {"maintenance"}),
    "maintenance in Chinese": ("200 OK", [], "<title>系統維護中</title><p>網站維護中，請稍後再試。</p>", {"maintenance"}),
    "no database": ("200 OK", [], "<title>Database Error</title><h1>Error establishing a database connection</h1>", {"maintenance", "soft_404"}),
    "account suspended": ("200 OK", [], "<title>Account Suspended</title><h1>This Account has been suspended.</h1><p>Contact your hosting provider.</p>",
                          {"parked", "soft_404", "maintenance"}),
    "domain parked in Chinese": ("200 OK", [], "<title>此網域名稱出售中</title><p>您正在尋找的網域正在出售。</p>", {"parked"}),
    "missing in German": ("200 OK", [], "<title>Seite nicht gefunden</title><p>Leider gibt es diese Seite nicht.</p>", {"soft_404"}),
    "missing in a heading": ("200 OK", [], "<title>My blog</title><h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found.</p>",
                             {"soft_404"}),
}
#: Good posts that speak of the things walls speak of: title, and what stands below the text.
SPEAK_OF_WALLS = {
    "Page not found: how I lost my diary": "",
    "Just a moment of calm": "",
    "Under maintenance: a garden in winter": "",
    "Before you continue reading my book": "<div class='cookie'>We value your privacy. We use cookies. <button>Accept all</button></div>",
    "Verify you are human, said the poet": "",
    "Log in to your own life": "<aside><form action='/login'><input name='u'><input type='password' name='p'></form></aside>",
    "404": "<p>Room 404 was where we met.</p>",
    "A captcha in the wild": "<form id='commentform'><div class='g-recaptcha' data-sitekey='x'></div><textarea></textarea></form>",
    "Domain for sale, cheap": "",
    "Please enable JavaScript in your head": "<noscript>Please enable JavaScript to comment.</noscript>",
    "Subscribe to continue": "<p>Subscribe now to my letter.</p>",
    "網站維護中的日子": "<p>請先登入才能留言。</p>",
}


@pytest.fixture(scope="module")
def crawled(town, article_page):
    for words in RETRY_AFTER:
        site = town.site(f"retry {words}")
        site.on("/a", answer(BUSY, *([f"Retry-After: {words}"] if words else ["Retry-After:"])))
        site.article("/b", "After")
    waits = town.site("waits")
    waits.article("/slow", "Slow")
    page = waits.answers["/slow"]
    waits.on("/slow", lambda call: call.send(answer(BUSY, "Retry-After: 1") if call.times == 1 else page))
    flaky = town.site("flaky")
    flaky.article("/once", "Flaky")
    good = flaky.answers["/once"]
    flaky.on("/once", lambda call: call.send(answer("500 Oops") if call.times == 1 else good))
    town.site("bare").on("/a", answer(BUSY))
    town.site("zero").on("/a", answer(BUSY, "Retry-After: 0"))
    town.site("busy 503").on("/a", answer("503 Busy", "Retry-After: 3600"))
    town.site("busy 503").article("/b", "After")
    town.site("fails").on("/a", answer("500 Oops"))
    town.site("gone").article("/post", "Once was")
    town.site("missing").article("/post", "Was here")
    town.site("breaks").article("/post", "Was well")
    town.site("walled").article("/post", "Was free")
    for status in STATUSES:
        town.site("statuses").on(f"/{status}", answer(f"{status} Odd", body=article_page("Not to be stored")))
    for number, (status, headers, body, _) in enumerate(WALLS.values()):
        town.site("walls").on(f"/{number}", answer(status, *headers, body=body))
    for number, (title, extra) in enumerate(SPEAK_OF_WALLS.items()):
        town.site("speaks").article(f"/post-{number}/", title, extra=extra)
    sources = [town.site(f"retry {words}").url(path) for words in RETRY_AFTER for path in ("/a", "/b")]
    sources += [town.site(name).url(path) for name in ("bare", "zero", "busy 503", "fails") for path in ("/a", "/b")]
    sources += [waits.url("/slow"), flaky.url("/once"), *(town.site("statuses").url(f"/{status}") for status in STATUSES)]
    sources += [town.site(name).url("/post") for name in ("gone", "missing", "breaks", "walled")]
    sources += [town.site("walls").url(f"/{number}") for number in range(len(WALLS))]
    sources += [town.site("speaks").url(f"/post-{number}/") for number in range(len(SPEAK_OF_WALLS))]
    town.begun_s = time.time()
    town.crawl(*sources, limits=CrawlLimits(delay_s=0.0, hops=0, workers=16, patience_s=2.5, max_pages=60))
    return town


@pytest.fixture(scope="module")
def crawled_again(crawled):
    """The same town when its posts have gone, two runs later."""
    crawled.site("gone").on("/post", answer("410 Gone"))
    crawled.site("missing").on("/post", answer("404 Not Found"))
    crawled.site("breaks").on("/post", answer("500 Oops"))
    crawled.site("walled").on("/post", answer("200 OK", body="<title>Just a moment...</title><div id='challenge-form'></div>"))
    for _ in range(2):
        crawled.crawl(limits=CrawlLimits(delay_s=0.0, hops=0, workers=16, patience_s=0.0), revisit=True)
    return crawled


def put_off_s(town, name):
    site = town.site(name)
    found = town.query("SELECT max(coalesce(until, 0)) FROM frontier_pauses WHERE domain LIKE ?", f"%:{site.port}")
    own = town.query("SELECT coalesce(next_at, 0) FROM frontier WHERE url = ?", site.url("/a"))
    return max(found[0][0] or 0, own[0][0]) - town.begun_s


@pytest.mark.parametrize("words", RETRY_AFTER, ids=[f"wish {number}" for number in range(len(RETRY_AFTER))])
def test_the_next_try_is_put_off_as_the_server_says_and_a_day_at_most(crawled, words):
    least, most = RETRY_AFTER[words]
    assert least <= put_off_s(crawled, f"retry {words}") <= most


@pytest.mark.parametrize("words", RETRY_AFTER, ids=[f"wish {number}" for number in range(len(RETRY_AFTER))])
def test_a_busy_server_is_hardly_asked(crawled, words):
    assert len(crawled.site(f"retry {words}").asked("/a")) <= 3


@pytest.mark.parametrize("words", ["120", "3600", f"{10**12}"])
def test_a_busy_server_is_left_alone_as_a_whole(crawled, words):
    assert crawled.site(f"retry {words}").paths[-1] == "/a"


def test_a_short_wait_is_waited_for_and_the_post_read(crawled):
    assert [post.title for post in crawled.posts(crawled.site("waits").url())] == ["Slow"]


def test_a_short_wait_is_as_long_as_asked(crawled):
    first, second = crawled.site("waits").asked("/slow")
    assert second.at_s - first.at_s >= 0.99


@pytest.mark.parametrize("name", ["bare", "zero"])
def test_without_a_time_a_busy_server_gets_a_growing_pause(crawled, name):
    assert len(crawled.site(name).asked("/a")) <= 5


def test_503_with_a_time_pauses_the_site_like_429(crawled):
    assert crawled.site("busy 503").paths[-1] == "/a"


def test_an_error_that_passes_is_tried_again_in_the_run(crawled):
    assert "Flaky" in {post.title for post in crawled.posts(crawled.site("flaky").url())}


def test_an_error_that_stays_is_tried_three_times_at_most(crawled):
    assert 1 <= len(crawled.site("fails").asked("/a")) <= 3


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_that_is_no_page_is_named(crawled, status):
    assert crawled.error(crawled.site("statuses").url(f"/{status}")) == f"http_{status}"


@pytest.mark.parametrize("status", STATUSES)
def test_a_page_under_a_bad_status_is_no_post(crawled, status):
    assert not crawled.posts(crawled.site("statuses").url(f"/{status}"))


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_has_its_name(crawled, name):
    assert crawled.error(crawled.site("walls").url(f"/{list(WALLS).index(name)}")) in WALLS[name][3]


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_no_post(crawled, name):
    number = list(WALLS).index(name)
    assert not [post for post in crawled.posts() if post.page == crawled.site("walls").url(f"/{number}")]


@pytest.mark.parametrize("title", SPEAK_OF_WALLS)
def test_a_post_that_speaks_of_walls_is_a_post(crawled, title):
    assert title in {post.title for post in crawled.posts(crawled.site("speaks").url())}


@pytest.mark.parametrize(("name", "title"), [("gone", "Once was"), ("missing", "Was here"), ("breaks", "Was well"), ("walled", "Was free")])
def test_what_was_read_stays_when_the_page_goes(crawled_again, name, title):
    assert [post.title for post in crawled_again.posts(crawled_again.site(name).url())] == [title]


def test_gone_for_good_is_not_asked_again(crawled_again):
    assert len(crawled_again.site("gone").asked("/post")) == 2


