"""Name things, show them with their history, change their record; keys for workers, made here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    minute_of,
    print_json,
    print_table,
    refusals,
    say,
    start_django,
    start_words,
)
from tallystick.cli.wording import in_words, pipeline, record_words, who

if TYPE_CHECKING:
    from tallystick.programme.models import Thing

app = typer.Typer(
    help="Named things: projects, enterprises, workshops, posts.", no_args_is_help=True
)
workers = typer.Typer(help="Keys by which a worker counts once.", no_args_is_help=True)
Said = Annotated[
    list[str] | None,
    typer.Option(
        "--record",
        help="FIELD=VALUE; may be repeated. Of a person her name, which is kept encrypted, or key.",
    ),
]
Other = Annotated[
    list[str] | None,
    typer.Option("--other", help="CODE=REASON: why this is another than a likely same one."),
]


@app.command("list")
def list_things(
    kind: Annotated[str, typer.Option(help="Only this pipeline.")] = "",
    region: Annotated[str, typer.Option(help="Only this place and what lies in it.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List named things with their records."""
    start_django()
    from tallystick.programme.queries.things import things

    with refusals(as_json):
        rows = [_row(thing) for thing in things(acting(user), pipeline=kind, region=region)]
    if as_json:
        print_json({"total": len(rows), "things": rows})
        return
    print_table(
        counted("%(n)s named thing", "%(n)s named things", len(rows)),
        columns("Code!", "Pipeline", "Where!", "Called", "Record?"),
        [
            [r["code"], pipeline(r["pipeline"]), r["region"], in_words(r["name"], r["name_zh"]),
             record_words(r["pipeline"], r["record"])]
            for r in rows
        ],
    )  # fmt: skip


@app.command()
def name(
    kind: Annotated[str, typer.Option(help="The pipeline: project, enterprise, facility …")],
    region: Annotated[str, typer.Option(help="Code of the place.")],
    name_en: Annotated[str, typer.Option("--name", help="Its name in English.")] = "",
    name_zh: Annotated[str, typer.Option(help="Its name in Chinese.")] = "",
    code: Annotated[str, typer.Option(help="Its code; made up where none is given.")] = "",
    record: Said = None,
    other: Other = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Name a thing; a likely same one is shown first, with its score and reasons."""
    start_django()
    from tallystick.programme.services import name_thing

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = name_thing(
            pipeline=kind,
            region=region,
            name_en=name_en,
            name_zh=name_zh,
            code=code,
            record=_read(kind, record),
            other_than=_pairs(other),
            by=actor,
        )
        row = _row(made)
    _show(row, as_json)


@app.command()
def show(code: str, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show a thing's record and how it came to be."""
    start_django()
    from tallystick.programme.queries.things import thing, thing_history

    with refusals(as_json):
        found = thing(code, actor=acting(user))
        row = _row(found)
        history: list[dict[str, Any]] = [
            {
                "at": change.act.at.isoformat(timespec="minutes"),
                "who": change.act.who,
                "why": change.act.why,
                "before": dict(change.before),
                "after": dict(change.after),
            }
            for change in thing_history(found)
        ]
    if as_json:
        print_json({**row, "history": history})
        return
    _show(row, as_json)
    for change in history:
        say(
            "%(time)s  %(name)s: %(record)s  %(why)s",
            time=minute_of(change["at"]), name=who(change["who"]), why=change["why"],
            record=record_words(row["pipeline"], change["after"]),
        )  # fmt: skip


@app.command()
def edit(
    code: str,
    reason: Annotated[str, typer.Option(help="Why the record changes; it is kept.")],
    record: Said = None,
    name_en: Annotated[str, typer.Option("--name", help="A new name in English.")] = "",
    name_zh: Annotated[str, typer.Option(help="A new name in Chinese.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Change fields of a thing's record; FIELD= empties one."""
    start_django()
    from tallystick.programme.queries.things import thing
    from tallystick.programme.services import edit_thing

    with refusals(as_json):
        actor = acting(user, writing=True)
        found = thing(code, actor=actor)
        said = _pairs(record)
        kept = {field: value for field, value in found.details.items() if field not in said}
        changed = edit_thing(
            code=code,
            version=found.version,
            reason=reason,
            name_en=name_en or found.name_en,
            name_zh=name_zh or found.name_zh,
            record={**kept, **_read(found.pipeline, record)},
            by=actor,
        )
        row = _row(changed)
    _show(row, as_json)


@workers.command("keys")
def worker_keys(
    roster: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    key_file: Annotated[Path, typer.Option(help="The county's key; it never leaves this machine.")],
    column: Annotated[str, typer.Option(help="The column that tells a person, such as id.")] = "id",
    new_key: Annotated[bool, typer.Option("--new-key", help="Make the key first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Turn a roster into keyed hashes, here and without the book; the roster stays where it is."""
    from tallystick.interchange.csv.rosters import keys_of, make_key, read_key

    with refusals(as_json):
        key = make_key(key_file) if new_key else read_key(key_file)
        found = keys_of(roster.read_bytes(), column=column, key=key)
    if as_json:
        print_json(
            {
                "rows": found.rows,
                "persons": len(found.keys),
                "sha256": found.sha256,
                "keys": list(found.keys),
            }
        )
        return
    start_words()
    for line in found.keys:
        typer.echo(line)
    say(
        "Persons: %(persons)s, in rows: %(rows)s. SHA-256 of the roster: %(sha256)s",
        persons=len(found.keys), rows=found.rows, sha256=found.sha256,
    )  # fmt: skip


def _pairs(said: list[str] | None) -> dict[str, str]:
    from tallystick.kernel.problem import Problem, Refused

    bad = [word for word in said or [] if "=" not in word]
    if bad:
        raise Refused([Problem("option-no-pair", "--record", value=word) for word in bad])
    return {word.partition("=")[0]: word.partition("=")[2] for word in said or []}


def _read(kind: str, said: list[str] | None) -> dict[str, Any]:
    from tallystick.kernel.problem import Refused
    from tallystick.programme.rules.pipelines import pipelines
    from tallystick.programme.rules.recorded import read_record

    if kind not in pipelines():
        raise Refused.of("not-found", path="kind", what="pipeline", code=kind)
    values, problems = read_record(pipelines()[kind].record.thing, _pairs(said))
    if problems:
        raise Refused(problems)
    return values


def _row(thing: Thing) -> dict[str, Any]:
    from tallystick.programme.rules.persons import without_names
    from tallystick.programme.rules.pipelines import pipelines

    fields = pipelines()[thing.pipeline].record.thing
    return {
        "code": thing.code,
        "pipeline": thing.pipeline,
        "region": thing.region.code,
        "name": thing.name_en,
        "name_zh": thing.name_zh,
        "version": thing.version,
        "record": without_names(fields, thing.details),
    }


def _show(row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(row)
    else:
        say(
            "%(thing)s: %(name)s  %(record)s",
            thing=row["code"], name=in_words(row["name"], row["name_zh"]),
            record=record_words(row["pipeline"], row["record"]),
        )  # fmt: skip
