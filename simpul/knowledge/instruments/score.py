"""Score one filled instrument: only when complete, with the critical answers always, and every step in the trace."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..cards.model import ACTIONS, Action
from .answers import fired, read_answers
from .model import Clause, Critical, Derived, Instrument, Item
from .respondent import Respondent

Trace = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Scored:
    """The answer. `score`, `band` are None while not complete or not eligible; `action` then only a critical one's.

    `missing` names what still has to be answered; `reason` says in two languages why somebody is not eligible.
    """

    complete: bool
    score: int | None
    band: str | None
    critical: list[str]
    action: Action | None
    edition: str
    trace: Trace
    eligible: bool
    reason: Mapping[str, str] | None
    missing: list[str]

    def as_json(self) -> dict[str, Any]:
        """The fields by name, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One filled form: scored values, everything that rules may ask about, and the notes made on the way."""

    values: dict[str, int]
    facts: dict[str, object]
    notes: Trace


def score(
    instrument: Instrument,
    respondent: Respondent,
    answers: Mapping[str, object],
    settings: Mapping[str, str] | None = None,
) -> Scored:
    """Score the answers (by printed item number; empty or None is not answered).

    `settings` choose between variants that the instrument declares. Raises AnswerError for an answer that cannot be.
    """
    sheet = _fill(instrument, respondent, answers)
    critical = [each for each in instrument.critical if each.test(sheet.facts)]
    shut = next((gate for gate in instrument.gates if gate.test(sheet.facts) is not True), None)
    missing = [item.id for item in instrument.items if _lacks(item, sheet)]
    if shut is not None or missing:
        return _unscored(instrument, sheet, critical, shut, missing)
    return _whole(instrument, sheet, critical, settings)


def asked_items(instrument: Instrument, respondent: Respondent, answers: Mapping[str, object]) -> list[str]:
    """Ids of the items to ask this person, given the answers so far: age boxes and branches decide.

    Raises AnswerError as `score` does.
    """
    sheet = _fill(instrument, respondent, answers)
    return [item.id for item in instrument.items if _is_asked(item, sheet)]


def _fill(instrument: Instrument, respondent: Respondent, answers: Mapping[str, object]) -> _Sheet:
    """The answers as facts, and what the person's age and sex answer by themselves."""
    values, known = read_answers(instrument, answers)
    sheet = _Sheet(values, {**respondent.facts(), **known}, [])
    for each in instrument.inputs:
        _derive(sheet, each.id, each.id, each.derived)
    sheet.facts.update({f"item_{name}": value for name, value in values.items()})
    for item in instrument.items:
        value = _derive(sheet, item.id, item.fact, item.derived)
        if isinstance(value, int):
            sheet.values.setdefault(item.id, value)
    return sheet


def _derive(sheet: _Sheet, name: str, fact: str, derived: tuple[Derived, ...]) -> int | str | None:
    """What follows for one item or input: it becomes a fact where nothing was given; a difference is noted."""
    found = next((each for each in derived if each.test(sheet.facts)), None)
    if found is None:
        return None
    given = sheet.facts.get(fact)
    if given == found.value:
        return None
    if given is None:
        sheet.facts[fact] = found.value
    step, clauses = "derived" if given is None else "differs", found.explain(sheet.facts)
    sheet.notes.append({"step": step, "item": name, "value": found.value, "clauses": clauses})
    return found.value if given is None else None


def _is_asked(item: Item, sheet: _Sheet) -> bool:
    return item.asked is None or item.asked(sheet.facts) is True


def _lacks(item: Item, sheet: _Sheet) -> bool:
    return not item.optional and item.id not in sheet.values and _is_asked(item, sheet)


def _unscored(
    instrument: Instrument, sheet: _Sheet, critical: list[Critical], shut: Clause | None, missing: list[str]
) -> Scored:
    trace = [*sheet.notes, *_critical_steps(critical, sheet)]
    if shut is not None:
        trace.append(_step("not_eligible", shut, sheet))
    else:
        trace.append({"step": "missing", "items": missing})
    return Scored(
        complete=False,
        score=None,
        band=None,
        critical=fired(instrument, sheet.facts),
        action=_most_urgent([each.action for each in critical]),
        edition=instrument.edition,
        trace=trace,
        eligible=shut is None,
        reason=None if shut is None else shut.words["reason"],
        missing=missing,
    )


def _whole(
    instrument: Instrument, sheet: _Sheet, critical: list[Critical], settings: Mapping[str, str] | None
) -> Scored:
    parts = list(_parts(instrument, sheet))
    band = next((each for each in instrument.active(instrument.bands, settings) if each.test(sheet.facts)), None)
    rules = [each for each in instrument.active(instrument.rules, settings) if each.test(sheet.facts)]
    trace = [*sheet.notes, *parts, *_critical_steps(critical, sheet)]
    trace += [] if band is None else [_step("band", band, sheet)]
    trace += [_step("rule", rule, sheet) for rule in rules]
    actions = [each.action for each in critical] + [rule.action for rule in rules if rule.action]
    if not actions:
        trace.append({"step": "otherwise", **instrument.otherwise})
        actions = [instrument.otherwise["action"]]
    total = sheet.facts[instrument.score_part] if instrument.score_part else None
    return Scored(
        complete=True,
        score=total if isinstance(total, int) else None,
        band=None if band is None else band.id,
        critical=fired(instrument, sheet.facts),
        action=_most_urgent(actions),
        edition=instrument.edition,
        trace=trace,
        eligible=True,
        reason=None,
        missing=[],
    )


def _parts(instrument: Instrument, sheet: _Sheet) -> Iterator[dict[str, Any]]:
    """Sums over the items that were asked, one trace step each; the sums join the facts."""
    asked = {item.id for item in instrument.items if _is_asked(item, sheet)}
    ignored = [name for name in sheet.values if name not in asked]
    if ignored:
        order = [item.id for item in instrument.items]
        yield {"step": "not_asked", "items": sorted(ignored, key=order.index)}
    for part in instrument.parts:
        counted = {name: sheet.values[name] for name in part.items if name in asked and name in sheet.values}
        sheet.facts[part.id] = sum(counted.values())
        yield {"step": "part", "id": part.id, "label": part.label, "value": sheet.facts[part.id], "items": counted}


def _step(step: str, clause: Clause, sheet: _Sheet) -> dict[str, Any]:
    action = {"action": clause.action} if clause.action else {}
    found = clause.explain(sheet.facts)
    return {"step": step, "id": clause.id, **action, **clause.words, "clauses": found}


def _critical_steps(critical: list[Critical], sheet: _Sheet) -> Trace:
    return [
        {
            "step": "critical",
            "item": each.item,
            "action": each.action,
            "script": each.script,
            **each.words,
            "clauses": each.explain(sheet.facts),
        }
        for each in critical
    ]


def _most_urgent(actions: list[Action]) -> Action | None:
    return max(actions, key=ACTIONS.index) if actions else None
