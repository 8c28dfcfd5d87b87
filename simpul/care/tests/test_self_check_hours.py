"""A call is chased from the hour that is safe, offered only in hours in which somebody calls, and promised in words."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from simpul.base import clock
from simpul.care.selfcheck.hours import calling
from simpul.care.tests.stories import Village
from simpul.care.tests.test_self_check import PHONE, ask, left
from simpul.journal.testing import account
from simpul.network.models import Request
from simpul.registry.capabilities.hours import DAYS
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Area, Assignment, Unit

pytestmark = pytest.mark.django_db(transaction=True)
JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=JAKARTA)


@pytest.fixture
def puskesmas() -> Unit:
    """One with a psychologist and no hours on record."""
    found = Village().where.puskesmas
    account("psikolog", Assignment.Role.PSYCHOLOGIST, found)
    return found


def opens(unit: Unit, span: tuple[str, str], days: tuple[str, ...] = DAYS[:5]) -> None:
    UnitProfile.objects.update_or_create(unit=unit, defaults={"hours": {day: [list(span)] for day in days}})


def asked_at(moment: datetime, **over: object) -> tuple[Request, str]:
    """The request, and the page that answers."""
    with clock.frozen(moment.astimezone(UTC)):
        answer = Client().post("/cek-diri/hubungi/", left(**over))
    assert answer.status_code == 200, answer.content.decode()[-800:]
    return Request.objects.get(), answer.content.decode()


def local(hour: int, day: int = 23, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("asked", "level", "begins"),
    [
        (MONDAY, "e-jiwa:merah", local(18)),
        (local(21, minute=30), "e-jiwa:merah", local(18, 24)),
        (local(23, minute=59), "e-jiwa:merah", local(18, 24)),
        (local(22, 20), "e-jiwa:merah", local(18, 21)),  # Saturday: whoever is red is not left until Monday
        (local(22, 20), "e-jiwa:kuning", local(18, 23)),
    ],
)
def test_an_evening_call_is_chased_from_the_evening(
    puskesmas: Unit, asked: datetime, level: str, begins: datetime
) -> None:
    opens(puskesmas, ("08:00", "21:00"))
    request, page = asked_at(asked, times=["malam"], level=level)
    assert clock.parse_iso(request.values["call_from"]) == begins
    assert request.due_at and request.due_at >= begins
    if level == "e-jiwa:merah":
        assert request.due_at == begins + timedelta(minutes=240)
    ladder = [clock.parse_iso(one) for one in request.ladder]
    assert ladder == sorted(ladder) and ladder[0] == request.due_at
    assert "antara pukul 18.00 dan 21.00." in page


def test_a_call_that_is_safe_now_is_chased_from_now(puskesmas: Unit) -> None:
    request, page = asked_at(MONDAY, times=["pagi"])
    assert request.values == {} and request.due_at == request.received_at + timedelta(minutes=240)
    assert f"{puskesmas.name} menelepon hari ini sebelum pukul 12.00." in page


def test_the_page_says_tomorrow_and_keeps_numbers_in_sight_after_red(puskesmas: Unit) -> None:
    _request, page = asked_at(local(22), times=["pagi"])
    assert f"{puskesmas.name} menelepon besok, Selasa, 24 November, antara pukul 08.00 dan 12.00." in page
    assert page.index("ada yang siap mendengarkan sekarang") < page.index("Simpan nomor dan PIN ini")


def test_a_form_that_is_sent_twice_gives_one_promise(puskesmas: Unit) -> None:
    form = str(uuid4())
    _request, first = asked_at(local(22), times=["pagi"], form=form)
    request, second = asked_at(local(22, minute=20), times=["pagi"], form=form)
    promise = "menelepon besok, Selasa, 24 November, antara pukul 08.00 dan 12.00."
    assert promise in first and promise in second and request.due_at == local(12, 24)


def test_no_hour_is_offered_in_which_nobody_calls(client: Client, puskesmas: Unit) -> None:
    opens(puskesmas, ("08:00", "15:00"))
    page = client.get("/cek-diri/hubungi/").content.decode()
    assert 'value="pagi"' in page and 'value="siang"' in page
    assert 'value="sore"' not in page and 'value="malam"' not in page
    assert f"{puskesmas.name} menelepon Senin–Jumat 08.00–15.00." in calling(puskesmas).said


def test_another_puskesmas_that_calls_in_the_evening_promises_nothing_for_this_one(
    client: Client, puskesmas: Unit
) -> None:
    """Without JavaScript the list is that of all; the answer says whose hours do not fit, and keeps what was typed."""
    opens(puskesmas, ("08:00", "15:00"))
    area = Area.objects.create(code="31.74.02", name="Lain", level=3)
    other = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Lain", area=area)
    account("psikolog-lain", Assignment.Role.PSYCHOLOGIST, other)
    opens(other, ("08:00", "21:00"))
    answer = client.post("/cek-diri/hubungi/", left(times=["malam"]))
    html = answer.content.decode()
    assert answer.status_code == 422 and not Request.objects.exists()
    assert f"{puskesmas.name} menelepon Senin–Jumat 08.00–15.00." in html and PHONE in html


def test_a_puskesmas_without_hours_calls_as_offices_do(puskesmas: Unit) -> None:
    here = calling(puskesmas)
    assert not here.known and "jam kantor" in here.said and here.times == ["kapansaja", "pagi", "siang", "sore"]


def test_after_a_missed_hour_nothing_old_is_promised(client: Client, puskesmas: Unit) -> None:
    number, pin = ask(client, times=["pagi", "siang"])
    later = clock.now() + timedelta(days=20)
    with clock.frozen(later):
        page = client.post("/cek-diri/status/", {"number": number, "pin": pin}).content.decode()
    assert "sudah sampai di puskesmas" in page and "antara pukul" not in page and "sebelum pukul" not in page


@pytest.mark.parametrize("age", ["abc", "120", "-3", ""])
def test_an_age_that_is_none_is_said_beside_the_box(client: Client, puskesmas: Unit, age: str) -> None:
    page = client.post("/cek-diri/singkat/", {"age": age, "q1": "0", "q2": "0", "q3": "0", "q4": "0"})
    html = page.content.decode()
    assert page.status_code == 422
    assert '<p class="field-error" id="umur-salah" role="alert">' in html and "paling tinggi 110" in html


def test_after_red_the_call_comes_before_the_next_check(client: Client, puskesmas: Unit) -> None:
    html = client.post("/cek-diri/umum/", {"q17": "1"}).content.decode()
    assert html.index("Mau ditelepon") < html.index("Tempat yang bisa membantu") < html.index("Cek lagi")
    green = client.post("/cek-diri/singkat/", {"age": "30", "q1": "0", "q2": "0", "q3": "0", "q4": "0"})
    html = green.content.decode()
    assert html.index("Cek lagi") < html.index("Tempat yang bisa membantu") < html.index("Mau ditelepon")
