"""A forum that prints wall clocks without a zone: its feed tells the zone, for the posts the feed does not hold too."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from crawlers.records import Account, Basis, Page, Post, PostKind
from influence.store.project import Project

READ = datetime(2026, 6, 1, tzinfo=UTC)
START = datetime(2025, 3, 1, 12, tzinfo=UTC)
HOME = "https://forum.example/"
WRITER = Account(id="https://forum.example/user/ann", name="Ann")


def posts(ahead, *, days, in_feed, home=HOME):
    """Yield (page, post) as pages show them `ahead(day)` hours before UTC, and as the feed states those `in_feed`."""
    for day in range(days):
        moment = START + timedelta(days=day)
        url = f"{home}t{day}"
        shown = Post(url=url, kind=PostKind.POST, author=WRITER.id, published=moment + timedelta(hours=ahead(day)),
                     published_basis=Basis.LOCAL, home=home)
        yield Page(url, "", READ), shown
        if in_feed(day):
            stated = Post(url=url, kind=PostKind.POST, author=WRITER.id, published=moment, published_basis=Basis.STATED, home=home)
            yield Page(f"{home}feed/{day}", "", READ, media_type="application/rss+xml"), stated


def errors_h(folder, found):
    """Return by how many hours each post's time is wrong, by day."""
    with Project.open(folder, create=True) as project:
        for page, post in found:
            project.add(page, [WRITER, post])
        columns = project.columns()
        urls = [post.url for post in project.posts(columns.posts.key)]
        off = {int(url.rpartition("/t")[2]): (time - int(START.timestamp())) / 3600 - 24 * int(url.rpartition("/t")[2])
               for url, time in zip(urls, columns.posts.time.tolist(), strict=True)}
    return np.array([off[day] for day in sorted(off)])


def test_posts_without_a_zone_are_moved_by_what_the_feed_shows(tmp_path):
    assert not errors_h(tmp_path, posts(lambda day: 8, days=10, in_feed=lambda day: day < 4)).any()


def test_summer_time_is_kept_by_the_post_nearest_in_time(tmp_path):
    summer = posts(lambda day: 2 if day >= 30 else 1, days=60, in_feed=lambda day: day % 10 == 5)
    assert not errors_h(tmp_path, summer)[[*range(25), *range(36, 60)]].any()


@pytest.mark.parametrize(("ahead", "in_feed"), [
    (lambda day: 8, lambda day: day < 2), (lambda day: 8 + day, lambda day: day < 6), (lambda day: 8.1, lambda day: day < 6),
    (lambda day: 20, lambda day: day < 6), (lambda day: 8, lambda day: False)],
    ids=["two posts only", "no agreement", "no zone lies there", "farther than any zone", "no feed"])
def test_without_proof_the_wall_clock_stays(tmp_path, ahead, in_feed):
    off = errors_h(tmp_path, posts(ahead, days=10, in_feed=in_feed))
    assert off[9] == pytest.approx(ahead(9))


def test_one_sites_zone_says_nothing_about_another(tmp_path):
    other = "https://blog.example/"
    found = [*posts(lambda day: 8, days=4, in_feed=lambda day: True),
             *((Page(f"{other}t9", "", READ), Post(url=f"{other}t9", kind=PostKind.POST, author=WRITER.id, home=other,
                                                   published=START + timedelta(days=9), published_basis=Basis.LOCAL)),)]
    assert not errors_h(tmp_path, found).any()


def test_each_site_is_moved_by_its_own_zone(tmp_path):
    east, west, quiet = "https://east.example/", "https://west.example/", "https://quiet.example/"
    found = [pair for turn in zip(posts(lambda day: 8, days=10, in_feed=lambda day: day < 4, home=east),
                                  posts(lambda day: -5, days=10, in_feed=lambda day: day < 4, home=west),
                                  strict=True) for pair in turn]
    found += posts(lambda day: 3, days=10, in_feed=lambda day: False, home=quiet)
    with Project.open(tmp_path, create=True) as project:
        for page, post in found:
            project.add(page, [WRITER, post])
        columns = project.columns()
        urls = [post.url for post in project.posts(columns.posts.key)]
        off = {url: time - int((START + timedelta(days=int(url.rpartition("/t")[2]))).timestamp())
               for url, time in zip(urls, columns.posts.time.tolist(), strict=True)}
    assert {url for url, seconds in off.items() if seconds} == {f"{quiet}t{day}" for day in range(10)}
    assert len(off) == 30
