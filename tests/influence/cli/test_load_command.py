"""`influence load`, `init` and `config` as a person meets them: what they print, and how they end."""

import json
from pathlib import Path

import pytest

from influence.cli.app import main
from influence.settings import FILE_NAME
from influence.store.project import DATABASE_NAME, Project

SHARED = Path(__file__).parents[4] / "shared" / "data" / "diffusion"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


def file(folder: Path, text: str, name: str = "t.csv") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def test_loading_into_an_empty_folder_makes_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--project", str(tmp_path / "p"), "load", file(tmp_path, "actor,verb,object,time\nann,link,bo,5\n")) == 0
    shown = capsys.readouterr()
    assert shown.out == "t.csv: 1 row (acts), 1 act, 2 accounts.\n"
    assert f"Next: 'influence --project {tmp_path / 'p'} rank' shows who moves others to act; 'check'" in shown.err
    assert "Made a project" in shown.err
    assert (tmp_path / "p" / FILE_NAME).exists()
    assert (tmp_path / "p" / DATABASE_NAME).exists()


def test_a_file_loaded_before_is_nothing_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, "actor,verb,object,time\nann,link,bo,5\n")
    assert run("--project", str(tmp_path), "load", path) == 0
    assert run("--project", str(tmp_path), "-q", "load", path) == 0
    assert "loaded before, nothing new" in capsys.readouterr().out


def test_bad_rows_end_with_5_and_keep_the_good_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, "actor,verb,object,time\nann,link,bo,5\nann,link,bo,never\n")
    assert run("--project", str(tmp_path), "load", path) == 5
    shown = capsys.readouterr()
    assert "line 3: 'never' is no time" in shown.err
    assert "t.csv.rejected.csv" in shown.err
    assert (tmp_path / "t.csv.rejected.csv").exists()
    with Project.open(tmp_path) as project:
        assert len(project.columns().activities) == 1


def test_columns_are_mapped_set_and_filtered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, "from\tto\twhen\tevent\na\tb\t5\ton\na\tc\t6\toff\n", "t.tsv")
    assert run("--project", str(tmp_path), "load", path, "--format", "acts", "--set", "verb=link", "--where", "event=on",
               "--columns", "actor=from,object=to,time=when", "--dataset", "blogs", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema_version"], found["command"]) == (1, "load")
    assert found["files"][0]["acts"] == 1
    with Project.open(tmp_path) as project:
        assert project.columns().accounts == ["name:blogs:a", "name:blogs:b"]


@pytest.mark.parametrize(("text", "options", "code", "said"), [
    ("actor,verb,object,time\nann,sing,bo,5\n", (), 3, "line 2"),
    ("tea,cake\n1,2\n", (), 3, "--columns"),
    ("", (), 3, "is empty"),
    ("actor,verb,object,time\n", (), 3, "names its columns but has no rows"),
    ("actor,verb,object,time\nann,link,bo,5\n", ("--where", "actor=cy"), 3, "no row of this table has actor=cy"),
    ("actor,verb,object,time\nann,link,bo,5\n", ("--columns", "actor"), 2, "NAME=VALUE"),
    ("actor,verb,object,time\nann,link,bo,5\n", ("--format", "tea"), 2, "tea"),
])
def test_what_does_not_fit_is_one_line_and_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, options: tuple[str, ...], code: int, said: str
) -> None:
    assert run("--project", str(tmp_path / "p"), "load", file(tmp_path, text), *options) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("text", "said"), [
    ("account,followers\nann,5\n", "(column audience)"), ("time,kind\n5,click\n", "writes whom visits"),
    ("author,time\nann,5\n", "'influence rank'"),
])
def test_the_next_step_hangs_on_what_was_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("load", file(tmp_path, text)) == 0
    assert said in capsys.readouterr().err


def test_a_table_in_big5_is_read_and_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.csv").write_bytes("author,time,text\n林怡君,2024-01-05,我喜歡這把剪刀，大家說好\n".encode("big5"))
    assert run("--project", str(tmp_path), "load", str(tmp_path / "t.csv")) == 0
    assert "read as Big5" in capsys.readouterr().err
    with Project.open(tmp_path) as project:
        assert [account.name for account in project.accounts()] == ["林怡君"]


def test_a_workbook_says_how_to_save_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml")
    assert run("--project", str(tmp_path), "load", str(tmp_path / "t.xlsx")) == 3
    assert "this is an Excel workbook" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert run("--project", str(tmp_path), "load", str(tmp_path / "none.csv")) == 2


