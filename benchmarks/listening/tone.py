"""Measure the tone of sentences against what people say of them, beside VADER (English) and SnowNLP (Chinese).

    python benchmarks/listening/tone.py            the rows kept for judging (crc32 of the sentence is odd)
    python benchmarks/listening/tone.py --dev      the rows the rules were made on (even), each miss shown
    python benchmarks/listening/tone.py --gate     fail (6) below the floors of floors.json

The sentences of tone_en.csv and tone_zh.csv were written and judged by somebody who had not seen the rules. Figures:
macro F1 over praise, complaint, question and neutral where the rules answer (a sentence that people could not tell is
an error when it is answered), and the share of sentences left to a person. The others answer everything; what they
cannot say (question) is told for them by a question mark.
"""

import argparse
import csv
import json
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from influence.listening.lexicon import both_scripts
from influence.listening.mentions import Finder
from influence.listening.tone import tones
from influence.model.brand import Brand

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
CLASSES = ("praise", "complaint", "question", "neutral")
UNREAD = "needs_reading"
Row = dict[str, str]


def rows(language: str, *, dev: bool) -> list[Row]:
    """Return the judged sentences of one half."""
    with (HERE / f"tone_{language}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if (zlib.crc32(row["sentence"].encode()) % 2 == 0) is dev]


def ours(language: str) -> Callable[[Row], str]:
    """Return our answer to a row; "lost" where its brand was not found."""
    written = sorted({row["brand"] for half in (True, False) for row in rows(language, dev=half)})
    known = {name: min(set(both_scripts(name)) & set(written)) for name in written}
    names = sorted(set(known.values()))
    finder = Finder([Brand(name=name) for name in names])

    def answer(row: Row) -> str:
        told = tones(row["sentence"], finder.mentions(row["sentence"]))
        return str(told.get(names.index(known[row["brand"]]), "lost"))

    return answer


def vader() -> Callable[[Row], str]:
    """Return what VADER says, at its own thresholds."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()

    def answer(row: Row) -> str:
        score = analyzer.polarity_scores(row["sentence"])["compound"]
        return _asked(row) or ("praise" if score >= 0.05 else "complaint" if score <= -0.05 else "neutral")

    return answer


def snownlp() -> Callable[[Row], str]:
    """Return what SnowNLP says; its answers run from 0 to 1, the middle third is neutral."""
    from snownlp import SnowNLP

    def answer(row: Row) -> str:
        score = SnowNLP(row["sentence"]).sentiments
        return _asked(row) or ("praise" if score >= 2 / 3 else "complaint" if score <= 1 / 3 else "neutral")

    return answer


def _asked(row: Row) -> str | None:
    return "question" if row["sentence"].rstrip().endswith(("?", "？")) else None


def figures(some: Sequence[Row], answer: Callable[[Row], str], *, show: bool = False) -> dict[str, float]:
    """Return macro F1, the F1 of each class, and the share left to a person."""
    pairs: Counter[tuple[str, str]] = Counter()
    for row in some:
        got = answer(row)
        pairs[row["tone"], got] += 1
        if show and got != row["tone"]:
            print(f"{row['tone']:13} {got:13} {row['brand']:14} {row['sentence']}")
    found = {name: _f1(pairs, name) for name in CLASSES}
    left = sum(count for (_, got), count in pairs.items() if got == UNREAD)
    return {"macro_f1": sum(found.values()) / len(found), **found, "left": left / max(len(some), 1)}


def _f1(pairs: Counter[tuple[str, str]], name: str) -> float:
    right = pairs[name, name]
    said = sum(count for (_, got), count in pairs.items() if got == name)
    true = sum(count for (is_, got), count in pairs.items() if is_ == name and got != UNREAD)
    return 2 * right / (said + true) if right else 0.0


def main() -> int:
    """Measure both languages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--gate", action="store_true")
    given = parser.parse_args()
    missed = []
    floors = json.loads(FLOORS.read_text("utf-8"))["tone"]
    for language, other, module in (("en", vader, "vaderSentiment"), ("zh", snownlp, "snownlp")):
        some = rows(language, dev=given.dev)
        found = figures(some, ours(language), show=given.dev)
        print(f"{language}  {len(some)} sentences", *(f"{name} {value:.3f}" for name, value in found.items()), sep="  ")
        if find_spec(module):
            beside = figures(some, other())
            print(f"    {module:14}  " + "  ".join(f"{name} {value:.3f}" for name, value in beside.items()))
        missed += [f"{language} macro F1 {found['macro_f1']:.3f}"] * (found["macro_f1"] < floors[language]["macro_f1"])
        missed += [f"{language} left {found['left']:.3f}"] * (found["left"] > floors[language]["left"])
    if given.gate and missed:
        print("below the floor:", "; ".join(missed), file=sys.stderr)
        return 6
    return 0


if __name__ == "__main__":
    sys.exit(main())
