"""The two halves of one entry, field by field, and the forms its reader is offered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.entries.models import Basis, Entry, EntryAct, EntryLine, Side, State
from tallystick.entries.queries import waiting_problem
from tallystick.entries.queries.acts import may_read_evidence, open_acts
from tallystick.kernel.actor import Actor
from tallystick.programme.queries import other
from tallystick.programme.rules.pipelines import (
    move_words,
    pipelines,
    unit_words,
)
from tallystick.web.contexts.entries import CounterLine, EntryForms, HalfHead, HalfRow, Said
from tallystick.web.contexts.shared import Choice, EvidenceRow
from tallystick.web.figures import day_text
from tallystick.web.views.drafts import record_facts
from tallystick.web.wording import (
    amount_words,
    code_words,
    in_words,
    language,
    main_amount,
    place,
    side_region,
    who_acted,
)

MATCH_BASES = (Basis.OWN_RECORD, Basis.DOCUMENT_SEEN, Basis.NOT_CONTESTED)


@dataclass(frozen=True)
class Halves:
    """Both halves of an entry as the page draws them."""

    note: str
    upper: HalfHead
    lower: HalfHead
    gutter: str
    differ: bool
    stick_words: str
    rows: tuple[HalfRow, ...]
    evidence: tuple[EvidenceRow, ...]
    thread: tuple[Said, ...]


def halves_of(row: Entry, actor: Actor) -> Halves:
    """Return what both sides hold of an entry; its lines, acts and files were fetched with it."""
    acts = list(row.acts.all())
    held = _held_by_other(row, acts)
    own_total, chief = main_amount(row)
    theirs_total = _total(row, held, chief)
    own = _head(row, row.side, own_total, chief, said=True)
    theirs = _head(row, other(row.side), theirs_total, chief, said=False)
    upper, lower = (own, theirs) if row.side == Side.SUPPORTING else (theirs, own)
    gap = None if theirs_total is None else own_total - theirs_total
    return Halves(
        note=_note(row),
        upper=upper,
        lower=lower,
        gutter="" if not gap else " ".join(amount_words(abs(gap), chief)),
        differ=bool(gap),
        stick_words=_stick_words(row, upper, lower, gap, chief),
        rows=(*_line_rows(row, held), *_fact_rows(row, held)),
        evidence=evidence_of(row, actor),
        thread=tuple(_said(act, row, actor) for act in acts),
    )


def _held_by_other(row: Entry, acts: list[EntryAct]) -> dict[int, int] | None:
    """Return line number → the other side's figure, or None while it has said nothing."""
    stated = {line.n: line.amount for line in row.lines.all()}
    if row.state in (State.POSTED, State.MATCHED, State.REVERSED):
        return stated
    disputes = [a for a in acts if a.verb == "disputed" and a.version == row.version and a.counter]
    if not disputes:
        return None
    counter = {line["n"]: line["amount"] for line in disputes[-1].counter or []}
    return {**stated, **counter}


def _total(row: Entry, held: dict[int, int] | None, chief: str) -> int | None:
    if held is None:
        return None
    return sum(held[line.n] for line in row.lines.all() if line.unit == chief)


def _head(row: Entry, side: str, amount: int | None, unit: str, *, said: bool) -> HalfHead:
    who = place(side_region(row.pairing, side))
    if amount is None:
        return HalfHead(_("%(who)s has not answered") % {"who": who})
    figure, words = amount_words(amount, unit)
    says = _("%(who)s reports") if said else _("%(who)s holds")
    return HalfHead(says % {"who": who}, figure, words, amount)


def _stick_words(row: Entry, upper: HalfHead, lower: HalfHead, gap: int | None, unit: str) -> str:
    if gap is None:
        return _("Only %(who)s has spoken; the other half is open.") % {
            "who": place(side_region(row.pairing, row.side))
        }
    if gap == 0:
        return _("Both halves hold the same.")
    return _("The halves differ by %(gap)s.") % {"gap": " ".join(amount_words(abs(gap), unit))}


