"""Units, posts and accounts of the seed. Areas are real; posts, people, telephones and positions are invented."""

from dataclasses import dataclass
from random import Random
from typing import Any

from simpul.registry.capabilities.hours import ALWAYS
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Account, Area, Assignment, Post, Unit
from simpul.seeds.city.areas import share
from simpul.seeds.city.place import NO_PASSWORD, SINCE
from simpul.seeds.demo.names import MOTHERS
from simpul.seeds.demo.place import POSTS as FLOWERS
from simpul.seeds.demo.place import STAFF, area_staff, name_id, operator, staff
from simpul.seeds.dki.figures import figures

Kind, Role = Unit.Kind, Assignment.Role
HOME = "31.74.01"
"""Kecamatan Tebet: the staff that signs in everywhere works at its puskesmas."""
ALSO = {"bidan.gambir": "31.71.01", "bidan.koja": "31.72.03", "bidan.durensawit": "31.75.07"}
"""Officers of other puskesmas that sign in."""
OFFICE = {day: [["07:30", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
NEAR = 0.012
"""Degrees, somewhat more than a kilometre: how far a place lies from the middle of its kecamatan."""
WHERE = "Perkiraan: sekitar tengah kecamatan, bukan alamat"
KADER, KADER_LOGIN = 3, "kader.melati1"


@dataclass(frozen=True)
class Made:
    """Units by what they are: puskesmas by the code of their kecamatan, hospitals by name, posts in order."""

    puskesmas: dict[str, Unit]
    hospitals: dict[str, Unit]
    mental: frozenset[str]
    posts: list[Unit]


def make() -> Made:
    """Write all units, profiles and accounts."""
    areas = {one.code: one for one in Area.objects.filter(code__startswith=figures()["area"])}
    districts = sorted(code for code, area in areas.items() if area.level == 3)
    puskesmas = {code: _unit(Kind.PUSKESMAS, f"Puskesmas {areas[code].name}", code) for code in districts}
    told = figures()["hospitals"]
    hospitals = {one["name"]: _unit(Kind.HOSPITAL, one["name"], one["district"]) for one in told}
    posts = _posts(sorted(code for code, area in areas.items() if area.level == 4), areas)
    Unit.objects.bulk_create([*puskesmas.values(), *hospitals.values(), *posts], batch_size=1000)
    Post.objects.bulk_create((_post(unit, puskesmas) for unit in posts), batch_size=1000)
    _profiles(puskesmas, hospitals, posts)
    _people(puskesmas, posts, areas)
    return Made(puskesmas, hospitals, frozenset(one["name"] for one in told if one["mental"]), posts)


def _unit(kind: Unit.Kind, name: str, area: str) -> Unit:
    return Unit(id=name_id(f"dki|{name}|{area}"), kind=kind, name=name, area_id=area, open_from="2020-01-01")


def _posts(villages: list[str], areas: dict[str, Area]) -> list[Unit]:
    """The published number, shared evenly: nobody published how many each kelurahan has."""
    counts = share(figures()["posts"]["count"], dict.fromkeys(villages, 1))
    return [
        _unit(Kind.POST, f"Posyandu {FLOWERS[number % len(FLOWERS)]} {number + 1} {areas[code].name}", code)
        for code in villages
        for number in range(counts[code])
    ]


def _post(unit: Unit, puskesmas: dict[str, Unit]) -> Post:
    number = int(unit.name.split()[2])
    return Post(
        unit=unit,
        puskesmas=puskesmas[unit.area_id[:8]],
        nrp=f"{unit.area_id}.{number:03}",
        schedule="Setiap bulan, pukul 08.00",
        rw=f"{number:02}",
    )


def _profiles(puskesmas: dict[str, Unit], hospitals: dict[str, Unit], posts: list[Unit]) -> None:
    random = Random("dki positions")
    rows = [_profile(unit, random, hours=OFFICE) for unit in puskesmas.values()]
    for number, unit in enumerate(hospitals.values()):
        # Every third hospital answers with accounts of its own; the others are told by message and link.
        contact = {"whatsapp": f"0812000000{number:02}", "contact_name": "Petugas penerima rujukan (contoh)"}
        rows.append(_profile(unit, random, hours=ALWAYS, uses_simpul=number % 3 == 0, **contact))
    rows += [_profile(unit, random) for unit in posts]
    UnitProfile.objects.bulk_create(rows, batch_size=1000)


def _profile(unit: Unit, random: Random, **more: Any) -> UnitProfile:
    latitude, longitude = figures()["districts"][unit.area_id[:8]]
    return UnitProfile(
        unit=unit,
        latitude=round(latitude + random.uniform(-NEAR, NEAR), 5),
        longitude=round(longitude + random.uniform(-NEAR, NEAR), 5),
        source=WHERE,
        **more,
    )


def _people(puskesmas: dict[str, Unit], posts: list[Unit], areas: dict[str, Area]) -> None:
    province = areas[figures()["area"]]
    for login, name, role, title, does in STAFF:
        staff(login, name, role, puskesmas[HOME], title, does)
    for number, (login, code) in enumerate(ALSO.items()):
        staff(login, f"Bidan {MOTHERS[number]}", Role.OFFICER, puskesmas[code], "Bidan koordinator", "bidan")
    office = Unit.objects.create(
        id=name_id("dki|dinas"), kind=Kind.AGENCY, name="Dinas Kesehatan DKI Jakarta", area=province, field="kesehatan"
    )
    staff("dinas", "Hendra Wijaya", Role.AGENCY, office, "Bidang kesehatan masyarakat")
    Unit.objects.create(id=name_id("dki|tim"), kind=Kind.TEAM, name="Tim Pembina Posyandu DKI Jakarta", area=province)
    area_staff("tim", "Ibu Lestari Handayani", Role.TEAM, province)
    operator("Operator DKI Jakarta")
    _kader(next(post for post in posts if post.area_id.startswith(HOME)))


def _kader(post: Unit) -> None:
    for number in range(KADER):
        login = KADER_LOGIN if number == 0 else f"kader.melati{number + 1}"
        account = Account.objects.create(
            id=name_id(login), username=login, name=f"Ibu {MOTHERS[-number - 1]}", password=NO_PASSWORD
        )
        Assignment.objects.create(account=account, role=Role.KADER, unit=post, starts_on=SINCE, title="Kader")
