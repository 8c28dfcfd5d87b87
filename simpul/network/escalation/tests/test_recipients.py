"""Who is told: the head by a function that holds today, the health office by its field; no titles, no names."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.base import clock
from simpul.base.models import Message
from simpul.journal.testing import account, place
from simpul.network.escalation.recipients import contacts
from simpul.network.escalation.telling import Late, tell
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.functions.models import Function
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Area, Assignment, Unit

pytestmark = pytest.mark.django_db


def reachable(one: Account, phone: str) -> Account:
    one.phone = phone
    one.save(update_fields=["phone"])
    return one


def told(unit: Unit, step: str) -> set[str]:
    return {one.owner for one in contacts({(unit.pk, unit.pk, step)})[unit.pk, unit.pk, step]}


def test_the_head_is_who_holds_the_function_today() -> None:
    here = place().puskesmas
    head, titled = (reachable(account(f"k{n}", "petugas", here), f"08120000001{n}") for n in (1, 2))
    titled.assignments.update(title="Kepala puskesmas")
    does(head, "kepala")
    assert told(here, "head") == {str(head.pk)}
    assert told(here, "unit") >= {str(head.pk), str(titled.pk)}
    Function.objects.update(ends_on=clock.today())
    assert told(here, "head") == {str(head.pk)}
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert told(here, "head") == set()


def test_the_health_office_is_one_of_its_field_in_the_area() -> None:
    here = place().puskesmas
    city = {"kind": Unit.Kind.AGENCY, "area_id": here.area_id[:5]}
    units = {
        "health": Unit.objects.create(name="Sudin", field="kesehatan", **city),
        "named": Unit.objects.create(name="Dinas Kesehatan Palsu", **city),
        "social": Unit.objects.create(name="Dinas Sosial", field="sosial", **city),
    }
    people = {name: reachable(account(name, "dinas", unit), "081200000021") for name, unit in units.items()}
    assert told(here, "dinas") == {str(people["health"].pk)}
    Assignment.objects.filter(account=people["health"]).update(ends_on=clock.today() - timedelta(days=1))
    assert told(here, "dinas") == set()


def test_many_offices_are_written_to_in_as_many_statements_as_one() -> None:
    """Meanwhile the requests are held."""
    Area.objects.get_or_create(code="31", defaults={"name": "DKI Jakarta", "level": 1})
    now = clock.now()
    asked = []
    for n, many in enumerate((1, 12)):
        late = [Late(unit, unit, "unit", "biasa", 1, now) for unit in (_office(n * 100 + k) for k in range(many))]
        with CaptureQueriesContext(connection) as queries:
            assert tell(late, now) == many
        asked.append(len(queries))
    assert asked[0] == asked[1] and Message.objects.count() == 13


def _office(number: int) -> UUID:
    unit = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name=f"Puskesmas {number}", area_id="31")
    UnitProfile.objects.create(unit=unit, whatsapp=f"0812345{number:05}")
    return unit.pk
