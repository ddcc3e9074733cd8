"""Mail archives: senders, answers, own words."""

import gzip
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.errors import TableError
from crawlers.load.mbox import findings, own_words
from crawlers.records import Account, Basis, Finding, Post, Remark

MAILS = """From ann@crafts.example Mon Jan  5 10:00:00 2009
From: =?utf-8?b?546L5bCP5piO?= <Ann@crafts.example>
Date: Mon, 5 Jan 2009 10:00:00 +0800
Subject: Paper
Message-ID: <1@crafts.example>
Content-Type: text/plain; charset=utf-8

Fold it. See https://ann.example/fold?utm_source=list.
>From here on it is easy.

From bo at crafts.example Mon Jan  5 11:00:00 2009
From: bo at crafts.example (Bo Li)
Date: Mon, 5 Jan 2009 11:00:00 -0000
Subject: Re: AW: Paper
In-Reply-To: <1@crafts.example>
References: <0@crafts.example> <1@crafts.example>
Message-ID: <2@crafts.example>

On Monday, Ann wrote:
> Fold it.

Why?
--
Bo

From nobody Mon Jan  5 12:00:00 2009
From:
Date: yesterday
Content-Type: text/html; charset=tea

<p>Hm &amp; so</p>
"""


def read(folder: Path, data: bytes) -> list[Finding]:
    path = folder / "list.mbox"
    path.write_bytes(data)
    return list(findings(path, "list"))


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_mail_is_a_post_that_says_what_it_answers(tmp_path: Path, pack) -> None:
    found = read(tmp_path, pack(MAILS.encode()))
    first, second, third = (one for one in found if isinstance(one, Post))
    assert (first.url, first.title, first.author) == ("mid:1@crafts.example", "Paper", "name:list:ann@crafts.example")
    assert first.text == "Fold it. See https://ann.example/fold?utm_source=list.\nFrom here on it is easy."
    assert [link.url for link in first.links] == ["https://ann.example/fold"]
    assert first.published == datetime(2009, 1, 5, 10, tzinfo=timezone(timedelta(hours=8)))
    assert first.published_basis is Basis.STATED
    assert (second.title, second.in_reply_to, second.thread, second.text) == (
        "Paper", "mid:1@crafts.example", "mid:0@crafts.example", "Why?")
    assert (second.published, second.published_basis) == (datetime(2009, 1, 5, 11, tzinfo=UTC), Basis.UTC)
    assert (third.author, third.published, third.text.split()) == (None, None, ["Hm", "&", "so"])


def test_senders_keep_their_names_and_what_is_not_known_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, MAILS.encode())
    assert [(one.id, one.name, one.handle) for one in found if isinstance(one, Account)] == [
        ("name:list:ann@crafts.example", "王小明", "ann"), ("name:list:bo@crafts.example", "Bo Li", "bo")]
    assert [one.code for one in found if isinstance(one, Remark)] == ["unknown_author", "undated"]


def test_an_archived_mail_has_its_web_address(tmp_path: Path) -> None:
    (post,) = (one for one in read(tmp_path, b"From a Mon Jan  5 10:00:00 2009\nArchived-At: <https://lists.example/1>\n"
                                             b"From: a@b.example\nDate: Mon, 5 Jan 2009 10:00:00\n\nhi\n") if isinstance(one, Post))
    assert (post.url, post.published_basis) == ("https://lists.example/1", Basis.LOCAL)


def test_what_is_no_mail_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no mail"):
        read(tmp_path, b"author,time\n")
    with pytest.raises(TableError, match="cannot be read"):
        list(findings(tmp_path / "none.mbox", "list"))


def test_quotes_and_signatures_are_not_ones_own_words() -> None:
    assert own_words("王小明 寫道：\n> 摺\n好") == "好"
    assert own_words("a\n-- \nb") == "a"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(MAILS) - 1), junk=st.binary(min_size=1, max_size=6))
def test_broken_mails_never_raise(tmp_path: Path, at: int, junk: bytes) -> None:
    data = MAILS.encode()
    read(tmp_path, b"From a@b.example Mon Jan  5 10:00:00 2009\n\n\n" + data[:at] + junk + data[at + len(junk):])
