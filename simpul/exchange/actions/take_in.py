"""Take a sheet in: read it, match its posts, work out what it would change. Nothing is written to a journal yet."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from simpul.base import audit, clock
from simpul.base.access import NotYours
from simpul.exchange import plan as planning
from simpul.exchange import post_names, problem_list
from simpul.exchange.access import own_posts
from simpul.exchange.models import Import
from simpul.exchange.planned import Plan
from simpul.exchange.sheets.parse import Parsed, Row, parse
from simpul.exchange.world import same_name
from simpul.registry.access import puskesmas_of
from simpul.registry.models import Account

SAMPLE = 12
"""Rows shown before the officer says yes."""


def take_in(actor: Account, name: str, data: bytes) -> Import:
    """Keep the file with what it would change. Raises SheetError for a file that cannot be read."""
    parsed = parse(data, name)
    puskesmas = puskesmas_of(actor).first()
    names = post_names.names_in(parsed.rows)
    job = Import(
        account=actor,
        puskesmas=puskesmas,
        name=tidy(name),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        body=data,
        kind=parsed.kind,
        rows=len(parsed.rows),
        posts=post_names.match(actor, puskesmas, names),
    )
    _look(job, parsed)
    with transaction.atomic(), audit.acting(actor):
        job.save(force_insert=True)
        audit.note(actor, "import_uploaded", str(job.pk), {"rows": job.rows, "kind": job.kind})
    return job


def match_posts(actor: Account, job: Import, chosen: Mapping[str, str]) -> None:
    """Say which post each name of the sheet means, and work the plan out again. Raises NotYours for another's post."""
    posts = {name: chosen.get(name, before) for name, before in job.posts.items()}
    if not set(filter(None, posts.values())) <= own_posts(actor):
        raise NotYours
    post_names.remember(job.puskesmas, {name: post for name, post in posts.items() if post != job.posts[name]})
    job.posts = posts
    look_again(job)


def look_again(job: Import) -> None:
    """Work out anew what the sheet would change: posts were matched, or time has passed."""
    _look(job, parse(body_of(job), job.name))
    Import.objects.filter(pk=job.pk, state=Import.State.READY).update(
        posts=job.posts, preview=job.preview, problems=job.problems
    )


def body_of(job: Import) -> bytes:
    """The file; empty when it was dropped already."""
    body = Import.objects.filter(pk=job.pk).values_list("body", flat=True).get()
    return bytes(body or b"")


def _look(job: Import, parsed: Parsed) -> None:
    posts = {name: post for name, post in job.posts.items() if post}
    plan = planning.make(parsed, posts, clock.today())
    job.problems = problem_list.pack(plan.problems)
    found = parsed.recognised
    job.preview = {
        "counts": dict(plan.counts),
        "sample": [_line(row, plan) for row in _sample(parsed.rows, plan)],
        "names": {name: list(facts) for name, facts in post_names.names_in(parsed.rows).items()},
        "columns": [[column.field, found.headers[place]] for column, place in found.columns],
        "unused": [
            found.headers[found.places[column.field]]
            for column in found.layout.columns
            if column.type == "unused" and column.field in found.places
        ],
        "unknown": found.unknown,
        "edition": found.edition,
        "table": parsed.table,
        "header": parsed.header,
    }


def _sample(rows: list[Row], plan: Plan) -> list[Row]:
    """The first rows, half of them with problems where there are any."""
    bad = [row for row in rows if row.number in plan.problems][: SAMPLE // 2]
    good = [row for row in rows if row.number not in plan.problems][: SAMPLE - len(bad)]
    return sorted([*bad, *good], key=lambda row: row.number)


def _line(row: Row, plan: Plan) -> dict[str, Any]:
    values = row.values
    return {
        "row": row.number,
        "about": plan.people.get(row.number),
        "name": values.get("name", ""),
        "post": same_name(str(values.get("post", ""))),
        "birth": str(values.get("birth_date", "")),
        "date": str(values.get("date", "")),
        "weight": values.get("weight_kg"),
        "height": values.get("length_height_cm"),
        "verdict": "bad" if row.number in plan.problems else plan.verdicts.get(row.number, ""),
        "problems": [list(one) for one in plan.problems.get(row.number, ())[:3]],
    }


def tidy(name: str) -> str:
    """A file's name without its folders and without signs that cannot be printed."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-120:] or "lembar"
