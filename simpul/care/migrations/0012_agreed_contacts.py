"""Contacts of self-checks become those of whoever has agreed to be reached: one sealed table."""

import django.db.models.deletion
from django.db import migrations, models

MOVE = """
INSERT INTO care_agreedcontact (request, unit_id, sealed, left_at, erased_at)
SELECT request, unit_id, sealed, created_at, erased_at FROM care_followup
"""


class Migration(migrations.Migration):
    """A table, and what the self-check's own held of it; no version was given out with the latter."""

    dependencies = [
        ("care", "0011_selfcheck"),
        ("registry", "0003_capabilities"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreedContact",
            fields=[
                ("request", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed", models.BinaryField(null=True)),
                ("left_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_contacts",
                        to="registry.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("erased_at", None)), fields=["left_at"], name="care_contact_kept")
                ],
            },
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="followup", name="created_at"),
        migrations.RemoveField(model_name="followup", name="erased_at"),
        migrations.RemoveField(model_name="followup", name="sealed"),
    ]
