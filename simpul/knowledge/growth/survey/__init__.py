"""Scoring of a whole survey file: `simpul growth IN.csv --output OUT.csv`."""
