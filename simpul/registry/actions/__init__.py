"""Verbs of the registry, one file each."""
