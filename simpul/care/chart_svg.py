"""Draws a growth chart as SVG: bands, lines, the child's points. The twin of `web/ui/charts`; same classes.

Pure: the same data gives the same picture. Colours come from the style sheet; no style attribute, as the CSP wants.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 640, 380
LEFT, RIGHT, TOP, BOTTOM = 40, 628, 26, 340


@dataclass(frozen=True)
class Band:
    """Between two lines over the chart's `xs`; None is the edge of the plot. `tone` names the class."""

    tone: str
    word: str
    lower: Sequence[float] | None
    upper: Sequence[float] | None


@dataclass(frozen=True)
class Line:
    """A line over the chart's `xs`."""

    tone: str
    ys: Sequence[float]


@dataclass(frozen=True)
class Point:
    """A measurement: `x` months or cm, `y` kg or cm, with the words for table and label."""

    x: float
    y: float
    date: str
    x_words: str
    y_words: str
    meaning: str


@dataclass(frozen=True)
class Chart:
    """All that a chart shows. `points` oldest first."""

    id: str
    title: str
    desc: str
    x_label: str
    y_label: str
    x_from: float
    x_to: float
    y_from: float
    y_to: float
    xs: Sequence[float]
    bands: Sequence[Band]
    lines: Sequence[Line]
    points: Sequence[Point] = field(default_factory=list)

    @property
    def svg(self) -> SafeString:
        """The picture."""
        return draw(self)

    @property
    def legend(self) -> list[Band]:
        """Bands that have a colour."""
        return [band for band in self.bands if band.tone != "none"]


def draw(chart: Chart) -> SafeString:
    """The whole SVG element, titled and described for those who do not see it."""
    parts = [
        f'<svg class="chart-svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{chart.id}-title {chart.id}-desc">',
        f'<title id="{chart.id}-title">{escape(chart.title)}</title>',
        f'<desc id="{chart.id}-desc">{escape(chart.desc)}</desc>',
        f'<clipPath id="{chart.id}-plot"><rect x="{LEFT}" y="{TOP}" width="{RIGHT - LEFT}" '
        f'height="{BOTTOM - TOP}"/></clipPath><g clip-path="url(#{chart.id}-plot)">',
        *(f'<path class="band-{b.tone}" d="{_area(chart, b)}"/>' for b in chart.bands),
        *_grid(chart),
        *(f'<path class="line-{line.tone}" d="{_line(chart, chart.xs, line.ys)}"/>' for line in chart.lines),
        "</g>",
        *_axes(chart),
        *_points(chart),
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308 (every text is escaped, everything else is a number)


def ticks(start: float, end: float, count: int) -> list[float]:
    """Round numbers from `start` to `end`, about `count` of them."""
    rough = (end - start) / max(1, count)
    power = 10 ** math.floor(math.log10(rough))
    step = next((f * power for f in (1, 2, 5, 10) if f * power >= rough), rough)
    first, last = math.ceil(start / step - 1e-9), math.floor(end / step + 1e-9)
    return [round(n * step, 6) for n in range(first, last + 1)]


def _x(chart: Chart, value: float) -> float:
    return LEFT + (value - chart.x_from) / (chart.x_to - chart.x_from) * (RIGHT - LEFT)


def _y(chart: Chart, value: float) -> float:
    return BOTTOM + (value - chart.y_from) / (chart.y_to - chart.y_from) * (TOP - BOTTOM)


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _line(chart: Chart, xs: Sequence[float], ys: Sequence[float]) -> str:
    pairs = (f"{_px(_x(chart, x))} {_px(_y(chart, y))}" for x, y in zip(xs, ys, strict=True))
    return "M" + "L".join(pairs)


def _area(chart: Chart, band: Band) -> str:
    if len(chart.xs) < 2:
        return ""
    top = band.upper or [chart.y_to] * len(chart.xs)
    bottom = band.lower or [chart.y_from] * len(chart.xs)
    back = _line(chart, [*reversed(chart.xs)], [*reversed(bottom)])
    return _line(chart, chart.xs, top) + "L" + back.removeprefix("M") + "Z"


def _grid(chart: Chart) -> list[str]:
    across = ticks(chart.x_from, chart.x_to, 10)
    up = ticks(chart.y_from, chart.y_to, 7)
    return [
        *(_rule(_x(chart, t), TOP, _x(chart, t), BOTTOM) for t in across),
        *(_rule(LEFT, _y(chart, t), RIGHT, _y(chart, t)) for t in up),
    ]


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="line-grid" x1="{_px(x1)}" y1="{_px(y1)}" x2="{_px(x2)}" y2="{_px(y2)}"/>'


def _axes(chart: Chart) -> list[str]:
    def text(x: float, y: float, anchor: str, words: str) -> str:
        return f'<text x="{_px(x)}" y="{_px(y)}" text-anchor="{anchor}">{escape(words)}</text>'

    across = [text(_x(chart, t), BOTTOM + 16, "middle", f"{t:g}") for t in ticks(chart.x_from, chart.x_to, 10)]
    up = [text(LEFT - 6, _y(chart, t) + 4, "end", f"{t:g}") for t in ticks(chart.y_from, chart.y_to, 7)]
    labels = [text(LEFT, 16, "start", chart.y_label), text(RIGHT, HEIGHT - 5, "end", chart.x_label)]
    return ['<g class="chart-axis">', *across, *up, *labels, "</g>"]


def _points(chart: Chart) -> list[str]:
    shown = [p for p in chart.points if chart.x_from <= p.x <= chart.x_to]
    if not shown:
        return []
    *before, now = shown
    path = _line(chart, [p.x for p in shown], [p.y for p in shown])
    x, y = _x(chart, now.x), _y(chart, now.y)
    right, high = x < (LEFT + RIGHT) / 2, y > TOP + 30
    return [
        f'<path class="line-child" d="{path}"/>',
        *(f'<circle class="point" cx="{_px(_x(chart, p.x))}" cy="{_px(_y(chart, p.y))}" r="3.5"/>' for p in before),
        f'<circle class="point-now" cx="{_px(x)}" cy="{_px(y)}" r="7"/>',
        f'<text class="chart-now" x="{_px(x + 4 if right else x - 4)}" y="{_px(y - 14 if high else y + 26)}" '
        f'text-anchor="{"start" if right else "end"}">{escape(now.y_words)}</text>',
    ]
