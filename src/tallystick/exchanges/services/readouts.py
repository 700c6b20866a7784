"""Writes: keep an announcement with what was read in it, set it aside, pin what was not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from tallystick.access.services import record_act
from tallystick.exchanges.models import Meeting, Readout, ReadoutItem
from tallystick.exchanges.queries.logged.readouts import kept, read_hash
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.queries.proposals import known_places
from tallystick.exchanges.rules.meetings import LONGEST_REASON
from tallystick.exchanges.rules.reading import ItemRead, Names, items_of, names_of
from tallystick.exchanges.rules.readouts import (
    ITEM_KINDS,
    readout_problems,
    source_kind_of,
    title_of,
)
from tallystick.exchanges.services.parties import require_reader
from tallystick.extraction import Draft, read
from tallystick.extraction.documents.reading import LONGEST_TITLE
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.kernel.text import text_problems, visible
from tallystick.programme.models import Pairing
from tallystick.programme.services.numbering import create_coded

# A person who pins words herself has seen them.
_CERTAIN = 100
# Stands for the words of a file that nobody has opened yet.
_UNREAD = "-"


@dataclass(frozen=True)
class Reading:
    """What was read in a text, and what the places in it are called."""

    draft: Draft
    names: Names


def read_through(text: str, *, lang: str = "", published: str = "") -> Reading:
    """Read an announcement with the places that the map knows; nothing is kept."""
    places = known_places()
    draft = read(text, lang=lang or None, published=published or None, gazetteer=places)
    return Reading(draft, names_of(places))


def check_readout(
    *,
    pairing: Pairing,
    text: str | None,
    by: Actor,
    side: str = "other",
    title: str = "",
    published: str = "",
    lang: str = "",
    url: str = "",
    source_kind: str = "",
    file_name: str = "",
) -> None:
    """Insist that an announcement may be kept as it is said; `text` None where it is not read yet.

    Raises: Forbidden; Refused with every fault.
    """
    require_reader(by, pairing)
    problems = readout_problems(
        side=side, title=title, text=_UNREAD if text is None else text, lang=lang,
        published=published, url=url, source_kind=source_kind, file_name=file_name,
        today=today_of(pairing),
    )  # fmt: skip
    if problems:
        raise Refused(problems)


@transaction.atomic
def keep_readout(
    *,
    pairing: Pairing,
    text: str,
    by: Actor,
    side: str = "other",
    title: str = "",
    published: str = "",
    lang: str = "",
    url: str = "",
    source_kind: str = "",
    file_name: str = "",
    media_type: str = "",
    ours_only: bool = False,
    code: str = "",
    reading: Reading | None = None,
    at: datetime | None = None,
) -> Readout:
    """Keep an announcement, and what the reader found in it as items that wait for a person.

    A text of another kind is kept without items; `ours_only` refuses it. What is not given is
    found out: title, language, and from the address whether a government printed it.
    Units: `side` is whose press it is; `published` a day, month or year as ISO text; `reading` of
    this text, where it was read before.
    Raises: Forbidden; Refused with every fault; Conflict, naming the first, where this very text
    was kept for this pairing before.
    """
    check_readout(
        pairing=pairing, text=text, by=by, side=side, title=title, published=published, lang=lang,
        url=url, source_kind=source_kind, file_name=file_name,
    )  # fmt: skip
    digest = sha256(text.encode()).hexdigest()
    # Two who keep one text at once come one after the other, so the second is told of the first.
    Pairing.objects.select_for_update(no_key=True).get(pk=pairing.pk)
    _insist_unknown(pairing, digest)
    found = reading or read_through(text, lang=lang, published=published)
    draft = found.draft
    if ours_only and draft.event is None:
        raise Refused.of("readout-other-genre", path="text")
    columns = {
        "side": side,
        "title": (title.strip() or title_of(text))[:LONGEST_TITLE],
        "url": url,
        "source_kind": source_kind or source_kind_of(url),
        "file_name": file_name,
        "media_type": media_type,
        "added_by_id": by.user_id,
        "added_at": at or timezone.now(),
    }
    made = _written(pairing, text, draft, code=code, sha256=digest, **columns)
    items = items_of(draft, found.names)
    rows = [_row(made, n, one) for n, one in enumerate(items, 1)]
    ReadoutItem.objects.bulk_create(rows)
    after = {**kept(made), "items": len(rows), "read": read_hash(rows)}
    record_act("exchanges.keep_readout", "readout", made.code, by=by, after=after, at=at)
    return made


def _written(pairing: Pairing, text: str, draft: Draft, code: str, **columns: object) -> Readout:
    day = draft.published or ""
    return create_coded(
        Readout,
        "readout",
        code=code,
        stem=f"{pairing.code[:60]}-r{day[:4]}",
        pairing=pairing,
        text=text,
        lang=draft.lang,
        published_on=day,
        unread=draft.unread,
        **columns,
    )


def _insist_unknown(pairing: Pairing, digest: str) -> None:
    first = Readout.objects.filter(pairing=pairing, sha256=digest).first()
    if first is not None:
        raise Conflict.of("readout-known", path="text", code=first.code)


def _row(readout: Readout, n: int, one: ItemRead) -> ReadoutItem:
    return ReadoutItem(
        readout=readout,
        n=n,
        kind=one.kind,
        start=one.start,
        end=one.end,
        words=one.words,
        confidence=one.confidence,
        read=dict(one.read),
    )


@transaction.atomic
def pin_item(
    *,
    readout: Readout,
    kind: str,
    words: str,
    by: Actor,
    start: int | None = None,
    at: datetime | None = None,
) -> ReadoutItem:
    """Make an item of words that the reader passed over; it waits for a decision as others do.

    Units: `words` as printed; `start`, where they stand more than once, is where these begin.
    Raises: Forbidden; Refused for words that the text does not have; Conflict where they are an
    item of that kind already.
    """
    require_reader(by, readout.pairing)
    hold_standing(readout)
    problems = text_problems("words", words)
    if kind not in ITEM_KINDS:
        params = {"kinds": ", ".join(ITEM_KINDS)}
        problems.append(Problem("unknown-item-kind", "kind", params, visible(kind[:40])))
    first = readout.text.find(words, start or 0) if words.strip() else -1
    if first < 0 or start not in (None, first):
        problems.append(Problem("words-not-in-text", "words", value=visible(words[:60])))
    if problems:
        raise Refused(problems)
    there = readout.items.filter(kind=kind, start=first, end=first + len(words)).first()
    if there is not None:
        raise Conflict.of("words-pinned", path="words", n=there.n)
    last = readout.items.aggregate(last=Max("n"))["last"] or 0
    pinned = ItemRead(kind, first, first + len(words), words, _CERTAIN)
    made = _row(readout, last + 1, pinned)
    made.save(force_insert=True)
    after = {"n": made.n, "kind": kind, "start": first, "end": made.end}
    record_act("exchanges.pin_item", "readout", readout.code, by=by, after=after, at=at)
    return made


@transaction.atomic
def set_aside_readout(
    *, readout: Readout, reason: str, by: Actor, at: datetime | None = None
) -> Readout:
    """Say that nothing is to be made of an announcement, and why; it stays readable.

    Raises: Forbidden; Refused without a reason; Conflict once something was made of it.
    """
    require_reader(by, readout.pairing)
    hold_standing(readout)
    problems = text_problems("reason", reason, LONGEST_REASON)
    if not reason.strip():
        problems.append(Problem("readout-needs-reason", "reason"))
    if problems:
        raise Refused(problems)
    if readout.meeting_id or readout.items.filter(_MADE).exists():
        raise Conflict.of("readout-in-use", code=readout.code)
    _change(readout, "", reason.strip())
    record_act(
        "exchanges.set_aside_readout", "readout", readout.code, by=by, why=reason.strip(), at=at
    )
    return readout


@transaction.atomic
def take_up_readout(*, readout: Readout, by: Actor, at: datetime | None = None) -> Readout:
    """Take an announcement up again that was set aside.

    Raises: Forbidden; Conflict where it is not set aside.
    """
    require_reader(by, readout.pairing)
    _hold(readout)
    if not readout.set_aside:
        raise Conflict.of("readout-not-aside", code=readout.code)
    before = {"set_aside": readout.set_aside}
    _change(readout, readout.set_aside, "")
    record_act("exchanges.take_up_readout", "readout", readout.code, by=by, before=before, at=at)
    return readout


_MADE = (
    Q(guest__isnull=False)
    | Q(claim__isnull=False)
    | Q(commitment__isnull=False)
    | Q(agreement__isnull=False)
    | ~Q(framework="")
)


def _change(readout: Readout, old: str, new: str) -> None:
    changed = Readout.objects.filter(pk=readout.pk, set_aside=old).update(set_aside=new)
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state=Readout.objects.get(pk=readout.pk).set_aside)
    readout.set_aside = new


def hold_standing(readout: Readout) -> None:
    """Hold an announcement until the end, as it stands by now: whatever is made of it is made one
    after the other.

    Raises: Conflict where it was set aside.
    """
    _hold(readout)
    insist_standing(readout)


def _hold(readout: Readout) -> None:
    held = Readout.objects.select_for_update(no_key=True).filter(pk=readout.pk)
    readout.set_aside, meeting = held.values_list("set_aside", "meeting").get()
    if meeting != readout.meeting_id:
        readout.meeting = Meeting.objects.get(pk=meeting) if meeting else None
    # What a page looked up before may have been decided since.
    getattr(readout, "_prefetched_objects_cache", {}).pop("items", None)


def insist_standing(readout: Readout) -> None:
    """Refuse to make anything of an announcement that was set aside.

    Raises: Conflict.
    """
    if readout.set_aside:
        raise Conflict.of("readout-set-aside", code=readout.code, why=readout.set_aside)
