"""Measure what is read from pages against what is true: precision and recall per system, beside other libraries.

    python benchmarks/extraction/measure.py                 the golden pages
    python benchmarks/extraction/measure.py --truth DIR     DIR/<system>/truth.jsonl, one JSON object a page
    python benchmarks/extraction/measure.py --gate          fail (6) below the floors of floors.json

A truth object has `file`, `address`, `kind`, and for a post `author`, `published`, `external_links`; `items` are its
comments or a thread's messages, each with `id`, `author`, `published`, `parent`, `external_links` (null: not known).
Figures: share of true posts found (recall), of found posts that are true (precision), F1 of authors, times that agree
to the precision of the truth, parents, F1 of body links; milliseconds of CPU a page.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawlers.encoding import decode
from crawlers.extract.document import sniffed
from crawlers.extract.registry import read
from crawlers.extract.sheet import as_object
from crawlers.records import Page, folded
from crawlers.urls import registrable_domain, try_canonical

HERE = Path(__file__).parent
GOLDEN = HERE.parents[1] / "tests" / "golden"
FLOORS = HERE / "floors.json"
FIGURES = ("recall", "precision", "author_f1", "time", "parent", "links_f1")
SEEN = datetime(2024, 6, 1, tzinfo=UTC)
_MINUTE = 60
#: A clock time without its zone may be a zone away from the truth: whole quarters of an hour, 14 hours at most.
_QUARTER, _WIDEST = 900, 14 * 3600
#: Later than any page of a truth set, so that none lies in the future.
LATEST = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page with what is true of it."""

    system: str
    page: Page
    posts: list[dict]


def golden() -> Iterator[Case]:
    """Yield the golden pages: what was agreed about them is the truth."""
    for path in sorted(GOLDEN.glob("*/*.json")):
        sources = (path.with_suffix(end) for end in (".html", ".xml", ".in"))
        source = next((each for each in sources if each.exists()), None)
        agreed = json.loads(path.read_text("utf-8"))
        if source is None or not isinstance(agreed, dict) or not agreed.get("posts"):
            continue
        text = source.read_text("utf-8")
        page = Page(agreed["url"], text, SEEN, media_type=sniffed(text))
        yield Case(system=path.parent.name, page=page, posts=agreed["posts"])


