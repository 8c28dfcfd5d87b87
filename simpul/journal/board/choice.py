"""What the reader of the board asked for: a puskesmas, a kecamatan, a trouble, words in a name, an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from simpul.journal.alerts import kinds
from simpul.journal.board.rows import Row

ORDERS = {"telepon": _("Perlu dihubungi dulu"), "nama": _("Nama posyandu"), "belum": _("Belum terkirim terbanyak")}
ANY, NONE = "ada", "tidak-ada"
"""Any trouble; none."""


@dataclass(frozen=True)
class Choice:
    """The filters of the address; empty ones let everything through."""

    q: str = ""
    puskesmas: str = ""
    district: str = ""
    trouble: str = ""
    order: str = "telepon"

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows asked for, in the order asked for."""
        kept = [row for row in rows if self._lets(row)]
        if self.order == "nama":
            return sorted(kept, key=lambda row: row.health.post.name)
        if self.order == "belum":
            return sorted(kept, key=lambda row: -row.health.pending)
        return kept

    def _lets(self, row: Row) -> bool:
        codes = {trouble.code for trouble in row.troubles}
        return (
            self.q.casefold() in row.health.post.name.casefold()
            and self.puskesmas in ("", str(row.puskesmas.pk) if row.puskesmas else "-")
            and self.district in ("", row.district)
            and (
                not self.trouble
                or (self.trouble == ANY and bool(codes))
                or (self.trouble == NONE and not codes)
                or self.trouble in codes
            )
        )

    @property
    def query(self) -> str:
        """The choice as the query of an address."""
        named = {"q": self.q, "puskesmas": self.puskesmas, "kecamatan": self.district, "masalah": self.trouble}
        order = "" if self.order == "telepon" else self.order
        return urlencode({key: value for key, value in (named | {"urut": order}).items() if value})


def choice(asked: QueryDict) -> Choice:
    """Read from an address; what nobody offers counts as nothing asked."""
    trouble, order = asked.get("masalah", ""), asked.get("urut", "")
    return Choice(
        asked.get("q", "").strip()[:80],
        asked.get("puskesmas", "")[:36],
        asked.get("kecamatan", "")[:8],
        trouble if trouble in (ANY, NONE, *kinds.KINDS) else "",
        order if order in ORDERS else "telepon",
    )


def offered(rows: Sequence[Row]) -> dict[str, Any]:
    """What the filters offer: puskesmas, kecamatan and troubles that are there, with how many posts each has."""
    houses = {str(row.puskesmas.pk): row.puskesmas.name for row in rows if row.puskesmas}
    districts = {row.district: row.district_name or row.district for row in rows}
    counted: dict[str, int] = {}
    for row in rows:
        for code in {trouble.code for trouble in row.troubles}:
            counted[code] = counted.get(code, 0) + 1
    troubles = [(code, kind.short, counted[code]) for code, kind in kinds.KINDS.items() if code in counted]
    return {
        "houses": sorted(houses.items(), key=lambda pair: pair[1]),
        "districts": sorted(districts.items(), key=lambda pair: pair[1]),
        "troubles": troubles,
        "in_trouble": sum(bool(row.troubles) for row in rows),
        "orders": ORDERS.items(),
    }
