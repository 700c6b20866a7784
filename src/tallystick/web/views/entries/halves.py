"""The two halves of one entry, field by field, and the forms its reader is offered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tallystick.entries.models import (
    Channel,
    CorrectionEvidence,
    Entry,
    EntryAct,
    EntryEvidence,
    EntryLine,
    Side,
    State,
)
from tallystick.entries.queries import entries
from tallystick.entries.queries.acts import may_read_evidence, open_acts
from tallystick.entries.queries.closings import asks_why
from tallystick.entries.queries.words import words_said
from tallystick.entries.services.matching import BASES
from tallystick.kernel.actor import Actor
from tallystick.kernel.quantity import show_minor
from tallystick.programme.queries import other
from tallystick.programme.rules.pipelines import (
    move_words,
    pipelines,
    unit_scale,
    unit_words,
)
from tallystick.programme.rules.vocabulary import asked_words, told_codes
from tallystick.web.contexts.entries import (
    CounterLine,
    EntryForms,
    HalfHead,
    HalfRow,
    OneSided,
    Proposal,
    Said,
)
from tallystick.web.contexts.shared import Choice, EvidenceRow, Fact
from tallystick.web.figures import day_text
from tallystick.web.views.entries.drafts import record_facts
from tallystick.web.views.files.looking import look_address
from tallystick.web.views.today.standing_in import beside, places_of
from tallystick.web.wording import (
    amount_said,
    amount_words,
    apart,
    colon,
    in_words,
    language,
    main_amount,
    name_then,
    place,
    place_then,
    side_region,
    stated_words,
    who_acted,
)

# So many of the fields that a side has not said are named in the line that folds them.
NAMED = 3


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
    said: OneSided
    evidence: tuple[EvidenceRow, ...]
    thread: tuple[Said, ...]
    joined: Entry | None = None


def halves_of(row: Entry, actor: Actor) -> Halves:
    """Return what both sides hold of an entry; its lines, acts and files were fetched with it."""
    acts = list(row.acts.all())
    joined = joined_to(row, actor)
    held = _held_by_half(row, joined) if joined else _held_by_other(row, acts)
    own_total, chief = main_amount(row)
    theirs_total = _total(row, held, chief)
    own = _head(row, row.side, own_total, chief, said=True)
    theirs = _head(row, other(row.side), theirs_total, chief, said=joined is not None)
    upper, lower = (own, theirs) if row.side == Side.SUPPORTING else (theirs, own)
    gap = None if theirs_total is None else own_total - theirs_total
    return Halves(
        note=_note(row),
        upper=upper,
        lower=lower,
        gutter="" if not gap else amount_said(abs(gap), chief),
        differ=bool(gap),
        stick_words=_stick_words(row, upper, lower, gap, chief),
        rows=(*_line_rows(row, held), *_unstated(row, joined)),
        said=_one_sided(row, held),
        evidence=evidence_of(row, actor),
        thread=thread_of(row, acts, actor),
        joined=joined,
    )


def joined_to(row: Entry, actor: Actor) -> Entry | None:
    """Return the other half of a blind pair, once the two have met."""
    if row.policy != "blind" or row.covered:
        return None
    known = row.half_of or Entry.objects.filter(half_of=row.pk).first()
    return entries(actor).filter(pk=known.pk).first() if known else None


def _held_by_half(row: Entry, joined: Entry) -> dict[int, int]:
    theirs = {(n.unit, n.cell, n.note): n.amount for n in joined.lines.all()}
    return {n.n: theirs.get((n.unit, n.cell, n.note), 0) for n in row.lines.all()}


def _unstated(row: Entry, joined: Entry | None) -> list[HalfRow]:
    """Return what only the other half states."""
    stated = {(n.unit, n.cell, n.note) for n in row.lines.all()}
    found = []
    for line in joined.lines.all() if joined else ():
        if (line.unit, line.cell, line.note) not in stated:
            theirs = amount_said(line.amount, line.unit)
            upper, lower = ("", theirs) if row.side == Side.SUPPORTING else (theirs, "")
            found.append(HalfRow(line_name(line), upper, lower, line.amount == 0))
    return found


def thread_of(row: Entry, acts: list[EntryAct], actor: Actor) -> tuple[Said, ...]:
    """Return what was done and said, by anybody, in the order it happened."""
    remarks = [
        Said(
            who=name_then(said.name, said.user, said.at),
            office=place(side_region(row.pairing, said.side)),
            at=said.at,
            did=_("wrote"),
            text=said.text,
            ours=said.user_id == actor.user_id,
        )
        for said in row.remarks.all()
    ]
    holders = places_of(acts)
    steps = [_said(act, row, actor, holders.get(act.pk, "")) for act in acts]
    return tuple(sorted([*steps, *remarks], key=lambda said: said.at))


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
    who = place_then(side_region(row.pairing, side), row.happened_on)
    if amount is None:
        return HalfHead(_("%(who)s has not answered") % {"who": who}, who=who)
    figure, words = amount_words(amount, unit)
    says = _("%(who)s reports") if said else _("%(who)s holds")
    return HalfHead(says % {"who": who}, figure, words, amount, who, amount_said(amount, unit))


def _stick_words(row: Entry, upper: HalfHead, lower: HalfHead, gap: int | None, unit: str) -> str:
    if gap is None:
        return _("Only %(who)s has spoken; the other half is open.") % {
            "who": place(side_region(row.pairing, row.side))
        }
    if gap == 0:
        return _("Both halves hold the same.")
    return _("The halves differ by %(gap)s.") % {"gap": amount_said(abs(gap), unit)}


def _line_rows(row: Entry, held: dict[int, int] | None) -> list[HalfRow]:
    """Return one row a stated line: what each half holds of it; none while one half is open."""
    if held is None:
        return []
    found = []
    for line in row.lines.all():
        own = stated_words(line.amount, line.precision, line.unit)
        theirs = amount_said(held[line.n], line.unit)
        upper, lower = (own, theirs) if row.side == Side.SUPPORTING else (theirs, own)
        found.append(HalfRow(line_name(line), upper, lower, held[line.n] == line.amount))
    return found


def line_name(line: EntryLine) -> str:
    """Return what a line is of: its unit, and the codes that tell it from the others."""
    codes = {**json.loads(line.cell), **json.loads(line.note)}
    return asked_words(line.unit, told_codes(codes)).label(language())


def _one_sided(row: Entry, held: dict[int, int] | None) -> OneSided:
    """Return what only one side says of the movement; the other takes it with the match."""
    told = _facts(row)
    facts = [*(_stated(line) for line in row.lines.all() if held is None), *told]
    if row.state in (State.POSTED, State.MATCHED, State.REVERSED):
        return OneSided(_("Both sides hold"), tuple(facts))
    sides = (row.side, other(row.side))
    who = [place_then(side_region(row.pairing, side), row.happened_on) for side in sides]
    names = [fact.label for fact in told]
    return OneSided(
        title=_("%(who)s alone says") % {"who": who[0]},
        facts=tuple(facts),
        unsaid_by=who[1],
        unsaid=apart(names[:NAMED]) + (" …" if len(names) > NAMED else ""),
        unsaid_all=apart(names),
    )


def _stated(line: EntryLine) -> Fact:
    return Fact(line_name(line), stated_words(line.amount, line.precision, line.unit))


def _facts(row: Entry) -> list[Fact]:
    """Return what is said of the movement itself beside its amounts."""
    facts = [
        Fact(_("day"), day_text(row.happened_on, language())),
        Fact(_("from"), place_then(row.region, row.happened_on)),
        Fact(_("partner"), place_then(row.partner, row.happened_on)),
    ]
    if row.thing is not None:
        name = in_words(row.thing.name_en, row.thing.name_zh)
        facts.append(Fact(pipelines()[row.pipeline].subject.label(language()), name, typed=True))
    if row.reason:
        facts.append(Fact(_("reason"), row.reason, typed=True))
    return [*facts, *record_facts(row)]


def _note(row: Entry) -> str:
    moved = move_words(row.pipeline, row.source_stage, row.target_stage).label(language())
    kind = pipelines()[row.pipeline].label(language())
    return f"{colon(kind, moved)} · {row.get_statement_display()}"


def evidence_of(row: Entry, actor: Actor) -> tuple[EvidenceRow, ...]:
    """Return the files an entry rests on, with the address that opens each to this reader."""
    return evidence_rows(row, row.evidence_links.all(), actor)


def evidence_rows(
    row: Entry, links: Iterable[EntryEvidence | CorrectionEvidence], actor: Actor
) -> tuple[EvidenceRow, ...]:
    """Return files that lie under an entry, or came with its correction, as a page lists them."""
    opens = may_read_evidence(row, actor)
    found = []
    for link in links:
        file = link.evidence
        href = ""
        if opens and _noted(link) is None and not file.withheld:
            href = reverse("evidence", args=[row.number, file.sha256])
        look = look_address(href, file.media_type)
        found.append(EvidenceRow(link.name, _file_words(link, row), file.sha256, href, look))
    return tuple(found)


def _noted(link: EntryEvidence | CorrectionEvidence) -> int | None:
    """Return the number of persons on a roster that is named by its hash only."""
    return link.noted_persons if isinstance(link, EntryEvidence) and link.noted else None


def _file_words(link: EntryEvidence | CorrectionEvidence, row: Entry) -> str:
    file, persons = link.evidence, _noted(link)
    words = (
        _("kept by the office, %(persons)s persons on it") % {"persons": persons}
        if persons is not None
        else _("%(size)s KB") % {"size": max(1, file.size // 1024)}
    )
    if link.side and link.side != row.side:
        who = place(side_region(row.pairing, link.side))
        return _("%(words)s · laid down by %(who)s") % {"words": words, "who": who}
    return words


def _said(act: EntryAct, row: Entry, actor: Actor, holder: str = "") -> Said:
    figures: list[str] = []
    if act.replaced:
        before = apart(amount_said(n, unit) for unit, n in act.replaced)
        figures.append(_("It said %(figures)s before.") % {"figures": before})
    if act.counter:
        lines = {line.n: line for line in row.lines.all()}
        counter = [
            amount_said(said["amount"], lines[said["n"]].unit)
            for said in act.counter
            if said["n"] in lines
        ]
        proposed = act.verb == EntryAct.Verb.UPHELD
        words = _("%(figures)s would end it.") if proposed else _("We hold %(figures)s.")
        figures.append(words % {"figures": apart(counter)})
    return Said(
        who=who_acted(act),
        office=place(side_region(row.pairing, act.side)),
        at=act.at,
        did=beside(_did(act), holder),
        figures=" ".join(figures),
        text=act.reason,
        ours=act.user_id == actor.user_id,
    )


def _did(act: EntryAct) -> str:
    """Return what was done, and how it came where the person did not sign in herself."""
    did = str(EntryAct.Verb(act.verb).label)
    if act.verb == EntryAct.Verb.UPHELD and act.counter:
        # Whoever names another figure does not uphold the one that stands.
        did = _("proposed a figure")
    if act.channel == Channel.PAGE:
        return did
    words = {"did": did, "way": str(Channel(act.channel).label), "who": act.carried_by}
    if not act.carried_by:
        return _("%(did)s %(way)s") % words
    return _("%(did)s %(way)s, carried by %(who)s") % words


def came_by(row: Entry) -> tuple[str, str]:
    """Return how an entry was matched where nobody signed in for it, and the list it stands on."""
    acts = [a for a in row.acts.all() if a.verb == "matched" and a.version == row.version]
    apart = next((act for act in reversed(acts) if act.channel != Channel.PAGE), None)
    if apart is None:
        return "", ""
    words = _("Matched %(way)s; counted apart.") % {"way": Channel(apart.channel).label}
    return words, apart.paper.code if apart.paper else ""


def shown_words(row: Entry) -> str:
    """Return when a blind half was shown to the other side, or that it goes on openly since."""
    if not row.pair_key or row.covered:
        return ""
    if row.policy != "blind":
        return _("A figure of this movement was shown to the other side before: matched openly.")
    met = [a.at for a in row.acts.all() if a.verb in ("matched", "disputed")]
    if not met:
        return ""
    day = day_text(timezone.localdate(min(met)), language())
    return _("Shown to the other side on %(day)s, when both halves were in.") % {"day": day}


def basis_choices(chosen: str) -> tuple[Choice, ...]:
    """Return the grounds of a match, none taken for her: what she signs she has chosen."""
    known = tuple(Choice(basis.value, str(basis.label), basis == chosen) for basis in BASES)
    return (Choice("", _("choose"), chosen not in BASES), *known)


def forms_of(
    row: Entry, actor: Actor, typed: Mapping[str, str], problems: tuple[str, ...]
) -> EntryForms:
    """Return what the reader may do now, with what she had typed before it was refused."""
    acts = open_acts(row, actor)
    # A dispute waits for this side's answer: the form that gives it lies open.
    answers = "amend" if row.state == State.DISPUTED and "amend" in acts else ""
    opened = typed.get("act", "") if problems else answers
    late = asks_why(row) if "confirm" in acts else None
    return EntryForms(
        version=row.version,
        acts=acts,
        bases=basis_choices(typed.get("basis", "")),
        counter=tuple(
            CounterLine(
                n=line.n,
                name=line_name(line),
                unit=unit_words(line.unit).label(language()),
                stated=amount_said(line.amount, line.unit),
                mine=typed.get(f"counter-{line.n}", "")[:40],
            )
            for line in row.lines.all()
        ),
        reason=typed.get("reason", ""),
        effect=_effect(row, acts),
        problems=problems,
        opened=opened,
        text=typed.get("text", ""),
        proposal=_proposal(row, actor),
        rosters=bool({"person", "person_time"} & set(pipelines()[row.pipeline].units)),
        alone=row.policy == "blind" and row.covered,
        late=late.sentence(language()) if late else "",
    )


def _effect(row: Entry, acts: frozenset[str]) -> str:
    """Return what the reader's decision does: only a match, or one side's own, adds to the book."""
    amount = {"amount": amount_said(*main_amount(row))}
    if "match" in acts or row.policy == "single":
        return _("Adds %(amount)s to the book under your name.") % amount
    if row.policy == "blind":
        return _("%(amount)s: held against the other half when both are in.") % amount
    return _("%(amount)s: goes to the other side, and counts once it matches.") % amount


def _proposal(row: Entry, actor: Actor) -> Proposal | None:
    """Return the figures at which somebody else would end the dispute."""
    if row.state != State.DISPUTED:
        return None
    said = words_said(row, row.acts.all())
    last = said[-1] if said else None
    if last is None or last.user_id == actor.user_id:
        return None
    changed = {line["n"]: line["amount"] for line in last.counter or ()}
    lines = list(row.lines.all())
    words = apart(amount_said(changed.get(line.n, line.amount), line.unit) for line in lines)
    return Proposal(
        _("%(who)s would let %(figures)s stand.") % {"who": who_acted(last), "figures": words},
        tuple(
            (line.n, str(show_minor(changed[line.n], unit_scale(line.unit))))
            for line in lines
            if line.n in changed
        ),
    )
