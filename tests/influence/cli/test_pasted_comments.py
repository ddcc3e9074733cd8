"""Comments that were pasted, from the table to the receipt; and CSV files for programs."""

import csv
import json
from datetime import UTC, datetime, timedelta

import pytest

PRAISE = "What a marvellous page, everybody should come and see it at once"
START = datetime(2024, 7, 1, tzinfo=UTC)


def written(path, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def bought(path, words):
    """Return a table of posts: twelve accounts that praise three posts of one person, month after month."""
    posts = [{"id": f"b{n}", "author": "Vera Vain", "time": (START + timedelta(days=20 * n)).isoformat(), "in_reply_to": "",
              "text": f"page {n}"} for n in range(3)]
    fans = [{"id": f"f{n}-{fan}", "author": f"fan {fan}", "time": (START + timedelta(days=20 * n + fan / 12)).isoformat(),
             "in_reply_to": f"b{n}", "text": words(fan, n)} for n in range(3) for fan in range(12)]
    return written(path, posts + fans)


@pytest.fixture
def ranked(influence, tmp_path):
    """Return a function that loads such a table and returns Vera as `rank` and `explain` tell her."""

    def tell(words):
        influence("init", tmp_path / "vain")
        assert influence("--project", tmp_path / "vain", "load", bought(tmp_path / "posts.csv", words)).code == 0
        made = json.loads(influence("--project", tmp_path / "vain", "rank", "--all", "--full", "--json").out)
        opened = json.loads(influence("--project", tmp_path / "vain", "explain", "Vera Vain", "--json").out)
        return next(one for one in made["people"] if one["name"] == "Vera Vain"), opened["receipts"]

    return tell


def test_pasted_praise_counts_once_and_the_receipts_say_why(ranked):
    vera, receipts = ranked(lambda fan, n: f"{PRAISE}!" if n % 2 else f"{PRAISE.upper()}, Vera")
    assert "copies" in vera["warnings"]
    assert vera["people_moved"] == 1
    taken = [row for row in receipts if "copies" in row["discounts"]]
    assert len(taken) == 12, "of the first one's later words too"
    assert sum(row["credit"] for row in receipts) == pytest.approx(vera["living_audience"])
    assert all("copies -" in row["rule"] for row in taken)
    assert sorted(row["credit"] > 0 for row in taken) == [False] * 11 + [True]


def test_words_of_ones_own_count_for_everybody(ranked):
    vera, receipts = ranked(lambda fan, n: f"{PRAISE}, says {'abcdefghijkl'[fan] * (n + 2)}")
    assert "copies" not in vera["warnings"]
    assert vera["people_moved"] == 12
    assert not any("copies" in row["discounts"] for row in receipts)


def test_quotes_of_a_table_of_acts_are_read_too(influence, tmp_path):
    rows = [{"actor": f"fan {n}", "verb": "reply", "object": "Vera Vain", "time": (START + timedelta(days=n)).isoformat(),
             "quote": PRAISE} for n in range(5)]
    influence("init", tmp_path / "acts")
    influence("--project", tmp_path / "acts", "load", written(tmp_path / "acts.csv", rows))
    made = json.loads(influence("--project", tmp_path / "acts", "rank", "--all", "--json").out)
    vera = next(one for one in made["people"] if one["name"] == "Vera Vain")
    assert (vera["people_moved"], "copies" in vera["warnings"]) == (1, True)


def test_raw_files_have_no_mark_and_no_apostrophes(influence, tmp_path):
    rows = [{"actor": f"fan {n}", "verb": "reply", "object": "=Vera", "time": (START + timedelta(days=n)).isoformat()}
            for n in range(5)]
    influence("init", tmp_path / "acts")
    influence("--project", tmp_path / "acts", "load", written(tmp_path / "acts.csv", rows))
    for options, start in (((), b"\xef\xbb\xbf"), (("--raw",), b"rank,")):
        assert influence("--project", tmp_path / "acts", "rank", "--all", "--csv", tmp_path / "p.csv", *options).code == 0
        text = (tmp_path / "p.csv").read_bytes()
        assert text.startswith(start)
        assert (b",'=Vera" in text) == (not options)


def test_receipts_for_programs_are_raw_and_say_the_same(influence, tmp_path):
    rows = [{"actor": f"fan {n}", "verb": "reply", "object": "Vera", "time": (START + timedelta(days=n)).isoformat(),
             "quote": f"=SUM({n})"} for n in range(5)]
    influence("init", tmp_path / "acts")
    influence("--project", tmp_path / "acts", "load", written(tmp_path / "acts.csv", rows))
    for name, options in (("plain.csv", ()), ("raw.csv", ("--raw",))):
        assert influence("--project", tmp_path / "acts", "explain", "Vera", "--csv", tmp_path / name, *options).code == 0
    raw = (tmp_path / "raw.csv").read_text("utf-8")
    assert (tmp_path / "plain.csv").read_text("utf-8") == "\ufeff" + raw.replace("=SUM", "'=SUM")
    opened = json.loads(influence("--project", tmp_path / "acts", "explain", "Vera", "--json").out)["receipts"]
    told = list(csv.DictReader(raw.splitlines()))
    assert [list(row) for row in told] == [[name for name in row if name != "discounts"] for row in opened]
    assert [float(row["credit"]) for row in told] == [row["credit"] for row in opened]


def test_explain_says_what_posts_add_and_what_last_year_brought(influence, project):
    said = influence("--project", project, "explain", "Ann Lee", "-n", 1).out
    assert "times as many act as in the same day of the week before" in said
    assert "In the 90 days after this day of last year" in said


def test_a_host_who_thanks_every_guest_alike_pastes_nothing(influence, tmp_path):
    rows = [{"id": "p", "author": "Vera Host", "time": START.isoformat(), "in_reply_to": "", "text": "open house"}]
    for n in range(8):
        moment = START + timedelta(days=n)
        rows += [{"id": f"g{n}", "author": f"guest {n}", "time": moment.isoformat(), "in_reply_to": "p", "text": f"hi {n}"},
                 {"id": f"t{n}", "author": "Vera Host", "time": (moment + timedelta(hours=1)).isoformat(),
                  "in_reply_to": f"g{n}", "text": "Thank you for coming all the way to see it!"}]
    influence("init", tmp_path / "host")
    influence("--project", tmp_path / "host", "load", written(tmp_path / "host.csv", rows))
    made = json.loads(influence("--project", tmp_path / "host", "rank", "--all", "--json").out)
    assert sum(one["people_moved"] for one in made["people"] if one["name"].startswith("guest")) == 8
