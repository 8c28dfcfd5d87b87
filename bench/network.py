"""The first login of a kader over 3G, against the real server with the demo: from the PIN to today's list, to complete.

The API answers over a line of 1.6 Mbit/s with 150 ms, what Lighthouse calls slow 4G and DevTools called fast 3G. The
application is on the phone already: the enrolment comes before. `bench phone` measures the same for a heavier post.
"""

import time
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench._demo_server import demo_server
from bench.phone import _wait_until_stored
from tests import chromium
from tests.faults.line import Line

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
BYTES_PER_S, LATENCY_S = 200_000, 0.15
PIN = "482913"
LISTED = "() => Number(/\\d+/.exec(document.querySelector('.stat')?.textContent ?? '')?.[0] ?? 0) > 0"


def run() -> dict[str, Any]:
    """`list_s`: last digit of the PIN to today's list with its people; `complete_s`: to every pack stored."""
    with demo_server() as address, Line(int(urlsplit(address).port or 0)) as line, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        try:
            return _login(browser, address, line)
        finally:
            browser.close()


def _login(browser: Browser, address: str, line: Line) -> dict[str, Any]:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    _enrol(browser.new_context().new_page(), page, address, line)
    page.keyboard.type(PIN)
    page.get_by_role("heading", name="Ketik PIN sekali lagi").wait_for()
    line.bytes_per_s, line.latency_s = BYTES_PER_S, LATENCY_S
    page.keyboard.type(PIN)
    began = time.monotonic()
    page.wait_for_function(LISTED, timeout=60_000)
    listed = time.monotonic() - began
    _wait_until_stored(page)
    return {"list_s": round(listed, 1), "complete_s": round(time.monotonic() - began, 1)}


def _enrol(desk: Page, page: Page, address: str, line: Line) -> None:
    """In the demo's front room: a code for the kader, the words accepted; the phone then asks for a PIN."""
    page.goto(f"{line.origin}/contoh/")
    page.locator("form[action*='/contoh/hp/']").evaluate("form => { form.removeAttribute('target'); form.submit(); }")
    page.locator(".words").wait_for()
    words = page.locator(".words li").all_inner_texts()
    desk.goto(f"{address}/contoh/")
    desk.locator("form").filter(has_text=" · ".join(words)).get_by_role("button").click()
    page.get_by_role("heading", name="Pilih PIN enam angka").wait_for()
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
