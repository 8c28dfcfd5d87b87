"""How entries about growth paths change their row."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from simpul.care.paths.models import Path
from simpul.care.paths.wire import PathClosed, PathOpened, PathRow, PathStep
from simpul.journal import merge
from simpul.journal.kinds import OFFICER, Kind, Need, Part, Refused, StoredEntry
from simpul.journal.unit_of_work import UnitOfWork
from simpul.knowledge.growth_path import content
from simpul.people.hooks import Carrier
from simpul.people.late import carry_on, is_here, lives_elsewhere, names_of, row_of
from simpul.people.moving import of_persons
from simpul.people.records import as_row, misfit, put, unknown_fields, unknown_subject

OWN = frozenset({"person", "visit", "opened_on", "closed_on"})
FIRST = "weighed"
"""What the officer measured when the path opened counts as its first weighing."""


def opened(entry: StoredEntry, data: PathOpened, work: UnitOfWork) -> None:
    """`path.opened`. Raises Refused when the id is taken or a value cannot be read."""
    if lives_elsewhere(data.person, work):
        return
    path = Path(id=entry.subject, post_id=entry.post, opened_by=entry.author, stamps=merge.registered(entry))
    put(path, "person", data.person, OWN)
    put(path, "visit", data.visit, OWN)
    put(path, "opened_on", data.date, OWN)
    path.reasons, path.steps, path.notes = list(data.reasons), [], {}
    path.extra = unknown_fields(entry.data, PathOpened.__struct_fields__)
    if data.values:
        path.steps = [_item(entry, FIRST, data.date, "", data.values)]
    _keep_note(path, entry, data.note)
    work.add(path)


def stepped(entry: StoredEntry, data: PathStep, work: UnitOfWork) -> None:
    """`path.step`: a fact of its own. Raises Refused for a path that is not known."""
    path = _known(entry, data.person, work)
    if path is None:
        return
    path.steps = [*path.steps, _item(entry, data.step, data.date, data.result, data.values)]
    _keep_note(path, entry, data.note)
    work.touch(path)


def closed(entry: StoredEntry, data: PathClosed, work: UnitOfWork) -> None:
    """`path.closed`: the latest closing stands."""
    path = _known(entry, data.person, work)
    if path is None:
        return
    path.status = "void" if _uncounted(data.outcome) else "closed"
    path.outcome, path.closing = data.outcome, uuid.UUID(entry.id)
    put(path, "closed_on", data.date, OWN)
    _keep_note(path, entry, data.note)
    work.touch(path)


def opened_voided(target: StoredEntry, data: PathOpened, entry: StoredEntry, work: UnitOfWork) -> None:
    """The path was never there."""
    path = work.find(Path, target.subject)
    if path is not None and is_here(path, work):
        path.status = "void"
        work.touch(path)


def step_voided(target: StoredEntry, data: PathStep, entry: StoredEntry, work: UnitOfWork) -> None:
    """What the step said no longer counts."""
    path = work.find(Path, target.subject)
    if path is not None and is_here(path, work):
        names = set(names_of(target.id))
        path.steps = [step for step in path.steps if step["entry"] not in names]
        path.notes = {name: note for name, note in path.notes.items() if name not in names}
        work.touch(path)


def closed_voided(target: StoredEntry, data: PathClosed, entry: StoredEntry, work: UnitOfWork) -> None:
    """The path is open again, unless another entry closed it since."""
    path = work.find(Path, target.subject)
    if path is not None and is_here(path, work) and str(path.closing) in names_of(target.id):
        path.status, path.outcome, path.closed_on, path.closing = "open", None, None, None
        work.touch(path)


def check(entry: StoredEntry, data: PathOpened | PathStep | PathClosed, work: UnitOfWork, role: str) -> None:
    """Codes must be of the content, steps of the officer are the officer's. A child who has left: the entry follows."""
    if isinstance(data, PathStep):
        _check_step(data, role)
    elif isinstance(data, PathClosed) and data.outcome not in _codes("outcomes"):
        raise misfit("outcome")
    elif isinstance(data, PathOpened) and not set(data.reasons) & _codes("reasons").keys():
        raise misfit("reasons")
    carry_on(entry, work, work.find(Path, entry.subject), row_of(data.person, work))


def check_voided(target: StoredEntry, data: Any, entry: StoredEntry, work: UnitOfWork) -> None:
    """A path that has left with its child: the withdrawal follows."""
    carry_on(entry, work, work.find(Path, target.subject), row_of(data.person, work))


def row(path: Path) -> dict[str, Any]:
    """The wire row."""
    return as_row(path, PathRow)


def _check_step(data: PathStep, role: str) -> None:
    known = _codes("steps").get(data.step)
    if known is None:
        raise misfit("step")
    if known["results"] and data.result not in {one["code"] for one in known["results"]}:
        raise misfit("result")
    if role not in known["by"] and role != OFFICER:
        raise Refused(
            "officers_step",
            "Langkah ini dicatat oleh petugas puskesmas.",
            "This step is recorded by an officer of the puskesmas.",
            "Minta petugas mencatatnya di halaman jalur tumbuh.",
            "Ask the officer to record it on the page of growth paths.",
            field="step",
        )


def _uncounted(outcome: str) -> bool:
    known = _codes("outcomes").get(outcome)
    return known is not None and known["counts"] is None


def _codes(what: str) -> dict[str, Mapping[str, Any]]:
    return {one["code"]: one for one in content()[what]}


def _known(entry: StoredEntry, person: str, work: UnitOfWork) -> Path | None:
    """The path of this post; None when it has left with its child. Raises Refused for an unknown one."""
    path = work.find(Path, entry.subject)
    if path is None and lives_elsewhere(person, work):
        return None
    if path is None or str(path.person_id) != person:
        raise unknown_subject("jalur tumbuh", "growth path")
    return path if is_here(path, work) else None


def _item(entry: StoredEntry, step: str, date: str, result: str, values: Mapping[str, Any]) -> dict[str, Any]:
    put(Path(), "opened_on", date, OWN)  # a day that cannot be read is refused here
    return {
        "entry": entry.id,
        "author": entry.author,
        "step": step,
        "date": date,
        "result": result,
        "values": dict(values),
    }


def _keep_note(path: Path, entry: StoredEntry, note: str) -> None:
    if note.strip():
        path.notes = {**path.notes, entry.id: note.strip()}


def _needs(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield Path, entry.subject


def _person(entry: StoredEntry, data: PathOpened | PathStep | PathClosed) -> str | None:
    return data.person


KINDS = (
    Kind(
        "path.opened",
        PathOpened,
        opened,
        needs=_needs,
        person=_person,
        check=check,
        voided=opened_voided,
        check_voided=check_voided,
        roles=frozenset({OFFICER}),
    ),
    Kind(
        "path.step",
        PathStep,
        stepped,
        needs=_needs,
        person=_person,
        check=check,
        voided=step_voided,
        check_voided=check_voided,
    ),
    Kind(
        "path.closed",
        PathClosed,
        closed,
        needs=_needs,
        person=_person,
        check=check,
        voided=closed_voided,
        check_voided=check_voided,
        roles=frozenset({OFFICER}),
    ),
)
PART = Part("paths", Path, row)
CARRIER = Carrier("paths", Path, PathRow, of_persons(Path, "person"), also=("notes", "closing"))
