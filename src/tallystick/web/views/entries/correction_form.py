"""Begin a correction of many entries: choose rows and a rule, look at each, ask for a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import Entry, EntryLine
from tallystick.entries.queries import entries, named
from tallystick.entries.queries.many import documents_going_over, upload_entries, uploads
from tallystick.entries.queries.reported import read_figures
from tallystick.entries.services import Report, propose_correction, review_correction
from tallystick.interchange.excel.precheck import LARGEST_FILE
from tallystick.interchange.services import corrected_reports
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.kernel.quantity import show_minor
from tallystick.programme.rules.pipelines import unit_scale, unit_words
from tallystick.web.contexts.corrections import (
    CorrectionDocuments,
    CorrectionFormPage,
    FixLine,
    FixRow,
)
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.shared import Choice, Fact
from tallystick.web.views.entries.corrections import fix_rows, rule_text
from tallystick.web.views.entries.halves import evidence_rows, line_name
from tallystick.web.views.fields import Typed, problems_of, typed_of
from tallystick.web.views.files.uploads import uploaded, uploaded_all
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    amount_said,
    entry_address,
    entry_title,
    language,
    sentences,
    state_mark,
)

# So many rows are chosen one by one; of a longer file all are taken, and it is said.
MOST = 100
FILE = "file"
SLIP = "10000"


@dataclass
class Chosen:
    """What a correction is to be about, and what its form said."""

    rows: list[Entry]
    upload: str
    typed: Typed
    corrected: Mapping[str, Report] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether the file is too long to choose its rows one by one."""
        return bool(self.upload) and len(self.rows) > MOST

    @property
    def ticked(self) -> list[Entry]:
        """The rows that are to be put right."""
        return self.rows if self.whole else [row for row in self.rows if self.takes(row)]

    @property
    def factor(self) -> int:
        """The factor as it was typed; 0 where it is no whole number."""
        text = self.typed.get("factor", "").replace(",", "").strip()
        return int(text) if text.isdecimal() else 0

    def takes(self, row: Entry) -> bool:
        """Whether a row is ticked; all are, before anybody chose."""
        marked = self.typed.get("ticked")
        return marked is None or row.number in marked.split(",")


def _field(row: Entry, line: EntryLine) -> str:
    """Return the name of the field for a line's new figure."""
    return f"figure-{row.number}-{line.n}"


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def correction_new(request: HttpRequest) -> HttpResponse:
    """Show the rows and the rule, then what each row would say; the last step asks for a name."""
    actor = actor_of_request(request)
    chosen = _chosen(request, actor)
    if request.method != "POST":
        return show(request, "correction_form", _page(chosen, "choose", actor))
    try:
        chosen.corrected = _corrected(request, chosen, actor)
        said = _said(chosen)
        if request.POST.get("step") == "ask" or chosen.typed.get("rule") == FILE:
            return _proposed(request, chosen, said, actor)
        reviewed = review_correction(**said, by=actor)
    except Refused as refused:
        page = _page(chosen, "choose", actor, problems=refused.problems)
        return show(request, "correction_form", page, status=form_status(refused))
    page = _page(chosen, "check", actor, reviewed=fix_rows(reviewed))
    return show(request, "correction_form", page)


def _proposed(
    request: HttpRequest, chosen: Chosen, said: dict[str, Any], actor: Actor
) -> HttpResponse:
    """Propose it with the documents sent; where one of those is none, the last step stays open.

    Raises: Refused where it is about anything else.
    """
    try:
        documents = uploaded_all(request.FILES.getlist("evidence"))
        made = propose_correction(**said, documents=documents, by=actor)
    except Refused as refused:
        if any(problem.path != "evidence" for problem in refused.problems):
            raise
        rows = fix_rows(review_correction(**said, by=actor))
        page = _page(chosen, "check", actor, reviewed=rows, problems=refused.problems)
        return show(request, "correction_form", page, status=form_status(refused))
    return redirect("correction", id=made.pk)


