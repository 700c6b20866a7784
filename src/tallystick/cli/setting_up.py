"""Set up, load the example, serve."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    print_json,
    progress,
    refusals,
    said,
    say,
    start_django,
    step,
)
from tallystick.cli.wording import in_words
from tallystick.kernel.problem import Refused

# Any number will do, so long as nothing else of ours locks it.
_SETTING_UP = 0x7A11_57A6


def version(as_json: AsJson = False) -> None:
    """Print the version."""
    number = installed_version("tallystick")
    if as_json:
        print_json({"version": number})
    else:
        typer.echo(number)


def init(as_json: AsJson = False) -> None:
    """Make the database and load the places it knows. Safe to run again."""
    places = _prepare()
    if as_json:
        print_json({"ready": True, "places": places})
    else:
        say("Ready. Next: tallystick demo for an example, or docs/start/first-day.md.")


def demo(
    serve_after: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the pages after the scorecard.")
    ] = True,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    as_json: AsJson = False,
) -> None:
    """Load the example book (invented figures), print its scorecard and serve it."""
    _prepare()
    from tallystick.cli.figures import show_scorecard
    from tallystick.interchange.example.load import load_example

    with refusals(as_json):
        with one_at_a_time():
            sign_ins = load_example(say=step)
        show_scorecard(pairing="dalian-liupanshui", year=2019, as_of=None, as_json=as_json)
    if not as_json:
        say("All figures of the book, its people and evidence are invented.")
    if serve_after:
        for who in sign_ins:
            step(
                said(
                    "%(user)s %(password)s %(name)s, %(duty)s",
                    user=f"{who.username:<14}", password=f"{who.password:<14}", duty=who.duty,
                    name=in_words(who.name, who.name_zh),
                )
            )  # fmt: skip
        serve(port=port, as_json=as_json)


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    as_json: AsJson = False,
) -> None:
    """Serve pages and the API until stopped with Ctrl-C."""
    start_django()
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    with refusals(as_json):
        _require_free(host, port)
    address = f"http://{host}:{port}/"
    if as_json:
        print_json({"address": address})
    else:
        say(
            "Tallystick is at %(address)s – stop it with Ctrl-C.",
            address=address,
        )
    Granian(
        "tallystick.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.SERVERS,
        blocking_threads=4,
        # Threads keep their connections to the database; ending idle ones only makes new ones.
        blocking_threads_idle_timeout=600,
        respawn_failed_workers=True,
        # Answers on their way are given so many seconds; a process that was told to end while it
        # was starting has not heard it, and would never end.
        workers_kill_timeout=20,
        log_access=False,
    ).serve()


def _require_free(host: str, port: int) -> None:
    """Hold that nobody listens there: two servers of two books would answer by turns.

    Raises: Refused.
    """
    family, kind, proto, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, proto) as probe:
        # What ended a moment ago is no hindrance; what listens is.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except OSError as fault:
            raise Refused.of("port-taken", path="--port", port=port, value=host) from fault


def _prepare() -> int:
    """Migrate and load the reference data, showing each step; return how many places there are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from tallystick.kernel.actor import Actor
    from tallystick.regions.services import load_regions

    with one_at_a_time():
        done = progress(said("database at %(folder)s", folder=Path(settings.HOME)))
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if settings.PRODUCTION:
            # Names with a hash of their content: a browser may keep them for good.
            call_command("collectstatic", interactive=False, verbosity=0)
        done()
        done = progress(said("places of China"))
        places = load_regions(by=Actor.system_actor("setting up"))
        done()
    return places


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second first start wait for the first: on this machine, and on a shared database."""
    from django.conf import settings
    from django.db import connection

    with (Path(settings.HOME) / "setting-up.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_SETTING_UP])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_SETTING_UP])
