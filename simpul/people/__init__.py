"""Persons, families, consent, duplicates, moves."""
