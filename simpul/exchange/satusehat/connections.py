"""Which puskesmas speaks to SATUSEHAT, and as whom. Off unless a file says so.

The file lies outside the database and its dumps, like other secrets; `SIMPUL_SATUSEHAT` names it (docs/satusehat.md).
One client id belongs to one organization, and so to one puskesmas.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from django.conf import settings
from msgspec import Struct, field

from simpul.exchange.private_files import PrivateFileError, read
from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.content import Host


class Connection(Struct, frozen=True, forbid_unknown_fields=True):
    """A puskesmas and its right to send. `host` is given for an environment that systems.json does not name.

    `since`: visits from this day on. `consent`: `granted` asks for the family's yes, `not_refused` for no no; which of
    the two is lawful is decided by whoever answers for the data. `mental_health` lets requests of that kind out, with
    the family's own yes to just that.
    """

    puskesmas: UUID
    client_id: str
    client_secret: str
    organization: str
    since: date
    environment: str = "sandbox"
    host: Host | None = None
    practitioner: str | None = None
    consent: Literal["granted", "not_refused"] = "granted"
    mental_health: bool = False

    @property
    def where(self) -> Host:
        """Its addresses."""
        return self.host or content.systems().hosts[self.environment]

    def __repr__(self) -> str:
        """Without its secret, wherever it may be printed."""
        return f"<Connection of {self.puskesmas}>"


class _File(Struct, forbid_unknown_fields=True):
    connections: list[Connection] = field(default_factory=list)


def connections() -> dict[str, Connection]:
    """Puskesmas → its connection. Empty when nothing is switched on. Raises PrivateFileError for an unusable file."""
    if not settings.SATUSEHAT:
        return {}
    found = read("SIMPUL_SATUSEHAT", settings.SATUSEHAT, _File).connections
    for name in ("puskesmas", "client_id", "organization"):
        values = [getattr(one, name) for one in found]
        if len(set(values)) != len(values):
            raise PrivateFileError(f"SIMPUL_SATUSEHAT: two connections share one {name}.")
    if any(one.host is None and one.environment not in content.systems().hosts for one in found):
        raise PrivateFileError("SIMPUL_SATUSEHAT: environment is sandbox or production.")
    return {str(one.puskesmas): one for one in found}
