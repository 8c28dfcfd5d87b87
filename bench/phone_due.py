"""The due list of a post of 1,000 people on the phone, counted again after one change, at a sixth of the speed.

The application's own modules, bundled as they are built, in Chromium; sixty weighings of the open day wait to be sent.
"""

import json
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.phone import CHROMIUM, FLAGS, SLOWDOWN
from bench.phone_cards import bundle

PEOPLE, ROUNDS = 1000, 40
ADDRESS = "https://bench.invalid/"
"""Entries are hashed with WebCrypto, which needs a secure place; nothing leaves this machine."""


@contextmanager
def _marks(page: Page, session: CDPSession) -> Iterator[list[dict[str, Any]]]:
    """What the page marks meanwhile; `tts` is the time that its thread has worked, in µs."""
    marks: list[dict[str, Any]] = []
    ended: list[object] = []
    session.on("Tracing.dataCollected", lambda found: marks.extend(found["value"]))
    session.on("Tracing.tracingComplete", lambda found: ended.append(found))
    config = {"includedCategories": ["blink.user_timing"]}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    yield marks
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)


def run() -> dict[str, Any]:
    """In ms: `due_change_ms` median, `due_change_worst_ms` longest after one change; `due_first_ms` the first list.

    `due_change_worst_cpu_ms` is what the page itself worked in its longest: a busy machine does not lengthen it.
    """
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.route(ADDRESS, lambda route: route.fulfill(body="<title>bench</title>", content_type="text/html"))
        page.goto(ADDRESS)
        page.add_script_tag(content=bundle("due"))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        with _marks(page, browser.new_browser_cdp_session()) as marks:
            took: dict[str, Any] = page.evaluate("([people, rounds]) => measureDue(people, rounds)", [PEOPLE, ROUNDS])
        browser.close()
    began, done = (sorted(one["tts"] for one in marks if one["name"] == f"change {what}") for what in ("began", "done"))
    return {
        "due_change_ms": round(statistics.median(took["changes"]), 1),
        "due_change_worst_ms": round(max(took["changes"]), 1),
        "due_change_worst_cpu_ms": round(max(end - start for start, end in zip(began, done, strict=True)) / 1000, 1),
        "due_first_ms": round(took["whole"]),
        "due_people": took["due"],
    }


if __name__ == "__main__":
    print(json.dumps(run()))
