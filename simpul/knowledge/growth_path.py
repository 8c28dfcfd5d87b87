"""The path of a stunted, wasted or underweight child: what is to be done next, and when (`programme/growth-path.json`).

Pure; the same rules run on the phone (`web/kader/model/growth-path.ts`), both are held to `vectors/growth-path.json`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json


@dataclass(frozen=True)
class Step:
    """Something done on a path: `code` and `result` are of the content, `values` figures by name."""

    code: str
    on: date
    result: str = ""
    values: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Task:
    """What is to be done: `code` is a key of the content's tasks, `by` who does it (`kader`, `petugas`)."""

    code: str
    due: date
    by: str


@dataclass(frozen=True)
class Feeding:
    """The feeding that runs or ran last: `day` n of `days`, counted from 1; `portions` given so far."""

    kind: str
    started: date
    day: int
    days: int
    portions: int

    @property
    def ends(self) -> date:
        """Its last day."""
        return self.started + timedelta(days=self.days - 1)


@cache
def content() -> dict[str, Any]:
    """The content file."""
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "growth-path.json")
    return found


def reasons_of(categories: Mapping[str, str], alerts: Iterable[str]) -> list[str]:
    """Why a measured child should be on a path, gravest first; empty when it grows well."""
    raised = set(alerts)

    def fits(reason: Mapping[str, Any]) -> bool:
        by_band = reason["column"] is not None and categories.get(reason["column"]) == reason["band"]
        return by_band or reason.get("alert") in raised

    return [reason["code"] for reason in content()["reasons"] if fits(reason)]


def rhythm(reasons: Iterable[str]) -> Mapping[str, Any]:
    """The gravest of these reasons, which sets the rhythm; the mildest of all when none is known."""
    named = set(reasons)
    known: list[Mapping[str, Any]] = content()["reasons"]
    return next((reason for reason in known if reason["code"] in named), known[-1])


def feeding(steps: Sequence[Step], today: date) -> Feeding | None:
    """The feeding started last, and how far it is; None before the first."""
    started = _last(steps, "feeding_started")
    if started is None:
        return None
    days = (started.values or {}).get("days")
    span = days if isinstance(days, int) and days > 0 else _default_days(started.result)
    given = [step for step in steps if step.code == "fed" and step.on >= started.on]
    portions = sum(n for step in given if isinstance(n := (step.values or {}).get("portions"), int))
    day = max(1, (today - started.on).days + 1)
    return Feeding(started.result, started.on, min(day, span), span, portions)


def tasks(
    opened: date, reasons: Sequence[str], steps: Sequence[Step], weighed: Iterable[date], recovered: bool, today: date
) -> list[Task]:
    """What is to be done on an open path, what was due first in front.

    `weighed`: days on which the child was weighed anywhere. `recovered`: the latest figures say so.
    """
    rule = rhythm(reasons)
    found = [*_doctor(opened, rule, steps), *_hospital(steps), *_feeding(opened, rule, steps, today)]
    found.append(_weigh(opened, rule, steps, weighed, today))
    if recovered:
        found.append(_task("close", today))
    return sorted(found, key=lambda task: (task.due, task.code))


def given_up(weighed: Iterable[date], opened: date, today: date) -> bool:
    """Whether nobody has weighed the child for so long that someone should go and see."""
    last = max((day for day in weighed if day <= today), default=opened)
    return (today - last).days >= int(content()["given_up_after_days"])


def _doctor(opened: date, rule: Mapping[str, Any], steps: Sequence[Step]) -> Iterable[Task]:
    ended = _last(steps, "feeding_ended")
    seen = _last(steps, "doctor")
    if seen is None:
        yield _task("doctor", opened + timedelta(days=rule["doctor_within_days"]))
    elif ended is not None and ended.result == "not_gained" and seen.on < ended.on:
        yield _task("doctor", ended.on + timedelta(days=rule["doctor_within_days"]))


def _hospital(steps: Sequence[Step]) -> Iterable[Task]:
    sent, seen = _last(steps, "doctor"), _last(steps, "hospital")
    if sent is not None and sent.result == "hospital" and (seen is None or seen.on < sent.on):
        yield _task("hospital", sent.on + timedelta(days=content()["hospital_within_days"]))


def _feeding(opened: date, rule: Mapping[str, Any], steps: Sequence[Step], today: date) -> Iterable[Task]:
    doctor, hospital = _last(steps, "doctor"), _last(steps, "hospital")
    running = feeding(steps, today)
    if running is None:
        elsewhere = doctor is not None and doctor.result in ("hospital", "watch") and hospital is None
        if not elsewhere and not (hospital is not None and hospital.result == "inpatient"):
            yield _task("feeding", opened + timedelta(days=rule["feeding_within_days"]))
        return
    ended = _last(steps, "feeding_ended")
    if ended is None or ended.on < running.started:
        yield _task("review", running.ends + timedelta(days=1))


def _weigh(opened: date, rule: Mapping[str, Any], steps: Sequence[Step], weighed: Iterable[date], today: date) -> Task:
    last = max((day for day in (*weighed, opened) if day <= today), default=opened)
    running, ended = feeding(steps, today), _last(steps, "feeding_ended")
    fed = running is not None and (ended is None or ended.on < running.started)
    every = int(content()["feeding_weigh_every_days"]) if fed else int(rule["weigh_every_days"])
    return _task("weigh", last + timedelta(days=every))


def _task(code: str, due: date) -> Task:
    return Task(code, due, str(content()["tasks"][code]["by"]))


def _last(steps: Sequence[Step], code: str) -> Step | None:
    return next((step for step in reversed(steps) if step.code == code), None)


def _default_days(kind: str) -> int:
    known = (reason["feeding_days"] for reason in content()["reasons"] if reason["feeding"] == kind)
    return int(max(known, default=content()["reasons"][-1]["feeding_days"]))
