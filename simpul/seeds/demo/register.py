"""What the places of the demo can do, where they are and how they are told: two that do not use Simpul among them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from simpul.registry.capabilities.declare import Declaration, declare_many
from simpul.registry.capabilities.hours import ALWAYS
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Area, Unit
from simpul.seeds.demo.place import VILLAGE, Place, unit

SOURCE = "Survei contoh (buatan)"
WHERE = "Titik contoh, bukan alamat sebenarnya"
OFFICE = {day: [["08:00", "15:00"]] for day in ("mon", "tue", "wed", "thu", "fri")} | {"sat": [["08:00", "12:00"]]}
BASIC = ("kesehatan", "kia", "gizi", "imunisasi")
MIND = ("kesehatan-jiwa", "konsultasi-jiwa-daring", "cek-diri")
CENTRE = (-6.1781, 106.6319)
ANSWERED: tuple[dict[str, Any] | None, ...] = (
    {"trained_kader": 3, "instruments": True, "private_corner": True},
    {"trained_kader": 2, "instruments": True, "private_corner": False},
    {},
    {"trained_kader": 1, "instruments": True, "private_corner": True},
    {},
    None,
    None,
    None,
)
"""Of each post: evidence of one that is able, nothing of one that is not, None of one that has not answered."""


@dataclass(frozen=True)
class Neighbour:
    """A further place: kind, name, address, telephone, degrees from the centre, services, profile."""

    kind: Unit.Kind
    name: str
    address: str
    phone: str
    off: tuple[float, float]
    services: tuple[str, ...]
    profile: dict[str, Any]


NEIGHBOURS = (
    Neighbour(
        Unit.Kind.PUSKESMAS, "Puskesmas Cendana (contoh)", "Jalan Cendana Raya", "021-5500-0003", (0.021, 0.012),
        (*BASIC, "kesehatan-jiwa"), {"hours": OFFICE, "contact_name": "Bagian rujukan", "whatsapp": "081200000003",
                                     "uses_simpul": False},
    ),
    Neighbour(
        Unit.Kind.HOSPITAL, "RS Kesehatan Jiwa Cisadane (contoh)", "Jalan Cisadane", "021-5500-0004", (-0.045, 0.03),
        ("kesehatan-jiwa", "rawat-jiwa"),
        {"hours": ALWAYS, "contact_name": "Meja penerimaan", "email": "penerimaan@contoh.example",
         "uses_simpul": False},
    ),
)  # fmt: skip


def declare_all(place: Place, today: date) -> None:
    """Further places, profiles, and declarations that were made over the last months."""
    puskesmas, hospital = UUID(place.puskesmas), UUID(place.hospital)
    _profile(puskesmas, (0.002, 0.001), hours=OFFICE)
    contact = {"contact_name": "Bagian rujukan", "whatsapp": "081200000002", "uses_simpul": False}
    _profile(hospital, (0.014, -0.009), hours=ALWAYS, **contact)
    for number, post in enumerate(place.posts):
        _profile(UUID(post), (0.001 * number - 0.004, 0.0012 * (number % 3)))
    declare_many([*_offices(puskesmas, hospital, today), *_posts(place.posts, today)], None)


def _offices(puskesmas: UUID, hospital: UUID, today: date) -> list[Declaration]:
    told = [_able(puskesmas, service, today, 200) for service in BASIC]
    for service in MIND:
        evidence = {"psychologist": 1, "private_corner": True}
        told.append(_able(puskesmas, service, today, 200, evidence=evidence, capacity_per_week=12, verified=True))
    told += [_able(hospital, service, today, 150) for service in (*BASIC[:3], "gawat-darurat")]
    told.append(_able(hospital, "kesehatan-jiwa", today, 150, evidence={"psychologist": 2}))
    village = Area.objects.get(code=VILLAGE)
    for one in NEIGHBOURS:
        made = unit(one.kind, one.name, village, one.address, one.phone)
        _profile(made.pk, one.off, **one.profile)
        told += [_able(made.pk, service, today, 120, capacity_per_week=6) for service in one.services]
    return told


def _posts(posts: tuple[str, ...], today: date) -> list[Declaration]:
    return [
        Declaration(
            UUID(post),
            "kesehatan-jiwa",
            "able" if evidence else "not_able",
            today - timedelta(days=60 + 3 * number),
            SOURCE,
            evidence,
            cost="free",
        )
        for number, (post, evidence) in enumerate(zip(posts, ANSWERED, strict=True))
        if evidence is not None
    ]


def _able(unit: UUID, service: str, today: date, days_ago: int, *, verified: bool = False, **more: Any) -> Declaration:
    on = today - timedelta(days=days_ago)
    if verified:
        more |= {"verified_by": "Dinas Kesehatan (contoh)", "verified_on": on + timedelta(days=14)}
    return Declaration(unit, service, "able", on, SOURCE, **more)


def _profile(unit: UUID, off: tuple[float, float], **more: Any) -> None:
    north, east = CENTRE
    UnitProfile.objects.update_or_create(
        unit_id=unit,
        defaults={"latitude": round(north + off[0], 5), "longitude": round(east + off[1], 5), "source": WHERE} | more,
    )
