"""Random people try random steps of random requests: only whoever the content names gets through, whatever was before.

What is allowed is read here from the files themselves and from a hand-written table of where each person stands, not
through the code that decides. A refused step changes nothing; rights that end between two steps count at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base import clock
from simpul.base.access import NotYours
from simpul.care.asking.tests import kinds
from simpul.care.asking.tests.kinds import school_dropout  # noqa: F401  (a fixture)
from simpul.care.tests.stories import Village
from simpul.journal.actions.append import append
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry
from simpul.journal.testing import account
from simpul.network.actions.move import move
from simpul.network.actions.open import open_request
from simpul.network.models import Request
from simpul.network.tests.filling import FILLED, FLOWS, asked_for, own_values
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Unit

pytestmark = pytest.mark.django_db
ACTIONS = sorted({step["action"] for flow in FLOWS.values() for step in flow["transitions"]} | {"fly"})
WHO = (
    "kader", "kader_next", "officer", "bidan", "psychologist", "doctor", "clerk", "hospital_psychologist", "education",
    "stranger", "operator", "disabled", "former",
)  # fmt: skip
TREATING = {"bidan", "psychologist", "doctor", "hospital_psychologist"}
STANDS: Mapping[str, set[tuple[str, str]]] = {
    "kader": {("kader", "post")},
    "officer": {("petugas", "puskesmas")},
    "bidan": {("petugas", "puskesmas")},
    "psychologist": {("psikolog", "puskesmas")},
    "doctor": {("petugas", "to_unit")},
    "clerk": {("petugas", "to_unit")},
    "hospital_psychologist": {("psikolog", "to_unit")},
    "education": {("dinas", "to_unit")},
}
"""Where each stands while the hospital is asked. Whoever is not named stands nowhere."""


@dataclass
class Town:
    """A request that asks a hospital, and people around it."""

    village: Village
    people: dict[str, Account]
    hospital: Unit
    request: Request
    gone: set[str]


def town(service: str, level: str, at_unit: bool) -> Town:
    village = Village()
    here, area = village.where.puskesmas, village.where.puskesmas.area
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD", area=area)
    elsewhere = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Lain", area=area)
    people = {
        "kader": village.where.kaders[0],
        "kader_next": village.where.kaders[1],
        "officer": village.where.officer,
        "bidan": officer("bidan", "bidan", here),
        "psychologist": account("psikolog", "psikolog", here),
        "doctor": officer("dokter", "dokter", hospital),
        "clerk": account("loket", "petugas", hospital),
        "hospital_psychologist": account("psikolog-rs", "psikolog", hospital),
        "education": account("dinas", "dinas", hospital),
        "stranger": officer("lain", "bidan", elsewhere),
        "operator": account("op", "operator", here),
        "disabled": officer("mati", "bidan", here),
        "former": officer("dulu", "bidan", here),
    }
    people["disabled"].is_active = False
    people["disabled"].save()
    people["former"].assignments.update(ends_on=clock.today() - timedelta(days=1))
    lies = here if at_unit else Unit.objects.get(pk=village.here)
    ground = {"basis": "consent", "confidentiality": level, "values": asked_for(service)}
    data = {"person": village.child(), "service": service, "to_unit": str(hospital.pk)} | ground
    return Town(village, people, hospital, open_request(None, lies, data), set())


def officer(name: str, function: str, unit: Unit) -> Account:
    return does(account(name, "petugas", unit), function)


def attempt(scene: Town, who: str, action: str) -> bool:
    """Try the step with everything filled in; whether it went through. Nothing changes when it did not."""
    before = Request.objects.get(pk=scene.request.pk)
    entries = Entry.objects.count()
    step = step_of(before, action)
    data: dict[str, Any] = (
        {"action": action} | FILLED | ({"outcome": step["outcomes"][0]} if step and "outcomes" in step else {})
    )
    if step:
        data["values"] = own_values(FLOWS[before.workflow], step.get("fields", ()))
    if step and any(one["id"] == "to_unit" for one in step.get("fields", ())):
        other = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RS Lain", area=scene.hospital.area)
        data["to_unit"] = str(other.pk)
    try:
        if who.startswith("kader"):
            append(before.post_id, [("request.moved", str(before.pk), data)], scene.people[who])
        else:
            move(scene.people[who], before, data, before.seq)
    except (Refused, NotYours):
        after = Request.objects.get(pk=scene.request.pk)
        assert same(before, after) and Entry.objects.count() == entries, (who, action)
        return False
    after = Request.objects.get(pk=scene.request.pk)
    assert step is not None and after.state == step["to"] and Entry.objects.count() == entries + 1
    return True


def same(one: Request, other: Request) -> bool:
    fields = [field.attname for field in Request._meta.concrete_fields]
    return all(getattr(one, name) == getattr(other, name) for name in fields)


def step_of(request: Request, action: str) -> dict[str, Any] | None:
    steps = FLOWS[request.workflow]["transitions"]
    return next((one for one in steps if one["action"] == action and request.state in one["from"]), None)


def may(scene: Town, who: str, action: str) -> bool:
    """Whether the content lets this person take this step now."""
    request = Request.objects.get(pk=scene.request.pk)
    step = step_of(request, action)
    held = {one for one in STANDS.get(who, ()) if one[1] != "to_unit" or request.to_unit_id == scene.hospital.pk}
    if step is None or who in scene.gone or not held:
        return False
    level, flow = request.confidentiality, FLOWS[request.workflow]
    if who == "kader" and request.post_id != Unit.objects.get(pk=scene.village.here).pk:
        return False
    if (level != "K1" or flow.get("treating_only")) and who in ("officer", "clerk"):
        return False
    if level == "K3" and who not in ("hospital_psychologist", "education"):
        return False
    return any({"role": role, "at": at} in step["by"] for role, at in held)


SERVICES = sorted(name for flow in FLOWS.values() for name in flow["services"])
PLACES = [("K1", False), ("K1", True), ("K2", True), ("K3", True)]
TRIES = st.lists(st.tuples(st.sampled_from(WHO), st.integers(0, 99)), min_size=4, max_size=25)
LEAVERS = ["", "bidan", "psychologist", "doctor", "hospital_psychologist", "kader"]


def wished(request: Request, number: int) -> str:
    """Mostly a step that the state offers, sometimes any; any where it has ended for good (`withdrawn`)."""
    offered = [one["action"] for one in FLOWS[request.workflow]["transitions"] if request.state in one["from"]]
    return ACTIONS[number % len(ACTIONS)] if number % 5 == 0 or not offered else offered[number % len(offered)]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(service=st.sampled_from(SERVICES), where=st.sampled_from(PLACES), tries=TRIES, leaves=st.sampled_from(LEAVERS))
def test_only_whom_the_content_names_takes_a_step(
    service: str, where: tuple[str, bool], tries: list[tuple[str, int]], leaves: str
) -> None:
    level, at_unit = where
    scene = town("kesehatan" if service == "*" else service, level, at_unit)
    for turn, (who, number) in enumerate(tries):
        if leaves and turn == len(tries) // 2:
            scene.people[leaves].assignments.update(ends_on=clock.today() - timedelta(days=1))
            scene.gone.add(leaves)
        action = wished(Request.objects.get(pk=scene.request.pk), number)
        expected = may(scene, who, action)
        assert attempt(scene, who, action) is expected, (who, action, leaves)


@pytest.mark.parametrize("service", SERVICES)
def test_every_step_is_taken_by_those_it_names_and_by_nobody_else(service: str) -> None:
    """Each step of each workflow, from each of its states, tried by everyone."""
    every_step_is_guarded(service)


@pytest.mark.usefixtures("school_dropout")
def test_a_kind_that_comes_later_is_walked_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own required fields are filled from its content, so that a new file needs no change here."""
    monkeypatch.setitem(FLOWS, kinds.FLOW["id"], kinds.FLOW)
    every_step_is_guarded(kinds.SERVICE)


def every_step_is_guarded(service: str) -> None:
    scene = town("kesehatan" if service == "*" else service, "K1", False)
    flow = FLOWS[scene.request.workflow]
    for step in flow["transitions"]:
        for who in WHO:
            Request.objects.filter(pk=scene.request.pk).update(
                state=step["from"][0], open=True, to_unit=scene.hospital, wanted=[]
            )
            expected = may(scene, who, step["action"])
            assert attempt(scene, who, step["action"]) is expected, (who, step["action"])
