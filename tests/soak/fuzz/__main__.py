"""`python -m tests.soak.fuzz --cases 10000 --seed 1`: prints one JSON object; exit code 1 when anything is wrong."""

import argparse
import json
import os
import sys

import simpul.base.testing.environment  # noqa: F401 (before Django's settings: the database of the tests)

DATABASE = f"simpul_fuzz_{os.getpid()}"


def main() -> None:
    """A fresh copy of the migrated database, the run, the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "simpul.config.settings"
    django.setup()
    from simpul.base import database
    from simpul.base.testing import databases

    url = databases.root_url()
    databases.ensure_template(url)
    databases.clone(url, DATABASE)
    from tests.soak.fuzz.run import Run

    try:
        result = Run(asked.cases, asked.seed).play()
    finally:
        from django.db import connections

        connections.close_all()
        database.drop_database(url, DATABASE)
    print(json.dumps(result, indent=2, ensure_ascii=False))
    sys.exit(0 if result["sound"] else 1)


if __name__ == "__main__":
    main()
