"""Tests run on real PostgreSQL, under the application role, in a database cloned for each worker."""

pytest_plugins = ["simpul.base.testing.plugin"]
