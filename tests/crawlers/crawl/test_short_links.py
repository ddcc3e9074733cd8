"""Short links and feed proxies: an act is on what they lead to, and few of them are asked."""

import pytest

from crawlers.decide import CrawlLimits
from crawlers.records import Link, Outlink, OutlinkKind, Post, PostKind
from crawlers.shorteners import MAX_PER_PAGE, MAX_STEPS, short_links, stands_for_another
from influence.model.columns import UNKNOWN, VERBS
from influence.store.project import Project

WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table. " * 6


def article(title, *links, author="Ann Lee"):
    anchors = " ".join(f'<a href="{link}">look here</a>' for link in links)
    return (f'<html><head><title>{title}</title><meta name="author" content="{author}"></head><body><article><h1>{title}</h1>'
            f'<time datetime="2024-05-01T10:00:00Z">x</time><p>{WORDS}{anchors}</p></article></body></html>')


def link_acts(folder):
    """Return who links to whom: names of actor and owner, None for nobody known."""
    with Project.open(folder) as project:
        columns, accounts = project.columns(), project.accounts()
    acts = columns.activities
    name = {code: row.name for code, row in enumerate(accounts)}
    rows = [row for row in range(len(acts)) if VERBS[acts.verb[row]] == "link"]
    return sorted((name[int(acts.actor[row])], name.get(int(acts.owner[row])) if acts.owner[row] != UNKNOWN else None,
                   bool(acts.post[row] != UNKNOWN)) for row in rows)


@pytest.fixture
def blogs(tmp_path, new_web, runner_of):
    """Ann's blog, Bo's blog, a shortener, and a crawl of the two blogs that knows the shortener."""
    ann, bo, short = new_web(), new_web(), new_web()
    bo.page("/2024/05/a-folded-fox/", article("A folded fox", author="Bo Fox"))
    runner = runner_of(tmp_path / "p", ann)

    def crawl(hops=0, **more):
        limits = CrawlLimits(delay_s=0.0, hops=hops, workers=4, patience_s=0.0, shorteners=frozenset({short.endpoint}), **more)
        return runner.crawl(ann.url("/2024/05/a-fine-day/"), bo.url("/2024/05/a-folded-fox/"), limits=limits,
                            allowed=frozenset({bo.endpoint, short.endpoint}))

    return ann, bo, short, crawl, tmp_path / "p"


def test_a_link_through_a_shortener_is_an_act_on_its_target(blogs):
    ann, bo, short, crawl, folder = blogs
    ann.page("/2024/05/a-fine-day/", article("A fine day", short.url("/a1")))
    short.redirect("/a1", bo.url("/2024/05/a-folded-fox/?utm_source=short"))
    crawl()
    assert link_acts(folder) == [("Ann Lee", "Bo Fox", True)]


def test_shorteners_one_after_another_are_followed_and_a_page_that_sends_on_counts(blogs):
    ann, bo, short, crawl, folder = blogs
    ann.page("/2024/05/a-fine-day/", article("A fine day", short.url("/a1")))
    short.redirect("/a1", short.url("/a2"), 302)
    short.page("/a2", f'<meta http-equiv="refresh" content="0;url={bo.url("/2024/05/a-folded-fox/")}">')
    crawl()
    assert link_acts(folder) == [("Ann Lee", "Bo Fox", True)]


def test_a_ring_of_short_links_ends(blogs):
    ann, _, short, crawl, folder = blogs
    ann.page("/2024/05/a-fine-day/", article("A fine day", short.url("/s0")))
    for number in range(20):
        short.redirect(f"/s{number}", short.url(f"/s{number + 1}"))
    crawl()
    assert len(short.log) <= MAX_STEPS + 3
    assert link_acts(folder) == [("Ann Lee", None, False)]


def test_no_more_than_so_many_short_links_are_asked_in_a_run(blogs):
    ann, _, short, crawl, _ = blogs
    ann.page("/2024/05/a-fine-day/", article("A fine day", *(short.url(f"/s{number}") for number in range(10))))
    crawl(max_short=3)
    assert len([seen for seen in short.log if seen.path != "/robots.txt"]) == 3


def test_a_shortener_is_asked_for_its_robots_txt_first_and_obeyed(blogs):
    ann, _, short, crawl, _ = blogs
    ann.page("/2024/05/a-fine-day/", article("A fine day", short.url("/s0")))
    short.page("/robots.txt", "User-agent: *\nDisallow: /", kind="text/plain")
    crawl()
    assert [seen.path for seen in short.log] == ["/robots.txt"]


def test_what_a_short_address_shows_is_never_read(blogs):
    ann, _, short, crawl, folder = blogs
    ann.page("/2024/05/a-fine-day/", article("A fine day", short.url("/s0")))
    short.page("/s0", article("Advertisement", author="Nobody"))
    crawl()
    with Project.open(folder) as project:
        assert "Nobody" not in {row.name for row in project.accounts()}
        assert project.connection.execute("SELECT error FROM frontier WHERE kind = 'short'").fetchall() == [("short_nowhere",)]


def test_a_shortener_is_no_site_in_scope(blogs):
    ann, _, short, crawl, _ = blogs
    ann.page("/2024/05/a-fine-day/", article("A fine day", short.url("/s0")))
    short.redirect("/s0", "http://127.0.0.1:9/inside/")
    short.page("/", article("Our service"))
    crawl(hops=1, colinks=1)
    assert not short.asked("/")


def test_a_second_run_does_not_ask_again_where_a_short_link_leads(blogs):
    ann, bo, short, crawl, _ = blogs
    ann.page("/2024/05/a-fine-day/", article("A fine day", short.url("/a1")))
    short.redirect("/a1", bo.url("/2024/05/a-folded-fox/"))
    crawl()
    crawl()
    assert len(short.asked("/a1")) == 1


def test_the_proxy_of_a_feed_gives_way_to_the_post_behind_it(tmp_path, new_web, runner_of):
    blog, proxy = new_web(), new_web()
    blog.page("/2024/05/a-folded-fox/", article("A folded fox", author="Bo Fox"))
    blog.feed("/feed/", proxy.url("/r/blog/3/x/a-folded-fox/"))
    proxy.redirect("/r/blog/3/x/a-folded-fox/", blog.url("/2024/05/a-folded-fox/"))
    runner = runner_of(tmp_path / "p", blog)
    runner.crawl("/feed/", allowed=frozenset({proxy.endpoint}), limits=CrawlLimits(
        delay_s=0.0, hops=0, workers=2, patience_s=0.0, shorteners=frozenset({proxy.endpoint})))
    with Project.open(tmp_path / "p") as project:
        assert len(project.columns().posts) == 1


def test_so_many_short_links_a_page_are_taken():
    links = tuple(Link(url=f"https://t.co/{number}") for number in range(100))
    post = Post(url="https://ann.example/p", kind=PostKind.POST, text="x", links=links)
    assert len(short_links([], [post], frozenset({"t.co"}))) == MAX_PER_PAGE


def test_a_blogroll_and_a_menu_name_nothing():
    assert short_links([Outlink(url="https://t.co/1", kind=OutlinkKind.BLOGROLL)], [], frozenset({"t.co"})) == []


@pytest.mark.parametrize("url", ["https://t.co/a1", "https://bit.ly/x", "https://reurl.cc/x", "https://www.tinyurl.com/x",
                                 "http://feedproxy.google.com/~r/Ann/~3/q/a-post/"])
def test_known_services_stand_for_another(url):
    assert stands_for_another(url)
