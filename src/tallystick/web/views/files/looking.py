"""A kept file looked at in the browser: a picture alone, what holds text as its text, escaped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystick.interchange.previews import Piece, Preview, preview_of, previewed
from tallystick.kernel.problem import Refused
from tallystick.web.contexts.previews import PreviewPage, PreviewPiece
from tallystick.web.contexts.shared import Link
from tallystick.web.views.files.handing import handed, looked_at
from tallystick.web.views.showing import show
from tallystick.web.wording import language

# What a browser shows without running anything.
PICTURES = frozenset({"image/png", "image/jpeg"})
PART = "parts/preview"


@dataclass(frozen=True)
class KeptFile:
    """A kept file where a reader meets it: its name there, and the page she came from."""

    name: str
    media_type: str
    sha256: str
    back: Link
    invented: bool


def looks(media_type: str) -> bool:
    """Return whether a file of this kind can be looked at here."""
    return media_type in PICTURES or media_type in previewed()


def look_address(href: str, media_type: str) -> str:
    """Return where a file is looked at, beside where it is handed out; nothing where it is not."""
    return f"{href}?look=1" if href and looks(media_type) else ""


def answered(request: HttpRequest, file: KeptFile, read: Callable[[], bytes]) -> HttpResponse:
    """Return a file as it is asked for: looked at where that can be, else as a download.

    `read` opens it, which is kept in the act log; it is called once, and not for the frame in
    which a picture then asks for itself.
    """
    if "look" not in request.GET or not looks(file.media_type):
        return handed(file.name, file.media_type, read())
    if file.media_type not in PICTURES:
        return show(request, "preview", _page(request, file, read()), part=PART)
    if getattr(request, "htmx", False):
        return show(request, "preview", _page(request, file), part=PART)
    return looked_at(file.name, file.media_type, read())


def _page(request: HttpRequest, file: KeptFile, content: bytes | None = None) -> PreviewPage:
    found, problem = None, ""
    if content is not None:
        try:
            found = preview_of(content, file.media_type)
        except Refused as refused:
            problem = refused.problems[0].sentence(language())
    alone = f"{request.path}?look=1"
    return PreviewPage(
        section="entries",
        title=file.name,
        invented=file.invented,
        sha256=file.sha256,
        words=_words(found) if found else "",
        pieces=tuple(_piece(one, found) for one in found.pieces) if found else (),
        more=_more(found) if found else "",
        problem=problem,
        picture=alone if content is None else "",
        alone=alone,
        href=request.path,
        back=file.back,
    )


def _words(found: Preview) -> str:
    if found.kind == "sheets":
        return _("These are the values in the file's sheets, not their look.")
    return _("This is the text in the file, not its picture: stamps and signatures are not shown.")


def _more(found: Preview) -> str:
    left = found.total - len(found.pieces)
    if left <= 0:
        return ""
    if found.kind == "sheets":
        words = ngettext("%(n)s more sheet is not shown.", "%(n)s more sheets are not shown.", left)
    else:
        words = ngettext("%(n)s more page is not shown.", "%(n)s more pages are not shown.", left)
    return words % {"n": f"{left:,}"}


def _piece(one: Piece, found: Preview) -> PreviewPiece:
    if found.kind == "sheets":
        return _sheet(one)
    title = _("Page %(n)s") % {"n": one.number} if found.kind == "pages" else ""
    left = ngettext("%(n)s more sign is not shown.", "%(n)s more signs are not shown.", one.left)
    return PreviewPiece(
        title,
        text=one.text,
        more=left % {"n": f"{one.left:,}"} if one.left else "",
        void="" if one.text else _("No text on this page: it may be a picture."),
    )


def _sheet(one: Piece) -> PreviewPiece:
    title = _("Sheet %(n)s: %(name)s") % {"n": one.number, "name": one.name}
    if one.hidden:
        return PreviewPiece(title, void=_("A hidden sheet: open the original to see it."))
    more = []
    if one.left:
        rows = ngettext("%(n)s more row is not shown.", "%(n)s more rows are not shown.", one.left)
        more.append(rows % {"n": f"{one.left:,}"})
    if one.wide:
        wide = ngettext(
            "%(n)s more column is not shown.", "%(n)s more columns are not shown.", one.wide
        )
        more.append(wide % {"n": f"{one.wide:,}"})
    void = "" if one.rows else _("An empty sheet.")
    return PreviewPiece(title, rows=one.rows, more=" ".join(more), void=void)
