"""Paste an announcement or send its file: it is read, a long one by the worker, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
from tallystick.extraction.documents.reading import read_document
from tallystick.interchange.models import LongWork
from tallystick.interchange.services import hand_over_readout, is_long
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import pairings
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.readouts import ReadoutFormPage
from tallystick.web.views import fields
from tallystick.web.views.announcements.readouts import readout_address
from tallystick.web.views.fields import Errors, Typed, problems_of
from tallystick.web.views.files.uploads import uploaded
from tallystick.web.views.promises.recording import chosen, recordable
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import form_status, show
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
    if isinstance(made, LongWork):
        return redirect("long-work", work=made.pk)
    asked = made.items.count()
    said = ngettext(
        "It is kept; %(n)s item waits for a look.",
        "It is kept; %(n)s items wait for a look.",
        asked,
    )
    messages.success(request, said % {"n": asked})
    return redirect(readout_address(made) + ("#next" if asked else ""))


def _kept(
    request: HttpRequest, one: Pairing, typed: Typed, text: str, by: Actor
) -> Readout | LongWork:
    """Keep the text that was pasted, or that of the file; hand a long one to the worker.

    Raises: Refused with every fault.
    """
    sent = request.FILES.get("file")
    said: dict[str, Any] = {name: typed[name].strip() for name in NAMES if name != "pairing"}
    # A browser sends the end of a line as two signs.
    text = text.replace("\r\n", "\n")
    if sent is None:
        if is_long(text=text):
            return hand_over_readout(pairing=one, text=text, by=by, **said)
        return keep_readout(pairing=one, text=text, by=by, **said)
    if text.strip():
        raise Refused(Problem("readout-twice", "text"))
    name, content = uploaded(sent, LARGEST_FILE)
    said |= {"file_name": name, "media_type": (sent.content_type or "")[:100]}
    if is_long(file=content):
        return hand_over_readout(pairing=one, file=content, by=by, **said)
    read = read_document(content)
    said["title"] = said["title"] or read.title
    said["published"] = said["published"] or read.published or ""
    said["lang"] = said["lang"] or read.lang or ""
    return keep_readout(pairing=one, text=read.text, by=by, **said)


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
