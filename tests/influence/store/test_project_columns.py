"""What was read comes out as columns: each act once, owners known, whatever the order of reading."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.extract.acts import activities
from crawlers.records import (
    Account,
    Activity,
    Basis,
    Finding,
    Link,
    Mention,
    Page,
    Place,
    Post,
    PostKind,
    Verb,
    named,
)
from influence.model.columns import (
    PLACES,
    POST_GIVEAWAY,
    POST_KINDS,
    POST_SPONSORED,
    REL_NOFOLLOW,
    REL_SPONSORED,
    UNDATED,
    UNKNOWN,
    VERBS,
    Columns,
)
from influence.store.project import Project

FETCHED = datetime(2026, 6, 1, tzinfo=UTC)
ANN = "name:ann.example:ann"
BO = "https://bo.example/"


def moment(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=UTC)


def page(url: str, *, media_type: str = "text/html", fetched: datetime = FETCHED) -> Page:
    return Page(url, "", fetched, media_type)


def store(project: Project, where: Page, *posts: Finding) -> int:
    return project.add(where, [*posts, *activities(posts, where.url)])


def ann_post(name: str = "a", **values: object) -> Post:
    fields: dict[str, object] = {
        "url": f"https://ann.example/{name}", "kind": PostKind.POST, "author": ANN, "published": moment(1),
        "published_basis": Basis.STATED, "title": name.upper(), "text": "paper", "home": "https://ann.example/"}
    return Post(**{**fields, **values})  # type: ignore[arg-type]  test values


def bo_post(*links: str, name: str = "b", **values: object) -> Post:
    return Post(url=f"https://bo.example/{name}", kind=PostKind.POST, author=BO, published=moment(3),
                published_basis=Basis.STATED, links=tuple(Link(url=link) for link in links), **values)  # type: ignore[arg-type]  test values


def acts(columns: Columns) -> list[tuple[str, str, str | None]]:
    rows = columns.activities
    return [(VERBS[verb].value, columns.accounts[actor], None if owner == UNKNOWN else columns.accounts[owner])
            for verb, actor, owner in zip(rows.verb, rows.actor, rows.owner, strict=True)]


@pytest.fixture
def project(tmp_path: Path):
    with Project.open(tmp_path / "p", create=True) as opened:
        yield opened


def test_a_link_to_a_post_belongs_to_its_author(project: Project) -> None:
    store(project, page("https://ann.example/a"), ann_post())
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/a"))
    columns = project.columns()
    assert acts(columns) == [("link", BO, ANN)]
    assert columns.activities.post[0] == list(columns.posts.author).index(columns.accounts.index(ANN))
    assert columns.activities.time[0] == int(moment(3).timestamp())


def test_reading_a_page_twice_changes_nothing(project: Project) -> None:
    where = page("https://bo.example/b")
    assert store(project, where, bo_post("https://ann.example/a")) == 1
    before = project.columns().activities.key.tolist()
    assert store(project, where, bo_post("https://ann.example/a")) == 0
    assert project.columns().activities.key.tolist() == before


def test_an_act_seen_on_two_pages_is_one(project: Project) -> None:
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/a"))
    assert store(project, page("https://bo.example/feed", media_type="application/rss+xml"),
                 bo_post("https://ann.example/a")) == 0
    assert len(project.columns().activities) == 1
    assert len(project.columns().posts) == 1


def test_what_a_page_no_longer_says_is_gone(project: Project) -> None:
    where = page("https://bo.example/b")
    store(project, where, bo_post("https://ann.example/a", "https://ann.example/b"))
    store(project, where, bo_post("https://ann.example/b"))
    assert len(project.columns().activities) == 1


@pytest.mark.parametrize("where", [page("https://bo.example/b"), page("https://bo.example/feed", media_type="application/rss+xml")])
def test_a_post_that_lost_its_only_link_lost_its_act(project: Project, where: Page) -> None:
    store(project, where, bo_post("https://ann.example/a"))
    store(project, where, bo_post())
    assert len(project.columns().activities) == 0


def test_the_evidence_shown_is_the_posts_own_page_rather_than_a_feed(project: Project) -> None:
    for number in range(4):
        store(project, page(f"https://bo.example/feed{number}", media_type="application/rss+xml"), bo_post("https://ann.example/a"))
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/a"))
    key = int(project.columns().activities.key[0])
    assert project.details([key])[key].evidence == "https://bo.example/b"


def test_a_feed_that_moved_on_takes_nothing_away(project: Project) -> None:
    feed = page("https://bo.example/feed", media_type="application/rss+xml")
    store(project, feed, bo_post("https://ann.example/a", name="old"))
    store(project, feed, bo_post("https://ann.example/a", name="new"))
    assert len(project.columns().posts) == 2
    assert len(project.columns().activities) == 2


def test_a_page_that_yields_nothing_keeps_what_was_known(project: Project) -> None:
    where = page("https://bo.example/b")
    store(project, where, bo_post("https://ann.example/a"))
    assert store(project, where) == 0
    assert len(project.columns().activities) == 1


def test_the_pages_own_word_wins_over_the_feeds_and_the_finer_time_over_the_coarser(project: Project) -> None:
    store(project, page("https://ann.example/a"),
          ann_post(published=moment(1), published_basis=Basis.DAY, author="https://ann.example/about", title="Page"))
    store(project, page("https://ann.example/feed", media_type="application/atom+xml"),
          ann_post(published=moment(1, 9), author="name:ann.example:admin", title="Feed", text="more"))
    columns = project.columns()
    assert columns.accounts[columns.posts.author[0]] == "https://ann.example/about"
    assert columns.posts.time[0] == int(moment(1, 9).timestamp())
    assert [post.title for post in project.posts(columns.posts.key)] == ["Page"]


def test_an_act_is_by_the_author_its_post_has_in_the_end(project: Project) -> None:
    store(project, page("https://bo.example/feed", media_type="application/rss+xml"),
          Post(url="https://bo.example/b", kind=PostKind.POST, author="name:bo.example:admin", published=moment(3),
               links=(Link(url="https://ann.example/a"),)))
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/a"))
    assert acts(project.columns()) == [("link", BO, None)]


def test_an_act_only_a_feed_shows_is_by_the_author_the_page_names(project: Project) -> None:
    feed = page("https://bo.example/feed", media_type="application/rss+xml")
    store(project, feed, Post(url="https://bo.example/b", kind=PostKind.POST, author="name:bo.example:admin",
                              links=(Link(url="https://ann.example/a"),)))
    store(project, page("https://bo.example/b"), bo_post())
    assert acts(project.columns()) == [("link", BO, None)]
    assert project.columns().activities.time.tolist() == [int(moment(3).timestamp())]


def test_a_link_in_the_body_of_a_feed_counts_before_the_same_link_in_a_side_bar(project: Project) -> None:
    targets = [f"https://ann.example/{number}" for number in range(8)]
    side = Post(url="https://bo.example/b", kind=PostKind.POST, author=BO,
                links=tuple(Link(url=url, place=Place.NAVIGATION) for url in targets))
    for number in range(4):  # whatever the order of the pages' keys
        store(project, page(f"https://bo.example/list{number}"), side)
    store(project, page("https://bo.example/feed", media_type="application/rss+xml"), bo_post(*targets))
    assert {PLACES[place] for place in project.columns().activities.place} == {Place.BODY}


def test_a_redirect_makes_two_addresses_one(project: Project) -> None:
    store(project, page("https://ann.example/a"), ann_post())
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/?p=1", "https://short.example/x"))
    project.add_alias("https://short.example/x", "https://ann.example/?p=1", basis="redirect")
    project.add_alias("https://ann.example/?p=1", "https://ann.example/a", basis="canonical")
    assert acts(project.columns()) == [("link", BO, ANN)]
    assert project.columns().activities.post[0] != UNKNOWN


def test_a_post_under_two_addresses_is_one_post(project: Project) -> None:
    store(project, page("https://ann.example/feed", media_type="application/rss+xml"),
          ann_post(url="https://feeds.example/1"))
    store(project, page("https://ann.example/a"), ann_post())
    project.add_alias("https://feeds.example/1", "https://ann.example/a", basis="redirect")
    columns = project.columns()
    assert len(columns.posts) == 1
    assert [post.url for post in project.posts(columns.posts.key)] == ["https://ann.example/a"]


def test_aliases_in_a_ring_end(project: Project) -> None:
    store(project, page("https://bo.example/b"), bo_post("https://x.example/1", "https://x.example/2"))
    project.add_alias("https://x.example/1", "https://x.example/2", basis="redirect")
    project.add_alias("https://x.example/2", "https://x.example/1", basis="redirect")
    assert len(project.columns().activities) == 1


def test_many_profiles_that_lead_to_one_login_page_stay_many(project: Project) -> None:
    names = [f"https://forum.example/u/{number}" for number in range(6)]
    store(project, page("https://forum.example/t/1"), *(
        Post(url=f"https://forum.example/t/1#{number}", kind=PostKind.MESSAGE, author=name, published=moment(2))
        for number, name in enumerate(names)))
    for name in names:
        project.add_alias(name, "https://forum.example/login", basis="redirect")
    assert project.columns().accounts == names


def test_twin_profile_addresses_are_one_account(project: Project) -> None:
    store(project, page("https://bo.example/b"), bo_post())
    store(project, page("https://ann.example/a"), Post(
        url="https://ann.example/a#c1", kind=PostKind.COMMENT, author="http://bo.example/", published=moment(4)))
    project.add_alias("http://bo.example/", BO, basis="redirect")
    columns = project.columns()
    assert columns.accounts == [BO]
    assert set(columns.posts.author.tolist()) == {0}


def test_a_link_to_an_uncrawled_page_of_a_one_author_site_goes_to_that_author(project: Project) -> None:
    store(project, page("https://ann.example/a"), ann_post())
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/never-read", "https://ann.example/"))
    assert acts(project.columns()) == [("link", BO, ANN), ("link", BO, ANN)]


def test_a_group_blogs_home_page_has_no_owner(project: Project) -> None:
    store(project, page("https://ann.example/a"), ann_post())
    store(project, page("https://ann.example/z"), ann_post("z", author="name:ann.example:zoe"))
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/", "https://ann.example/z"))
    assert sorted(acts(project.columns()), key=str) == [("link", BO, "name:ann.example:zoe"), ("link", BO, None)]


def test_one_by_line_with_and_without_a_profile_is_one_publisher(project: Project) -> None:
    project.add(page("https://ann.example/about"), [
        Account(id="https://ann.example/author/ann", name="Ann"), Account(id=ANN, name="ann")])
    store(project, page("https://ann.example/a"), ann_post())
    store(project, page("https://ann.example/z"), ann_post("z", author="https://ann.example/author/ann"))
    store(project, page("https://ann.example/y"), ann_post("y"))
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/"))
    assert acts(project.columns()) == [("link", BO, ANN)]


def test_blogs_that_share_a_host_by_path_are_told_apart_by_their_home_pages(project: Project) -> None:
    for name in ("ann", "cy"):
        home = f"http://127.0.0.1:8101/{name}/"
        store(project, page(home + "1"), Post(
            url=home + "1", kind=PostKind.POST, author=f"name:x:{name}", published=moment(1), home=home))
    store(project, page("https://bo.example/b"), bo_post(
        "http://127.0.0.1:8101/ann/", "http://127.0.0.1:8101/cy/unread", "http://127.0.0.1:8101/other"))
    columns = project.columns()
    assert columns.sites == ["127.0.0.1:8101/ann", "127.0.0.1:8101/cy", "bo.example"]
    assert sorted(acts(columns), key=str) == [
        ("link", BO, "name:x:ann"), ("link", BO, "name:x:cy"), ("link", BO, None)]


def test_a_network_with_one_author_read_so_far_is_not_that_authors(project: Project) -> None:
    store(project, page("https://social.example/@ann/1"), Post(
        url="https://social.example/@ann/1", kind=PostKind.NOTE, author="https://social.example/@ann",
        published=moment(1)))
    store(project, page("https://bo.example/b"), bo_post("https://social.example/@zoe/9"))
    assert acts(project.columns()) == [("link", BO, None)]


def test_a_profile_and_a_website_claimed_once_lead_to_their_account(project: Project) -> None:
    project.add(page("https://forum.example/t/1"), [
        Account(id="https://forum.example/u/ann", website="https://annsite.example/"),
        Account(id="https://forum.example/u/cy", website="https://shared.example/"),
        Account(id="https://forum.example/u/di", website="https://shared.example/")])
    store(project, page("https://bo.example/b"), bo_post(
        "https://forum.example/u/ann", "https://annsite.example/", "https://shared.example/"))
    assert sorted(acts(project.columns()), key=str) == [
        ("link", BO, "https://forum.example/u/ann"), ("link", BO, "https://forum.example/u/ann"), ("link", BO, None)]


def test_a_mention_is_of_the_account_named(project: Project) -> None:
    store(project, page("https://bo.example/b"), bo_post(mentions=(Mention(name="zoe", account="https://z.example/"),)))
    assert acts(project.columns()) == [("mention", BO, "https://z.example/")]


def test_places_and_rel_are_kept_and_the_body_counts_before_the_side_bar(project: Project) -> None:
    post = Post(url="https://bo.example/b", kind=PostKind.POST, author=BO, published=moment(3), links=(
        Link(url="https://ann.example/", place=Place.NAVIGATION), Link(url="https://ann.example/"),
        Link(url="https://cy.example/", place=Place.BLOGROLL), Link(url="https://di.example/", rel=("nofollow", "sponsored"))))
    store(project, page("https://bo.example/b"), post)
    rows = project.columns().activities
    seen = {(VERBS[verb], PLACES[place], int(rel)) for verb, place, rel in zip(rows.verb, rows.place, rows.rel, strict=True)}
    assert seen == {(Verb.LINK, Place.BODY, 0), (Verb.FOLLOW, Place.BLOGROLL, 0),
                    (Verb.LINK, Place.BODY, REL_NOFOLLOW | REL_SPONSORED)}


def test_adopted_items_have_codes_of_their_own(project: Project) -> None:
    project.add(page("https://shop.example/wishes"), [
        Activity(verb=Verb.ADOPT, actor=BO, object="washi tape", published=moment(4)),
        Activity(verb=Verb.ADOPT, actor=ANN, object="bone folder", published=moment(5))])
    columns = project.columns()
    assert columns.items == ["bone folder", "washi tape"]
    assert columns.activities.item.tolist() == [1, 0]


def test_what_has_no_date_comes_first_and_stays_in_every_window(project: Project) -> None:
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/a"))
    store(project, page("https://bo.example/c"), Post(
        url="https://bo.example/c", kind=PostKind.POST, author=BO, links=(Link(url="https://ann.example/a"),)))
    times = project.columns().activities.time.tolist()
    assert times == [UNDATED, int(moment(3).timestamp())]
    assert project.columns(since=times[1] + 1).activities.time.tolist() == [UNDATED]
    earlier = project.columns(until=times[1] - 1)
    assert earlier.activities.time.tolist() == [UNDATED]
    assert len(earlier.posts) == 1
    assert earlier.activities.result.tolist() == [0]


def test_threads_are_held_together_by_the_post_that_opened_them(project: Project) -> None:
    store(project, page("https://forum.example/t/1"), *(
        Post(url=f"https://forum.example/t/1#{number}", kind=PostKind.MESSAGE, author=BO, published=moment(2),
             thread="https://forum.example/t/1#1") for number in (1, 2)))
    store(project, page("https://forum.example/t/9"), *(
        Post(url=f"https://forum.example/t/9#{number}", kind=PostKind.MESSAGE, author=BO, published=moment(2),
             thread="https://forum.example/t/9#unread") for number in (2, 3)))
    posts = project.columns().posts
    urls = [post.url for post in project.posts(posts.key)]
    opener = {url: urls[thread] for url, thread in zip(urls, posts.thread, strict=True)}
    assert opener["https://forum.example/t/1#2"] == opener["https://forum.example/t/1#1"] == "https://forum.example/t/1#1"
    assert opener["https://forum.example/t/9#2"] == opener["https://forum.example/t/9#3"]


def test_disclosed_payment_and_give_aways_are_flagged(project: Project) -> None:
    store(project, page("https://ann.example/a"), ann_post(disclosure="sponsored"))
    store(project, page("https://ann.example/z"), ann_post("z", disclosure="抽獎"))
    assert sorted(project.columns().posts.flags.tolist()) == sorted([POST_SPONSORED, POST_GIVEAWAY])


def test_suppressed_accounts_appear_nowhere(project: Project) -> None:
    store(project, page("https://ann.example/a"), ann_post())
    store(project, page("https://bo.example/b"), bo_post("https://ann.example/a"))
    project.suppress([ANN])
    columns = project.columns()
    assert columns.accounts == [BO]
    assert acts(columns) == [("link", BO, None)]
    assert UNKNOWN in columns.posts.author
    assert [row.id for row in project.accounts()] == [BO]
    project.suppress([BO])
    assert len(project.columns().activities) == 0


def test_read_until_is_the_newest_reading(project: Project) -> None:
    assert project.columns().read_until == UNDATED
    store(project, page("https://bo.example/b", fetched=moment(20)), bo_post())
    store(project, page("https://bo.example/c", fetched=moment(19)), bo_post(name="c"))
    assert project.columns().read_until == int(moment(20).timestamp())


def test_details_tell_where_an_act_was_seen(project: Project) -> None:
    store(project, page("https://bo.example/b"), Post(
        url="https://bo.example/b", kind=PostKind.POST, author=BO, published=moment(3),
        links=(Link(url="https://ann.example/a", quote="what Ann says"),)))
    key = int(project.columns().activities.key[0])
    seen = project.details([key, 7])[key]
    assert (seen.quote, seen.object, seen.result, seen.evidence, seen.rule, seen.fetched) == (
        "what Ann says", "https://ann.example/a", "https://bo.example/b", "https://bo.example/b", "body link",
        int(FETCHED.timestamp()))
    assert list(project.details([7])) == []


def test_texts_come_in_the_order_asked_for(project: Project) -> None:
    store(project, page("https://ann.example/a"), ann_post(tags=("paper", "紙"), language="en"))
    store(project, page("https://bo.example/b"), bo_post(title="B"))
    keys = project.columns().posts.key
    forward, backward = list(project.texts(keys)), list(project.texts(keys[::-1]))
    assert forward == backward[::-1]
    assert ("A", ("paper", "紙"), "paper") in forward


WORLD = [
    (page("https://ann.example/a"), (ann_post(published_basis=Basis.DAY),)),
    (page("https://ann.example/feed", media_type="application/rss+xml"),
     (ann_post(author="name:ann.example:admin", published=moment(1, 8)), ann_post("z"))),
    (page("https://bo.example/b"), (bo_post("https://ann.example/a", "https://ann.example/?p=2"),)),
    (page("https://bo.example/feed", media_type="application/rss+xml", fetched=moment(30)),
     (bo_post("https://ann.example/a", name="b"), bo_post("https://cy.example/", name="c"))),
    (page("https://forum.example/t/1"), (
        Account(id="https://forum.example/u/1", name="Al", audience=7), Account(id=BO, name="Bo Li", handle="bo"),
        Post(url="https://forum.example/t/1#p1", kind=PostKind.MESSAGE, author="https://forum.example/u/1",
             published=moment(6), in_reply_to="https://bo.example/b"))),
    (page("https://forum.example/u/1"), (Account(id="https://forum.example/u/1", name="A", bio="I fold", audience=9),)),
]


def dump(project: Project) -> list[object]:
    columns = project.columns()
    arrays = [getattr(part, name).tolist() for part in (columns.posts, columns.activities)
              for name in type(part).__slots__]
    return [columns.accounts, columns.sites, columns.items, columns.read_until, arrays, project.accounts(),
            list(project.texts(columns.posts.key)), sorted(project.details(columns.activities.key).items())]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(WORLD))), again=st.lists(st.sampled_from(range(len(WORLD)))))
def test_order_and_repetition_of_reading_change_nothing(tmp_path_factory: pytest.TempPathFactory, order: list[int],
                                                        again: list[int]) -> None:
    with Project.open(tmp_path_factory.mktemp("straight"), create=True) as straight:
        for where, found in WORLD:
            store(straight, where, *found)
        straight.add_alias("https://ann.example/?p=2", "https://ann.example/z", basis="canonical")
        expected = dump(straight)
    with Project.open(tmp_path_factory.mktemp("shuffled"), create=True) as shuffled:
        shuffled.add_alias("https://ann.example/?p=2", "https://ann.example/z", basis="canonical")
        for at in [*order, *again]:
            store(shuffled, WORLD[at][0], *WORLD[at][1])
        assert dump(shuffled) == expected


def test_an_empty_project_has_empty_columns(project: Project) -> None:
    columns = project.columns()
    assert (len(columns.posts), len(columns.activities), columns.accounts, columns.sites) == (0, 0, [], [])
    assert columns.posts.author.dtype == np.int32
    assert project.accounts() == []


def test_kinds_have_their_codes(project: Project) -> None:
    store(project, page("https://ann.example/a"), ann_post(), Post(
        url="https://ann.example/a#c1", kind=PostKind.COMMENT, author=named("ann.example", "Di"), published=moment(2)))
    assert sorted(POST_KINDS[kind].value for kind in project.columns().posts.kind) == ["comment", "post"]
