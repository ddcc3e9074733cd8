"""The report: one file that calls nothing, says what it must, and runs nothing of what people wrote."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from lxml import html

from crawlers.records import ContactRule
from influence.export.dossier import Dossier, Opener, Saying
from influence.export.people_columns import COLUMNS
from influence.export.report import Card, Circle, Dot, Post, Report, Told, write_dossier, write_report
from influence.export.report.pictures import community_map, weeks_line
from influence.export.report.words import LANGUAGES, words
from influence.model.contact import Reach

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover=\"x\x00\u202e{{ 7*7 }}"


def a_card(number, name="Ann", **cells):
    known = {column.name: None for column in COLUMNS} | {
        "rank": number, "tier": "A", "person_id": f"p_{number}", "name": name, "site": "ann.example",
        "living_audience": 12.345678, "audience_low": 9.0, "audience_high": 15.0, "people_moved": 14, "action_rate": 1.25,
        "why": f"{name} moved 14 different people.", "community": "paper", "topics": ("paper", "scissors"), "warnings": (),
    }
    return Card(cells=known | cells, weeks=tuple(range(52)), responders=(("Ben", 0.9), (name, 0.4)), dossier=a_dossier(name),
                posts=(Post(day="2026-05-01", title=name, url="javascript:alert(1)", people=4, said=name, said_by="Ben"),
                       Post(day="2026-05-02", title="Paper", url="https://ann.example/p?a=1&b=2", people=3)))


def a_dossier(name="Ann", **given):
    return Dossier(**{
        "person_id": "p_1", "name": name, "site": "https://ann.example/", "tags": ("paper", name), "counted": (1, 2, 3),
        "answers": ((name, 4),), "posts": 9, "intro": (f"{name} > Kim",), "warnings": ("one_responder",),
        "opener": Opener(day="2026-06-20", title=name, url="javascript:alert(2)", people=3, fresh=True),
        "reach": Reach(value="ann@ann.example", source="https://ann.example/about", rule=ContactRule.NO_PITCH,
                       quote=f"No PR, {name}.", quote_page="https://ann.example/about"), **given})


def a_report(cards=None, **given):
    made = Report(
        about="paper", brand="Snipwell", since="2025-01-01", until="2026-06-30", counts={"sites": 3, "posts": 40, "people": 9, "acts": 120},
        command="influence report r.html", findings=("Three people cause half of all acts.",),
        cards=tuple(cards if cards is not None else [a_card(1), a_card(2, "林怡君", community="quilts")]),
        dots=(Dot(x=0, y=0, size=4, color=(0, 0, 0)), Dot(x=5, y=9, size=90, color=(1, 2, 3), name="Ann")),
        ties=((0, 0, 5, 9),), circles=(Circle(name="paper", people=2, color=(0, 0, 0)),),
        repair=(Told(name="Carl", reason="a critic"),), left_out=(Told(name="Shop", reason="an organisation"),),
        limits=("2 of 40 posts have no date.",), settings=(("half-life", "180 days"),))
    return replace(made, **given)


def written(tmp_path, report):
    write_report(tmp_path / "r.html", report)
    return (tmp_path / "r.html").read_text("utf-8")


def test_everything_is_in_the_file_in_the_agreed_order(tmp_path):
    text = written(tmp_path, a_report())
    order = ["Whose word", "Three people cause", 'id="people"', "Ann moved 14", "The circles", "Carl", "Shop", "How to read", "half-life"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_nothing_is_asked_of_any_server_and_only_our_own_script_may_run(tmp_path):
    text = written(tmp_path, a_report())
    page = html.document_fromstring(text)
    assert not page.xpath("//link | //img | //iframe | //script[@src]")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not page.xpath("//*[@style]")


def test_what_is_restricted_to_nothing_does_not_say_about(tmp_path):
    heads = [html.document_fromstring(written(tmp_path, a_report(about=about))).xpath("//h1")[0].text_content()
             for about in ("paper", "")]
    assert "about paper" in heads[0]
    assert "about" not in heads[1]
    assert "for Snipwell" in heads[1]


def test_a_card_says_how_to_reach_somebody_and_the_rest_is_folded(tmp_path):
    card = html.document_fromstring(written(tmp_path, a_report())).xpath("//article")[0]
    folded = card.xpath(".//details")[0].text_content()
    assert "ann@ann.example" in card.text_content()
    assert "They ask not to be pitched. “No PR, Ann.”" in card.text_content()
    assert "ann@ann.example" not in folded
    assert "Do not pitch" in folded
    assert "Ann > Kim could introduce you" in folded


def test_flags_are_told_in_words(tmp_path):
    card = a_card(1, warnings=("one_responder", "undated"))
    text = html.document_fromstring(written(tmp_path, a_report([card]))).text_content()
    assert "one person did much of the acting; some dates had to be worked out" in text
    assert "one_responder" not in text


def test_addresses_in_other_scripts_are_readable_and_nothing_else_is_decoded(tmp_path):
    posts = tuple(Post(day="", title="t", url=url, people=1) for url in (
        "https://ann.example/%E7%B4%99%E7%87%88/", "https://ann.example/%22%3E", "https://ann.example/%E2%80%AE", "https://ann.example/%E7%B4"))
    page = html.document_fromstring(written(tmp_path, a_report([replace(a_card(1), posts=posts)])))
    assert page.xpath("//article//blockquote/.. | //article//ul/li/a/@href")[-4:] == [
        "https://ann.example/紙燈/", "https://ann.example/%22%3E", "https://ann.example/%E2%80%AE", "https://ann.example/%E7%B4"]


def test_names_on_the_map_do_not_lie_over_one_another():
    dots = [Dot(x=at, y=at % 2, size=50, color=(0, 0, 0), name=f"Somebody {at}") for at in range(12)]
    dots += [Dot(x=500, y=500, size=4, color=(0, 0, 0)), Dot(x=0, y=0, size=9, color=(0, 0, 0), name="林怡君林怡君林怡君")]
    svg = html.fragment_fromstring(str(community_map(dots, [], "map")))
    labels = [(float(text.get("x")), float(text.get("y"))) for text in svg.xpath(".//text")]
    assert len(labels) == 13
    wide = 8 * len("Somebody 1")
    assert all(abs(x - u) >= wide or abs(y - v) >= 16 for at, (x, y) in enumerate(labels) for u, v in labels[:at])
    assert all(40 <= x <= 960 for x, _ in labels)


def test_the_line_of_weeks_passes_through_every_week():
    path = html.fragment_fromstring(str(weeks_line((0, 0, 3, 3, 0), "weeks"))).xpath(".//path")[0].get("d")
    assert path == "M0 34h4l4-30h4l4 30"


def test_a_dossier_is_a_page_of_its_own_that_runs_nothing(tmp_path):
    write_dossier(tmp_path / "d.html", a_dossier(HOSTILE), "zh-TW")
    page = html.document_fromstring((tmp_path / "d.html").read_text("utf-8"))
    assert not page.xpath("//script | //img | //*[@onerror] | //a[starts-with(@href, 'javascript')]")
    assert "不要做的事" in page.text_content()
    assert page.get("lang") == "zh-TW"


def test_hostile_names_and_addresses_do_nothing(tmp_path):
    text = written(tmp_path, a_report([a_card(1, HOSTILE)], findings=(HOSTILE,), left_out=(Told(name=HOSTILE, reason=HOSTILE),)))
    page = html.document_fromstring(text)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //*[@onerror] | //*[@onmouseover]")
    assert not page.xpath("//a[starts-with(@href, 'javascript')]")
    assert "49" not in "".join(page.xpath("//h3//text()"))
    assert "\u202e" not in "".join(page.xpath("//h3//text()"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_the_language_asked_for(tmp_path, language):
    page = html.document_fromstring(written(tmp_path, a_report(language=language)))
    assert page.get("lang") == language
    assert words(language)["how"] in page.text_content()


def test_a_language_we_do_not_have_is_english():
    assert words("xx") == words("en")


def test_every_sentence_is_there_in_every_language_with_the_same_gaps():
    for key, sentence in words("en").items():
        assert set(re.findall(r"{(\w+)}", sentence)) == set(re.findall(r"{(\w+)}", words("zh-TW")[key])), key


def test_controls_have_names_and_there_is_one_heading(tmp_path):
    page = html.document_fromstring(written(tmp_path, a_report()))
    assert len(page.xpath("//h1")) == 1
    assert all(control.getparent().tag == "label" for control in page.xpath("//input | //select"))
    assert all(svg.xpath("./title") or svg.get("aria-hidden") for svg in page.xpath("//svg"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for anchor in page.xpath("//a[starts-with(@href, '#')]/@href"):
        assert anchor[1:] in ids


def test_nobody_to_propose_is_said(tmp_path):
    assert words("en")["nobody"] in written(tmp_path, a_report([], dots=(), circles=()))


def test_columns_without_a_floor_are_not_shown(tmp_path):
    page = html.document_fromstring(written(tmp_path, a_report()))
    assert "Adds" not in [head.text_content() for head in page.xpath("//thead//th")]


def test_twenty_five_people_with_all_that_a_card_holds_stay_under_the_agreed_size(tmp_path):
    url = "https://somebody.example/blog/2026/05/%E7%B4%99%E7%87%88%E8%88%87%E6%8B%BC%E5%B8%83%E7%9A%84%E5%A4%8F%E5%A4%A9/"
    said = "I tried this on Wednesday and it worked the second time; the bit about the clamshell box saved me a whole sheet."
    posts = tuple(Post(day="2026-05-01", title="What a gate-fold invitation taught me (2)", url=url, people=9, said=said, said_by="Odile Farrow")
                  for _ in range(2))
    opener = Opener(day="2026-06-01", title="Three mistakes and a quilled wreath", url=url, people=7, fresh=True)
    full = a_dossier(
        newest=(opener,) * 3, opener=opener, answers=tuple((f"Person {n}", 12) for n in range(5)), paid=1, unsaid=1,
        sayings=(Saying(day="2026-06-01", brand="Snipwell", tone="praise", sentence=said, url=url),) * 4)
    cards = [replace(a_card(n, f"Person Number {n}", last_post="2026-06-30", overlaps_with=("Ann Lee", "Bo Talker"), substitute="Kim",
                            warnings=("one_responder",)), posts=posts, dossier=full,
                     responders=tuple((f"Person {n}", 0.9) for n in range(6))) for n in range(1, 26)]
    assert len(written(tmp_path, a_report(cards)).encode()) < 110_000  # the rest of 120 kB is for the map and what was heard
