"""shortlist, report and export as a manager uses them."""

import csv
import json
import re
import shutil
from datetime import date

import igraph
import numpy as np
import pytest
from lxml import etree, html

from influence.cli.shortlist import too_few
from influence.cli.teams import told_names
from influence.model.person import People, Person
from influence.model.shortlist import Candidate, LeftOut, Shortlist


@pytest.fixture
def project(project, tmp_path):
    """Return a copy: some of these tests decide something."""
    return shutil.copytree(project, tmp_path / "of_its_own" / "circle")


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_two_drivers_of_two_circles_are_chosen_and_nobody_else_first(influence, project):
    done = influence("--project", project, "shortlist", "-k", 2)
    assert done.code == 0
    assert "1. Ann Lee" in done.out
    assert "2. 林怡君" in done.out
    assert "Star Gone: silent for" in done.out


def test_json_holds_everything_a_program_needs(influence, project):
    made = json.loads(influence("--project", project, "shortlist", "-k", 2, "--json").out)
    assert (made["schema_version"], made["command"]) == (1, "shortlist")
    first = made["people"][0]
    assert first["name"] == "Ann Lee"
    assert first["accounts"] == ["Ann Lee"]
    assert first["adds"] > 0
    assert first["evidence_1"].startswith("https://circle.example/post/")
    assert "dormant" in {out["reason"] for out in made["left_out"]}
    assert 0.6 < made["of_bound"] <= 1


def test_all_files_are_written_and_receipts_sum_to_the_score(influence, project, tmp_path):
    files = {"--csv": "team.csv", "--receipts": "proof.csv", "--xlsx": "team.xlsx", "--gexf": "team.gexf", "--html": "team.html"}
    done = influence("--project", project, "shortlist", "-k", 2, "--full",
                     *(part for option, name in files.items() for part in (option, tmp_path / name)))
    assert done.code == 0
    people = table(tmp_path / "team.csv")
    proofs = table(tmp_path / "proof.csv")
    for person in people:
        credit = sum(round(float(row["credit"]) * 1_000_000) for row in proofs if row["person_id"] == person["person_id"])
        assert credit == round(float(person["living_audience"]) * 1_000_000)
    assert people[0]["community"]
    assert people[0]["topics"]
    about = json.loads((tmp_path / "team.meta.json").read_text("utf-8"))
    told = html.parse(str(tmp_path / "team.html")).getroot().xpath("//p[@class='lead']")[0].text_content()
    assert f"{about['counts']['people']} people, {about['counts']['acts']} acts" in told
    assert about["counts"]["acts"] > 100
    assert about["counts"]["not_people"] == 0
    assert about["window"]["until"] > "2026"
    assert (tmp_path / "team.xlsx").stat().st_size > 5000
    assert "Ann Lee" in html.parse(str(tmp_path / "team.html")).getroot().text_content()


