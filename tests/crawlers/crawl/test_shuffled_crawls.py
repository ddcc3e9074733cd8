"""The same web in another order gives the same files, to the byte."""

import itertools

import pytest
from click.testing import CliRunner

from crawlers.decide import CrawlLimits
from influence.cli.app import influence

WORDS = ("Paper and scissors and glue make a fine afternoon, said everybody at the table. ", "Wool keeps the evenings warm. ",
         "今天我們來談談手工剪紙的經驗，大家都說很好用，下次還要再來。")
NAMES = ("Ann Lee", "Bo Fox", "林怡君", "Dora Quill")
POSTS = 6


def comment(number, name, home, text):
    return (f'<li class="comment" id="comment-{number}"><div class="comment-author vcard"><cite class="fn"><a class="url" href="{home}">'
            f'{name}</a></cite></div><time datetime="2024-05-{number % 20 + 3:02}T09:00:00+00:00">x</time><div class="comment-content">'
            f"<p>{text}</p></div></li>")


def article(title, author, day, body, comments):
    return (f'<html><head><title>{title}</title><meta name="author" content="{author}"></head><body><article><h1>{title}</h1>'
            f'<time datetime="2024-05-{day:02}T10:00:00Z">x</time><p>{body}</p></article><ol class="comment-list">{comments}</ol>'
            "</body></html>")


@pytest.fixture
def town(new_web):
    """Four blogs that link to one another, comment on one another, and tell some things twice, in feeds and in pages."""
    webs = [new_web() for _ in NAMES]
    path = "/2024/05/essay-number-{}-here/".format
    for own, (web, name) in enumerate(zip(webs, NAMES, strict=True)):
        links = [path(number) for number in range(POSTS)]
        web.page("/", "".join(f'<a href="{link}">essay</a>' for link in links) + '<a href="/about/">about me</a>')
        web.page("/about/", article(f"About {name}", name, 1, WORDS[0] * 5, ""))
        web.feed("/feed/", *(web.url(link) for link in links[:3]))
        for number, link in enumerate(links):
            other = (own + number + 1) % len(webs)
            body = f'{WORDS[number % 3] * 8}<a href="{webs[other].url(path((number * 5) % POSTS))}">{NAMES[other]}</a>'
            said = "".join(comment(10 * number + at, NAMES[who], webs[who].url("/"), f"Lovely {at}. {WORDS[at % 3]}")
                           for at, who in enumerate(who for who in range(len(webs)) if who != own))
            web.page(link, article(f"Essay {number} of {name}", name, 1 + number * 3 + own, body, said))
    return webs


def exported(folder):
    """Return the bytes of what the commands write of a project."""
    files = {}
    for name, command in (("graph.gexf", "export"), ("graph.csv", "export"), ("graph.graphml", "export"), ("people.csv", "rank --all --csv"),
                          ("people.json", "rank --all --json"), ("full.csv", "rank --all --full --csv")):
        arguments = ["--project", str(folder), *command.split()]
        target = folder / name
        result = CliRunner().invoke(influence, [*arguments, *([] if name.endswith(".json") else [str(target)])], standalone_mode=False)
        assert result.exception is None, (name, result.exception)
        files[name] = result.stdout.encode() if name.endswith(".json") else b""
    return files | {path.name: path.read_bytes() for path in sorted(folder.glob("*.*"))
                    if path.suffix in (".gexf", ".csv", ".graphml")}


def test_a_crawl_in_another_order_exports_the_same_bytes(town, tmp_path, runner_of):
    sources = [web.url(path) for web in town for path in ("/", "/feed/")]
    orders = (sources, sources[::-1], sources[3:] + sources[:3])
    found = []
    for number, (order, workers) in enumerate(zip(orders, (1, 8, 3), strict=True)):
        folder = tmp_path / f"p{number}"
        runner_of(folder, town[0]).crawl(*order, allowed=frozenset(web.endpoint for web in town), limits=CrawlLimits(
            delay_s=0.0, hops=1, workers=workers, patience_s=0.0))
        found.append(exported(folder))
    assert set(found[0]) >= {"graph.gexf", "people.csv", "full.csv", "people.json"}
    assert len(found[0]["graph.gexf"]) > 2000
    for one, other in itertools.pairwise(found):
        assert [name for name in one if one[name] != other[name]] == []
