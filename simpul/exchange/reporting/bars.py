"""The balok SKDN: four bars for each month, drawn as SVG. Letters and numbers stand at the bars, never colour alone."""

from collections.abc import Mapping, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from simpul.base.words import say
from simpul.exchange.reporting.skdn import Skdn, content

WIDTH, HEIGHT = 760, 300
LEFT, TOP, FLOOR = 44, 16, 250
FILLS: Mapping[str, str] = {"S": "#9aa7b4", "K": "#4f7cac", "D": "#2b9a82", "N": "#1c5f4a"}


def skdn_svg(months: Sequence[Skdn]) -> SafeString:
    """The picture of these months, oldest first; its description says the last one in words."""
    letters: list[str] = content()["bars"]
    most = max((one.of(letter) for one in months for letter in letters), default=0) or 1
    slot = (WIDTH - LEFT - 8) / max(1, len(months))
    bar = min(26.0, slot / (len(letters) + 1))
    parts = [*_grid(most)]
    for place, one in enumerate(months):
        left = LEFT + place * slot + (slot - bar * len(letters)) / 2
        parts += [_bar(one.of(letter), letter, left + n * bar, bar, most) for n, letter in enumerate(letters)]
        middle = LEFT + place * slot + slot / 2
        parts.append(_text(middle, FLOOR + 26, f"{one.month.number:02}/{one.month.year % 100:02}", 11))
    said = _words(months[-1]) if months else ""
    body = "".join(parts)
    return mark_safe(  # noqa: S308  every text below passes `escape`
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="Noto Sans, sans-serif"><title>{escape(said)}</title>{body}</svg>'
    )


def _words(one: Skdn) -> str:
    rows = {row["id"]: say(row["label"]) for row in content()["rows"]}
    return f"{one.month.words}. " + "; ".join(f"{rows[letter]} {one.of(letter)}" for letter in content()["bars"])


def _grid(most: int) -> list[str]:
    made = []
    for part in (0.0, 0.5, 1.0):
        y = FLOOR - part * (FLOOR - TOP)
        made.append(f'<line x1="{LEFT}" x2="{WIDTH - 8}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d6dde4"/>')
        made.append(_text(LEFT - 6, y + 4, str(round(part * most)), 10, "end"))
    return made


def _bar(number: int, letter: str, x: float, width: float, most: int) -> str:
    height = number / most * (FLOOR - TOP)
    top = FLOOR - height
    middle = x + width / 2
    rect = f'<rect x="{x:.1f}" y="{top:.1f}" width="{width - 1:.1f}" height="{height:.1f}" fill="{FILLS[letter]}"/>'
    size = 9 if width >= 11 else 7
    return rect + _text(middle, top - 3, str(number), size) + _text(middle, FLOOR + 11, letter, size)


def _text(x: float, y: float, words: str, size: int, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="#1c2733">{escape(words)}</text>'
    )
