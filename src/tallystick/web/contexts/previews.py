"""What the preview of a kept file receives: its text by pages, or its sheets by rows."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.shared import Link, Page


@dataclass(frozen=True)
class PreviewPiece:
    """One page or sheet, as text or as rows; `more` tells what of it is not shown."""

    title: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    more: str = ""
    void: str = ""


@dataclass(frozen=True, kw_only=True)
class PreviewPage(Page):
    """A kept file as far as it can be read here; `problem` says why it cannot.

    `picture` is the address of a picture that is looked at as it is, `alone` that of this preview
    as a page of its own.
    """

    sha256: str
    words: str = ""
    pieces: tuple[PreviewPiece, ...] = ()
    more: str = ""
    problem: str = ""
    picture: str = ""
    alone: str = ""
    href: str = ""
    back: Link | None = None
