from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0009_second_copy")]

    operations = [
        migrations.AddField(model_name="serverepoch", name="backup_made_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="serverepoch", name="former_until", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="serverepoch", name="office_lost", field=models.IntegerField(null=True)),
    ]
