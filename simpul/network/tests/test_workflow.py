"""Workflows are sound: every state has a way out, every step has someone who may take it, words are there."""

import copy
from typing import Any

import pytest

from simpul.knowledge.content import read_json
from simpul.network import workflow
from simpul.network.workflow import FOLDER, Transition, faults_of, parse

FLOWS = workflow.all_flows()


def raw() -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(read_json(FOLDER / "health-referral.json"))
    return found


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
def test_every_state_that_is_not_final_has_an_exit_and_can_end(flow: workflow.Workflow) -> None:
    assert faults_of(flow) == []
    for name, state in flow.states.items():
        assert state.final or flow.steps_from(name)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
def test_every_step_has_a_role_and_both_languages(flow: workflow.Workflow) -> None:
    for step in flow.transitions:
        assert step.by
        assert step.label["id"] and step.label["en"] and step.done["id"] and step.done["en"]
    for state in flow.states.values():
        assert state.label["id"] and state.label["en"] and state.family["id"] and state.family["en"]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
def test_a_step_is_found_by_its_name_and_state_alone(flow: workflow.Workflow) -> None:
    pairs = [(step.action, source) for step in flow.transitions for source in step.sources]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
def test_whoever_waits_can_act(flow: workflow.Workflow) -> None:
    """A state that waits for the post offers the post a step; one that waits for the unit offers the unit one."""
    place = {"post": "post", "unit": "to_unit", "family": "to_unit", "puskesmas": "puskesmas"}
    for name, state in flow.states.items():
        if state.waits_for:
            assert any(by.at == place[state.waits_for] for step in flow.steps_from(name) for by in step.by)


def only_round_and_round(content: dict[str, Any], state: str) -> None:
    """Leave the state with a step that leads back to it and none that leads on: an exit, and no way out."""
    for step in content["transitions"]:
        step["from"] = [name for name in step["from"] if name != state]
    content["transitions"].append({**content["transitions"][0], "action": "wait", "from": [state], "to": state})


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda c: c["transitions"][0].update(by=[]), "nobody may take"),
        (lambda c: c["transitions"][0].update(to="nowhere"), "'nowhere' is not a state"),
        (lambda c: c["states"].update(lost=c["states"]["opened"]), "lost: no way out"),
        (lambda c: c["states"]["opened"].pop("limit"), "limit is missing"),
        (lambda c: c["transitions"][9].update(fields=[]), "without an outcome"),
        (lambda c: c["transitions"][9].update(outcomes=["magic"]), "'magic' is not an outcome"),
        (lambda c: c.update(initial="begun"), "initial state"),
        (lambda c: only_round_and_round(c, "refused"), "refused: the request can never end"),
        (lambda c: c["transitions"][0].update(keeps_clock=True), "keeps the clock of a state that it leaves"),
    ],
)
def test_spoilt_content_is_named(spoil: Any, fault: str) -> None:
    content = raw()
    spoil(content)
    assert fault in " ".join(faults_of(parse(content)))


def test_an_unknown_service_is_still_answered() -> None:
    assert workflow.for_service("anything").id == "health-referral"


def test_a_role_counts_only_at_its_place() -> None:
    step = workflow.load("health-referral").named("accept")
    assert isinstance(step, Transition)
    assert step.allows("petugas", "puskesmas")
    assert not step.allows("kader", "post")
    assert not step.allows("petugas", "post")
