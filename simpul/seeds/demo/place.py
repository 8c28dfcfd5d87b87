"""The place: Kelurahan Sukasari in Kota Tangerang is real; the units' names, staff and families are invented."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from simpul.base import clock
from simpul.base.ids import NAMESPACE
from simpul.registry.demo import give_totp
from simpul.registry.functions.models import Function
from simpul.registry.models import Account, Area, Assignment, Post, Unit
from simpul.seeds.demo.names import KADER

VILLAGE = "36.71.01.1007"
DISTRICT_NIK = "367101"
POSTS = ("Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Cempaka", "Flamboyan", "Teratai")
PASSWORD = "posyandu-melayani-2026"  # noqa: S105 (the demo's, printed at every start)

STAFF = (
    ("bidan", "Bidan Ratih Kusumawardani", Assignment.Role.OFFICER, "Bidan koordinator", "bidan"),
    ("gizi", "Yusuf Ramdani", Assignment.Role.OFFICER, "Petugas gizi", "gizi"),
    ("psikolog", "Maya Paramita", Assignment.Role.PSYCHOLOGIST, "Psikolog klinis", ""),
    ("kepala", "dr. Nurlaila Hakim", Assignment.Role.OFFICER, "Kepala puskesmas", "kepala"),
)
AGENCIES = (
    ("dinkes", "dr. Arif Budiman", "kesehatan", "Kesehatan", "Bidang kesehatan masyarakat"),
    ("dinas", "Hendra Wijaya", "sosial", "Sosial", "Petugas dinas sosial"),
)
"""Login and name of who signs in, field and name of the office, title."""
TELEPHONES = {"bidan": "081200000011", "kepala": "081200000012"}
"""Where the demo's messages would go; a demo sends none."""
LAST_DAY = 28
"""The last day that every month has."""


@dataclass(frozen=True)
class Place:
    """Ids of what was made."""

    puskesmas: str
    hospital: str
    posts: tuple[str, ...]
    kader: dict[str, list[str]]
    officers: tuple[str, ...]


def name_id(text: str) -> UUID:
    """A stable id for a thing of the demo."""
    return uuid5(NAMESPACE, f"demo|{text}")


def make() -> Place:
    """Write units, accounts and assignments; returns their ids."""
    village = Area.objects.get(code=VILLAGE)
    city = Area.objects.get(code=VILLAGE[:5])
    puskesmas = unit(Unit.Kind.PUSKESMAS, "Puskesmas Sukasari", village, "Jalan Cendana No. 1", "021-5500-0001")
    hospital = unit(Unit.Kind.HOSPITAL, "RSUD Kota Tangerang (contoh)", village, "Jalan Melati Raya", "021-5500-0002")
    team = unit(Unit.Kind.TEAM, "Tim Pembina Posyandu Kota Tangerang", village, "Jalan Satria Sudirman", "")
    kader = {}
    for number, flower in enumerate(POSTS, 1):
        post = _post(number, flower, village, puskesmas)
        kader[str(post.pk)] = _kader(number, flower, post)
    officers = tuple(staff(login, name, role, puskesmas, title, does) for login, name, role, title, does in STAFF)
    agencies(city)
    area_staff("tim", "Ibu Lestari Handayani", Assignment.Role.TEAM, city)
    operator()
    assert team.pk
    return Place(str(puskesmas.pk), str(hospital.pk), tuple(kader), kader, officers[:2])


def unit(kind: Unit.Kind, name: str, area: Area, address: str, phone: str) -> Unit:
    """A unit; its id follows from its name."""
    return Unit.objects.create(id=name_id(name), kind=kind, name=name, area=area, address=address, phone=phone)


def agencies(city: Area) -> None:
    """The city's offices for health and for social affairs, each with somebody who signs in."""
    for login, name, field, words, title in AGENCIES:
        office = unit(Unit.Kind.AGENCY, f"Dinas {words} Kota Tangerang", city, "Jalan Satria Sudirman", "")
        office.field = field
        office.save(update_fields=["field"])
        staff(login, name, Assignment.Role.AGENCY, office, title)


def _post(number: int, flower: str, village: Area, puskesmas: Unit) -> Unit:
    made = unit(Unit.Kind.POST, f"Posyandu {flower} {number}", village, f"Balai RW {number:02}, Sukasari", "")
    Post.objects.create(
        unit=made,
        puskesmas=puskesmas,
        nrp=f"{VILLAGE}.{number:03}",
        schedule=f"Tanggal {min(clock.today().day, LAST_DAY)} setiap bulan, pukul 08.00",
        rw=f"{number:02}",
    )
    return made


def _kader(number: int, flower: str, post: Unit) -> list[str]:
    made = []
    for place in range(3):
        login = f"kader.{flower.lower()}{place + 1}"
        account = _account(login, f"Ibu {KADER[(number - 1) * 3 + place]}", password=False)
        Assignment.objects.create(
            account=account, role=Assignment.Role.KADER, unit=post, starts_on="2020-01-01", title="Kader"
        )
        made.append(str(account.pk))
    return made


def staff(login: str, name: str, role: str, unit: Unit, title: str, does: str = "") -> str:
    """An account that signs in, assigned to a unit, with a function of the list; returns its id."""
    account = _account(login, name)
    held = Assignment.objects.create(account=account, role=role, unit=unit, starts_on="2020-01-01", title=title)
    if does:
        Function.objects.create(assignment=held, name=does, starts_on="2020-01-01")
    return str(account.pk)


def area_staff(login: str, name: str, role: str, area: Area) -> None:
    """An account that signs in, assigned to an area."""
    Assignment.objects.create(account=_account(login, name), role=role, area=area, starts_on="2020-01-01")


def operator(name: str = "Operator Kota Tangerang") -> None:
    """The operator of the whole system."""
    account = _account("operator", name)
    Assignment.objects.create(account=account, role=Assignment.Role.OPERATOR, starts_on="2020-01-01")


def _account(login: str, name: str, password: bool = True) -> Account:
    known = {"name": name, "phone": TELEPHONES.get(login, "")}
    account = Account.objects.create_user(login, PASSWORD if password else None, id=name_id(login), **known)
    if password:
        give_totp(account)
    return account
