"""`influence crawl` and `check` as a person types them: output, files of sources, exit codes."""

import json
import re

import pytest
from click.testing import CliRunner

from crawlers.coverage import WORDS as NAMES
from crawlers.coverage import Coverage, stored_lines, stored_meaning, worded
from crawlers.errors import AddressError
from crawlers.records.visit import SourceSheet, Tally
from crawlers.remedies import REMEDIES
from crawlers.sources import read_sources, source_of
from influence.cli.app import influence
from influence.errors import InfluenceError

WORDS = "Paper and scissors and glue make a fine afternoon, said everybody at the table that long day in May. " * 5
POST = ('<html><head><title>Essay</title><meta name="author" content="Ann Lee"></head><body><article><h1>Essay</h1>'
        f'<time datetime="2024-05-01T10:00:00Z">1 May</time><p>{WORDS}</p></article></body></html>')
PATH = "/2024/05/an-essay-here/"


@pytest.fixture
def call(tmp_path, web):
    def run(*arguments, own=True):
        extra = ("--allow-private", web.endpoint, "--delay", "0") if own else ()
        result = CliRunner().invoke(influence, ["--project", str(tmp_path / "p"), *arguments, *extra], standalone_mode=False)
        if isinstance(result.exception, InfluenceError):
            return result.exception.exit_code, str(result.exception)
        if result.exception is not None:
            return getattr(result.exception, "exit_code", 99), str(result.exception)
        return result.return_value, result.output

    return run


def test_a_crawl_says_what_it_read_and_a_second_one_that_nothing_is_new(web, call):
    web.page(PATH, POST)
    code, output = call("crawl", web.url(PATH))
    assert (code, "1 page read, 1 post" in output) == (0, True)
    code, output = call("crawl")
    assert code == 0
    assert "Nothing new." in output


def test_the_sheet_as_json(web, call):
    web.page(PATH, POST)
    code, output = call("crawl", web.url(PATH), "--json")
    sheet = json.loads(output[output.index("{"):])
    assert (code, sheet["fetched"], sheet["sources"][0]["posts"], sheet["interrupted"]) == (0, 1, 1, False)


def test_nothing_but_refusals_ends_with_1_and_names_them(web, call):
    web.page("/robots.txt", "User-agent: *\nDisallow: /", kind="text/plain")
    code, output = call("crawl", web.url(PATH))
    assert code == 1
    assert "forbidden by robots.txt" in output


def test_a_private_address_is_refused_with_the_way_to_allow_it(web, call):
    code, output = call("crawl", web.url(PATH), own=False)
    assert code == 1
    assert "inside a private network" in output or "not a web server's port" in output


def test_one_dead_source_among_good_ones_ends_with_5(web, call):
    web.page(PATH, POST)
    code, output = call("crawl", web.url(PATH), web.url("/gone"))
    assert code == 5
    assert "Nothing came from 1 of 2 sources" in output


def test_a_page_without_posts_ends_with_4(web, call):
    web.page("/about", "<p>hello</p>")
    assert call("crawl", web.url("/about"))[0] == 4


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (("crawl",), 2, "nothing to crawl"), (("crawl", "not an address"), 2, "no address"),
    (("crawl", "ftp://b.example/"), 2, "only http and https"), (("crawl", "--from", "/nowhere/list.txt"), 3, "cannot be read"),
    (("crawl", "blog.example", "--allow-private", "here"), 2, "not HOST:PORT"), (("check",), 3, "no project"),
])
def test_wrong_use_is_said_so(call, arguments, code, words):
    got, text = call(*arguments, own=False)
    assert got == code
    assert words in text


