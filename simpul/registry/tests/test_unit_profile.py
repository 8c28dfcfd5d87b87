"""The operator says where a unit is, when it is open and how it is told; what cannot be is explained."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from simpul.registry.capabilities.hours import ALWAYS
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.capabilities.profile_form import ProfileForm, initial_of
from simpul.registry.tests.kit import World, account, sign_in, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    return world()


def page(here: World) -> str:
    return reverse("unit_profile", args=[here.hospital.pk])


def test_an_operator_keeps_a_profile_and_reads_it_again(here: World) -> None:
    said = {
        "place": "-6,1754; 106,8272",
        "mon": "08.00–12.00; 13.00 - 16.00",
        "sat": "8:00 sampai 12:00",
        "contact_name": "Bagian rujukan",
        "whatsapp": "+62 812-0000-0001",
        "email": "rujukan@contoh.example",
    }
    answer = sign_in(Client(), here.operator).post(page(here), said)
    assert answer.status_code == 302
    kept = UnitProfile.objects.get(unit=here.hospital)
    assert (kept.latitude, kept.longitude, kept.uses_simpul) == (-6.1754, 106.8272, False)
    assert kept.hours == {"mon": [["08:00", "12:00"], ["13:00", "16:00"]], "sat": [["08:00", "12:00"]]}
    assert kept.whatsapp == "+6281200000001"
    shown = sign_in(Client(), here.operator).get(page(here)).content.decode()
    assert "-6.1754, 106.8272" in shown and "08.00–12.00; 13.00–16.00" in shown


def test_a_place_that_never_closes_is_known_as_such(here: World) -> None:
    sign_in(Client(), here.operator).post(page(here), {"always": "on", "uses_simpul": "on"})
    kept = UnitProfile.objects.get(unit=here.hospital)
    assert (kept.hours, kept.always_open, kept.hours_known) == (ALWAYS, True, True)
    assert initial_of(kept)["always"] is True


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"place": "dekat masjid"}, "place"),
        ({"place": "106.8272, -6.1754"}, "place"),
        ({"mon": "15.00–08.00"}, "mon"),
        ({"tue": "pagi"}, "tue"),
        ({"wed": "08.00–12.00; 11.00–13.00"}, "wed"),
        ({"thu": "08.00–25.00"}, "thu"),
        ({"whatsapp": "12345"}, "whatsapp"),
        ({"contact_name": "Bagian rujukan"}, "whatsapp"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(said: dict[str, Any], field: str) -> None:
    form = ProfileForm(said)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_profile_is_nobody_elses_business(here: World) -> None:
    elsewhere = account("operator-lain", "operator", area=here.other_post.area)
    for actor in (here.officer, elsewhere):
        assert sign_in(Client(), actor).get(page(here)).status_code in (403, 404)
    assert sign_in(Client(), elsewhere).post(page(here), {"always": "on"}).status_code in (403, 404)
    assert not UnitProfile.objects.exists()
