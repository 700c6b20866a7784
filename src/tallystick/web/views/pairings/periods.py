"""Closed periods: the list, one closing with its checkpoint, and the two names it takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.models import Office, User
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries import services
from tallystick.entries.models import Entry, PeriodAct
from tallystick.entries.queries import entries, may_decide_period, period_act, period_acts
from tallystick.entries.queries.closings import (
    UNSEEN,
    Later,
    PeriodFigure,
    carried_now,
    period_figures,
    recorded_later,
)
from tallystick.entries.rules.closing import CLOSE, NEVER_CLOSED, half_mark
from tallystick.journal.rules import parse_instant
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.queries import book_of, pairings
from tallystick.programme.rules.pipelines import move_words, pipelines
from tallystick.web.contexts.periods import (
    CarriedRow,
    FigureRow,
    LaterRow,
    PeriodForm,
    PeriodListPage,
    PeriodPage,
    PeriodRow,
)
from tallystick.web.contexts.shared import Choice, Fact, Mark
from tallystick.web.figures import instant_text
from tallystick.web.lists import PERIODS
from tallystick.web.views.shared import actor_of_request, foot_of, invented_here, page_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    amount_said,
    apart,
    colon,
    entry_address,
    entry_title,
    language,
    listed,
    main_amount,
    name_then,
    office_then,
    pairing_name,
    period_words,
)

MARKS = {
    PeriodAct.State.PROPOSED: "waiting",
    PeriodAct.State.AGREED: "matched",
    PeriodAct.State.DROPPED: "dropped",
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def period_list(request: HttpRequest) -> HttpResponse:
    """Show closings and openings; a posted form proposes one."""
    actor = actor_of_request(request)
    if request.method != "POST":
        return show(request, "periods", _list_page(request, actor, {}, ()))
    given = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        act = services.propose_period(
            kind=given["kind"],
            pairing=given["pairing"],
            pipeline=given["pipeline"],
            period=given["period"],
            reason=given["reason"],
            by=actor,
        )
    except Refused as refused:
        page = _list_page(request, actor, given, refused.problems)
        return show(request, "periods", page, status=form_status(refused))
    messages.success(request, _("It is proposed, and waits for a name of the other side."))
    return redirect(reverse("period", args=[act.pk]))


FIELDS = ("kind", "pairing", "pipeline", "period", "reason")


def _list_page(
    request: HttpRequest, actor: Actor, given: dict[str, str], problems: tuple[Problem, ...]
) -> PeriodListPage:
    sort = PERIODS.sort(request)
    acts, total, newer, older = page_of(request, period_acts(actor, sort=sort))
    users = _users([who for act in acts for who in _signatures(act)])
    return PeriodListPage(
        section="deadlines",
        title=_("Closed periods"),
        invented=invented_here(),
        table=PERIODS.table(request, total=total),
        filters=(PERIODS.select(sort),) if acts else (),
        rows=tuple(_row(act, users) for act in acts),
        newer=newer,
        older=older,
        form=_form(actor, given, problems),
    )


def _signatures(act: PeriodAct) -> list[dict[str, Any]]:
    return [who for who in (act.proposed, act.agreed) if who]


def _users(signed: list[dict[str, Any]]) -> dict[str, User]:
    """Return who signed, by user name: their own records have their names in both scripts."""
    found = User.objects.filter(username__in={who["user"] for who in signed})
    return {user.username: user for user in found}


def _name(who: dict[str, Any], users: dict[str, User]) -> str:
    user = users.get(who["user"])
    signed = datetime.fromisoformat(who["at"])
    return name_then(who["name"], user, signed)


def _row(act: PeriodAct, users: dict[str, User]) -> PeriodRow:
    return PeriodRow(
        href=reverse("period", args=[act.pk]),
        what=_kind(act),
        period=period_words(act.period),
        pairing=pairing_name(act.pairing),
        scope=_scope(act),
        mark=_mark(act),
        names=listed(_name(who, users) for who in _signatures(act)),
        at=act.agreed_at or act.proposed_at,
    )


def _kind(act: PeriodAct) -> str:
    if act.state == PeriodAct.State.AGREED:
        return _("Closed") if act.kind == CLOSE else _("Opened again")
    return _("Close") if act.kind == CLOSE else _("Open again")


def _scope(act: PeriodAct) -> str:
    return pipelines()[act.pipeline].label(language()) if act.pipeline else _("everything")


def _mark(act: PeriodAct) -> Mark:
    state = PeriodAct.State(act.state)
    return Mark(MARKS[state], capfirst(str(state.label)))


def _form(actor: Actor, given: dict[str, str], problems: tuple[Problem, ...]) -> PeriodForm | None:
    mine = [row for row in pairings(actor) if may_decide_period(row, actor)]
    if not mine:
        return None
    kinds = [(CLOSE, _("Close")), ("reopen", _("Open again"))]
    streams = [("", _("everything"))] + [
        (code, p.label(language())) for code, p in pipelines().items() if code not in NEVER_CLOSED
    ]
    return PeriodForm(
        pairings=_choices(
            [(row.code, pairing_name(row)) for row in mine], given.get("pairing", "")
        ),
        pipelines=_choices(streams, given.get("pipeline", "")),
        kinds=_choices(kinds, given.get("kind", CLOSE)),
        period=given.get("period", ""),
        reason=given.get("reason", ""),
        problems=tuple(problem.sentence(language()) for problem in problems),
    )


def _choices(found: list[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, words, value == chosen) for value, words in found)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def period_page(request: HttpRequest, id: str) -> HttpResponse:
    """Show one closing; a posted form agrees to it as the other side, or drops it."""
    actor = actor_of_request(request)
    act = _find(id, actor)
    if request.method != "POST":
        return show(request, "period", _page(act, actor, ()))
    try:
        done = _decide(act, request.POST, actor)
    except Refused as refused:
        page = _page(_find(id, actor), actor, refused.problems)
        return show(request, "period", page, status=form_status(refused))
    messages.success(request, done)
    return redirect(reverse("period", args=[act.pk]))


def _find(id: str, actor: Actor) -> PeriodAct:
    try:
        return period_act(id, actor)
    except NotFound as none:
        raise Http404(id) from none


def _decide(act: PeriodAct, form: Any, by: Actor) -> str:
    verb = form.get("act", "")
    if verb == "agree":
        done = services.agree_period(act_id=act.pk, by=by)
        words = {
            CLOSE: _(
                "%(period)s is closed. What comes for it from now on shows as recorded later."
            ),
            "reopen": _("%(period)s is open again."),
        }
        return words[done.kind] % {"period": period_words(done.period)}
    if verb == "drop":
        services.drop_period(act_id=act.pk, reason=form.get("reason", ""), by=by)
        return _("The proposal is dropped.")
    raise Refused.of("form-incomplete", path="act")


def _page(act: PeriodAct, actor: Actor, problems: tuple[Problem, ...]) -> PeriodPage:
    waits = act.state == PeriodAct.State.PROPOSED
    side = may_decide_period(act.pairing, actor)
    carried = carried_now(act)
    seen = _seen(act, carried, actor)
    told = act.kind == CLOSE and act.state != PeriodAct.State.DROPPED
    return PeriodPage(
        section="deadlines",
        title=colon(_kind(act), period_words(act.period)),
        label=f"{pairing_name(act.pairing)} · {_scope(act)}",
        invented=act.pairing.programme.invented,
        foot=foot_of(act.pairing),
        mark=_mark(act),
        reason=act.reason,
        facts=tuple(_facts(act)),
        figures=tuple(map(_figure, period_figures(act))) if told else (),
        carried=_carried(carried, seen),
        unseen=tuple(_unseen(carried, seen)),
        proposed=told and waits,
        later=tuple(_later(one) for one in recorded_later(act)) if act.kind == CLOSE else (),
        closing=act.kind == CLOSE,
        in_force=act.state == PeriodAct.State.AGREED,
        may_agree=waits and bool(side) and side != act.proposed["side"],
        may_drop=waits and bool(side),
        problems=tuple(problem.sentence(language()) for problem in problems),
    )


def _facts(act: PeriodAct) -> list[Fact]:
    said = _("%(name)s, %(office)s, %(at)s")
    users = _users(_signatures(act))
    found = [Fact(_("Proposed by"), said % _signed(act.proposed, users))]
    if act.agreed:
        found.append(Fact(_("Agreed by"), said % _signed(act.agreed, users)))
        found.append(Fact(_("Checkpoint"), _("posting %(seq)s") % {"seq": act.seq}))
        found.append(Fact(_("Chain there"), act.chain))
        found.append(Fact(_("Sealed as"), _("record %(record)s") % {"record": act.record}))
    return found


def _signed(who: dict[str, Any], users: dict[str, User]) -> dict[str, str]:
    signed = datetime.fromisoformat(who["at"])
    office = Office.objects.filter(code=who["office"]).first()
    return {
        "name": _name(who, users),
        "office": office_then(office, signed, who["office"]),
        "at": instant_text(signed, language()),
    }


# So many rows are shown; the others are counted.
MOST = 200


def _figure(one: PeriodFigure) -> FigureRow:
    return FigureRow(
        kind=pipelines()[one.pipeline].label(language()),
        moved=move_words(one.pipeline, one.source, one.target).label(language()),
        figure=amount_said(one.amount, one.unit),
    )


def _carried(carried: list[dict[str, Any]], seen: dict[str, Entry]) -> tuple[CarriedRow, ...]:
    rows = [(one, seen[key]) for one in carried if (key := _key(one)) in seen]
    return tuple(_carried_row(one, row) for one, row in rows[:MOST])


def _key(one: dict[str, Any]) -> str:
    """Return by what an entry stands in a closing: its number, or a mark that tells nothing."""
    return one.get("number") or str(next(one[key] for key in UNSEEN if key in one))


def _seen(act: PeriodAct, carried: list[dict[str, Any]], actor: Actor) -> dict[str, Entry]:
    """Return what was carried and this reader may see: her own side knows its marked entries."""
    keys = {_key(one) for one in carried}
    if not keys:
        return {}
    book = entries(actor).filter(book=book_of(act.pairing))
    seen = {row.number: row for row in book.filter(number__in=keys)}
    if len(seen) < len(keys):
        # A mark is found again by trying: only entries of then, and only those she sees.
        old = book.filter(reported_at__lte=act.agreed_at) if act.agreed_at else book
        marks = {half_mark(key): key for key in old.order_by().values_list("pk", flat=True)}
        own = {marks[key]: key for key in keys if key in marks}
        seen |= {own[row.pk]: row for row in entries(actor).filter(pk__in=own)}
    return seen


def _unseen(carried: list[dict[str, Any]], seen: dict[str, Entry]) -> Iterator[str]:
    """Count what is open and not shown to this reader, and what is too long to be shown."""
    hidden = [one for one in carried if _key(one) not in seen]
    unconfirmed = sum("unconfirmed" in one for one in hidden)
    if count := len(hidden) - unconfirmed:
        yield _("Blind halves carried unseen: %(n)s.") % {"n": count}
    if unconfirmed:
        yield _("Not yet confirmed by the other side: %(n)s.") % {"n": unconfirmed}
    if (more := len(seen) - MOST) > 0:
        yield _("%(n)s more are not listed here.") % {"n": more}


def _carried_row(one: dict[str, Any], row: Entry) -> CarriedRow:
    if "number" not in one:
        state = _("not yet confirmed") if "unconfirmed" in one else _("blind half")
        figures = apart(amount_said(n.amount, n.unit) for n in row.lines.all())
        return CarriedRow(row.number, entry_address(row), state, figures, "")
    units = {n: unit for n, unit, _amount in one["stated"]}
    stated = [amount_said(amount, unit) for _n, unit, amount in one["stated"]]
    counter = [amount_said(c["amount"], units[c["n"]]) for c in one["counter"]]
    return CarriedRow(
        number=one["number"],
        href=entry_address(row),
        state=_("disputed") if one["state"] == "disputed" else _("waiting"),
        stated=apart(stated),
        counter=apart(counter),
    )


def _later(one: Later) -> LaterRow:
    row = one.entry
    return LaterRow(
        at=parse_instant(one.recorded_at),
        happened=date.fromisoformat(one.valid_from),
        what=entry_title(row) if row else _("Passed on to the successor"),
        href=entry_address(row) if row else "",
        figure=("−" if one.kind == "reversal" else "") + amount_said(*main_amount(row))
        if row
        else "",
        reason=row.reason if row else "",
        posting=one.seq,
    )