def test_a_file_without_addresses_is_said_so(call, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("# nothing\n\nsome words\n")
    code, text = call("crawl", "--from", str(file), own=False)
    assert code == 3
    assert "names no address" in text


def test_a_dry_run_asks_nothing(web, call):
    code, output = call("crawl", web.url(PATH), "--dry-run")
    assert code == 0
    assert "Nothing was asked." in output
    assert not web.log


def test_a_dry_run_where_nothing_is_makes_nothing(web, call, tmp_path):
    code, output = call("crawl", web.url(PATH), "--dry-run")
    assert (code, "a crawl makes a project there" in output, list(tmp_path.iterdir())) == (0, True, [])
    assert call("crawl", web.url(PATH), "--reextract")[0] == 3
    assert not list(tmp_path.iterdir())


def test_a_first_crawl_says_that_it_makes_a_project(web, call, tmp_path):
    web.page(PATH, POST)
    assert f"Made a project in {tmp_path / 'p'}" in call("crawl", web.url(PATH))[1]
    assert (tmp_path / "p" / "influence.toml").exists()
    output = call("crawl", web.url(PATH), "--dry-run")[1]
    assert "Made a project" not in output + call("crawl", web.url(PATH))[1]
    assert "makes a project" not in output


def test_settings_of_no_project_are_said_to_be_of_none(call, tmp_path):
    assert "There is no project in" in call("config", "show", own=False)[1]
    assert "There is no project in" in call("config", own=False)[1]
    call("init", own=False)
    assert "There is no project in" not in call("config", "show", own=False)[1]


def test_fresh_asks_before_it_forgets(web, call):
    web.page(PATH, POST)
    call("crawl", web.url(PATH))
    code, text = call("crawl", web.url(PATH), "--fresh")
    assert code == 2
    assert "--yes" in text
    assert call("crawl", web.url(PATH), "--fresh", "--yes")[0] == 0
    assert len(web.asked(PATH)) == 2
    assert "if-none-match" not in web.log[-1].headers


def test_kept_pages_are_read_again_without_the_network(web, call):
    web.page(PATH, POST)
    call("crawl", web.url(PATH))
    asked = len(web.log)
    code, output = call("crawl", "--reextract")
    assert (code, "1 kept pages read again" in output, len(web.log)) == (0, True, asked)


def test_check_tells_each_source_and_what_is_wrong(web, call):
    web.page(PATH, POST)
    call("crawl", web.url(PATH), web.url("/gone"))
    code, output = call("check", own=False)
    assert code == 0
    assert re.search(r"an-essay-here/: 1 page read, 1 post", output)
    assert "not found (404)" in output
    assert "crawl.contact is not set" in output
    assert "Nothing came from 1 of 2 sources: people who only write there are missing from every ranking." in output
    assert "what to do: open it in a browser" in output
    found = json.loads(call("check", "--json", own=False)[1])
    assert len(found["sources"]) == 2
    assert len(found["meaning"]) == 1


def test_check_tells_what_was_loaded(call, tmp_path):
    table = tmp_path / "acts.csv"
    table.write_text("actor,verb,object,time\nann,link,bo,5\nann,link,bo,never\n")
    assert call("load", str(table), own=False)[0] == 5
    code, output = call("check", own=False)
    assert code == 0
    assert f"{table}: 1 row loaded (acts), 1 could not be read" in output
    assert "1 row of a loaded file could not be read, so nobody is credited for it" in output
    assert "crawl.contact" not in output
    table.write_text("actor,verb,object,time\nann,link,bo,5\n")
    call("load", str(table), own=False)
    assert "Nothing is missing" in call("check", own=False)[1]


def sheet(**counts):
    made = {"source": "https://a.example/", "states": (("done", 20),), "errors": (), "posts": 9, "undated": 0,
            "unknown_authors": 0, "remarks": ()}
    return SourceSheet(**{**made, **counts})


def test_what_is_missing_is_said_as_what_it_means():
    lines = stored_meaning([sheet(), sheet(states=(("done", 20), ("held", 3), ("waiting", 1)), undated=2, unknown_authors=1,
                                           errors=(("http_404", 5), ("timeout", 4))), sheet(states=(("parked", 1),))])
    assert [line.split(":")[0] for line in lines] == [
        "Nothing came from 1 of 3 sources", "4 pages of sources that answer could not be read", "4 addresses are still to be read",
        "2 posts without date", "1 post without author"]
    assert stored_meaning([sheet(errors=(("http_404", 5),))]) == []


def test_check_advises_on_a_source_of_which_much_is_missing_only():
    few, many = sheet(errors=(("timeout", 1),)), sheet(errors=(("timeout", 2), ("http_404", 30)))
    assert not any("what to do" in line for line in stored_lines([few]))
    assert any("what to do: the site is down or busy just now; run 'influence crawl' later" in line for line in stored_lines([many]))
    assert "what to do" not in str(stored_lines([sheet(errors=(("internal", 30),))]))


def test_check_before_any_crawl_says_so(web, call, tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "influence.toml").write_text("")
    assert call("check", own=False)[0] == 4


def test_settings_bring_sources_contact_and_limits(web, call, tmp_path):
    web.page(PATH, POST)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "influence.toml").write_text(
        f'[scope]\nsources = ["{web.url(PATH)}"]\n[crawl]\ncontact = "ann@b.example"\nsince = "2020-01-01"\n')
    assert call("crawl")[0] == 0
    assert "contact: ann@b.example" in web.log[0].headers["user-agent"]


