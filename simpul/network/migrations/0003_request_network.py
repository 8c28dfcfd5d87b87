from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q, Value

TEXTS = {"confidentiality": "K1", "basis": "consent", "channel": "datang"}
BLANK = ("basis_note", "answered_by")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("network", "0002_calendars")]

    operations = [
        *(
            migrations.AddField("request", name, models.TextField(default=value, db_default=value))
            for name, value in TEXTS.items()
        ),
        *(
            migrations.AddField("request", name, models.TextField(blank=True, default="", db_default=""))
            for name in BLANK
        ),
        migrations.AddField("request", "part_of", models.UUIDField(null=True)),
        migrations.AddField(
            "request", "wanted", models.JSONField(default=list, db_default=Value([], models.JSONField()))
        ),
        migrations.AddField("request", "companion", models.JSONField(null=True)),
        migrations.AddField("request", "slot", models.TextField(null=True)),
        migrations.AddField(
            "request", "values", models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
        ),
        AddIndexConcurrently(
            "request", models.Index(fields=["part_of"], name="request_parts", condition=Q(part_of__isnull=False))
        ),
    ]
