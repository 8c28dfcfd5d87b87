"""Repeatable measurements: one module each with `run() -> dict`. `simpul bench NAME --json` prints the dict."""
