"""What leaves the self-check: a reminder in a calendar and a poster on a wall."""

import re
import uuid
from urllib.parse import unquote

import pytest
from django.test import Client

from simpul.care.selfcheck.showing import result
from simpul.care.tests.stories import Village
from simpul.journal.testing import account
from simpul.knowledge.colour_scales import EJiwa
from simpul.registry.models import Area, Assignment, Unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("level", EJiwa)
def test_the_reminder_says_nothing(level: EJiwa) -> None:
    text = unquote(result(level).reminder)
    assert "SUMMARY:Pengingat\r\n" in text and "BEGIN:VCALENDAR\r\n" in text
    assert not re.search(r"jiwa|diri|kabar|merah|kuning|hijau", text, re.IGNORECASE)


def test_the_poster_opens_the_page_and_doors_lead_to_it(client: Client) -> None:
    html = client.get("/cek-diri/poster/").content.decode()
    assert "<svg" in html and "http://testserver/cek-diri/" in html and "119" in html
    for door in ("/", "/layanan-jiwa/"):
        assert 'href="/cek-diri/"' in client.get(door).content.decode()


@pytest.mark.parametrize(("area", "first"), [("31.74.01.1001", "08001500119"), ("36.71.01.1003", "119")])
def test_the_start_page_calls_and_shows_the_way_before_the_doors_of_staff(
    client: Client, area: str, first: str
) -> None:
    Village()
    Area.objects.get_or_create(code=area, defaults={"name": "Di sini", "level": 4})
    Unit.objects.filter(kind=Unit.Kind.PUSKESMAS).update(area=area)
    for door in ("/", "/layanan-jiwa/"):
        html = client.get(door).content.decode()
        assert re.findall(r'href="tel:(\d+)"', html)[0] == first and 'href="tel:112"' in html
        assert "Bila 112 tidak tersambung" in html
    html = client.get("/").content.decode()
    assert html.index('href="/layanan-jiwa/"') < html.index('href="tel:112"') < html.index('href="/kader/"')


def test_an_empty_form_is_answered_by_what_each_field_wants(client: Client) -> None:
    account("psikolog", Assignment.Role.PSYCHOLOGIST, Village().where.puskesmas)
    html = client.post("/cek-diri/hubungi/", {"form": str(uuid.uuid4()), "message": "tidak"}).content.decode()
    wanted = (
        "Tulis nama panggilan",
        "Tulis nomor yang aman",
        "Pilih paling sedikit satu waktu",
        "Pilih kecamatan, supaya",
    )
    assert [words for words in wanted if words not in html] == []
    assert "tidak boleh kosong" not in html and "perlu diisi" not in html
