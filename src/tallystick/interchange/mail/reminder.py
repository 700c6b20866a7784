"""The letter of one day to one person, in her own language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# kind of work → what the letter calls it, and the page on which it waits.
KINDS: Mapping[str, tuple[Promise | str, str]] = {
    "answer": (gettext_lazy("Entries in dispute that wait for your answer"), "entries"),
    "match": (gettext_lazy("Entries to match"), "entries"),
    "confirm": (gettext_lazy("Entries to confirm in your office"), "entries"),
    "periods": (gettext_lazy("Periods to close or open"), "periods"),
    "carry": (gettext_lazy("What stands and is to be carried over"), "carries"),
    "report": (gettext_lazy("Reports your side makes"), "deadlines"),
    "commitments": (gettext_lazy("Commitments past their date"), "today"),
    "commitments_due": (gettext_lazy("Commitments of your office that are due soon"), "today"),
    "fulfilments": (gettext_lazy("Done for a commitment, to acknowledge"), "today"),
}


@dataclass(frozen=True)
class Letter:
    """What is sent: plain text, no figure in it."""

    subject: str
    body: str


def reminder(name: str, kinds: Sequence[str], *, language: str, address: str) -> Letter:
    """Return the letter that tells a person what kinds of work wait, and where.

    `address` is where the office's pages are found, without a stroke at its end. No number, place
    or title stands in it: a letter leaves the house unsealed.
    """
    # Without a language of her own she is written to in the installation's, whoever sends it.
    with translation.override(language or settings.LANGUAGE_CODE):
        lines = [
            _("%(name)s, this waits for you in Tallystick:") % {"name": name},
            "",
            *(f"- {KINDS[kind][0]}\n  {address}{reverse(KINDS[kind][1])}" for kind in kinds),
            "",
            _("All of it: %(address)s") % {"address": address + reverse("today")},
            "",
            _(
                "This letter comes once a working day at most, and only while something waits. "
                "You end it on your profile: %(address)s"
            )
            % {"address": address + reverse("profile")},
        ]
        return Letter(_("Tallystick: something waits for you"), "\n".join(lines) + "\n")
