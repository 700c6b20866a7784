import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "__first__"),
        ("programme", "0001_initial"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkCorrection",
            fields=[
                ("id", models.CharField(max_length=36, primary_key=True, serialize=False)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("times", "multiply"),
                            ("divide", "divide"),
                            ("replace", "replace by a corrected file"),
                            ("reverse", "take back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60)),
                ("factor", models.PositiveIntegerField(default=1)),
                ("reason", models.TextField()),
                (
                    "state",
                    models.CharField(
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
                ("proposed_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulk_corrections",
                        to="programme.pairing",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CarryProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("plan", models.JSONField(default=dict)),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits for the other side"),
                            ("done", "carried over"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposer", models.CharField(max_length=160)),
                ("proposer_office", models.CharField(max_length=60)),
                (
                    "proposer_side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("agreed_by", models.CharField(blank=True, max_length=160)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carry_proposals",
                        to="programme.pairing",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.CharField(max_length=36, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("own_reference", models.CharField(blank=True, max_length=60)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("pipeline", models.CharField(max_length=40)),
                ("source_stage", models.CharField(max_length=40)),
                ("target_stage", models.CharField(max_length=40)),
                (
                    "statement",
                    models.CharField(
                        choices=[
                            ("itemised", "this movement"),
                            ("year_to_date", "sum since the start of the year"),
                            ("level", "what stands on the day"),
                        ],
                        max_length=20,
                    ),
                ),
                ("happened_on", models.DateField()),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("title_zh", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                ("policy", models.CharField(default="both", max_length=10)),
                ("pair_key", models.CharField(blank=True, max_length=64)),
                ("covered", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("confirmed", "waiting for the other side"),
                            ("disputed", "disputed"),
                            ("matched", "matched, waits for another entry"),
                            ("paired", "joined to its other half"),
                            ("posted", "posted"),
                            ("withdrawn", "withdrawn"),
                            ("reversed", "reversed"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("content_hash", models.CharField(max_length=64)),
                ("transaction", models.CharField(max_length=36, null=True, unique=True)),
                ("waits_for", models.JSONField(null=True)),
                ("reported_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="book_entries",
                        to="programme.pairing",
                    ),
                ),
                (
                    "half_of",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="other_half",
                        to="entries.entry",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="programme.pairing",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries_with",
                        to="regions.region",
                    ),
                ),
                (
                    "promises",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="programme.agreementversion",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries_about",
                        to="regions.region",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="entries.entry",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="programme.thing",
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at", "id"],
                "indexes": [
                    models.Index(fields=["book", "state", "pipeline"], name="entry_waiting"),
                    models.Index(fields=["pairing", "happened_on"], name="entry_by_day"),
                    models.Index(
                        fields=["book", "region", "partner", "pipeline", "state"],
                        name="entry_by_account",
                    ),
                    models.Index(
                        condition=models.Q(("pair_key", ""), _negated=True),
                        fields=["pair_key"],
                        name="entry_by_pair",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("own_reference", ""), _negated=True),
                            models.Q(("state", "withdrawn"), _negated=True),
                        ),
                        fields=("pairing", "side", "own_reference"),
                        name="one_entry_a_reference",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "posted"), _negated=True),
                            ("transaction__isnull", False),
                            _connector="OR",
                        ),
                        name="posted_names_its_transaction",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("wrapped_key", models.BinaryField(null=True)),
                ("invented", models.BooleanField(default=False)),
                ("withheld", models.BooleanField(default=False)),
                ("persons", models.PositiveIntegerField(null=True)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="PeriodAct",
            fields=[
                ("id", models.CharField(max_length=36, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("close", "close"), ("reopen", "open again")], max_length=10
                    ),
                ),
                ("pipeline", models.CharField(blank=True, max_length=40)),
                ("period", models.CharField(max_length=10)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits for the other side"),
                            ("agreed", "in force"),
                            ("dropped", "dropped"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed", models.JSONField()),
                ("agreed", models.JSONField(null=True)),
                ("proposed_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("seq", models.BigIntegerField(default=0)),
                ("chain", models.CharField(blank=True, max_length=64)),
                ("carried", models.JSONField(default=list)),
                ("record", models.BigIntegerField(default=0)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="period_acts",
                        to="programme.pairing",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at", "id"],
                "indexes": [models.Index(fields=["pairing", "state"], name="period_act_in_force")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True),
                            models.Q(("agreed_at__isnull", False), ("record__gt", 0)),
                            _connector="OR",
                        ),
                        name="period_act_is_sealed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.CharField(max_length=36, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("who", models.CharField(max_length=160)),
                ("at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="BulkCorrectionRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("before", models.JSONField()),
                ("after", models.JSONField(null=True)),
                ("happened_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits"),
                            ("done", "corrected"),
                            ("refused", "refused"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("problems", models.JSONField(default=list)),
                (
                    "correction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="entries.bulkcorrection",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entries.entry",
                    ),
                ),
                (
                    "replacement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entries.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["correction", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("correction", "entry"), name="one_row_an_entry")
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectionEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "correction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="entries.bulkcorrection",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction_links",
                        to="entries.evidence",
                    ),
                ),
            ],
            options={
                "ordering": ["correction", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("correction", "evidence"), name="one_file_once_a_correction"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("noted", models.BooleanField(default=False)),
                ("noted_persons", models.PositiveIntegerField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_links",
                        to="entries.entry",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry_links",
                        to="entries.evidence",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "evidence"), name="one_file_once_an_entry"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("unit", models.CharField(max_length=60)),
                ("amount", models.BigIntegerField()),
                ("precision", models.BigIntegerField(default=1)),
                ("cell", models.CharField(max_length=300)),
                ("note", models.CharField(max_length=300)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="entries.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["entry", "n"],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "n"), name="one_line_a_number"),
                    models.UniqueConstraint(
                        fields=("entry", "unit", "cell", "note"), name="one_line_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="line_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__gte", 1)), name="line_states_a_step"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("transaction", models.CharField(max_length=36, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("posted", "posted"),
                            ("taken_back", "taken back at the next stated day"),
                            ("reversed", "reversed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="entries.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="EntryRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=160)),
                ("office", models.CharField(max_length=60)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="entries.entry",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="PaperList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rows", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("printed", "printed"),
                            ("recorded", "recorded, to be checked by a second person"),
                            ("returned", "sent back, to be recorded anew"),
                            ("checked", "checked and matched"),
                        ],
                        default="printed",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("signer", models.CharField(blank=True, max_length=120)),
                ("signer_post", models.CharField(blank=True, max_length=120)),
                ("signed_on", models.DateField(null=True)),
                ("answers", models.JSONField(null=True)),
                ("recorded_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("returned_reason", models.TextField(blank=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_lists",
                        to="programme.pairing",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_lists",
                        to="entries.evidence",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "code"],
            },
        ),
        migrations.CreateModel(
            name="UploadEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploaded",
                        to="entries.entry",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="entries.upload",
                    ),
                ),
            ],
            options={
                "ordering": ["upload", "row"],
            },
        ),
        migrations.CreateModel(
            name="EntryAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("submitted", "submitted"),
                            ("confirmed", "confirmed"),
                            ("matched", "matched"),
                            ("disputed", "disputed"),
                            ("amended", "amended"),
                            ("upheld", "upheld"),
                            ("withdrawn", "withdrawn"),
                            ("posted", "posted"),
                            ("reversed", "reversed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("office", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=20)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_record", "our own record says the same"),
                            ("document_seen", "we saw the document"),
                            ("not_contested", "we have nothing against it"),
                            ("upheld", "upheld by both sides after a dispute"),
                            ("blind", "both entered the same without seeing the other half"),
                            ("settled", "settled by both sides after a dispute"),
                            ("correction", "corrected by both sides together"),
                            ("paper", "signed and sealed on paper"),
                            ("waived", "confirmed by the only person of the office"),
                            ("signed", "the agreement signed by both sides"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("counter", models.JSONField(null=True)),
                ("replaced", models.JSONField(null=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("page", "signed in"),
                            ("file", "by workbook"),
                            ("paper", "on paper"),
                        ],
                        default="page",
                        max_length=10,
                    ),
                ),
                ("carried_by", models.CharField(blank=True, max_length=330)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acts",
                        to="entries.entry",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="entries.paperlist",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
    ]
