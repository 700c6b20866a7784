"""What a command prints for people passes through words that have Chinese; JSON stays as it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from tests.architecture.source import Module, modules

DOOR = "tallystick.cli.door"
# Each takes sentences or headings as bin/messages finds them: written out, whole.
SPOKEN = {"say": 1, "said": 1, "counted": 2, "columns": None}
# What these are handed is read by people.
SHOWN = {*SPOKEN, "print_table", "progress", "step", "Said", "BadParameter", "prompt", "confirm"}
# Ways to print that know no language.
DUMB = {"print", "echo", "secho"}
# What is no sentence in any language.
PLAIN = {
    "tallystick.cli.announcements": "what a person wrote, to be sent on",
    "tallystick.cli.exporting": "the canonical text is the same everywhere",
    "tallystick.cli.meeting_steps": "a file for a calendar",
    "tallystick.cli.setting_up": "the number of the version",
    "tallystick.cli.things": "a worker's key",
}
WORD = re.compile("[A-Za-z]{2}")


def faults(module: Module) -> Iterator[str]:
    """Yield each place of a command where something is said in one language only."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node)
        if name in DUMB and module.name not in PLAIN:
            yield f"{module.name}:{node.lineno} prints past the words: use say or print_table"
        if name in SPOKEN:
            first = node.args[: SPOKEN[name]]
            if not all(isinstance(one, ast.Constant) for one in first):
                yield f"{module.name}:{node.lineno} {name}() is not written out"
        if name in SHOWN and name != "columns":
            # Other ways to print take keywords that say how, not what.
            words = [one.value for one in node.keywords] if name in SPOKEN else []
            for part in (*node.args[SPOKEN.get(name) or 0 :], *words):
                yield from (
                    f"{module.name}:{node.lineno} “{text}” has no Chinese" for text in _bare(part)
                )


def _name(call: ast.Call) -> str:
    func = call.func
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def _bare(node: ast.AST) -> Iterator[str]:
    """Yield the words that stand in an expression as they are; keys and comparisons are none."""
    match node:
        case ast.Constant(value=str() as text) if WORD.search(text):
            yield text
        case ast.Subscript(value=value):
            yield from _bare(value)
        case ast.IfExp(body=body, orelse=other):
            yield from (*_bare(body), *_bare(other))
        case ast.Compare():
            pass
        case ast.Dict(values=values):
            for value in values:
                yield from _bare(value)
        case ast.Call() if _name(node) in SPOKEN:
            pass  # looked at on its own
        case ast.Call(func=ast.Attribute(value=ast.Constant()), args=args):
            yield from (text for one in args for text in _bare(one))
        case ast.Call(func=ast.Attribute()):
            pass  # `row.get("state")`: a key
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _bare(child)


def commands() -> list[Module]:
    """Return the modules of the command line but the door, where the printing itself is."""
    return [one for one in modules() if one.room == "cli" and one.name != DOOR]


def test_every_command_speaks_in_words_that_are_translated() -> None:
    assert [fault for module in commands() for fault in faults(module)] == []


def test_what_prints_something_plain_still_does() -> None:
    printing = {
        module.name
        for module in commands()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _name(node) in DUMB
    }
    assert printing == PLAIN.keys()


@pytest.mark.parametrize(
    "planted",
    [
        'out.print("Ready.")',
        'typer.echo("Ready.")',
        "say(text)",
        'say("Ready." if done else "Not ready.")',
        'say(f"{user} is added.")',
        'say("%(what)s", what="all others")',
        'say("%(n)s", n=f"in {row[0]}")',
        'print_table("Agreements", columns("Code!"), rows)',
        'print_table(said("Agreements"), columns("Code!"), [["yes" if r else "" for r in rows]])',
        'print_table(said("Agreements"), columns(*names), rows)',
        'progress("places of China")',
        'raise typer.BadParameter("Give entry numbers.")',
        'Said("in force")',
    ],
)
def test_a_sentence_in_one_language_is_seen(planted: str) -> None:
    assert list(faults(Module("tallystick.cli.planted", planted)))


@pytest.mark.parametrize(
    "sound",
    [
        'say("%(user)s is added.", user=row["user"])',
        'print_table(said("Agreements"), columns("Code!"), [[row["code"], said("yes")]])',
        'say("%(state)s", state="" if row["state"] == "open" else said("in force"))',
        'raise typer.BadParameter(said("Give entry numbers."))',
    ],
)
def test_words_that_are_translated_are_let_be(sound: str) -> None:
    assert list(faults(Module("tallystick.cli.sound", sound))) == []
