"""What was withdrawn frees the reference it was entered under."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("entries", "0012_evidence_called")]

    operations = [
        migrations.RemoveConstraint(model_name="entry", name="one_entry_a_reference"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=~Q(own_reference="") & ~Q(state="withdrawn"),
                fields=("pairing", "side", "own_reference"),
                name="one_entry_a_reference",
            ),
        ),
    ]
