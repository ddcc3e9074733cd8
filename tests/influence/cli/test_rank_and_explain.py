"""rank and explain as a manager and a program use them."""

import csv
import json
import re
import subprocess
import sys

import pytest

from influence.cli.aligned import cut, lines, width


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_table_names_the_drivers_first_and_says_what_to_do_next(influence, project):
    done = influence("--project", project, "rank", "-n", 3)
    assert done.code == 0
    first, second = done.out.splitlines()[2:4]
    assert "Ann Lee" in first
    assert "different people to act" in first
    assert "林怡君" in second
    assert f"influence --project {project} explain NAME" in done.out


def test_columns_stand_in_line_beside_wide_signs(influence, project):
    rows = influence("--project", project, "rank", "-n", 6).out.splitlines()[1:8]
    place = [width(row[: re.search(r"\d+\.\d \(", row).start()]) for row in rows[1:]]
    assert len(set(place)) <= 2  # numbers of one or two digits


def test_json_has_the_window_and_the_columns_by_name(influence, project):
    made = json.loads(influence("--project", project, "rank", "-n", 2, "--json").out)
    assert (made["schema_version"], made["command"], made["objective"]) == (1, "rank", "people")
    assert made["window"]["since"] < made["window"]["until"]
    first = made["people"][0]
    assert (first["rank"], first["name"], first["accounts"]) == (1, "Ann Lee", ["Ann Lee"])
    assert first["evidence_1"].startswith("https://circle.example/post/")
    assert first["drive_low"] <= first["drive"] <= first["drive_high"]
    assert "communities_moved" not in first


