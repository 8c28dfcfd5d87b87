"""A hospital reads all that led to a request: what the card asked, and what was measured; other places less."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from simpul.base import clock, ids
from simpul.care.findings import led_to
from simpul.care.letters.tests.kit import Asked, opener, page, text
from simpul.care.tests.stories import at
from simpul.network.models import Request
from simpul.registry.models import Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)


MONTHLY = (62, 31, 0)
"""Days ago, of a weighing in each of the last three months."""


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """The girl is fourteen months old."""
    with at("2026-11-22T09:00"):
        yield


def day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def small(asked: Asked, *days_ago: int) -> list[str]:
    """Weighings of a short child that does not gain; returns the visits."""
    days = [day(ago).isoformat() for ago in days_ago or MONTHLY]
    for one in days:
        asked.village.weigh(asked.child, one, 7.4, length_height_cm=69.0, measured="l")
    return [ids.visit_id(asked.village.here, asked.child, one) for one in days]


def letter(asked: Asked) -> str:
    """The letter as the officer sees it."""
    asked.village.where.officer.assignments.update(title="Bidan")
    client = kit.sign_in(Client(), asked.village.where.officer)
    return text(client.get(f"/puskesmas/rujukan/{asked.id}/surat/"))


def names_visit(asked: Asked, visit: str) -> None:
    Request.objects.filter(pk=asked.id).update(visit=visit)


def test_link_and_letter_say_what_was_measured_beside_what_was_asked() -> None:
    asked = Asked(over={"reasons": [{"rule": "KPSP.rujuk", "text": "Perkembangan perlu dipastikan."}]})
    names_visit(asked, small(asked)[-1])
    path = asked.told()
    for shown in (page(opener(path), path), letter(asked)):
        for words in (
            "Perkembangan perlu dipastikan.",
            "Dua kali berturut-turut tidak naik",
            "TB/U: Pendek",
            "diukur",
            "Pemeriksaan kesehatan",
        ):
            assert words in shown, words


def test_without_a_named_visit_the_last_one_before_it_speaks() -> None:
    asked = Asked()
    small(asked, 62, 31, 10)
    assert "TB/U: Pendek" in letter(asked)


def test_what_is_long_past_or_came_after_did_not_lead_to_it() -> None:
    asked = Asked()
    small(asked, 62)
    Request.objects.filter(pk=asked.id).update(opened_at=clock.now() - timedelta(days=20))
    small(asked, 5)
    assert "TB/U" not in letter(asked)
    assert led_to(asked.request, timedelta(days=60)) is not None


def test_another_childs_visit_says_nothing() -> None:
    asked = Asked()
    asked.child = asked.village.child(name="Bima Pratama")
    names_visit(asked, small(asked)[-1])
    assert "TB/U" not in letter(asked)


def test_a_visit_that_was_withdrawn_says_nothing() -> None:
    asked = Asked()
    entry = asked.village.weigh(asked.child, day(0).isoformat(), 5.0, length_height_cm=60.0, measured="l")
    assert "TB/U" in letter(asked)
    asked.village.write("entry.voided", asked.child, {"target": entry.id, "reason": "anak lain"})
    assert "TB/U" not in letter(asked)


def test_a_part_tells_what_led_to_the_whole() -> None:
    asked = Asked()
    names_visit(asked, small(asked)[-1])
    asked.id = asked.village.refer(
        asked.child, to_unit=str(asked.hospital.pk), service="gizi", part_of=asked.id, reasons=[]
    )
    assert "TB/U: Pendek" in letter(asked)


def test_a_place_that_does_not_treat_reads_no_measure() -> None:
    asked = Asked()
    names_visit(asked, small(asked)[-1])
    Unit.objects.filter(pk=asked.hospital.pk).update(kind=Unit.Kind.AGENCY)
    assert "Di bawah garis merah" in letter(asked) and "TB/U" not in letter(asked)


def test_care_of_the_mind_says_neither() -> None:
    asked = Asked(service="kesehatan-jiwa")
    names_visit(asked, small(asked)[-1])
    path = asked.told()
    for shown in (page(opener(path), path), letter(asked)):
        assert "TB/U" not in shown and "garis merah" not in shown
