"""The journal's tables as Django reads them; made by SQL, written by `services` only."""

from __future__ import annotations

from django.db import models


class Book(models.Model):
    """One top-level pairing's accounts and transactions, in one unbroken sequence."""

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=100, unique=True)

    class Meta:
        managed = False
        db_table = "journal_book"

    def __str__(self) -> str:
        return self.code


class Account(models.Model):
    """A stage of a pipeline at one region with one partner, in one unit and with its kept codes."""

    id = models.BigIntegerField(primary_key=True)
    book = models.ForeignKey(Book, models.PROTECT, related_name="accounts")
    region = models.CharField(max_length=100)
    partner = models.CharField(max_length=100)
    pipeline = models.CharField(max_length=100)
    stage = models.CharField(max_length=100)
    unit = models.CharField(max_length=100)
    cell = models.TextField()

    class Meta:
        managed = False
        db_table = "journal_account"

    def __str__(self) -> str:
        return f"{self.region} {self.pipeline}.{self.stage} {self.unit}"


class Transaction(models.Model):
    """What was posted at once. `valid_from` is an ISO day, `recorded_at` an ISO instant in UTC."""

    id = models.CharField(primary_key=True, max_length=36)
    book = models.ForeignKey(Book, models.PROTECT, related_name="transactions")
    kind = models.CharField(max_length=20)
    req_hash = models.BinaryField()
    valid_from = models.CharField(max_length=10)
    recorded_at = models.CharField(max_length=27)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, db_column="reverses", related_name="reversed_by"
    )
    one_sided = models.SmallIntegerField()
    hand_over = models.CharField(max_length=36, null=True)  # noqa: DJ001 (null is "no hand-over")
    provenance = models.TextField()

    class Meta:
        managed = False
        db_table = "journal_transaction"

    def __str__(self) -> str:
        return self.id


class Line(models.Model):
    """An amount that left one account for another; the two differ in stage only."""

    pk = models.CompositePrimaryKey("transaction", "n")
    transaction = models.ForeignKey(Transaction, models.PROTECT, related_name="lines")
    n = models.IntegerField()
    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    unit = models.CharField(max_length=100)
    from_account = models.ForeignKey(Account, models.PROTECT, related_name="lines_out")
    to_account = models.ForeignKey(Account, models.PROTECT, related_name="lines_in")
    amount = models.BigIntegerField()
    back = models.SmallIntegerField()
    subject = models.CharField(max_length=200, null=True)  # noqa: DJ001 (null is "nobody named")
    note = models.TextField()

    class Meta:
        managed = False
        db_table = "journal_line"

    def __str__(self) -> str:
        return f"{self.transaction_id}, line {self.n}"


class Seal(models.Model):
    """A transaction's place in its book and the hashes that bind it to all before it."""

    transaction = models.OneToOneField(Transaction, models.PROTECT, primary_key=True)
    book = models.ForeignKey(Book, models.PROTECT, related_name="seals")
    seq = models.BigIntegerField()
    n_lines = models.IntegerField()
    leaf = models.BinaryField()
    prev = models.BinaryField()
    chain = models.BinaryField()

    class Meta:
        managed = False
        db_table = "journal_seal"

    def __str__(self) -> str:
        return f"{self.book_id} {self.seq}"


class Day(models.Model):
    """Derived: what an account, or a named subject in it, stood at by the end of a day."""

    pk = models.CompositePrimaryKey("account", "subject", "day")
    account = models.ForeignKey(Account, models.PROTECT, related_name="days")
    # Empty for the account as a whole.
    subject = models.CharField(max_length=200)
    day = models.CharField(max_length=10)
    net = models.BigIntegerField()
    balance = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "journal_day"

    def __str__(self) -> str:
        return f"{self.account_id} {self.subject} {self.day}"


class Record(models.Model):
    """What was decided beside the books (a grant, a closing), sealed in one chain of its own."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=200)
    recorded_at = models.CharField(max_length=27)
    content = models.TextField()
    leaf = models.BinaryField()
    prev = models.BinaryField()
    chain = models.BinaryField()

    class Meta:
        managed = False
        db_table = "journal_record"

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.about}"
