"""A small world for one story: two puskesmas, posts with kader and children, six months of open days.

Everything a phone would have written goes through the journal, as the demo does. Each story gets a world of its own, so
that stories share a server and never each other's people.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models import Q

from simpul.base import clock, ids
from simpul.care.models import Visit
from simpul.journal.actions import enrol
from simpul.journal.alerts.refresh import refresh
from simpul.journal.models import Device, Enrolment
from simpul.knowledge.growth.single import value_at
from simpul.people.models import Person
from simpul.registry.demo import give_totp
from simpul.registry.models import Account, Area, Assignment, Post, Unit
from simpul.seeds.demo.deeds import Diary
from simpul.seeds.demo.phones import Phone

VILLAGE = "36.71.01.1007"
PLACES = ((2, "Banten"), (5, "Kota Tangerang"), (8, "Tangerang"), (13, "Sukasari"))
PASSWORD = "tenang-dan-teliti-7"
Role = Assignment.Role

CHILDREN = (
    ("Aisyah Putri", "P", 14, -0.4, "Siti Rohani"),
    ("Bima Pratama", "L", 8, -0.2, "Nur Hasanah"),
    ("Citra Lestari", "P", 25, -1.0, "Dewi Lestari"),
    ("Danish Akbar", "L", 31, -2.4, "Yuliana"),
    ("Embun Maharani", "P", 5, 0.1, "Rina Marlina"),
    ("Fajar Nugraha", "L", 40, -0.8, "Eka Susanti"),
    ("Gita Safitri", "P", 11, 0.5, "Fitri Handayani"),
    ("Hafiz Ramadhan", "L", 19, -1.6, "Ani Suryani"),
    ("Intan Kusuma", "P", 47, 0.0, "Lilis Suryani"),
    ("Kenzo Wijaya", "L", 3, -0.1, "Euis Komariah"),
)
"""Name, sex, age in completed months, z-score of weight and height for age, mother."""
NEXT_DOOR = (("Laras Wulandari", "P", 16, -0.3, "Ratna Sari"), ("Malik Saputra", "L", 28, -0.9, "Wati Rahayu"))


@dataclass(frozen=True)
class Staff:
    """Someone who signs in with password and authenticator app. `totp` is the app's base32 secret."""

    login: str
    name: str
    password: str
    totp: str


@dataclass(frozen=True)
class World:
    """What a story needs to know of its world. `kader` of Melati, `neighbour` of Mawar; ids as text."""

    puskesmas: str
    officer: Staff
    stranger: Staff
    """The officer of the next puskesmas."""
    post: str
    post_id: str
    next_post: str
    next_post_id: str
    """Every world of a server has a post of that name in one village: where posts near by are offered, choose by id."""
    kader: list[str]
    neighbour: str


def plant(number: int) -> dict[str, Any]:
    """Make world `number` and give its facts in plain form."""
    for length, name in PLACES:
        level = {2: 1, 5: 2, 8: 3, 13: 4}[length]
        Area.objects.get_or_create(code=VILLAGE[:length], defaults={"name": name, "level": level})
    here, there = _unit(Unit.Kind.PUSKESMAS, "Puskesmas Sukasari"), _unit(Unit.Kind.PUSKESMAS, "Puskesmas Cikokol")
    _unit(Unit.Kind.HOSPITAL, "RSUD Kota Tangerang")
    officer = _staff(f"ratih{number}", "Bidan Ratih", here)
    stranger = _staff(f"bayu{number}", "Bidan Bayu", there)
    melati = _post("Posyandu Melati 3", here)
    mawar = _post("Posyandu Mawar 4", here)
    kader = [_kader(f"{name.lower()}{number}", f"Ibu {name}", melati) for name in ("Sari", "Wati")]
    neighbour = _kader(f"tini{number}", "Ibu Tini", mawar)
    random = Random(number)
    confirmed_by = Account.objects.get(username=officer.login)
    _live(melati, kader, CHILDREN, str(confirmed_by.pk), random, expecting=True)
    _live(mawar, [neighbour], NEXT_DOOR, str(confirmed_by.pk), random, expecting=False)
    names = [Account.objects.get(pk=pk).name for pk in kader]
    posts = (melati.name, str(melati.pk), mawar.name, str(mawar.pk))
    return asdict(World(here.name, officer, stranger, *posts, names, "Ibu Tini"))


def code(login: str, kader: str) -> dict[str, Any]:
    """An enrolment code for a kader, as the officer's page makes it."""
    officer = Account.objects.get(username=login)
    return {"code": enrol.make_code(officer, _kader_of(login, kader)).code}


