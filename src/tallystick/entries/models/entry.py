"""What one side reported, line by line, who acted on it, and the evidence it rests on."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tallystick.access.rules import SPEAKING
from tallystick.kernel.actor import Actor
from tallystick.programme.models import AgreementVersion, Pairing, Thing
from tallystick.regions.models import Region, on_line


class Side(models.TextChoices):
    """The half of the tally an office holds."""

    SUPPORTING = "supporting", _("supporting side")
    SUPPORTED = "supported", _("supported side")


class State(models.TextChoices):
    """Where an entry stands; the codes are stored and never change meaning."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    CONFIRMED = "confirmed", _("waiting for the other side")
    DISPUTED = "disputed", _("disputed")
    MATCHED = "matched", _("matched, waits for another entry")
    # The half of a blind pair that does not post: its other half does, under both names.
    PAIRED = "paired", _("joined to its other half")
    POSTED = "posted", _("posted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVERSED = "reversed", _("reversed")


class Statement(models.TextChoices):
    """What the amounts of an entry say."""

    ITEMISED = "itemised", _("this movement")
    YEAR_TO_DATE = "year_to_date", _("sum since the start of the year")
    LEVEL = "level", _("what stands on the day")


class Basis(models.TextChoices):
    """What a match or a confirmation rests on; the codes are stored and never change meaning."""

    OWN_RECORD = "own_record", _("our own record says the same")
    DOCUMENT_SEEN = "document_seen", _("we saw the document")
    NOT_CONTESTED = "not_contested", _("we have nothing against it")
    UPHELD = "upheld", _("upheld by both sides after a dispute")
    BLIND = "blind", _("both entered the same without seeing the other half")
    SETTLED = "settled", _("settled by both sides after a dispute")
    CORRECTION = "correction", _("corrected by both sides together")
    PAPER = "paper", _("signed and sealed on paper")
    WAIVED = "waived", _("confirmed by the only person of the office")
    SIGNED = "signed", _("the agreement signed by both sides")


class Channel(models.TextChoices):
    """How a step reached the book; the codes are stored and never change meaning."""

    PAGE = "page", _("signed in")
    FILE = "file", _("by workbook")
    PAPER = "paper", _("on paper")


# Both ends as what a row is held to, never as the way in: a book of a million lines is read by
# its pairing, its state or the order of a list, not by all places on somebody's line.
ENDS_SEEN = {"seen_region": F("region_id") + 0, "seen_partner": F("partner_id") + 0}


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return entries on the line of regions of `actor`'s seats.

        What is not yet confirmed, or was withdrawn before, is the reporting side's own business;
        so is the half of a blind pair while the other half is not in.
        """
        if actor.system:
            return self
        # Whoever keeps the server has no figures to read there by that seat alone.
        seats = list({seat.region for seat in actor.seats if seat.role != "administrator"})
        supported, supporting = (on_line(seats, end) for end in ENDS_SEEN)
        told = EntryAct.objects.filter(entry=OuterRef("pk"), verb=EntryAct.Verb.CONFIRMED)
        shown = ~Q(state__in=(State.DRAFT, State.SUBMITTED, State.WITHDRAWN)) | (
            Q(state=State.WITHDRAWN) & Exists(told)
        )
        own_supported = supported & Q(side=Side.SUPPORTED)
        own_supporting = supporting & Q(side=Side.SUPPORTING)
        if len(seats) > 1:
            # Who sits above both sides reads both halves, unless she speaks for the facing side.
            speaks_supported, speaks_supporting = _facing(list(actor.regions(*SPEAKING)))
            own_supported &= ~(Q(covered=True) & speaks_supporting)
            own_supporting &= ~(Q(covered=True) & speaks_supported)
        return self.alias(**ENDS_SEEN).filter(
            ((supported | supporting) & shown & Q(covered=False)) | own_supported | own_supporting
        )

    def holds(self, field: str) -> Exists:
        """Return the condition that the entry in `field` of another table is one of these.

        It is looked up row by row; `field__in` of these would read every entry first.
        """
        return Exists(self.filter(pk=OuterRef(field)))


def _facing(regions: list[str]) -> tuple[Q, Q]:
    """Return the entries whose supported, and whose supporting side alone lies on these lines."""
    supported = supporting = Q(pk__in=[])
    for code in regions:
        one, two = (on_line([code], end) for end in ENDS_SEEN)
        supported |= one & ~two
        supporting |= two & ~one
    return supported, supporting


class Entry(models.Model):
    """One report of one side. Its id is made by the client and names the posting for ever."""

    id = models.CharField(primary_key=True, max_length=36)
    number = models.CharField(max_length=20, unique=True)
    # The name the reporting office gave it, so that the same row sent twice is known again.
    own_reference = models.CharField(max_length=60, blank=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="entries")
    book = models.ForeignKey(Pairing, models.PROTECT, related_name="book_entries")
    side = models.CharField(max_length=10, choices=Side.choices)
    region = models.ForeignKey(Region, models.PROTECT, related_name="entries_about")
    partner = models.ForeignKey(Region, models.PROTECT, related_name="entries_with")
    pipeline = models.CharField(max_length=40)
    source_stage = models.CharField(max_length=40)
    target_stage = models.CharField(max_length=40)
    statement = models.CharField(max_length=20, choices=Statement.choices)
    happened_on = models.DateField()
    thing = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="entries")
    title_en = models.CharField(max_length=200, blank=True)
    title_zh = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    # The values of the pipeline's record; part of the content hash.
    details = models.JSONField(default=dict)
    policy = models.CharField(max_length=10, default="both")
    # What a blind half says without its amounts: halves of one movement have the same.
    pair_key = models.CharField(max_length=64, blank=True)
    # A blind half that stands alone: the other side sees nothing of it. One that was shown is
    # never covered again; with its pair key and the policy "both" it is known for what it was.
    covered = models.BooleanField(default=False)
    # Of a blind pair one half is posted; the other points to it.
    half_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="other_half")
    # The signed text whose targets this entry brings into the book; that text is kept for it.
    promises = models.ForeignKey(
        AgreementVersion, models.PROTECT, null=True, related_name="entries"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # Rises with every change of content: a decision names the version it was made on.
    version = models.PositiveIntegerField(default=1)
    content_hash = models.CharField(max_length=64)
    transaction = models.CharField(  # noqa: DJ001 (unique where there is one)
        max_length=36, null=True, unique=True
    )
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    waits_for = models.JSONField(null=True)
    reported_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "side", "own_reference"],
                # What was taken back frees its reference.
                condition=~Q(own_reference="") & ~Q(state="withdrawn"),
                name="one_entry_a_reference",
            ),
            models.CheckConstraint(
                condition=~Q(state="posted") | Q(transaction__isnull=False),
                name="posted_names_its_transaction",
            ),
        ]
        indexes = [
            # What waits in a book; and what was posted there of a kind in a few years of many.
            models.Index(fields=["book", "state", "pipeline", "happened_on"], name="entry_waiting"),
            models.Index(fields=["pairing", "happened_on"], name="entry_by_day"),
            # The orders of lists, so that a page is read and not the whole list.
            models.Index(fields=["-changed_at", "id"], name="entry_newest"),
            models.Index(fields=["pairing", "-changed_at", "id"], name="entry_newest_by_pairing"),
            models.Index(fields=["-happened_on", "number"], name="entry_latest"),
            models.Index(fields=["source_stage", "book"], name="entry_by_source"),
            # What waits at a place, of either side, without reading what was posted there.
            models.Index(fields=["region", "state", "happened_on"], name="entry_waits_at_region"),
            models.Index(fields=["partner", "state"], name="entry_waits_at_partner"),
            models.Index(
                fields=["book", "region", "partner", "pipeline", "state"], name="entry_by_account"
            ),
            models.Index(fields=["pair_key"], condition=~Q(pair_key=""), name="entry_by_pair"),
            # All that a search looks at, so that no row is read for a word that is not in it.
            models.Index(
                fields=["number", "own_reference", "title_en", "title_zh", "id"],
                name="entry_searched",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class EntryLine(models.Model):
    """One stated amount, in minor units of `unit`; zero is a statement too."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="lines")
    n = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=60)
    amount = models.BigIntegerField()
    # How finely it was stated, in minor units: 2.5 亿 was stated to 0.1 亿; 1 is exact.
    precision = models.BigIntegerField(default=1)
    cell = models.CharField(max_length=300)
    note = models.CharField(max_length=300)

    class Meta:
        ordering = ["entry", "n"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "n"], name="one_line_a_number"),
            models.UniqueConstraint(
                fields=["entry", "unit", "cell", "note"], name="one_line_a_code"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="line_not_negative"),
            models.CheckConstraint(condition=Q(precision__gte=1), name="line_states_a_step"),
        ]
        indexes = [
            # What was stated roughly is the exception, and every comparison asks for it.
            models.Index(fields=["entry"], condition=Q(precision__gt=1), name="line_stated_roughly")
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


class EntryAct(models.Model):
    """One step of an entry: who, for which side, when, and what was said."""

    class Verb(models.TextChoices):
        REPORTED = "reported", _("reported")
        SUBMITTED = "submitted", _("submitted")
        CONFIRMED = "confirmed", _("confirmed")
        MATCHED = "matched", _("matched")
        DISPUTED = "disputed", _("disputed")
        AMENDED = "amended", _("amended")
        UPHELD = "upheld", _("upheld")
        WITHDRAWN = "withdrawn", _("withdrawn")
        POSTED = "posted", _("posted")
        REVERSED = "reversed", _("reversed")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="acts")
    at = models.DateTimeField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    user = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    office = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    side = models.CharField(max_length=10, choices=Side.choices)
    version = models.PositiveIntegerField()
    basis = models.CharField(max_length=20, choices=Basis.choices, blank=True)
    reason = models.TextField(blank=True)
    # Counter-figures: [{"n": line number, "amount": minor units}]
    counter = models.JSONField(null=True)
    # What an amendment replaced and the other side had read: [[unit, minor units]] by line.
    replaced = models.JSONField(null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PAGE)
    # Who brought the file, or recorded and checked the paper, where that was somebody else.
    carried_by = models.CharField(max_length=330, blank=True)
    paper = models.ForeignKey("PaperList", models.PROTECT, null=True, related_name="acts")

    class Meta:
        ordering = ["at", "id"]
        # Most steps are taken on a page; the few others are told apart on every scorecard.
        indexes = [models.Index(fields=["channel", "verb"], name="act_by_channel")]

    def __str__(self) -> str:
        return f"{self.verb} by {self.name}"


