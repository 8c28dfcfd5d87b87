"""Holes in a phone's counter: entries it wrote that never arrived."""

from collections.abc import Iterable

Ranges = list[list[int]]
MOST = 100
"""Ranges kept per phone; the oldest are joined when there are more."""


def advance(last: int, missing: Ranges, arrived: Iterable[int]) -> tuple[int, Ranges]:
    """The new highest counter and the ranges still missing, after counters `arrived` came in any order."""
    ranges = [list(one) for one in missing]
    for counter in sorted(set(arrived)):
        if counter > last:
            if counter > last + 1:
                ranges.append([last + 1, counter - 1])
            last = counter
        else:
            ranges = [part for one in ranges for part in _without(one, counter)]
    while len(ranges) > MOST:
        ranges[:2] = [[ranges[0][0], ranges[1][1]]]
    return last, ranges


def _without(one: list[int], counter: int) -> Ranges:
    first, last = one
    if not first <= counter <= last:
        return [one]
    parts = [[first, counter - 1], [counter + 1, last]]
    return [part for part in parts if part[0] <= part[1]]
