import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
        ("access", "__first__"),
        ("entries", "0001_initial"),
        ("indicators", "0001_initial"),
        ("programme", "0001_initial"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=80, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "visit"),
                            ("delegation", "delegation"),
                            ("joint_conference", "joint conference"),
                            ("working_meeting", "working meeting"),
                            ("signing", "signing"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("held", "held"),
                            ("called_off", "called off"),
                        ],
                        default="held",
                        max_length=10,
                    ),
                ),
                ("held_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("begins_at", models.TimeField(null=True)),
                ("title_en", models.CharField(max_length=200)),
                ("title_zh", models.CharField(blank=True, max_length=200)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("reason", models.TextField(blank=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="programme.pairing",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            ("ended_on__gte", models.F("held_on")),
                            _connector="OR",
                        ),
                        name="meeting_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "called_off"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="called_off_meeting_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=90, unique=True)),
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
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("why", models.TextField(blank=True)),
                ("title_en", models.CharField(max_length=200)),
                ("title_zh", models.CharField(max_length=200)),
                ("body_en", models.TextField()),
                ("body_zh", models.TextField()),
                ("figures", models.JSONField(default=list)),
                ("edit", models.PositiveIntegerField(default=0)),
                ("drafted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="exchanges.announcement",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to="exchanges.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "side", "version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("state", "draft")),
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            _connector="OR",
                        ),
                        name="published_announcement_has_its_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=100, unique=True)),
                ("due_on", models.DateField()),
                ("text_en", models.TextField()),
                ("text_zh", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fund", "to fund"),
                            ("sign", "to sign"),
                            ("visit", "to visit"),
                            ("build", "to build"),
                            ("train", "to train"),
                            ("send", "to send people"),
                            ("place", "to place workers"),
                            ("other", "something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("made_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "open"),
                            ("kept", "kept"),
                            ("broken", "broken"),
                            ("dropped", "dropped"),
                        ],
                        default="made",
                        max_length=10,
                    ),
                ),
                ("settled_on", models.DateField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "clause",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="programme.clause",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fulfils",
                        to="entries.entry",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="access.office",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="programme.pairing",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="exchanges.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on", None), ("state", "made")),
                            models.Q(
                                models.Q(("state", "made"), _negated=True),
                                ("settled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="settled_commitment_has_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("minutes", "minutes"),
                            ("agreement", "text of an agreement"),
                            ("programme", "programme of the day"),
                            ("press", "press"),
                            ("other", "other document"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "lang",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("zh-Hans", "Simplified Chinese"),
                            ("zh-Hant", "Traditional Chinese"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_documents",
                        to="entries.evidence",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="exchanges.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "n"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "n"), name="document_of_a_meeting_once"
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "file"), name="file_of_a_meeting_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingGuest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side"),
                            ("supported", "supported side"),
                            ("other", "neither side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("post", models.CharField(blank=True, max_length=200)),
                ("leads", models.BooleanField(default=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guests",
                        to="exchanges.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "n"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "n"), name="guest_of_a_meeting_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("leads", True)),
                        fields=("meeting", "side"),
                        name="one_head_of_a_delegation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Readout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=80, unique=True)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("supporting", "supporting side's press"),
                            ("supported", "supported side's press"),
                            ("other", "press of neither side"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField()),
                (
                    "lang",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("zh-Hans", "Simplified Chinese"),
                            ("zh-Hant", "Traditional Chinese"),
                        ],
                        max_length=10,
                    ),
                ),
                ("published_on", models.CharField(blank=True, max_length=10)),
                ("url", models.CharField(blank=True, max_length=500)),
                (
                    "source_kind",
                    models.CharField(
                        choices=[
                            ("official", "official"),
                            ("official yearbook", "official yearbook"),
                            ("media", "media"),
                        ],
                        max_length=40,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("added_at", models.DateTimeField()),
                ("unread", models.PositiveIntegerField(default=0)),
                ("set_aside", models.TextField(blank=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readouts",
                        to="exchanges.meeting",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readouts",
                        to="programme.pairing",
                    ),
                ),
            ],
            options={
                "ordering": ["-published_on", "-added_at", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("pairing", "sha256"), name="readout_text_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("thing", "a thing reaches a stage"),
                            ("amount", "an amount comes in"),
                            ("target", "a target is completed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("stage", models.CharField(blank=True, max_length=40)),
                ("indicator", models.CharField(blank=True, max_length=40)),
                ("amount", models.BigIntegerField(null=True)),
                ("since", models.DateField(null=True)),
                ("period", models.CharField(blank=True, max_length=10)),
                ("linked_at", models.DateTimeField()),
                ("unlinked_at", models.DateTimeField(null=True)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="exchanges.commitment",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.pairing",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.thing",
                    ),
                ),
            ],
            options={
                "ordering": ["commitment", "n"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("commitment", "n"), name="link_of_a_commitment_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("indicator", ""),
                                ("kind", "thing"),
                                ("pairing", None),
                                ("thing__isnull", False),
                                models.Q(("stage", ""), _negated=True),
                                ("amount", None),
                            ),
                            models.Q(
                                ("amount__gt", 0),
                                ("kind", "amount"),
                                ("pairing", None),
                                ("since__isnull", False),
                                ("thing", None),
                                models.Q(("indicator", ""), _negated=True),
                            ),
                            models.Q(
                                ("amount", None),
                                ("kind", "target"),
                                ("pairing__isnull", False),
                                ("thing", None),
                                models.Q(("indicator", ""), _negated=True),
                                models.Q(("period", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="link_follows_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fulfilment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("done_on", models.DateField()),
                ("text", models.TextField()),
                ("url", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("written", "waits for the other side"),
                            ("acknowledged", "acknowledged by the other side"),
                            ("refused", "not acknowledged"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="written",
                        max_length=12,
                    ),
                ),
                ("written_by", models.CharField(max_length=160)),
                ("written_at", models.DateTimeField()),
                ("answered_by", models.CharField(blank=True, max_length=160)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fulfilments",
                        to="exchanges.commitment",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["commitment", "n"],
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "n"), name="fulfilment_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["written", "acknowledged"])),
                        fields=("commitment",),
                        name="one_fulfilment_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "written")),
                            models.Q(
                                models.Q(("state", "written"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_fulfilment_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=80, unique=True)),
                ("title_en", models.CharField(max_length=200)),
                ("title_zh", models.CharField(blank=True, max_length=200)),
                ("done_en", models.TextField()),
                ("done_zh", models.TextField(blank=True)),
                ("since", models.CharField(blank=True, max_length=10)),
                ("workstream", models.CharField(blank=True, max_length=20)),
                ("origin", models.CharField(blank=True, max_length=200)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("shared", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_by", models.CharField(max_length=160)),
                ("recorded_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.office",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="exchanges.meeting",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.office",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="programme.pairing",
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
                (
                    "readout",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="exchanges.readout",
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "code"],
            },
        ),
        migrations.CreateModel(
            name="ReadoutItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "event"),
                            ("person", "person"),
                            ("represented", "person stood in for"),
                            ("figure", "figure"),
                            ("commitment", "commitment"),
                            ("agreement", "agreement"),
                            ("framework", "framework"),
                            ("achievement", "achievement without a number"),
                        ],
                        max_length=12,
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("words", models.TextField()),
                ("confidence", models.PositiveSmallIntegerField()),
                ("read", models.JSONField(default=dict)),
                ("said", models.JSONField(null=True)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "undecided"),
                            ("accepted", "accepted"),
                            ("corrected", "accepted as corrected"),
                            ("rejected", "rejected"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("why", models.TextField(blank=True)),
                ("made", models.BooleanField(default=False)),
                ("framework", models.CharField(blank=True, max_length=60)),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_in",
                        to="programme.agreement",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_in",
                        to="indicators.claim",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_in",
                        to="exchanges.commitment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_in",
                        to="exchanges.meetingguest",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exchanges.meeting",
                    ),
                ),
                (
                    "readout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="exchanges.readout",
                    ),
                ),
            ],
            options={
                "ordering": ["readout", "n"],
                "constraints": [
                    models.UniqueConstraint(fields=("readout", "n"), name="item_of_a_readout_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decision", "waiting")),
                            models.Q(
                                models.Q(("decision", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decided_item_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Represented",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("post", models.CharField(blank=True, max_length=200)),
                (
                    "how",
                    models.CharField(
                        choices=[("in_place", "in place of"), ("greetings", "with greetings of")],
                        max_length=10,
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_for",
                        to="exchanges.meetingguest",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="represented",
                        to="exchanges.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "n"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "n"), name="represented_at_a_meeting_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("framework", models.CharField(max_length=60)),
                ("element", models.CharField(max_length=40)),
                ("tagged_by", models.CharField(max_length=160)),
                ("tagged_at", models.DateTimeField()),
                ("taken_off_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.agreement",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="exchanges.commitment",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.thing",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="exchanges.meeting",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="exchanges.practice",
                    ),
                ),
            ],
            options={
                "ordering": ["framework", "element", "id"],
                "indexes": [
                    models.Index(fields=["framework", "element"], name="tags_of_an_element")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreement__isnull", True),
                                ("commitment__isnull", True),
                                ("meeting__isnull", False),
                                ("practice__isnull", True),
                                ("thing__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", False),
                                ("commitment__isnull", True),
                                ("meeting__isnull", True),
                                ("practice__isnull", True),
                                ("thing__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("commitment__isnull", False),
                                ("meeting__isnull", True),
                                ("practice__isnull", True),
                                ("thing__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("commitment__isnull", True),
                                ("meeting__isnull", True),
                                ("practice__isnull", False),
                                ("thing__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("commitment__isnull", True),
                                ("meeting__isnull", True),
                                ("practice__isnull", True),
                                ("thing__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tag_is_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("meeting__isnull", False), ("taken_off_at", None)),
                        fields=("framework", "element", "meeting"),
                        name="meeting_tagged_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agreement__isnull", False), ("taken_off_at", None)),
                        fields=("framework", "element", "agreement"),
                        name="agreement_tagged_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("commitment__isnull", False), ("taken_off_at", None)),
                        fields=("framework", "element", "commitment"),
                        name="commitment_tagged_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("practice__isnull", False), ("taken_off_at", None)),
                        fields=("framework", "element", "practice"),
                        name="practice_tagged_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("taken_off_at", None), ("thing__isnull", False)),
                        fields=("framework", "element", "thing"),
                        name="thing_tagged_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FulfilmentFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fulfilment_files",
                        to="entries.evidence",
                    ),
                ),
                (
                    "fulfilment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="exchanges.fulfilment",
                    ),
                ),
            ],
            options={
                "ordering": ["fulfilment", "n"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fulfilment", "n"), name="fulfilment_file_numbered"
                    ),
                    models.UniqueConstraint(
                        fields=("fulfilment", "file"), name="fulfilment_file_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeAdoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=100, unique=True)),
                ("adopted_on", models.DateField()),
                ("text_en", models.TextField()),
                ("text_zh", models.TextField(blank=True)),
                ("recorded_by", models.CharField(max_length=160)),
                ("recorded_at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.office",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="programme.pairing",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="exchanges.practice",
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
                "ordering": ["adopted_on", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "pairing", "region"),
                        name="practice_adopted_once_a_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("trying", "being tried"),
                            ("in_use", "in use"),
                            ("given_up", "given up"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text_en", models.TextField()),
                ("text_zh", models.TextField(blank=True)),
                ("recorded_by", models.CharField(max_length=160)),
                ("recorded_at", models.DateTimeField()),
                (
                    "adoption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="exchanges.practiceadoption",
                    ),
                ),
            ],
            options={
                "ordering": ["adoption", "n"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("adoption", "n"), name="step_of_an_adoption_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(blank=True, max_length=40)),
                (
                    "thing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.thing",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="exchanges.practicestep",
                    ),
                ),
            ],
            options={
                "ordering": ["step", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("thing", None), models.Q(("indicator", ""), _negated=True)),
                            models.Q(("indicator", ""), ("thing__isnull", False)),
                            _connector="OR",
                        ),
                        name="practice_evidence_is_one_thing",
                    )
                ],
            },
        ),
    ]
