"""A page asks the database as often for many rows as for few, whatever it lists.

The walk finds the pages by itself, as tests/test_routes.py does; tests/page_growth.py lets grow what they list.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simpul.base import clock
from simpul.registry import names
from simpul.registry.models import Account, Area, Assignment
from simpul.registry.tests import kit
from tests.page_growth import LATE, Growing
from tests.test_routes import OURS

pytestmark = pytest.mark.django_db
Role = Assignment.Role
FEW, MORE = 3, 9
SLACK = 2
"""Statements more that a page may need because there is more: a page of a list that was not full before."""

INBOX, INBOX_MOST = "puskesmas/rujukan/", 50
"""The page that an officer opens most: with the gravest request beside the list it asked 58 times."""


def test_no_page_asks_more_often_because_there_is_more() -> None:
    growing = Growing()
    growing.grow(FEW)
    few = _walk(growing)
    growing.grow(MORE)
    many = _walk(growing)
    grown = {page: (len(few[page]), len(said)) for page, said in many.items() if len(said) > len(few[page]) + SLACK}
    assert len(many) > 120, len(many)
    assert len(many["officer", INBOX]) <= INBOX_MOST, many["officer", INBOX]
    assert not grown, f"These pages ask more often with more rows (statements with few and many): {grown}"


def _readers(growing: Growing) -> dict[str, Account]:
    area = Area.objects.get(code="31")
    roles = (Role.OPERATOR, Role.TEAM, Role.AGENCY)
    above = {role: Account.objects.filter(assignments__role=role, assignments__area=area).first() for role in roles}
    return {
        "officer": growing.scene.officer,
        "psychologist": growing.psychologist,
        **{role: who or kit.account(f"x-{role}", role, area=area) for role, who in above.items()},
    }


def _walk(growing: Growing) -> dict[tuple[str, str], list[str]]:
    """Statements of each page that answers a reader when every request is late.

    Asked once before, so that nothing is read for the first time, but no name of a unit is remembered.
    """
    found = {}
    with clock.frozen(clock.now() + LATE):
        for name, who in _readers(growing).items():
            client = kit.sign_in(Client(), who)
            for path, one in OURS:
                address = growing.scene.path(one)
                if client.get(address).status_code != 200:
                    continue
                names._known.clear()
                with CaptureQueriesContext(connection) as asked:
                    client.get(address)
                found[name, path] = [row["sql"] for row in asked.captured_queries]
    return found
