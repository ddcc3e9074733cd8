"""What a forum page does not say stays unsaid: no invented times, writers, parents or threads."""

from datetime import UTC, datetime

from crawlers.extract.forums.generic import GenericThread
from crawlers.extract.forums.phpbb3 import PhpBB3
from crawlers.extract.forums.xenforo2 import XenForo2
from crawlers.records import Account, AccountKind, Basis, Outlink, OutlinkKind, Page, Post, Remark

FETCHED = datetime(2024, 7, 1, 12, tzinfo=UTC)


def page(text, url="https://f.example/viewtopic.php?t=1"):
    return Page(url=url, text=f'<html><body id="phpbb">{text}</body></html>', fetched=FETCHED)


def message(number, name="Ann", when="Fri May 17, 2024 10:30 am", body="Text", profile=True):
    link = f'<a class="username" href="./memberlist.php?mode=viewprofile&amp;u={ord(name[0])}">{name}</a>' if profile and name else name
    return (f'<div id="p{number}" class="post"><div class="postbody"><p class="author">by <strong>{link}</strong> » '
            f'{when}</p>'
            f'<div class="content">{body}</div></div></div>')


def posts(text, reader=PhpBB3, url="https://f.example/viewtopic.php?t=1"):
    return [finding for finding in reader().extract(page(text, url)) if isinstance(finding, Post)]


def quote(name, words):
    return f"<blockquote><div><cite>{name} wrote:</cite>{words}</div></blockquote>Yes."


def test_message_without_time_has_none_and_a_remark():
    findings = list(PhpBB3().extract(page(message(1, when="some day"))))
    assert [finding.published for finding in findings if isinstance(finding, Post)] == [None]
    assert [finding.code for finding in findings if isinstance(finding, Remark)] == ["undated"]


def test_message_without_writer_has_none_and_a_remark():
    findings = list(PhpBB3().extract(page(message(1, name=""))))
    assert [finding.author for finding in findings if isinstance(finding, Post)] == [None]
    assert [finding.code for finding in findings if isinstance(finding, Remark)] == ["unknown_author"]
    assert not [finding for finding in findings if isinstance(finding, Account)]


def test_deleted_member_is_nobody():
    assert posts(message(1, name="[deleted]", profile=False))[0].author is None


def test_guest_is_shown_and_no_single_human():
    account = next(one for one in PhpBB3().extract(page(message(1, name="Vierailija", profile=False)))
                   if isinstance(one, Account))
    assert (account.name, account.kind) == ("Vierailija", AccountKind.ORGANISATION)


def test_quote_by_name_of_the_only_earlier_message_is_answered():
    assert posts(message(1, body="Which glue?") + message(2, "Bo",
                                                          body=quote("Ann",
                                                                     "glue")))[1].in_reply_to == "https://f.example/viewtopic.php?t=1"


def test_quote_by_name_with_two_earlier_messages_stays_open_unless_the_words_tell():
    both = message(1, body="Which glue is the best one?") + message(2, body="And which paper is best?")
    assert posts(both + message(3, "Bo", body=quote("Ann", "???")))[2].in_reply_to is None
    told = posts(both + message(3, "Bo", body=quote("Ann", "And which paper is best?")))[2]
    assert told.in_reply_to == "https://f.example/viewtopic.php?p=2#p2"


def test_quote_of_a_stranger_stays_open():
    assert posts(message(1) + message(2, "Bo", body=quote("Eve",
                                                          "a sentence that nobody wrote here")))[1].in_reply_to is None


def test_name_alone_does_not_tie_a_quote_on_a_later_page():
    later = "https://f.example/viewtopic.php?t=1&start=15"
    found = posts(message(16, body="Here") + message(17, "Bo", body=quote("Ann", "Gone")), url=later)
    assert found[1].in_reply_to is None
    assert {post.thread for post in found} == {"https://f.example/viewtopic.php?t=1"}
    assert found[0].url == "https://f.example/viewtopic.php?p=16#p16"


def test_message_that_names_no_other_answers_none_by_itself():
    assert posts(message(1) + message(2, "Bo"))[1].in_reply_to is None


def test_message_that_starts_with_a_name_answers_the_last_message_of_that_member():
    said = message(3, "Cy", body="@Bo no.")
    found = posts(message(1) + message(2, "Bo") + said + message(4, "Bo") + message(5, "Cy", body="@Bo no."))
    assert found[2].in_reply_to == found[1].url
    assert found[4].in_reply_to == found[3].url
    assert found[2].mentions[0].account == "https://f.example/memberlist.php?mode=viewprofile&u=66"


