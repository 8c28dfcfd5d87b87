"""What the browser is told on every page: nothing foreign runs, nothing is framed, guessed at, leaked or kept."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from simpul.registry.tests import kit
from tests import test_routes as walk
from tests.route_scene import Scene

ROOT = Path(__file__).resolve().parents[1]
POLICY_NEEDS = {f"{name}-src 'self'" for name in ("script", "style")}
POLICY_NEEDS |= {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"}
STREAMS = {"board_events"}
"""Answers as long as somebody looks; 204 without an ASGI server."""
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")",
    re.IGNORECASE,
)


def faults_of(answer: Any) -> list[str]:
    """What the headers of an answer lack."""
    said = answer.headers
    policy = said.get("Content-Security-Policy", "")
    parts = {part.strip() for part in policy.split(";")}
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    found = [f"{name}: {said.get(name)}" for name, value in wanted.items() if said.get(name) != value]
    found += ["Referrer-Policy"] * (said.get("Referrer-Policy") not in ("same-origin", "no-referrer"))
    found += [f"no {part} in the policy" for part in POLICY_NEEDS - parts]
    found += ["an exception in the policy"] * bool(re.search(r"unsafe|\*|https?:|'nonce|'sha", policy))
    return found + ["no Permissions-Policy"] * ("payment=()" not in said.get("Permissions-Policy", ""))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["stranger", "officer", "operator"])
def test_every_answer_of_every_route_carries_the_headers(who: str) -> None:
    scene, client = Scene(), Client()
    if who != "stranger":
        kit.sign_in(client, scene.officer if who == "officer" else scene.world.operator)
    wrong: dict[str, list[str]] = {}
    for path, one in walk.routes():
        if path.startswith(("static", "^")) or one.name in STREAMS:
            continue
        address = scene.path(one) if str(getattr(one.callback, "__module__", "")).startswith("simpul.") else f"/{path}"
        answer = client.get(address)
        found = faults_of(answer)
        if who != "stranger" and not address.startswith("/api/"):
            found += ["kept by the browser"] * ("no-store" not in answer.get("Cache-Control", ""))
        found += inline(answer)
        if found:
            wrong[f"{address} {answer.status_code}"] = found
    assert wrong == {}


def inline(answer: Any) -> list[str]:
    """Script and style inside a page, which the policy forbids and a browser would silently drop."""
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return []
    return [f"inline: {found.group()}" for found in INLINE.finditer(answer.content.decode())]


@pytest.mark.django_db
def test_refusals_and_downloads_carry_them_too() -> None:
    scene = Scene()
    client = kit.sign_in(Client(), scene.officer)
    stale = Client(enforce_csrf_checks=True)
    answers = {
        "404": client.get("/tidak-ada/"),
        "404 of the API": client.get("/api/v1/tidak-ada"),
        "401": client.get("/api/v1/journal/scope"),
        "405": client.get("/api/v1/journal/push"),
        "403 without a form's token": stale.post("/akun/masuk/", {"login": "x"}),
        "403": kit.sign_in(Client(), scene.world.operator).get("/puskesmas/warga/"),
    }
    assert {name: faults for name, answer in answers.items() if (faults := faults_of(answer))} == {}
    assert "no-store" in answers["401"].get("Cache-Control", "")


@pytest.mark.django_db
def test_files_are_saved_and_never_shown() -> None:
    scene = Scene()
    client = kit.sign_in(Client(), scene.officer)
    served = [scene.path(one) for _path, one in walk.OURS if one.name in DOWNLOADS]
    assert len(served) == len(DOWNLOADS)
    for path in served:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["Content-Disposition"].startswith("attachment; filename="), path
        assert not answer["Content-Type"].startswith("text/html") and faults_of(answer) == [], path


DOWNLOADS = {"person_download", "import_problems", "import_template"}


@pytest.mark.parametrize("path", ["/pages/pages.js", "/static/ui/pages.css"])
def test_files_that_no_view_serves_carry_them_too(path: str) -> None:
    """WhiteNoise answers before any view: the phone's application comes the same way."""
    answer = Client().get(path)
    assert (answer.status_code, faults_of(answer)) == (200, [])


IN_PRODUCTION = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
answer = Client().get("/health/live", secure=True)
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "DEBUG", "DEMO")
print(json.dumps({name: getattr(settings, name) for name in names} | {
    "hsts": answer.get("Strict-Transport-Security", ""), "hosts": settings.ALLOWED_HOSTS}))
"""


def test_production_speaks_https_only_and_keeps_cookies_off_open_lines() -> None:
    """Asked of the settings as a production server reads them, in a process of its own."""
    known = {"SIMPUL_ENV": "production", "SIMPUL_NO_DATABASE": "1", "SIMPUL_SECRET_KEY": "x" * 60}
    known |= {"SIMPUL_HOSTS": "testserver", "DJANGO_SETTINGS_MODULE": "simpul.config.settings"}
    run = [sys.executable, "-c", IN_PRODUCTION]
    said = json.loads(subprocess.check_output(run, cwd=ROOT, env={**os.environ, **known}, text=True))
    assert int(re.findall(r"max-age=(\d+)", said.pop("hsts"))[0]) >= 31_536_000
    cookies = {name: value for name, value in said.items() if name.endswith("_SECURE")}
    assert all(cookies.values()) and len(cookies) == 3, cookies
    assert (said["DEBUG"], said["DEMO"], said["hosts"]) == (False, False, ["testserver"])


def test_no_template_holds_script_or_style() -> None:
    """The walk sees one state of each page; the templates hold them all."""
    files = [*ROOT.glob("simpul/*/templates/**/*.html"), ROOT / "web/kader/index.html"]
    assert len(files) > 60
    wrong = {str(file): found for file in files if (found := INLINE.findall(file.read_text(encoding="utf-8")))}
    assert wrong == {}
