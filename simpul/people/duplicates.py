"""Is this person already on the register? Candidates are offered at entry, offline; a human decides.

Weights are data (`content/people/matching.json`). `web/kader/model/duplicates.ts` reads the same file and
gives the same answers, held by `vectors/duplicates.json`. Pure functions, no Django.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from simpul.people.phonetic import VOWELS, fold, name_similarity, pairs_of, parse_name, word_similarity

MATCHING_FILE = Path(__file__).resolve().parents[2] / "content" / "people" / "matching.json"
Level = Literal["sure", "likely", "maybe", "none"]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is compared. Dates `YYYY-MM-DD`; `mother` and `family` are ids; empty means not known."""

    name: str
    sex: str | None = None
    birth_date: str | None = None
    birth_date_estimated: bool = False
    nik: str | None = None
    mother: str | None = None
    mother_name: str = ""
    father_name: str = ""
    family: str | None = None
    rt: str = ""
    rw: str = ""
    phone: str = ""
    birth_order: int | None = None


@dataclass(frozen=True)
class Match:
    """`score` is a sum of weights; `reasons` name the agreements (`name_same`, `birth_swapped`, …)."""

    score: float
    level: Level
    reasons: tuple[str, ...]
    twin: bool


@cache
def matching_content() -> dict[str, dict[str, float]]:
    """`content/people/matching.json` without its notes."""
    content: dict[str, Any] = json.loads(MATCHING_FILE.read_text(encoding="utf-8"))
    return {k: v for k, v in content.items() if isinstance(v, dict)}


Part = tuple[float, str | None]
NOTHING: Part = (0.0, None)


def _name(a: Facts, b: Facts) -> Part:
    weights = matching_content()["name"]
    if parse_name(a.name).unnamed or parse_name(b.name).unnamed:
        return weights["unnamed"], "name_unnamed"
    score = name_similarity(a.name, b.name)
    if score >= weights["same_from"]:
        return weights["same"], "name_same"
    if score >= weights["similar_from"]:
        return weights["similar"], "name_similar"
    return (weights["weak"], None) if score >= weights["weak_from"] else (weights["different"], None)


def _parts(text: str | None) -> tuple[int, int, int] | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day.year, day.month, day.day


def _birth(a: Facts, b: Facts) -> Part:
    weights = matching_content()["birth_date"]
    x, y = _parts(a.birth_date), _parts(b.birth_date)
    if x is None or y is None:
        return NOTHING
    apart = abs(date(*x).toordinal() - date(*y).toordinal())
    if apart == 0:
        return weights["same"], "birth_same"
    if x[0] == y[0] and x[1] == y[2] and x[2] == y[1]:
        return weights["swapped"], "birth_swapped"
    if apart <= weights["near_days"]:
        return weights["near"], "birth_near"
    estimated = a.birth_date_estimated or b.birth_date_estimated
    if sum(p != q for p, q in zip(x, y, strict=True)) == 1:
        return weights["one_part_estimated" if estimated else "one_part"], "birth_one_part"
    if estimated and apart <= weights["estimated_within_days"]:
        return weights["estimated"], "birth_estimated"
    return weights["different_estimated" if estimated else "different"], None


def _sex(a: Facts, b: Facts) -> Part:
    if not a.sex or not b.sex:
        return NOTHING
    weights = matching_content()["sex"]
    return (weights["same"], None) if a.sex == b.sex else (weights["different"], None)


def _mother_name(person: Facts) -> str:
    """Her name as written, or as a newborn's stand-in name ("Bayi Ny. Siti") tells it."""
    parsed = parse_name(person.name)
    return person.mother_name or (" ".join(parsed.words) if parsed.unnamed else "")


def _mother(a: Facts, b: Facts) -> Part:
    weights = matching_content()["mother"]
    if a.mother and a.mother == b.mother:
        return weights["same_id"], "mother_same"
    x, y = _mother_name(a), _mother_name(b)
    if not x or not y:
        return NOTHING
    score = name_similarity(x, y)
    if score >= weights["same_from"]:
        return weights["same"], "mother_same"
    if score >= weights["similar_from"]:
        return weights["similar"], "mother_similar"
    return (weights["different"], None) if score < weights["different_below"] else NOTHING


def _father(a: Facts, b: Facts) -> Part:
    weights = matching_content()["father"]
    if not a.father_name or not b.father_name:
        return NOTHING
    same = name_similarity(a.father_name, b.father_name) >= weights["same_from"]
    return (weights["same"], "father_same") if same else NOTHING


