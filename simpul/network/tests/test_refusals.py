"""Who refused is not offered again."""

import pytest

from simpul.care.asking.choices import offered
from simpul.care.tests.stories import Village, at
from simpul.network.actions.move import move
from simpul.network.models import Request
from simpul.network.refusals import refused_by
from simpul.registry.models import Account, Assignment, Unit

pytestmark = pytest.mark.django_db


def hospital(village: Village, name: str) -> tuple[Unit, Account]:
    unit = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name=name, area=village.where.puskesmas.area)
    staff = Account.objects.create_user(name, "x", name=name)
    Assignment.objects.create(account=staff, role="petugas", unit=unit, starts_on="2020-01-01")
    return unit, staff


def take(actor: Account, pk: str, **data: str) -> Request:
    row = Request.objects.get(pk=pk)
    move(actor, row, {"note": "penuh"} | data, row.seq)
    return Request.objects.get(pk=pk)


def test_each_place_that_refused_is_left_out_of_the_next_choice() -> None:
    with at("2026-11-22T19:00"):
        village = Village()
        officer = village.where.officer
        (first, of_first), (second, of_second), (third, _) = (hospital(village, name) for name in "ABC")
        pk = village.refer(village.child(), to_unit=str(first.pk))
        assert refused_by(Request.objects.get(pk=pk)) == frozenset()
        row = take(of_first, pk, action="refuse")
        assert refused_by(row) == {str(first.pk)}
        take(officer, pk, action="reroute", to_unit=str(second.pk))
        row = take(of_second, pk, action="refuse")
        assert refused_by(row) == {str(first.pk), str(second.pk)}
        names = {one.name for one in offered(row).units}
        assert third.name in names and not names & {"A", "B"}


def test_the_puskesmas_that_was_asked_by_silence_counts_as_the_one_that_refused() -> None:
    with at("2026-11-22T19:00"):
        village = Village()
        pk = village.refer(village.child())
        row = take(village.where.officer, pk, action="refuse")
        assert refused_by(row) == {str(village.where.puskesmas.pk)}
