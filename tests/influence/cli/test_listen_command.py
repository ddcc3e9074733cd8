"""`influence listen` on a small community whose talk is known, through the command line."""

import csv
import json
import random
from datetime import UTC, datetime, timedelta

import pytest

from influence.cli.app import main
from influence.cli.listen_rows import ALARMS, ALLIES, CHANGES, NEEDS, VOICE

START = datetime(2024, 1, 1, 9, tzinfo=UTC)
READERS = [f"Reader {number}" for number in range(12)]


def talk():
    """Return two years of posts: praise, a wave, an ally who turns, a need, a rival, a paid post, staff who answer."""
    draw = random.Random(3)
    rows = []

    def write(author, day, text, answers="", title=""):
        rows.append({"id": f"m{len(rows)}", "author": author, "time": (START + timedelta(days=day)).isoformat(),
                     "in_reply_to": answers, "text": text, "title": title, "place": "bench.example",
                     "url": f"https://bench.example/post/{len(rows)}", "language": "en"})
        return rows[-1]["id"]

    for day in range(0, 720, 9):
        post = write("Ann Lee", day, "A new fold for the weekend.", title=f"Folding {day}")
        for reader in draw.sample(READERS, 4):
            write(reader, day + draw.uniform(0.1, 2), "Lovely fold, thank you.", post)
    for day in (20, 60, 100):
        write("Joan Kett", day, "My Snipwell shears are wonderful and I love them.", title=f"Shears {day}")
    write("Joan Kett", 690, "My Snipwell shears broke after a month. I am very disappointed.", title="Enough of Snipwell")
    bad = write("Moss Hale", 600, "My Snipwell shears snapped at the hinge. Terrible.", title="My Snipwell shears broke")
    for at, reader in enumerate(READERS[:6]):
        write(reader, 600.2 + at / 5, "Same here, my Snipwell pair broke after a month. Terrible.", bad)
    write("Ellen Snipwell", 603, "We are sorry and replace every pair.", bad)
    need = write("Rosa Dell", 500, "Is there any good left-handed cutter?", title="Left hand")
    for reader in READERS[6:10]:
        write(reader, 501, "Left-handed here as well, nobody makes one.", need)
    write(READERS[0], 650, "The Kerfcut blade is great, I love my Kerfcut.", title="Another brand")
    write("Pia Paid", 655, "Disclosure: I received the Snipwell shears free of charge in exchange for a review. Great.", title="Gift")
    write(READERS[1], 700, "Which cutter should I get?", title="Shopping")
    return rows


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """Return the folder of a project into which the talk was loaded."""
    base = tmp_path_factory.mktemp("listening")
    rows, table = talk(), base / "talk.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    folder = base / "bench"
    for arguments in (["init", str(folder), "--brand", "Snipwell", "--rival", "Kerfcut", "--topic", "cutter",
                       "--topic", "shears"], ["--project", str(folder), "load", str(table)]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code in (0, None)
    settings = folder / "influence.toml"
    told = settings.read_text("utf-8").replace("# staff = []", 'staff = ["Ellen Snipwell"]')
    told = told.replace("# ratio_goal = 0.0", "ratio_goal = 0.1").replace('# goal_date = ""', 'goal_date = "2025-12-31"')
    settings.write_text(told, "utf-8")
    return folder


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_three_sentences_come_first_then_the_table(influence, bench):
    done = influence("--project", bench, "listen")
    assert done.code == 0, done.err
    head, _, rest = done.out.partition("\n\nbrand ")
    assert [line[:2] for line in head.splitlines()[2:]] == ["1.", "2.", "3."]
    assert "Joan Kett" in head
    assert "left-handed" in head
    assert "nobody of yours has answered" in head
    assert "Kerfcut" in rest
    assert "1 paid" in rest
    assert "Complaints for each praise:" in rest


def test_json_holds_voice_places_communities_and_the_goal(influence, bench):
    made = json.loads(influence("--project", bench, "listen", "--json").out)
    assert (made["schema_version"], made["command"]) == (1, "listen")
    assert len(made["sentences"]) == 3
    all_of = {row["brand"]: row for row in made["rows"] if row["part"] == "all"}
    assert round(sum(row["share"] for row in all_of.values()), 6) == 1
    assert all_of["Kerfcut"]["posts"] == 1
    assert all(set(row) == set(VOICE) for row in made["rows"])
    assert {row["part"] for row in made["rows"]} == {"all", "week", "place", "language", "community"}
    assert made["places"][0]["name"] == "bench.example"
    assert made["communities"]
    assert made["four_is"][0]["members"] > 0
    assert made["set_apart"]["Snipwell"]["sponsored"] == 1
    assert made["goal"]["goal"] == 0.1
    assert made["need"]["naming"]["Snipwell"] <= made["need"]["people"]


def test_the_wave_is_told_with_who_was_first(influence, bench, tmp_path):
    shown = influence("--project", bench, "listen", "alarms").out
    assert "First: Moss Hale" in shown
    influence("--project", bench, "listen", "alarms", "--csv", tmp_path / "alarms.csv")
    (wave,) = table(tmp_path / "alarms.csv")
    assert tuple(wave) == ALARMS
    assert (wave["people_then"], wave["people"], wave["began"]) == ("4", "7", "2025-08-23")
    assert wave["url"].startswith("https://bench.example/post/")


def test_allies_who_turned_with_reason_and_receipt(influence, bench, tmp_path):
    assert "Joan Kett" in influence("--project", bench, "listen", "allies").out
    influence("--project", bench, "listen", "allies", "--csv", tmp_path / "allies.csv")
    rows = table(tmp_path / "allies.csv")
    assert tuple(rows[0]) == ALLIES
    (joan,) = [row for row in rows if row["name"] == "Joan Kett"]
    assert (joan["turn"], joan["praises"], joan["answered"]) == ("turned", "3", "")


def test_needs_helpers_and_what_waits_work_without_a_brand_too(influence, bench, tmp_path):
    done = influence("--project", bench, "listen", "needs")
    assert "left-handed" in done.out
    assert "About to buy" in done.out
    assert "Waiting for an answer of yours" in done.out
    bare = tmp_path / "bare"
    influence("init", bare)
    influence("--project", bare, "load", bench.parent / "talk.csv")
    found = json.loads(influence("--project", bare, "listen", "needs", "--topic", "left-handed", "--json").out)
    assert all(set(row) == set(NEEDS) for row in found["rows"])
    (need,) = [row for row in found["rows"] if row["kind"] == "need"]
    assert (need["people"], need["answers"], need["first"]) == (5, 0, "Rosa Dell")
    refused = influence("--project", bare, "listen")
    assert (refused.code, refused.out) == (4, "")
    assert "no brand is set" in refused.err
    assert influence("--project", bare, "listen", "changes", "--since", "2025-06-01").code in (0, 4)


def test_an_answer_of_ones_own_in_the_thread_of_a_loaded_table_is_seen(influence, bench):
    rows = json.loads(influence("--project", bench, "listen", "needs", "--json").out)["answering"]
    assert (rows[0]["answered"], rows[0]["waiting"]) == (7, 1)


def test_what_waits_is_newest_first_and_says_how_much_there_is(influence, bench, tmp_path):
    folder = tmp_path / "nobody_answers"
    influence("init", folder, "--brand", "Snipwell")
    influence("--project", folder, "load", bench.parent / "talk.csv")
    done = influence("--project", folder, "listen", "needs", "-n", "2")
    waiting = done.out.partition("Waiting for an answer of yours (2 of ")[2]
    assert "newest first" in waiting.splitlines()[0]
    days = [line[:10] for line in waiting.splitlines()[2:4]]
    assert days[0].startswith("2025")
    assert days == sorted(days, reverse=True)
    assert "More with -n NUMBER" in done.out
    assert "More with" not in influence("--project", folder, "listen", "needs", "-n", "500").out


def test_a_topic_holds_for_what_waits_too(influence, bench):
    def kinds(*topics):
        done = influence("--project", bench, "listen", "needs", "--json", *topics)
        return [row["sentence"] for row in json.loads(done.out)["rows"] if row["kind"] == "unanswered"]

    assert kinds("--topic", "left-handed") == []
    assert kinds("--topic", "enough") == kinds() != []


def test_no_column_is_named_twice_and_audience_is_said_to_be_the_living_one(influence, bench):
    head = next(line for line in influence("--project", bench, "listen").out.splitlines() if line.startswith("brand "))
    assert ("share of posts" in head, "share of acts" in head) == (True, True)
    for part in (["allies"], ["changes", "--since", "2025-09-01"]):
        head = influence("--project", bench, "listen", *part).out.splitlines()[0]
        assert head.count("audience") == head.count("living audience") == 1


def test_a_plain_complaint_under_a_title_is_heard_waits_and_can_be_corrected(influence, tmp_path):
    folder, posts = tmp_path / "hinge", tmp_path / "posts.csv"
    rows = [("p1", "Ann Lee", "2025-05-01", "", "Snipwell: the hinge again", "It broke again. Do not buy."),
            ("p2", "Bea Orr", "2025-05-02", "p1", "", "Same here, mine broke."),
            ("p3", "Cy Moor", "2025-05-03", "p1", "", "I shall not buy them again.")]
    with posts.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("id", "author", "time", "in_reply_to", "title", "text"), *rows])
    influence("init", folder, "--brand", "Snipwell")
    influence("--project", folder, "load", posts)

    def complaints():
        return json.loads(influence("--project", folder, "listen", "--json").out)["rows"][0]["complaints"]

    assert complaints() == 3
    waiting = influence("--project", folder, "listen", "needs").out.partition("Waiting for an answer of yours (3 of 3")[2]
    assert "It broke again." in waiting
    done = influence("--project", folder, "listen", "correct", "It broke again.", "neutral")
    assert "this sentence stands in 1 post about Snipwell" in done.err
    assert complaints() == 0
    wrong = influence("--project", folder, "listen", "correct", "It broke agian", "complaint")
    assert (wrong.code, "It broke again." in wrong.err, "nothing was remembered" in wrong.err) == (4, True, True)
    strange = influence("--project", folder, "listen", "correct", "Zq", "complaint", "--brand", "snipwell")
    assert (strange.code, "listen needs --csv" in strange.err) == (4, True)
    rival = influence("--project", folder, "listen", "correct", "It broke again.", "complaint", "--brand", "Kerfcut")
    assert (rival.code, "neither your brand nor a rival" in rival.err) == (4, True)


