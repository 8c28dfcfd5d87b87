"""Reports out of what was recorded once: recaps, SKDN, registers, sheets of other systems (docs/reports.md)."""
