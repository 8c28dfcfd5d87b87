"""A village, the national server and the line between them, for stories of sending."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from simpul.base import clock, ids
from simpul.care.tests.stories import Village
from simpul.exchange.satusehat import client as lines
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.content import Host
from simpul.exchange.satusehat.feeding import feed
from simpul.exchange.satusehat.models import FhirParcel
from simpul.exchange.satusehat.sending import send_due
from simpul.exchange.satusehat.tests.national import National, serving
from simpul.registry.models import Post
from tests.fhir.validator import Validator

DAY, NIK, IHS = "2026-03-10", "3171065009250001", "P02029102701"
State = FhirParcel.State


@dataclass
class Story:
    """A village, the national server, and the line between them."""

    village: Village
    national: National
    line: Connection

    def child(self, **over: Any) -> str:
        """A child whose NIK is known, and whose family has agreed."""
        child = self.village.child(self.village.family(), **({"nik": NIK} | over))
        self.agree(child)
        return child

    def agree(self, person: str, purpose: str = "satusehat", granted: bool = True) -> None:
        """The family's answer."""
        said = {"purpose": purpose, "granted": granted, "date": DAY, "given_by": "Ibu"}
        self.village.write("consent.given", person, said)

    def weigh(self, child: str, kg: float = 7.4, **values: Any) -> str:
        """A weighing; returns the visit."""
        self.village.weigh(child, DAY, kg, **values)
        return ids.visit_id(self.village.here, child, DAY)

    def correct(self, child: str, entry: Any, **values: Any) -> None:
        """Other figures for what the entry said."""
        visit = ids.visit_id(self.village.here, child, DAY)
        data = {"visit": visit, "corrects": entry.id, "values": values, "reason": "salah baca"}
        self.village.write("visit.corrected", child, data)

    def round(self, most: int = 20) -> int:
        """What a tick does. Chance stands still."""
        feed({str(self.line.puskesmas): self.line})
        return send_due({str(self.line.puskesmas): self.line}, most, chance=lambda: 0.0)

    def parcel(self, visit: str) -> FhirParcel:
        """What became of a visit."""
        return FhirParcel.objects.get(pk=visit)

    def later(self, **time: int) -> Any:
        """The clock, on so much."""
        moment = clock.now() + timedelta(**time)
        self.national.now = lambda: moment
        return clock.frozen(moment)


def telling(village: Village, r4: Validator) -> Iterator[Story]:
    """A line that stands for the block."""
    lines._tokens.clear()
    moment = clock.now()
    with serving(National(lambda: moment, r4, niks={NIK: IHS})) as national:
        puskesmas = Post.objects.get(pk=village.here).puskesmas_id
        host = Host(f"{national.address}/fhir-r4/v1", f"{national.address}/oauth2/v1/accesstoken?grant_type=x")
        assert puskesmas is not None
        line = Connection(UUID(str(puskesmas)), "client", "rahasia", "1000000001", date(2026, 1, 1), host=host)
        yield Story(village, national, line)
