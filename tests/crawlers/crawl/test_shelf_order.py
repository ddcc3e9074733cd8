"""The shelf of pages fetched and not yet read."""

from crawlers.shelf import Shelf


def test_a_domain_without_jobs_comes_back_with_its_next_and_the_cheapest_is_read_first():
    shelf = Shelf(readers=3)
    for number in range(200):
        shelf.put(f"blog{number}.example", number)
        assert shelf.take() == (f"blog{number}.example", number)
        shelf.done(f"blog{number}.example", 0.5 - number / 1000)
    for number in (3, 150, 7, 3):
        shelf.put(f"blog{number}.example", number)
    assert [shelf.take() for _ in range(4)] == [(f"blog{number}.example", number) for number in (150, 7, 3, 3)]
    shelf.close()
    assert shelf.take() is None


def test_of_equally_cheap_domains_who_came_first_is_read_first():
    shelf = Shelf(readers=3)
    for domain in ("b.example", "a.example"):
        shelf.put(domain, domain)
    assert [shelf.take()[0] for _ in range(2)] == ["b.example", "a.example"]


def test_a_domain_never_read_before_has_one_reader_at_a_time():
    shelf = Shelf(readers=3)
    shelf.put("b.example", 1)
    shelf.put("b.example", 2)
    assert shelf.take() == ("b.example", 1)
    shelf.put("a.example", 3)
    assert shelf.take() == ("a.example", 3)
    shelf.done("b.example", 0.1)
    assert shelf.take() == ("b.example", 2)
