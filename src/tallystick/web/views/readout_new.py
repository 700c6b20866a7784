"""Paste an announcement or send its file: it is read at once, and kept with its draft."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Readout
from tallystick.exchanges.services import keep_readout
from tallystick.extraction.documents.files import LARGEST_FILE
from tallystick.extraction.documents.reading import FileText, read_document
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import pairings
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.readouts import ReadoutFormPage
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed, problems_of
from tallystick.web.views.readouts import readout_address
from tallystick.web.views.recording import chosen, recordable
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import form_status, show
from tallystick.web.views.uploads import uploaded
from tallystick.web.wording import pairing_name

LONGEST = 600
NAMES = ("pairing", "side", "title", "published", "lang", "url", "source_kind")


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def readout_new(request: HttpRequest) -> HttpResponse:
    """Show the form; a posted one keeps the announcement and opens its draft."""
    actor = actor_of_request(request)
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: str(given.get(name, ""))[:LONGEST] for name in NAMES}
    found = recordable(pairings(actor), actor)
    one = chosen(found, typed["pairing"])
    if one is None:
        raise Http404("pairing")
    text = str(given.get("text", "")) if request.method == "POST" else ""
    if request.method != "POST":
        return show(request, "readout_new", _page(found, one, typed, text, ()))
    try:
        made = _kept(request, one, typed, text, actor)
    except Refused as refused:
        page = _page(found, one, typed, text, refused.problems)
        return show(request, "readout_new", page, status=form_status(refused))
    asked = made.items.count()
    said = ngettext(
        "It is kept; %(n)s item waits for a look.",
        "It is kept; %(n)s items wait for a look.",
        asked,
    )
    messages.success(request, said % {"n": asked})
    return redirect(readout_address(made) + ("#next" if asked else ""))


def _kept(request: HttpRequest, one: Pairing, typed: Typed, text: str, by: Actor) -> Readout:
    """Keep the text that was pasted, or that of the file.

    Raises: Refused with every fault.
    """
    sent = request.FILES.get("file")
    name, kind = "", ""
    # A browser sends the end of a line as two signs.
    read = FileText(text.replace("\r\n", "\n"))
    if sent is not None:
        if text.strip():
            raise Refused(Problem("readout-twice", "text"))
        name, content = uploaded(sent, LARGEST_FILE)
        kind, read = (sent.content_type or "")[:100], read_document(content)
    return keep_readout(
        pairing=one,
        text=read.text,
        by=by,
        side=typed["side"],
        title=typed["title"].strip() or read.title,
        published=typed["published"].strip() or read.published or "",
        lang=typed["lang"] or read.lang or "",
        url=typed["url"].strip(),
        source_kind=typed["source_kind"],
        file_name=name,
        media_type=kind,
    )


def _page(
    found: Sequence[Pairing],
    one: Pairing,
    typed: Typed,
    text: str,
    problems: Sequence[Problem],
) -> ReadoutFormPage:
    errors, listed = problems_of(problems, {}, {*NAMES, "text"})
    return ReadoutFormPage(
        section="readouts",
        title=_("Read an announcement"),
        invented=one.programme.invented,
        lead=_(
            "Who met, what was promised and what was counted is found in its words; you then say "
            "what of it is right."
        ),
        problems=listed,
        fields=_fields(found, typed, errors),
        text=text,
        text_errors=errors.get("text", ()),
    )


def _fields(found: Sequence[Pairing], typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    sides = [(side.value, capfirst(str(side.label))) for side in Readout.Side]
    kinds = [(kind.value, capfirst(str(kind.label))) for kind in Readout.SourceKind]
    langs = [(lang.value, str(lang.label)) for lang in Readout.Lang]
    return (
        fields.select(
            "pairing", _("Pairing"), [(row.code, pairing_name(row)) for row in found], typed, errors
        ),
        fields.select(
            "side", _("Whose press"), sides, typed, errors, blank=_("choose"), needed=True
        ),
        fields.text(
            "published", _("Published"), typed, errors,
            hint=_("2021-05-07, 2021-05 or 2021; it settles “on May 6” and “this year”"),
        ),
        fields.text(
            "url", _("Web address"), typed, errors, hint=_("where it stands; not fetched")
        ),
        fields.select(
            "source_kind", _("Source"), kinds, typed, errors, blank=_("found out from the address")
        ),
        fields.select("lang", _("Language"), langs, typed, errors, blank=_("found out")),
        fields.text(
            "title", _("Title"), typed, errors,
            hint=_("empty: what the file says, or its first line"),
        ),
    )  # fmt: skip
