"""Each model, service, command and problem code is named in a test.

A name in a test does not prove the test good; a name in no test proves there is none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec

import typer
from django.apps import apps
from tests.architecture.source import Module, modules, text_of_tests

from tallystick.kernel.problem import sentences

# What no test names yet → why. A line for what is tested meanwhile, or is gone, fails.
EXEMPT: dict[str, str] = {}

# A thing → the spellings by which a test may name it.
Things = Mapping[str, tuple[str, ...]]


def models() -> Things:
    """Return our models, named as a class or as a table."""
    return {
        model._meta.label: (model.__name__, model._meta.db_table)
        for model in apps.get_models()
        if model.__module__.startswith("tallystick.")
    }


def services(found: tuple[Module, ...]) -> Things:
    """Return the functions a door may call to write: by an actor, or handed out by the room."""
    writing = [module for module in found if module.drawer == "services"]
    handed_out = {name for module in writing if module.is_package for name in module.imported}
    return {
        f"{module.name}.{node.name}": (node.name,)
        for module in writing
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (node.name in handed_out or "by" in {a.arg for a in node.args.kwonlyargs})
    }


def commands() -> Things:
    """Return the commands of the command line, as typed and as a list of arguments."""
    if not find_spec("tallystick.cli.main"):
        return {}
    from tallystick.cli.main import app

    typed = _spelled(typer.main.get_command(app))
    return {f"tallystick {name}": (name, '", "'.join(name.split())) for name in typed}


def _spelled(command: object, before: str = "") -> Iterator[str]:
    for name, inner in getattr(command, "commands", {}).items():
        if getattr(inner, "commands", None):
            yield from _spelled(inner, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def everything() -> Things:
    """Return all that a test must name."""
    codes = {code: (code,) for code in sentences()}
    return {**models(), **services(modules()), **commands(), **codes}


def named(spellings: tuple[str, ...], text: str) -> bool:
    """Whether a test names a thing in one of its spellings, as a whole word."""
    return any(_stands_in(word, text) for word in spellings)


def _stands_in(word: str, text: str) -> bool:
    """Whether a whole word stands in a text; a pattern over all tests a word takes long."""
    at = text.find(word)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(word) : at + len(word) + 1]
        if not re.search(r"[\w-]", around):
            return True
        at = text.find(word, at + 1)
    return False


def untested(things: Things, text: str, exempt: Mapping[str, str]) -> list[str]:
    """Return what no test names and no reason excuses."""
    return sorted(t for t, words in things.items() if not named(words, text) and t not in exempt)


def stale(things: Things, text: str, exempt: Mapping[str, str]) -> list[str]:
    """Return the excuses for what is gone, or is named by a test meanwhile."""
    return sorted(t for t in exempt if t not in things or named(things[t], text))


def test_everything_is_named_in_a_test() -> None:
    missing = untested(everything(), text_of_tests(), EXEMPT)
    assert not missing, "no test names " + ", ".join(missing)


def test_no_excuse_is_stale() -> None:
    assert stale(everything(), text_of_tests(), EXEMPT) == []


def test_the_untested_and_the_stale_are_caught() -> None:
    things = {
        "Seat": ("Seat", "access_seat"),
        "Office": ("Office",),
        "below-floor": ("below-floor",),
        "tallystick import claims": ("import claims", 'import", "claims'),
    }
    text = 'SELECT 1 FROM access_seat; run("import", "claims"); not-below-floor'
    assert untested(things, text, {"Office": "waits for its page"}) == ["below-floor"]
    assert stale(things, text, {"Seat": "none", "Gone": "none", "Office": "why"}) == [
        "Gone",
        "Seat",
    ]


def test_a_service_is_what_an_actor_calls_or_a_room_hands_out() -> None:
    package = Module("tallystick.x.services", "from tallystick.x.services.a import post\n", True)
    inner = Module(
        "tallystick.x.services.a",
        "def post(): ...\ndef match_entry(*, by): ...\ndef _own(*, by): ...\ndef helper(): ...\n",
    )
    assert set(services((package, inner))) == {
        "tallystick.x.services.a.post",
        "tallystick.x.services.a.match_entry",
    }
