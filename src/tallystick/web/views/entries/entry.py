"""One entry: its two halves, what was said, and what the reader may do with it now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries import services
from tallystick.entries.models import Entry, EntryLine, State
from tallystick.entries.queries import (
    bringing,
    entries,
    entry,
    waiting_for,
    waiting_problem,
    warnings_for,
)
from tallystick.entries.queries.acts import awaited, awaited_sides, open_acts
from tallystick.entries.queries.documents import document_of
from tallystick.entries.queries.last_time import SENT
from tallystick.entries.queries.many import put_right
from tallystick.entries.queries.reported import amended, read_figures
from tallystick.entries.rules.blind import as_counter
from tallystick.kernel.actor import Actor
from tallystick.kernel.numeral import Stated, read_stated
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.models import PairingRule
from tallystick.programme.queries import span
from tallystick.programme.rules.pipelines import unit_scale
from tallystick.web.addresses import address
from tallystick.web.contexts.entries import EntryPage, QueueItem
from tallystick.web.contexts.shared import Link
from tallystick.web.views.deciders import named
from tallystick.web.views.entries.as_last_time import next_like
from tallystick.web.views.entries.asked import document_words
from tallystick.web.views.entries.drafts import draft_of
from tallystick.web.views.entries.halves import came_by, forms_of, halves_of, shown_words
from tallystick.web.views.files.uploads import uploaded
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    amount_said,
    entry_address,
    entry_title,
    language,
    main_amount,
    pairing_name,
    state_mark,
)

QUEUE = 8
# After these the reader goes on to the next entry of the pairing; after all others she stays.
DECISIONS = ("confirm", "match", "dispute", "uphold", "settle")


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def entry_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show an entry; a posted form takes one of its steps, speaks, or lays a file under it."""
    actor = actor_of_request(request)
    row = _find(actor, number)
    if request.method != "POST":
        return show(request, "entry", _page(row, actor))
    try:
        done = _act(request, row, actor)
    except Refused as refused:
        fresh = _find(actor, number)
        page = _page(fresh, actor, typed=request.POST, problems=refused.problems)
        return show(request, "entry", page, status=form_status(refused))
    follows = _next_of(row, actor) if request.POST["act"] in DECISIONS else row
    messages.success(request, done if follows is row else _linked(done, row))
    return redirect(entry_address(follows))


def _linked(done: str, row: Entry) -> SafeString:
    """Return what was done with a link to its entry, where the reader goes on to another one."""
    before, number, after = done.partition(row.number)
    link = format_html('<a class="ts-link" href="{}">{}</a>', entry_address(row), number)
    words = _("The next entry that waits for you in this pairing is shown here.")
    return format_html("{}{}{} {}", before, link, after, words)


def _find(actor: Actor, number: str) -> Entry:
    found = entries(actor).filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise Http404(number)
    try:
        return entry(found, actor)
    except NotFound as gone:
        raise Http404(number) from gone


def _act(request: HttpRequest, row: Entry, by: Actor) -> str:
    """Do what the posted form asks for, on the version its reader saw.

    Raises: Refused with every reason why not.
    """
    asked = request.POST.get("act", "")
    act, given = ACTS.get(asked), request.POST.get("version", "")[:9]
    if not given.isdecimal() or (act is None and asked != "attach"):
        raise Refused.of("form-incomplete", path="act")
    if act is None:
        return _attach(row, request, by)
    return act(row, int(given), request.POST, by)