# Who took one of these steps said the figure herself, and is no second person to it.
SAID = (
    EntryAct.Verb.REPORTED,
    EntryAct.Verb.SUBMITTED,
    EntryAct.Verb.AMENDED,
    EntryAct.Verb.CONFIRMED,
)
# In these states files are laid under an entry: its posting seals them.
OPEN_FOR_FILES = (
    State.DRAFT,
    State.SUBMITTED,
    State.CONFIRMED,
    State.DISPUTED,
    State.MATCHED,
)


class PaperList(models.Model):
    """A printed list of what waits for one side, and what came back signed and sealed.

    Printed, then recorded by one person from the scan, then checked by another against it, who
    lets it count or sends it back.
    """

    class State(models.TextChoices):
        PRINTED = "printed", _("printed")
        RECORDED = "recorded", _("recorded, to be checked by a second person")
        RETURNED = "returned", _("sent back, to be recorded anew")
        CHECKED = "checked", _("checked and matched")

    code = models.CharField(max_length=20, unique=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="paper_lists")
    # The side that answers.
    side = models.CharField(max_length=10, choices=Side.choices)
    # [{"entry": id, "number": ..., "version": ..., "hash": content hash}] in printed order.
    rows = models.JSONField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PRINTED)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    # As it stands under the list: who signed, in what post, when.
    signer = models.CharField(max_length=120, blank=True)
    signer_post = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True)
    scan = models.ForeignKey("Evidence", models.PROTECT, null=True, related_name="paper_lists")
    # [{"entry": id, "answer": agree | differ | later, "counter": [...], "reason": ...}]
    answers = models.JSONField(null=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    # The last time it was sent back: by whom, and what was wrong.
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    returned_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at", "code"]

    def __str__(self) -> str:
        return self.code


class EntryRemark(models.Model):
    """One thing said about an entry by either side; nothing in a thread is changed or deleted."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="remarks")
    at = models.DateTimeField()
    user = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    office = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices)
    text = models.TextField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:40]}"


class EntryPosting(models.Model):
    """A transaction of the journal that this entry brought about.

    An entry posts once; an older statement also takes its difference back where a newer one
    stands, and a correction reverses what was posted.
    """

    class Kind(models.TextChoices):
        POSTED = "posted", _("posted")
        TAKEN_BACK = "taken_back", _("taken back at the next stated day")
        REVERSED = "reversed", _("reversed")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    transaction = models.CharField(max_length=36, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.transaction} {self.kind}"


class Evidence(models.Model):
    """A file, known by the SHA-256 of its original bytes and kept encrypted under its own key."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    # The file's key, wrapped by the installation's master key; null once erased.
    wrapped_key = models.BinaryField(null=True)
    invented = models.BooleanField(default=False)
    # A roster of persons need not be handed over: its hash and the number of persons suffice.
    withheld = models.BooleanField(default=False)
    persons = models.PositiveIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EntryEvidence(models.Model):
    """One entry resting on one file; the same receipt under two entries is flagged."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="entry_links")
    # Which side laid it down: in a dispute either may.
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    # What the file is called here. The same bytes may lie under another pairing's entry by a name
    # that tells of its business.
    name = models.CharField(max_length=200)
    # A roster named by its hash only. Whoever named a file does not read it: hashes are told.
    noted = models.BooleanField(default=False)
    noted_persons = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "evidence"], name="one_file_once_an_entry")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.evidence_id}"


class CarryProposal(models.Model):
    """One side proposes to carry what stands: from a place that ended to its heirs, or from the
    pairing that ended to its successor. The other side's name carries it out."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for the other side")
        DONE = "done", _("carried over")
        WITHDRAWN = "withdrawn", _("withdrawn")

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="carry_proposals")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    plan = models.JSONField(default=dict)
    # Of what stood and of the plan: who agrees agrees to this, and to nothing that came later.
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, related_name="carries"
    )
    proposer = models.CharField(max_length=160)
    proposer_office = models.CharField(max_length=60)
    proposer_side = models.CharField(max_length=10, choices=Side.choices)
    proposed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=160, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.on}: {self.state}"