def _nik(a: Facts, b: Facts) -> Part:
    if not a.nik or not b.nik or len(a.nik) != len(b.nik):
        return NOTHING
    weights = matching_content()["nik"]
    wrong = sum(p != q for p, q in zip(a.nik, b.nik, strict=True))
    if wrong == 0:
        return weights["same"], "nik_same"
    return (weights["one_digit"], "nik_one_digit") if wrong == 1 else (weights["different"], None)


def _place(a: Facts, b: Facts) -> Part:
    if a.family and a.family == b.family:
        return matching_content()["family"]["same"], "family_same"
    weights = matching_content()["address"]
    if a.rt and b.rt and a.rw == b.rw and a.rt == b.rt:
        return weights["same_rt"], "address_same"
    return (weights["different_rw"], None) if a.rw and b.rw and a.rw != b.rw else NOTHING


def _phone(a: Facts, b: Facts) -> Part:
    same = bool(a.phone) and a.phone == b.phone
    return (matching_content()["phone"]["same"], "phone_same") if same else NOTHING


def _household(parts: dict[str, Part]) -> bool:
    return parts["mother"][1] is not None or parts["place"][1] == "family_same"


def differ_by_vowel(a: str, b: str) -> bool:
    """Whether two words differ only in vowels that are not confused: Rizki and Rizka are two children."""
    x, y = fold(a), fold(b)
    wrong = [(p, q) for p, q in zip(x, y, strict=False) if p != q]
    vowels = all(p in VOWELS and q in VOWELS for p, q in wrong)
    return len(x) == len(y) and vowels and any(p + q not in pairs_of("vowel_pairs") for p, q in wrong)


def _told_apart(word: str, others: tuple[str, ...]) -> bool:
    best = max(others, key=lambda other: word_similarity(word, other))
    below = word_similarity(word, best) < matching_content()["twin"]["word_below"]
    return below or differ_by_vowel(word, best)


def _same_name_from() -> float:
    return matching_content()["name"]["same_from"]


def _names_differ(a: Facts, b: Facts) -> bool:
    """Whether a word of the shorter name has no fellow in the longer one."""
    x, y = parse_name(a.name), parse_name(b.name)
    if x.unnamed or y.unnamed or not x.words or not y.words:
        return False
    short, long = (x.words, y.words) if len(x.words) <= len(y.words) else (y.words, x.words)
    if len(short) < len(long) and word_similarity("".join(short), "".join(long)) >= _same_name_from():
        return False
    return any(_told_apart(word, long) for word in short)


def _twins(a: Facts, b: Facts, parts: dict[str, Part]) -> bool:
    """Born together in one household, and told apart by order, sex or name."""
    if parts["birth"][1] not in ("birth_same", "birth_near") or not _household(parts):
        return False
    if parts["nik"][1] == "nik_same":
        return False
    by_order = bool(a.birth_order and b.birth_order) and a.birth_order != b.birth_order
    by_sex = bool(a.sex and b.sex) and a.sex != b.sex
    return by_order or by_sex or (parts["birth"][1] == "birth_same" and _names_differ(a, b))


def _siblings(a: Facts, b: Facts, parts: dict[str, Part]) -> bool:
    """Of one household, with birth dates that cannot be the same date mistyped."""
    dated = a.birth_date and b.birth_date and not (a.birth_date_estimated or b.birth_date_estimated)
    return bool(dated) and parts["birth"][1] is None and _household(parts)


def _level(score: float) -> Level:
    levels = matching_content()["levels"]
    if score >= levels["sure"]:
        return "sure"
    if score >= levels["likely"]:
        return "likely"
    return "maybe" if score >= levels["maybe"] else "none"


def compare(a: Facts, b: Facts) -> Match:
    """How likely `a` and `b` are one person. Symmetric."""
    parts = {
        "name": _name(a, b),
        "birth": _birth(a, b),
        "sex": _sex(a, b),
        "mother": _mother(a, b),
        "father": _father(a, b),
        "nik": _nik(a, b),
        "place": _place(a, b),
        "phone": _phone(a, b),
    }
    twin = _twins(a, b, parts)
    score = sum(weight for weight, _ in parts.values())
    if twin:
        score += matching_content()["twin"]["penalty"]
    elif _siblings(a, b, parts):
        score += matching_content()["sibling"]["penalty"]
    score = round(score * 100) / 100
    reasons = tuple(reason for _, reason in parts.values() if reason)
    return Match(score, _level(score), reasons, twin)


def candidates(person: Facts, others: list[tuple[str, Facts]], limit: int = 3) -> list[tuple[str, Match]]:
    """The `limit` likeliest of `others` (id, facts), best first; only those that reach a level."""
    found = [(key, match) for key, facts in others if (match := compare(person, facts)).level != "none"]
    return sorted(found, key=lambda pair: (-pair[1].score, pair[0]))[:limit]
