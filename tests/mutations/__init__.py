"""Faults planted on purpose: `python -m tests.mutations` proves that a named test notices each of them."""
