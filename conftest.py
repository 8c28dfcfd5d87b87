"""Tests run on real PostgreSQL, under the application role, in a database cloned for each worker."""

from hypothesis import settings

# Two busy cores: a slow moment is no fault of the code. The same examples each time, so that red is about the change;
# `--hypothesis-profile=soak` draws fresh ones.
settings.register_profile("simpul", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None)
settings.load_profile("simpul")

pytest_plugins = ["simpul.base.testing.plugin"]
