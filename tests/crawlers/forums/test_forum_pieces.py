"""The pieces that all readers of forums stand on: addresses, quotes, writers, zones, words, JSON."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from crawlers.extract.forums.address import is_part, relative_to, thread_address
from crawlers.extract.forums.content import Content, content, with_named
from crawlers.extract.forums.jalali import with_our_dates
from crawlers.extract.forums.mail import links_of, own_words
from crawlers.extract.forums.quotes import Known, addressed, last_number, outermost, quoted, referred
from crawlers.extract.forums.rules import QuoteRules
from crawlers.extract.forums.selection import first, select, value
from crawlers.extract.forums.writers import clean_name, is_guest, profile_id, writer
from crawlers.extract.forums.zones import page_zone
from crawlers.extract.json_document import document, fragment, item, items, number, text
from crawlers.records import Page, Place


@pytest.mark.parametrize(("url", "thread"), [
    ("https://f.example/viewtopic.php?f=3&t=12&start=30", "https://f.example/viewtopic.php?t=12"),
    ("https://f.example/viewtopic.php?p=77", "https://f.example/viewtopic.php?p=77"),
    ("https://f.example/viewtopic.php?f=3&p=77", "https://f.example/viewtopic.php?p=77"),
    ("https://f.example/showthread.php?53-Mats&p=701&viewfull=1", "https://f.example/showthread.php?53-Mats"),
    ("https://f.example/topicdetail.php?f=37&t=42", "https://f.example/topicdetail.php?f=37&t=42"),
    ("https://f.example/threads/x.12/page-3", "https://f.example/threads/x.12/"),
    ("https://f.example/index.php?action=profile", "https://f.example/index.php?action=profile"),
])
def test_pages_of_a_thread_have_the_address_of_the_thread(url, thread):
    assert thread_address(url) == thread


def test_page_of_a_thread_is_part_of_it_and_the_thread_is_not():
    assert is_part("https://f.example/threads/x.12/page-3", "https://f.example/threads/x.12/")
    assert not is_part("https://f.example/threads/x.12/", "https://f.example/threads/x.12/")


def test_marks_of_a_system_are_taken_out_of_path_and_query():
    marks = ((r"/t(\d+)p\d+-", r"/t\1-"),)
    assert thread_address("https://f.example/t7p15-rules?x=1", marks) == "https://f.example/t7-rules?x=1"


def test_link_within_the_page_has_no_address():
    assert relative_to("#top", "https://f.example/") is None
    assert relative_to("javascript:void(0)", "https://f.example/") is None


def known():
    result = Known(base="https://f.example/t/1", address="https://f.example/p/{id}")
    result.add("https://f.example/t/1", local_id="post_5", name="Ann Lee", text="Which glue?")
    return result


@pytest.mark.parametrize(("reference", "url"), [
    ("5", "https://f.example/t/1"), ("post: 9", "https://f.example/p/9"),
    ("forum.php?goto=findpost&pid=5&ptid=8", "https://f.example/t/1"),
    ("https://other.example/p/5", "https://other.example/p/5"), ("top", None),
    ("/x/top.html", "https://f.example/x/top.html"),
])
def test_reference_means_a_message(reference, url):
    assert referred(reference, known()) == url


def test_message_that_starts_with_no_name_is_addressed_to_none():
    assert addressed("Hello @Ann Lee", ["Ann Lee"], known()) is None
    assert addressed("@Ann Lee hello", ["Ann Lee"], known()) == "https://f.example/t/1"


def test_last_number_of_nothing_is_none():
    assert last_number(None) is None


def test_quotes_within_quotes_are_one_quote():
    body = html.fromstring("<div><blockquote>a<blockquote>b</blockquote></blockquote><blockquote>c</blockquote></div>")
    assert len(outermost(body, "blockquote")) == 2


@pytest.mark.parametrize(("written", "name"), [
    ("Ann (not verified)", "Ann"), ("deleted user 12", None), ("Gelöschter Benutzer", None), ("  ", None),
    ("x" * 200, None), (":(", ":("),
    ("已註銷", None),
])
def test_name_is_what_is_left_of_what_software_writes(written, name):
    assert clean_name(written) == name


def test_names_given_to_anyone_are_guests():
    assert [is_guest(name) for name in ("Guest_42", "匿名", "Guesthouse Mei")] == [True, True, False]


def test_profile_address_keeps_whose_it_is_only():
    assert profile_id("/member.php?u=7&s=0&tab=posts", "https://f.example/x") == "https://f.example/member.php?u=7"
    assert profile_id("#", "https://f.example/x") is None


def test_writer_without_profile_is_known_on_this_site_alone():
    assert writer("Ann", None, "https://www.f.example/x").id == "name:f.example:ann"
    assert writer(None, "/u/1", "https://f.example/x") is None


@pytest.mark.parametrize(("footer", "hours"), [
    ("All times are GMT -5. The time now is 05:02 PM.", -5), ("Alle Zeiten sind UTC+01:00", 1),
    ("Es ist GMT+8, 2024-6-1 12:00", 8),
    ("所有時間均為 UTC+08:00", 8), ("All times are UTC + 10 hours [ DST ]", 11), ("Times are UTC", 0),
    ("All times are GMT +99", None),
    ("Flight at 5 pm GMT +2", None),
])
def test_zone_is_read_from_what_a_page_says_of_all_its_times(footer, hours):
    zone = page_zone(f"<p>{footer}</p>")
    assert (zone.utcoffset(None) if zone else None) == (timedelta(hours=hours) if hours is not None else None)


def test_zone_with_a_name_knows_summer():
    zone = page_zone('<p>All times are <span title="Europe/Berlin">UTC+01:00</span></p>')
    assert zone.utcoffset(datetime(2024, 7, 1)) == timedelta(hours=2)  # noqa: DTZ001  the zone is asked
    assert page_zone('<span title="Nowhere/City">UTC+01:00</span>') is None


def test_own_words_keep_lines_and_leave_out_scripts_and_comments():
    body = html.fromstring("<div>One<br>two<script>no()</script><!-- no --> three<pre>a\nb</pre><p>four</p>five</div>")
    assert content(body, "https://f.example/").text == "One\ntwo three\na\nb\nfour\nfive"


def test_links_below_a_line_of_underscores_are_of_the_signature():
    body = html.fromstring("<div><a href='/a'>a</a><br>__________________<br><a href='/b'>b</a></div>")
    found = content(body, "https://f.example/")
    assert [(link.url, link.place) for link in found.links] == [("https://f.example/a", Place.BODY),
                                                                ("https://f.example/b", Place.SIGNATURE)]
    assert found.text == "a"


def test_words_around_a_link_are_at_most_two_hundred_letters_and_hold_it():
    body = html.fromstring(f"<p>{'x ' * 300}<a href='/a'>the link</a>{' y' * 300}</p>")
    quote = content(body, "https://f.example/").links[0].quote
    assert len(quote) <= 200
    assert "the link" in quote


def test_address_of_mail_names_no_member():
    assert with_named(Content("mail ann@bo.example or @bo."),
                      {"bo": "/u/bo", "bo.example": "/x"}).mentions[0].account == "/u/bo"


def test_spot_after_and_before_an_element():
    root = html.fromstring("<div><a id='x'></a><b>me</b><i title='t'>next</i> tail</div>")
    block = select(root, "b")[0]
    assert value(block, ("-@id",)) == "x"
    assert value(block, ("+@title+",)) == "t tail"
    assert value(select(root, "a")[0], ("-@id",)) is None
    assert first(root, ("u", "i")).tag == "i"


def test_iranian_dates_become_ours_even_in_leap_years():
    assert with_our_dates("1399/12/30") == "2021-03-20"
    assert with_our_dates("1400/01/01 10:30") == "2021-03-21 10:30"
    assert with_our_dates("2021/03/21") == "2021/03/21"


def test_mail_without_quotes_or_signature_is_all_its_writers():
    assert own_words("One.\n\n\nTwo.") == ("One.\nTwo.", "")
    assert [link.url for link in links_of("See https://a.example/x). And https://a.example/x",
                                          Place.BODY)] == ["https://a.example/x"]


def test_json_of_the_wrong_shape_is_empty_rather_than_an_error():
    page = Page(url="https://f.example/x", text="{bad", fetched=datetime(2024, 1, 1, tzinfo=UTC),
                media_type="application/json")
    assert document(page) is None
    assert item([1], "a") == {}
    assert list(items({"a": 3}, "a")) == []
    assert list(items([1, {"b": 2}])) == [{"b": 2}]
    assert number({"a": True, "b": "12"}, "a", "b") == 12
    assert text({"a": None, "b": True, "c": 1.5}, "a", "b", "c") == "1.5"
    assert fragment("").tag == "div"


def known_messages(*written):
    known = Known()
    for at, (name, words) in enumerate(written):
        known.add(f"https://f.example/#{at}", local_id=str(at), name=name, text=words)
    return known


@pytest.mark.parametrize(("words", "number"), [
    ("@阿君:追蹤這串。", 0), ("@Bo: Same here.", 2), ("@Bo: Same", None), ("@Bo: I would fold it twice along the", 3), ("@Cy: Same here.", None)])
def test_a_short_quote_has_to_be_the_whole_message_of_its_writer(words, number):
    known = known_messages(("阿君", "追蹤這串。"), ("阿君", "好看。"), ("Bo", "Same here."), ("Bo", "I would fold it twice along the middle."))
    block = html.fromstring(f"<blockquote><p>{words}</p></blockquote>")
    found = quoted(block, QuoteRules(block="blockquote"), known, complete=True)
    assert found == (None if number is None else f"https://f.example/#{number}")
