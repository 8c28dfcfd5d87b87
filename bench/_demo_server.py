"""The whole system with the demo, as `make run` starts it, for measurements that need a real server."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from simpul.base import embedded

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN_S = 240


@contextmanager
def demo_server() -> Iterator[str]:
    """Serve the demo from a home of its own (kept, so that the next measurement starts quickly); gives the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "SIMPUL_HOME": str(embedded.home() / "bench"), "SIMPUL_ENV": "local"}
    command = [sys.executable, "-m", "simpul.cli.main", "run", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        _wait(process, address)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The demo server ended with code {process.returncode}.")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"The demo server did not answer within {READY_WITHIN_S} s.")


def sign_in(page: Page, address: str, login: str = "bidan") -> None:
    """Sign a demo account in with password and the code that the demo's front room tells."""
    page.goto(f"{address}/contoh/")
    row = page.locator("tr", has=page.get_by_text(login, exact=True))
    code = row.locator("code").last.inner_text()
    password = page.locator("p code").first.inner_text()
    page.goto(f"{address}/akun/masuk/")
    page.get_by_label("Nama pengguna").fill(login)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.get_by_label("Kode enam angka").fill(code)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(re.compile("beranda|puskesmas|operator"))


def cookies(browser: Browser, address: str) -> str:
    """A `Cookie` header of a signed-in officer."""
    context = browser.new_context()
    sign_in(context.new_page(), address)
    header = "; ".join(f"{c['name']}={c['value']}" for c in context.cookies())
    context.close()
    return header