def test_the_same_data_gives_the_same_bytes(influence, project, tmp_path):
    for name in ("a", "b"):
        assert influence("--project", project, "shortlist", "--csv", tmp_path / f"{name}.csv", "--gexf", tmp_path / f"{name}.gexf",
                         "--html", tmp_path / f"{name}.html").code == 0
    for ending in ("csv", "gexf", "html"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_rules_of_a_team_are_kept(influence, project, tmp_path):
    away = tmp_path / "away.txt"
    away.write_text("# not these\nAnn Lee\n", "utf-8")
    names = [person["name"] for person in json.loads(
        influence("--project", project, "shortlist", "-k", 2, "--exclude", away, "--require", "Bo Talker", "--json").out)["people"]]
    assert "Ann Lee" not in names
    assert names[0] == "Bo Talker" or "Bo Talker" in names


def test_a_budget_is_kept(influence, project, tmp_path):
    cost = tmp_path / "fees.csv"
    cost.write_text("person,cost\nAnn Lee,100\n林怡君,30\n", "utf-8")
    made = json.loads(influence("--project", project, "shortlist", "-k", 5, "--cost", cost, "--budget", 40, "--json").out)
    assert "Ann Lee" not in [person["name"] for person in made["people"]]


@pytest.mark.parametrize(("arguments", "words"), [
    (["--budget", "5"], "--cost"), (["--preset", "hubspot"], "--csv"), (["--require", "Nobody At All"], "nobody called"),
    (["--since", "yesterday"], "no date"),
])
def test_wrong_use_is_said_in_one_line(influence, project, arguments, words):
    done = influence("--project", project, "shortlist", *arguments)
    assert done.code == 2
    assert words in done.err


def test_a_broken_table_of_costs_is_named(influence, project, tmp_path):
    (tmp_path / "fees.csv").write_text("person,cost\nAnn Lee,much\n", "utf-8")
    done = influence("--project", project, "shortlist", "--cost", tmp_path / "fees.csv", "--budget", 5)
    assert done.code == 3
    assert "fees.csv" in done.err


def test_a_window_with_nothing_in_it_ends_with_nothing_found(influence, project):
    done = influence("--project", project, "shortlist", "--until", "2001-01-01")
    assert done.code == 4


def test_a_preset_writes_what_the_program_imports(influence, project, tmp_path):
    done = influence("--project", project, "shortlist", "-k", 2, "--csv", tmp_path / "h.csv", "--preset", "hubspot")
    assert done.code == 0
    assert "Email is empty for 2 of 2 people: they publish none" in done.err
    assert table(tmp_path / "h.csv")[0]["First Name"] == "Ann"
    done = influence("--project", project, "shortlist", "-k", 2, "--csv", tmp_path / "m.csv", "--preset", "mailchimp")
    assert "2 people left out" in done.err
    assert table(tmp_path / "m.csv") == []


def test_somebody_not_to_be_contacted_cannot_be_required(influence, project):
    assert influence("--project", project, "people", "status", "Bo Talker", "do_not_contact").code == 0
    done = influence("--project", project, "shortlist", "--require", "Bo Talker")
    influence("--project", project, "people", "undo")
    assert done.code == 2
    assert "do not contact" in done.err


def test_requiring_somebody_left_out_says_what_is_overruled(influence, project):
    done = influence("--project", project, "shortlist", "-k", 3, "--require", "Star Gone")
    assert done.code == 0
    assert "Star Gone is in the team because you require it; else: silent for" in done.err


def test_a_team_smaller_than_asked_says_why(influence, project, tmp_path):
    free = influence("--project", project, "shortlist", "-k", 50).out
    assert "of the 50 asked for: the other" in free
    assert "three people who acted on them" in free
    away = tmp_path / "away.txt"
    away.write_text("Ann Lee\n", "utf-8")
    limited = influence("--project", project, "shortlist", "-k", 50, "--max-per-site", 1, "--exclude", away).out
    assert f"nobody else may join under --max-per-site 1 --exclude {away} and the reasons below" in limited
    assert "three people who acted on them" not in limited


def test_nobody_but_the_team_is_known_is_said():
    assert too_few(Shortlist(chosen=(), left_out=(), repair=(), union=0.0, of_bound=1.0), 5, ()) == (
        "Only 0 of the 5 asked for: nobody else is known here. Crawl or load more.")


def test_the_order_and_both_forecasts_are_said_on_the_screen(influence, project, tmp_path):
    shown = influence("--project", project, "shortlist", "-k", 5).out
    assert "'moved in 90 days' of 'influence rank' is another forecast" in shown
    places = [row["name"] for row in json.loads(influence("--project", project, "shortlist", "-k", 5, "--json").out)["people"]]
    chosen = [line.split(". ", 1)[1].split("   ")[0] for line in shown.splitlines() if line[:1].isdigit()]
    assert shown.startswith("In the order chosen") == (chosen != places)


def test_who_shares_a_name_is_told_apart_by_the_id():
    persons = tuple(Person(id=f"p_{at}", name=name, accounts=(f"https://b{at}.example/",)) for at, name in enumerate(("Ann", "Kim", "Kim")))
    people = People(persons=persons, of_account=np.arange(3, dtype=np.int32))
    out = [LeftOut(code=code, reason="dormant", text="silent") for code in range(3)]
    one_kim = Shortlist(chosen=(), left_out=(out[0],), repair=(out[1],), union=0.0, of_bound=1.0)
    two_kims = Shortlist(chosen=(Candidate(code=2, place=1, adds=1.0),), left_out=(out[0],), repair=(out[1],), union=1.0, of_bound=1.0)
    assert told_names(people, one_kim) == {0: "Ann", 1: "Kim"}
    assert told_names(people, two_kims) == {0: "Ann", 1: "Kim [p_1]", 2: "Kim [p_2]"}


def test_a_report_is_an_html_file(influence, project, tmp_path):
    assert influence("--project", project, "report", tmp_path / "r.pdf").code == 2


def test_the_table_is_in_the_order_of_the_ranks(influence, project):
    ranks = [p["rank"] for p in json.loads(influence("--project", project, "shortlist", "-k", 5, "--json").out)["people"]]
    assert ranks == sorted(ranks)


def test_more_required_than_the_team_holds_is_said(influence, project):
    assert influence("--project", project, "shortlist", "-k", 1, "--require", "Ann Lee", "--require", "Bo Talker").code == 2


def test_a_name_that_means_nobody_is_said(influence, project, tmp_path):
    (tmp_path / "away.txt").write_text("Ann Le\n", "utf-8")
    assert "nobody here is called 'Ann Le'" in influence(
        "--project", project, "shortlist", "--exclude", tmp_path / "away.txt").err


def test_a_preset_never_writes_what_a_spreadsheet_would_run(influence, project, tmp_path):
    assert influence("--project", project, "people", "note", "林怡君", "=HYPERLINK(1)").code == 0
    influence("--project", project, "shortlist", "-k", 2, "--csv", tmp_path / "h.csv", "--preset", "hubspot")
    text = (tmp_path / "h.csv").read_text("utf-8")
    assert "'=HYPERLINK(1)" in text
    assert not text.startswith("\ufeff")


def test_the_command_in_the_files_can_be_typed_again(influence, project, tmp_path):
    away = tmp_path / "away list.txt"
    away.write_text("Bo Talker\n", "utf-8")
    influence("--project", project, "shortlist", "-k", 2, "--window", 400, "--exclude", away, "--csv", tmp_path / "t.csv")
    typed = json.loads((tmp_path / "t.meta.json").read_text("utf-8"))["command"]
    assert typed == f"influence shortlist -k 2 --window 400.0 --exclude '{away}'"


def test_the_manager_own_words_stand_in_the_table(influence, project, tmp_path):
    assert influence("--project", project, "people", "status", "Ann Lee", "contacted").code == 0
    assert influence("--project", project, "people", "note", "Ann Lee", "likes green").code == 0
    assert influence("--project", project, "shortlist", "-k", 2, "--full", "--csv", tmp_path / "t.csv").code == 0
    first = next(row for row in table(tmp_path / "t.csv") if row["name"] == "Ann Lee")
    assert (first["status"], first["notes"]) == ("contacted", "likes green")


@pytest.mark.parametrize("ending", ["gexf", "graphml", "json"])
def test_the_graph_is_written_in_the_format_of_its_ending(influence, project, tmp_path, ending):
    path = tmp_path / f"graph.{ending}"
    done = influence("--project", project, "export", path)
    assert done.code == 0
    assert "edges" in done.err
    if ending == "graphml":
        assert igraph.Graph.Read_GraphML(str(path)).vcount() > 15
    elif ending == "json":
        assert len(json.loads(path.read_text("utf-8"))["nodes"]) > 15
    else:
        etree.parse(str(path))


def test_csv_gives_two_tables(influence, project, tmp_path):
    assert influence("--project", project, "export", tmp_path / "graph.csv").code == 0
    assert len(table(tmp_path / "graph.nodes.csv")) > 15
    assert {"Source", "Target", "Weight"} <= set(table(tmp_path / "graph.edges.csv")[0])


def test_a_pseudonymised_graph_names_nobody(influence, project, tmp_path):
    assert influence("--project", project, "export", tmp_path / "g.gexf", "--pseudonymise").code == 0
    text = (tmp_path / "g.gexf").read_text("utf-8")
    for telling in ("Ann", "林怡君", "circle.example", "Talker"):
        assert telling not in text


def test_light_edges_can_be_left_out(influence, project, tmp_path):
    influence("--project", project, "export", tmp_path / "a.json")
    influence("--project", project, "export", tmp_path / "b.json", "--min-weight", 2)
    edges = [len(json.loads((tmp_path / name).read_text("utf-8"))["edges"]) for name in ("a.json", "b.json")]
    assert 0 < edges[1] < edges[0]


def test_sizes_of_the_people_shown_span_what_gephi_leaves_alone(influence, project, tmp_path):
    influence("--project", project, "export", tmp_path / "a.json")
    sizes = [node["size"] for node in json.loads((tmp_path / "a.json").read_text("utf-8"))["nodes"]]
    assert (min(sizes), max(sizes)) == (4.0, 100.0)


def test_an_unknown_ending_is_wrong_use(influence, project, tmp_path):
    done = influence("--project", project, "export", tmp_path / "graph.docx")
    assert done.code == 2
    assert ".gexf" in done.err


def test_the_report_says_whom_to_write_to_first(influence, project, tmp_path):
    assert influence("--project", project, "report", tmp_path / "r.html", "-k", 2).code == 0
    page = html.parse(str(tmp_path / "r.html")).getroot()
    told = page.xpath("//ul[@class='findings']")[0].text_content()
    assert "Write first to Ann Lee, who moved 9 different people" in told
    assert "to win back" not in told
    assert re.search(r"\d+ left out, each with the reason below\.", told)
    assert page.xpath("//h1")[0].text_content() == "Whose word makes others act for Snipwell"


def test_a_report_restricted_to_a_topic_says_so(influence, project, tmp_path):
    assert influence("--project", project, "report", tmp_path / "r.html", "-k", 1, "--topic", "paper").code == 0
    assert "about paper" in html.parse(str(tmp_path / "r.html")).getroot().xpath("//h1")[0].text_content()


def test_the_post_to_open_with_is_a_fresh_one_with_its_date(influence, project):
    until = json.loads(influence("--project", project, "explain", "Ann Lee", "--json").out)["window"]["until"][:10]
    told = json.loads(influence("--project", project, "explain", "Ann Lee", "--dossier", "--json").out)["dossier"]
    day = told["opener"][0]["text"][:10]
    assert (date.fromisoformat(until) - date.fromisoformat(day)).days <= 60
    assert told["opener"][0]["url"].startswith("https://circle.example/post/")
    old = json.loads(influence("--project", project, "explain", "Star Gone", "--dossier", "--json").out)["dossier"]
    assert "No post of the last year was seen" in old["opener"][0]["text"]


def test_a_dossier_is_one_page_of_text_or_a_file(influence, project, tmp_path):
    done = influence("--project", project, "explain", "Ann Lee", "--dossier")
    assert done.code == 0
    assert len(done.out.splitlines()) < 60
    for words in ("How to reach them", "The post to open with", "What not to do", "Answered most by Paper reader"):
        assert words in done.out
    assert influence("--project", project, "explain", "林怡君", "--html", tmp_path / "d.html").code == 0
    assert "林怡君" in html.parse(str(tmp_path / "d.html")).getroot().xpath("//h1")[0].text_content()


def test_a_critic_dossier_says_so_first_and_their_fit_is_not_shown(influence, tmp_path):
    rows = []
    for day in range(1, 10):
        rows.append({"author": "Ann", "time": f"2026-01-0{day}T08:00:00Z", "text": "My Snipwell shears broke.", "title": f"Paper {day}",
                     "url": f"https://ann.example/{day}", "id": f"p{day}", "in_reply_to": "", "place": "ann.example"})
        rows += [{"author": who, "time": f"2026-01-0{day}T1{hour}:00:00Z", "text": "Oh no", "title": "", "url": f"https://ann.example/{day}#{hour}",
                  "id": f"q{day}{hour}", "in_reply_to": f"p{day}", "place": "ann.example"} for hour, who in enumerate(("Bo", "Cy", "Di"))]
    (tmp_path / "posts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    folder = tmp_path / "made"
    influence("init", folder, "--brand", "Snipwell")
    settings = folder / "influence.toml"
    settings.write_text(settings.read_text("utf-8").replace("# critics = []", 'critics = ["Ann"]'), "utf-8")
    influence("--project", folder, "load", tmp_path / "posts.jsonl")
    told = json.loads(influence("--project", folder, "explain", "Ann", "--dossier", "--json").out)
    assert next(iter(told["dossier"])) == "answer"
    assert "named as a critic" in told["dossier"]["answer"][0]["text"]
    assert "My Snipwell shears broke." in told["dossier"]["answer"][1]["text"]
    assert "opener" not in told["dossier"]
    assert told["people"][0]["fit"] is None


def test_no_project_here_is_said_with_what_to_do(influence, tmp_path):
    done = influence("--project", tmp_path / "none", "report", tmp_path / "r.html")
    assert done.code == 3
    assert "influence init" in done.err


@pytest.mark.parametrize(("options", "words"), [
    (["--language", "fr"], "nobody who may be proposed writes in 'fr'"),
    (["--country", "tw"], "nobody who may be proposed has a site whose address tells 'TW'"),
])
def test_a_rule_that_leaves_nobody_says_what_there_is(influence, project, options, words):
    done = influence("--project", project, "shortlist", *options)
    assert done.code == 4
    assert words in done.err
    assert "there are: " in done.err


def test_a_budget_that_pays_for_nobody_says_what_the_cheapest_costs(influence, project, tmp_path):
    (tmp_path / "fees.csv").write_text("person,cost\nAnn Lee,100\n林怡君,30\n", "utf-8")
    done = influence("--project", project, "shortlist", "--cost", tmp_path / "fees.csv", "--budget", 5)
    assert done.code == 4
    assert "the cheapest who may be proposed costs 30" in done.err


def test_people_without_a_cost_are_named_with_what_they_were_taken_at(influence, project, tmp_path):
    (tmp_path / "fees.csv").write_text("person,cost\nAnn Lee,100\n", "utf-8")
    done = influence("--project", project, "shortlist", "-k", 2, "--cost", tmp_path / "fees.csv", "--budget", 250)
    assert "The team costs 200; not in the table, so taken at its median of 100: 林怡君" in done.err


@pytest.mark.parametrize("unit", ["accounts", "sites"])
def test_a_graph_may_be_of_accounts_or_of_sites(influence, tmp_path, unit):
    rows = ["id,author,time,in_reply_to,title,url,place"]
    for day in range(1, 9):
        rows += [f"p{day},https://ann.example/,2026-01-0{day}T08:00:00Z,,Post {day},https://ann.example/{day},ann.example",
                 f"q{day},https://forum.example/user/7,2026-01-0{day}T09:00:00Z,p{day},,https://forum.example/t/{day},forum.example"]
    (tmp_path / "posts.csv").write_text("\n".join(rows) + "\n", "utf-8")
    folder = tmp_path / "made"
    assert influence("init", folder, "--brand", "Snipwell").code == 0
    assert influence("--project", folder, "load", tmp_path / "posts.csv").code == 0
    done = influence("--project", folder, "export", tmp_path / "g.json", "--of", unit)
    assert done.code == 0
    assert f"2 of 2 {unit} (those who acted or were acted on), 1 edges" in done.err
    graph = json.loads((tmp_path / "g.json").read_text("utf-8"))
    label = {node["id"]: node["label"] for node in graph["nodes"]}
    ends = [(label[edge["source"]], label[edge["target"]]) for edge in graph["edges"]]
    expected = ("forum.example", "ann.example") if unit == "sites" else ("https://forum.example/user/7", "https://ann.example/")
    assert ends == [expected]
    assert {one[0] for one in label} == {unit[0]}


def test_a_dossier_quotes_what_somebody_said_about_the_brand(influence, tmp_path):
    said = "I love my Snipwell scissors!"
    rows = [{"id": f"p{day}", "author": "https://ann.example/", "time": f"2026-01-0{day}T08:00:00Z", "text": said, "title": f"Paper {day}",
             "url": f"https://ann.example/{day}", "place": "ann.example"} for day in range(1, 7)]
    rows += [{"id": f"q{day}", "author": "https://bo.example/", "time": f"2026-01-0{day}T09:00:00Z", "text": "How nice", "in_reply_to": f"p{day}",
              "url": f"https://ann.example/{day}#c", "place": "ann.example"} for day in range(1, 7)]
    (tmp_path / "posts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    folder = tmp_path / "made"
    influence("init", folder, "--brand", "Snipwell")
    influence("--project", folder, "load", tmp_path / "posts.jsonl")
    brand = json.loads(influence("--project", folder, "explain", "https://ann.example/", "--dossier", "--json").out)["dossier"]["brand"]
    assert brand[0] == {"text": f"2026-01-06, on Snipwell, praise: {said}", "url": "https://ann.example/6"}


def test_the_first_proof_is_of_the_last_ninety_days_where_there_is_one(influence, project):
    opened = json.loads(influence("--project", project, "explain", "Ann Lee", "--json").out)
    until = date.fromisoformat(opened["window"]["until"][:10])
    day = {receipt["url"]: receipt["date"] for receipt in opened["receipts"]}
    first = day[opened["people"][0]["evidence_1"]]
    assert (until - date.fromisoformat(first[:10])).days <= 90