def test_the_same_call_gives_the_same_bytes(influence, project, tmp_path):
    written = []
    for name in ("one.csv", "two.csv"):
        influence("--project", project, "rank", "--all", "--full", "--csv", tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    people = table(tmp_path / "one.csv")
    assert people[0]["name"] == "Ann Lee"
    assert float(people[0]["communities_moved"]) >= 1
    assert people[-1]["tier"] == "watch"
    assert people[-1]["rank"] == ""


def test_a_topic_reorders_and_unknown_words_say_so(influence, project):
    made = json.loads(influence("--project", project, "rank", "--topic", "拼布", "-n", 1, "--json").out)
    assert made["people"][0]["name"] == "林怡君"
    nothing = influence("--project", project, "rank", "--topic", "zeppelin")
    assert nothing.code == 4
    assert "no post mentions zeppelin" in nothing.err


def test_a_brand_is_looked_for_by_its_name(influence, project):
    done = influence("--project", project, "rank", "--brand", "Snipwell")
    assert done.code == 4
    assert "Snipwell" in done.err


@pytest.mark.parametrize(("options", "code"), [
    (["--until", "2001-01-01"], 4), (["--since", "soon"], 2), (["--window", "0"], 2), (["--objective", "fame"], 2)])
def test_wrong_or_empty_windows_end_with_a_clear_line(influence, project, options, code):
    done = influence("--project", project, "rank", *options)
    assert done.code == code
    assert done.err.strip()
    assert done.out == ""


def test_the_forecast_says_its_days_or_why_it_is_missing(influence, project):
    assert "expected to act on them in the 90 days after 2026-" in influence("--project", project, "rank").out
    short = influence("--project", project, "rank", "--window", 365).out
    assert "'moved in 90 days' is empty: that forecast is learned from at least 450 days" in short
    assert "Widen --window" in short


def test_an_earlier_end_shows_the_star_of_that_time(influence, project):
    def living(*options):
        made = json.loads(influence("--project", project, "rank", "--all", "--json", *options).out)
        return {one["name"]: one["living_audience"] for one in made["people"]}

    assert living("--until", "2025-04-20")["Star Gone"] > 2 * living()["Star Gone"]


def test_a_folder_without_a_project_is_said(influence, tmp_path):
    done = influence("--project", tmp_path / "none", "rank")
    assert done.code == 3
    assert "influence init" in done.err


def test_explain_sums_to_the_score(influence, project, tmp_path):
    shown = influence("--project", project, "explain", "Ann Lee")
    assert shown.code == 0
    parts = [float(found) for found in re.findall(r"  (\d\.\d{6})  ", shown.out)]
    told = float(re.search(r"Living audience (\d+\.\d{6})", shown.out)[1])
    assert round(sum(parts), 6) == pytest.approx(told, abs=1e-9)
    done = influence("--project", project, "explain", "Ann Lee", "--csv", tmp_path / "proof.csv")
    assert done.code == 0
    proofs = table(tmp_path / "proof.csv")
    assert sum(round(float(row["credit"]) * 1e6) for row in proofs) == round(told * 1e6)
    assert {row["act"] for row in proofs} == {"reply"}
    assert len({row["act_id"] for row in proofs}) == len(proofs)


def test_explain_json_opens_discounts(influence, project):
    made = json.loads(influence("--project", project, "explain", "林怡君", "--json").out)
    assert (made["command"], made["people"][0]["name"]) == ("explain", "林怡君")
    total = sum(round(row["credit"] * 1e6) for row in made["receipts"])
    assert total == round(made["people"][0]["living_audience"] * 1e6)
    assert all(row["url"].startswith("https://circle.example/post/") for row in made["receipts"])


def test_explain_shows_only_the_newest_when_asked(influence, project):
    done = influence("--project", project, "explain", "Ann Lee", "-n", 2)
    assert len(re.findall(r"^\d{4}-\d\d-\d\d", done.out, re.MULTILINE)) == 2
    assert re.search(r"The newest 2 of \d+ acts are shown", done.out)
    assert "acts are shown" not in influence("--project", project, "explain", "Ann Lee").out


def test_whoever_moved_nobody_gets_a_sentence_and_no_table(influence, project):
    done = influence("--project", project, "explain", "Bo Talker")
    assert "Bo Talker moved nobody to act." in done.out
    assert "there is nothing to open" in done.out
    assert "Not proposed: 59 posts, but hardly anybody acts on them: 0 people." in done.out
    assert not {"credit", "times as many"} & set(re.findall(r"credit|times as many", done.out))


def test_acts_of_posts_without_an_address_name_their_place_in_the_table(influence, tmp_path):
    rows = ["id,author,time,in_reply_to,text"]
    rows += [f"{day},Ann,2026-01-0{day}T08:00:00Z,,Paper" for day in range(1, 6)]
    rows += [f"{day}{at},{who},2026-01-0{day}T1{at}:00:00Z,{day},Nice" for day in range(1, 6) for at, who in enumerate(("Bo", "Cy", "Di"))]
    (tmp_path / "posts.csv").write_text("\n".join(rows), "utf-8")
    folder = tmp_path / "made"
    influence("init", folder)
    influence("--project", folder, "load", tmp_path / "posts.csv")
    shown = influence("--project", folder, "explain", "Ann", "--csv", tmp_path / "proof.csv")
    assert shown.code == 0
    assert table(tmp_path / "proof.csv")[0]["url"] == "loaded table, post 52"
    made = json.loads(influence("--project", folder, "rank", "--full", "--json").out)["people"][0]
    assert made["evidence_1"].startswith("loaded table, post ")


def test_somebody_unknown_or_ambiguous_is_said_with_choices(influence, project, tmp_path):
    unknown = influence("--project", project, "explain", "Nobody Known")
    assert unknown.code == 2
    assert "people list" in unknown.err
    twins = tmp_path / "twins.csv"
    twins.write_text("author,time,id,in_reply_to\nhttps://a.example/amy,2026-01-01,1,\nhttps://b.example/amy,2026-01-02,2,1\n"
                     "https://c.example/bo,2026-01-03,3,2\n", "utf-8")
    influence("init", tmp_path / "twins", "--brand", "Snipwell")
    assert influence("--project", tmp_path / "twins", "load", twins).code == 0
    both = influence("--project", tmp_path / "twins", "explain", "amy")
    assert both.code == 2
    assert "may mean 2 people" in both.err
    assert both.err.count("p_") == 2


def test_a_watched_person_is_explained_as_such(influence, project):
    done = influence("--project", project, "explain", "Bo Talker")
    assert done.code == 0
    assert "too little seen" in done.out


def test_followers_loaded_beside_change_no_score(influence, project, tmp_path, messages_file):
    folder = tmp_path / "with"
    influence("init", folder, "--brand", "Snipwell", "--topic", "paper")
    influence("--project", folder, "load", messages_file)
    before = influence("--project", folder, "rank", "--all", "--json").out
    followers = tmp_path / "audience.csv"
    followers.write_text("account,followers,time\nBo Talker,9000000,2026-01-01\nAnn Lee,3,2026-01-01\n", "utf-8")
    assert influence("--project", folder, "load", followers, "--format", "audience").code == 0
    after = influence("--project", folder, "rank", "--all", "--json").out
    assert before == after
    assert "Followers as stated somewhere: 9,000,000; shown, never scored." in influence("--project", folder, "explain", "Bo Talker").out
    assert "9,000,000 as stated somewhere" in influence("--project", folder, "explain", "Bo Talker", "--dossier").out


def test_a_small_project_never_waits_for_a_compiler(project):
    told = "import sys; from influence.cli.app import main\ntry:\n    main(['--project', sys.argv[1], 'rank'])\n" \
           "except SystemExit:\n    print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told, str(project)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_table_of_nothing_but_a_head_has_one_line():
    assert lines(("a", "bb"), []) == ["a  bb"]
    assert cut("Annabel", 7) == "Annabel"
