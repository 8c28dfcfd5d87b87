"""The sheet that goes out: the real units of the area, one row for each service asked, answers left empty."""

from collections.abc import Iterable, Sequence
from datetime import date

from simpul.base.words import say
from simpul.exchange.sheets import writing
from simpul.exchange.survey.content import survey
from simpul.knowledge.services import Service
from simpul.registry.capabilities.standing import standing_on
from simpul.registry.models import Unit

WIDE = ("unit", "name")
SAYS = {"able": "ya", "not_able": "belum", "not_surveyed": ""}


def headers() -> list[str]:
    """As the template prints them."""
    return [one.headers[0] for one in survey().columns]


def as_file(form: str, units: Sequence[Unit], services: Iterable[Service], today: date) -> bytes:
    """The template as `xlsx` or `csv`; units that answered before bear their answer, so that only changes are typed."""
    rows = [row for service in services for row in _rows(units, service, today)]
    if form == "xlsx":
        wide = [one.headers[0] for one in survey().columns if one.field in WIDE]
        return writing.as_xlsx(say(survey().sheet), headers(), rows, wide=wide)
    return writing.as_csv(headers(), rows, ";")


def _rows(units: Sequence[Unit], service: Service, today: date) -> list[list[object]]:
    asked = [unit for unit in units if unit.kind in service.offered_by]
    standings = standing_on(service.id, [unit.pk for unit in asked], today)
    made: list[list[object]] = []
    for unit in asked:
        held = standings[unit.pk].capability
        known: dict[str, object] = {
            "unit": str(unit.pk),
            "name": unit.name,
            "kind": str(unit.get_kind_display()),
            "village": unit.area.name,
            "service": service.id,
            "status": SAYS[standings[unit.pk].status],
            "on": held.valid_from.isoformat() if held else "",
        }
        evidence = {name: _cell(value) for name, value in (held.evidence if held else {}).items()}
        made.append([(known | evidence).get(column.field, "") for column in survey().columns])
    return made


def _cell(value: object) -> object:
    return ("ya" if value else "tidak") if isinstance(value, bool) else value
