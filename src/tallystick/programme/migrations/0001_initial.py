import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
        ("access", "__first__"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name_en", models.CharField(max_length=160)),
                ("name_zh", models.CharField(blank=True, max_length=160)),
                ("country", models.CharField(max_length=2)),
                ("time_zone", models.CharField(default="Asia/Shanghai", max_length=40)),
                ("invented", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Thing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("key", models.CharField(max_length=32, unique=True)),
                ("pipeline", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=200)),
                ("name_zh", models.CharField(blank=True, max_length=200)),
                ("details", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="WorkingYearText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("year", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["country", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("country", "year"), name="one_calendar_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pairing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("level", models.CharField(max_length=20)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="programme.pairing",
                    ),
                ),
                (
                    "succeeds",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="programme.pairing",
                    ),
                ),
                (
                    "supported",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supported_in",
                        to="regions.region",
                    ),
                ),
                (
                    "supporting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supporting_in",
                        to="regions.region",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="programme.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("supporting", models.F("supported")), _negated=True),
                        name="two_regions_not_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("yearly", "yearly agreement"),
                            ("framework", "framework agreement"),
                            ("sector", "sector agreement"),
                        ],
                        max_length=20,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField(null=True)),
                ("title_en", models.CharField(max_length=200)),
                ("title_zh", models.CharField(blank=True, max_length=200)),
                (
                    "above",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="programme.agreement",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="programme.pairing",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year", None),
                            ("last_year__gte", models.F("year")),
                            _connector="OR",
                        ),
                        name="agreement_years_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CountyTier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("tier", models.CharField(blank=True, max_length=40)),
                ("from_year", models.PositiveSmallIntegerField()),
                ("until_year", models.PositiveSmallIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("why", models.TextField(blank=True)),
                ("stated_at", models.DateTimeField()),
                ("stated_by", models.CharField(max_length=160)),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="county_tiers",
                        to="programme.pairing",
                    ),
                ),
            ],
            options={
                "ordering": ["book", "region__code", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("book", "region", "number"),
                        name="one_statement_a_county_and_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_year", None),
                            ("until_year__gte", models.F("from_year")),
                            _connector="OR",
                        ),
                        name="county_tier_years_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feeding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pipeline", models.CharField(max_length=40)),
                ("stage", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("mode", models.CharField(max_length=20)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedings",
                        to="programme.pairing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("book", "region", "partner", "pipeline", "stage", "year"),
                        name="one_way_of_feeding",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60)),
                ("version", models.PositiveIntegerField(default=1)),
                ("office", models.CharField(blank=True, max_length=60)),
                ("name_en", models.CharField(max_length=300)),
                ("name_zh", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("dated", models.DateField(null=True)),
                ("why", models.TextField(blank=True)),
                ("stated_by", models.CharField(max_length=160)),
                ("stated_at", models.DateTimeField()),
                (
                    "pairing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frameworks",
                        to="programme.pairing",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frameworks",
                        to="programme.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["code", "version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="one_framework_a_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FundTier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("held", models.BooleanField(default=True)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                ("name_zh", models.CharField(blank=True, max_length=160)),
                ("amount", models.BigIntegerField(null=True)),
                ("from_year", models.PositiveSmallIntegerField()),
                ("until_year", models.PositiveSmallIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("why", models.TextField(blank=True)),
                ("stated_at", models.DateTimeField()),
                ("stated_by", models.CharField(max_length=160)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund_tiers",
                        to="programme.pairing",
                    ),
                ),
            ],
            options={
                "ordering": ["book", "code", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("book", "code", "number"), name="one_statement_a_tier_and_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_year", None),
                            ("until_year__gte", models.F("from_year")),
                            _connector="OR",
                        ),
                        name="tier_years_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                        name="tier_amount_above_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("matching", "how entries are matched"),
                            ("evidence", "whether a document is needed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("pipeline", models.CharField(blank=True, max_length=40)),
                ("indicator", models.CharField(blank=True, default="", max_length=40)),
                (
                    "value",
                    models.CharField(
                        choices=[
                            ("both", "both sides"),
                            ("blind", "both sides, blind"),
                            ("single", "one side only"),
                            ("required", "a document is required"),
                            ("advisory", "a document is asked for, not required"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("valid_from", models.DateField(null=True)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=160)),
                ("set_side", models.CharField(blank=True, max_length=10)),
                ("agreed_by", models.CharField(blank=True, max_length=160)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="programme.pairing",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["pairing", "kind"], name="rule_of_a_pairing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__in", ("both", "required")),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="exception_needs_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("indicator", ""),
                            models.Q(("kind", "evidence"), ("pipeline", "")),
                            _connector="OR",
                        ),
                        name="indicator_speaks_of_documents",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairingSpan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("source", models.CharField(max_length=300)),
                ("preferred", models.BooleanField(default=False)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spans",
                        to="programme.pairing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("preferred", True)),
                        fields=("pairing",),
                        name="one_preferred_span",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pipeline", models.CharField(blank=True, max_length=40)),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("monthly", "every month"),
                            ("quarterly", "every quarter"),
                            ("yearly", "every year"),
                            ("none", "not reported here"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reporter",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                            ("either", "either side"),
                        ],
                        default="either",
                        max_length=10,
                    ),
                ),
                ("report_days", models.PositiveSmallIntegerField(default=10)),
                ("match_days", models.PositiveSmallIntegerField(default=10)),
                ("since", models.DateField()),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reporting_duties",
                        to="programme.pairing",
                    ),
                ),
            ],
            options={
                "ordering": ["pairing", "pipeline"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pairing", "pipeline"), name="one_duty_a_pipeline"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("side", models.CharField(max_length=10)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="programme.agreement",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "ordering": ["agreement", "n"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "region"), name="one_party_a_region"
                    ),
                    models.UniqueConstraint(fields=("agreement", "n"), name="one_party_a_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("signed", "signed by both sides"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("signed_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("content_hash", models.CharField(default="", max_length=64)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("proposer", models.CharField(default="", max_length=160)),
                ("proposer_office", models.CharField(default="", max_length=60)),
                ("proposer_role", models.CharField(default="", max_length=20)),
                ("proposer_side", models.CharField(default="", max_length=10)),
                ("proposed_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.TextField(blank=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="programme.agreement",
                    ),
                ),
                (
                    "amends",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amended_by",
                        to="programme.agreementversion",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["agreement", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "number"), name="one_text_a_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("agreement",),
                        name="one_open_proposal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkElement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("code", models.SlugField(max_length=40)),
                ("name_en", models.CharField(max_length=300)),
                ("name_zh", models.CharField(blank=True, max_length=300)),
                ("meaning_en", models.TextField(blank=True)),
                ("meaning_zh", models.TextField(blank=True)),
                ("indicators", models.TextField(blank=True)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elements",
                        to="programme.framework",
                    ),
                ),
            ],
            options={
                "ordering": ["framework", "n"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "code"), name="one_element_a_code"
                    ),
                    models.UniqueConstraint(fields=("framework", "n"), name="one_element_a_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content_hash", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=160)),
                ("office", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="programme.agreementparty",
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="programme.agreementversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "party", "content_hash"), name="one_signature_a_party"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text_en", models.TextField()),
                ("text_zh", models.TextField(blank=True)),
                ("indicator", models.CharField(blank=True, max_length=40)),
                ("due_on", models.DateField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.office",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clauses",
                        to="programme.agreementversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "number"), name="one_clause_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("indicator", ""), _negated=True),
                            models.Q(("due_on__isnull", False), ("owner__isnull", False)),
                            _connector="OR",
                        ),
                        name="clause_has_figure_or_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=10)),
                ("unit", models.CharField(max_length=40)),
                ("amount", models.BigIntegerField()),
                (
                    "above",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_down",
                        to="programme.target",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="programme.agreementversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "region__code", "indicator", "period"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "region", "indicator", "period"),
                        name="one_target_a_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="target_above_zero"
                    ),
                ],
            },
        ),
    ]
