"""`tallystick …`: the commands, in the order one meets them."""

from __future__ import annotations

import typer

from tallystick.cli import (
    entries,
    exporting,
    figures,
    importing,
    pairing_rules,
    periods,
    setting_up,
)

app = typer.Typer(
    name="tallystick",
    help="The two-sided book of record for paired-region cooperation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(setting_up.version)
app.command()(setting_up.init)
app.command()(setting_up.demo)
app.command()(setting_up.serve)
app.add_typer(importing.app, name="import")
app.add_typer(pairing_rules.app, name="rules")
app.add_typer(exporting.app, name="export")
app.command("entries")(entries.list_entries)
app.command()(entries.confirm)
app.command()(entries.match)
app.add_typer(periods.app, name="periods")
app.command()(figures.scorecard)
app.command()(figures.explain)
app.command()(figures.claims)
app.command()(figures.verify)
