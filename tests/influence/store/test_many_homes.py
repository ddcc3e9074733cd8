"""Ten thousand blogs below one host are told apart in a moment."""

import time
from datetime import UTC, datetime
from pathlib import Path

from crawlers.records import Page, Post, PostKind
from influence.store.addresses import split_homes
from influence.store.project import Project

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_the_time_grows_with_the_homes_not_with_their_pairs() -> None:
    homes = {f"https://h{number % 2}.example/b{number // 2}/": f"h{number % 2}.example" for number in range(20_000)}
    homes |= {f"https://own{number}.example/": f"own{number}.example" for number in range(20_000)}
    begun = time.process_time()
    split = split_homes(homes)
    assert time.process_time() - begun < 60  # far more than needed; their pairs would take an hour
    assert len(split) == 20_000
    assert split["https://h1.example/b7/"] == "h1.example/b7"


def test_posts_below_shared_hosts_lie_on_their_own_sites(tmp_path: Path) -> None:
    with Project.open(tmp_path, create=True) as project:
        for host in ("h.example", "k.example"):
            for name in ("ann", "bo"):
                home = f"https://{host}/{name}/"
                project.add(Page(f"{home}1", "", NOW), [
                    Post(url=f"{home}1", kind=PostKind.POST, author=f"{home}about", home=home)])
        project.add(Page("https://cay.example/1", "", NOW), [
            Post(url="https://cay.example/1", kind=PostKind.POST, home="https://cay.example/")])
        assert project.columns().sites == ["cay.example", "h.example/ann", "h.example/bo", "k.example/ann",
                                           "k.example/bo"]
