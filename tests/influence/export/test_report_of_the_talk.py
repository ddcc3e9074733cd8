"""What the report says of the talk about the brand."""

import json
import re

import pytest
from lxml import html

from influence.export.report import Report, write_report
from influence.export.report.listened import AllyLine, BrandVoice, Listened, QuestionLine

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"


def a_report(**given):
    return Report(**{
        "about": "", "since": "2025-01-01", "until": "2026-06-30", "brand": "Snipwell", "command": "influence report r.html",
        "counts": {"sites": 3, "posts": 40, "people": 9, "acts": 120}, "findings": (), "cards": (), "dots": (), "ties": (),
        "circles": (), "repair": (), "left_out": (), "limits": (), "settings": (), **given})


def the_talk(words="The blade is blunt.", url="https://bench.example/p?a=1&b=2"):
    question = QuestionLine(people=6, day="2026-04-01", name=words, sentence=words, url=url)
    return Listened(
        sentences=("Six people ask for a left-handed cutter.",),
        voices=(BrandVoice(name="Snipwell", posts=12, share=0.756, driven_share=0.2, praises=5, complaints=3),
                BrandVoice(name="Kerfcut", posts=0, share=None, driven_share=None, praises=0, complaints=0)),
        allies=tuple(AllyLine(name=words, turn=turn, day="2026-03-01", answered=answered, won_back="2026-05-01",
                              sentence=words, url=url)
                     for turn, answered in (("turned", ""), ("turned", "2026-03-04"), ("stopped", ""), ("repaired", ""))),
        needs=(question,), waiting=(question,))


def page(tmp_path, report):
    write_report(tmp_path / "r.html", report)
    return (tmp_path / "r.html").read_text("utf-8")


def test_voice_allies_and_questions_stand_in_this_order(tmp_path):
    text = page(tmp_path, a_report(listened=the_talk()))
    places = [text.index(f'id="{name}"') for name in ("voice", "allies", "asked", "how")]
    assert places == sorted(places)
    words = html.fromstring(text).text_content()
    assert "76 %" in words
    assert "20 %" in words
    assert "turned away on 2026-03-01, not answered" in words
    assert "turned away on 2026-03-01, answered on 2026-03-04" in words
    assert "complained on 2026-03-01, won back on 2026-05-01" in words
    assert "6 people." in words


def test_without_talk_or_with_little_the_sections_are_left_out(tmp_path):
    assert 'id="voice"' not in page(tmp_path, a_report())
    silent = Listened(sentences=("Little.",), voices=(), allies=(), needs=(), waiting=())
    text = page(tmp_path, a_report(listened=silent))
    assert 'id="voice"' in text
    assert 'id="allies"' not in text
    assert 'id="asked"' not in text


def test_nothing_that_people_wrote_runs(tmp_path):
    text = page(tmp_path, a_report(listened=the_talk(HOSTILE, "javascript:alert(1)")))
    assert text.count("<script") == 1
    assert "<img" not in text
    assert "javascript:" not in text
    assert "{{ 7*7 }}" in html.fromstring(text).text_content()


def test_chinese_headings(tmp_path):
    words = html.fromstring(page(tmp_path, a_report(listened=the_talk(), language="zh-TW"))).text_content()
    assert "聲量與口碑" in words
    assert "尚未回應" in words
    assert not re.search(r"\{(day|won|people)\}", words)


def test_the_talk_stays_small(tmp_path):
    talk = the_talk("A sentence of about two hundred letters. " * 5)
    full = Listened(sentences=talk.sentences * 3, voices=talk.voices * 3, allies=talk.allies * 2 + talk.allies[:2],
                    needs=talk.needs * 6, waiting=talk.waiting * 10)
    bare, told = (len(page(tmp_path, a_report(listened=one)).encode()) for one in (None, full))
    assert told - bare < 20_000


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_a_project_with_a_brand_gets_the_sections(influence_of_bench, language):
    text = influence_of_bench(language)
    assert 'id="voice"' in text
    assert "Snipwell" in text


@pytest.fixture
def influence_of_bench(tmp_path):
    """Return a function that makes a small project and returns its report."""
    from influence.cli.app import main

    def run(language):
        rows = [{"id": f"m{at}", "author": f"Writer {at % 7}", "time": f"2025-{1 + at // 20:02}-{1 + at % 20:02}",
                 "in_reply_to": f"m{at - at % 5}" if at % 5 else "", "text": "I love my Snipwell shears."} for at in range(120)]
        table = tmp_path / "talk.jsonl"
        table.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        folder = tmp_path / "bench"
        for arguments in (["init", folder, "--brand", "Snipwell"], ["--project", folder, "load", table, "--format", "posts"]):
            with pytest.raises(SystemExit):
                main([str(one) for one in arguments])
        settings = folder / "influence.toml"
        settings.write_text(settings.read_text("utf-8").replace('# report_language = "en"', f'report_language = "{language}"'),
                            "utf-8")
        with pytest.raises(SystemExit) as ended:
            main(["--project", str(folder), "report", str(tmp_path / "made.html")])
        assert ended.value.code in (0, None)
        return (tmp_path / "made.html").read_text("utf-8")

    return run
