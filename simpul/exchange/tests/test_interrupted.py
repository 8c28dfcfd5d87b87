"""Imports that stop in the middle, are taken over, are taken back while they run, or end."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from simpul.care.models import Growth, Visit
from simpul.care.tests.stories import Village, at
from simpul.exchange import problem_list, undoing, worker
from simpul.exchange.actions import confirm
from simpul.exchange.models import Import, Written
from simpul.exchange.tests import kit
from simpul.journal.actions.append import append
from simpul.journal.models import Entry
from simpul.people.models import Family, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def confirmed(village: Village) -> Import:
    """Six children whom the officer has let in and nobody has written yet."""
    job = kit.upload(village, kit.xlsx("identity", [kit.child(n) for n in range(6)]))
    confirm.confirm(village.where.officer, job)
    return job


def interrupted(number: int, happens: Callable[[], None], real: Callable[..., Any] = append) -> Callable[..., Any]:
    """`real`, and what happens before its call of this number."""
    calls = count(1)

    def one(*args: Any) -> Any:
        if next(calls) == number:
            happens()
        return real(*args)

    return one


def goes_dark() -> None:
    raise ConnectionError("the machine went dark")


@pytest.mark.parametrize(("before", "call"), [("append", 3), ("_written", 5)])
def test_an_import_that_stopped_goes_on_where_it_was(
    village: Village, monkeypatch: pytest.MonkeyPatch, before: str, call: int
) -> None:
    """Before the third part of two entries, and when its entries were written and their list was not."""
    monkeypatch.setattr(worker, "PART", 2)
    job = confirmed(village)
    with monkeypatch.context() as broken:
        broken.setattr(worker, before, interrupted(call, goes_dark, getattr(worker, before)))
        assert worker.run_waiting() == 0
    part = Written.objects.count()
    assert part == 4 and Entry.objects.count() == 4
    assert worker.run_waiting() == 0, "a worker that was heard of a moment ago is not taken over"
    with at("2026-02-10T08:05"):
        assert worker.run_waiting() == 1
    job.refresh_from_db()
    assert job.state == "done" and job.result["counts"]["children_new"] == 6
    assert Person.objects.count() == 6 and Family.objects.count() == 6


def test_a_withdrawal_that_stopped_goes_on_where_it_was(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between two parts, at the second of two posts: each part is withdrawn whole or stands whole."""
    monkeypatch.setattr(undoing, "PART", 2)
    lines = [kit.child(n) | {"nama_posyandu": f"Melati {1 + n % 2}"} for n in range(6)]
    weighings = [kit.weighing(n) | {"nama_posyandu": f"Melati {1 + n % 2}"} for n in range(6)]
    kit.bring(village, kit.xlsx("identity", lines))
    job = kit.bring(village, kit.xlsx("measurement", weighings))
    confirm.undo(village.where.officer, job)
    with monkeypatch.context() as broken:
        broken.setattr(undoing, "append", interrupted(4, goes_dark))
        assert worker.run_waiting() == 0
    gone = set(Written.objects.filter(job=job, withdrawn=True).values_list("entry", flat=True))
    voided = Entry.objects.filter(kind="entry.voided").values_list("data__target", flat=True)
    assert len(gone) == 5 and {str(entry) for entry in gone} == set(voided)
    assert Visit.objects.filter(status="ok").count() == Growth.objects.count() == 1
    with at("2026-02-10T08:05"):
        assert worker.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.result["left"], Growth.objects.count()) == ("undone", 0, 0)
    assert Entry.objects.filter(kind="entry.voided").count() == 6


def test_what_fails_again_and_again_stops_and_can_be_let_on(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*args: Any) -> Any:
        raise ConnectionError("no")

    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    confirm.confirm(village.where.officer, job)
    with monkeypatch.context() as broken:
        broken.setattr(worker, "append", dies)
        for minute in range(0, 30, 3):
            with at(f"2026-02-10T08:{minute:02}"):
                worker.run_waiting()
    job.refresh_from_db()
    assert (job.state, Person.objects.count()) == ("failed", 0)
    with at("2026-02-10T09:00"):
        confirm.confirm(village.where.officer, job)
        worker.run_waiting()
    job.refresh_from_db()
    assert (job.state, Person.objects.count()) == ("done", 1)


def test_an_officer_who_was_taken_off_the_post_ends_the_import(village: Village) -> None:
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    confirm.confirm(village.where.officer, job)
    village.where.officer.assignments.update(ends_on="2026-02-09")
    worker.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.result["why"], Person.objects.count()) == ("failed", "not_assigned", 0)


def test_two_workers_never_do_the_same_import(village: Village) -> None:
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    confirm.confirm(village.where.officer, job)
    assert worker._claim() is not None
    assert worker._claim() is None


def test_an_import_is_taken_back_while_it_runs(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """The part under way is kept whole, the next never begins, and what stands is withdrawn."""
    monkeypatch.setattr(worker, "PART", 2)
    job = confirmed(village)

    def is_stopped() -> None:
        job.refresh_from_db()
        assert job.state == "running"
        confirm.undo(village.where.officer, job)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(worker, "append", interrupted(2, is_stopped))
        assert worker.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, Written.objects.count()) == ("undone", 4)
    assert Person.objects.exists() and not Person.objects.filter(status="active").exists()
    again = kit.bring(village, kit.xlsx("identity", [kit.child(n) for n in range(6)]))
    assert again.state == "done" and Person.objects.filter(status="active").count() == 6


def test_an_end_does_not_overwrite_that_it_is_taken_back(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken back after the last part was written and before the end was set down."""
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    confirm.confirm(village.where.officer, job)
    real = problem_list.pack

    def is_stopped(problems: Any) -> Any:
        job.refresh_from_db()
        confirm.undo(village.where.officer, job)
        return real(problems)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(problem_list, "pack", is_stopped)
        worker.run_waiting()
    job.refresh_from_db()
    assert job.state == "undone" and not Person.objects.filter(status="active").exists()
