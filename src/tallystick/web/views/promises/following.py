"""What a commitment's page shows of its links, of what was done, of its history; their forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystick.access.models import Act
from tallystick.access.queries import may
from tallystick.exchanges.models import Commitment, CommitmentLink
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.commitments import CommitmentRow
from tallystick.exchanges.queries.evidence import LinkRow, things_seen
from tallystick.exchanges.queries.fulfilling import fulfilment
from tallystick.exchanges.queries.linked import link, places_of
from tallystick.exchanges.queries.meetings import recording_sides
from tallystick.exchanges.rules.fulfilments import Sent
from tallystick.exchanges.rules.links import counts_followed
from tallystick.exchanges.services import (
    acknowledge_fulfilment,
    add_fulfilment_files,
    link_commitment,
    refuse_fulfilment,
    report_fulfilment,
    unlink_commitment,
    withdraw_fulfilment,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.models import Thing
from tallystick.programme.queries.things import thing as find_thing
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.statements import target_minor
from tallystick.web.contexts.commitments import HistoryRow, LinkedRow
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.shared import Link, Mark
from tallystick.web.figures import day_text
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed
from tallystick.web.views.learning.frameworks import TAG_ACTS, tags_told
from tallystick.web.views.promises.commitments import link_bar
from tallystick.web.wording import colon, in_words, language, name_then

# Things that are offered as one types; any other code may be typed.
OFFERED = 60
ACTS = {
    "exchanges.undertake": gettext_lazy("undertaken"),
    "exchanges.settle": gettext_lazy("settled"),
    "exchanges.link_commitment": gettext_lazy("linked"),
    "exchanges.unlink_commitment": gettext_lazy("link taken off"),
    "exchanges.report_fulfilment": gettext_lazy("said what was done"),
    "exchanges.add_fulfilment_file": gettext_lazy("added a file to what was done"),
    "exchanges.acknowledge_fulfilment": gettext_lazy("acknowledged what was done"),
    "exchanges.refuse_fulfilment": gettext_lazy("did not acknowledge what was done"),
    "exchanges.withdraw_fulfilment": gettext_lazy("withdrew what was written"),
    **TAG_ACTS,
}


@dataclass(frozen=True)
class Forms:
    """What came back of one form of the page; the others are shown as at first."""

    act: str
    typed: Typed
    errors: Errors = field(default_factory=dict)
    # Of a row's own small form: the number of the row.
    n: str = ""

    def of(self, act: str) -> tuple[Typed, Errors]:
        """Return what was typed into a form and what is wrong with it."""
        if act == self.act:
            return self.typed, self.errors
        kept = {name: self.typed[name] for name in ("on", "done_on") if name in self.typed}
        return kept, {}

    def reason_of(self, act: str, n: int) -> Typed:
        """Return what was typed into the small form of a row that is asked for a reason."""
        return self.typed if (act, str(n)) == (self.act, self.n) else {}


def follow(
    act: str, one: Commitment, typed: Typed, by: Actor, n: str, files: Sequence[Sent] = ()
) -> None:
    """Do what one of the forms asks: link, unlink, say what was done, or answer that.

    Raises: Refused with every fault; NotFound for a number there is none of.
    """
    number = int(n) if n.isdecimal() and len(n) < 6 else 0
    if act == "link":
        _link(one, typed, by)
    elif act == "unlink":
        unlink_commitment(link=link(one, number), reason=typed["reason"], by=by)
    elif act == "done":
        _done(one, typed, by, files)
    elif act == "attach":
        record = fulfilment(one, number, actor=by)
        add_fulfilment_files(fulfilment=record, files=files, by=by)
    elif act in ("acknowledge", "refuse", "withdraw"):
        record = fulfilment(one, number, actor=by)
        if act == "acknowledge":
            acknowledge_fulfilment(fulfilment=record, by=by)
        elif act == "refuse":
            refuse_fulfilment(fulfilment=record, reason=typed["reason"], by=by)
        else:
            withdraw_fulfilment(fulfilment=record, by=by)
    else:
        raise NotFound.of("not-found", what="act", code=act[:20])


def _link(one: Commitment, typed: Typed, by: Actor) -> None:
    problems: list[Problem] = []
    thing: Thing | None = None
    if code := typed["thing"].strip():
        try:
            thing = find_thing(code, actor=by)
        except NotFound:
            params = {"what": "thing", "code": code[:60]}
            problems.append(Problem("not-found", "thing", params, code[:60]))
    amount = None
    if (text := typed["amount"].strip()) and typed["indicator"] in indicators():
        try:
            amount = target_minor(typed["indicator"], text.replace(",", "").replace("，", ""))
        except ValueError:
            problems.append(Problem("link-amount-missing", "amount", value=text[:20]))
    if problems:
        raise Refused(problems)
    link_commitment(
        commitment=one, thing=thing, stage=typed["stage"], indicator=typed["indicator"],
        amount=amount, period=typed["period"].strip(), by=by,
    )  # fmt: skip


def _done(one: Commitment, typed: Typed, by: Actor, files: Sequence[Sent]) -> None:
    problems: list[Problem] = []
    day = fields.read_day(typed["done_on"], "done_on", problems)
    if day is None:
        raise Refused(problems)
    report_fulfilment(
        commitment=one, done_on=day, text=typed["text"], url=typed["url"].strip(), files=files,
        by=by,
    )  # fmt: skip


def linked_rows(
    one: Commitment, row: CommitmentRow, actor: Actor, forms: Forms
) -> tuple[LinkedRow, ...]:
    """Return what shows a commitment kept, and how far each has come."""
    seen = things_seen(row.evidence.links, actor)
    open_still = one.state == Commitment.State.MADE
    may_link = open_still and may(actor, ROWS["exchanges.link"], recording_sides(one.pairing))
    return tuple(
        LinkedRow(
            n=each.link.n,
            what=_what(each.link, seen),
            wanted=_wanted(each.link),
            mark=_mark(each),
            bar=link_bar(each),
            unlink=fields.text(
                "reason",
                _("Why it is taken off"),
                forms.reason_of("unlink", each.link.n),
                {},
                needed=True,
                longest=fields.USUAL,
            )
            if may_link
            else None,
        )
        for each in row.evidence.links
    )


def _what(one: CommitmentLink, seen: frozenset[int]) -> Link:
    if one.thing is None:
        known = indicators()[one.indicator]
        return Link(known.name(language()), "")
    if one.thing_id not in seen:
        return Link(_("something out of your sight"), "")
    words = in_words(one.thing.name_en, one.thing.name_zh)
    return Link(words, reverse("thing", args=[one.thing.code]))


def _wanted(one: CommitmentLink) -> str:
    if one.thing is not None:
        stage = pipelines()[one.thing.pipeline].stages[one.stage].label(language())
        return _("to reach: %(stage)s") % {"stage": stage}
    if one.pairing is not None:
        return _("target of %(period)s") % {"period": one.period}
    day = day_text(one.since, language()) if one.since else ""
    return _("since %(day)s") % {"day": day}


def _mark(each: LinkRow) -> Mark:
    found, one = each.progress, each.link
    if found.reached_on is not None:
        day = day_text(found.reached_on, language())
        return Mark("kept", _("fulfilled %(day)s") % {"day": day})
    if found.failed_on is not None:
        return Mark("broken", _("ended %(day)s") % {"day": day_text(found.failed_on, language())})
    if one.thing is not None and found.stage:
        stage = pipelines()[one.thing.pipeline].stages[found.stage].label(language())
        return Mark("waiting", _("stands at: %(stage)s") % {"stage": stage})
    return Mark("waiting", _("not there yet"))


def link_form(one: Commitment, actor: Actor, typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    """Return the form by which either side says what shows a commitment kept."""
    if may(actor, ROWS["exchanges.link"], recording_sides(one.pairing)) is None:
        return ()
    lang = language()
    things = (
        Thing.objects.visible_to(actor)
        .filter(region__code__in=places_of(one.pairing))
        .exclude(pipeline="commitment")
        .order_by("pipeline", "code")[:OFFERED]
    )
    offers = [(row.code, in_words(row.name_en, row.name_zh)) for row in things]
    used = dict.fromkeys(row.pipeline for row in things)
    # Lines that name a stage alike share its code: each is told, the later never hides the first.
    stages: dict[str, list[str]] = {}
    for line in used:
        for code, stage in pipelines()[line].stages.items():
            # Nothing is shown kept by what is itself only promised.
            if not stage.end and not stage.promise:
                words = colon(pipelines()[line].label(lang), stage.label(lang))
                stages.setdefault(code, []).append(words)
    reached = [(code, " · ".join(words)) for code, words in stages.items()]
    counted = [(code, row.name(lang)) for code, row in indicators().items()
               if counts_followed(code)]  # fmt: skip
    return (
        fields.text("thing", _("A thing"), typed, errors, offers=offers, hint=_("its code")),
        fields.select(
            "stage", _("Stage it is to reach"), reached, typed, errors, blank=_("none")
        ),
        fields.select(
            "indicator", _("Or an indicator"), counted, typed, errors, blank=_("none")
        ),
        fields.text(
            "amount", _("Amount to come in"), typed, errors, kind="number",
            hint=_("in its own unit, since the day the commitment was made"),
        ),
        fields.text(
            "period", _("Or its target of"), typed, errors, hint=_("a year such as 2021")
        ),
    )  # fmt: skip


def history_of(one: Commitment, actor: Actor) -> tuple[HistoryRow, ...]:
    """Return what was done to a commitment, the newest first, with what was linked; six queries
    at most.
    """
    acts = Act.objects.filter(thing="commitment", thing_id=one.code).select_related("user")
    rows = list(acts.order_by("-at", "-pk"))
    links, tags = _links_of(one, rows, actor), tags_told(rows, actor)
    return tuple(
        HistoryRow(
            act.at,
            name_then(act.who, act.user, act.at),
            str(ACTS.get(act.action, act.action)),
            act.why,
            links.get(_link_number(act), "") or tags.get(act.pk, ""),
        )
        for act in rows
    )


def _link_number(act: Act) -> int:
    """Return the number of the link that an act made or took off, 0 where it is of no link."""
    return int((act.after or act.before or {}).get("link", 0))


def _links_of(one: Commitment, acts: Iterable[Act], actor: Actor) -> dict[int, str]:
    """Return in words what each link of the acts follows; nothing of a thing out of sight."""
    numbers = {number for act in acts if (number := _link_number(act))}
    if not numbers:
        return {}
    found = list(one.links.filter(n__in=numbers).select_related("thing", "pairing"))
    keys = [link.thing_id for link in found if link.thing_id]
    seen = frozenset(
        Thing.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True)
    )
    return {link.n: " · ".join((_what(link, seen).words, _wanted(link))) for link in found}
