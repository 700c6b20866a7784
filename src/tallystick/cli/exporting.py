"""Hand a book out as files that need no product to be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    in_a_folder,
    print_json,
    refusals,
    require_set_up,
    start_django,
)
from tallystick.kernel.problem import Refused

app = typer.Typer(no_args_is_help=True, help="Hand a book out as text.")


@app.command("canonical")
def export_canonical(
    book: Annotated[str, typer.Argument(help="Code of the book: a pairing without a parent.")],
    out: Annotated[
        Path | None, typer.Option(callback=in_a_folder, help="Write to this file.")
    ] = None,
    as_of: Annotated[str, typer.Option("--as-of", help="Scorecards as of YYYY-MM-DD.")] = "",
    seals: Annotated[bool, typer.Option("--seals", help="Add the hashes of each posting.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print a whole book as canonical text: the same steps give the same bytes everywhere."""
    start_django()
    from tallystick.interchange.canonical.book import canonical_book
    from tallystick.kernel.code import sha256_hex

    with refusals(as_json):
        require_set_up()
        lines = list(canonical_book(book, as_of=_day(as_of), seals=seals))
    text = "".join(f"{line}\n" for line in lines)
    if out is not None:
        out.write_text(text, "utf-8")
    if as_json:
        digest = sha256_hex(text.encode())
        print_json({"book": book, "lines": len(lines), "sha256": digest})
    elif out is None:
        typer.echo(text, nl=False)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused.of("no-date", path="--as-of", value=text) from None
