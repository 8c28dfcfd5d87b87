"""Screenings of body and mind."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("care", "0004_pregnancy_episode"),
        ("people", "0001_initial"),
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Screening",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("stamps", models.JSONField(default=dict)),
                ("extra", models.JSONField(default=dict)),
                ("instrument", models.TextField()),
                ("date", models.DateField()),
                ("respondent", models.JSONField(default=dict)),
                ("answers", models.JSONField(default=dict)),
                ("edition", models.TextField()),
                ("said_complete", models.BooleanField()),
                ("said_action", models.TextField(null=True)),
                ("counted_with", models.TextField(blank=True)),
                ("complete", models.BooleanField()),
                ("score", models.FloatField(null=True)),
                ("band", models.TextField(null=True)),
                (
                    "critical",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                ("action", models.TextField(null=True)),
                ("visit", models.UUIDField(null=True)),
                ("by", models.UUIDField()),
                ("is_private", models.BooleanField(default=False)),
                ("status", models.TextField(default="ok")),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="screenings",
                        to="people.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["post", "seq"], name="care_screening_seq"),
                    models.Index(fields=["post", "date"], name="care_screening_day"),
                ],
            },
        ),
    ]
