"""The province: real areas, as many places as were published, and an answer for each date of publication."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from simpul.base import clock
from simpul.exchange.reporting.capability import counting
from simpul.exchange.reporting.capability.sentence import sentences, source_sentence
from simpul.knowledge.services import service
from simpul.network.routing.choosing import candidates
from simpul.network.routing.whence import wanted_from
from simpul.registry import areas
from simpul.registry.capabilities.models import Capability, UnitProfile
from simpul.registry.capabilities.standing import standing_on
from simpul.registry.models import Account, Area, Post, Unit
from simpul.seeds import dki
from simpul.seeds.dki.figures import answers, facts, figures

pytestmark = pytest.mark.django_db
MIND = "kesehatan-jiwa"
NOVEMBER = date(2026, 11, 1)


def standing(kind: str, day: date) -> Counter[str]:
    units = Unit.objects.filter(kind=kind).values_list("pk", flat=True)
    return Counter(one.status for one in standing_on(MIND, units, day).values())


def test_the_province_answers_for_every_published_date() -> None:
    areas.load_areas()
    dki.plant()
    assert Counter(Unit.objects.values_list("kind", flat=True)) == {
        "posyandu": 4481, "puskesmas": 44, "rumah-sakit": 33, "dinas": 1, "tim-pembina": 1,
    }  # fmt: skip
    for day, able in (
        ("2025-05-14", 28),
        ("2025-06-20", 38),
        ("2025-10-06", 32),
        ("2025-10-07", 44),
        ("2026-11-01", 44),
    ):
        assert standing("puskesmas", date.fromisoformat(day))["able"] == able
    assert standing("puskesmas", date(2025, 5, 14)) == {"able": 28, "not_able": 16}
    assert standing("puskesmas", date(2025, 2, 28)) == {"not_surveyed": 44}
    assert standing("rumah-sakit", NOVEMBER) == {"able": 33}
    _posts()
    _sources()
    _an_emergency()
    assert {"bidan", "psikolog", "dinas", "tim", "operator"} <= set(Account.objects.values_list("username", flat=True))


def _posts() -> None:
    assert Post.objects.values("unit__area").distinct().count() == 267
    assert all(str(nrp).startswith(str(area)) for nrp, area in Post.objects.values_list("nrp", "unit__area"))
    assert not Post.objects.exclude(puskesmas__kind="puskesmas").exists()
    found = standing("posyandu", NOVEMBER)
    assert sum(found.values()) == 4481
    assert 0.55 < 1 - found["not_surveyed"] / 4481 < 0.69
    assert found["able"] and found["not_able"]
    assert UnitProfile.objects.filter(latitude=None).count() == 0


def _sources() -> None:
    assert not Capability.objects.filter(source="").exists()
    assert not Capability.objects.filter(unit__kind="posyandu").exclude(source__contains="buatan").exists()
    named = Capability.objects.filter(unit__kind="puskesmas", service=MIND)
    assert not named.exclude(source__contains="contoh").exists()
    for fact in figures()["facts"]:
        said = Capability.objects.filter(service=fact["service"], source__startswith=fact["source"])
        assert said.exists() and all(
            ("Perlu dipastikan" in source) is (fact["certainty"] == "to verify")
            for source in said.values_list("source", flat=True).distinct()
        )
    report = counting.report(service(MIND), Area.objects.get(pk="31"), NOVEMBER)
    assert "Perlu dipastikan" in source_sentence(report) and ".." not in source_sentence(report)
    page = Client().get("/layanan-jiwa/").content.decode()
    assert "di DKI Jakarta per" in page and "Perlu dipastikan" in page
    today = counting.report(service(MIND), Area.objects.get(pk="31"), clock.today())
    assert all(one in page for one in sentences(today))


def _an_emergency() -> None:
    post = Unit.objects.filter(kind="posyandu", area__code__startswith="31.75.07").select_related("profile").first()
    assert post
    found = candidates(wanted_from(post.pk, MIND, NOVEMBER, urgency="darurat"))
    assert found[0].unit.name == "RSKD Duren Sawit"
    assert all("always" in {reason.code for reason in one.reasons} for one in found)


def test_figures_leave_no_day_between_them_and_choose_the_same_places_again() -> None:
    told = facts("puskesmas")
    assert [one.able for one in told] == [28, 38, 32, 44]
    for one, following in pairwise(told):
        assert one.until == following.on - timedelta(days=1)
    keys = list(figures()["districts"])
    assert list(answers(told, keys)) == list(answers(told, reversed(keys)))
    first, second = ({key for fact, key, able in answers(told, keys) if able and fact is one} for one in told[:2])
    assert first < second
