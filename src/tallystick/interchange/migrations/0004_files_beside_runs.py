import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interchange", "0003_runs_by_worker")]

    operations = [
        migrations.CreateModel(
            name="RunFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("wrapped_key", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="interchange.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ["run", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "name"), name="one_file_a_name_and_run")
                ],
            },
        ),
    ]
