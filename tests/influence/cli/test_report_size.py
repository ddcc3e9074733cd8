"""A report of many people stays small enough to mail."""

import random
from datetime import UTC, datetime, timedelta

from lxml import html


def test_a_report_of_twenty_five_people_is_under_120_kilobytes(influence, tmp_path):
    draw = random.Random(7)
    names = [f"Person Number {n}" if n % 2 else f"創作者{n}" for n in range(25)]
    rows = ["id,author,time,in_reply_to,title,text,url,place"]
    start = datetime(2025, 7, 1, tzinfo=UTC)
    for day in range(0, 360, 30):
        for at, name in enumerate(names):
            moment = start + timedelta(days=day, hours=at)
            post = f"{at}-{day}"
            said = f"What I made of paper on day {day} and I love my Snipwell knife for it"
            rows.append(f"{post},{name},{moment.isoformat()},,{said},{said},https://place{at}.example/2025/{day}/what-i-made-of-paper,place{at}")
            for other in draw.sample(names, 6):
                if other != name:
                    later = moment + timedelta(days=draw.uniform(0.1, 4))
                    words = f"Lovely; my own turned out quite well too: see {draw.random()} millimetres"
                    rows.append(f"{post}-{other},{other},{later.isoformat()},{post},,{words},https://place{at}.example/2025/{day}/c{names.index(other)},place{at}")
    (tmp_path / "posts.csv").write_text("\n".join(rows) + "\n", "utf-8")
    folder = tmp_path / "made"
    assert influence("init", folder, "--brand", "Snipwell", "--topic", "paper").code == 0
    assert influence("--project", folder, "load", tmp_path / "posts.csv").code == 0
    assert influence("--project", folder, "report", tmp_path / "r.html", "-k", 25).code == 0
    assert len(html.parse(str(tmp_path / "r.html")).getroot().xpath("//article")) == 25
    assert (tmp_path / "r.html").stat().st_size < 120_000
