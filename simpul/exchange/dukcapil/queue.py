"""Checks that wait: for their turn, for a line, for tomorrow's allowance. Any number of workers may run."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from simpul.base import clock
from simpul.exchange.dukcapil.client import ask
from simpul.exchange.dukcapil.content import Access, book
from simpul.exchange.dukcapil.matching import Identity, Unanswered, Verdict
from simpul.exchange.dukcapil.models import AccessDay, IdentityCheck
from simpul.exchange.satusehat.waiting import wait_s
from simpul.people.merged import canonical
from simpul.people.models import Person
from simpul.registry.models import Account

State = IdentityCheck.Verdict


def identity(person: Person) -> Identity:
    """What we would ask about."""
    return Identity(person.nik or "", person.name, person.birth_date, person.sex)


def fingerprint(who: Identity) -> str:
    """Of an identity, so that a later change is noticed without keeping a second copy of it."""
    text = "|".join([who.nik, who.name, str(who.birth_date), who.sex or ""])
    return salted_hmac("simpul.exchange.dukcapil", text, algorithm="sha256").hexdigest()


def enqueue(actor: Account, persons: Iterable[Person]) -> int:
    """Let these persons be checked (again); returns how many there is enough known of."""
    whole = [one for one in persons if identity(one).is_whole]
    for one in whole:
        defaults = {"queued_at": clock.now(), "due_at": clock.now(), "attempts": 0, "reason": "", "asked_by": actor}
        IdentityCheck.objects.update_or_create(person=one.pk, defaults=defaults)
    return len(whole)


def work_off(accesses: dict[str, Access], most: int, seconds: float = float("inf")) -> int:
    """Ask for what is due, at most so many and no longer than so; returns how many were asked."""
    until, done = clock.now().timestamp() + seconds, 0
    while done < most and clock.now().timestamp() < until:
        claimed = _claim([name for name, one in accesses.items() if _is_open(one)])
        if claimed is None:
            break
        check, puskesmas = claimed
        _settle(check, accesses[puskesmas])
        done += 1
    return done


def _claim(puskesmas: list[str]) -> tuple[IdentityCheck, str] | None:
    now = clock.now()
    theirs = Person.objects.filter(post__post__puskesmas__in=puskesmas)
    with transaction.atomic():
        due = IdentityCheck.objects.filter(queued_at__isnull=False, due_at__lte=now, person__in=theirs.values("pk"))
        check = due.order_by("due_at", "person").select_for_update(skip_locked=True).first()
        if check is None:
            return None
        check.attempts += 1
        # Also the moment from which another worker may take it over.
        check.due_at = now + timedelta(seconds=book().claim_s)
        check.save(update_fields=["attempts", "due_at"])
        found = theirs.filter(pk=check.person).values_list("post__post__puskesmas", flat=True).first()
    return (check, str(found)) if found else None


def _settle(check: IdentityCheck, access: Access) -> None:
    person = Person.objects.get(pk=check.person)
    who = identity(person)
    if not who.is_whole:
        _end(check, reason="no_nik")
        return
    if not _take_one(access):
        _wait_for_tomorrow(check)
        return
    try:
        _keep(check, ask(access, who), fingerprint(who), access)
    except Unanswered as why:
        _unanswered(check, access, why.code)


def _keep(check: IdentityCheck, said: Verdict, mark: str, access: Access) -> None:
    IdentityCheck.objects.filter(pk=check.pk).update(
        verdict=State.SAME if said.same else State.DIFFERENT,
        fields=said.fields,
        method=f"{access.adapter} {book().edition}",
        checked_at=clock.now(),
        fingerprint=mark,
        queued_at=None,
        attempts=0,
        reason="",
    )


def _unanswered(check: IdentityCheck, access: Access, code: str) -> None:
    if code == "quota":
        AccessDay.objects.filter(access=access.name, day=clock.today()).update(closed=True)
        _wait_for_tomorrow(check)
    elif code == "answer_unknown" and check.attempts >= book().attempts:
        _end(check, reason=code)
    else:
        later = clock.now() + timedelta(seconds=wait_s(check.attempts, 0.0))
        IdentityCheck.objects.filter(pk=check.pk).update(reason=code, due_at=later)


def _end(check: IdentityCheck, reason: str) -> None:
    IdentityCheck.objects.filter(pk=check.pk).update(queued_at=None, reason=reason)


def _wait_for_tomorrow(check: IdentityCheck) -> None:
    tomorrow = datetime.combine(clock.today() + timedelta(days=1), time(0, 5), tzinfo=clock.JAKARTA)
    IdentityCheck.objects.filter(pk=check.pk).update(due_at=tomorrow, reason="quota", attempts=check.attempts - 1)


def left_today(access: Access) -> int:
    """Checks that the access right still allows today."""
    day = AccessDay.objects.filter(access=access.name, day=clock.today()).first()
    if day is None:
        return access.per_day
    return 0 if day.closed else max(0, access.per_day - day.used)


def _is_open(access: Access) -> bool:
    return left_today(access) > 0


def _take_one(access: Access) -> bool:
    """Count one check; False when the day's allowance is used up. Counted before it is asked: a lost answer counts."""
    day = clock.today()
    _make_day(access.name, day)
    mine = AccessDay.objects.filter(access=access.name, day=day, closed=False, used__lt=access.per_day)
    return bool(mine.update(used=F("used") + 1))


def _make_day(access: str, day: date) -> None:
    try:
        with transaction.atomic():
            AccessDay.objects.get_or_create(access=access, day=day)
    except IntegrityError:
        return


def identity_changed(persons: set[str]) -> None:
    """A verdict is about what was asked: when that changes, there is none any more. What waits goes on waiting."""
    kept = set(canonical(persons).values())
    checks = IdentityCheck.objects.filter(person__in=kept).exclude(verdict=State.UNCHECKED)
    people = {one.pk: one for one in Person.objects.filter(pk__in=[check.person for check in checks])}
    stale = [
        check.pk
        for check in checks
        if check.person not in people or fingerprint(identity(people[check.person])) != check.fingerprint
    ]
    unsaid: dict[str, Any] = {
        "verdict": State.UNCHECKED,
        "fields": {},
        "method": "",
        "checked_at": None,
        "fingerprint": "",
    }
    IdentityCheck.objects.filter(pk__in=stale).update(**unsaid)


def forget_erased() -> None:
    """Verdicts about persons who are no longer here."""
    IdentityCheck.objects.exclude(person__in=Person.objects.values("pk")).delete()