def stated(root: Path) -> Iterator[Case]:
    """Yield the pages of a truth set in the form described above."""
    for file in sorted(root.glob("*/truth.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            truth = json.loads(line)
            text = decode((root / truth["file"]).read_bytes()).text
            url = try_canonical(truth.get("address")) or "https://example.org/"
            page = Page(url, text, LATEST, media_type=sniffed(text))
            yield Case(system=truth["system"], page=page, posts=_posts(truth))


def _posts(truth: dict) -> list[dict]:
    posts = []
    if truth.get("kind") == "post":
        posts.append({"id": None, "author": truth.get("author"), "links": truth.get("external_links"),
                      "published": truth.get("published_time") or truth.get("published")})
    posts += [{"id": each.get("id"), "author": each.get("author"), "published": each.get("published"),
               "in_reply_to": each.get("parent"), "links": each.get("external_links")}
              for each in truth.get("items") or [] if not each.get("pingback")]
    return posts


def name_of(post: dict) -> str:
    """Return the writer's folded name or handle, empty for nobody."""
    author = post.get("author")
    author = (author.get("name") or author.get("handle")) if isinstance(author, dict) else author
    return folded(author or "")


def same_time(true: str | None, found: str | None) -> bool | None:
    """Return whether a time agrees to the precision of the truth; None where nothing is stated."""
    if not true:
        return None
    if not found:
        return False
    one, two = (datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (true, found))
    if len(true) <= 10:
        return one.date() == two.date()
    if one.tzinfo is not None and two.tzinfo is not None:
        return abs((one - two).total_seconds()) < _MINUTE
    apart = abs((one.replace(tzinfo=None) - two.replace(tzinfo=None)).total_seconds())
    off = apart % _QUARTER
    return apart < _MINUTE or (apart <= _WIDEST and min(off, _QUARTER - off) < _MINUTE)


def likeness(true: dict, found: dict) -> int:
    """Return how many of id, author and time agree."""
    own = "".join(filter(str.isdigit, str(found.get("id") or "")))
    id_ = str(true.get("id") or "")
    return 3 * bool(id_ and id_ in (own, found.get("id"))) + (name_of(true) == name_of(found)) + bool(
        same_time(true.get("published"), found.get("published")))


def aligned(true: list[dict], found: list[dict]) -> list[tuple[int, int]]:
    """Return pairs of the best alignment that keeps the order of both."""
    best = [[0] * (len(found) + 1) for _ in range(len(true) + 1)]
    for i in reversed(range(len(true))):
        for j in reversed(range(len(found))):
            score = likeness(true[i], found[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + score if score else 0)
    pairs, i, j = [], 0, 0
    while i < len(true) and j < len(found):
        score = likeness(true[i], found[j])
        if score and best[i][j] == best[i + 1][j + 1] + score:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def measured(case: Case) -> Counter:
    """Return what was right and wrong on one page."""
    begun = time.process_time()
    used, findings = read(case.page)
    count = Counter(pages=1, ms=(time.process_time() - begun) * 1000)
    found = as_object(case.page, used, findings)["posts"]
    pairs = aligned(case.posts, found)
    match = dict(pairs)
    names = [(name_of(case.posts[i]), name_of(found[j])) for i, j in pairs]
    count.update(true=len(case.posts), found=len(found), match=len(pairs),
                 true_author=sum(bool(name_of(each)) for each in case.posts),
                 found_author=sum(bool(name_of(each)) for each in found),
                 author=sum(bool(one) and one == other for one, other in names))
    back = {found[j].get(key): i for i, j in pairs for key in ("id", "url")}
    for i, true in enumerate(case.posts):
        other = found[match[i]] if i in match else {}
        agrees = same_time(true.get("published"), other.get("published"))
        count.update(times=agrees is not None, time=bool(agrees))
        parent = true.get("in_reply_to")
        if parent and i in match:
            answered = back.get(other.get("in_reply_to"))
            same = answered is not None and str(case.posts[answered].get("id")) == str(parent)
            count.update(parents=1, parent=same or other.get("in_reply_to") == parent)
        if true.get("links") is not None and i in match:
            count.update(_links(true["links"], other["links"], case.page.url))
    return count


def _links(true: list, found: list, page: str) -> Counter:
    own = registrable_domain(page)

    def keys(links: list) -> set[str]:
        urls = (try_canonical(each["url"] if isinstance(each, dict) else each) for each in links)
        outside = (url for url in urls if url and registrable_domain(url) != own)
        return {url.partition("://")[2].removeprefix("www.").rstrip("/") for url in outside}

    one, two = keys(true), keys(found)
    return Counter(true_links=len(one), found_links=len(two), link=len(one & two))


def figures(count: Counter) -> dict[str, float | None]:
    """Return the figures of the head of this file; None where there is nothing to measure."""
    def share(part: float, whole: float) -> float | None:
        return round(part / whole, 3) if whole else None

    return {
        "pages": count["pages"], "recall": share(count["match"], count["true"]),
        "precision": share(count["match"], count["found"]),
        "author_f1": share(2 * count["author"], count["true_author"] + count["found_author"]),
        "time": share(count["time"], count["times"]), "parent": share(count["parent"], count["parents"]),
        "links_f1": share(2 * count["link"], count["true_links"] + count["found_links"]),
        "ms": share(count["ms"], count["pages"]),
    }


def peers(cases: list[Case]) -> dict[str, str]:
    """Return how often other libraries get author and day of a page's first post right, and a feed's entries."""
    import feedparser
    import htmldate
    import trafilatura

    right: Counter = Counter()
    for case in cases:
        first = case.posts[0]
        if sniffed(case.page.text) == "application/xml":
            right.update(feeds=1, entries=len(feedparser.parse(case.page.text.encode()).entries) == len(case.posts))
            continue
        if sniffed(case.page.text) != "text/html":
            continue
        data = trafilatura.extract_metadata(case.page.text, default_url=case.page.url)
        names = {folded(name) for name in ((data and data.author) or "").split(";")}
        right.update(pages=1, author=name_of(first) in names)
        if first.get("published"):
            day = htmldate.find_date(case.page.text, original_date=True)
            right.update(days=1, day=day == first["published"][:10])
    return {"trafilatura, author of the first post": f"{right['author']}/{right['pages']}",
            "htmldate, day of the first post": f"{right['day']}/{right['days']}",
            "feedparser, number of entries": f"{right['entries']}/{right['feeds']}"}


def main() -> int:
    """Print the table; return 6 when a floor was not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, help="folder of a truth set; the golden pages else")
    parser.add_argument("--gate", action="store_true", help="fail below the floors")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--no-peers", action="store_true", help="leave the other libraries out")
    options = parser.parse_args()
    cases = list(stated(options.truth) if options.truth else golden())
    counts: defaultdict[str, Counter] = defaultdict(Counter)
    for case in cases:
        one = measured(case)
        counts[case.system].update(one)
        counts["all"].update(one)
    order = [*sorted(set(counts) - {"all"}), "all"]
    table = {system: figures(counts[system]) for system in order}
    others = {} if options.no_peers else peers(cases)
    if options.json:
        print(json.dumps({"figures": table, "peers": others}, indent=1))
    else:
        columns = ("pages", *FIGURES, "ms")
        print(f"{'system':22}" + "".join(f"{name:>10}" for name in columns))
        for system, row in table.items():
            print(f"{system:22}" + "".join(f"{'-' if row[name] is None else row[name]:>10}" for name in columns))
        for name, value in others.items():
            print(f"{name}: {value}")
    floors = json.loads(FLOORS.read_text("utf-8"))["truth" if options.truth else "golden"]
    short = {name: row for name, row in floors.items() if table["all"][name] is not None and table["all"][name] < row}
    if short:
        said = ", ".join(f"{name} {table['all'][name]} < {floor}" for name, floor in short.items())
        print("below the floors:", said, file=sys.stderr)
    return 6 if short and options.gate else 0


if __name__ == "__main__":
    sys.exit(main())
