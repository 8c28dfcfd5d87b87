"""A survey's sheet on its way in: kept with what it would change, applied whole or not at all, taken back whole.

The sheet is an `Import` of kind `survey`; what it wrote is in `SurveyRow`. One transaction writes everything.
"""

import hashlib
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from simpul.base import audit, clock
from simpul.base.access import NotYours, only
from simpul.exchange import problem_list
from simpul.exchange.actions.take_in import body_of, tidy
from simpul.exchange.limits import limits
from simpul.exchange.models import Import, SurveyRow
from simpul.exchange.survey import reading
from simpul.exchange.survey.access import changed_by
from simpul.exchange.survey.reading import Answer, Read
from simpul.registry.areas_of import areas_of
from simpul.registry.capabilities.declare import Declaration, declare_many, retract_many
from simpul.registry.capabilities.models import Capability
from simpul.registry.models import Account, Unit

KIND = "survey"
SAMPLE = 12
State = Import.State


def sheets_of(actor: Account) -> QuerySet[Import]:
    """Sheets of the actor and of colleagues of the same office or area, newest first, without their files."""
    areas = [area.code for area in areas_of(actor)]
    return (
        Import.objects.filter(kind=KIND, preview__area__in=areas)
        .defer("body", "problems")
        .select_related("account", "asked_by")
        .order_by("-made_at", "pk")
    )


def access_sheet(actor: Account, pk: UUID | str) -> Import:
    """A sheet all of whose units are the actor's today. Raises NotYours."""
    job = only(sheets_of(actor).filter(pk=pk))
    if not _all_of(job, _mine(actor)):
        raise NotYours
    return job


def opening_for(actor: Account, most: int) -> list[Import]:
    """The newest sheets that open to the actor: of others not even the name of the file."""
    mine = _mine(actor)
    return list(islice((job for job in sheets_of(actor).iterator(chunk_size=50) if _all_of(job, mine)), most))


def _mine(actor: Account) -> set[str]:
    return {str(one) for one in changed_by(actor).values_list("pk", flat=True)}


def _all_of(job: Import, mine: set[str]) -> bool:
    return set(job.preview.get("units", ())) <= mine


def take_in(actor: Account, name: str, data: bytes) -> Import:
    """Keep the file with what it would change. Raises SheetError for a file that is no survey."""
    found = reading.read(data, own_units(actor), clock.today())
    areas = areas_of(actor)
    job = Import(
        account=actor,
        name=tidy(name),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        body=data,
        kind=KIND,
        rows=found.counts["rows"],
        preview={"area": areas[0].code if areas else ""},
    )
    _look(job, found)
    with transaction.atomic(), audit.acting(actor):
        job.save(force_insert=True)
        audit.note(actor, "survey_uploaded", str(job.pk), {"rows": job.rows})
    return job


def look_again(actor: Account, job: Import) -> None:
    """Work out anew what a waiting sheet would change: the register may have moved since."""
    _look(job, reading.read(body_of(job), own_units(actor), clock.today()))
    Import.objects.filter(pk=job.pk, state=State.READY).update(preview=job.preview, problems=job.problems)


def apply(actor: Account, job: Import) -> int:
    """Write every row that can be applied, in one transaction; returns how many. Raises NotYours if it is not ready."""
    with transaction.atomic(), audit.acting(actor):
        only(Import.objects.select_for_update().filter(pk=job.pk, state=State.READY))
        found = reading.read(body_of(job), own_units(actor), clock.today())
        said = [_declaration(one, clock.today()) for one in found.answers]
        made = declare_many(said, actor) if said else []
        SurveyRow.objects.bulk_create([SurveyRow(job=job, capability=one) for one in made], batch_size=2000)
        _look(job, found)
        job.state, job.asked_by, job.finished_at = State.DONE, actor, clock.now()
        job.result = {"counts": dict(found.counts), "written": len(made)}
        job.save(update_fields=["state", "asked_by", "finished_at", "result", "preview", "problems"])
        audit.note(actor, "survey_applied", str(job.pk), {"written": len(made)})
    return len(made)


def discard(actor: Account, job: Import) -> None:
    """Throw a sheet away that was never applied. Raises NotYours."""
    with transaction.atomic(), audit.acting(actor):
        gone, _rows = Import.objects.filter(pk=job.pk, state=State.READY).delete()
        if not gone:
            raise NotYours
        audit.note(actor, "survey_discarded", str(job.pk))


def may_undo(job: Import) -> bool:
    """Whether it was applied, and not too long ago."""
    until = undo_until(job)
    return job.state == State.DONE and until is not None and clock.now() <= until


def undo_until(job: Import) -> datetime | None:
    """The last moment for taking it back; None while it was not applied."""
    return job.finished_at + timedelta(days=limits().undo_days) if job.finished_at else None


def changed_since(job: Import) -> QuerySet[Unit]:
    """Places about which somebody said something later on for the same service: that stays when the sheet goes."""
    later = Capability.objects.filter(
        unit=OuterRef("unit"), service=OuterRef("service"), pk__gt=OuterRef("pk"), retracted_at=None
    )
    mine = Capability.objects.filter(pk__in=SurveyRow.objects.filter(job=job).values("capability"))
    return Unit.objects.filter(pk__in=mine.filter(Exists(later)).values("unit")).order_by("area", "name", "pk")


def undo(actor: Account, job: Import) -> int:
    """Take back everything that the sheet wrote, in one transaction; what was said before, or since, holds again.

    Returns how many declarations. Raises NotYours when it was not applied, or too long ago.
    """
    if not may_undo(job):
        raise NotYours
    with transaction.atomic(), audit.acting(actor):
        only(Import.objects.select_for_update().filter(pk=job.pk, state=State.DONE))
        rows = SurveyRow.objects.filter(job=job, capability__retracted_at=None).select_related("capability")
        taken = [row.capability for row in rows]
        retract_many(taken, actor)
        Import.objects.filter(pk=job.pk).update(state=State.UNDONE, undone_at=clock.now(), asked_by=actor)
        audit.note(actor, "survey_undone", str(job.pk), {"taken_back": len(taken)})
    return len(taken)


def own_units(actor: Account) -> dict[UUID, Unit]:
    """The units that the actor's sheet may speak of."""
    return {unit.pk: unit for unit in changed_by(actor)}


def _declaration(one: Answer, today: date) -> Declaration:
    evidence = dict(one.evidence) | ({"answered_by": one.filled_by} if one.filled_by else {})
    return Declaration(one.unit.pk, one.service, one.status, one.on, f"Survei {today.isoformat()}", evidence)


def _look(job: Import, found: Read) -> None:
    job.problems = problem_list.pack(found.problems)
    job.preview = {
        "area": job.preview.get("area", ""),
        "counts": dict(found.counts),
        "units": sorted({str(one.unit.pk) for one in found.answers}),
        "sample": [_line(one) for one in found.answers[:SAMPLE]],
        "table": found.table,
        "header": found.header,
    }


def _line(one: Answer) -> dict[str, Any]:
    return {
        "row": one.row,
        "name": one.unit.name,
        "service": one.service,
        "status": one.status,
        "on": one.on.isoformat(),
    }
