"""The report's pictures as inline SVG: small, without script, each with a title that says what it shows."""

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from math import cos, pi, sin

from markupsafe import Markup, escape

from influence.export.report.content import Dot

#: Names longer than this are cut in pictures.
_NAME = 14
#: Height of a line of names on the map, and width of a letter: Latin ones up to this code point, Chinese ones.
_LINE, _LATIN, _NARROW, _WIDE = 17.0, 0x2E7F, 8.4, 15.5


def weeks_line(weeks: Sequence[int], title: str) -> Markup:
    """Return a line of weekly counts, oldest left."""
    top = max(weeks, default=0) or 1
    heights = [34 - round(30 * count / top) for count in weeks]
    steps = [after - before for before, after in pairwise(heights)]
    level = f"M0 {heights[0]}" if heights else ""
    runs = [(still, list(run)) for still, run in groupby(steps, lambda step: not step)]
    path = level + "".join(f"h{4 * len(some)}" if still else "l" + _pairs(some) for still, some in runs)
    return Markup('<svg role="img" width="210" height="38"><title>{}</title>'
                  '<path class="sp" d="{}"/></svg>').format(title, path)


def _pairs(steps: Sequence[int]) -> str:
    return " ".join(f"4 {step}" for step in steps).replace(" -", "-")


def ego(responders: Sequence[tuple[str, float]], title: str) -> Markup:
    """Return one person in the middle and their strongest responders around, nearer for stronger ties."""
    step = 2 * pi / max(len(responders), 1)
    far = [1.12 - 0.24 * min(max(tie, 0.0), 1.0) for _, tie in responders]
    places = [(round(98 * away * cos(step * (at + 0.5))), round(68 * away * sin(step * (at + 0.5))))
              for at, away in enumerate(far)]
    lines = "".join(f"M0 0L{x} {y}" for x, y in places)
    shapes = [Markup('<svg role="img" width="300" height="190" viewBox="-150 -95 300 190"><title>{}</title>'
                     '<path class="ln" d="{}"/><path class="dot" d="{}"/><g text-anchor="middle">').format(
                         title, lines, "".join(f"M{x} {y}h0" for x, y in places))]
    for (x, y), (name, _) in zip(places, responders, strict=True):
        shapes.append(Markup('<text x="{}" y="{}">{}</text>').format(x, y + (16 if y >= 0 else -9), _short(name)))
    return Markup("").join([*shapes, Markup('</g><circle class="me" r="8"/></svg>')])


def community_map(dots: Sequence[Dot], ties: Sequence[tuple[float, float, float, float]], title: str) -> Markup:
    """Return the map: one dot per person, lines for the strongest ties, names of the people of the report."""
    if not dots:
        return Markup("")
    left, right = min(dot.x for dot in dots), max(dot.x for dot in dots)
    low, high = min(dot.y for dot in dots), max(dot.y for dot in dots)
    scale = 900 / max(right - left, high - low, 1e-9)

    def at(x: float, y: float) -> tuple[str, str]:
        return f"{(x - left) * scale + 50:.0f}", f"{(y - low) * scale + 30:.0f}"

    height = int((high - low) * scale) + 60
    shapes = [Markup('<svg role="img" class="map" viewBox="0 0 1000 {}"><title>{}</title>').format(height, title)]
    drawn = "".join(f"M{' '.join(at(x1, y1))}L{' '.join(at(x2, y2))}" for x1, y1, x2, y2 in ties)
    shapes.append(Markup('<path class="ln" d="{}"/>').format(drawn))
    for dot in dots:
        x, y = at(dot.x, dot.y)
        shapes.append(Markup('<circle cx="{}" cy="{}" r="{}" fill="rgb{}"/>').format(
            x, y, f"{2 + dot.size / 7:.1f}", str(dot.color).replace(" ", "")))
    shapes += [Markup('<text class="who" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        f"{x:.0f}", f"{y:.0f}", name) for x, y, name in _labels(dots, at, height)]
    return Markup("").join([*shapes, Markup("</svg>")])


def _labels(
    dots: Sequence[Dot], at: Callable[[float, float], tuple[str, str]], height: int
) -> list[tuple[float, float, Markup]]:
    """Return the middle and base line of each name, none over another: above its dot, below, or ever further off."""
    placed: list[tuple[float, float, float]] = []
    made = []
    for dot in sorted((dot for dot in dots if dot.name), key=lambda dot: (-dot.size, dot.name)):
        name = _short(dot.name)
        half = sum(_WIDE if ord(char) > _LATIN else _NARROW for char in name) / 2
        x, y = map(float, at(dot.x, dot.y))
        x = min(max(x, half + 4), 996 - half)
        off = 6 + dot.size / 7
        further = (y + sign * (off + step * _LINE) for step in range(1, 40) for sign in (-1, 1))
        tries = [y - off, y + off + _LINE - 4, *further]
        free = [line for line in tries if _LINE <= line <= height - 4 and not any(
            abs(x - other) < half + wide + 4 and abs(line - base) < _LINE for other, base, wide in placed)]
        line = free[0] if free else tries[0]
        placed.append((x, line, half))
        made.append((x, line, name))
    return made


def _short(name: str) -> Markup:
    return escape(name if len(name) <= _NAME else name[: _NAME - 1] + "…")