def test_changes_since_a_day_have_receipts(influence, bench, tmp_path):
    influence("--project", bench, "listen", "changes", "--since", "2025-09-01", "--csv", tmp_path / "changes.csv")
    rows = table(tmp_path / "changes.csv")
    assert tuple(rows[0]) == CHANGES
    assert ("turned", "Joan Kett") in {(row["change"], row["name"]) for row in rows}
    assert ("newly_with_rival", "Kerfcut") in {(row["change"], row["brand"]) for row in rows}
    assert ("newly_sponsored", "Pia Paid") in {(row["change"], row["name"]) for row in rows}
    shown = influence("--project", bench, "listen", "changes", "--since", "2025-09-01").out
    assert "with rival Kerfcut" in shown


def test_the_same_call_gives_the_same_bytes(influence, bench, tmp_path):
    for name in ("one.csv", "two.csv"):
        influence("--project", bench, "listen", "--window", "365", "--csv", tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


@pytest.mark.parametrize(("options", "code", "said"), [
    (["--until", "2001-01-01"], 4, "nobody names Snipwell"), (["--since", "soon"], 2, "is no date"),
    (["changes"], 2, "--since"), (["alarms", "--since", "2025-10-15"], 4, "nothing out of the ordinary")])
def test_wrong_or_empty_questions_end_with_a_clear_line(influence, bench, options, code, said):
    done = influence("--project", bench, "listen", *options)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_nothing_read_yet_says_so(influence, tmp_path):
    influence("init", tmp_path / "new", "--brand", "Snipwell")
    done = influence("--project", tmp_path / "new", "listen")
    assert done.code == 4
    assert "nothing was heard yet" in done.err


def test_a_brand_hardly_named_is_said_to_be_so(influence, bench, tmp_path):
    folder = tmp_path / "little"
    influence("init", folder, "--brand", "Kerfcut")
    influence("--project", folder, "load", bench.parent / "talk.csv")
    done = influence("--project", folder, "listen")
    assert "Posts that name Kerfcut in this time: only 1, too few" in done.out


def test_a_tone_corrected_by_hand_wins(influence, bench, tmp_path):
    folder = tmp_path / "mine"
    influence("init", folder, "--brand", "Kerfcut")
    influence("--project", folder, "load", bench.parent / "talk.csv")
    before = json.loads(influence("--project", folder, "listen", "--json").out)["rows"][0]
    done = influence("--project", folder, "listen", "correct", "The Kerfcut blade is great, I love my Kerfcut.", "complaint")
    assert "Remembered" in done.err
    influence("--project", folder, "listen", "correct", "Another brand", "neutral")
    after = json.loads(influence("--project", folder, "listen", "--json").out)["rows"][0]
    assert (before["praises"], after["praises"], after["complaints"]) == (1, 0, 1)
    nobody = influence("init", tmp_path / "none")
    assert nobody.code == 0
    assert influence("--project", tmp_path / "none", "listen", "correct", "x", "praise").code == 4


def test_the_sentences_speak_chinese_too(influence, bench, tmp_path):
    from influence.cli import pipeline
    from influence.cli.hearing import hearing
    from influence.cli.news import news
    from influence.cli.weeks import week_of
    from influence.store.project import Project

    with Project.open(bench) as project:
        heard = hearing(pipeline.world(project), pipeline.Question())
        said = news(heard, week_of(heard), "zh-TW")
    assert "貴方尚未回應" in said[0]
    assert len(said) == 3
