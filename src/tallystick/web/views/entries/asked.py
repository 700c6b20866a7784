"""The document an entry is asked for, in a sentence for whoever reports or reads it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tallystick.entries.queries.documents import AskedDocument
from tallystick.web.wording import language


def document_words(asked: AskedDocument | None) -> str:
    """Return what is asked for and by the rule of which indicator; nothing where nothing is."""
    if asked is None:
        return ""
    if asked.perhaps:
        words = _(
            "Required before it is handed on, where it counts towards “%(indicators)s”:"
            " %(document)s."
        )
    elif asked.required and asked.indicators:
        words = _(
            "Required before it is handed on, by the rule for “%(indicators)s”: %(document)s."
        )
    elif asked.required:
        words = _("Required before it is handed on: %(document)s.")
    elif asked.indicators:
        words = _("Asked for, not required, by the rule for “%(indicators)s”: %(document)s.")
    else:
        words = _("Asked for, not required: %(document)s.")
    lang = language()
    return words % {
        "document": asked.document.label(lang),
        "indicators": asked.because.label(lang),
    }
