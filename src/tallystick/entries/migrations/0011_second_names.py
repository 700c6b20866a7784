from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entries", "0010_noted_rosters")]

    operations = [
        migrations.AlterField(
            model_name="bulkcorrection",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "waits for a second name"),
                    ("agreed", "being carried out"),
                    ("done", "carried out"),
                    ("dropped", "dropped"),
                ],
                default="proposed",
                max_length=10,
            ),
        ),
    ]
