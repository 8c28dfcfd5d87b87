from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0006_admission")]

    operations = [
        migrations.AddField(model_name="snapshotfile", name="brotli", field=models.BinaryField(null=True)),
    ]
