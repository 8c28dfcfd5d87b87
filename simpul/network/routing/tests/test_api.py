"""What a phone is told of places: its puskesmas first, by week and not by moment, and nobody's name."""

import json
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.journal.testing import Phone, place
from simpul.network.routing.rules import rules
from simpul.network.routing.words import hours_words
from simpul.registry.capabilities.declare import declare
from simpul.registry.capabilities.hours import ALWAYS, parse_hours
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Unit

pytestmark = pytest.mark.django_db
OFFICE = {day: [["08:00", "15:00"]] for day in ("mon", "tue", "wed", "thu", "fri")} | {"sat": [["08:00", "12:00"]]}


def asked(phone: Phone, post: str) -> Any:
    return Client().get(f"/api/v1/posts/{post}/places", HTTP_AUTHORIZATION=f"Bearer {phone.bearer}")


def test_a_phone_is_told_where_to_go_how_far_when_and_what_it_costs() -> None:
    here = place()
    area = Unit.objects.get(pk=here.posts[0]).area
    UnitProfile.objects.create(unit_id=here.posts[0], latitude=-6.2, longitude=106.8)
    UnitProfile.objects.create(unit=here.puskesmas, latitude=-6.2, longitude=106.81, hours=OFFICE)
    near = Unit.objects.create(kind="rumah-sakit", name="RSUD Dekat", area=area, phone="021-5500-0002")
    UnitProfile.objects.create(unit=near, latitude=-6.2, longitude=106.801, hours=ALWAYS)
    for unit, service in ((here.puskesmas, "kesehatan"), (near, "kesehatan"), (near, "gawat-darurat")):
        declare(unit, service, "able", clock.today(), {}, "survei contoh", None, cost="free")
    phone = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    told = {one["service"]: one for one in asked(phone, here.posts[0]).json()["services"]}
    assert list(told) == list(rules().phone.services)
    first, second = told["kesehatan"]["places"][:2]
    assert (first["unit"], first["is_home"], first["able"]) == (str(here.puskesmas.pk), True, True)
    assert first["hours"]["id"] == "Senin–Jumat 08.00–15.00; Sabtu 08.00–12.00"
    assert first["distance_km"] == pytest.approx(1.1)
    assert (second["name"], second["phone"], second["cost"]["id"]) == (
        "RSUD Dekat",
        "021-5500-0002",
        "Gratis di tempat ini.",
    )
    assert told["kesehatan"]["urgent"][0]["name"] == "RSUD Dekat"
    assert told["kesehatan"]["bring"] and "*" in told["kesehatan"]["also"]
    assert here.officer.name not in json.dumps(told)


def test_the_next_posts_phone_is_refused_like_for_a_post_that_is_none() -> None:
    here = place(2)
    phone = Phone(post=here.posts[1]).enrol(here.officer, here.kaders[1])
    real, none = asked(phone, here.posts[0]), asked(phone, "00000000-0000-4000-8000-000000000000")
    assert (real.status_code, real.content) == (none.status_code, none.content)
    assert real.status_code == 404


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({}, "jam buka belum diketahui, telepon dulu"),
        (ALWAYS, "24 jam, setiap hari"),
        ({"tue": [["13:00", "16:00"], ["08:00", "12:00"]]}, "Selasa 08.00–12.00, 13.00–16.00"),
        ({"mon": [["08:00", "15:00"]], "wed": [["08:00", "15:00"]]}, "Senin 08.00–15.00; Rabu 08.00–15.00"),
        ({"sat": [["18:00", "24:00"]], "sun": [["18:00", "24:00"]]}, "Sabtu–Minggu 18.00–24.00"),
    ],
)
def test_a_week_in_words(raw: dict[str, Any], words: str) -> None:
    assert hours_words(parse_hours(raw))["id"] == words


@pytest.mark.parametrize(
    "raw",
    [
        {"someday": []},
        {"mon": [["15:00", "08:00"]]},
        {"mon": [["8", "9"]]},
        {"mon": [["08:00", "12:00"], ["11:00", "13:00"]]},
    ],
)
def test_hours_that_cannot_be(raw: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"day|time|closes|overlap"):
        parse_hours(raw)
