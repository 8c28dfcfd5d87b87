"""Write whole answers for random people, which TypeScript must repeat to the last field.

`python -m simpul.knowledge.parity` writes `vectors/{forecast,cards,instruments}-parity.json`; with `--check` it
only says whether they are up to date. The golden cases written by hand are beside them.
"""

import json
import random
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from .cards import CARDS, evaluate, load_card
from .cards.model import Field
from .parity_instruments import instrument_cases
from .schedules import SCHEDULES, Dose, Forecast, Person, forecast, known_products, load_schedule
from .vectors import VECTORS_DIR

_PROVINCES = (None, "31.74", "34", "51.71.01", "52", "61", "91.03", "96")
_DAYS = (0, 1, 2, 7, 8, 28, 41, 42, 60, 90, 120, 209, 210, 270, 300, 359, 360, 540, 1799, 1800)


def forecast_cases(count: int = 90) -> list[dict[str, Any]]:
    """Random histories on all schedules, with the whole forecast as arrays."""
    dice = random.Random(20261122)  # noqa: S311 - repeatable, not secret
    return [_forecast_case(dice, SCHEDULES[i % len(SCHEDULES)]) for i in range(count)]


def _forecast_case(dice: random.Random, schedule_id: str) -> dict[str, Any]:
    schedule = load_schedule(schedule_id)
    start = date(2023, 1, 1) + timedelta(days=dice.randrange(1300))
    person = {schedule.anchor: start.isoformat(), "province": dice.choice(_PROVINCES)}
    accepted = sorted({p for series in schedule.data["series"] for p in series["accepts"]})
    history = [_dose(dice, start, accepted) for _ in range(dice.randrange(16))]
    on = start + timedelta(days=_day(dice))
    known: dict[str, Any] = {schedule.anchor: start, "province": person["province"]}
    answer = forecast(schedule, Person(**known), history, on)
    return {
        "schedule": schedule_id,
        "person": person,
        "history": [{"product": d.product, "date": d.date.isoformat(), "dose": d.dose} for d in history],
        "on": on.isoformat(),
        "answer": _plain(answer),
    }


def _dose(dice: random.Random, start: date, accepted: list[str]) -> Dose:
    products = accepted if dice.random() < 0.9 else [*sorted(known_products()), "XYZ"]
    declared = dice.choice((None, None, 1, 2))
    return Dose(dice.choice(products), start + timedelta(days=_day(dice)), declared)


def _day(dice: random.Random) -> int:
    return dice.choice(_DAYS) if dice.random() < 0.5 else dice.randrange(-5, 1000)


def _plain(answer: Forecast) -> dict[str, Any]:
    rows: list[list[object]] = [[_text(value) for value in row] for row in answer.rows]
    return {
        "rows": rows,
        "not_counted": [[_text(value) for value in item] for item in answer.not_counted],
        "counted": {name: [day.isoformat() for day in days] for name, days in answer.counted.items()},
    }


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def card_cases(count: int = 90) -> list[dict[str, Any]]:
    """Random facts on all cards, with the action, what fired with its trace, and what stayed undecided."""
    dice = random.Random(20261123)  # noqa: S311 - repeatable, not secret
    return [_card_case(dice, CARDS[i % len(CARDS)]) for i in range(count)]


def _card_case(dice: random.Random, card_id: str) -> dict[str, Any]:
    card = load_card(card_id)
    facts: dict[str, Any] = {field.id: _fact(dice, field) for field in card.fields if dice.random() < 0.8}
    facts |= {name: make(dice) for name, make in _DERIVED.items() if dice.random() < 0.8}
    settings = {"tbc_rule": dice.choice(("two_of_four", "any"))}
    answer = evaluate(card, facts, settings)
    fired = [[f["id"], f["action"], [dict(clause) for clause in f["trace"]]] for f in answer["fired"]]
    return {
        "card": card_id,
        "facts": facts,
        "settings": settings,
        "action": answer["action"],
        "fired": fired,
        "unknown": answer["unknown"],
    }


def _some(dice: random.Random) -> bool:
    return dice.random() < 0.3


def _band(dice: random.Random) -> str:
    return dice.choice(("rendah", "normal", "tinggi"))


_DERIVED: Mapping[str, Any] = {
    "age_months": lambda dice: dice.choice((0, 5, 6, 11, 12, 24, 59, 60, 72)),
    "age_days": lambda dice: dice.choice((0, 28, 29, 400)),
    "born_early": _some,
    "waz": lambda dice: round(dice.uniform(-4, 3), 2),
    "haz": lambda dice: round(dice.uniform(-4, 3), 2),
    "whz": lambda dice: dice.choice((-3.0, -2.01, -2.0, 0.0, 1.0, 1.01, 2.5)),
    "baz": lambda dice: dice.choice((-2.01, -2.0, 1.0, 1.01)),
    "hcz": lambda dice: dice.choice((-2.01, -2.0, 2.0, 2.01)),
    "kms": lambda dice: dice.choice("NTOB"),
    "t_streak": lambda dice: dice.randrange(3),
    "bgm": lambda dice: dice.random() < 0.2,
    "above_orange": lambda dice: dice.random() < 0.2,
    "gestational_age_weeks": lambda dice: dice.choice((8, 12, 13, 20, 27, 28, 38)),
    **dict.fromkeys(("bp_severe", "bp_elevated", "glucose_watch", "waist_risk", "muac_low"), _some),
    **dict.fromkeys(("bp_band", "glucose_band", "cholesterol_band", "uric_acid_band"), _band),
    "bmi_band": lambda dice: dice.choice(("sangat_kurus", "kurus", "normal", "gemuk", "obesitas")),
    "imt_u": lambda dice: dice.choice(("severe_wasting", "wasting", "normal", "overweight", "obesity")),
    "anaemia": lambda dice: dice.choice(("tidak", "ringan", "sedang", "berat")),
    **dict.fromkeys(("puma_action", "aks_action", "skilas_action"), lambda dice: dice.choice(("edukasi", "rujuk"))),
    "days_since_delivery": lambda dice: dice.choice((1, 42, 43, 300)),
}


def _fact(dice: random.Random, field: Field) -> object:
    if field.type in ("decimal", "integer"):
        number = dice.uniform(field.min or 0, field.max or 1)
        return round(number) if field.type == "integer" else round(number, field.decimals)
    if field.type == "boolean":
        return dice.choice((True, False, False, None))
    return dice.choice(field.choices) if field.type == "choice" else dice.choice(("", "batuk"))


def render() -> dict[str, str]:
    """The text of each generated file, by name below `vectors/`."""
    about = "Generated by python -m simpul.knowledge.parity: whole answers that TypeScript must repeat."
    parts = {
        "forecast-parity.json": forecast_cases(),
        "cards-parity.json": card_cases(),
        "instruments-parity.json": instrument_cases(),
    }
    return {name: _lines(about, cases) for name, cases in parts.items()}


def _lines(about: str, cases: list[dict[str, Any]]) -> str:
    body = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    return f'{{"about": {json.dumps(about)}, "cases": [\n{body}\n]}}\n'


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` return 1 when one is out of date."""
    stale = [name for name, text in render().items() if _read(name) != text]
    if "--check" not in arguments:
        for name, text in render().items():
            (VECTORS_DIR / name).write_text(text, encoding="utf-8")
        return 0
    for name in stale:
        sys.stderr.write(f"vectors/{name}: out of date; run python -m simpul.knowledge.parity\n")
    return 1 if stale else 0


def _read(name: str) -> str:
    path = VECTORS_DIR / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
