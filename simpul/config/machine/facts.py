"""What the operator's page shows of the installation: versions, keys by id, epochs, sizes."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata

from django.db import connection
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.base import embedded
from simpul.config.watch import state
from simpul.journal import epoch
from simpul.journal.backup import keys as backup_keys
from simpul.journal.backup.problems import BackupProblem
from simpul.journal.escrow import keys as escrow_keys
from simpul.journal.models import Device, ServerEpoch
from simpul.journal.versions import oldest_first, parsed

_KEY_SHOWN = 16
"""Characters of a public key: enough to tell two apart."""
_SCHEMA = """
SELECT DISTINCT ON (app) app, name FROM django_migrations
WHERE app = ANY(%s) ORDER BY app, name DESC
"""
WORDS: dict[str, str | Promise] = {
    epoch.BACKUP: _("dari cadangan"),
    epoch.FOUND: _(
        "basis datanya ternyata lebih tua daripada yang tadinya ada di sini. Jalankan simpul journal redact-again"
    ),
}
OURS = ["base", "registry", "journal", "people", "network", "care", "exchange"]


@dataclass(frozen=True)
class PhoneVersion:
    """How many phones in service run a version; an empty text never said one.

    Of several that can be read one is `oldest`, one `newest`.
    """

    version: str
    phones: int
    oldest: bool
    newest: bool


@dataclass(frozen=True)
class Sizes:
    """Bytes, and counts of the whole installation."""

    disk_free: int
    disk_total: int
    database: int
    entries: int
    phones: int
    phones_heard_today: int
    pending: int
    quarantined: int
    waiting: int


@dataclass(frozen=True)
class Life:
    """An epoch of the database. The first began with the installation, each later one with a restore."""

    id: str
    started_at: datetime
    reason: str
    first: bool
    backup_made_at: datetime | None
    former_until: datetime | None
    office_lost: int | None

    @property
    def words(self) -> str | Promise:
        """Why it began; a reason that this program does not know stays as it is."""
        return WORDS.get(self.reason, self.reason)

    @property
    def gap_ends(self) -> datetime:
        """Until when staff may have typed what no phone brings back."""
        return self.former_until or self.started_at


def server_version() -> str:
    """The version of this program."""
    return metadata.version("simpul")


def schema() -> list[tuple[str, str]]:
    """The last migration of each room."""
    with connection.cursor() as cursor:
        cursor.execute(_SCHEMA, [OURS])
        return [(str(app), str(name)) for app, name in cursor.fetchall()]


def phone_versions() -> list[PhoneVersion]:
    """Versions of phones in service, the oldest first."""
    rows = Device.objects.filter(revoked_at=None).order_by().values_list("app_version").annotate(n=Count("pk"))
    counted = {str(version): int(n) for version, n in rows}
    order = oldest_first(counted)
    read = [version for version in order if parsed(version)]
    several = len(read) > 1
    return [PhoneVersion(one, counted[one], several and one == read[0], several and one == read[-1]) for one in order]


def sizes() -> Sizes:
    """Read now."""
    figures = {name: int(value) for name, (_, value) in state.read().items()}
    disk = shutil.disk_usage(embedded.home())
    return Sizes(
        disk_free=disk.free,
        disk_total=disk.total,
        database=figures["database_bytes"],
        entries=figures["entries"],
        phones=figures["phones"],
        phones_heard_today=figures["phones_heard_today"],
        pending=figures["phones_pending"],
        quarantined=figures["quarantined"],
        waiting=figures["waiting"],
    )


def escrow() -> list[escrow_keys.Listed]:
    """Keys for sealed copies that lie on this machine: ids and days, never the keys."""
    return escrow_keys.listed()


def backup_recipients() -> list[str]:
    """The beginnings of the public keys that will open the next backup; empty when there is none to be read."""
    try:
        return [str(key)[:_KEY_SHOWN] for key in backup_keys.recipients()]
    except BackupProblem:
        return []


def life() -> Life:
    """The present epoch."""
    latest = ServerEpoch.objects.order_by("-started_at")[:2]
    now = latest[0]
    known = (now.backup_made_at, now.former_until, now.office_lost)
    return Life(str(now.pk), now.started_at, now.reason, len(latest) == 1, *known)
