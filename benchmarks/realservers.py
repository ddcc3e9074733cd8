"""How well a crawl of a real server read it: a project against the server's own truth.

    python -m benchmarks.realservers PROJECT TRUTH.json

Prints recall of posts, and among those found: authors, times, answered posts, and recall and precision of body
links between posts of the truth.
"""

import json
import re
import sqlite3
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from crawlers.records import folded
from crawlers.urls import canonical
from influence.store.project import Project

Item = dict[str, object]


def main(folder: str, truth_path: str) -> None:
    """Compare and print."""
    truth = json.loads(Path(truth_path).read_text("utf-8"))
    base = next(iter(truth["sites"].values()))["base"]
    with Project.open(Path(folder)) as project:
        print(json.dumps(compared(project, truth, base), indent=1))


def compared(project: Project, truth: Mapping[str, object], base: str) -> dict[str, object]:
    """Return every figure by name."""
    columns = project.columns()
    urls = [post.url or "" for post in project.posts(columns.posts.key)]
    ours = {place(url): code for code, url in enumerate(urls) if url.startswith(base)}
    accounts = project.accounts()
    items = {item["id"]: item for item in truth["items"]}
    names = {person["id"]: known(person) for person in truth["people"]}
    found = {key: ours[place(item["url"])] for key, item in items.items() if place(item["url"]) in ours}
    right = {"author": 0, "time": 0, "parent": 0, "parents_in_truth": 0}
    wrong: list[str] = []
    acts = columns.activities
    answered = {}
    for at in range(len(acts)):
        if acts.verb[at] == 1 and acts.result[at] >= 0 and acts.post[at] >= 0:
            answered.setdefault(int(acts.result[at]), set()).add(int(acts.post[at]))
    for key, code in found.items():
        item = items[key]
        author = int(columns.posts.author[code])
        row = accounts[author] if author >= 0 else None
        said = {folded(x) for x in (row.name, row.handle, row.id, *row.websites) if x} if row else set()
        if said & names[item["author"]]:
            right["author"] += 1
        elif len(wrong) < 12:
            wrong.append(f"author {item['url']}: {item['author']} read as {sorted(said)}")
        stated = int(datetime.fromisoformat(item["date"].replace("Z", "+00:00")).timestamp())
        off = abs(int(columns.posts.time[code]) - stated)
        right["time"] += off < 60
        if off >= 60 and len(wrong) < 12:
            wrong.append(f"time {item['url']}: {item['date']} read as {moment(int(columns.posts.time[code]))}")
        parent = item["parent"] or item["root"]
        if parent in found:
            right["parents_in_truth"] += 1
            right["parent"] += found[parent] in answered.get(code, ())
    stated = [edge for edge in truth["edges"] if edge["kind"] == "link" and edge["item"] in found]
    edges = {(found[edge["item"]], place(edge["to_url"])) for edge in stated}
    bodies = {code: urls[code] for code in found.values()}
    linked = links(project, columns, bodies)
    known_targets = {target for _, target in edges}
    judged = {pair for pair in linked if pair[1] in known_targets}
    extra = sorted({place(url) for url in urls if url.startswith(base)} - {place(i["url"]) for i in items.values()})
    return {
        "items_in_truth": len(items), "found": len(found), "recall": round(len(found) / len(items), 4),
        "posts_not_in_truth": len(extra), "for_example": extra[:5],
        "authors_right": round(right["author"] / max(len(found), 1), 4),
        "times_right": round(right["time"] / max(len(found), 1), 4),
        "answered_post_right": round(right["parent"] / max(right["parents_in_truth"], 1), 4),
        "link_recall": round(len(edges & linked) / max(len(edges), 1), 4),
        "link_precision": round(len(edges & judged) / max(len(judged), 1), 4),
        "missing": [i["url"] for k, i in items.items() if k not in found][:6], "wrong": wrong,
    }


def links(project: Project, columns: object, bodies: Mapping[int, str]) -> set[tuple[int, str]]:
    """Return (post code, target) of every body link."""
    acts = columns.activities
    rows = [at for at in range(len(acts))
            if acts.verb[at] == 3 and int(acts.result[at]) in bodies and acts.place[at] <= 1]
    details = project.details(acts.key[rows])
    return {(int(acts.result[at]), place(details[int(acts.key[at])].object or "")) for at in rows}


def known(person: Mapping[str, object]) -> set[str]:
    """Return every word by which the truth knows somebody."""
    words = {person["name"], person.get("blog") or ""}
    for account in person["accounts"]:
        words |= {account["handle"], account["profile"]}
    words |= {str(word).split("/")[-2] for word in words if str(word).startswith("http")}
    return {folded(str(word)) for word in words if word}


def place(url: str) -> str:
    """Return an address by which posts of these servers are the same whichever way they are written."""
    if not url.startswith("http"):
        return url
    known_url = canonical(url, fragment=True)
    for pattern in (r"/comment/(\d+)/find", r"#c(\d+)$", r"[?&]post=(\d+)", r"/post/(\d+)$"):
        if found := re.search(pattern, known_url):
            return f"{known_url.split('/')[2]}#{found[1]}"
    return known_url.rstrip("/")


def moment(seconds: int) -> str:
    """Return epoch seconds as a date, or "undated"."""
    return "undated" if seconds < 0 else datetime.fromtimestamp(seconds, UTC).isoformat()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:3])
    except sqlite3.Error as error:
        sys.exit(str(error))
