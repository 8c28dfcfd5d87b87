"""The treating team reads how somebody was kept company; others that it was done and that help is needed."""

import re
from typing import Any

import pytest
from django.test import Client

from simpul.care.entry_words import kind_words, leaves
from simpul.care.firstaid.tests.stories import CALM, HANDED, WAITING, aided
from simpul.care.screenings.tests.stories import adult
from simpul.care.tests.stories import Village, at
from simpul.journal.testing import account
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
OF_MIND = re.compile(r"P3LP|zona|tenaga profesional|Psikolog atau konselor|Didengarkan|Jangan ditinggal", re.IGNORECASE)


def pages(who: Account, person: str, asked: str) -> list[str]:
    client = kit.sign_in(Client(), who)
    return [
        client.get(address).content.decode()
        for address in (f"/puskesmas/warga/{person}/", f"/puskesmas/rujukan/{asked}/")
    ]


def test_those_who_treat_read_who_took_over_and_how_it_was() -> None:
    with at("2026-04-10T10:00"):
        village = Village()
        person = adult(village)
        asked = village.refer(person, "darurat", service="kesehatan-jiwa")
        aided(village, person, HANDED, request=asked)
        for html in pages(does(village.where.officer, "bidan"), person, asked):
            assert "Kesan penolong (P3LP)" in html and "merah, butuh tenaga profesional" in html
            assert "Diserahkan kepada Psikolog atau konselor pukul 09.30" in html
            assert "Kader menyapa lagi 11 April 2026" in html


@pytest.mark.parametrize("said", [CALM, WAITING, HANDED])
@pytest.mark.parametrize("function", ["gizi", "kepala", "perawat", None])
def test_others_read_that_it_was_done_and_whether_help_is_needed(said: dict[str, Any], function: str | None) -> None:
    with at("2026-04-10T10:00"):
        village = Village()
        person = adult(village)
        asked = village.refer(person, "darurat", service="kesehatan-jiwa")
        aided(village, person, said, request=asked)
        who = does(village.where.officer, *([function] if function else []))
        for html in pages(who, person, asked):
            shown = html[html.index("Ditemani kader") :]
            assert "10 April 2026" in shown
            assert ("Belum ada yang menerima" in shown) is (said is WAITING)
            assert not OF_MIND.findall(html)


def test_of_a_request_that_names_nobody_too() -> None:
    with at("2026-04-10T10:00"):
        village = Village()
        asked = village.refer(None, "darurat", service="kesehatan-jiwa")
        aided(village, None, WAITING, request=asked)
        address = f"/puskesmas/rujukan/{asked}/"
        html = kit.sign_in(Client(), village.where.officer).get(address).content.decode()
        assert "Belum ada yang menerima" in html and not OF_MIND.findall(html)
        treating = does(kit.account("bidan-dua", "petugas", village.where.puskesmas), "bidan")
        assert "Kesan penolong (P3LP)" in kit.sign_in(Client(), treating).get(address).content.decode()


def test_the_hospital_that_takes_over_reads_it_if_it_treats() -> None:
    with at("2026-04-10T10:00"):
        village = Village()
        person = adult(village)
        hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD", area=village.where.puskesmas.area)
        asked = village.refer(person, "darurat", service="kesehatan-jiwa", to_unit=str(hospital.pk))
        aided(village, person, HANDED, request=asked)
        assert Request.objects.get(pk=asked).to_unit_id == hospital.pk
        seen = {}
        for name, function in (("dokter", "dokter"), ("loket", "pencatatan")):
            made = does(account(name, "petugas", hospital), function)
            html = kit.sign_in(Client(), made).get(f"/puskesmas/rujukan/{asked}/").content.decode()
            assert "Ditemani kader" in html
            seen[name] = bool(OF_MIND.findall(html))
        assert seen == {"dokter": True, "loket": False}


def test_an_entry_that_is_set_aside_says_nothing_of_it_to_whoever_repairs_it() -> None:
    told = " ".join(f"{one.label} {one.shown}" for one in leaves(HANDED))
    assert "2026-04-11" in told or "11 April 2026" in told, "nothing was shown: this test proves nothing"
    assert "p3lp" not in told and "psikolog" not in told and "jiwa" not in kind_words("firstaid.recorded")
