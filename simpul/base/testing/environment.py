"""Loaded by pytest before Django's settings: tests have a server folder and a database of their own."""

import os

os.environ["SIMPUL_ENV"] = "test"
os.environ.setdefault("SIMPUL_PG_FOLDER", "pg-test")
os.environ.setdefault("SIMPUL_PG_DATABASE", "simpul_idle")
# Every test has a database of its own: a mark from the last one would look like a restore.
os.environ.setdefault("SIMPUL_EPOCH_MARK", "")
