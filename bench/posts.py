"""Eight posts of 300 people on one phone at a sixth of the speed: list, switching, search, memory."""

import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench._phone_rows import POST, snapshot_rows
from bench._phone_server import INFO, Packed, PhoneServer, packed_snapshot
from bench.phone import (
    CHROMIUM,
    FLAGS,
    HOME,
    SLOWDOWN,
    TIMED,
    _build,
    _enrol,
    _median,
    _throttle,
    _unlock,
    _wait_until_stored,
)

POSTS, PEOPLE, MONTHS = 8, 300, 36
IDS = [str(UUID(int=UUID(POST).int + number)) for number in range(POSTS)]
SEARCHES = ("sari", "aisah", "bimo", "putri les", "nugroho")

# Taps what `find` names and gives ms until `seen` holds and has been painted.
TAPPED = """async ([find, seen]) => {
  const shown = new Function("return " + seen);
  const target = new Function("return " + find)();
  const start = performance.now();
  target.click();
  while (!shown()) {
    if (performance.now() - start > 30000) throw new Error("not seen within 30 s: " + seen);
    await new Promise((done) => requestAnimationFrame(done));
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
ALL = "[...document.querySelectorAll('button')].find((one) => one.textContent.includes('posyandu di HP ini'))"
ROWS = f"document.querySelectorAll('main .row').length >= {POSTS}"


class Midwife(PhoneServer):
    """Serves eight posts instead of one."""

    def answer(self, path: str) -> dict[str, Any] | None:
        """The scope names them all."""
        said = super().answer(path)
        if said and path == "journal/scope":
            said["posts"] = [INFO | {"id": pk, "name": f"Posyandu {n}"} for n, pk in enumerate(IDS)]
        return said

    def snapshot_of(self, post: str) -> Packed:
        """Each with people of its own."""
        return self.snapshots[post]

    @cached_property
    def snapshots(self) -> dict[str, Packed]:
        """Post → file."""
        return {pk: packed_snapshot(pk, snapshot_rows(PEOPLE, MONTHS, seed)) for seed, pk in enumerate(IDS)}


def run() -> dict[str, Any]:
    """Measure; times in ms are medians at a sixth of the speed, `heap_mb` is used script memory after a collection."""
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder) / "kader")
        server = Midwife(Path(folder))
        assert server.snapshots
        try:
            with sync_playwright() as play:
                context = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_context()
                return _measure(context.new_page(), server)
        finally:
            server.close()


def _measure(page: Page, server: Midwife) -> dict[str, Any]:
    page.goto(server.address)
    page.wait_for_selector("input")
    _enrol(page)
    page.get_by_role("button", name=f"{POSTS} posyandu di HP ini").wait_for(timeout=120_000)
    _wait_until_stored(page, POSTS)
    page.goto("about:blank")
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(server.address)
    page.locator(".pinpad").wait_for()
    opened = _unlock(page)
    lists, switches = _switch(page)
    page.evaluate(TAPPED, [ALL, ROWS])
    searches = [page.evaluate(TIMED, ["field", text, ""]) for text in SEARCHES]
    _throttle(slow, 1)
    return {
        "pin_to_list_ms": round(opened),
        "posts_ms": _median(lists[1:]),
        "switch_ms": _median(switches),
        "switch_worst_ms": round(max(switches)),
        "search_all_ms": _median(searches),
        "search_all_worst_ms": round(max(searches)),
        "heap_mb": _heap(slow),
    }


def _switch(page: Page) -> tuple[list[float], list[float]]:
    """To the list of posts, and from there to another post: from the tap to its painted home."""
    lists: list[float] = []
    switches: list[float] = []
    for number in (3, 6, 1, 5):
        lists.append(page.evaluate(TAPPED, [ALL, ROWS]))
        name = f"Posyandu {number}"
        row = f"[...document.querySelectorAll('main .row')].find((one) => one.textContent.includes('{name}'))"
        there = f"document.getElementById('title')?.textContent === '{name}' && {HOME}"
        switches.append(page.evaluate(TAPPED, [row, there]))
    return lists, switches


def _heap(slow: CDPSession) -> float:
    slow.send("HeapProfiler.collectGarbage")
    slow.send("Performance.enable")
    figures: dict[str, float] = {each["name"]: each["value"] for each in slow.send("Performance.getMetrics")["metrics"]}
    return round(figures.get("JSHeapUsedSize", 0) / 1e6, 1)