def test_advertisement_in_the_shape_of_a_message_is_none():
    text = '<html id="XF"><article class="message message--post"><div>Buy!</div></article></html>'
    assert not list(XenForo2().extract(Page(url="https://f.example/threads/x.1/", text=text, fetched=FETCHED)))


def test_numeric_dates_are_read_by_the_order_in_which_the_thread_ascends():
    times = ["01/02/2024 10:00", "02/02/2024 10:00", "03/02/2024 10:00", "01/03/2024 10:00"]
    found = posts("".join(message(number, when=when) for number, when in enumerate(times, start=1)))
    assert [post.published.month for post in found] == [2, 2, 2, 3]


def test_numeric_date_that_could_be_two_days_stays_unread():
    assert posts(message(1, when="03/04/2024 10:00"))[0].published is None


def test_stated_zone_is_used_and_without_one_the_basis_says_so():
    assert posts(message(1))[0].published_basis is Basis.LOCAL
    zoned = posts(message(1) + "<p>All times are UTC+02:00</p>")[0]
    assert (zoned.published.isoformat(), zoned.published_basis) == ("2024-05-17T10:30:00+02:00", Basis.STATED)


def test_relative_time_is_told_as_relative():
    found = posts(message(1, when="Yesterday, 5:31 pm"))[0]
    assert (found.published.isoformat(), found.published_basis) == ("2024-06-30T17:31:00+00:00", Basis.RELATIVE)


def test_noon_and_midnight_are_hours():
    found = posts(message(1, when="May 5, 2024, noon") + message(2, when="May 6, 2024, midnight"))
    assert [post.published.hour for post in found] == [12, 0]


def rows(count, *, leads):
    return "".join(
        f'<div class="row"><a class="title" href="{leads.format(number)}">A long title of topic {number} here</a> by '
        f'<a class="who" href="/member/{number}">Member{number}</a> <span class="when">{number + 1} May 2024, '
        f'10:30</span></div>'
        for number in range(count))


def test_list_of_unknown_software_is_no_thread():
    text = f"<html><title>Paper forum</title>{rows(6, leads='/thread/{}-title')}</html>"
    findings = list(GenericThread().extract(Page(url="https://f.example/forum/3", text=text, fetched=FETCHED)))
    assert not [one for one in findings if isinstance(one, Post)]
    assert sum(1 for one in findings if isinstance(one, Outlink) and one.kind is OutlinkKind.THREAD) == 6


def entry(number, name, when, words):
    return (f'<li class="entry e{number}"><b class="nick">{name}</b> <i>{when}</i><div class="say">{words} and some '
            f'more words on '
            f"folding paper</div></li>")


def test_unknown_software_with_times_that_name_no_year_has_no_times():
    text = "<html><title>forum</title><ul>" + "".join(entry(n, f"Name{n}", f"05/1{n} 10:30", "Text")
                                                      for n in range(4)) + "</ul></html>"
    found = [one for one in GenericThread().extract(Page(url="https://f.example/topic/3", text=text,
                                                         fetched=FETCHED)) if isinstance(one, Post)]
    assert [post.published for post in found] == [None] * 4
    assert len({post.author for post in found}) == 4


def test_unknown_software_keeps_join_dates_apart():
    text = "<html><title>forum</title><ul>" + "".join(
        entry(n, f"Name{n}", f"Joined: 3 May 201{n}", f"<u>1{n} May 2024, 10:30</u> Text")
        for n in range(4)) + "</ul></html>"
    found = [one for one in GenericThread().extract(Page(url="https://f.example/topic/3", text=text,
                                                         fetched=FETCHED)) if isinstance(one, Post)]
    assert [post.published.year for post in found] == [2024] * 4


def test_blog_with_comments_is_not_claimed():
    text = '<html><title>Paper</title><body class="single"><div class="entry-content">x</div><ol class="comment-list"></ol></body></html>'
    assert GenericThread().matches(Page(url="https://blog.example/2024/05/post", text=text, fetched=FETCHED)) == 0


def test_what_a_member_page_lists_is_no_thread():
    listed = message(1) + message(2, "Bo")
    assert len(posts(listed)) == 2
    assert posts(listed, url="https://f.example/memberlist.php?mode=viewprofile&u=65") == []
    assert posts(listed, url="https://f.example/user/ann/posts") == []
