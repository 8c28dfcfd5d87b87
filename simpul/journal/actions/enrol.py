"""Make a phone known: a code by the officer, a claim by the phone, words compared, confirmed."""

import hmac
import secrets
from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet

from simpul.base import audit, clock
from simpul.journal import enrolling, epoch, handover
from simpul.journal.models import Device, DeviceAccount, Enrolment, EnrolmentCode, EnrolmentTry
from simpul.journal.problems import ApiProblem, bad_request
from simpul.journal.senders import Sender, token_hash
from simpul.journal.sign import jwk_of, point_of_jwk
from simpul.journal.standing import scope_of
from simpul.journal.wire import AccountInfo, Enrol, EnrolAnswer, EnrolResult, EnrolStatus
from simpul.registry.access import team_of
from simpul.registry.models import Account

LIFETIME = timedelta(minutes=10)
TRIES = 5
NAME_LENGTH = 70
"""Of 80 that the table holds: a number may follow."""
UNNAMED = "HP"
"""A phone whose browser does not say what it is."""
SENDER_TRIES, SENDER_WINDOW = 30, timedelta(minutes=10)
"""Failed tries of one address before it must wait, across all codes."""


class MadeCode(NamedTuple):
    """A code as shown to the officer, once. `fingerprint` is of the server key, for the QR."""

    code: str
    fingerprint: str
    expires_at: datetime


def make_code(actor: Account, account: Account, device: Device | None = None) -> MadeCode:
    """A single-use code for `account`; earlier unused codes of the account end.

    With `device` it is for a new PIN: it works on that phone only, which gets nothing but a new PIN for the account.
    """
    now, code = clock.now(), enrolling.new_code()
    with audit.acting(actor):
        EnrolmentCode.objects.filter(account=account, used_at=None, expires_at__gt=now).update(expires_at=now)
        EnrolmentCode.objects.create(
            prefix=code[: enrolling.PREFIX_LENGTH],
            code_hash=enrolling.code_hash(code),
            account=account,
            device=device,
            made_by=actor,
            expires_at=now + LIFETIME,
        )
        audit.note(actor, "pin_code" if device else "enrolment_code", str(account.pk))
    return MadeCode(code, enrolling.fingerprint(), now + LIFETIME)


def claim(asked: Enrol, sender: Sender | None, address: bytes) -> EnrolAnswer:
    """A phone gives its code. `sender` is set when a further account joins an enrolled phone. Raises ApiProblem."""
    _slow_down(address)
    try:
        point = point_of_jwk(asked.public_key)
    except ValueError as error:
        raise bad_request(
            "public_key", "Kunci HP tidak terbaca.", "The device key cannot be read.", "public_key"
        ) from error
    if sender is not None and point != bytes(sender.device.public_key):
        raise bad_request("public_key", "Kunci HP ini berbeda.", "This is not the device's key.", "public_key")
    code = enrolling.tidy(asked.code)
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        found = _use(code, sender)
        enrolment = _pend(found, asked, point, code, secret, sender) if found else None
    if enrolment is None:
        EnrolmentTry.objects.create(sender=address)
        raise _wrong_code()
    return EnrolAnswer(
        enrolment=str(enrolment.pk),
        secret=secret,
        server_key=jwk_of(enrolling.server_point()),
        expires_at=clock.iso(enrolment.expires_at),
    )


def _use(code: str, sender: Sender | None) -> EnrolmentCode | None:
    """The code that fits, now used; a try is counted against every code it might have meant.

    A code for a new PIN fits on its own phone only.
    """
    now = clock.now()
    live = EnrolmentCode.objects.select_for_update().filter(
        prefix=code[: enrolling.PREFIX_LENGTH], used_at=None, expires_at__gt=now, tries__lt=TRIES
    )
    wanted = enrolling.code_hash(code)
    rows = list(live)
    for row in rows:
        here = row.device_id is None or (sender is not None and sender.device.pk == row.device_id)
        if hmac.compare_digest(bytes(row.code_hash), wanted) and here:
            row.used_at = now
            row.save(update_fields=["used_at"])
            return row
    EnrolmentCode.objects.filter(pk__in=[row.pk for row in rows]).update(tries=F("tries") + 1)
    return None


def _pend(found: EnrolmentCode, asked: Enrol, point: bytes, code: str, secret: str, sender: Sender | None) -> Enrolment:
    return Enrolment.objects.create(
        code=found,
        account=found.account,
        device=sender.device if sender else None,
        public_key=point,
        name=asked.name.replace("\0", "").strip()[:NAME_LENGTH],
        app_version=asked.app_version.replace("\0", "")[:40],
        secret_hash=enrolling.secret_hash(secret),
        words=enrolling.words_of(point, code),
        expires_at=clock.now() + LIFETIME,
    )


