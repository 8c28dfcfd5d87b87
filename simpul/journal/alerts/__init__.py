"""Alerts: found by sources, opened and closed by the tick, read and put aside by people. They name no person."""
