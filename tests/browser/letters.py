"""Letters for stories of paper: nearly empty, full, and as long as the register's columns let names become."""

from dataclasses import dataclass
from typing import Any

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.network.links.making import make
from simpul.network.links.models import AnswerLink
from simpul.network.links.tokens import path_of, token_of
from simpul.network.models import Request
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Account, Unit

NAME = "Raden Ajeng Siti Nurhaliza Kusumaningtyas Wulandari Prawirodirdjo"
REASONS = (
    "Berat badan di bawah garis merah dan tidak naik dua bulan berturut-turut.",
    "Perkembangan: belum bisa berdiri tanpa berpegangan, belum menirukan suara.",
    "Batuk lebih dari dua minggu, ada anggota keluarga yang minum obat TBC.",
    "Kedua kaki bengkak.",
)
MESSAGE = "Ibu bekerja sampai pukul dua; nenek yang mengantar. Mohon dilayani bersama kakaknya. "


PLACE = "Jalan Letnan Jenderal Haji Abdul Moerdiono Soebroto Kavling 128 Blok C-12, RT 004/RW 012"


@dataclass(frozen=True)
class Much:
    """How much a letter has to say: names and address of the place, the person, reasons, a message."""

    name: str = "Ani"
    unit: str = "RSUD Tebet"
    address: str = ""
    reasons: tuple[str, ...] = ()
    message: str = ""


MUCH = {
    "little": Much(),
    "full": Much(
        NAME,
        "Rumah Sakit Umum Daerah Khusus Ibu dan Anak Kecamatan Tanjung Duren Selatan",
        PLACE,
        REASONS,
        MESSAGE * 2,
    ),
    "most": Much(
        NAME,
        "Rumah Sakit Umum Daerah Khusus Ibu, Anak, dan Penyakit Menular Kecamatan Tanjung Duren Selatan Jakarta Barat",
        f"{PLACE}, seberang kantor kelurahan lama, masuk lewat pintu samping dekat loket pendaftaran lantai dasar",
        REASONS * 3,
        MESSAGE * 6,
    ),
}


def letter(login: str, much: str, coded: bool) -> dict[str, Any]:
    """A request to a hospital without Simpul; gives its id and, where there is a code, what the code says."""
    officer = Account.objects.get(username=login)
    home = Unit.objects.get(pk__in=officer.assignments.values("unit"))
    post = str(Unit.objects.filter(post__puskesmas=home).order_by("name").values_list("pk", flat=True)[0])
    asked, person, says = str(ids.uuid7()), str(ids.uuid7()), MUCH[much]
    append(post, [*_measured(post, person, says), _asks(asked, person, _hospital(home, says), says)], officer)
    link = make(Request.objects.get(pk=asked), AnswerLink.Way.LETTER, officer) if coded else None
    return {"request": asked, "path": path_of(token_of(link.pk)) if link else ""}


def _hospital(home: Unit, says: Much) -> Unit:
    unit = Unit.objects.create(
        kind=Unit.Kind.HOSPITAL, name=says.unit, area_id=home.area_id, address=says.address, phone="021-1234"
    )
    UnitProfile.objects.create(unit=unit, uses_simpul=False)
    return unit


def _measured(post: str, person: str, says: Much) -> list[Draft]:
    """Somebody of the register, measured today: short and not gaining where much is to be said."""
    full = bool(says.reasons)
    today = clock.today().isoformat()
    born = clock.today().replace(year=clock.today().year - 1, day=1).isoformat()
    family = str(ids.uuid7())
    home = {"head_name": "Bagus", "rt": "004", "rw": "012", "address": "Gang Haji Abdul Karim Amrullah nomor 128 B"}
    who = {"name": says.name, "sex": "P", "birth_date": born, "family": family if full else None}
    visit = {"visit": ids.visit_id(post, person, today), "date": today, "card": "balita", "step": 2}
    values = {"weight_kg": 5.2 if full else 9.0, "length_height_cm": 62.0 if full else 74.5, "measured": "l"}
    drafts = [Draft("family.registered", family, home)] if full else []
    return [
        *drafts,
        Draft("person.registered", person, who),
        Draft("visit.recorded", person, visit | {"values": values}),
    ]


def _asks(asked: str, person: str, unit: Unit, says: Much) -> Draft:
    reasons = [{"rule": f"RJ-{n}", "text": text} for n, text in enumerate(says.reasons)]
    said = {"person": person, "service": "kesehatan", "to_unit": str(unit.pk), "reasons": reasons}
    return Draft("request.opened", asked, said | {"urgency": "segera", "message": says.message})
