"""The words of tests/test_leaks.py, looked for by everybody else: offices above, operators, heads, staff of another
place, whoever holds a link; and in the reports and lists that any of them can take away.
"""

import json
import logging
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.cli.report import report
from simpul.network.links.due import tell_places
from simpul.registry.functions.testing import does, health_office
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.tests import kit
from tests.route_scene import PERSONAL, Scene
from tests.test_leaks import FIELDS, OF_SECRET, SECRET, addresses, body, planted, word
from tests.test_routes import OURS, PUBLIC

pytestmark = pytest.mark.django_db
Role = Assignment.Role


def others(scene: Scene) -> dict[str, Account]:
    """Accounts by what they are; each may sign in and sees something of its own."""
    here, next_door = scene.village.where.puskesmas, scene.world.other_puskesmas
    social = Unit.objects.create(kind=Unit.Kind.AGENCY, name="Sosial", area=here.area, field="sosial")
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RS Lain", area=here.area)
    return {
        "health office": kit.account("sudin", Role.AGENCY, health_office(here.area)),
        "social office": kit.account("sosial", Role.AGENCY, social),
        "team": kit.account("tim-x", Role.TEAM, area=here.area),
        "operator": kit.account("operator-x", Role.OPERATOR),
        "psychologist elsewhere": kit.account("psikolog-lain", Role.PSYCHOLOGIST, next_door),
        "doctor of a hospital that was not asked": does(kit.account("dokter-x", Role.OFFICER, hospital), "dokter"),
    }


def seen_by(client: Client, scene: Scene, ids: list[str]) -> str:
    """Every page and file that opens by GET, each with the ids of the secret requests, and every search for them."""
    found = []
    for _path, one in OURS:
        found += [body(client.get(address)) for address in addresses(scene, one, ids)]
    return "\n".join(found)


def test_nothing_of_it_reaches_an_office_above_an_operator_or_another_place(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        scene = Scene()
        ids = planted(scene)
        told = {name: seen_by(kit.sign_in(Client(), who), scene, ids) for name, who in others(scene).items()}
    assert all("Keluar" in html for html in told.values()), "nobody was signed in: this test proves nothing"
    assert {name: html.count(SECRET) for name, html in told.items()} == dict.fromkeys(told, 0)
    assert {name: PERSONAL in html for name, html in told.items()} == dict.fromkeys(told, False)
    assert SECRET not in caplog.text


def test_the_head_of_the_puskesmas_leads_and_reads_nothing_confidential() -> None:
    scene = Scene()
    ids = planted(scene)
    head = does(kit.account("kepala-x", Role.OFFICER, scene.village.where.puskesmas), "kepala")
    told = seen_by(kit.sign_in(Client(), head), scene, ids)
    assert PERSONAL in told and "/terlambat/" in told
    assert [field for field in (*OF_SECRET, "answer") if word(field) in told] == []


def test_somebody_who_treated_until_yesterday_reads_nothing_with_a_session_from_then() -> None:
    """Of the function, and of the assignment: what was open when the session began is asked anew on each page."""
    scene = Scene()
    ids = planted(scene)
    client, (k2, k3) = kit.sign_in(Client(), scene.officer), ids[:2]
    assert all(word("message") in body(client.get(f"/puskesmas/rujukan/{pk}/")) for pk in (k2, k3))
    does(scene.officer, "gizi")
    assert client.get(f"/puskesmas/rujukan/{k2}/").status_code == 404
    told = seen_by(client, scene, [k2])
    assert PERSONAL in told and word("answer") not in told and word("note") not in told
    # Whoever opened a request of class K3 reads what they wrote while they work where it lies (network/access.py).
    assert word("message") in body(client.get(f"/puskesmas/rujukan/{k3}/"))
    scene.officer.assignments.update(starts_on="2020-01-01", ends_on="2020-01-02")
    told = seen_by(client, scene, [k3])
    assert SECRET not in told and PERSONAL not in told


def test_whoever_holds_a_link_and_whoever_only_passes_by_learns_nothing_of_it() -> None:
    scene = Scene()
    ids = planted(scene)
    tell_places()
    paths = [
        str(opened(one.pk, bytes(one.sealed))[1]["link"]) for one in Message.objects.filter(template="request-link")
    ]
    assert paths, "no link was sent: this test proves nothing"
    client = Client()
    told = "\n".join(body(answer) for path in paths for answer in entered(client, path))
    told += "\n".join(body(client.get(scene.path(one))) for _path, one in OURS if one.name in PUBLIC)
    assert "RS tanpa Simpul" in told and [field for field in FIELDS if word(field) in told] == [] and ids


def entered(client: Client, path: str) -> list[Any]:
    """The door, and the page behind it."""
    door = client.get(path)
    return [door, client.post(f"{path}buka/", follow=True), client.get(path)]


def test_the_capability_report_counts_places_and_tells_nothing_of_anybody() -> None:
    scene = Scene()
    planted(scene)
    area, on = scene.village.where.puskesmas.area_id, clock.today().isoformat()
    said = CliRunner().invoke(
        report, ["capability", "--service", "kesehatan-jiwa", "--area", area, "--on", on, "--format", "json"]
    )
    assert said.exit_code == 0 and json.loads(said.output)["total"] > 0, said.output
    assert SECRET not in said.output and PERSONAL not in said.output
