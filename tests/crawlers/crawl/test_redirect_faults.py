"""Redirects: which are followed, which end it, and what is remembered of them."""

import pytest

from crawlers.errors import FetchError


def code_of(fetcher, url):
    with pytest.raises(FetchError) as caught:
        fetcher.follow(url)
    return caught.value.code


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_redirect_is_followed_and_its_way_kept(web, fetcher, status):
    url = web.redirect("/old", "/new", status)
    web.page("/new", "here")
    answer = fetcher.follow(url)
    assert (answer.url, answer.passed) == (web.url("/new"), ((url, status),))


@pytest.mark.parametrize("status", [300, 304, 305])
def test_other_three_hundreds_are_answers(web, fetcher, status):
    assert fetcher.follow(web.redirect("/x", "/new", status)).status == status


def test_a_loop_onto_itself_ends(web, fetcher):
    assert code_of(fetcher, web.redirect("/self", "/self")) == "redirect_loop"


def test_a_loop_of_two_ends(web, fetcher):
    web.redirect("/b", "/a")
    assert code_of(fetcher, web.redirect("/a", "/b")) == "redirect_loop"


def test_thirty_hops_end_at_the_limit(web, fetcher):
    for number in range(30):
        web.redirect(f"/{number}", f"/{number + 1}")
    assert code_of(fetcher, web.url("/0")) == "redirect_limit"
    assert len(web.log) == 11


def test_an_address_that_grows_ends(web, fetcher):
    for number in range(30):
        web.redirect("/" + "x/" * number, "/" + "x/" * (number + 1))
    assert code_of(fetcher, web.url("/")) == "redirect_limit"


@pytest.mark.parametrize("location", ["", "   ", "http://[::1", "http://", "//", "http://a b/", "mailto:ann@b.example"])
def test_a_broken_location_is_named(web, fetcher, location):
    assert code_of(fetcher, web.redirect("/x", location)) in {"redirect_broken", "redirect_loop"}


def test_a_redirect_without_location_is_named(web, fetcher):
    assert code_of(fetcher, web.raw("/x", b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")) == "redirect_broken"


@pytest.mark.parametrize(("location", "path"), [
    ("new", "/a/new"), ("../new", "/new"), ("/a/./b/../new", "/a/new"), ("?page=2", "/a/old?page=2"),
    (" /new ", "/new"), ("/caf\u00e9", "/caf%C3%A9"), ("/\u62fc\u5e03", "/%E6%8B%BC%E5%B8%83"), ("//HOST/new", "/new"),
    ("/new#part", "/new"), ("/a b", "/a%20b"),
])
def test_relative_and_odd_locations_are_resolved(web, fetcher, location, path):
    web.page(path, "here")
    url = web.redirect("/a/old", location.replace("HOST", web.endpoint))
    assert fetcher.follow(url).url == web.url(path)


def test_a_location_in_latin_1_is_read(web, fetcher):
    web.page("/caf%C3%A9", "here")
    url = web.raw("/x", b"HTTP/1.1 301 Moved\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\n\r\n")
    assert fetcher.follow(url).url == web.url("/caf%C3%A9")


def test_the_first_of_two_locations_counts(web, fetcher):
    web.page("/one", "here")
    url = web.raw("/x", b"HTTP/1.1 301 Moved\r\nLocation: /one\r\nLocation: /two\r\nContent-Length: 0\r\n\r\n")
    assert fetcher.follow(url).url == web.url("/one")


def test_a_cookie_bounce_ends_since_we_keep_no_cookies(web, fetcher):
    url = web.raw("/x", b"HTTP/1.1 302 Found\r\nSet-Cookie: seen=1\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")
    assert code_of(fetcher, url) == "redirect_loop"


def test_each_hop_can_be_vetoed(web, fetcher):
    def veto(url):
        raise FetchError("robots.txt forbids it", code="robots", about=url)

    with pytest.raises(FetchError) as caught:
        fetcher.follow(web.redirect("/x", "/denied"), check=veto)
    assert caught.value.code == "robots"
    assert not web.asked("/denied")
