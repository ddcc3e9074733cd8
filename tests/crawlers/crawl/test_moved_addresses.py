"""Which redirects say that two addresses are one post, and which only where dead posts are sent."""

from crawlers.decide import CrawlLimits

WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table that long day in May. " * 5
LIMITS = CrawlLimits(delay_s=0.0, hops=0, workers=4, patience_s=0.0)


def essay(title):
    return (f'<html><head><title>{title}</title><meta name="author" content="Ann Lee"></head><body><article><h1>{title}</h1>'
            f'<time datetime="2024-05-01T10:00:00Z">1 May</time><p>{WORDS}{title}</p></article></body></html>')


def aliases(runner, web):
    found = runner.query("SELECT u.url, c.url FROM aliases JOIN addresses u ON u.key = aliases.url"
                         " JOIN addresses c ON c.key = aliases.canonical WHERE basis = 'redirect' ORDER BY u.url")
    return {url.removeprefix(web.url("")): target.removeprefix(web.url("")) for url, target in found}


def test_a_post_that_moved_with_its_name_is_the_same_at_first_sight(web, runner):
    web.redirect("/2024/05/paper-fox/", "/paper-fox.html")
    web.page("/paper-fox.html", essay("Fox"))
    runner.crawl("/2024/05/paper-fox/")
    assert aliases(runner, web) == {"/2024/05/paper-fox/": "/paper-fox.html"}


def test_a_post_that_moved_to_another_name_is_the_same_once_it_was_seen_twice(web, runner):
    web.redirect("/node/17", "/essays/paper-fox")
    web.page("/essays/paper-fox", essay("Fox"))
    runner.crawl("/node/17")
    assert aliases(runner, web) == {}
    runner.crawl("/node/17", revisit=True)
    assert aliases(runner, web) == {"/node/17": "/essays/paper-fox"}


def test_dead_posts_sent_to_one_page_stay_apart_however_often_seen(web, runner):
    dead = [f"/2019/05/dead-post-number-{number}/" for number in range(6)]
    for path in dead:
        web.redirect(path, "/we-have-moved-house/")
    web.page("/we-have-moved-house/", essay("Moved"))
    for _ in range(3):
        runner.crawl(*dead, revisit=True)
    assert aliases(runner, web) == {}


def test_a_list_or_a_log_in_is_no_post_that_moved(web, runner):
    web.redirect("/2019/05/dead-post-here/", "/archive/")
    web.redirect("/2019/05/secret-post-here/", "/login")
    web.page("/archive/", essay("All"))
    web.page("/login", essay("Log in"))
    for _ in range(3):
        runner.crawl("/2019/05/dead-post-here/", "/2019/05/secret-post-here/", revisit=True)
    assert aliases(runner, web) == {}
