"""The small form of a table column for the phone: its first two values, then second differences as letters.

LMS curves are smooth, so a second difference is nearly always one letter; all WHO tables at full resolution
come to about 10 KB gzipped, and the phone computes from the very integers the server has.
"""

import re

MIDDLE = ord("N")
REACH = 12
_TOKEN = re.compile(r"~(-?\d+);|(.)", re.DOTALL)


def encode_column(values: list[int]) -> str:
    """Return `first,second,` and one symbol per further value; needs at least two values.

    A symbol is the letter B to Z, `chr(ord('N') + d)` for a second difference d within +-12, else `~d;`.
    """
    diffs = [values[i] - 2 * values[i - 1] + values[i - 2] for i in range(2, len(values))]
    return f"{values[0]},{values[1]}," + "".join(_symbol(d) for d in diffs)


def decode_column(text: str) -> list[int]:
    """Return the integers that `encode_column` was given. Raises ValueError on malformed text."""
    first, second, symbols = text.split(",", 2)
    values = [int(first), int(second)]
    for far, near in _TOKEN.findall(symbols):
        step = int(far) if far else ord(near) - MIDDLE
        values.append(2 * values[-1] - values[-2] + step)
    return values


def _symbol(difference: int) -> str:
    return chr(MIDDLE + difference) if abs(difference) <= REACH else f"~{difference};"
