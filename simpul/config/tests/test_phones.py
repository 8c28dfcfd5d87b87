"""Calls of phones pass by what serves pages: no session is asked, no cookie set, and nothing else is different."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from simpul.base import access
from simpul.config.phones import Phones
from simpul.journal import urls
from simpul.journal.http import is_for_phones

SCOPE = "/api/v1/journal/scope"


class Further(Exception):
    """The request went on to the pages."""


def _further(request: HttpRequest) -> Any:
    raise Further


def test_every_address_of_the_api_is_an_endpoint_of_phones() -> None:
    assert all(is_for_phones(route.callback) for route in urls.urlpatterns)


@pytest.mark.django_db
def test_a_call_reads_no_session_and_leaves_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(0):
        answer = client.get(SCOPE)
    assert (answer.status_code, dict(answer.cookies)) == (401, {})
    assert answer["Cache-Control"] == "private, no-store"
    assert int(answer["Content-Length"]) == len(answer.content) > 0


def test_a_name_that_is_not_this_servers_is_refused() -> None:
    assert Client().get(SCOPE, HTTP_HOST="elsewhere.example").status_code == 400


@pytest.mark.parametrize("path", ["/api/v1/tidak-ada", "/", "/api/v1", "/api/v1/journal/push/"])
def test_all_other_addresses_go_on(path: str) -> None:
    with pytest.raises(Further):
        Phones(_further)(RequestFactory().get(path))


@pytest.mark.parametrize("rule", [None, lambda request: False])
def test_an_endpoint_without_a_rule_or_whose_rule_refuses_goes_on(monkeypatch: pytest.MonkeyPatch, rule: Any) -> None:
    monkeypatch.setattr(access, "declared", lambda view: rule)
    with pytest.raises(Further):
        Phones(_further)(RequestFactory().get(SCOPE))
