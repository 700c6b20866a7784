"""Write the brief of a pairing and year as a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    in_a_folder,
    print_json,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.door import lang as spoken
from tallystick.cli.figures import AsOf, Framework, Level, PairingCode, Year, day_asked


def brief(
    pairing: PairingCode,
    year: Year,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", dir_okay=False, callback=in_a_folder, help="The Word file."),
    ],
    as_of: AsOf = "",
    lang: Annotated[str, typer.Option(help="en or zh-Hans; else the language spoken here.")] = "",
    level: Level = "",
    framework: Framework = "",
    every: Annotated[
        bool, typer.Option("--all", help="Every row in use, not only those with target or claim.")
    ] = False,
    site: Annotated[
        str,
        typer.Option(
            help="Where the pages are, such as https://tally.example; else TALLYSTICK_ADDRESS."
        ),
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Write scorecard, commitments and differences of a year as a Word file with proof codes."""
    start_django()
    from django.conf import settings

    from tallystick.interchange.services import BriefAsked, brief_now

    # An address that leads nowhere would be printed beside every figure.
    site = site or settings.ADDRESS
    if not site:
        words = said("Say where the pages are with --site, or set TALLYSTICK_ADDRESS.")
        raise typer.BadParameter(words)
    tag = lang or {"zh": "zh-Hans"}.get(spoken(), "en")
    with refusals(as_json):
        asked = BriefAsked(
            pairing=pairing,
            year=year,
            as_of=day_asked(as_of),
            every=every,
            level=level,
            framework=framework,
            site=site,
        )
        made = brief_now(asked, lang=tag, by=acting(user))
        out.write_bytes(made.content)
    if as_json:
        frame = {"file": str(out), "bytes": len(made.content), "pairing": pairing, "year": year}
        print_json({**frame, "lang": tag, **made.answer})
    else:
        say(
            "%(file)s: %(figures)s figures, %(commitments)s commitments",
            file=out, figures=made.answer["figures"], commitments=made.answer["commitments"],
        )  # fmt: skip
