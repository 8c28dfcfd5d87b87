"""Backups: one encrypted stream out, proven by restoring, and back in as a new life of the database.

`make` writes one · `prove` restores it beside the real database and compares · `restore` puts it in its place ·
`nightly` keeps a folder of them · `runs` says when one was last made and proven. The format is ADR 0014.
"""
