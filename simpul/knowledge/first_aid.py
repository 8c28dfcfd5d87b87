"""The kader's psychological first aid as a state machine over `content/programme/first-aid.json`.

A path goes from step to step by answers; the phases it went through are what is recorded. Pure; the phone has the same
machine (`web/knowledge/first-aid.ts`), both are held to `vectors/first-aid.json`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from simpul.knowledge.colour_scales import P3lp
from simpul.knowledge.content import CONTENT_DIR, read_json

END = "selesai"
AGAIN = "sapa"
HANDING = "serah-terima"
LONGEST = 60
"""Phases in one path; nobody goes back and forth more often."""


class Impossible(ValueError):
    """Raised for an answer that the present step does not offer, or not yet."""


@dataclass(frozen=True)
class Walk:
    """Where a path stands. `path` lists its phases in order; `accepted`: whether a handover was. Dates are local."""

    step: str
    path: tuple[str, ...]
    zone: P3lp | None = None
    actions: tuple[str, ...] = ()
    handed_to: str | None = None
    accepted: bool | None = None
    follow_up: date | None = None


@dataclass(frozen=True)
class Record:
    """What is kept of a path given on the day `on`. `handed` says that the moment of the handover is known."""

    on: date
    path: tuple[str, ...]
    zone: P3lp | None = None
    actions: tuple[str, ...] = ()
    handed_to: str | None = None
    handed: bool = False
    accepted: bool | None = None
    follow_up: date | None = None


@cache
def content() -> dict[str, Any]:
    """The content file."""
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "first-aid.json")
    return found


@cache
def _steps() -> Mapping[str, Mapping[str, Any]]:
    return {step["id"]: step for step in content()["steps"]}


@cache
def critical_phases() -> frozenset[str]:
    """Phases in which somebody may not be left alone."""
    return frozenset(phase["id"] for phase in content()["phases"] if phase.get("critical"))


def is_critical(path: tuple[str, ...] | list[str]) -> bool:
    """Whether a path went through such a phase."""
    return not critical_phases().isdisjoint(path)


def words(table: str, code: str) -> Mapping[str, str]:
    """The words of an action, a handover or a phase; the code itself for what this content does not know."""
    found = (one["word"] for one in content()[table] if one["id"] == code)
    return next(found, {"id": code, "en": code})


def start(phase: str = "lihat") -> Walk:
    """A path at its first step. Raises Impossible for a phase in which none begins."""
    if phase not in content()["starts"]:
        raise Impossible(phase)
    first = next(step["id"] for step in content()["steps"] if step["phase"] == phase)
    return _arrive(Walk(first, (phase,)))


def move(walk: Walk, answer: str) -> Walk:
    """The path after an answer: one that the step offers, or the name of a phase that is one tap away from anywhere.

    Raises Impossible.
    """
    here = _steps()[walk.step]
    step = next((one for one in here["moves"] if one["id"] == answer), None)
    if step is not None:
        return _step(walk, step)
    target = content()["any"].get(answer)
    if target is None or walk.step == END or _steps()[target]["phase"] == here["phase"]:
        raise Impossible(answer)
    return _enter(replace(walk, handed_to=None, accepted=None), target)


def _step(walk: Walk, step: Mapping[str, Any]) -> Walk:
    if any(getattr(walk, name) is None for name in step.get("needs", ())):
        raise Impossible(step["id"])
    does = step.get("does")
    actions = walk.actions if does is None or does in walk.actions else (*walk.actions, does)
    zone = P3lp(step["zone"]) if "zone" in step else walk.zone
    accepted = step.get("accepted", walk.accepted)
    return _enter(replace(walk, actions=actions, zone=zone, accepted=accepted), step["to"])


def _enter(walk: Walk, target: str) -> Walk:
    phase = _steps()[target]["phase"]
    path = walk.path if walk.path[-1] == phase else (*walk.path, phase)
    return _arrive(replace(walk, step=target, path=path))


def _arrive(walk: Walk) -> Walk:
    """Whoever may not be left alone needs a professional, whatever was thought before; the day to ask again is open."""
    if walk.path[-1] not in critical_phases():
        return walk
    return replace(walk, zone=P3lp.MERAH, follow_up=None)


@cache
def phase_moves() -> frozenset[tuple[str, str]]:
    """Which phase may follow which, as the steps say."""
    steps = _steps()
    leads = {(step["phase"], steps[one["to"]]["phase"]) for step in steps.values() for one in step["moves"]}
    leads |= {(step["phase"], phase) for step in steps.values() if step["phase"] != END for phase in content()["any"]}
    return frozenset(pair for pair in leads if pair[0] != pair[1])


def fault(record: Record) -> str | None:
    """The field of a record that cannot be, the first found; None when a path may have left it."""
    return next(_faults(record), None)


def _faults(record: Record) -> Iterator[str]:
    known = {one["id"] for one in content()["actions"]}
    if not _is_walkable(record.path):
        yield "path"
        return
    if is_critical(record.path) and record.zone is not P3lp.MERAH:
        yield "zone"
    if not set(record.actions) <= known or len(set(record.actions)) != len(record.actions):
        yield "actions"
    yield from _handover_faults(record)
    yield from _follow_up_faults(record)


def _is_walkable(path: tuple[str, ...]) -> bool:
    if not 0 < len(path) <= LONGEST or path[0] not in content()["starts"]:
        return False
    ended = path[-1] == END
    follows = all(pair in phase_moves() for pair in pairwise(path))
    return follows and (ended or is_critical(path))


def _handover_faults(record: Record) -> Iterator[str]:
    known = {one["id"] for one in content()["handovers"]}
    if record.handed_to is not None and record.handed_to not in known:
        yield "handed_to"
    if record.handed is not (record.handed_to is not None):
        yield "handed_at"
    must = record.path[-1] == END and HANDING in record.path[-2:]
    if (record.accepted is True) is not must or (record.accepted is not None and record.handed_to is None):
        yield "accepted"


def _follow_up_faults(record: Record) -> Iterator[str]:
    if record.follow_up is None:
        lighter = record.path == (AGAIN, END) and record.zone is P3lp.HIJAU
        if record.path[-1] == END and not lighter:
            yield "follow_up"
        return
    latest = record.on + timedelta(days=max(content()["follow_up_days"]))
    if not record.on <= record.follow_up <= latest or record.path[-1] != END:
        yield "follow_up"
