"""Hostile requests and sheets by the thousand: `python -m tests.soak.fuzz --cases 10000 --seed 1`."""
