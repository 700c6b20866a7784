"""Load an example folder through the ordinary import, confirm, match and post path, once."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from tallystick.access.models import Role
from tallystick.interchange.csv.take_claims import take_claims
from tallystick.interchange.example import set_up
from tallystick.interchange.example.moment import Stage
from tallystick.interchange.example.timeline import play
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.kernel.shipped import read_shipped
from tallystick.programme.models import Programme

FOLDER = "liaoning-guizhou"


@dataclass(frozen=True)
class SignIn:
    """How one invented person of the example signs in on this machine."""

    username: str
    password: str
    name: str
    name_zh: str
    duty: str


def load_example(*, say: Callable[[str], None]) -> list[SignIn]:
    """Load the example unless it stands already, and return its sign-ins.

    The whole story is one database transaction: an interrupted load leaves nothing behind.
    """
    folder = example_folder()
    story = read_shipped((folder / "programme.yaml").read_text("utf-8"))
    passwords = _passwords([person["username"] for person in story["people"]])
    if not Programme.objects.filter(code=story["programme"]["code"]).exists():
        with transaction.atomic():
            _load(folder, story, passwords, say)
    else:
        say(gettext("the example is loaded already"))
    return [
        SignIn(
            person["username"],
            passwords[person["username"]],
            person["name_en"],
            person["name_zh"],
            _duty(person),
        )
        for person in story["people"]
    ]


def _duty(person: dict[str, Any]) -> str:
    roles = [str(Role(role).label) for role in person["roles"]]
    words = {"roles": gettext(", ").join(roles), "office": person["office"]}
    return gettext("%(roles)s at %(office)s") % words


def example_folder() -> Path:
    """Return where the example lies: beside the source, or inside an installed wheel.

    Raises: NotFound when neither is there.
    """
    here = Path(__file__).resolve()
    for base in (here.parents[4] / "examples", here.parent / "data"):
        if (base / FOLDER / "programme.yaml").is_file():
            return base / FOLDER
    raise NotFound.of("not-found", what="example folder", code=FOLDER)


def _load(
    folder: Path, story: dict[str, Any], passwords: dict[str, str], say: Callable[[str], None]
) -> None:
    system = Actor.system_actor("example")
    say(gettext("programme, pairings, offices and people"))
    set_up.programme(story, by=system)
    set_up.people(story, passwords, by=system)
    agreements = set_up.agreements(story, by=system)
    say(gettext("published figures, with their sources"))
    claims = (folder / "claims.csv").read_bytes()
    take_claims(claims, name="claims.csv", by=system, dry_run=False, good_rows=False)
    steps = read_shipped((folder / "timeline.yaml").read_text("utf-8"))["steps"]
    play(steps, Stage(folder, agreements), say)


def _passwords(usernames: list[str]) -> dict[str, str]:
    """Return this machine's passwords of the example, made at the first load and kept."""
    kept = Path(settings.HOME) / "example-sign-ins.json"
    if kept.exists():
        return dict(json.loads(kept.read_text()))
    made = {username: secrets.token_urlsafe(9) for username in usernames}
    handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(made, file)
    return made
