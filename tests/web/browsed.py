"""Forms as a browser holds them: who is signed in, what a page says, what its form would send."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tallystick.access.models import User


def signed_in(name: str) -> Client:
    """Return somebody's browser."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def said(answer: Any) -> str:
    """Return a page in one line."""
    return re.sub(r"\s+", " ", answer.content.decode())


def typed(page: str) -> dict[str, str]:
    """Return what the page's form holds, as a browser would send it."""
    form = page.partition("ts-form")[2]
    inputs = re.findall(r"<input[^>]*>", form)
    sent = " ".join(one for one in inputs if "checkbox" not in one or " checked" in one)
    found = dict(re.findall(r' name="([^"]+)" value="([^"]*)"', sent))
    for name, inner in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', inner)
        found[name] = chosen[1] if chosen else ""
    return found


def name_of(answer: Any) -> str:
    """Return the name by which a form is known when it comes again."""
    return typed(said(answer))["form"]
