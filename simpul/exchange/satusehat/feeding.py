"""From the journals to the outbox: a cursor for each post over the places of its rows.

Every row bears the place of the entry that last touched it, so what changed since the cursor is found without reading
entries. A change of something that was sent already lets its parcel go again; what it says is judged when it is sent.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, CharField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from simpul.base import clock
from simpul.care.homevisits.models import HomeCheck
from simpul.care.models import Dose, Visit
from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.immunizations import is_sent
from simpul.exchange.satusehat.models import FhirCursor, FhirParcel, FhirPatient
from simpul.exchange.satusehat.reading import home_id
from simpul.journal.models import PostCounter
from simpul.network.queries import ordinary
from simpul.people.merged import canonical, groups
from simpul.people.models import Consent, Person
from simpul.registry.models import Post

State = FhirParcel.State


@dataclass(frozen=True)
class _News:
    """Ids of what the rows between two places of a post speak of."""

    visits: set[UUID]
    doses: set[UUID]
    home: set[UUID]
    persons: set[UUID]


def feed(connections: dict[str, Connection]) -> int:
    """Look through every journal that has grown; returns how many posts had news."""
    _forget_erased()
    _look_again()
    served = _posts(connections)
    posts = _with_news()
    for post in posts:
        with transaction.atomic():
            _feed_post(post, connections, served)
    return len(posts)


def _posts(connections: dict[str, Connection]) -> dict[UUID, str]:
    """Post → its puskesmas, for those that have a connection."""
    rows = Post.objects.filter(puskesmas__in=[*connections]).values_list("unit", "puskesmas")
    return {post: str(puskesmas) for post, puskesmas in rows}


def _with_news() -> list[UUID]:
    """Posts whose journal has grown, or is shorter than the cursor: a restored database."""
    seen = Subquery(FhirCursor.objects.filter(post=OuterRef("post")).values("seq")[:1])
    rows = PostCounter.objects.annotate(seen=Coalesce(seen, Value(0))).exclude(seq=F("seen"))
    return list(rows.order_by("post").values_list("post", flat=True))


def _feed_post(post: UUID, connections: dict[str, Connection], served: dict[UUID, str]) -> None:
    FhirCursor.objects.get_or_create(post_id=post)
    cursor = FhirCursor.objects.select_for_update().get(post=post)
    last = PostCounter.objects.values_list("seq", flat=True).get(post=post)
    after = cursor.seq if cursor.seq <= last else 0
    until = min(last, after + content.policy().limits.one_feed)
    news = _news(post, after, until)
    fresh = [
        *_visit_parcels(news, connections, served),
        *_dose_parcels(news, connections, served),
        *_home_parcels(news, connections, served),
    ]
    living = _living(fresh)
    put([one for one in fresh if str(one.person) in living])
    go_again(FhirParcel.objects.filter(person__in=_all_records(news.persons)))
    FhirCursor.objects.filter(post=post).update(seq=until)


def _news(post: UUID, after: int, until: int) -> _News:
    here: dict[str, Any] = {"post": post, "seq__gt": after, "seq__lte": until}
    visits = set(Visit.objects.filter(**here).values_list("pk", flat=True))
    doses = dict(Dose.objects.filter(**here).values_list("pk", "visit"))
    home = set(HomeCheck.objects.filter(**here).values_list("pk", flat=True))
    asked = ordinary().filter(visit__isnull=False, **here).values_list("visit", flat=True)
    persons = set(Person.objects.filter(**here).values_list("pk", flat=True))
    said = set(Consent.objects.filter(**here).values_list("subject", flat=True))
    of_families = Person.objects.filter(family__in=said).values_list("pk", flat=True)
    # A child without a NIK is known by the mother's.
    persons |= set(Person.objects.filter(mother__in=persons, nik=None).values_list("pk", flat=True))
    return _News(visits | {*filter(None, [*asked, *doses.values()])}, set(doses), home, persons | said | {*of_families})


def _visit_parcels(news: _News, lines: dict[str, Connection], served: dict[UUID, str]) -> Iterable[FhirParcel]:
    rows = Visit.objects.filter(pk__in=news.visits, served_at__in=[*served])
    for pk, person, at, day in rows.values_list("pk", "person", "served_at", "date"):
        if _is_asked_for(lines[served[at]], day):
            yield _parcel("visit", pk, person, at, served[at], day)


def _dose_parcels(news: _News, lines: dict[str, Connection], served: dict[UUID, str]) -> Iterable[FhirParcel]:
    """Vaccines that belong to no visit that we have."""
    rows = Dose.objects.filter(pk__in=news.doses, post__in=[*served])
    there = set(Visit.objects.filter(pk__in=rows.values("visit")).values_list("pk", flat=True))
    for pk, person, at, day, visit, product in rows.values_list("pk", "person", "post", "date", "visit", "product"):
        if visit not in there and is_sent(product) and _is_asked_for(lines[served[at]], day):
            yield _parcel("dose", pk, person, at, served[at], day)


def _home_parcels(news: _News, lines: dict[str, Connection], served: dict[UUID, str]) -> Iterable[FhirParcel]:
    """Persons seen at home, each once a day."""
    rows = HomeCheck.objects.filter(pk__in=news.home, post__in=[*served])
    for person, at, day in rows.values_list("person", "post", "date").distinct():
        if _is_asked_for(lines[served[at]], day):
            yield _parcel("home", UUID(home_id(person, day)), person, at, served[at], day)


def _is_asked_for(line: Connection, day: date) -> bool:
    return day >= line.since


def _parcel(kind: str, pk: UUID, person: UUID, post: UUID, puskesmas: str, day: date) -> FhirParcel:
    return FhirParcel(
        subject=pk, kind=kind, puskesmas_id=puskesmas, post_id=post, person=person, date=day, due_at=clock.now()
    )


def _living(parcels: Iterable[FhirParcel]) -> set[str]:
    """Those that are about a person of a register: a guest's visit leaves from the child's own post."""
    persons = {one.person for one in parcels}
    return {str(pk) for pk in Person.objects.filter(pk__in=persons).values_list("pk", flat=True)}


def _all_records(persons: Collection[UUID]) -> set[str]:
    """All records of these persons: a number found for one counts for what was written under another."""
    if not persons:
        return set()
    kept = set(canonical(map(str, persons)).values())
    return {record for members in groups(kept).values() for record in members}


def put(parcels: list[FhirParcel]) -> None:
    """New parcels, and those that are there already let go again."""
    go_again(FhirParcel.objects.filter(pk__in=[one.pk for one in parcels]))
    FhirParcel.objects.bulk_create(parcels, ignore_conflicts=True)


def go_again(parcels: Any) -> int:
    """Let parcels go again, from the first try. One that is under way goes again when it has come back."""
    under_way = When(state=State.SENDING, then=Value(State.SENDING))
    state = Case(under_way, default=Value(State.WAITING), output_field=CharField())
    afresh = {"due_at": clock.now(), "attempts": 0, "reason": "", "detail": ""}
    return int(parcels.update(version=F("version") + 1, state=state, **afresh))


def _look_again() -> None:
    """Somebody whom SATUSEHAT did not know may be known by now."""
    before = clock.now() - timedelta(days=content.policy().limits.look_again_days)
    go_again(FhirParcel.objects.filter(state=State.HELD, reason="not_found", due_at__lte=before))


def _forget_erased() -> None:
    """Numbers of persons who were lawfully erased; what SATUSEHAT holds of them is asked back in another way."""
    gone = FhirPatient.objects.exclude(person__in=Person.objects.values("pk"))
    gone.delete()
    FhirParcel.objects.filter(person__isnull=False).exclude(person__in=Person.objects.values("pk")).update(
        person=None, state=State.DEAD, reason="erased", detail=""
    )
