"""Loaded by pytest before Django's settings: tests have a server folder and a database of their own."""

import os

os.environ["SIMPUL_ENV"] = "test"
os.environ.setdefault("SIMPUL_PG_FOLDER", "pg-test")
os.environ.setdefault("SIMPUL_PG_DATABASE", "simpul_idle")
