"""The public page names places that rest on dated evidence, how to reach them, and nothing private of a post."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base import clock
from simpul.exchange.reporting.capability import places
from simpul.knowledge.services import service
from simpul.registry.capabilities.declare import Declaration, declare_many
from simpul.registry.capabilities.models import Capability, UnitProfile
from simpul.registry.models import Area, Unit
from simpul.registry.tests import kit
from simpul.registry.tests.kit import World

pytestmark = pytest.mark.django_db
MIND, TODAY = "kesehatan-jiwa", date(2026, 11, 23)
NOON = datetime.combine(TODAY, time(12), clock.JAKARTA)
HERE = "31.71.06"


@pytest.fixture
def here() -> World:
    made = kit.world()
    for code, name, level in (("31.71", "Jakarta Pusat", 2), (HERE, "Menteng", 3)):
        Area.objects.get_or_create(code=code, defaults={"name": name, "level": level})
    Unit.objects.update(open_from=TODAY - timedelta(days=999), area=f"{HERE}.1001")
    Unit.objects.filter(pk=made.hospital.pk).update(area="31.71")
    Unit.objects.filter(pk=made.puskesmas.pk).update(phone="021-500", address="Jalan Raya 1")
    Unit.objects.filter(pk=made.post.pk).update(phone="0812-7777", address="Rumah Bu Kader nomor 9")
    return made


def say(unit: Unit, status: str = "able", on: date = TODAY, **more: Any) -> None:
    declare_many([Declaration(unit.pk, MIND, status, on, "survei", **more)], None)


def page(area: str = HERE) -> str:
    with clock.frozen(NOON):
        return Client().get("/layanan-jiwa/", {"kecamatan": area}).content.decode()


def test_a_place_is_told_with_hours_cost_telephone_and_its_last_check(here: World) -> None:
    UnitProfile.objects.update_or_create(unit=here.puskesmas, defaults={"hours": {"mon": [["08:00", "15:00"]]}})
    say(here.puskesmas, on=TODAY - timedelta(days=30), verified_on=TODAY - timedelta(days=3), verified_by="Bidan Ratih")
    html = page()
    for words in (here.puskesmas.name, "Senin 08.00–15.00", "Gratis dengan JKN", "tel:021-500", "Jalan Raya 1"):
        assert words in html, words
    assert "20 November 2026" in html and "Ratih" not in html
    assert html.index('id="bantuan"') < html.index('id="tempat"'), "who needs somebody now calls first"


def test_nothing_private_of_a_post_is_told(here: World) -> None:
    say(here.post, evidence={"trained_kader": 2})
    html = page()
    assert here.post.name in html and "tel:021-500" in html and here.puskesmas.name in html
    assert "0812-7777" not in html and "Rumah Bu Kader" not in html


def test_a_hospital_of_the_city_stands_below_and_an_unknown_kecamatan_names_nobody(here: World) -> None:
    say(here.hospital, evidence={"psychologist": 1})
    say(here.puskesmas, evidence={"psychologist": 1})
    html = page()
    beyond = html.index(f"Lainnya di {Area.objects.get(pk='31.71').name}")
    assert html.index(here.puskesmas.name) < beyond < html.index(here.hospital.name)
    for odd in ("31.71.99", "x", "%", "31"):
        assert here.puskesmas.name not in page(odd) and "tidak ada di daftar" in page(odd)


def test_whoever_counts_the_list_reads_why_it_names_fewer_than_are_able(here: World) -> None:
    say(here.puskesmas, evidence={"psychologist": 1})
    assert "Semua yang mampu disebut namanya" in page()
    say(here.other_puskesmas)
    html = page()
    assert "2 dari 2 puskesmas mampu" in html and here.other_puskesmas.name not in html
    assert "Yang disebut di daftar 1" in html and "bukti dari 1 lainnya" in html
    assert html.index("hanya tempat yang kemampuannya berbukti") < html.index(here.puskesmas.name)


def test_many_posts_are_folded_below_whoever_treats(here: World) -> None:
    say(here.post, evidence={"trained_kader": 2})
    assert '<details class="more prints" open>' in page(), "nobody treats here: the post is all there is to read"
    say(here.puskesmas, evidence={"psychologist": 1})
    html = page()
    folded = html.index('<details class="more prints">')
    assert html.index(f"<h4>{here.puskesmas.name}") < folded < html.index(f"<h4>{here.post.name}")
    assert "1 posyandu di kecamatan ini" in html


def test_an_old_answer_says_so(here: World) -> None:
    say(here.puskesmas, on=TODAY - timedelta(days=900), evidence={"psychologist": 1})
    assert "Kabar ini sudah lama" in page() and "belum dicek petugas" in page()


PROOF = st.sampled_from([{}, {"psychologist": 0}, {"trained_kader": 0}, {"instruments": True}, {"psychologist": 1}])
STEP = st.tuples(st.integers(0, 5), st.sampled_from(["able", "not_able"]), st.integers(-9, 9), st.booleans(), PROOF)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=10))
def test_no_place_is_named_without_dated_evidence(here: World, steps: list[Any]) -> None:
    Capability.objects.all().delete()
    units = [here.post, here.next_post, here.other_post, here.puskesmas, here.other_puskesmas, here.hospital]
    for who, status, day, checked, proof in steps:
        on = TODAY + timedelta(days=day)
        more = {"verified_on": on, "verified_by": "x"} if checked else {}
        say(units[who], status, on, evidence=proof, **more)
    for one in places.places(service(MIND), "31.71", TODAY):
        held = Capability.objects.filter(unit=one.unit, service=MIND, superseded=False, valid_from__lte=TODAY)
        (said,) = [row for row in held if row.valid_to is None or row.valid_to >= TODAY]
        assert said.status == "able" and one.checked <= TODAY
        assert said.verified_on is not None or any(said.evidence.values())
