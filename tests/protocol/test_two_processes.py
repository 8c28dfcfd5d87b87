"""Limits hold for the server, not for one of its processes: what one counted, another knows."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from simpul.base import clock
from simpul.journal.actions import enrol
from simpul.journal.models import Device, EnrolmentTry
from simpul.journal.sign import jwk_of, point_of
from simpul.journal.testing import Phone, place
from simpul.registry import demo
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN, CODE = "/akun/masuk/", "/akun/keamanan/authenticate/"
SERVER = """
import json, sys, django
django.setup()
from django.test import Client
client = Client()
print("ready", flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    kind = {"content_type": "application/json"} if ask["json"] else {}
    answer = client.post(ask["path"], ask["body"], headers=ask["headers"], **kind)
    print(json.dumps(answer.status_code), flush=True)
"""
Json = dict[str, Any]


class Second:
    """A further process of the server, on the same database."""

    def __init__(self) -> None:
        """Start it; returns when it is ready."""
        known = {"SIMPUL_PG_DATABASE": str(connection.settings_dict["NAME"]), "SIMPUL_ENV": "test"}
        known |= {"DJANGO_SETTINGS_MODULE": "simpul.config.settings", "SIMPUL_LOG": "CRITICAL"}
        root = Path(__file__).resolve().parents[2]
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            cwd=root,
            env={**os.environ, **known},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._hear() == "ready"

    def post(self, path: str, body: Json, *, as_json: bool = False, headers: dict[str, str] | None = None) -> int:
        """Status of a POST that it answers; it keeps its cookies."""
        assert self.process.stdin is not None
        self.process.stdin.write(
            json.dumps({"path": path, "body": body, "json": as_json, "headers": headers or {}}) + "\n"
        )
        self.process.stdin.flush()
        return int(self._hear())

    def _hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def second() -> Iterator[Second]:
    """A second process, ended with the test."""
    cache.clear()
    one = Second()
    yield one
    one.process.kill()
    one.process.communicate()


def test_wrong_passwords_are_counted_together(client: Client, second: Second) -> None:
    officer = kit.world().officer
    wrong, right = ({"login": officer.username, "password": word} for word in ("salah-99-x", kit.PASSWORD))
    assert [client.post(LOGIN, wrong).status_code for _ in range(3)] == [200] * 3
    assert [second.post(LOGIN, wrong) for _ in range(2)][-1] == 429
    assert 302 not in (client.post(LOGIN, right).status_code, second.post(LOGIN, right))


def test_a_one_time_code_used_in_one_is_used_in_both(client: Client, second: Second) -> None:
    officer = kit.world().officer
    demo.give_totp(officer)
    right, code = {"login": officer.username, "password": kit.PASSWORD}, {"code": demo.totp_now(officer)}
    assert (client.post(LOGIN, right).status_code, second.post(LOGIN, right)) == (302, 302)
    assert client.post(CODE, code).status_code == 302
    assert second.post(CODE, code) == 200


def test_guessed_codes_of_enrolment_are_counted_together(client: Client, second: Second) -> None:
    where = place()
    made, path = enrol.make_code(where.officer, where.kaders[0]), "/api/v1/devices/enrol"
    right = {"code": made.code, "public_key": jwk_of(point_of(Phone().key)), "name": "HP", "app_version": "1"}
    wrong = right | {"code": made.code[:3] + "".join("A" if sign != "A" else "B" for sign in made.code[3:])}
    for _ in range(3):
        assert client.post(path, wrong, content_type="application/json").status_code == 403
    assert [second.post(path, wrong, as_json=True) for _ in range(2)] == [403, 403]
    assert EnrolmentTry.objects.count() == 5
    assert client.post(path, right, content_type="application/json").status_code == 403
    assert second.post(path, right, as_json=True) == 403


def test_what_a_phone_spends_in_one_is_spent_in_both(second: Second) -> None:
    where = place()
    phone = Phone(post=where.posts[0]).enrol(where.officer, where.kaders[0])
    Device.objects.update(allowance=400.0, allowance_at=clock.now())
    assert len(phone.push([phone.person() for _ in range(400)])) == 400
    body = json.loads(msgspec.json.encode(phone.signed([phone.person() for _ in range(400)])))
    headers = {"Authorization": f"Bearer {phone.bearer}"}
    assert second.post("/api/v1/journal/push", body, as_json=True, headers=headers) == 429