def confirm(actor: Account, enrolment: Enrolment) -> bool:
    """The words agree: the phone becomes one of ours. False when it was decided or had expired."""
    with transaction.atomic(), audit.acting(actor):
        held = _undecided(enrolment)
        if held is None:
            return False
        if held.device is None:
            held.device = Device.objects.create(
                name=_name_among(team_of(actor), held.name),
                public_key=held.public_key,
                app_version=held.app_version,
            )
        DeviceAccount.objects.update_or_create(
            device=held.device,
            account=held.account,
            defaults={"confirmed_by": actor, "enrolled_at": clock.now(), "removed_at": None},
        )
        _decide(held, actor, Enrolment.State.CONFIRMED)
        handover.joined(held.device)
        audit.note(actor, "enrolment_confirmed", str(held.device.pk), {"account": str(held.account_id)})
    return True


def _name_among(team: QuerySet[Account], said: str) -> str:
    """What the phone calls itself; a second of that name in the team gets a number (SM-A105, SM-A105 2)."""
    said = said or UNNAMED
    names = set(
        Device.objects.filter(enrolments__account__in=team, name__startswith=said).values_list("name", flat=True)
    )
    if said not in names:
        return said
    return next(name for name in (f"{said} {number}" for number in count(2)) if name not in names)


def refuse(actor: Account, enrolment: Enrolment) -> bool:
    """The words differ: this phone gets nothing. False when it was decided or had expired."""
    with transaction.atomic(), audit.acting(actor):
        held = _undecided(enrolment)
        if held is None:
            return False
        _decide(held, actor, Enrolment.State.REFUSED)
        audit.note(actor, "enrolment_refused", str(held.pk), {"account": str(held.account_id)})
    return True


def _undecided(enrolment: Enrolment) -> Enrolment | None:
    return (
        Enrolment.objects.select_for_update(of=("self",))
        .filter(pk=enrolment.pk, state=Enrolment.State.PENDING, expires_at__gt=clock.now())
        .first()
    )


def _decide(enrolment: Enrolment, actor: Account, state: Enrolment.State) -> None:
    enrolment.state, enrolment.decided_by, enrolment.decided_at = state, actor, clock.now()
    enrolment.save(update_fields=["state", "decided_by", "decided_at", "device"])


def status(asked: EnrolStatus) -> EnrolResult:
    """What became of an enrolment. A new token is given until the phone has used one: an answer may be lost."""
    with transaction.atomic():
        held = _opened(asked)
        if held.state == Enrolment.State.REFUSED:
            return EnrolResult(state="refused")
        if held.state == Enrolment.State.PENDING:
            return EnrolResult(state="pending" if held.expires_at > clock.now() else "expired")
        assert held.device is not None
        token = _issue(held.device, bytes(held.public_key))
    roles = {account.pk: role for account, role in scope_of([held.account]).accounts}
    who = AccountInfo(id=str(held.account_id), name=held.account.name, role=roles.get(held.account_id, ""))
    return EnrolResult(state="confirmed", device=str(held.device.pk), token=token, account=who, epoch=epoch.current())


def _opened(asked: EnrolStatus) -> Enrolment:
    try:
        held = Enrolment.objects.select_for_update(of=("self",)).filter(pk=asked.enrolment).first()
    except ValidationError:
        held = None
    if held is None or not hmac.compare_digest(bytes(held.secret_hash), enrolling.secret_hash(asked.secret)):
        raise ApiProblem(
            404,
            "enrolment_unknown",
            "Pendaftaran ini tidak ditemukan. Minta kode baru.",
            "This enrolment is not known. Ask for a new code.",
        )
    return held


def _issue(device: Device, point: bytes) -> str | None:
    """A fresh bearer token while the device has never called; None afterwards."""
    held = Device.objects.select_for_update().get(pk=device.pk)
    if held.last_seen_at is not None or held.revoked_at is not None:
        return None
    token = secrets.token_urlsafe(32)
    held.token_hash = token_hash(token)
    held.save(update_fields=["token_hash"])
    return token


def _slow_down(address: bytes) -> None:
    since = clock.now() - SENDER_WINDOW
    if EnrolmentTry.objects.filter(sender=address, at__gt=since).count() >= SENDER_TRIES:
        raise ApiProblem(
            429,
            "too_many_tries",
            "Terlalu banyak percobaan kode. Tunggu sepuluh menit, lalu minta kode baru.",
            "Too many tries. Wait ten minutes, then ask for a new code.",
            headers={"Retry-After": str(int(SENDER_WINDOW.total_seconds()))},
        )


def _wrong_code() -> ApiProblem:
    return ApiProblem(
        403,
        "code_wrong",
        "Kode salah, sudah dipakai, atau lewat waktu. Periksa hurufnya atau minta kode baru.",
        "The code is wrong, used or too old. Check the letters or ask for a new one.",
        field="code",
    )