def accept(login: str, words: list[str]) -> dict[str, Any]:
    """The officer compares the words and accepts the phone that shows them."""
    officer = Account.objects.get(username=login)
    of_posts = Q(account__assignments__unit__post__puskesmas__in=_workplaces(officer))
    waiting = Enrolment.objects.filter(of_posts | Q(account=officer), state=Enrolment.State.PENDING)
    [asked] = [each for each in waiting.distinct() if list(each.words) == words]
    return {"accepted": bool(enrol.confirm(officer, asked))}


def assign(login: str, kader: str, post: str) -> dict[str, Any]:
    """The kader serves this post too, from now on."""
    unit = _post_of(login, post)
    account = _kader_of(login, kader)
    Assignment.objects.create(account=account, role=Role.KADER, unit=unit, starts_on="2020-01-01")
    return {}


def unassign(login: str, kader: str, post: str) -> dict[str, Any]:
    """The kader no longer serves this post: since yesterday."""
    held = Assignment.objects.filter(account=_kader_of(login, kader), unit=_post_of(login, post))
    held.update(ends_on=clock.today() - timedelta(days=1))
    return {}


def midwife(login: str, posts: list[str]) -> dict[str, Any]:
    """A bidan who serves these new posts of the puskesmas, each with a child named after it; gives her name."""
    officer = Account.objects.get(username=login)
    here = Unit.objects.get(pk__in=_workplaces(officer))
    account = Account.objects.create_user(f"bidan-{login}", None, name="Bidan Kartini")
    for number, name in enumerate(posts):
        post = _post(name, here)
        Assignment.objects.create(account=account, role=Role.OFFICER, unit=post, starts_on="2020-01-01")
        kader = [_kader(f"kader-{number}-{login}", f"Ibu Kader {number}", post)]
        child = (f"Anak {name.split()[-1]}", "P", 14 + number, -0.3, f"Mama {name.split()[-1]}")
        _live(post, kader, [child], str(officer.pk), Random(f"{login} {name}"), expecting=False)
    return {"name": account.name}


def near(login: str, posts: list[tuple[str, str, str]]) -> dict[str, Any]:
    """More posts of the puskesmas: name, lane, address. Nobody lives there."""
    here = Unit.objects.get(pk__in=_workplaces(Account.objects.get(username=login)))
    made = []
    for name, rw, address in posts:
        post = _post(name, here)
        Unit.objects.filter(pk=post.pk).update(address=address)
        Post.objects.filter(pk=post.pk).update(rw=rw)
        made.append(str(post.pk))
    return {"posts": made}


def operator(login: str) -> dict[str, Any]:
    """Someone who looks after the machine; one whose name begins with the officer's."""
    account = Account.objects.create_user(f"mesin-{login}", PASSWORD, name="Pak Operator")
    Assignment.objects.create(account=account, role=Role.OPERATOR, starts_on="2020-01-01")
    return asdict(Staff(account.username, account.name, PASSWORD, give_totp(account)))


def psychologist(login: str) -> dict[str, Any]:
    """The psychologist of the officer's puskesmas."""
    here = Unit.objects.get(pk__in=_workplaces(Account.objects.get(username=login)))
    account = Account.objects.create_user(f"psikolog-{login}", PASSWORD, name="Maya Paramita")
    Assignment.objects.create(account=account, role=Role.PSYCHOLOGIST, unit=here, starts_on="2020-01-01")
    return asdict(Staff(account.username, account.name, PASSWORD, give_totp(account)))


def silent(login: str) -> dict[str, Any]:
    """The phones of the officer's posts were last heard forty days ago."""
    posts = Unit.objects.filter(post__puskesmas__in=_workplaces(Account.objects.get(username=login)))
    posts.update(open_from="2020-01-01")
    phones = Device.objects.filter(enrolments__account__assignments__unit__in=posts)
    long_ago = clock.now() - timedelta(days=40)
    phones.update(last_push_at=long_ago, last_pull_at=long_ago, last_seen_at=long_ago)
    return {"opened": refresh()[0]}


def weights(login: str, post: str, name: str) -> dict[str, Any]:
    """What was weighed today of a child of this post, as the server has it."""
    seen = Visit.objects.filter(post=_post_of(login, post), date=clock.today(), status="ok")
    children = Person.objects.filter(name=name).values("pk")
    return {"kg": [visit.values.get("weight_kg") for visit in seen.filter(person__in=children)]}


def _post_of(login: str, post: str) -> Unit:
    officer = Account.objects.get(username=login)
    return Unit.objects.get(name=post, post__puskesmas__in=_workplaces(officer))


def _kader_of(login: str, kader: str) -> Account:
    officer = Account.objects.get(username=login)
    if kader == officer.name:
        return officer
    found = Account.objects.filter(name=kader, assignments__unit__post__puskesmas__in=_workplaces(officer))
    return found.distinct().get()


def _workplaces(officer: Account) -> Any:
    return officer.assignments.values("unit")


