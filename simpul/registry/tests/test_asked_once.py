"""A page asks once what somebody may do; a step that writes asks anew."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from simpul.base import clock
from simpul.registry.access import assignments_of
from simpul.registry.asked_once import AskedOnce, asked_once
from simpul.registry.models import Account, Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
ROLES = (Assignment.Role.OFFICER, Assignment.Role.PSYCHOLOGIST)


def ask(actor: Account) -> tuple[int, list[str], bool, int]:
    held = assignments_of(actor, *ROLES)
    named = list(held.select_related("unit"))
    roles = sorted(assignments_of(actor, *ROLES).values_list("role", flat=True))
    return len(named), roles, assignments_of(actor, *ROLES).exists(), held.count()


def test_what_is_asked_twice_is_asked_once_and_answered_the_same() -> None:
    actor = kit.world().officer
    fresh = ask(actor)
    with asked_once(), CaptureQueriesContext(connection) as first:
        assert ask(actor) == fresh
        few = len(first)
        for _ in range(5):
            assert ask(actor) == fresh
    # Only the count, which no page asks, is asked again.
    assert len(first.captured_queries) == few + 5


def test_nothing_is_remembered_of_another_person_or_another_day() -> None:
    world = kit.world()
    with asked_once():
        assert ask(world.officer)[0] == 1
        assert ask(world.kader)[0] == 0
        assert not world.officer.assignments.active(clock.today().replace(year=2000)).exists()


def test_the_rows_of_one_reader_are_not_changed_by_another() -> None:
    actor = kit.world().officer
    with asked_once():
        first = assignments_of(actor, *ROLES)
        list(first)
        vars(first)["_result_cache"].clear()
        assert len(assignments_of(actor, *ROLES)) == 1


@pytest.mark.parametrize(("method", "seen"), [("get", True), ("head", True), ("post", False), ("put", False)])
def test_rights_that_end_are_noticed_at_once_by_whatever_writes(method: str, seen: bool) -> None:
    actor, found = kit.world().officer, []

    def page(_request: HttpRequest) -> HttpResponse:
        assert assignments_of(actor, *ROLES).exists()
        Assignment.objects.filter(account=actor).delete()
        found.append(assignments_of(actor, *ROLES).exists())
        return HttpResponse()

    AskedOnce(page)(getattr(RequestFactory(), method)("/"))
    assert found == [seen]
    assert not assignments_of(actor, *ROLES).exists()
