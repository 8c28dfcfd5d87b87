"""Who is asked: age and sex, as the gates of an instrument see them."""

from dataclasses import dataclass

MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Respondent:
    """The person asked about. Ages are completed years and months; `sex` is L, P or None for not known."""

    age_years: float | None
    sex: str | None
    age_months: float | None = None

    def facts(self) -> dict[str, object]:
        """Facts for rules. Of two ages the one that is absent follows from the other (whole years when only years)."""
        years, months = self.age_years, self.age_months
        if months is None and years is not None:
            months = years * MONTHS_PER_YEAR
        if years is None and months is not None:
            years = months / MONTHS_PER_YEAR
        return {"age_years": _completed(years), "age_months": _completed(months), "sex": self.sex}


def _completed(age: float | None) -> int | None:
    return None if age is None else int(age)
