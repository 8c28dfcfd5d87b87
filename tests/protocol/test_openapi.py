"""The described API and the real one are the same: requests made from the description by the hundred break nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from django.urls import URLPattern
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.specs.openapi import checks as conformance

from simpul.config.wsgi import application
from simpul.journal import openapi, urls
from simpul.journal.testing import Phone, place
from simpul.network import api_urls

CHECKS = [
    checks.not_a_server_error,
    conformance.status_code_conformance,
    conformance.content_type_conformance,
    conformance.response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(openapi.document())
SCHEMA.config.update(base_url="http://testserver/api/v1")
SCHEMA.app = application
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))
NAMES = [one.name for one in openapi.OPERATIONS]


def operation(name: str) -> Any:
    """The described operation of a route."""
    one = next(each for each in openapi.OPERATIONS if each.name == name)
    return SCHEMA[f"/{one.path}"][one.method]


@pytest.fixture
def token(db: None) -> Iterator[str]:
    """The bearer of a phone that serves a post; requests stay inside the test's transaction."""
    where = place()
    token = str(Phone(post=where.posts[0]).enrol(where.officer, where.kaders[0]).bearer)
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield token
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("name", NAMES)
@settings(QUIET, max_examples=60)
@given(data=st.data())
def test_requests_made_from_the_description_are_answered_as_described(name: str, token: str, data: Any) -> None:
    """Right ones and wrong ones: never a fault of the server, always in the described shape."""
    mode = data.draw(st.sampled_from(list(schemathesis.GenerationMode)))
    case = data.draw(operation(name).as_strategy(generation_mode=mode))
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
    case.call_and_validate(checks=CHECKS)


@pytest.mark.parametrize("name", [one.name for one in openapi.OPERATIONS if one.bearer])
@settings(QUIET, max_examples=10)
@given(data=st.data())
def test_strangers_are_refused_in_words_whatever_they_send(name: str, token: str, data: Any) -> None:
    """A token that nobody has opens nothing."""
    case = data.draw(operation(name).as_strategy())
    answer = case.call(headers={"Authorization": "Bearer " + token[:-3] + "xyz"})
    assert answer.status_code == 401
    assert answer.json()["message"]["id"]


@pytest.mark.parametrize("name", ["journal_scope", "journal_pull", "device_heartbeat"])
def test_the_token_of_these_tests_opens_what_it_should(name: str, token: str) -> None:
    """Or the requests above would all have been refused at the door, and proven nothing."""
    time = "2026-01-05T02:00:00.000Z"
    bodies = {
        "journal_pull": {"device": "", "device_time": time},
        "device_heartbeat": {"device_time": time, "heartbeat": {}},
    }
    case = operation(name).Case(body=bodies[name]) if name in bodies else operation(name).Case()
    answer = case.call(headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code != 401, answer.text


def test_no_route_of_the_api_is_left_out_of_the_description() -> None:
    """A route without description would be tested by nobody."""
    patterns = [*urls.urlpatterns, *api_urls.urlpatterns]
    routes = {str(one.pattern).replace("<uuid:", "{").replace(">", "}") for one in patterns}
    assert all(isinstance(one, URLPattern) for one in patterns)
    assert routes == {one.path for one in openapi.OPERATIONS} | {"openapi.json"}
