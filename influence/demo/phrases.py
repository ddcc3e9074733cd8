"""What people of the community write: sentences dealt from decks, so that none comes twice in a row."""

import string
import tomllib
from collections import Counter
from datetime import datetime
from importlib.resources import files

from influence.demo.cast import BRAND, RIVAL, Figure
from influence.demo.draw import Draw

Tables = dict[str, dict[str, list[str]]]


def read_phrases(language: str) -> Tables:
    """Return the sentences of a language, by topic and kind."""
    text = files("influence.demo").joinpath(f"data/phrases_{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


class Phrasebook:
    """Deals sentences and fills their slots. Keeps count, so ask in a fixed order."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._tables = {language: read_phrases(language) for language in ("en", "zh")}
        self._dealt: Counter[str] = Counter()

    def scene(self, speaker: Figure, at: datetime, **given: object) -> dict[str, str]:
        """Return slot values for one text: the same thing and material throughout, and the season of its day."""
        tables = self._tables[speaker.language]
        seasons = tables["words"]["season"]
        return {
            "thing": self._deal(tables["things"][speaker.craft], f"thing {speaker.craft} {speaker.language}"),
            "material": self._deal(tables["materials"][speaker.craft], f"material {speaker.craft} {speaker.language}"),
            "weekday": self._deal(tables["words"]["weekday"], "weekday"),
            "season": seasons[(at.month // 3 - 1) % len(seasons)],
            "brand": BRAND, "rival": RIVAL,
            **{name: str(value) for name, value in given.items()},
        }

    def say(self, speaker: Figure, kind: str, scene: dict[str, str]) -> str:
        """Return one sentence of a kind ("comment.thanks") in the speaker's language, slots filled."""
        topic, _, name = kind.partition(".")
        template = self._deal(self._tables[speaker.language][topic][name], f"{kind} {speaker.language}")
        self._dealt["numbers"] += 1
        count = str(self._draw.number(3, 24, "count", self._dealt["numbers"]))
        filled = string.Formatter().vformat(template, (), {"count": count, **_capitals(scene), **scene})
        return filled[:1].upper() + filled[1:]

    def _deal(self, deck: list[str], name: str) -> str:
        turn, place = divmod(self._dealt[name], len(deck))
        self._dealt[name] += 1
        return self._draw.order(deck, "deck", name, turn)[place]


def _capitals(scene: dict[str, str]) -> dict[str, str]:
    return {name.capitalize(): scene[name][:1].upper() + scene[name][1:] for name in ("thing", "material")}
