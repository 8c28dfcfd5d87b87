"""First aid by kaders; that a screening was declined."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table and one column."""

    dependencies = [
        ("care", "0008_checklists"),
        ("people", "0001_initial"),
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="declined",
            field=models.TextField(null=True),
        ),
        migrations.CreateModel(
            name="FirstAid",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("stamps", models.JSONField(default=dict)),
                ("extra", models.JSONField(default=dict)),
                ("aid", models.UUIDField()),
                ("date", models.DateField()),
                ("path", models.JSONField(default=list)),
                ("edition", models.TextField()),
                ("zone", models.TextField(null=True)),
                ("actions", models.JSONField(default=list)),
                ("handed_to", models.TextField(null=True)),
                ("handed_at", models.DateTimeField(null=True)),
                ("accepted", models.BooleanField(null=True)),
                ("follow_up", models.DateField(null=True)),
                ("follows", models.UUIDField(null=True)),
                ("request", models.UUIDField(null=True)),
                ("author", models.UUIDField()),
                ("waits", models.BooleanField(default=False)),
                ("status", models.TextField(default="ok")),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="firstaids",
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
                    models.Index(fields=["post", "seq"], name="care_firstaid_seq"),
                    models.Index(
                        condition=models.Q(("status", "ok"), ("waits", True)),
                        fields=["post"],
                        name="care_firstaid_waits",
                    ),
                    models.Index(fields=["request"], name="care_firstaid_request"),
                ],
            },
        ),
    ]
