from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0005_tries_counted")]

    operations = [
        migrations.AddField("user", "earlier_names", models.JSONField(default=list)),
    ]
