from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0007_acts_in_a_chain")]

    operations = [
        migrations.AddField("office", "earlier_names", models.JSONField(default=list)),
    ]
