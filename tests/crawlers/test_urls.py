"""Addresses: one spelling each, and who owns them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.errors import AddressError
from crawlers.urls import (
    MAX_LENGTH,
    authority,
    canonical,
    host,
    registrable_domain,
    site,
    try_canonical,
    without_fragment,
)


@pytest.mark.parametrize(("found", "known"), [
    ("http://Blog.Example", "http://blog.example/"),
    ("https://blog.example:443/a", "https://blog.example/a"),
    ("http://blog.example:8080/a", "http://blog.example:8080/a"),
    ("http://user:pass@blog.example/a", "http://blog.example/a"),
    ("http://blog.example/a/./b/../c", "http://blog.example/a/c"),
    ("http://blog.example/../../a", "http://blog.example/a"),
    ("http://blog.example/%e4%b8%ad%7Ex", "http://blog.example/%E4%B8%AD~x"),
    ("http://blog.example/中文?q=剪刀", "http://blog.example/%E4%B8%AD%E6%96%87?q=%E5%89%AA%E5%88%80"),
    ("http://剪刀.example/", "http://xn--ebrwj.example/"),
    ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
    ("http://blog.example/?p=7&utm_source=x&fbclid=y", "http://blog.example/?p=7"),
    ("http://blog.example/?b=2&a=1", "http://blog.example/?b=2&a=1"),
    ("http://blog.example/x;jsessionid=ABC123?y=1", "http://blog.example/x?y=1"),
    ("http://blog.example/viewtopic.php?t=5&sid=0123456789abcdef0123456789abcdef", "http://blog.example/viewtopic.php?t=5"),
    ("http://blog.example/?s=scissors", "http://blog.example/?s=scissors"),
    ("http://blog.example./a", "http://blog.example/a"),
    ("  http://blog.example/a\n", "http://blog.example/a"),
    ("http://blog.example/a#top", "http://blog.example/a"),
    ("http://[::1]:8080/", "http://[::1]:8080/"),
    ("http:\\\\blog.example\\a", "http://blog.example/a"),
])
def test_an_address_has_one_spelling(found, known):
    assert canonical(found) == known


@pytest.mark.parametrize("wrong", [
    "", "mailto:ann@blog.example", "javascript:alert(1)", "ftp://blog.example/", "http://", "http:///x", "http://[::1", "//x",
    "http://blog.example:99999/", "http://a b/", "data:text/html,x", "http://blog..example/", "http://x/" + "a" * MAX_LENGTH,
])
def test_what_cannot_be_fetched_is_refused(wrong):
    with pytest.raises(AddressError):
        canonical(wrong)
    assert try_canonical(wrong) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it_and_normalising_twice_changes_nothing(text):
    known = try_canonical(text, "https://blog.example/a/b")
    if known is not None:
        assert canonical(known) == known


def test_relative_addresses_stand_on_their_page():
    assert canonical("../c?x=1#k", "https://blog.example/a/b", fragment=True) == "https://blog.example/c?x=1#k"
    assert without_fragment("https://blog.example/c#k") == "https://blog.example/c"


@pytest.mark.parametrize(("url", "owner"), [
    ("https://www.annspaper.com/2024/", "annspaper.com"), ("https://blog.annspaper.com/", "blog.annspaper.com"),
    ("https://ann.blogspot.com/x", "ann.blogspot.com"), ("https://ann.wordpress.com/", "ann.wordpress.com"),
    ("https://ann.pixnet.net/blog", "ann.pixnet.net"), ("https://ann.tumblr.com/", "ann.tumblr.com"),
    ("https://ann.substack.com/p/x", "ann.substack.com"), ("https://ann.medium.com/x", "ann.medium.com"),
    ("https://medium.com/@Ann/x", "medium.com/@ann"), ("https://medium.com/craft-circle/x", "medium.com/craft-circle"),
    ("https://medium.com/tag/paper", "medium.com"), ("https://vocus.cc/@ann/x", "vocus.cc/@ann"),
    ("https://ann.github.io/blog/", "ann.github.io"), ("http://127.0.0.1:8101/hannah/", "127.0.0.1:8101"),
    ("http://localhost:8080/x", "localhost:8080"),
])
def test_a_site_is_what_one_owner_publishes_under(url, owner):
    assert site(url) == owner


def test_hosts_and_domains():
    assert host("https://A.B.example.co.uk/") == "a.b.example.co.uk"
    assert registrable_domain("https://a.b.example.co.uk/") == "example.co.uk"
    assert registrable_domain("https://ann.blogspot.com/") == "blogspot.com"
    assert authority("https://blog.example:8443/x") == "blog.example:8443"


@pytest.mark.parametrize("url", ["https://b.example/\ud83d", "https://b.example/?q=\ud83d", "https://b.example/?\ud83d=%20",
                                 "https://b\ud83d.example/", "https://b.example/#\ud83d"])
def test_half_a_character_makes_an_address_broken(url):
    assert try_canonical(url, fragment=True) is None
    with pytest.raises(AddressError) as caught:
        canonical(url, fragment=True)
    str(caught.value).encode()


_PIECES = st.sampled_from([
    "a", "b-c", "~ann", "2024", "..", ".", ".hidden", "a.html", "a.", "%41", "%e4", "é", "x;jsessionid=AA", "@ann", "a=b", "",
    "a b", "a+b", "_", "-", "'", "a:b", "a\\b",
])
_QUERIES = st.sampled_from([
    "", "?", "?p=1", "?utm_source=x", "?p=1&fbclid=2&q=3", "?&&", "?a=%41", "?a=b?c", "?s=1", "?a/../b", "?PHPSESSID=x",
    "?sid=0123456789abcdef0123456789abcdef",
])
_STARTS = st.sampled_from([
    "", "http://a.example", "https://b-c.example", "HTTP://A.Example", "http://127.0.0.1:9700", "https://a.example:443",
    "http://a.example:80", "http://a.example:8080", "http://a.example.", "http://a_b.example", "http://u:p@a.example", "//a.example",
    "http://-.example", "http://a..example", "http://a.example:0", "http://a.example:99999", "http://x", "https:",
])
_BASES = st.sampled_from([None, "https://blog.example/a/b", "http://Blog.example:80/?q", "http://127.0.0.1:8800/ann/", "https://b.example"])


@given(_STARTS, st.lists(_PIECES, max_size=4), _QUERIES, st.sampled_from(["", "#", "#top"]), _BASES)
def test_an_address_written_plainly_is_known_at_once_as_looking_closely_knows_it(start, parts, query, mark, base):
    written = start + "".join(f"/{part}" for part in parts) + query
    at_once = try_canonical(written + mark, base)
    closely = try_canonical(f" {written}{mark}", base)  # a blank is not written plainly
    assert at_once == closely


@pytest.mark.parametrize(("written", "known"), [
    ("https://a.example/p#utm_source=rss&utm_medium=feed", "https://a.example/p"), ("https://a.example/p#xtor=RSS-1", "https://a.example/p"),
    ("https://a.example/p#:~:text=paper", "https://a.example/p"), ("https://a.example/p#comment-7", "https://a.example/p#comment-7"),
    ("https://a.example/p#reference", "https://a.example/p#reference"),
])
def test_a_fragment_that_only_tracks_is_dropped(written, known):
    assert canonical(written, fragment=True) == known
