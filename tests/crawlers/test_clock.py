"""Dates as pages write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.clock import day_first_of, read_moment, read_zone
from crawlers.records import Basis

SEEN = datetime(2024, 5, 17, 12, tzinfo=UTC)  # a Friday
SAME_MINUTE = [
    "2024-03-17T17:31:00", "2024-03-17 17:31", "17.03.2024, 17:31", "17/03/2024 17:31", "3/17/2024 5:31 PM",
    "March 17, 2024 at 5:31 pm", "Mar. 17, '24, 5:31 p.m.", "17th of March, 2024 5:31 PM", "17-Mar-2024 17:31",
    "Sun Mar 17 17:31:00 2024", "17:31, 17 March 2024", "17. März 2024 um 17:31 Uhr", "17. März 2024, 17.31 Uhr",
    "17 mars 2024 à 17h31", "17 de marzo de 2024 a las 17:31", "17 de março de 2024 às 17:31", "17 marzo 2024 alle 17:31",
    "17 maart 2024 om 17:31", "17. maaliskuuta 2024 klo 17.31", "17 marca 2024 o 17:31", "17 марта 2024 в 17:31",
    "2024年3月17日 17:31", "2024年3月17日 下午5:31", "2024/3/17 下午 05:31", "民國113年3月17日 下午5:31", "113年3月17日 17:31",
    "民國一百一十三年三月十七日 17:31", "二〇二四年三月十七日 17:31", "令和6年3月17日 17:31", "2024년 3월 17일 오후 5:31",
    "2024. 3. 17. 오후 5:31", "Posted by Ann on March 17, 2024 at 5:31 pm", "2024 March 17 17:31", "發表於 2024-03-17 17:31",
]


@pytest.mark.parametrize("text", SAME_MINUTE)
def test_a_time_without_a_zone_is_local(text):
    moment = read_moment(text, seen=SEEN)
    assert moment is not None
    assert moment.at == datetime(2024, 3, 17, 17, 31, tzinfo=UTC)
    assert moment.basis is Basis.LOCAL


@pytest.mark.parametrize(("text", "hours"), [
    ("2024-03-17T17:31:00+08:00", 8), ("2024-03-17T17:31:00Z", 0), ("Sun, 17 Mar 2024 17:31:00 -0500", -5),
    ("Sun, 17 Mar 2024 17:31:00 EST", -5), ("2024-03-17 17:31 (UTC)", 0), ("17 March 2024 17:31 GMT+2", 2),
    ("2024-03-17T17:31:00.123456+05:30", 5.5), ("20240317T173100Z", 0), ("Sun Mar 17 17:31:00 UTC 2024", 0),
    ("2024-03-17 17:31 PDT", -7),
])
def test_a_stated_offset_is_kept(text, hours):
    moment = read_moment(text, seen=SEEN)
    assert moment is not None
    assert moment.at == datetime(2024, 3, 17, 17, 31, tzinfo=timezone(timedelta(hours=hours)))
    assert moment.at.utcoffset() == timedelta(hours=hours)
    assert moment.basis is Basis.STATED


@pytest.mark.parametrize("text", ["2024-03-17", "March 17, 2024", "17.3.2024", "20240317", "民國113年3月17日", "Mar 17 2024"])
def test_a_day_claims_no_hour(text):
    moment = read_moment(text)
    assert moment is not None
    assert (moment.at, moment.basis) == (datetime(2024, 3, 17, tzinfo=UTC), Basis.DAY)


@pytest.mark.parametrize(("text", "at"), [
    ("2 hours ago", (17, 10, 0)), ("an hour ago", (17, 11, 0)), ("5h", (17, 7, 0)), ("3 days ago", (14, 0, 0)), ("just now", (17, 12, 0)),
    ("yesterday, 5:31 PM", (16, 17, 31)), ("Today at 9:05 AM", (17, 9, 5)), ("Tuesday at 5:31 PM", (14, 17, 31)),
    ("Friday at 9:00", (10, 9, 0)), ("vor 2 Stunden", (17, 10, 0)), ("gestern, 17:31", (16, 17, 31)), ("il y a 2 heures", (17, 10, 0)),
    ("hace 3 días", (14, 0, 0)), ("há 2 horas", (17, 10, 0)), ("2 ore fa", (17, 10, 0)), ("2 uur geleden", (17, 10, 0)),
    ("2 tuntia sitten", (17, 10, 0)), ("2 godziny temu", (17, 10, 0)), ("2 часа назад", (17, 10, 0)), ("вчера в 17:31", (16, 17, 31)),
    ("2時間前", (17, 10, 0)), ("2시간 전", (17, 10, 0)), ("3 小時前", (17, 9, 0)), ("半小時前", (17, 11, 30)), ("剛剛", (17, 12, 0)),
    ("昨天 15:04", (16, 15, 4)), ("前天 下午3:04", (15, 15, 4)), ("5月16日 10:30", (16, 10, 30)), ("May 16, 10:30 am", (16, 10, 30)),
])
def test_a_relative_time_is_counted_back_from_the_fetch(text, at):
    moment = read_moment(text, seen=SEEN)
    assert moment is not None
    assert moment.at == datetime(2024, 5, *at, tzinfo=UTC)
    assert moment.basis is Basis.RELATIVE
    assert read_moment(text) is None


def test_a_day_without_a_year_is_the_last_one_before_the_fetch():
    moment = read_moment("Dec 25", seen=SEEN)
    assert moment is not None
    assert moment.at.date().isoformat() == "2023-12-25"


@pytest.mark.parametrize("text", ["1710696660", "1710696660000"])
def test_epoch_numbers_are_utc(text):
    moment = read_moment(text)
    assert moment is not None
    assert (moment.at, moment.basis) == (datetime(2024, 3, 17, 17, 31, tzinfo=UTC), Basis.UTC)


@pytest.mark.parametrize("text", [
    None, "", "   ", "hello 12", "3/4/2020", "0001-01-01T00:00:00", "1970-01-01", "2199-01-01", "2026-13-45T99:99:99Z", "2024-02-30",
    "29 Feb", "Sunday", "24:00", "99:99", "May", "2024", "13 comments", "99年99月99日", "2024-W02-1", "2024-05-25T12:00:00Z",
])
def test_what_cannot_be_known_is_not_guessed(text):
    assert read_moment(text, seen=SEEN if text != "29 Feb" else None) is None


def test_numeric_dates_follow_the_page_and_its_language():
    first = read_moment("3/4/2020", day_first=True)
    second = read_moment("3/4/2020", day_first=False)
    german = read_moment("3/4/2020", language="de")
    american = read_moment("3/4/2020", language="en-US")
    assert [m.at.month for m in (first, second, german, american) if m] == [4, 3, 4, 3]
    assert read_moment("3/4/2020", language="en") is None


def test_a_page_tells_by_its_other_dates_how_it_writes_them():
    assert day_first_of(["04/05/2020", "04/17/2020"]) is False
    assert day_first_of(["04/05/2020", "17/04/2020"]) is True
    assert day_first_of(["04/05/2020", "17.04.2020"]) is None


def test_a_zone_of_the_page_makes_its_times_stated():
    moment = read_moment("17 Mar 2024 17:31", zone=read_zone("All times are GMT +2. The time now is 9:00."))
    assert moment is not None
    assert (moment.at.utcoffset(), moment.basis) == (timedelta(hours=2), Basis.STATED)
    assert read_zone("no zone here") is None
    assert read_zone("+99:00") is None


@pytest.mark.parametrize(("text", "hour"), [("12:15 am", 0), ("12:15 pm", 12), ("上午 12:15", 0), ("中午 12:15", 12), ("中午 1:15", 13),
                                            ("晚上 8:15", 20), ("5pm", 17), ("下午3點", 15)])
def test_half_days(text, hour):
    moment = read_moment(f"2024-03-17 {text}" if ":" not in text else f"March 17, 2024 {text}")
    assert moment is not None
    assert moment.at.hour == hour


@given(st.text(max_size=80))
def test_nothing_raises(text):
    moment = read_moment(text, seen=SEEN)
    assert moment is None or moment.at.tzinfo is not None


@given(st.integers(400_000_000, 1_700_000_000))
def test_what_is_written_in_iso_is_read_back(seconds):
    at = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    moment = read_moment(at.isoformat(), seen=SEEN)
    assert moment is not None
    assert moment.at == at.replace(tzinfo=UTC)
