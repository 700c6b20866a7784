"""Reads: the records of what was done for a commitment, and who answers for each side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from tallystick.access.rules import Sides
from tallystick.exchanges.models import Commitment, Fulfilment, FulfilmentFile
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.queries import other, side_region
from tallystick.regions.queries import above

FILES = Prefetch("files", FulfilmentFile.objects.select_related("file").order_by("n"))


def fulfilments(made: Commitment) -> QuerySet[Fulfilment]:
    """Return every record of what was done for a commitment, the newest first, with its files."""
    return Fulfilment.objects.filter(commitment=made).prefetch_related(FILES).order_by("-n")


def fulfilment(made: Commitment, n: int, *, actor: Actor) -> Fulfilment:
    """Return one record of a commitment.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    seen = Fulfilment.objects.visible_to(actor).filter(commitment=made, n=n)
    found = seen.select_related("commitment__owner__region", "commitment__pairing").first()
    if found is None:
        raise NotFound.of("not-found", what="fulfilment", code=n)
    return found


def read_files(records: Iterable[Fulfilment | None], *, known_by: datetime | None = None) -> None:
    """Read the files of records that are to be printed; one query for any number.

    Units: `known_by` leaves out what was filed after that moment.
    """
    files = FulfilmentFile.objects.select_related("file").order_by("n")
    if known_by is not None:
        files = files.filter(added_at__lte=known_by)
    kept = [one for one in records if one is not None]
    prefetch_related_objects(kept, Prefetch("files", files))


def fulfilment_file(one: Fulfilment, n: int, *, actor: Actor) -> FulfilmentFile:
    """Return one file under what was done.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    around = "fulfilment__commitment__pairing__"
    seen = FulfilmentFile.objects.visible_to(actor).filter(fulfilment=one, n=n)
    sides = (f"{around}supporting", f"{around}supported")
    found = seen.select_related("file", *sides).first()
    if found is None:
        raise NotFound.of("not-found", what="file", code=str(n))
    return found


def waiting_fulfilments(actor: Actor) -> QuerySet[Fulfilment]:
    """Return the records that wait for a word of the other side, the oldest first; one query."""
    seen = Fulfilment.objects.visible_to(actor).filter(state=Fulfilment.State.WRITTEN)
    beside = (
        "commitment__owner__region", "commitment__pairing__supporting",
        "commitment__pairing__supported", "commitment__pairing__programme", "writer",
    )  # fmt: skip
    return seen.select_related(*beside).order_by("written_at", "pk")


def fulfilling_sides(made: Commitment) -> Sides:
    """Return the place whose office says what it did, and that whose office acknowledges it."""
    pairing, own = made.pairing, made.owner.region.code
    supporting = side_region(pairing, "supporting") in above(own)
    facing = other("supporting" if supporting else "supported")
    return Sides(frozenset({own}), frozenset({side_region(pairing, facing)}))
