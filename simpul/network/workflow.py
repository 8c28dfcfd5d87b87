"""The workflows that lie in `content/workflows`: found by the folder, read once, checked when read.

A new kind of request is a new file there; no list names it.
"""

from functools import cache
from pathlib import Path
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, ContentError, read_json
from simpul.network.flow import Actor, Escalation, Field, Limit, State, Transition, Workflow
from simpul.network.flow_reading import faults_of, parse

__all__ = [
    "Actor",
    "Escalation",
    "Field",
    "Limit",
    "State",
    "Transition",
    "Workflow",
    "all_flows",
    "answered_by",
    "faults_of",
    "for_service",
    "forget",
    "involving",
    "load",
    "parse",
]

FOLDER = CONTENT_DIR / "workflows"
SCHEMA = "workflow.schema.json"
ANY_SERVICE = "*"


@cache
def all_flows() -> tuple[Workflow, ...]:
    """Every workflow, in order of its file's name. Raises ContentError that says what is wrong with the content."""
    found = ((path, read_json(path)) for path in sorted(FOLDER.glob("*.json")))
    return tuple(_read(path, raw) for path, raw in found if Path(str(raw.get("$schema", ""))).name == SCHEMA)


def _read(path: Path, raw: dict[str, Any]) -> Workflow:
    found = parse(raw)
    faults = faults_of(found)
    if faults:
        raise ContentError(f"content/workflows/{path.name}: " + " ".join(faults))
    return found


@cache
def load(name: str) -> Workflow:
    """The workflow of that id. Raises ContentError when there is none."""
    found = next((flow for flow in all_flows() if flow.id == name), None)
    if found is None:
        raise ContentError(f"no workflow named {name!r}; workflows are {', '.join(flow.id for flow in all_flows())}.")
    return found


@cache
def for_service(service: str) -> Workflow:
    """The workflow that answers a service; the one that names every service takes what no other names."""
    named = next((flow for flow in all_flows() if service in flow.services), None)
    return named or next(flow for flow in all_flows() if ANY_SERVICE in flow.services)


@cache
def answered_by(role: str) -> tuple[str, ...]:
    """Workflows in which somebody of this role takes a step."""
    return tuple(flow.id for flow in all_flows() if any(by.role == role for one in flow.transitions for by in one.by))


@cache
def involving(role: str, at: str) -> tuple[str, ...]:
    """Workflows in which somebody of this role at this place takes a step."""
    return tuple(flow.id for flow in all_flows() if flow.involves(Actor(role, at)))


def forget() -> None:
    """Read the folder again at the next question."""
    for one in (all_flows, load, for_service, answered_by, involving):
        one.cache_clear()
