"""Which requests open to whom, by class; what a confidential one must say before it is written at all."""

from typing import Any

import pytest

from simpul.base.access import NotYours
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry
from simpul.journal.testing import Place, account, place
from simpul.network.access import access_request, requests_of
from simpul.network.actions.move import move
from simpul.network.actions.open import open_request
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Unit

pytestmark = pytest.mark.django_db
GROUND = {"basis": "consent"}


def people(here: Place) -> dict[str, Account]:
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD", area=here.puskesmas.area)
    found = {
        "officer": here.officer,
        "bidan": account("bidan", "petugas", here.puskesmas),
        "psychologist": account("psikolog", "psikolog", here.puskesmas),
        "clerk": account("loket", "petugas", hospital),
        "doctor": account("dokter", "petugas", hospital),
        "hospital_psychologist": account("psikolog-rs", "psikolog", hospital),
        "kader": here.kaders[0],
        "operator": account("op", "operator", here.puskesmas),
    }
    for name, function in (("bidan", "bidan"), ("doctor", "dokter")):
        does(found[name], function)
    return found


def asked(who: dict[str, Account], **over: Any) -> dict[str, Any]:
    hospital = who["clerk"].assignments.get().unit
    assert hospital is not None
    plain = {"person": None, "service": "kesehatan-jiwa", "to_unit": str(hospital.pk), "message": "x"}
    return plain | GROUND | over


def readers(who: dict[str, Account], request: Request) -> set[str]:
    return {name for name, actor in who.items() if requests_of(actor).filter(pk=request.pk).exists()}


@pytest.mark.parametrize(
    ("level", "read_by"),
    [
        ("K1", {"officer", "bidan", "psychologist", "clerk", "doctor", "hospital_psychologist"}),
        ("K2", {"bidan", "psychologist", "doctor", "hospital_psychologist"}),
        ("K3", {"bidan", "hospital_psychologist"}),
    ],
)
def test_the_higher_the_class_the_fewer_read_it(level: str, read_by: set[str]) -> None:
    here = place()
    who = people(here)
    request = open_request(who["bidan"], here.puskesmas, asked(who, confidentiality=level))
    assert readers(who, request) == read_by  # K3: the psychologist who was asked, and whoever opened it


def test_whoever_opened_a_k3_request_reads_it_only_while_they_work_there() -> None:
    here = place()
    who = people(here)
    request = open_request(who["bidan"], here.puskesmas, asked(who, confidentiality="K3"))
    who["bidan"].assignments.update(ends_on="2020-01-02")
    with pytest.raises(NotYours):
        access_request(who["bidan"], request.pk)


def test_a_unit_that_is_asked_no_more_reads_it_no_more() -> None:
    here = place()
    who = people(here)
    request = open_request(who["bidan"], here.puskesmas, asked(who, confidentiality="K2"))
    other = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RS Lain", area=here.puskesmas.area)
    move(who["bidan"], request, {"action": "reroute", "to_unit": str(other.pk)}, request.seq)
    assert readers(who, request) == {"bidan", "psychologist"}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "basis"),
        ({"basis": "none-needed"}, "basis"),
        ({"basis": "vital-interest"}, "basis_note"),
        ({"basis": "law", "basis_note": "  "}, "basis_note"),
    ],
)
def test_what_is_confidential_says_on_which_ground_it_travels(said: dict[str, str], field: str) -> None:
    here = place()
    data = {"person": None, "service": "kesehatan-jiwa", "confidentiality": "K2", "message": "x"}
    with pytest.raises(Refused) as refused:
        open_request(here.officer, here.puskesmas, data | said)
    assert refused.value.reason.field == field and not Entry.objects.exists()
    assert open_request(here.officer, here.puskesmas, data | {"basis": "law", "basis_note": "Ps. 40"})


@pytest.mark.parametrize("level", ["K2", "K3"])
def test_what_is_confidential_is_never_written_where_phones_pull(level: str) -> None:
    here = place()
    post = Unit.objects.get(pk=here.posts[0])
    data = {"person": None, "service": "kesehatan-jiwa", "confidentiality": level, "message": "x"} | GROUND
    with pytest.raises(Refused) as refused:
        open_request(here.officer, post, data)
    assert refused.value.reason.code == "class_not_here" and not Entry.objects.exists()


def test_facts_without_a_ground_go_to_no_other_place() -> None:
    here = place()
    who = people(here)
    data = {"person": None, "service": "kesehatan", "basis": "none-needed", "message": "x"}
    named = open_request(who["officer"], here.puskesmas, data)
    hospital = who["clerk"].assignments.get().unit
    assert hospital is not None
    step = {"action": "reroute", "to_unit": str(hospital.pk)}
    move(who["officer"], named, step, named.seq)  # nobody is named: nothing personal travels
    Request.objects.filter(pk=named.pk).update(person="0193a000-0000-7000-8000-00000000cc01", to_unit=None)
    named.refresh_from_db()
    with pytest.raises(Refused) as refused:
        move(who["officer"], named, step, named.seq)
    assert refused.value.reason.code == "step_too_early"
