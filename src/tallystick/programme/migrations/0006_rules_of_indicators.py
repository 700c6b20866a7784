from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0005_agreements_signed_by_parties")]

    operations = [
        migrations.AddField(
            "pairingrule", "indicator", models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AddConstraint(
            model_name="pairingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("indicator", ""),
                    models.Q(("kind", "evidence"), ("pipeline", "")),
                    _connector="OR",
                ),
                name="indicator_speaks_of_documents",
            ),
        ),
    ]