def _confirm(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    reason = form.get("reason", "")
    done = services.confirm_entry(entry_id=row.pk, version=version, by=by, reason=reason)
    if done.state == State.POSTED and row.policy == "single":
        return _("%(number)s is confirmed and posted; one side suffices here.") % {
            "number": row.number
        }
    if done.state == State.DISPUTED or (done.half_of and done.half_of.state == State.DISPUTED):
        return _("%(number)s is confirmed. The other half shows another figure.") % {
            "number": row.number
        }
    if done.state in (State.PAIRED, State.POSTED):
        return _("%(number)s is confirmed. The other half shows the same, and it is posted.") % {
            "number": row.number
        }
    return _("%(number)s is confirmed and waits for the other side.") % {"number": row.number}


def _match(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    basis = form.get("basis", "")
    done = services.match_entry(entry_id=row.pk, version=version, basis=basis, by=by)
    if done.state == State.MATCHED:
        return _("%(number)s is matched. It is posted as soon as what it builds on is posted.") % {
            "number": row.number
        }
    return _("%(number)s is matched and posted.") % {"number": row.number}


def _dispute(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    services.dispute_entry(
        entry_id=row.pk,
        version=version,
        counter=[
            (line.n, as_counter(line.amount, line.precision, said))
            for line, said in _figures(row, form)
        ],
        reason=form.get("reason", ""),
        by=by,
    )
    return _("%(number)s is disputed; the other side sees your figure.") % {"number": row.number}


def _uphold(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    reason = form.get("reason", "")
    done = services.uphold_entry(entry_id=row.pk, version=version, reason=reason, by=by)
    if done.state == State.DISPUTED:
        return _("%(number)s is upheld by your side; it takes the other side's name too.") % {
            "number": row.number
        }
    if done.state == State.MATCHED:
        return _("%(number)s is upheld by both sides. It waits for what it builds on.") % {
            "number": row.number
        }
    return _("%(number)s is upheld by both sides and posted.") % {"number": row.number}


def _withdraw(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    reason = form.get("reason", "")
    services.withdraw_entry(entry_id=row.pk, version=version, reason=reason, by=by)
    return _("%(number)s is withdrawn.") % {"number": row.number}


def _submit(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    reason = form.get("reason", "")
    services.submit_entry(entry_id=row.pk, version=version, by=by, reason=reason)
    return _("%(number)s waits for the second person of your office.") % {"number": row.number}


def _settle(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    done = services.settle_dispute(
        entry_id=row.pk,
        version=version,
        figures=[(line.n, said.amount) for line, said in _figures(row, form)],
        reason=form.get("reason", ""),
        by=by,
    )
    if done.state == State.DISPUTED:
        return _("%(number)s: your figure is proposed. It takes the other side's name too.") % {
            "number": row.number
        }
    return _("%(number)s is settled by both sides.") % {"number": row.number}


def _amend(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    given = [(str(n), form[f"counter-{n}"]) for n in _numbers(row) if form.get(f"counter-{n}")]
    services.amend_entry(
        entry_id=row.pk,
        version=version,
        report=amended(row, read_figures(row, given)),
        reason=form.get("reason", ""),
        by=by,
    )
    return _("%(number)s is amended and waits for the second person of your office.") % {
        "number": row.number
    }


def _numbers(row: Entry) -> list[int]:
    return [line.n for line in row.lines.all()]


def _remark(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    services.add_remark(entry_id=row.pk, text=form.get("text", ""), by=by)
    return _("Your words stand in the thread of %(number)s.") % {"number": row.number}


def _post(row: Entry, version: int, form: Mapping[str, str], by: Actor) -> str:
    posted = services.post_waiting(book=row.book.code, by=by)
    if any(one.pk == row.pk for one in posted):
        return _("%(number)s is posted.") % {"number": row.number}
    return _("%(number)s still waits; what it builds on is not posted.") % {"number": row.number}


def _attach(row: Entry, request: HttpRequest, by: Actor) -> str:
    """Lay a file under the entry, or a roster by its hash and count.

    Raises: Refused where there is neither.
    """
    form, file = request.POST, request.FILES.get("file")
    if file is not None:
        name, content = uploaded(file)
        services.attach_evidence(
            entry_id=row.pk,
            name=name,
            content=content,
            by=by,
            invented=row.pairing.programme.invented,
        )
        return _("%(name)s lies under %(number)s.") % {"name": file.name, "number": row.number}
    if not form.get("sha256"):
        raise Refused.of("no-file-chosen", path="file")
    persons = form.get("persons", "")[:9]
    services.note_roster(
        entry_id=row.pk,
        name=form.get("name", "") or _("roster"),
        sha256=form.get("sha256", "").strip().lower(),
        persons=int(persons) if persons.isdecimal() else 0,
        by=by,
    )
    return _("The roster is named under %(number)s by its hash.") % {"number": row.number}


ACTS: Mapping[str, Callable[[Entry, int, Mapping[str, str], Actor], str]] = {
    "confirm": _confirm,
    "match": _match,
    "dispute": _dispute,
    "uphold": _uphold,
    "withdraw": _withdraw,
    "submit": _submit,
    "settle": _settle,
    "amend": _amend,
    "remark": _remark,
    "post": _post,
}


def _figures(row: Entry, form: Mapping[str, str]) -> list[tuple[EntryLine, Stated]]:
    """Read the figures typed beside the lines, in each line's own unit.

    Raises: Refused naming every field that holds no plain number.
    """
    read, problems = [], []
    for line in row.lines.all():
        text = form.get(f"counter-{line.n}", "").strip()
        if not text:
            continue
        try:
            read.append((line, read_stated(text, unit_scale(line.unit))))
        except Refused:
            problems.append(Problem("counter-no-number", f"counter-{line.n}", value=text[:40]))
    if problems:
        raise Refused(problems)
    return read


def _next_of(row: Entry, actor: Actor) -> Entry:
    """Return where the reader goes on: the next entry of this pairing in her queue, else this one.

    What an ended pairing left open is no work of today, and nobody is led there unasked.
    """
    end = span(row.pairing).end
    if end is not None and end < timezone.localdate():
        return row
    work = waiting_for(actor)
    queues = (work.to_match, work.to_confirm)
    rest = (rows.filter(pairing=row.pairing_id).exclude(pk=row.pk).first() for rows in queues)
    return next((one for one in rest if one is not None), row)


def _page(
    row: Entry,
    actor: Actor,
    typed: Mapping[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
) -> EntryPage:
    confirming, queue, waiting = _queue_of(row, actor)
    halves = halves_of(row, actor)
    waits = waiting_problem(row)
    joined, (came, paper) = halves.joined, came_by(row)
    asked = document_of(row)
    draft = draft_of(row, actor, typed or {}, asked)
    said = tuple(problem.sentence(language()) for problem in problems)
    forms = forms_of(row, actor, typed or {}, said)
    return EntryPage(
        section="entries",
        title=entry_title(row),
        invented=row.pairing.programme.invented,
        foot=foot_of(row.pairing),
        label=pairing_name(row.pairing),
        number=row.number,
        note=halves.note,
        mark=state_mark(row, timezone.localdate()),
        upper=halves.upper,
        lower=halves.lower,
        gutter=halves.gutter,
        differ=halves.differ,
        disputed=row.state == State.DISPUTED,
        stick_words=halves.stick_words,
        policy=str(PairingRule.Value(row.policy).label) if row.policy != "both" else "",
        shown=shown_words(row),
        came=came,
        paper=Link(paper, reverse("paper", args=[paper])) if paper else None,
        awaited=_awaited(row, forms.acts),
        who_may=reverse("who-may-act", args=[row.pairing.code]),
        waits=waits.sentence(language()) if waits else "",
        waits_on=_waits_on(row, actor) if waits else None,
        correct=_correct(row, actor),
        next_like=next_like(row, actor) if row.state in SENT else "",
        stands_for=_stands_for(row, actor),
        other_half=Link(joined.number, entry_address(joined)) if joined else None,
        odd=tuple(p.sentence(language()) for p in warnings_for([row], actor).get(row.pk, ())),
        rows=halves.rows,
        said=halves.said,
        evidence=halves.evidence,
        thread=halves.thread,
        forms=forms,
        draft=draft,
        # Of her own draft the clerk reads it among what keeps it from being handed on.
        asked="" if draft and asked and asked.required else document_words(asked),
        queue_title=_("To confirm") if confirming else _("To match"),
        queue=tuple(_queue_item(one, row) for one in queue),
        queue_more=_more(waiting, confirming),
    )


def _queue_of(row: Entry, actor: Actor) -> tuple[bool, list[Entry], int]:
    """Return whether she reads to confirm, the first of what waits beside it, and how many do."""
    work = waiting_for(actor)
    if work.to_confirm.filter(pk=row.pk).exists():
        return True, list(work.to_confirm[:QUEUE]), work.to_confirm.count()
    first = list(work.disputes[:QUEUE])
    first += work.to_match[: QUEUE - len(first)]
    return False, first, work.disputes.count() + work.to_match.count()


def _correct(row: Entry, actor: Actor) -> str:
    """Return where a posted entry is put right by who may ask for it, else nothing."""
    may = row.state == State.POSTED and row.promises_id is None
    if not may or "reverse" not in open_acts(row, actor):
        return ""
    return address(reverse("correction-new"), {"row": row.number})


def _stands_for(row: Entry, actor: Actor) -> tuple[tuple[str, Link], ...]:
    """Return the entry in whose place this one stands, the one in its own, and the correction."""
    found: list[tuple[str, Link]] = []
    put = put_right(row, actor)
    if put.before is not None:
        found.append((_("In place of"), Link(put.before.number, entry_address(put.before))))
    if put.after is not None:
        found.append((_("In its place stands"), Link(put.after.number, entry_address(put.after))))
    if put.correction:
        where = reverse("correction", args=[put.correction])
        found.append((_("Put right by"), Link(_("the correction"), where)))
    return tuple(found)


def _awaited(row: Entry, mine: frozenset[str]) -> str:
    """Return the office and the people whose step is next; nothing where it is the reader's own."""
    steps = awaited(row)
    if not steps or mine & {"confirm", "match", "uphold"}:
        return ""
    taken = {act.user_id for act in row.acts.all()} if row.state != State.DISPUTED else set()
    who = {"who": named(steps, awaited_sides(row), without=taken)}
    if row.state == State.SUBMITTED:
        return _("A second person of the same office confirms it: %(who)s.") % who
    if row.state == State.DISPUTED:
        return _("The dispute ends when a name of each side says the same: %(who)s.") % who
    if row.policy == "blind":
        return _("The other side enters its half: %(who)s.") % who
    return _("The other side matches or disputes it: %(who)s.") % who


def _waits_on(row: Entry, actor: Actor) -> Link:
    """Return the entry that brings what this one waits for, else where such entries are listed."""
    if brings := bringing(row, actor):
        return Link(brings.number, entry_address(brings))
    query = {"pairing": row.pairing.code, "pipeline": row.pipeline}
    return Link(_("Entries of this kind"), address(reverse("entries"), query))


def _queue_item(one: Entry, current: Entry) -> QueueItem:
    return QueueItem(
        state_mark(one, timezone.localdate()),
        entry_title(one),
        entry_address(one),
        amount_said(*main_amount(one)),
        one.pk == current.pk,
    )


def _more(count: int, confirming: bool) -> Link | None:
    if count <= QUEUE:
        return None
    state = State.SUBMITTED if confirming else State.CONFIRMED
    words = _("All %(count)s") % {"count": count}
    return Link(words, address(reverse("entries"), {"state": state}))
