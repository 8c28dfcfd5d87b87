"""A deed: something somebody recorded on some day, ready to become an entry of the journal."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from simpul.base import clock, ids


@dataclass(frozen=True, order=True)
class Deed:
    """One entry to be. Deeds of a post are written in the order of `at`, then of their making."""

    at: datetime
    order: int
    post: str = field(compare=False)
    kind: str = field(compare=False)
    subject: str = field(compare=False)
    data: dict[str, Any] = field(compare=False)
    author: str = field(compare=False)
    office: bool = field(compare=False, default=False)
    after: tuple[str, ...] = field(compare=False, default=())
    """Entries without which this one waits."""


class Diary:
    """Collects the deeds of one post and names what it invents, reproducibly."""

    def __init__(self, post: str, random: Random, kader: list[str], district: str) -> None:
        """`kader` are the account ids that write at this post; `district` the six digits of its families' NIK."""
        self.post, self.random, self.kader, self.district = post, random, kader, district
        self.deeds: list[Deed] = []

    def new_id(self, day: date) -> str:
        """A UUIDv7 of a moment on `day`."""
        moment = self.moment(day)
        return str(ids.uuid7(int(moment.timestamp() * 1000), self.random.randbytes(10)))

    def moment(self, day: date, hour: float | None = None) -> datetime:
        """A moment of a post's morning (08.00 to 11.30 local time), or at a given hour."""
        hour = self.random.uniform(8, 11.5) if hour is None else hour
        return datetime.combine(day, time(), clock.JAKARTA) + timedelta(milliseconds=round(hour * 3_600_000))

    def write(
        self,
        day: date,
        kind: str,
        subject: str,
        data: dict[str, Any],
        *,
        author: str | None = None,
        kader: str | None = None,
        hour: float | None = None,
    ) -> None:
        """Note a deed of `day`, by that kader or one of the post; by `author` when one is named: from the office."""
        self.deeds.append(
            Deed(
                at=self.moment(day, hour),
                order=len(self.deeds),
                post=self.post,
                kind=kind,
                subject=subject,
                data=data,
                author=author or kader or self.random.choice(self.kader),
                office=author is not None,
            )
        )
