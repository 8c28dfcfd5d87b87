from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("network", "0004_escalation")]

    operations = [
        AddIndexConcurrently("request", models.Index(fields=["due_at"], name="request_due", condition=Q(open=True))),
    ]
