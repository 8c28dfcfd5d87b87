"""The list of who has not answered: filtered, searched, in an order of one's choice, and as a sheet to take along."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, OrderBy, QuerySet, Subquery
from django.db.models import OuterRef as Outer
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.exchange.models import SurveyLink
from simpul.exchange.reporting.capability.counting import KINDS
from simpul.exchange.sheets import writing
from simpul.exchange.survey import reminding
from simpul.exchange.survey.register import Asked, filtered
from simpul.knowledge.services import Service
from simpul.registry.models import Account, Unit

ORDERS: dict[str, tuple[str | Promise, tuple[str | OrderBy, ...]]] = {
    "wilayah": (_("Wilayah"), ("area", "kind", "name", "pk")),
    "nama": (_("Nama"), ("name", "area", "pk")),
    "diingatkan": (_("Paling lama tidak diingatkan"), (F("last").asc(nulls_first=True), "area", "name", "pk")),
}
FIRST = "wilayah"
HEADERS = ["id", "nama", "jenis", "kode_wilayah", "wilayah", "puskesmas", "cara_dihubungi", "terakhir_diingatkan"]
LONGEST = 80


@dataclass(frozen=True)
class Wanted:
    """What is asked of the list; empty: no matter."""

    kind: str = ""
    area: str = ""
    text: str = ""
    order: str = FIRST

    @property
    def query(self) -> str:
        """The same as part of an address."""
        return urlencode({"jenis": self.kind, "wilayah": self.area, "q": self.text, "urut": self.order})

    @property
    def is_narrowed(self) -> bool:
        """Whether some of those who are silent are left out."""
        return bool(self.kind or self.area or self.text)


def wanted(given: QueryDict) -> Wanted:
    """What an address or a form asks for; a value that is none is left out."""
    kind, order = given.get("jenis", ""), given.get("urut", "")
    return Wanted(
        kind if kind in KINDS else "",
        given.get("wilayah", "").strip()[:LONGEST],
        given.get("q", "").strip()[:LONGEST],
        order if order in ORDERS else FIRST,
    )


def listed(actor: Account, service: Service, asked: Wanted, today: date) -> QuerySet[Unit]:
    """Who has not answered among the actor's units, as far as it fits, in the order asked for."""
    fits = Asked(kind=asked.kind, area=asked.area, text=asked.text)
    links = SurveyLink.objects.filter(unit=Outer("pk"), service=service.id).order_by().values("unit")
    found = filtered(reminding.silent_units(actor, service), fits, today)
    return found.annotate(last=Subquery(links.annotate(at=Max("made_at")).values("at"))).order_by(
        *ORDERS[asked.order][1]
    )


def sheet(form: str, service: Service, units: QuerySet[Unit]) -> bytes:
    """The list as `xlsx` or `csv`: whom to call, and how; never a number, which the unit's own page knows."""
    rows = [_row(one) for one in reminding.silent(list(units), service)]
    if form == "xlsx":
        return writing.as_xlsx("Belum menjawab", HEADERS, rows, wide=("id", "nama", "puskesmas"))
    return writing.as_csv(HEADERS, rows, ";")


def _row(one: reminding.Silent) -> list[Any]:
    unit = one.unit
    puskesmas = unit.post.puskesmas.name if unit.kind == Unit.Kind.POST and unit.post.puskesmas else ""
    reminded = one.reminded.astimezone(clock.JAKARTA).date().isoformat() if one.reminded else ""
    kind = str(unit.get_kind_display())
    return [str(unit.pk), unit.name, kind, unit.area_id, unit.area.name, puskesmas, one.channel, reminded]