def _unit(kind: Unit.Kind, name: str) -> Unit:
    return Unit.objects.create(kind=kind, name=name, area_id=VILLAGE, address="Jalan Cendana", phone="021-5500-0001")


def _post(name: str, puskesmas: Unit) -> Unit:
    unit = _unit(Unit.Kind.POST, name)
    Post.objects.create(unit=unit, puskesmas=puskesmas, schedule="Sabtu ketiga, pukul 08.00", rw="03")
    return unit


def _staff(login: str, name: str, puskesmas: Unit) -> Staff:
    account = Account.objects.create_user(login, PASSWORD, name=name)
    Assignment.objects.create(account=account, role=Role.OFFICER, unit=puskesmas, starts_on="2020-01-01")
    return Staff(login, name, PASSWORD, give_totp(account))


def _kader(login: str, name: str, post: Unit) -> str:
    account = Account.objects.create_user(login, None, name=name)
    Assignment.objects.create(account=account, role=Role.KADER, unit=post, starts_on="2020-01-01")
    return str(account.pk)


def _live(post: Unit, kader: list[str], children: Any, officer: str, random: Random, *, expecting: bool) -> None:
    diary = Diary(str(post.pk), random, kader, "367101")
    today = clock.today()
    for name, sex, months, z, mother in children:
        born = today - timedelta(days=round(months * 30.4375) + 5)
        family, mother_id = _family(diary, today, mother)
        _child(diary, today, born, family, mother_id, (name, sex, z, mother))
    if expecting:
        _expecting(diary, today)
    Phone(str(post.pk), post.name, kader, officer, random).deliver(sorted(diary.deeds))


def _family(diary: Diary, today: date, mother: str) -> tuple[str, str]:
    joined = today - timedelta(days=200)
    family, person = diary.new_id(joined), diary.new_id(joined)
    head = {"head_name": f"Bapak {mother.split()[-1]}", "address": "Jalan Melati No. 7", "rt": "02", "rw": "03"}
    diary.write(joined, "family.registered", family, head, hour=7)
    born = date(today.year - 28, 3, 14).isoformat()
    data = {"family": family, "name": mother, "sex": "P", "birth_date": born, "relation": "ibu"}
    diary.write(joined, "person.registered", person, data, hour=7.1)
    return family, person


def _child(diary: Diary, today: date, born: date, family: str, mother: str, who: tuple[str, str, float, str]) -> None:
    name, sex, z, mother_name = who
    child = diary.new_id(born)
    data = {
        "family": family, "name": name, "sex": sex, "birth_date": born.isoformat(), "mother": mother,
        "mother_name": mother_name, "relation": "anak", "birth_weight_kg": 3.1, "birth_length_cm": 49.0,
        "gestational_age_weeks": 39,
    }  # fmt: skip
    first = max(born + timedelta(days=1), today - timedelta(days=199))
    diary.write(first, "person.registered", child, data, hour=7.2)
    for back in range(6, 0, -1):
        day = today - timedelta(days=round(30.4375 * back))
        if day > first:
            _weigh(diary, day, child, sex, (day - born).days, z)


def _weigh(diary: Diary, day: date, child: str, sex: str, age: int, z: float) -> None:
    code = 1 if sex == "L" else 2
    values = {
        "weight_kg": round(value_at("who-2006", "wfa", code, age, z) or 3.0, 1),
        "length_height_cm": round(value_at("who-2006", "lhfa", code, age, z) or 50.0, 1),
        "measured": "l" if age < 731 else "h",
        "oedema": False,
    }
    _visit(diary, day, child, "balita", values)


def _visit(diary: Diary, day: date, person: str, card: str, values: dict[str, Any]) -> None:
    data = {
        "visit": ids.visit_id(diary.post, person, day.isoformat()),
        "session": ids.session_id(diary.post, day.isoformat()),
        "date": day.isoformat(),
        "card": card,
        "step": 2,
        "values": values,
    }
    diary.write(day, "visit.recorded", person, data, hour=9)


def _expecting(diary: Diary, today: date) -> None:
    _, mother = _family(diary, today, "Maryam")
    lmp = today - timedelta(weeks=30)
    pregnancy = diary.new_id(today)
    data = {
        "person": mother, "lmp": lmp.isoformat(), "edd": (lmp + timedelta(days=280)).isoformat(), "gravida": 2,
        "parity": 1, "miscarriages": 0, "height_cm": 152.0, "prepregnancy_weight_kg": 51.0,
    }  # fmt: skip
    diary.write(today - timedelta(days=150), "pregnancy.opened", pregnancy, data, hour=8)
    values = {"weight_kg": 57.5, "muac_cm": 25.5, "systolic": 112, "diastolic": 72}
    _visit(diary, today - timedelta(days=30), mother, "hamil", values)
