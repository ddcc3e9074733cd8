"""Tables become the records a crawl gives; what cannot be read is named with its line."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.errors import TableError
from crawlers.load.checked import checked
from crawlers.load.formats import FORMATS, TableOptions
from crawlers.load.reader import Rejected, open_table
from crawlers.load.tables import findings
from crawlers.load.values import account_id, address, counts, links, names, post_address, post_reference, times
from crawlers.records import Account, Activity, Basis, Finding, Place, Post, PostKind, Verb
from crawlers.urls import canonical


def table(folder: Path, text: str | bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(path: Path, **options: object) -> tuple[list[Finding], list[Rejected]]:
    rejected: list[Rejected] = []
    return findings(path, TableOptions(**options), rejected), rejected  # type: ignore[arg-type]  # test values


def test_a_table_of_posts_gives_posts_with_their_parents(tmp_path: Path) -> None:
    found, bad = read(table(tmp_path, "author,time,id,in_reply_to,title,text,language\n"
                                      "Ann,2024-01-31,1,,Paper,Fold it,en\nbo,1706745600,2,1,,Why?,\n"))
    assert bad == []
    assert found == [
        Post(url="table:loaded#1", kind=PostKind.POST, author="name:loaded:Ann", title="Paper", text="Fold it",
             published=datetime(2024, 1, 31, tzinfo=UTC), published_basis=Basis.DAY, language="en"),
        Post(url="table:loaded#2", kind=PostKind.MESSAGE, author="name:loaded:bo", text="Why?",
             published=datetime(2024, 2, 1, tzinfo=UTC), published_basis=Basis.UTC, in_reply_to="table:loaded#1")]


def test_an_answer_may_stand_before_what_it_answers_and_name_it_by_id_or_url(tmp_path: Path) -> None:
    found, _ = read(table(tmp_path, "author,time,url,id,in_reply_to\nann,2,https://a.example/2,2,1\n"
                                    "bo,1,https://a.example/1,1,\ncy,3,https://a.example/3,3,https://a.example/1\n"))
    assert [post.in_reply_to for post in found if isinstance(post, Post)] == [
        "https://a.example/1", None, "https://a.example/1"]


def test_a_removed_account_leaves_a_post_without_author(tmp_path: Path) -> None:
    found, bad = read(table(tmp_path, "author,time,id\n-1,5,1\n,6,2\nNaN,7,3\n"))
    assert [post.author for post in found if isinstance(post, Post)] == [None, None, None]
    assert bad == []


def test_an_id_that_a_spreadsheet_made_a_fraction_is_the_same_id(tmp_path: Path) -> None:
    found, _ = read(table(tmp_path, "author,time,id,in_reply_to\nann,1,7,\nbo,2,8,7.0\n"))
    assert [post.in_reply_to for post in found if isinstance(post, Post)] == [None, "table:loaded#7"]


def test_without_a_column_of_parents_a_row_answers_the_one_that_opened_its_thread(tmp_path: Path) -> None:
    found, _ = read(table(tmp_path, "author,time,id,thread\nbo,9,2,x\nann,5,1,x\ncy,7,3,\n"))
    assert [(post.author, post.thread, post.kind.value) for post in found if isinstance(post, Post)] == [
        ("name:loaded:bo", "table:loaded#1", "message"), ("name:loaded:ann", None, "post"), ("name:loaded:cy", None, "post")]


def test_where_the_table_says_who_answers_whom_a_thread_adds_nothing(tmp_path: Path) -> None:
    found, _ = read(table(tmp_path, "author,time,id,thread,in_reply_to\nann,5,1,x,-1\nbo,9,2,x,-1\ncy,9,3,x,2\n"))
    assert [post.thread for post in found if isinstance(post, Post)] == [None, None, "table:loaded#1"]


def test_links_and_mentions_come_with_their_post(tmp_path: Path) -> None:
    found, _ = read(table(tmp_path, "author,time,links,mentions,place\n"
                                    "ann,1,https://b.example/?utm_source=x nonsense,@bo; Cy Li,comment\n"))
    (post,) = found
    assert isinstance(post, Post)
    assert [(link.url, link.place) for link in post.links] == [("https://b.example/", Place.COMMENT)]
    assert [mention.account for mention in post.mentions] == ["name:loaded:bo", "name:loaded:Cy%20Li"]


def test_a_table_of_acts_names_accounts_posts_and_pages(tmp_path: Path) -> None:
    found, bad = read(table(tmp_path, "actor,verb,object,time,owner,result,quote\n"
                                      "ann,Reply,p7,10,bo,p8,so true\nann,link,https://c.example/x,11,,,\nann,retweet,cy,12,,,\n"))
    assert bad == []
    assert [(act.verb, act.object, act.owner, act.result) for act in found if isinstance(act, Activity)] == [
        (Verb.REPLY, "table:loaded#p7", "name:loaded:bo", "table:loaded#p8"),
        (Verb.LINK, "https://c.example/x", None, None), (Verb.SHARE, "name:loaded:cy", "name:loaded:cy", None)]


def test_adoptions_follows_and_audiences(tmp_path: Path) -> None:
    adopted, _ = read(table(tmp_path, "actor,item,time,via\nann,washi tape,5,bo\n"))
    assert adopted == [Activity(verb=Verb.ADOPT, actor="name:loaded:ann", object="washi tape", owner="name:loaded:bo",
                                published=datetime.fromtimestamp(5, UTC), published_basis=Basis.UTC, rule="table")]
    followed, _ = read(table(tmp_path, "follower,followed,time\nann,https://bo.example,\n"))
    assert followed == [Activity(verb=Verb.FOLLOW, actor="name:loaded:ann", object="https://bo.example/",
                                 owner="https://bo.example/", rule="table")]
    heard, _ = read(table(tmp_path, 'account,followers\nann,"1,204"\n'))
    assert heard == [Account(id="name:loaded:ann", audience=1204)]
    assert read(table(tmp_path, "time,kind\n5,click\n")) == ([], [])


def test_bad_rows_are_named_and_good_ones_kept(tmp_path: Path) -> None:
    text = ('actor,verb,object,time\nann,link,bo,5\n"a\nb",link,bo,6\nann,link,bo\nann,dance,bo,7\n\n'
            "ann,link,bo,someday\n,link,bo,8\nann,link,bo,\nann,link,bo,-1\n")
    found, bad = read(table(tmp_path, text))
    assert len(found) == 2
    assert [(row.line, row.reason.split(":")[0]) for row in bad] == [
        (5, "3 cells where the header has 4"), (6, "'dance' is no verb"), (8, "'someday' is no time"),
        (9, "actor is empty"), (10, "time is empty"), (11, "time is empty")]
    assert bad[1].cells == ("ann", "dance", "bo", "7")


def test_bytes_that_are_no_utf8_spoil_only_their_row(tmp_path: Path) -> None:
    found, bad = read(table(tmp_path, b"actor,verb,object,time\nann,link,bo,5\n" + b"\xa4\xa4,link,bo,6\n"))
    assert len(found) == 1
    assert [(row.line, row.reason.split(":")[0]) for row in bad] == [(3, "not UTF-8")]
    assert "save it as 'CSV UTF-8'" in bad[0].reason


CHINESE = "author,time,text\n" + "".join(
    f"{name},2024-01-0{day},我喜歡這把剪刀，大家說它好用\n" for day, name in enumerate(("林怡君", "莊以恩", "葉采蘋"), start=1))


@pytest.mark.parametrize(("codec", "named"), [("big5", "Big5"), ("gb18030", "GB 18030"), ("utf-8", None), ("utf-16", None)])
@pytest.mark.parametrize("name", ["t.csv", "t.csv.gz"])
def test_a_table_in_an_older_encoding_is_read_when_that_is_certain(tmp_path: Path, codec: str, named: str | None, name: str) -> None:
    data = CHINESE.encode(codec)
    path = table(tmp_path, gzip.compress(data, mtime=0) if name.endswith("gz") else data, name)
    found, bad = read(path)
    assert bad == []
    assert [post.author for post in found if isinstance(post, Post)] == [
        account_id("loaded", one) for one in ("林怡君", "莊以恩", "葉采蘋")]
    with open_table(path, TableOptions()) as opened:
        assert opened.encoding == named


def test_a_spreadsheet_of_western_names_is_read(tmp_path: Path) -> None:
    names = ("Zoë", "René", "Jürgen", "Åsa", "François", "Peñalver", "Malmö", "Søren", "Chloé")
    rows = "".join(f"{name},2024-01-05,Une leçon très utile\n" for name in names)
    found, bad = read(table(tmp_path, ("author,time,text\n" + rows).encode("cp1252")))
    assert bad == []
    assert [post.author for post in found if isinstance(post, Post)] == [account_id("loaded", name) for name in names]


def test_bytes_of_an_older_encoding_that_break_spoil_only_their_row(tmp_path: Path) -> None:
    found, bad = read(table(tmp_path, (CHINESE * 400).encode("big5") + b"\xff\xff,2024-01-05,x\n"))
    assert len([post for post in found if isinstance(post, Post)]) == 3
    assert [row.reason.split(":")[0] for row in bad if "time" not in row.reason] == ["not Big5"]


def test_one_row_of_utf8_is_enough_to_doubt_another_encoding(tmp_path: Path) -> None:
    lines = CHINESE.splitlines()
    data = "\n".join(lines[:3]).encode() + b"\n" + lines[3].encode("big5") + b"\n"
    found, bad = read(table(tmp_path, data))
    assert len(found) == 2
    assert [row.line for row in bad] == [4]


@pytest.mark.parametrize(("data", "name", "said"), [
    (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "t.csv", "Excel workbook"),
    (b"PK\x03\x04\x14\x00\x06\x00xl/workbook.xml", "T.XLSX", "Excel workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "t.dat", "Excel workbook"),
    (b"PK\x03\x04\x14\x00mimetypeapplication/vnd", "t.ods", "a spreadsheet or an archive"),
])
def test_a_workbook_is_told_and_how_to_save_it(tmp_path: Path, data: bytes, name: str, said: str) -> None:
    with pytest.raises(TableError, match=said) as caught:
        read(table(tmp_path, data, name))
    assert "CSV UTF-8" in str(caught.value)


@pytest.mark.parametrize(("name", "data"), [
    ("t.tsv", b"actor\tverb\tobject\ttime\nann\tlink\tbo\t5\n"),
    ("t.csv", b"\xef\xbb\xbfActor,Verb,Object,Time\r\nann,link,bo,5\r\n"),
    ("t.csv", b"actor;verb;object;time\nann;link;bo;5\n"),
    ("t.csv", "actor,verb,object,time\nann,link,bo,5\n".encode("utf-16")),
    ("t.csv.gz", gzip.compress(b"actor,verb,object,time\nann,link,bo,5\n", mtime=0)),
    ("t.jsonl", b'{"actor": "ann", "verb": "link", "object": "bo", "time": 5}\n\n'),
])
def test_tables_come_in_many_spellings(tmp_path: Path, name: str, data: bytes) -> None:
    found, bad = read(table(tmp_path, data, name))
    assert bad == []
    assert [(act.actor, act.object) for act in found if isinstance(act, Activity)] == [("name:loaded:ann", "name:loaded:bo")]


def test_json_lines_may_hold_lists_and_lack_keys(tmp_path: Path) -> None:
    found, bad = read(table(tmp_path, '{"author": "ann", "time": 5, "mentions": ["bo", "cy li"], "links": null}\n'
                                      '{"time": 6, "author": "bo", "draft": true}\nnot json\n[1]\n', "t.jsonl"))
    posts = [post for post in found if isinstance(post, Post)]
    assert [mention.name for mention in posts[0].mentions] == ["bo", "cy li"]
    assert [(row.line, row.reason) for row in bad] == [(3, "not a JSON object"), (4, "not a JSON object")]


def test_columns_can_be_mapped_set_and_filtered(tmp_path: Path) -> None:
    path = table(tmp_path, "Citing Blog,cited,when,event\na,b,5,on\na,c,6,off\n")
    found, _ = read(path, format="acts", constants={"verb": "link"}, where={"event": "on"},
                    columns={"actor": "citing_blog", "object": "cited", "time": "when"})
    assert [act.object for act in found if isinstance(act, Activity)] == ["name:loaded:b"]


@pytest.mark.parametrize(("options", "said"), [
    ({"format": "acts"}, "needs the column verb and object"),
    ({"columns": {"time": "whenn"}}, "did you mean 'when'?"),
    ({"where": {"evnt": "on"}}, "there is no column 'evnt'"),
    ({"format": "posts", "columns": {"autor": "actor"}}, "did you mean 'author'?"),
    ({"format": "tea"}, "is no table format"),
    ({}, "no known table has the columns actor, when"),
])
def test_a_table_that_does_not_fit_says_what_to_write(tmp_path: Path, options: dict[str, object], said: str) -> None:
    with pytest.raises(TableError, match=r"line|column|format") as caught:
        read(table(tmp_path, "actor,when\nann,5\n"), **options)
    assert said in str(caught.value)


@pytest.mark.parametrize(("name", "data", "said"), [
    ("t.csv", b"", "is empty"), ("t.jsonl", b"\n\n", "is empty"), ("t.jsonl", b"x\n", "no JSON objects"),
    ("t.csv.gz", gzip.compress(b"author,time\nann,5\n" * 999, mtime=0)[:-20], "damaged or cut short"),
    ("t.csv", b'author,time\nann,"' + b"x" * (17 * 1024 * 1024), "line 2"),
])
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(TableError) as caught:
        read(table(tmp_path, data, name))
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"), open_table(tmp_path / "none.csv", TableOptions()):
        pass


def test_the_header_decides_between_formats_that_share_columns(tmp_path: Path) -> None:
    path = table(tmp_path, "person,time,kind\n5,5,question\n")
    with open_table(path, TableOptions(columns={"author": "person"})) as opened:
        assert opened.layout.format.name == "posts"
    with open_table(path, TableOptions()) as opened:
        assert opened.layout.format.name == "outcomes"


def test_times_are_iso_or_seconds_or_milliseconds() -> None:
    cells = ["1706745600", "1706745600000", "1706745600.9", "2024-02-01T00:00:00Z", "2024-02-01 01:00:00+01:00",
             "2024-02-01", " 2024-02-01T00:00:00 "]
    seconds, _, bad = times(cells)
    assert set(seconds.tolist()) == {1706745600}
    assert bad == []
    assert times(["nan"])[2] == times(["1e400"])[2] == times(["9" * 30])[2] == times(["x"])[2] == [0]


@given(st.lists(st.integers(min_value=0, max_value=253_402_300_799)))
def test_whole_columns_of_times_are_read_as_single_cells_are(values: list[int]) -> None:
    fast, _, bad = times([str(value) for value in values])
    slow, _, slow_bad = times([*(str(value) for value in values), "x"])
    assert np.array_equal(fast, slow[:-1])
    assert (bad, slow_bad) == ([], [len(values)])


@given(st.from_regex(r"https?://[a-z0-9.-]{1,12}/[A-Za-z0-9._~/-]{0,20}", fullmatch=True))
def test_the_short_way_to_a_canonical_address_is_the_long_way(url: str) -> None:
    found = address(url)
    assert found is None or found == canonical(url)


def test_small_values() -> None:
    assert account_id("d", " -1 ") is None
    assert account_id("d", "王小明") == "name:d:%E7%8E%8B%E5%B0%8F%E6%98%8E"
    assert account_id("d", "http://[broken") == "name:d:http%3A%2F%2F%5Bbroken"
    assert post_reference("d", "nan") is None
    assert post_reference("d", "https://a.example/p#c1") == "https://a.example/p#c1"
    assert post_address("d", "x.0") == "table:d#x.0"
    assert counts(["-3", "inf", "2"])[1] == [0, 1]
    assert links("ftp://x.example https://a.example https://a.example/") == ["https://a.example/"]
    assert names("") == []


def test_every_column_of_every_table_is_documented() -> None:
    text = (Path(__file__).parents[3] / "docs" / "loading.md").read_text("utf-8")
    for known in FORMATS:
        (row,) = (line for line in text.splitlines() if line.startswith(f"| `{known.name}`"))
        needed, optional = row.split("|")[2:4]
        assert [name.strip(" `") for name in needed.split(",")] == list(known.required)
        assert [name.strip(" `") for name in optional.split(",")] == list(known.optional)


def test_days_may_be_written_as_numbers_where_all_are() -> None:
    seconds = times(["20240131", " 20240201"])[0]
    assert [datetime.fromtimestamp(one, UTC).day for one in seconds.tolist()] == [31, 1]
    assert times(["20240131", "48358444"])[0].tolist() == [20240131, 48358444]
    assert times(["20240230"])[2] == [0]


def test_visit_statistics_are_outcomes_under_other_headers(tmp_path: Path) -> None:
    path = table(tmp_path, "# Traffic\n# 2024\n\nSession source,Date,Sessions\nann.example,20240131,7\n,20240131,x\n")
    with open_table(path, TableOptions(format="analytics")) as opened:
        (batch,) = opened.batches()
        good, bad = checked(batch, opened.layout)
    assert (opened.layout.format.name, good.columns["kind"], good.columns["referrer"]) == (
        "outcomes", ["visit"], ["ann.example"])
    assert good.numbers["count"].tolist() == [7]
    assert [row.line for row in bad] == [6]