@pytest.mark.skipif(not SHARED.exists(), reason="the shared diffusion data is not on this machine")
@pytest.mark.parametrize(("name", "options", "posts", "acts"), [
    ("everything_list_messages.tsv.gz",
     ("--format", "posts", "--columns", "author=person,time=unix_time,id=msg,in_reply_to=parent_msg"), 17_882, 11_968),
    ("se_beer_messages.tsv.gz", ("--columns", "author=person,time=unix_time,id=msg,in_reply_to=parent_msg"), 2_235, None),
    ("political_blogs_2004_links.tsv.gz", (
        "--format", "acts", "--set", "verb=link", "--where", "event=on",
        "--columns", "actor=citing_blog,object=cited_blog,time=unix_time"), 0, 1_759),
    ("twitter_urls_cascades.tsv.gz", ("--format", "adoptions", "--columns", "actor=person"), 0, 135_472),
])
def test_real_records_are_loaded_whole(
    tmp_path: Path, name: str, options: tuple[str, ...], posts: int, acts: int | None
) -> None:
    assert run("--project", str(tmp_path), "load", str(SHARED / name), *options) == 0
    with Project.open(tmp_path) as project:
        columns = project.columns()
        assert len(columns.posts) == posts
        assert acts is None or len(columns.activities) == acts


def test_init_writes_what_it_was_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", str(tmp_path / "p"), "--brand", "Snipwell", "--alias", "剪好", "--rival", "Kerfcut", "--topic", "紙雕",
               "--language", "zh-Hant", "--source", "blog.example") == 0
    assert "crawl" in capsys.readouterr().err
    with Project.open(tmp_path / "p") as project:
        settings = project.settings()
    assert (settings.brand.name, settings.brand.aliases, settings.brand.rivals) == ("Snipwell", ("剪好",), ("Kerfcut",))
    assert (settings.scope.topics, settings.scope.languages, settings.scope.sources) == (
        ("紙雕",), ("zh-Hant",), ("https://blog.example/",))


def test_init_never_asks_without_a_terminal_and_needs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--project", str(tmp_path / "p"), "init") == 0
    assert "name sources" in capsys.readouterr().err
    assert run("--project", str(tmp_path / "p"), "init") == 3
    assert "already" in capsys.readouterr().err


def test_init_asks_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from influence.cli import init as command
    from influence.cli.app import influence

    class Terminal:
        def __getattr__(self, name: str) -> object:
            return (lambda: True) if name == "isatty" else getattr(command.sys.__stdin__, name)

    class Sys:
        stdin = Terminal()

    monkeypatch.setattr(command, "sys", Sys())
    answers = "Snipwell\n剪好、剪剪\nKerfcut\npaper craft, quilting\n\nhttps://blog.example/feed\n"
    result = CliRunner().invoke(influence, ["init", str(tmp_path / "p")], input=answers)
    assert result.exit_code == 0, result.output
    with Project.open(tmp_path / "p") as project:
        settings = project.settings()
    assert settings.brand.aliases == ("剪好", "剪剪")
    assert settings.scope.topics == ("paper craft", "quilting")
    assert settings.scope.sources == ("https://blog.example/feed",)


def test_init_refuses_a_source_that_is_no_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", str(tmp_path / "p"), "--source", "ftp://blog.example") == 2
    assert "no web address" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_config_says_where_each_setting_comes_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE_NAME).write_text('[brand]\nname = "Snipwell"\n', "utf-8")
    monkeypatch.setenv("INFLUENCE_CRAWL_HOPS", "3")
    assert run("--project", str(tmp_path), "config", "show", "--set") == 0
    assert capsys.readouterr().out.splitlines() == [
        'brand.name = "Snipwell"   (influence.toml)', "crawl.hops = 3   (INFLUENCE_CRAWL_HOPS)"]
    assert run("--project", str(tmp_path), "config", "show", "--json") == 0
    found = {row["setting"]: row for row in json.loads(capsys.readouterr().out)["settings"]}
    assert found["brand.rivals"] == {"setting": "brand.rivals", "value": [], "from": "default"}
    assert run("--project", str(tmp_path), "config") == 0
    assert "(default)" in capsys.readouterr().out
    assert run("--project", str(tmp_path), "config", "path") == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / FILE_NAME)


def test_a_setting_that_does_not_exist_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / FILE_NAME).write_text('[brand]\nnme = "Snipwell"\n', "utf-8")
    assert run("--project", str(tmp_path), "config") == 3
    assert "did you mean 'name'" in capsys.readouterr().err
