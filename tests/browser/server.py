"""The server of the stories: the real application over HTTP in a process of its own, on a cloned database.

It prints its port, then obeys one JSON command per line on stdin and prints its answer: `{"plant": [3]}` makes world
3; `code` and `accept` are the officer's part of an enrolment, for stories that are about something else. It ends when
stdin closes. Built phone and style sheets are copied first, so that a rebuild meanwhile changes nothing.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from tests.browser.serving import Serving

os.environ["SIMPUL_ENV"] = "test"
os.environ.setdefault("SIMPUL_PG_FOLDER", "pg-test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")


def main(name: str) -> None:
    """Clone database `name`, serve on a free port, obey until stdin closes; the database goes with the process."""
    os.environ["SIMPUL_PG_DATABASE"] = "simpul_idle"
    import django

    django.setup()
    from django.conf import settings

    from simpul.base import database
    from simpul.base.testing import databases

    url = databases.root_url()
    databases.ensure_template(url)
    databases.clone(url, name)
    with tempfile.TemporaryDirectory() as folder:
        _keep_still(settings, Path(folder))
        try:
            _serve(Backup(url, name))
        finally:
            database.drop_database(url, name)


def _keep_still(settings: Any, folder: Path) -> None:
    shutil.copytree(Path(settings.WHITENOISE_ROOT) / "kader", folder / "kader")
    settings.WHITENOISE_ROOT = folder
    for number, (prefix, source) in enumerate(settings.STATICFILES_DIRS):
        settings.STATICFILES_DIRS[number] = (prefix, shutil.copytree(source, folder / "files" / prefix))


@dataclass(frozen=True)
class Backup:
    """A copy of the database beside it, as a backup of that moment."""

    url: str
    name: str

    def take(self) -> dict[str, Any]:
        """Copy; whoever is connected is cut off and connects again."""
        from simpul.base import database

        database.drop_database(self.url, self._copy)
        # Phones and boards come back at once: a database to which somebody is connected cannot be copied.
        self._run("ALTER DATABASE {} ALLOW_CONNECTIONS false", self.name)
        try:
            self._cut()
            database.ensure_database(self.url, self._copy, template=self.name)
        finally:
            self._run("ALTER DATABASE {} ALLOW_CONNECTIONS true", self.name)
        return {}

    def restore(self) -> dict[str, Any]:
        """The copy takes the place of the database, and phones meet a new epoch."""
        from django.db import connections

        from simpul.base import database
        from simpul.journal import epoch

        connections.close_all()
        database.drop_database(self.url, self.name)
        self._run("ALTER DATABASE {} RENAME TO {}", self._copy, self.name)
        return {"epoch": epoch.begin("restored in a story")}

    @property
    def _copy(self) -> str:
        return f"{self.name}_copy"

    def _cut(self) -> None:
        from django.db import connections

        connections.close_all()
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self.name])

    def _run(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _serve(backup: Backup) -> None:
    from tests.browser.serving import Serving

    serving = Serving()
    _say({"port": serving.port})
    _obey(backup, serving)
    serving.stop()


def _commands(backup: Backup, serving: "Serving") -> dict[str, Callable[..., object]]:
    from tests.browser import choosers, clinics, letters, places, practices, rooms, surveys, world

    return {
        "plant": world.plant,
        "code": world.code,
        "accept": world.accept,
        "assign": world.assign,
        "midwife": world.midwife,
        "near": world.near,
        "operator": world.operator,
        "psychologist": world.psychologist,
        "silent": world.silent,
        "unassign": world.unassign,
        "weights": world.weights,
        "clinic": clinics.clinic,
        "choosing": choosers.choosing,
        "hospital": places.hospital,
        "letter": letters.letter,
        "meeting": rooms.meeting,
        "passed": rooms.passed,
        "relay": rooms.relay,
        "restart": serving.restart,
        "room": rooms.room,
        "pass_on": places.pass_on,
        "practice": practices.practice,
        "delivered": practices.delivered,
        "time_comes": practices.time_comes,
        "reminded": practices.reminded,
        "promised": practices.promised,
        "messages_leave": practices.messages_leave,
        "scan": places.scan,
        "surveyed_city": surveys.city,
        "report_said": surveys.said,
        "survey_asked": surveys.asked_by,
        "told": places.told,
        "backup": backup.take,
        "restore": backup.restore,
    }


def _obey(backup: Backup, serving: "Serving") -> None:
    commands = _commands(backup, serving)
    for line in sys.stdin:
        [(command, given)] = json.loads(line).items()
        _say(commands[command](*given))


def _say(message: object) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