def _chosen(request: HttpRequest, actor: Actor) -> Chosen:
    """Return the rows that were named, or all of a file.

    Raises: Http404 where one of them is out of sight.
    """
    given = request.POST if request.method == "POST" else request.GET
    upload = given.get("upload", "")[:36]
    typed = typed_of(given.dict())
    if request.method == "POST":
        typed["ticked"] = ",".join(given.getlist("entry")[:MOST])
    try:
        if upload:
            found = upload_entries(upload, actor).values_list("pk", flat=True)
            by_id = {row.pk: row for row in entries(actor).filter(pk__in=list(found))}
            rows = [by_id[key] for key in found]
        else:
            numbers = given.getlist("row") or given.getlist("entry")
            rows = named(actor, list(dict.fromkeys(n[:20] for n in numbers))[:MOST])
    except NotFound as gone:
        raise Http404(upload) from gone
    return Chosen(rows, upload, typed)


def _corrected(request: HttpRequest, chosen: Chosen, by: Actor) -> Mapping[str, Report]:
    """Return what a corrected file says, where that is the rule.

    Raises: Refused without a file, and with every cell of it that is not in order.
    """
    if chosen.typed.get("rule") != FILE:
        return {}
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        raise Refused.of("no-file-chosen", path="file")
    if sent.size > LARGEST_FILE:
        raise Refused.of("workbook-too-large", path="file", largest=LARGEST_FILE // 1_000_000)
    return corrected_reports(content=uploaded(sent, LARGEST_FILE)[1], by=by)


def _said(chosen: Chosen) -> dict[str, Any]:
    """Return the rule as the service takes it.

    Raises: Refused with every figure that is none.
    """
    rule, rows = chosen.typed.get("rule", ""), chosen.ticked
    scaling = rule in ("times", "divide")
    if not rows:
        raise Refused.of("nothing-ticked", path="entry")
    return {
        "entry_ids": [row.pk for row in rows],
        "rule": "replace" if rule == FILE else rule,
        "unit": chosen.typed.get("unit", "") if scaling else "",
        "factor": chosen.factor if scaling else 1,
        "reason": chosen.typed.get("reason", ""),
        "corrected": chosen.corrected,
        "figures": _figures(rows, chosen.typed) if rule == "replace" else None,
    }


def _figures(rows: Sequence[Entry], typed: Typed) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    problems: list[Problem] = []
    for row in rows:
        names = {str(line.n): _field(row, line) for line in row.lines.all()}
        given = [(n, typed[name]) for n, name in names.items() if typed.get(name, "").strip()]
        try:
            read = read_figures(row, given)
            found[row.pk] = {n: stated.amount for n, stated in read.items()}
        except Refused as refused:
            problems += [
                Problem(p.code, names.get(p.path.removeprefix("figure."), ""), p.params, p.value)
                for p in refused.problems
            ]
    if problems:
        raise Refused(problems)
    return found


def _page(
    chosen: Chosen,
    step: str,
    actor: Actor,
    *,
    problems: Sequence[Problem] = (),
    reviewed: tuple[FixRow, ...] = (),
) -> CorrectionFormPage:
    names = {_field(row, line) for row in chosen.rows for line in row.lines.all()}
    errors, listed = problems_of(
        problems, {}, {"rule", "unit", "factor", "reason", "evidence", *names}
    )
    rows = chosen.ticked if step == "check" else chosen.rows
    name = uploads(actor).filter(pk=chosen.upload).first() if chosen.upload else None
    return CorrectionFormPage(
        section="entries",
        title=_("Put many entries right"),
        invented=invented_here(),
        step=step,
        lead=_lead(step, len(rows)),
        upload=chosen.upload,
        upload_name=name.name if name else "",
        rows=reviewed or tuple(_fix(row, chosen, errors) for row in rows[:MOST]),
        total=len(rows),
        problems=listed,
        hidden=_hidden(chosen) if step == "check" else (),
        facts=_facts(chosen) if step == "check" else (),
        good=sum(not row.refused for row in reviewed),
        documents=_documents(chosen, actor, reviewed, problems) if step == "check" else None,
        **_fields(chosen, errors),
    )


def _documents(
    chosen: Chosen, actor: Actor, reviewed: Sequence[FixRow], problems: Sequence[Problem]
) -> CorrectionDocuments | None:
    """Return what goes over of the documents of one entry, and whether new ones may come."""
    rule = chosen.typed.get("rule", "")
    if len(chosen.ticked) != 1 or rule == "reverse":
        return None
    (row,) = chosen.ticked
    return CorrectionDocuments(
        row.number,
        evidence_rows(row, documents_going_over(row, (), rule), actor),
        more=any(not one.refused for one in reviewed),
        errors=tuple(p.sentence(language()) for p in problems if p.path == "evidence"),
    )


def _lead(step: str, count: int) -> str:
    if step == "check":
        return _("Nothing has moved yet. A second person looks at the same rows and agrees.")
    words = ngettext("%(n)s entry.", "%(n)s entries.", count) % {"n": count}
    names = _("What is posted takes a name of each side; what is not, two names of its own side.")
    return sentences(words, names)


def _facts(chosen: Chosen) -> tuple[Fact, ...]:
    typed = chosen.typed
    words = rule_text(typed.get("rule", ""), typed.get("unit", ""), chosen.factor)
    return (Fact(_("What"), words), Fact(_("Why"), typed.get("reason", ""), typed=True))


def _hidden(chosen: Chosen) -> tuple[tuple[str, str], ...]:
    """Return what the second step carries on of the first."""
    typed = chosen.typed
    names = ("rule", "unit", "factor", "reason", "upload")
    rows = [] if chosen.whole else [("entry", row.number) for row in chosen.ticked]
    figures = [(name, text) for name, text in typed.items() if name.startswith("figure-") and text]
    return (*((name, typed.get(name, "")) for name in names), *rows, *figures)


def _fix(row: Entry, chosen: Chosen, errors: Mapping[str, tuple[str, ...]]) -> FixRow:
    lines = []
    for line in row.lines.all():
        name = _field(row, line)
        shown = f"{show_minor(line.amount, unit_scale(line.unit))}"
        said = " ".join(errors.get(name, ()))
        unit = unit_words(line.unit).label(language())
        typed = chosen.typed.get(name, "")[:40]
        lines.append(FixLine(line_name(line), shown, name, typed, said, unit))
    return FixRow(
        number=row.number,
        href=entry_address(row),
        title=entry_title(row),
        mark=state_mark(row, timezone.localdate()),
        before=tuple(amount_said(n.amount, n.unit) for n in row.lines.all()),
        lines=() if chosen.whole else tuple(lines),
        ticked=chosen.takes(row),
    )


def _fields(chosen: Chosen, errors: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    typed = {"factor": SLIP, "rule": "divide", **chosen.typed}
    rules = {
        "divide": _("divide by the factor"),
        "times": _("multiply by the factor"),
        "replace": _("write the new figures beside the rows"),
        FILE: _("take the figures of a corrected file"),
        "reverse": _("take the entries back"),
    }
    units = list(dict.fromkeys(line.unit for row in chosen.rows for line in row.lines.all()))
    words = [(unit, unit_words(unit).label(language())) for unit in units]

    def choices(name: str, found: list[tuple[str, str]]) -> tuple[Choice, ...]:
        return tuple(Choice(code, said, code == typed.get(name, "")) for code, said in found)

    def made(name: str, label: str, kind: str, hint: str = "") -> FormField:
        found = {"rule": list(rules.items()), "unit": words}.get(name, [])
        return FormField(
            name, label, kind, typed.get(name, ""), choices(name, found), hint,
            errors=errors.get(name, ()),
        )  # fmt: skip

    return {
        "rule": made("rule", _("What is to be done"), "select"),
        "unit": made("unit", _("Figures in"), "select", _("other units stay as they are")),
        "factor": made("factor", _("Factor"), "number", _("10,000 where 万 and one were mixed up")),
        "reason": made("reason", _("One reason for all of them"), "text"),
    }
