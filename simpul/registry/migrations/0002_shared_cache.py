"""The table of Django's database cache: rate limits and used one-time codes hold across all processes."""

from typing import ClassVar

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE registry_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX registry_cache_expires ON registry_cache (expires);
"""


class Migration(migrations.Migration):
    """Made by hand: the cache has no model."""

    dependencies: ClassVar = [("registry", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(CREATE, "DROP TABLE registry_cache")]
