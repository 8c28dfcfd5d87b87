"""Where the posts stand: every kecamatan and kelurahan of Kota Tangerang is real, the number of posts follows a rule.

The rule: a kecamatan gets its share of the posts by the rough size of its population, its kelurahan share evenly
(largest remainder both times, ties by code), and no kelurahan stays without one. Shares are thousands of inhabitants
rounded to tens: good enough to make big districts big, no statistic.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from simpul.registry.areas import read_areas

CITY = "36.71"
SHARES = {
    "36.71.01": 150, "36.71.02": 100, "36.71.03": 90, "36.71.04": 80, "36.71.05": 250, "36.71.06": 160,
    "36.71.07": 180, "36.71.08": 140, "36.71.09": 150, "36.71.10": 120, "36.71.11": 180, "36.71.12": 120,
    "36.71.13": 150,
}  # fmt: skip
"""Kecamatan → thousands of inhabitants, roughly."""
PUSKESMAS_PER_DISTRICT = 3
"""Three for each kecamatan make 39, about as many as the city runs."""


class Village(NamedTuple):
    """A kelurahan: code, name, how many posts it gets, and which puskesmas of its kecamatan (0, 1, 2) serves it."""

    code: str
    name: str
    posts: int
    puskesmas: int

    @property
    def district(self) -> str:
        """Code of its kecamatan."""
        return self.code[:8]


def villages(posts: int) -> list[Village]:
    """The 104 kelurahan in order of code, with `posts` posts shared among them."""
    names = {area.code: area.name for area in read_areas() if area.code.startswith(f"{CITY}.")}
    districts: dict[str, list[str]] = {}
    for code in sorted(names):
        if len(code) > 8:
            districts.setdefault(code[:8], []).append(code)
    per_district = share(posts, {code: SHARES[code] for code in districts})
    found = []
    for district, codes in districts.items():
        counts = share(per_district[district], dict.fromkeys(codes, 1))
        for place, code in enumerate(codes):
            served = place * PUSKESMAS_PER_DISTRICT // len(codes)
            found.append(Village(code, names[code], counts[code], served))
    return found


def share(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Divide `total` by weight into whole numbers: largest remainder, ties by key."""
    whole = sum(weights.values())
    counts = {key: total * weight // whole for key, weight in weights.items()}
    left = total - sum(counts.values())
    by_remainder: Sequence[str] = sorted(weights, key=lambda key: (-(total * weights[key] % whole), key))
    for key in by_remainder[:left]:
        counts[key] += 1
    return counts
