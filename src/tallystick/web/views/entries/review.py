"""Many entries at once: tick, see what they add up to, then decide; a result for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import Basis, Entry, State
from tallystick.entries.queries import entries, totals_of, waiting_for, warnings_for
from tallystick.entries.queries.closings import asks_why
from tallystick.entries.services import Result, confirm_many, match_many
from tallystick.entries.services.matching import BASES
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem
from tallystick.programme.rules.pipelines import move_words, pipelines
from tallystick.web.addresses import address
from tallystick.web.contexts.entries import ReviewPage, ReviewRow
from tallystick.web.contexts.shared import Link
from tallystick.web.views.entries.halves import basis_choices
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.wording import (
    amount_said,
    amounts_in_words,
    entry_address,
    entry_title,
    language,
    place_then,
    side_region,
)

# What one person looks through in one go; the rest comes when these are done.
MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def review(request: HttpRequest) -> HttpResponse:
    """Show what waits, then the totals of what was ticked, then what became of each."""
    actor = actor_of_request(request)
    form = request.POST if request.method == "POST" else request.GET
    act = "confirm" if form.get("act") == "confirm" else "match"
    work = waiting_for(actor)
    found = work.to_confirm if act == "confirm" else work.to_match
    waiting = list(found[:MOST])
    more = _more(found) if len(waiting) == MOST else ""
    if request.method != "POST":
        return show(request, "review", replace(_page("choose", act, waiting, actor), more=more))
    chosen = _chosen(request)
    if form.get("step") == "choose":
        page = _ticked_again(_page("choose", act, waiting, actor), {key for key, _v in chosen})
        return show(request, "review", replace(page, more=more))
    known = {row.pk: row for row in waiting}
    rows = [known[key] for key, version in chosen if key in known]
    basis = form.get("basis", "")
    if not chosen:
        page = _page("choose", act, waiting, actor)
        asked = replace(page, problem=Problem("nothing-ticked").sentence(language()))
        return show(request, "review", asked, status=422)
    if act == "match" and basis not in BASES:
        page = _ticked_again(_page("choose", act, waiting, actor), {key for key, _v in chosen})
        asked = replace(page, more=more, problem=Problem("basis-not-chosen").sentence(language()))
        return show(request, "review", asked, status=422)
    if form.get("step") != "done":
        page = _page("check", act, rows, actor, basis=basis)
        return show(request, "review", replace(page, problem=_gone(len(chosen) - len(rows))))
    rows += entries(actor).filter(pk__in=[key for key, _version in chosen if key not in known])
    results = _decide(act, chosen, form, actor)
    page = _page("done", act, rows, actor, basis=basis, results=results)
    return show(request, "review", page)


def _more(found: QuerySet[Entry]) -> str:
    """Return how many wait beyond those that are shown, empty where none does."""
    count = found.count()
    if count <= MOST:
        return ""
    said = {"most": f"{MOST:,}", "count": f"{count:,}"}
    return _("These are the first %(most)s of %(count)s; the rest comes after them.") % said


def _ticked_again(page: ReviewPage, keys: set[str]) -> ReviewPage:
    """Return the list as it was left for the totals: ticked is what was ticked then."""
    rows = (replace(row, ticked=row.key.rpartition(".")[0] in keys) for row in page.rows)
    return replace(page, rows=tuple(rows))


def _gone(count: int) -> str:
    """Return that some of what was ticked waits no more, empty where all of it does."""
    if not count:
        return ""
    return ngettext(
        "%(n)s entry was decided by somebody else meanwhile, and is left out.",
        "%(n)s entries were decided by somebody else meanwhile, and are left out.",
        count,
    ) % {"n": f"{count:,}"}


def _chosen(request: HttpRequest) -> list[tuple[str, int]]:
    """Return the entries that were ticked, each with the version its reader saw."""
    found = []
    for text in request.POST.getlist("entry")[:MOST]:
        key, _dot, version = text.rpartition(".")
        if key and version.isdecimal():
            found.append((key, int(version[:9])))
    return found


def _decide(
    act: str, chosen: list[tuple[str, int]], form: Mapping[str, str], actor: Actor
) -> Mapping[str, Result]:
    """Decide on each by itself, through the services that decide on one."""
    results = (
        confirm_many(chosen, by=actor, reason=form.get("reason", ""))
        if act == "confirm"
        else match_many(chosen, basis=form.get("basis", ""), by=actor)
    )
    return {key: result for (key, _version), result in zip(chosen, results, strict=True)}


def _page(
    step: str,
    act: str,
    rows: list[Entry],
    actor: Actor,
    *,
    basis: str = "",
    results: Mapping[str, Result] | None = None,
) -> ReviewPage:
    odd = warnings_for(rows, actor) if step != "done" else {}
    chosen = basis if basis in BASES else ""
    turned = "match" if act == "confirm" else "confirm"
    other = _("To match") if turned == "match" else _("To confirm in your office")
    return ReviewPage(
        section="entries",
        title=_("Match many at once") if act == "match" else _("Confirm many at once"),
        invented=invented_here(),
        act=act,
        step=step,
        lead=_lead(step, len(rows), results or {}),
        rows=tuple(_row(row, odd.get(row.pk, ()), (results or {}).get(row.pk)) for row in rows),
        totals=_totals(rows) if step == "check" else (),
        bases=basis_choices(chosen),
        basis=chosen,
        basis_words=str(Basis(chosen).label) if chosen else "",
        late=(step, act) == ("check", "confirm") and any(map(asks_why, rows)),
        other=Link(other, address(reverse("review"), {"act": turned})),
    )


def _lead(step: str, count: int, results: Mapping[str, Result]) -> str:
    if step == "choose":
        return _("Ticked are those about which nothing looks odd. Nothing is decided yet.")
    if step == "check":
        return ngettext(
            "%(n)s entry stands to be decided under your name.",
            "%(n)s entries stand to be decided under your name.",
            count,
        ) % {"n": count}
    done = sum(1 for result in results.values() if result.entry is not None)
    return _("%(done)s of %(all)s done.") % {"done": done, "all": len(results)}


def _row(row: Entry, odd: tuple[Problem, ...], result: Result | None) -> ReviewRow:
    words = ""
    if result is not None and result.entry is not None:
        words = str(State(result.entry.state).label)
    elif result is not None:
        words = " ".join(problem.sentence(language()) for problem in result.problems)
    return ReviewRow(
        key=f"{row.pk}.{row.version}",
        number=row.number,
        href=entry_address(row),
        title=entry_title(row),
        side=place_then(side_region(row.pairing, row.side), row.happened_on),
        figures=tuple(amounts_in_words(row)),
        odd=tuple(problem.sentence(language()) for problem in odd),
        ticked=not odd,
        result=words,
        failed=result is not None and result.entry is None,
    )


def _totals(rows: list[Entry]) -> tuple[str, ...]:
    """Return "Sale: Sold – 1.2 million yuan in 3 entries", a line a move and unit."""
    found = []
    for total in totals_of(rows):
        source, _arrow, target = total.move.partition(">")
        found.append(
            ngettext(
                "%(kind)s: %(move)s – %(amount)s in %(n)s entry",
                "%(kind)s: %(move)s – %(amount)s in %(n)s entries",
                total.entries,
            )
            % {
                "kind": pipelines()[total.pipeline].label(language()),
                "move": move_words(total.pipeline, source, target).label(language()),
                "amount": amount_said(total.amount, total.unit),
                "n": total.entries,
            }
        )
    return tuple(found)
