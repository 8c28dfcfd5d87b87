"""What the machine plays in: two posts, three phones, a server that can be killed at any statement and restored."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from simpul.base import clock, embedded
from simpul.config import tick
from simpul.journal import epoch, epoch_mark
from simpul.journal.erasure.again import apply_list
from simpul.journal.models import Device
from simpul.journal.testing import Phone, Place, account, place
from simpul.registry.models import Assignment


class Killed(BaseException):
    """The server's process dies: nothing in it gets to say anything."""


class Names:
    """Ids in place of UUIDv7: the same ones in every play of a life, so that what was found can be found again."""

    def __init__(self) -> None:
        """The next is the first."""
        self.given = 0

    def __call__(self) -> UUID:
        """The next id."""
        self.given += 1
        return UUID(f"01900000-0000-7000-8000-{self.given:012x}")


class World:
    """Set up once; every example starts from here and is rolled back."""

    here: Place
    phones: list[Phone]
    operator: Any
    names = Names()

    @classmethod
    def build(cls) -> None:
        """Three phones: two at the first post, the third serves both posts."""
        cls.here = place(posts=2)
        cls.operator = account("operator", Assignment.Role.OPERATOR, None)
        third = cls.here.kaders[1]
        Assignment.objects.create(account=third, role="kader", unit_id=cls.here.posts[0], starts_on="2020-01-01")
        owners = [cls.here.kaders[0], cls.here.kaders[0], third]
        cls.phones = [Phone(post=cls.here.posts[0]).enrol(cls.here.officer, who) for who in owners]


def connect(root: str) -> None:
    """Speak to the database as the superuser in the clothes of the application; `owned` changes the clothes.

    An erasure is the owner's, and a restore happens within the transaction of an example: one connection does both.
    """
    connection.close()
    connection.settings_dict["USER"] = root
    connection.ensure_connection()
    _wear(embedded.APP)


@contextmanager
def owned() -> Iterator[None]:
    """Inside the block the connection is the owner's."""
    _wear(embedded.OWNER)
    try:
        yield
    finally:
        _wear(embedded.APP)


def _wear(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET SESSION AUTHORIZATION {role}")


def assign(phone: Phone, ended: bool) -> None:
    """Assignments of the phone's kader end yesterday, or go on."""
    ends = clock.today() - timedelta(days=1) if ended else None
    Assignment.objects.filter(account=phone.author).update(ends_on=ends)


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """The process dies instead of sending that statement to the database, counted from 0; later: not at all."""
    numbers = count()

    def wrapper(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if next(numbers) == statement:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield


def after_commit(*, lost: bool) -> None:
    """What was to be done after the commit: done now, or lost with the process."""
    callbacks, connection.run_on_commit = connection.run_on_commit, []
    for _, work, _ in callbacks:
        if not lost:
            work()


def ticks() -> None:
    """The clock ticks. Not the watch over an older database: it keeps a file, which no savepoint puts back."""
    tick.tick([job for job in tick.JOBS if job is not epoch_mark.watch])


class Backup:
    """A copy of the whole database at one moment: a savepoint, so that it costs nothing."""

    def __init__(self) -> None:
        """Take it."""
        self.name = transaction.savepoint()

    def restore(self, revoked: list[str]) -> None:
        """Put the database back to that moment and begin a new life; erased stays erased, shut out stays shut out."""
        transaction.savepoint_rollback(self.name)
        with owned():
            apply_list()
        Device.objects.filter(pk__in=revoked).update(revoked_at=clock.now(), revoked_reason="hilang")
        epoch.begin("restored")
