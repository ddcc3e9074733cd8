"""The report's pictures as inline SVG: small, without script, each with a title that says what it shows."""

from collections.abc import Sequence
from math import cos, pi, sin

from markupsafe import Markup, escape

from influence.export.report.content import Dot

#: Names longer than this are cut in pictures.
_NAME = 14


def weeks_line(weeks: Sequence[int], title: str) -> Markup:
    """Return a line of weekly counts, oldest left."""
    top = max(weeks, default=0) or 1
    points = " ".join(f"{at * 4},{34 - 30 * count / top:.0f}" for at, count in enumerate(weeks))
    return Markup('<svg role="img" width="210" height="38" viewBox="0 0 210 38"><title>{}</title>'
                  '<polyline class="sp" points="{}"/></svg>').format(title, points)


def ego(responders: Sequence[tuple[str, float]], title: str) -> Markup:
    """Return one person in the middle and their strongest responders around, thicker for stronger ties."""
    frame = Markup('<svg role="img" width="300" height="190" viewBox="-150 -95 300 190"><title>{}</title>')
    shapes = [frame.format(title)]
    step = 2 * pi / max(len(responders), 1)
    places = [(88 * cos(step * (at + 0.5)), 62 * sin(step * (at + 0.5))) for at in range(len(responders))]
    shapes += [
        Markup('<line class="ln" x2="{}" y2="{}" stroke-width="{}"/>').format(
            f"{x:.0f}", f"{y:.0f}", f"{0.6 + 4 * tie:.1f}")
        for (x, y), (_, tie) in zip(places, responders, strict=True)
    ]
    for (x, y), (name, tie) in zip(places, responders, strict=True):
        below = 16 if y >= 0 else -9
        shapes.append(Markup('<circle class="dot" cx="{}" cy="{}" r="{}"/>').format(
            f"{x:.0f}", f"{y:.0f}", f"{3 + 3 * tie:.1f}"))
        shapes.append(Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
            f"{x:.0f}", f"{y + below:.0f}", _short(name)))
    return Markup("").join([*shapes, Markup('<circle class="me" r="8"/></svg>')])


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
    for x1, y1, x2, y2 in ties:
        (a, b), (c, d) = at(x1, y1), at(x2, y2)
        shapes.append(Markup('<line class="ln" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(a, b, c, d))
    for dot in dots:
        x, y = at(dot.x, dot.y)
        shapes.append(Markup('<circle cx="{}" cy="{}" r="{}" fill="rgb{}"/>').format(
            x, y, f"{2 + dot.size / 7:.1f}", str(dot.color).replace(" ", "")))
    for dot in dots:
        if dot.name:
            x, y = at(dot.x, dot.y)
            shapes.append(Markup('<text class="who" x="{}" y="{}" text-anchor="middle">{}</text>').format(
                x, f"{float(y) - 6 - dot.size / 7:.0f}", _short(dot.name)))
    return Markup("").join([*shapes, Markup("</svg>")])


def _short(name: str) -> Markup:
    return escape(name if len(name) <= _NAME else name[: _NAME - 1] + "…")