@pytest.mark.parametrize("setting", ['[crawl]\nsince = "soon"', '[scope]\nsources = ["no address"]'])
def test_settings_that_do_not_fit_end_with_3(call, tmp_path, setting):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "influence.toml").write_text(setting)
    assert call("crawl", "blog.example", own=False)[0] == 3


def urls(text):
    return [source.url for source in read_sources(text).sources]


def test_text_lists_as_people_keep_them():
    text = "\ufeff# my list\r\nblog.example\r\n\r\n  https://a.example/x  # friend\nBLOG.example/\n127.0.0.1:81\nnonsense words\n"
    found = read_sources(text)
    assert [one.url for one in found.sources] == ["https://blog.example/", "https://a.example/x", "http://127.0.0.1:81/"]
    assert found.rejected == [(7, "nonsense words")]


@pytest.mark.parametrize("text", [
    "name,url\nAnn,https://a.example/\nBo,https://b.example/\n", "url;owner\nhttps://a.example/;x\nhttps://b.example/;y",
    "id\thome\tfeed\n1\ta.example\tx\n2\tb.example\ty\n", 'site,posts\n"a.example",5\nb.example,6\n,7\n',
])
def test_tables_of_any_separator(text):
    assert urls(text) == ["https://a.example/", "https://b.example/"]


def test_opml_gives_feeds_with_names():
    found = read_sources('<?xml version="1.0"?><opml><body><outline text="x"><outline title="Ann" xmlUrl="https://a.example/f"/>'
                         '<outline text="Bo" htmlUrl="https://b.example/"/></outline></body></opml>').sources
    assert [(one.url, one.name) for one in found] == [("https://a.example/f", "Ann"), ("https://b.example/", "Bo")]


def test_a_hundred_thousand_lines_are_no_trouble():
    assert len(urls("\n".join(f"b{number}.example" for number in range(100_000)))) == 100_000


def test_an_address_typed_with_brackets_is_understood():
    assert source_of("<https://a.example/>").url == "https://a.example/"
    with pytest.raises(AddressError):
        source_of("localhost nonsense")


def test_coverage_says_what_is_missing_in_words():
    coverage = Coverage(interrupted=True)
    line = coverage.of("https://a.example/")
    line.count(Tally(posts=2, undated=1, unknown_authors=1, remarks=(("embed_not_followed", 3),)))
    line.failed["timeout"] += 2
    line.later = 4
    text = "\n".join(coverage.lines())
    for words in ("2 stopped answering", "1 without date", "1 without author", "3 embed not followed", "4 addresses left",
                  "Interrupted"):
        assert words in text


def test_every_error_has_words():
    assert worded("http_418") == "refused (418)"
    assert worded("some_new_code") == "some new code"


def test_without_an_address_no_project_is_made(call, tmp_path):
    code, output = call("crawl")
    assert (code, "nothing to crawl" in output) == (2, True)
    assert not list(tmp_path.rglob("influence.db"))


@pytest.mark.parametrize(("code", "words"), [
    ("dns", "check the spelling"), ("http_503", "run the same command later"), ("robots", "influence load"), ("http_404", "open it in a browser"),
    ("challenge", "name its feed"), ("not_text", "home page or its feed"),
])
def test_a_source_that_gave_nothing_says_what_to_do(code, words):
    coverage = Coverage()
    coverage.of("https://a.example/").failed[code] += 1
    assert any("what to do: " in line and words in line for line in coverage.lines())


def test_a_source_that_was_read_needs_no_remedy():
    coverage = Coverage()
    line = coverage.of("https://a.example/")
    line.fetched, line.failed["http_404"] = 3, 2
    assert not any("what to do" in text for text in coverage.lines())


def test_what_only_leads_on_is_said_to_do_so():
    coverage = Coverage()
    coverage.of("https://a.example/").redirected = 1
    assert any("only leads on" in text for text in coverage.lines())


def test_one_is_not_said_as_many():
    coverage = Coverage()
    line = coverage.of("https://a.example/")
    line.fetched = line.posts = line.new = line.later = 1
    text = "\n".join(coverage.lines())
    assert "1 page read, 1 post, 1 new activity" in text
    assert "1 address left" in text


def test_every_remedy_is_for_an_error_with_words():
    assert [code for code in REMEDIES if code not in NAMES and not code.startswith("http_")] == []
