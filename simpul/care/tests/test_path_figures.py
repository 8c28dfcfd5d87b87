"""An officer types sizes with a comma; what no child has is refused, what is unlikely is asked about once."""

from typing import Any

import pytest
from django.test import Client

from simpul.care.models import Path
from simpul.care.tests.stories import Village, at
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
DAY = "2026-03-12"


def signed_in(client: Client) -> tuple[Village, str]:
    """A girl of six months, 5,3 kg and 64 cm two days ago."""
    village = Village()
    child = village.child()
    village.weigh(child, "2026-03-10", 5.3, length_height_cm=64.0, measured="l")
    kit.sign_in(client, village.where.officer)
    return village, child


def confirm(client: Client, child: str, kg: str, cm: str = "64,2", **more: Any) -> Any:
    typed = {"day": DAY, "weight_kg": kg, "length_height_cm": cm, "reasons": ["wasting"]}
    with at(f"{DAY}T09:00"):
        return client.post(f"/jalur-tumbuh/pastikan/{child}/", typed | more)


@pytest.mark.parametrize("typed", ["5,35", "5.35", " 5,35 "])
def test_comma_and_point_mean_the_same(client: Client, typed: str) -> None:
    _village, child = signed_in(client)
    assert confirm(client, child, typed).status_code == 302
    assert Path.objects.get().steps[0]["values"] == {"weight_kg": 5.35, "length_height_cm": 64.2}


def test_the_field_takes_text_with_a_keyboard_for_decimals(client: Client) -> None:
    _village, child = signed_in(client)
    with at(f"{DAY}T09:00"):
        html = client.get(f"/jalur-tumbuh/pastikan/{child}/").content.decode()
    assert 'type="number"' not in html and html.count('inputmode="decimal"') == 2 and "Yakin" not in html


@pytest.mark.parametrize("typed", ["52", "53,5", "0,2", "lima"])
def test_what_no_child_of_this_age_has_is_refused_however_sure(client: Client, typed: str) -> None:
    _village, child = signed_in(client)
    answer = confirm(client, child, typed, sure="on")
    assert answer.status_code == 422 and "weight_kg" in answer.context["form"].errors
    assert not Path.objects.exists()


def test_an_unlikely_figure_is_asked_about_once(client: Client) -> None:
    _village, child = signed_in(client)
    answer = confirm(client, child, "6,9", reasons=["not_gaining"])
    assert answer.status_code == 422 and "ditimbang sekali lagi" in answer.content.decode()
    assert "Yakin" in answer.content.decode() and not Path.objects.exists()
    assert confirm(client, child, "6,9", reasons=["not_gaining"], sure="on").status_code == 302


@pytest.mark.parametrize(
    ("kg", "chosen", "says"),
    [("5,35", "severe_wasting", "Menurut angka ini: Gizi kurang"), ("4,9", "wasting", "Menurut angka ini: Gizi buruk")],
)
def test_a_reason_that_the_figures_deny_is_asked_about(client: Client, kg: str, chosen: str, says: str) -> None:
    _village, child = signed_in(client)
    answer = confirm(client, child, kg, reasons=[chosen])
    assert answer.status_code == 422 and says in answer.content.decode()
    assert confirm(client, child, kg, reasons=[chosen], sure="on").status_code == 302


def test_a_step_takes_a_comma_and_refuses_the_impossible_too(client: Client) -> None:
    village, child = signed_in(client)
    with at(f"{DAY}T09:00"):
        address = f"/jalur-tumbuh/{village.growth_path(child)}/?langkah=weighed"
        assert client.post(address, {"day": DAY, "weight_kg": "52"}).status_code == 422
        assert client.post(address, {"day": DAY, "weight_kg": "5,4"}).status_code == 302
    assert [step["values"] for step in Path.objects.get().steps] == [{"weight_kg": 5.4}]
