"""Documents signed or invoked between the parties, and the policy frameworks a text names."""

from __future__ import annotations

from tallystick.extraction.drafts import Found
from tallystick.extraction.page import Page


def find_agreements(page: Page) -> tuple[Found, ...]:
    """Return the documents, each as the shortest noun phrase that names it."""
    return ()


def find_frameworks(page: Page) -> tuple[Found, ...]:
    """Return the policy frameworks a text names."""
    return ()
