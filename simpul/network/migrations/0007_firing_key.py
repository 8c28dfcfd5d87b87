import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


def _unit() -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to="registry.unit",
    )


class Migration(migrations.Migration):
    # Made anew: Django gives no existing table a key of several columns, and nothing has fired yet.
    dependencies = [
        ("network", "0006_answer_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel("Climb"),
        migrations.DeleteModel("Firing"),
        migrations.CreateModel(
            name="Firing",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "request", "since", "step", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("request", models.UUIDField()),
                ("since", models.DateTimeField()),
                ("step", models.PositiveSmallIntegerField()),
                ("workflow", models.TextField()),
                ("urgency", models.TextField()),
                ("tell", models.TextField()),
                ("due_at", models.DateTimeField()),
                ("fired_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("held_until", models.DateTimeField(null=True)),
                (
                    "ladder",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), db_default=[], default=list, size=None
                    ),
                ),
                ("home", _unit()),
                ("unit", _unit()),
                (
                    "taken_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(taken_by=None, taken_at=None, held_until=None)
                        | Q(taken_by__isnull=False, taken_at__isnull=False, held_until__isnull=False),
                        name="firing_taken",
                    )
                ],
            },
        ),
    ]
