"""The shared community with a known critic, need, celebrity and ring; skipped where it is not beside the project."""

import csv
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from influence.cli import findings, pipeline
from influence.cli.app import main
from influence.cli.hearing import hearing
from influence.listening.allies import Turn
from influence.listening.voice import voices
from influence.store.project import Project

SHARED = Path(__file__).parents[4] / "shared" / "realservers" / "_scenario"
LINK = re.compile(r"\[\[[^|\]]*\|([^\]]*)\]\]")


def posts(world, names):
    """Yield the rows of a table of posts from the scenario's items."""
    for item in world["items"]:
        root = item.get("root") or item["id"]
        yield {"id": item["id"], "author": names[item["author"]], "time": item["date"],
               "in_reply_to": item.get("parent") or item.get("root") or "", "thread": root, "title": item.get("title") or "",
               "text": "\n".join(LINK.sub(r"\1", part) for part in item["body"]), "place": f"{item['site']}.example",
               "url": f"https://{item['site']}.example/{item['id']}"}


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    path = SHARED / "scenario.json"
    if not path.exists():
        pytest.skip(f"{path} is not there: the shared community is kept beside the project")
    world = json.loads(path.read_text("utf-8"))
    same = {code for pair in world["same_name"] for code in pair[1:]}
    names = {one["id"]: one["name"] + " (2)" * (one["id"] in same) for one in world["people"]}
    base = tmp_path_factory.mktemp("scenario")
    rows = list(posts(world, names))
    with (base / "posts.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    folder, brand = base / "world", world["brand"]
    aliases = [part for alias in brand["names"] for part in ("--alias", alias)]
    topics = [part for word in ("scissors", "shears", "剪刀") for part in ("--topic", word)]
    for arguments in (["init", str(folder), "--brand", brand["names"][0], *aliases, *topics, "--rival",
                       world["rivals"][0]["name"]], ["--project", str(folder), "load", str(base / "posts.csv")]):
        with pytest.raises(SystemExit):
            main(arguments)
    settings = folder / "influence.toml"
    settings.write_text(settings.read_text("utf-8").replace("# staff = []", f'staff = ["{names["brandrep"]}"]'), "utf-8")
    with Project.open(folder) as project:
        made = hearing(pipeline.world(project), pipeline.Question())
        yield made, names


def test_the_complaint_wave_is_told_before_its_fifth_complainer(heard):
    made, names = heard
    (alarm,) = findings.alarms(made)
    assert alarm.people_then < 5
    assert alarm.raised - alarm.began < 86_400
    assert made.name(alarm.first) == made.name(alarm.carrier) == names["jarrett"]
    assert alarm.people >= 8


def test_the_critic_is_won_back_after_an_answer_and_others_had_followed_him(heard):
    made, names = heard
    found = {made.name(one.person): one for one in findings.allies(made)}
    critic = found[names["jarrett"]]
    assert critic.turn is Turn.REPAIRED
    assert datetime.fromtimestamp(critic.answered, UTC).date().isoformat() == "2024-12-07"
    followers = {made.name(person) for person in critic.followers}
    assert len(followers & {names[code] for code in ("klaus", "pete", "sam", "barry", "amylin", "oskar", "rosa", "lucia")}) >= 6
    assert not any(one.turn is Turn.TURNED and made.name(one.person) == names["jarrett"] for one in found.values())


def test_the_unmet_need_is_the_left_hand_in_both_languages(heard):
    made, _ = heard
    english, chinese = findings.asked(made).needs[:2]
    assert english.words[0] == "left-handed"
    assert chinese.words[0].startswith("左")
    assert len(english.people) >= 7
    assert len(chinese.people) >= 5
    assert english.answers == chinese.answers == ()


def test_ring_and_spam_have_no_voice_and_gifts_stand_apart(heard):
    made, names = heard
    ring = {made.name(int(code)) for code in np.flatnonzero(made.who.ring)}
    assert ring == {names[code] for code in ("dealhive", "couponnest", "craftbargainz", "tehui")}
    spoke = {made.name(int(code)) for code in np.unique(made.heard.person[made.rows])}
    assert spoke.isdisjoint(ring | {names["brandrep"]})
    talk = findings.need_voice(made)
    assert talk.people <= len(names) - len(ring) - 1


def test_the_silent_celebrity_drives_nothing_for_the_brand(heard):
    made, names = heard
    mentions = np.unique(made.heard.post[made.heard.brand == 0])
    by = {name: sum(made.caused[post] for post in mentions.tolist() if made.name(int(made.author[post])) == name)
          for name in (names["vivian"], names["hannah"])}
    assert by[names["vivian"]] < by[names["hannah"]] / 4


def test_the_rivals_voice_is_heard_and_small(heard):
    made, _ = heard
    own, rival = voices(made.heard, made.rows, made.caused)
    assert own.share > 0.9
    assert 0 < rival.posts < 12
    assert rival.driven_share < 0.1
