"""Growth of one invented child: a path of z-scores with drift, noise and setbacks, read back through the WHO tables.

The spread is set so that a kelurahan looks like the country: stunting about 21 %, underweight about 16 %, wasting about
8 % (Survei Kesehatan Indonesia 2023: 21.5, 15.9 and 8.5 %).
"""

from dataclasses import dataclass
from random import Random

from simpul.knowledge.growth.ages import days_of_months
from simpul.knowledge.growth.single import value_at

MONTHS = 60


@dataclass(frozen=True)
class Measures:
    """What scale and board show: kg, cm; `lying` below two years."""

    weight_kg: float
    length_cm: float
    head_cm: float
    muac_cm: float | None
    lying: bool


class Trajectory:
    """Monthly z-scores of weight, length and head from birth to five years."""

    def __init__(self, random: Random, sex: int) -> None:
        """`sex`: 1 male, 2 female."""
        self.sex = sex
        self.random = random
        frame, flesh = random.gauss(0, 1), random.gauss(0, 1)
        self.length_z = [-0.45 - 0.85 * min(m, 24) / 24 + 1.02 * frame for m in range(MONTHS + 1)]
        self.weight_z = self._weights(0.66 * frame + 0.76 * flesh)
        self.head_z = -0.3 + 0.75 * random.gauss(0, 1)
        self.muac_z = -0.35 + 0.35 * frame + 0.7 * flesh

    def _weights(self, build: float) -> list[float]:
        swing, setback, path = 0.0, 0.0, []
        for month in range(MONTHS + 1):
            swing = 0.55 * swing + self.random.gauss(0, 0.1)
            if month > 4 and self.random.random() < 0.035:
                setback += self.random.uniform(0.25, 0.6)
            setback *= 0.8
            path.append(-0.38 - 0.62 * min(month, 18) / 18 + build + swing - setback)
        return path

    def at(self, age_days: int) -> Measures:
        """The measures at an age of 0 to 1826 days, with the rounding of real tools."""
        month = min(MONTHS - 1, int(age_days / 30.4375))
        part = min(1.0, (age_days - days_of_months(month)) / 30.4375)
        length = self._value("lhfa", age_days, self._between(self.length_z, month, part))
        muac = self._value("acfa", age_days, self.muac_z + 0.3 * self._between(self.weight_z, month, part))
        return Measures(
            weight_kg=round(self._value("wfa", age_days, self._between(self.weight_z, month, part)) or 3.0, 1),
            length_cm=round((length or 50.0) + self.random.gauss(0, 0.12), 1),
            head_cm=round(self._value("hcfa", age_days, self.head_z) or 34.0, 1),
            muac_cm=round(muac, 1) if muac and age_days >= 183 else None,
            lying=age_days < 731,
        )

    def _value(self, table: str, age_days: int, z: float) -> float | None:
        return value_at("who-2006", table, self.sex, age_days, max(-4.2, min(4.2, z)))

    @staticmethod
    def _between(path: list[float], month: int, part: float) -> float:
        return path[month] + (path[month + 1] - path[month]) * part
