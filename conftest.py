"""Tests run on real PostgreSQL, under the application role, in a database cloned for each worker."""

from hypothesis import settings

# Two busy cores: a slow moment is no fault of the code.
settings.register_profile("simpul", deadline=None)
settings.register_profile("soak", deadline=None)
settings.load_profile("simpul")

pytest_plugins = ["simpul.base.testing.plugin"]
