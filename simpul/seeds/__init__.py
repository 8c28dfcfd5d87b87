"""Deterministic synthetic data in sizes."""
