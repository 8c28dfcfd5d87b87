"""The server of the stories: the real application over HTTP in a process of its own, on a cloned database.

It prints its port, then obeys one JSON command per line on stdin and prints its answer: `{"plant": [3]}` makes world
3; `code` and `accept` are the officer's part of an enrolment, for stories that are about something else. It ends when
stdin closes. Built phone and style sheets are copied first, so that a rebuild meanwhile changes nothing.
"""

import json
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
            _serve()
        finally:
            database.drop_database(url, name)


def _keep_still(settings: Any, folder: Path) -> None:
    shutil.copytree(Path(settings.WHITENOISE_ROOT) / "kader", folder / "kader")
    settings.WHITENOISE_ROOT = folder
    for number, (prefix, source) in enumerate(settings.STATICFILES_DIRS):
        settings.STATICFILES_DIRS[number] = (prefix, shutil.copytree(source, folder / "files" / prefix))


def _serve() -> None:
    import uvicorn

    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config("simpul.config.asgi:application", log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        _say({"port": listener.getsockname()[1]})
        _obey()
        server.should_exit = True
        thread.join(10)


def _obey() -> None:
    from tests.browser import world

    commands: dict[str, Callable[..., object]] = {"plant": world.plant, "code": world.code, "accept": world.accept}
    for line in sys.stdin:
        [(command, given)] = json.loads(line).items()
        _say(commands[command](*given))


def _say(message: object) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
