"""Questions for the person who measures, when a figure looks unlikely. They never block the entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from simpul.knowledge.growth.ages import age_in_days
from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.method import INDICES, method
from simpul.knowledge.growth.single import score_one

FIELDS = ("weight_kg", "length_height_cm", "head_cm", "muac_cm")
_FIELD_OF = {
    "waz": "weight_kg",
    "haz": "length_height_cm",
    "whz": "weight_kg",
    "baz": "weight_kg",
    "hcz": "head_cm",
    "acz": "muac_cm",
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured at one visit; `measured` is "l" lying, "h" standing or None."""

    day: date
    weight_kg: float | None = None
    length_height_cm: float | None = None
    measured: str | None = None
    oedema: bool = False
    head_cm: float | None = None
    muac_cm: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the rule that asks, the field it is about, and the words in Indonesian and English."""

    rule: str
    field: str
    text: Mapping[str, str]


def questions(sex: int, birth: date, now: Measurement, before: Measurement | None = None) -> tuple[Question, ...]:
    """Return what to ask again about a measurement, at most one question per field.

    Rules: entry ranges, WHO flags, standing under 9 months, height that fell, weight that changed much since
    `before`. `sex`: 1 male, 2 female. Raises ValueError when the visit lies before the birth.
    """
    age = age_in_days(birth, now.day)
    asked: dict[str, Question] = {}
    for question in (
        *_ranges(now, age),
        *_trends(age, now, before),
        *_lying(now, age),
        *_flags(sex, now, age),
    ):
        asked.setdefault(question.field, question)
    return tuple(asked.values())


def _ranges(now: Measurement, age: int) -> Iterator[Question]:
    for field in FIELDS:
        value, usual = getattr(now, field), _content()["ranges"][field]
        if value is not None and age <= usual["age_to_days"] and not usual["from"] <= value <= usual["to"]:
            yield _question("range", field, field, value=value, **{"from": usual["from"], "to": usual["to"]})


def _trends(age: int, now: Measurement, before: Measurement | None) -> Iterator[Question]:
    if before is None or before.day >= now.day:
        return
    limits = _content()["trends"]
    fell = _difference(before.length_height_cm, now.length_height_cm)
    if fell is not None and -fell > limits["height_fell_cm"]["more_than"]:
        yield _question(
            "height_fell",
            "length_height_cm",
            "length_height_cm",
            value=now.length_height_cm,
            before=before.length_height_cm,
        )
    months = (now.day - before.day).days / method().days_per_month
    gain = _difference(before.weight_kg, now.weight_kg)
    if gain is None or not before.weight_kg:
        return
    share = gain / before.weight_kg / max(months, 1.0)
    limit = limits["weight_changed"]
    young = age < limit["age_to_months"] * method().days_per_month
    if young and abs(share) > limit["more_than_share_per_month"]:
        yield _question(
            "weight_changed",
            "weight_kg",
            "weight_kg",
            value=now.weight_kg,
            before=before.weight_kg,
            percent=round(share * 100),
        )


def _lying(now: Measurement, age: int) -> Iterator[Question]:
    rules = method()
    if now.measured == "h" and age / rules.days_per_month < rules.standing_implausible_below_months:
        yield _question("lying_expected", "measured", "length_height_cm")


def _flags(sex: int, now: Measurement, age: int) -> Iterator[Question]:
    result = score_one(
        sex,
        age_days=age,
        weight_kg=now.weight_kg,
        length_height_cm=now.length_height_cm,
        measured=now.measured,
        oedema=now.oedema,
        head_cm=now.head_cm,
        muac_cm=now.muac_cm,
    )
    for index in INDICES:
        if index in result.flags:
            yield _question("flag", _FIELD_OF[index], index)


def _difference(before: float | None, now: float | None) -> float | None:
    return None if before is None or now is None else now - before


def _question(rule: str, field: str, named: str, **figures: float | None) -> Question:
    words, name = _content()["questions"][rule], _content()["names"][named]
    text = {language: _filled(words[language], language, name, figures) for language in ("id", "en")}
    return Question(rule, field, text)


def _filled(words: str, language: str, name: Mapping[str, str], figures: Mapping[str, float | None]) -> str:
    for key, value in figures.items():
        number = f"{value:g}"
        words = words.replace(f"{{{key}}}", number.replace(".", ",") if language == "id" else number)
    return words.replace("{name}", name[language]).replace("{unit}", name.get("unit", ""))


def _content() -> dict[str, Any]:
    return read_content("plausibility")