def _line_rows(row: Entry, held: dict[int, int] | None) -> list[HalfRow]:
    """Return one row a stated line: what each half holds of it."""
    found = []
    for line in row.lines.all():
        own = " ".join(amount_words(line.amount, line.unit))
        theirs = "" if held is None else " ".join(amount_words(held[line.n], line.unit))
        upper, lower = (own, theirs) if row.side == Side.SUPPORTING else (theirs, own)
        same = None if held is None else held[line.n] == line.amount
        found.append(HalfRow(_line_name(line), upper, lower, same))
    return found


def _line_name(line: EntryLine) -> str:
    codes = {**json.loads(line.cell), **json.loads(line.note)}
    stated = [code_words(d, code) for d, code in codes.items() if code != "-"]
    unit = unit_words(line.unit).label(language())
    return f"{unit}: {', '.join(stated)}" if stated else unit


def _fact_rows(row: Entry, held: dict[int, int] | None) -> list[HalfRow]:
    """Return what only one side says of the movement itself; the other takes or leaves it."""
    facts = [
        (_("day"), day_text(row.happened_on, language())),
        (_("from"), place(row.region)),
        (_("partner"), place(row.partner)),
    ]
    if row.thing is not None:
        name = in_words(row.thing.name_en, row.thing.name_zh)
        facts.append((pipelines()[row.pipeline].subject.label(language()), name))
    if row.reason:
        facts.append((_("reason"), row.reason))
    facts += record_facts(row)
    agreed = row.state in (State.POSTED, State.MATCHED)
    rows = []
    for field, value in facts:
        theirs = value if agreed else ""
        upper, lower = (value, theirs) if row.side == Side.SUPPORTING else (theirs, value)
        rows.append(HalfRow(field, upper, lower, True if agreed else None))
    return rows


def _note(row: Entry) -> str:
    moved = move_words(row.pipeline, row.source_stage, row.target_stage).label(language())
    kind = pipelines()[row.pipeline].label(language())
    words = f"{kind}: {moved} · {row.get_statement_display()}"
    waits = waiting_problem(row)
    return f"{words} · {waits.sentence(language())}" if waits else words


def evidence_of(row: Entry, actor: Actor) -> tuple[EvidenceRow, ...]:
    """Return the files an entry rests on, with the address that opens each to this reader."""
    opens = may_read_evidence(row, actor)
    return tuple(
        EvidenceRow(
            name=link.evidence.name,
            detail=_("%(size)s KB") % {"size": max(1, link.evidence.size // 1024)},
            sha256=link.evidence.sha256,
            href=reverse("evidence", args=[row.number, link.evidence.sha256]) if opens else "",
        )
        for link in row.evidence_links.all()
    )


def _said(act: EntryAct, row: Entry, actor: Actor) -> Said:
    text = act.reason
    if act.counter:
        lines = {line.n: line for line in row.lines.all()}
        counter = [
            " ".join(amount_words(said["amount"], lines[said["n"]].unit))
            for said in act.counter
            if said["n"] in lines
        ]
        held = _("We hold %(figures)s.") % {"figures": ", ".join(counter)}
        text = f"{held} {text}"
    return Said(
        who=who_acted(act),
        office=place(side_region(row.pairing, act.side)),
        at=act.at,
        did=str(EntryAct.Verb(act.verb).label),
        text=text,
        ours=act.user_id == actor.user_id,
    )


def forms_of(
    row: Entry, actor: Actor, typed: Mapping[str, str], problems: tuple[str, ...]
) -> EntryForms:
    """Return what the reader may do now, with what she had typed before it was refused."""
    chosen = typed.get("basis", Basis.OWN_RECORD)
    return EntryForms(
        version=row.version,
        acts=open_acts(row, actor),
        bases=tuple(
            Choice(basis.value, str(basis.label), basis == chosen) for basis in MATCH_BASES
        ),
        counter=tuple(
            CounterLine(
                n=line.n,
                name=_line_name(line),
                unit=unit_words(line.unit).label(language()),
                stated=" ".join(amount_words(line.amount, line.unit)),
                mine=typed.get(f"counter-{line.n}", "")[:40],
            )
            for line in row.lines.all()
        ),
        reason=typed.get("reason", ""),
        effect=_("Adds %(amount)s to the book under your name.")
        % {"amount": " ".join(amount_words(*main_amount(row)))},
        problems=problems,
    )
