"""How weights are written down by each kader: last digits and spread, for choosing a training. Never a ranking.

Figures that came from a scale by Bluetooth are left out: nobody read them. Limits: `content/programme/scales.json`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import pstdev
from uuid import UUID

from simpul.care.dossier import account_names
from simpul.care.models import Growth, Visit
from simpul.knowledge.scales import load_limits
from simpul.registry.models import Unit

DIGITS = 10
ROUND = (0, 5)
DAYS_OF_MONTH = 31


@dataclass(frozen=True)
class Digits:
    """Last digits of weights in tenths of kg. `round` share of 0 and 5 (0.2 expected); `chi` chi-square, 9 df."""

    count: int
    round: float
    chi: float


@dataclass(frozen=True)
class Quality:
    """A kader's weights of the last months. `spread` SD of weight-for-age z-scores, None when too few.

    `skills` are ids of the content that may be refreshed; empty when all is as expected or there is too little.
    """

    post: Unit
    account: str
    name: str
    digits: Digits
    spread: float | None
    skills: tuple[str, ...]
    is_enough: bool


def digits_of(weights: Sequence[float]) -> Digits:
    """Last digits of weights in kg. Raises nothing; without weights everything is 0."""
    counted = Counter(round(kg * DIGITS) % DIGITS for kg in weights)
    count = len(weights)
    if not count:
        return Digits(0, 0.0, 0.0)
    expected = count / DIGITS
    chi = sum((counted[digit] - expected) ** 2 / expected for digit in range(DIGITS))
    return Digits(count, sum(counted[digit] for digit in ROUND) / count, chi)


def skills_for(digits: Digits, spread: float | None) -> tuple[str, ...]:
    """What may be refreshed. Both signs of rounding must agree: one of them alone may be chance."""
    limits = load_limits().quality
    found = []
    rounds = digits.round >= limits["share_of_round"] and digits.chi >= limits["terminal_digit_chi"]
    if digits.count >= limits["from_measures"] and rounds:
        found.append("round")
    if spread is not None and not limits["spread_waz_low"] <= spread <= limits["spread_waz_high"]:
        found.append("spread")
    return tuple(found)


def quality(posts: Iterable[Unit], today: date) -> list[Quality]:
    """One line for each kader who weighed, in order of post and name; two queries for any number of posts."""
    units = {unit.pk: unit for unit in posts}
    since = today - timedelta(days=DAYS_OF_MONTH * load_limits().quality["months"])
    visits = Visit.objects.filter(served_at__in=list(units), date__gte=since, date__lte=today, status="ok")
    weighed = _weighed(visits.filter(card="balita").only("pk", "served_at", "given"))
    scores = _scores({visit for held in weighed.values() for visit, _kg in held})
    names = account_names(author for _post, author in weighed)
    lines = [
        _line(units[post], author, names.get(author, ""), held, scores) for (post, author), held in weighed.items()
    ]
    return sorted(lines, key=lambda one: (one.post.name, str(one.post.pk), one.name, one.account))


Weighed = dict[tuple[UUID, str], list[tuple[UUID, float]]]


def _weighed(visits: Iterable[Visit]) -> Weighed:
    """(post, author) → the weights written there, with their visit."""
    found: Weighed = {}
    for visit in visits:
        for given in visit.given:
            kg = given["values"].get("weight_kg")
            by_device = (given.get("results") or {}).get("scale", {}).get("by") == "device"
            if given["does"] == "recorded" and given["device"] and isinstance(kg, int | float) and not by_device:
                found.setdefault((visit.served_at_id, given["author"]), []).append((visit.pk, float(kg)))
    return found


def _scores(visits: set[UUID]) -> dict[UUID, float]:
    rows = Growth.objects.filter(pk__in=visits, waz__isnull=False, flags=[])
    return {pk: waz for pk, waz in rows.values_list("pk", "waz") if waz is not None}


def _line(post: Unit, author: str, name: str, held: list[tuple[UUID, float]], scores: dict[UUID, float]) -> Quality:
    limits = load_limits().quality
    digits = digits_of([kg for _visit, kg in held])
    seen = [scores[visit] for visit, _kg in held if visit in scores]
    spread = pstdev(seen) if len(seen) >= limits["spread_from"] else None
    is_enough = digits.count >= limits["from_measures"]
    return Quality(post, author, name, digits, spread, skills_for(digits, spread), is_enough)
