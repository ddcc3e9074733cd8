"""Mentions and stances in the shared community beside its truth; skipped where it is not beside the project."""

import json
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from influence.listening.heard import Listening, heard
from influence.listening.stance import stances
from influence.model.brand import Brand
from influence.model.columns import ActivityColumns, Columns, PostColumns
from influence.model.heard import FIRST_HAND, SPONSORED, TONES, Heard, Tone
from influence.model.person import People, Person

SHARED = Path(__file__).parents[4] / "shared" / "realservers" / "_scenario"
#: Links, people named and the like stand in the texts as [[kind:target|words]].
MARK = re.compile(r"\[\[[^|\]]*\|?([^\]]*)\]\]|@@(\w+)@@")
SIGN = {"positive": Tone.PRAISE, "negative": Tone.COMPLAINT, "neutral": Tone.NEUTRAL}


@pytest.fixture(scope="module")
def told():
    """Return what was heard, what is true of each (post, brand), and names, brands and texts."""
    if not (SHARED / "scenario.json").exists():
        pytest.skip(f"{SHARED} is not there: the shared community is kept beside the project")
    world = json.loads((SHARED / "scenario.json").read_text("utf-8"))
    truth = json.loads((SHARED / "truth_all.json").read_text("utf-8"))
    people = sorted(person["id"] for person in world["people"])
    items = world["items"]
    code = {item["id"]: at for at, item in enumerate(items)}
    posts = PostColumns(
        key=np.arange(len(items)), author=np.array([people.index(item["author"]) for item in items], np.int32),
        time=np.array([int(datetime.fromisoformat(item["date"].replace("Z", "+00:00")).timestamp()) for item in items]),
        site=np.zeros(len(items), np.int32), kind=np.zeros(len(items), np.int8),
        thread=np.array([code[item.get("root") or item["id"]] for item in items], np.int32),
        flags=np.zeros(len(items), np.uint8))
    nothing = ActivityColumns(**dict.fromkeys(ActivityColumns.__slots__, np.zeros(0, np.int64)))
    columns = Columns(accounts=people, sites=["x"], items=[], posts=posts, activities=nothing)
    known = People(persons=tuple(Person(id=f"p_{name}", name=name, accounts=(name,)) for name in people),
                   of_account=np.arange(len(people), dtype=np.int32))
    brands = tuple(
        Brand(name=one["names"][0], aliases=(one["name"], *one["names"][1:]), domains=(f"{one['key']}.example",))
        for one in (world["brand"], *world["rivals"]))
    texts = [(item.get("title") or "", (), MARK.sub(r"\1\2", "\n".join(item["body"]))) for item in items]
    found = heard(columns, known, texts, Listening(brands=brands))
    keys = [world["brand"]["key"], *(one["key"] for one in world["rivals"])]
    true = {(code[item["id"]], keys.index(one["brand"])): SIGN[one["stance"]]
            for item in truth["items"] for one in item["brands"]}
    return found, true, brands, texts, posts


def test_brand_mentions_are_those_of_the_truth(told):
    found, true, brands, texts, _ = told
    # The truth lists what was planted as an opinion; crowd replies that name a brand letter by letter are mentions too.
    named = {(at, brand) for at, (title, _, text) in enumerate(texts) for brand, one in enumerate(brands)
             if any(name in f"{title} {text}" for name in (one.name, *one.aliases))}
    replies = {(at, brand) for at, brand in named if texts[at][0].startswith("Re:")}
    wanted = (set(true) | named) - replies
    got = set(zip(found.post.tolist(), found.brand.tolist(), strict=True))
    assert 2 * len(got & wanted) / (len(got) + len(wanted)) >= 0.98


def test_signs_agree_where_they_are_told(told):
    found, true, *_ = told
    right = wrong = 0
    by_post = defaultdict(set)
    for post, brand, tone in zip(found.post.tolist(), found.brand.tolist(), found.tone.tolist(), strict=True):
        by_post[post, brand].add(TONES[tone])
    for key, tone in true.items():
        sides = by_post[key] & {Tone.PRAISE, Tone.COMPLAINT}
        if sides and tone is not Tone.NEUTRAL:
            right += sides == {tone}
            wrong += sides != {tone}
    assert right + wrong >= 95
    assert right / (right + wrong) >= 0.98


def test_stances_of_people_are_those_of_the_truth(told):
    found, true, brands, texts, posts = told
    own = {int(post) for post, flags in zip(found.post, found.flags, strict=True) if flags & FIRST_HAND}
    paid = {int(post) for post, flags in zip(found.post, found.flags, strict=True) if flags & SPONSORED}
    crowd = {(int(post), int(brand)): Tone.NEUTRAL for post, brand in zip(found.post, found.brand, strict=True)
             if (int(post), int(brand)) not in true}
    rows = sorted((int(posts.time[post]), post, brand, tone) for (post, brand), tone in (true | crowd).items())
    count = len(rows)
    planted = Heard(
        brands=brands, aspects=(), post=np.array([row[1] for row in rows], np.int32),
        person=posts.author[[row[1] for row in rows]], site=np.zeros(count, np.int32),
        time=np.array([row[0] for row in rows]), brand=np.array([row[2] for row in rows], np.int16),
        tone=np.array([TONES.index(row[3]) for row in rows], np.int8), aspect=np.full(count, -1, np.int8),
        flags=np.array([(FIRST_HAND if row[1] in own else 0) | (SPONSORED if row[1] in paid else 0) for row in rows],
                       np.uint8), sentences=[""] * count)
    wanted, got = stances(planted), stances(found)
    right = [key for key, held in wanted.items() if key in got and got[key].stance is held.stance]
    wrong = [(key, held.stance, got[key].stance if key in got else None) for key, held in wanted.items()
             if key not in right]
    assert len(wanted) >= 30
    assert len(right) / len(wanted) >= 0.95, wrong
    assert len(texts) == len(posts)
