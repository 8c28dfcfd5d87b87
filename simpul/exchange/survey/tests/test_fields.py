"""An agency changes the register when health is its field; by whatever name, another one only reads it."""

from typing import Any

import pytest
from django.test import Client

from simpul.exchange.survey.access import changed_by, units_of
from simpul.registry.functions.testing import health_office
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
AGENCY = Assignment.Role.AGENCY


def office(**said: Any) -> Unit:
    return Unit.objects.create(kind=Unit.Kind.AGENCY, area_id="31.71", **said)


def test_another_agency_reads_and_changes_nothing() -> None:
    here = kit.world()
    people: dict[str, Account] = {
        "health": kit.account("kesehatan", AGENCY, health_office("31.71")),
        "social": kit.account("sosial", AGENCY, office(name="Dinas Kesehatan Sosial", field="sosial")),
        "unknown": kit.account("lain", AGENCY, office(name="Dinas Kesehatan")),
        "area": kit.account("wilayah", AGENCY, area=health_office("31.71").area),
    }
    may = {name: changed_by(who).filter(pk=here.post.pk).exists() for name, who in people.items()}
    assert may == {"health": True, "social": False, "unknown": False, "area": False}
    for name, who in people.items():
        client = kit.sign_in(Client(), who)
        assert units_of(who).filter(pk=here.post.pk).exists()
        page = client.get("/kemampuan/").content.decode()
        assert ("/kemampuan/survei/" in page.split("<main")[1]) is may[name]
        assert client.get(f"/kemampuan/{here.post.pk}/").status_code == 200
        tried = client.post(f"/kemampuan/{here.post.pk}/kesehatan-jiwa/ubah/", {"status": "able"})
        assert (tried.status_code == 404) is not may[name], name
