"""The lower half of a walk: the lines, and the one that is opened down to its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tallystick.entries.models import Channel, Entry, EntryAct
from tallystick.entries.queries import entry
from tallystick.indicators.queries import WalkLine
from tallystick.journal.queries import sealed
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.queries import SIDES
from tallystick.programme.rules.pipelines import move_words, pipelines
from tallystick.regions.models import Region
from tallystick.web.addresses import address
from tallystick.web.contexts.explain import EntryBrief, Line, NameHalf, Proof
from tallystick.web.contexts.shared import Fact, Mark
from tallystick.web.figures import day_text, instant_text
from tallystick.web.views.entries.halves import evidence_of
from tallystick.web.views.today.standing_in import beside, places_of
from tallystick.web.wording import (
    amount_said,
    amounts_in_words,
    apart,
    clauses,
    colon,
    entry_address,
    entry_title,
    language,
    listed,
    place_then,
    side_region,
    state_mark,
    who_acted,
)


@dataclass(frozen=True)
class Walked:
    """The lines of one page, and what stands behind the opened one."""

    lines: tuple[Line, ...]
    entry: EntryBrief | None = None
    proof: Proof | None = None


def walked_of(walked: Sequence[WalkLine], actor: Actor, here: str, query: dict[str, str]) -> Walked:
    """Return the lines of this page; the line asked for, else the newest, is opened."""
    opened = next((w for w in walked if _key(w) == query["line"]), None)
    opened = opened or (walked[0] if walked else None)
    codes = {one.line.region for one in walked}
    known = {region.code: region for region in Region.objects.filter(code__in=codes)}
    lines = tuple(_line(w, here, query, known, current=w is opened) for w in walked)
    if opened is None:
        return Walked(lines)
    return Walked(lines, _brief(opened, actor), _proof(opened))


def _key(walked: WalkLine) -> str:
    return f"{walked.line.seq}.{walked.line.n}"


def _line(
    walked: WalkLine,
    here: str,
    query: dict[str, str],
    known: Mapping[str, Region],
    *,
    current: bool,
) -> Line:
    line = walked.line
    kept = {k: v for k, v in query.items() if k != "line"}
    moved = move_words(line.pipeline, line.source, line.target).label(language())
    return Line(
        number=_key(walked),
        href=address(here, {**kept, "line": _key(walked)}) + "#entry",
        happened=line.valid_from,
        known=walked.recorded_on or line.valid_from,
        where=place_then(known[line.region], line.valid_from)
        if line.region in known
        else line.region,
        movement=colon(pipelines()[line.pipeline].label(language()), moved),
        figure=amount_said(line.amount, line.unit),
        mark=_mark(walked),
        current=current,
    )


def _mark(walked: WalkLine) -> Mark | None:
    if walked.line.kind == "reversal":
        return Mark("reversed", _("Takes back"))
    if walked.reversed_by:
        return Mark("reversed", _("Reversed"))
    if walked.line.one_sided:
        return Mark("submitted", _("One side only"))
    if walked.channel:
        return Mark("matched", capfirst(str(Channel(walked.channel).label)))
    return None


def _brief(walked: WalkLine, actor: Actor) -> EntryBrief | None:
    """Return the entry behind a line; None for what no entry brought about, or is out of sight."""
    if walked.proof is None:
        return None
    try:
        row = entry(walked.proof.entry, actor)
    except NotFound:
        return None
    return EntryBrief(
        number=row.number,
        href=entry_address(row),
        mark=state_mark(row, timezone.localdate()),
        words=entry_title(row),
        facts=(
            Fact(_("Amounts"), apart(amounts_in_words(row))),
            Fact(_("Happened"), day_text(row.happened_on, language())),
            Fact(_("Stated as"), str(row.get_statement_display())),
        ),
        names=(_half(row, SIDES[0]), _half(row, SIDES[1])),
        evidence=evidence_of(row, actor),
    )


def _half(row: Entry, side: str) -> NameHalf:
    told = ("reported", "confirmed", "matched", "upheld")
    acts = [act for act in row.acts.all() if act.side == side and act.verb in told]
    people = list(dict.fromkeys(who_acted(act) for act in acts))
    holders = places_of(acts)
    return NameHalf(
        side=_("%(place)s's half")
        % {"place": place_then(side_region(row.pairing, side), row.happened_on)},
        name=listed(people),
        did=tuple(
            colon(
                who_acted(act),
                clauses(
                    beside(str(EntryAct.Verb(act.verb).label), holders.get(act.pk, "")),
                    instant_text(act.at, language()),
                ),
            )
            for act in acts
        ),
    )


def _proof(walked: WalkLine) -> Proof | None:
    seal = sealed(walked.line.transaction)
    if seal is None:
        return None
    return Proof(walked.line.transaction, seal.leaf_hex, seal.seq, seal.chain_hex)
