"""What the server keeps of its own: a mark that tells one state of the database from another."""

from __future__ import annotations

from django.db import models


class Changed(models.Model):
    """A word nobody guesses, written anew by every transaction that writes: see `changed.py`.

    A row for each transaction that may write at the same time, so that none waits for another.
    """

    slot = models.PositiveSmallIntegerField(primary_key=True)
    word = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.slot}: {self.word}"
