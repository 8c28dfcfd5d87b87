"""What of the network hangs on one account: promises of its calendar, what it deals with, what only it can read."""

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.network.calendars.models import Booking
from simpul.network.escalation.models import Firing
from simpul.network.models import Request
from simpul.registry.functions.holding import treats
from simpul.registry.leaving import OpenWork
from simpul.registry.models import Account, Assignment


def work_of(account: Account) -> list[OpenWork]:
    """Each as a sentence for an operator, with what becomes of it."""
    said = [_promises(account), _taken(account), _read_by_nobody_else(account)]
    return [one for one in said if one is not None]


def _promises(account: Account) -> OpenWork | None:
    ahead = Booking.objects.filter(psychologist=account, released_at=None, came=None, starts_at__gt=clock.now())
    return _said(
        ahead.count(),
        _("%(n)s janji yang akan datang."),
        _(
            "Dalam beberapa menit waktunya dilepas: permintaannya kembali menunggu di unitnya, keluarga dikabari, dan"
            " petugas di sana memilih waktu lain. Membuka akun lagi tidak mengembalikan janji yang sudah dilepas."
        ),
    )


def _taken(account: Account) -> OpenWork | None:
    held = Firing.objects.filter(taken_by=account, held_until__gt=clock.now()).values("request", "since")
    waiting = Request.objects.filter(pk__in=held.values("request"), state_since__in=held.values("since"), open=True)
    return _said(
        waiting.count(),
        _("%(n)s permintaan terlambat yang sedang ia tangani."),
        _("Petugas lain belum mengambilnya sampai waktunya habis; minta mereka meneruskan hari ini."),
    )


def _read_by_nobody_else(account: Account) -> OpenWork | None:
    return _said(
        _only_read_by(account).count(),
        _("%(n)s permintaan rahasia yang hanya dapat dibaca orang ini di unitnya."),
        _("Beri dulu fungsi kepada petugas lain di sana. Bila tidak, permintaannya menunggu dan naik saat terlambat."),
    )


def _only_read_by(account: Account) -> QuerySet[Request]:
    """Open confidential requests of units whose treating team is this account alone."""
    today = clock.today()
    team = Assignment.objects.active(today).filter(treats(today), account__is_active=True, unit__isnull=False)
    mine = team.filter(account=account).values("unit")
    alone = mine.exclude(unit__in=team.exclude(account=account).values("unit"))
    asks = Coalesce("to_unit", "post__post__puskesmas", F("post"))
    return Request.objects.filter(~Q(confidentiality="K1"), open=True).annotate(asks=asks).filter(asks__in=alone)


def _said(n: int, what: str, then: str) -> OpenWork | None:
    return OpenWork(what % {"n": n}, then) if n else None
