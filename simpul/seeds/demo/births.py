"""How the demo's families plan a birth and how it went; drawn from the pregnancy's id, so that nothing else moves."""

from random import Random

PLACES = (
    ("puskesmas", "bidan", "normal"),
    ("pmb", "bidan", "normal"),
    ("rs", "spog", "sesar"),
    ("rs", "spog", "normal"),
)
WEIGHTS = (5, 3, 2, 1)
METHODS = ("suntik", "implan", "akdr", "pil", "mal")


def plan_of(pregnancy: str, husband: str) -> dict[str, str]:
    """What the family has arranged: some have everything, most have begun."""
    random = Random(f"plan|{pregnancy}")
    plan = {
        "plan_place": "Puskesmas",
        "plan_helper": "Bidan",
        "plan_companion": husband,
        "plan_transport": "Mobil tetangga",
        "plan_donors": "Adik ibu, golongan darah sama",
        "plan_money": "JKN dan tabungan",
        "plan_contraception": random.choice(METHODS),
    }
    made = random.randrange(len(plan) + 1)
    return dict(list(plan.items())[:made])


def delivery_of(pregnancy: str) -> dict[str, str]:
    """Where, by whom and how the child was born."""
    random = Random(f"birth|{pregnancy}")
    place, helper, mode = random.choices(PLACES, WEIGHTS)[0]
    time = f"{random.randrange(24):02}:{random.randrange(60):02}"
    return {
        "birth_time": time,
        "birth_place": place,
        "birth_helper": helper,
        "birth_mode": mode,
        "mother_condition": "well",
    }
