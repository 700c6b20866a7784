"""What every command shares: starting Django, who acts, and how results and refusals are shown.

People read tables and sentences in their own language; JSON is the same in every language. What is
printed for people goes through `say`, `said`, `counted` and `columns`, where bin/messages finds it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NewType

import typer
from rich.console import Console
from rich.table import Table

from tallystick.kernel.problem import Problem, Refused, words_in_chinese
from tallystick.kernel.text import visible

if TYPE_CHECKING:
    from tallystick.kernel.actor import Actor

# A terminal at least so wide has room for remarks beside the figures.
WIDE = 120
# What people typed is printed as it is: brackets in it are no markup.
out = Console(markup=False, highlight=False)
err = Console(stderr=True, markup=False, highlight=False)

LANGUAGES = ("en", "zh")

# Words that were put into the reader's language; a title is one, so that none stays English.
Said = NewType("Said", str)

# A year that a figure, a meeting or an agreement can be of; any other was mistyped.
YEARS: Mapping[str, Any] = {"min": 1900, "max": 2200}
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
AsUser = Annotated[
    str,
    typer.Option(
        "--as",
        envvar="TALLYSTICK_USER",
        help="The user name under which the act is written. Reading needs none.",
    ),
]


def start_django() -> None:
    """Load settings and models; called by each command that needs them, so that help is instant."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate("zh-hans" if lang() == "zh" else "en")


def lang() -> str:
    """Return `en` or `zh`: what `--lang` or TALLYSTICK_LANG says, else the machine's own language.

    Source: the order of LC_ALL, LC_MESSAGES and LANG is that of POSIX.
    """
    names = ("TALLYSTICK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    said = next((word for name in names if (word := os.environ.get(name, ""))), "en")
    return "zh" if said.lower().startswith("zh") else "en"


def start_words() -> None:
    """Load the words alone, for a command that opens no book and shall leave nothing behind."""
    from pathlib import Path

    import django
    from django.conf import settings
    from django.utils import translation

    if not settings.configured:
        settings.configure(LOCALE_PATHS=[Path(__file__).parent.parent / "locale"], USE_I18N=True)
        django.setup()  # without a room: Django gives words to nobody before
    translation.activate("zh-hans" if lang() == "zh" else "en")


def said(message: str, **words: Any) -> Said:
    """Return a sentence in the reader's language; `words` fill its %(places)s."""
    from django.utils.translation import gettext

    told = gettext(message)
    return Said(told % words if words else told)


def counted(one: str, many: str, n: int, **words: Any) -> Said:
    """Return how many there are in the reader's language; %(n)s is the number."""
    from django.utils.translation import ngettext

    return Said(ngettext(one, many, n) % {"n": n, **words})


def say(message: str, **words: Any) -> None:
    """Print a sentence in the reader's language."""
    # Chinese breaks anywhere: the terminal does that better than whoever looks for blanks.
    out.print(visible(said(message, **words).rstrip()), soft_wrap=lang() == "zh")


def one_of(words: Callable[[], Sequence[str]]) -> Callable[[str], str]:
    """Return a check that a word stands in a closed list, which is read when it is needed."""

    def check(value: str) -> str:
        if value and value not in (listed := list(words())):
            problem = Problem("not-in-list", "", {"choices": ", ".join(listed)}, visible(value))
            raise typer.BadParameter(problem.sentence(lang()))
        return value

    return check


def acting(username: str, *, writing: bool = False) -> Actor:
    """Return the actor named by `--as`, or the installation's own reader when none is named.

    Raises: NotFound for an unknown or deactivated user name; Refused where an act is to be
    written and nobody is named.
    """
    from django.utils import timezone

    from tallystick.access.models import User
    from tallystick.access.queries import actor_of
    from tallystick.kernel.actor import Actor
    from tallystick.kernel.problem import NotFound

    if not username and writing:
        raise Refused.of("who-acts", path="--as")
    if not username:
        return Actor.system_actor("command line")
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound.of("not-found", what="user", code=username)
    return actor_of(user, on=timezone.localdate())


def hand(username: str) -> Actor:
    """Return who sets up; before there is an administrator, the machine itself does."""
    from tallystick.access.queries import first_hand

    return acting(username) if username else (first_hand() or acting("", writing=True))


def minute_of(instant: str) -> str:
    """Return an instant in ISO form as a person here reads it: to the minute, with its zone."""
    from django.utils import timezone

    return timezone.localtime(datetime.fromisoformat(instant)).isoformat(" ", "minutes")


def print_json(value: Any) -> None:
    """Print `value` as JSON, whatever the terminal; signs that cannot be seen are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    typer.echo("".join(c if c == "\n" or visible(c) == c else json.dumps(c)[1:-1] for c in text))


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading in the reader's language, and how its cells are set."""

    heading: str
    figure: bool
    uncut: bool
    spare: bool


# What may stand behind a heading; it is no part of the word.
MARKS = ">!?"


def columns(*headings: str) -> list[Column]:
    """Return the columns of a table. What a heading ends in says how its cells are set:

    `>` a figure, set to the right and never cut; `!` a code, never cut; `?` left out where the
    terminal has no room for it.
    """
    return [
        Column(
            said(word) if (word := heading.rstrip(MARKS)) else "",
            figure=">" in (marks := heading[len(word) :]),
            uncut=">" in marks or "!" in marks,
            spare="?" in marks,
        )
        for heading in headings
    ]


def print_table(
    title: Said, columns: Sequence[Column], rows: Iterable[list[Any]], *, invented: bool = False
) -> None:
    """Print rows under a title, which says where the figures under it are made up."""
    if invented:
        title = said("%(title)s – INVENTED", title=title)
    table = Table(title=visible(title), title_justify="left", header_style="bold")
    shown = [n for n, column in enumerate(columns) if not column.spare or out.width >= WIDE]
    for column in (columns[n] for n in shown):
        table.add_column(
            column.heading,
            justify="right" if column.figure else "left",
            no_wrap=column.uncut,
            # Chinese has no blanks: what is too long goes on in the next line, never into dots.
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(visible(str(row[n])) for n in shown))
    out.print(table)


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return one problem as the command-line contract has it."""
    params = problem.params
    return {
        "row": params.get("row"),
        "column": params.get("column"),
        "code": problem.code,
        "message": problem.sentence(lang()),
        "value": problem.value,
    }


def read_each(*asked: tuple[str, Callable[[str], Any], Sequence[str] | None]) -> list[list[Any]]:
    """Return what options that may be given many times say, in the order asked.

    Shape: (option, how one text of it is read, its texts).
    Raises: Refused with every text that cannot be read, of all of them.
    """
    found: list[list[Any]] = []
    problems: list[Problem] = []
    for option, read, texts in asked:
        found.append([])
        for text in texts or ():
            try:
                found[-1].append(read(text))
            except Refused as refused:
                problems += refused.problems
            except ValueError:
                problems.append(Problem("option-unread", option, {"option": option}, text))
    if problems:
        raise Refused(problems)
    return found


def text_in(file: Path) -> str:
    """Return the words of a text file, without the mark some programs put before them.

    Raises: Refused where it is no UTF-8.
    """
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused.of("file-no-text", value=file.name) from fault


def print_problems(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Print each problem as a sentence with its place."""
    for problem in problems:
        sentence = problem.sentence(lang())
        colon = "：" if lang() == "zh" else ": "
        place = _place(problem)
        err.print(visible(f"{place}{colon}{sentence}" if place else sentence))


def _place(problem: Problem) -> str:
    """Return where a fault lies in the reader's language; a column is called as its file does."""
    row, column = problem.params.get("row"), problem.params.get("column")
    if row and problem.path.startswith("row "):
        if column:
            return said("row %(row)s, column %(column)s", row=row, column=column)
        return said("row %(row)s", row=row)
    if lang() != "zh" or problem.params.get("sheet"):
        return problem.path
    return " ".join(words_in_chinese().get(word, word) for word in problem.path.split("."))


def in_a_folder(path: Path | None) -> Path | None:
    """Return where a file is to be written.

    Raises: BadParameter where there is no such folder: before anything is worked out for it.
    """
    if path is not None and not path.absolute().parent.is_dir():
        problem = Problem("no-such-folder", "", {}, visible(str(path.parent)))
        raise typer.BadParameter(problem.sentence(lang()))
    return path


@contextmanager
def refusals(as_json: bool, **shape: Any) -> Iterator[None]:
    """Turn a refusal into sentences (or JSON, with the keys of `shape`) and exit code 1."""
    from django.db import OperationalError, ProgrammingError

    from tallystick.journal.busy import busy_problem, is_busy

    try:
        yield
    except Refused as refused:
        _answer(refused.problems, as_json, shape)
        raise typer.Exit(1) from refused
    except (OperationalError, ProgrammingError) as fault:
        if is_busy(fault):
            _answer((busy_problem(),), as_json, shape)
            raise typer.Exit(1) from fault
        if "no such table" not in str(fault) and "does not exist" not in str(fault):
            raise
        _answer((Problem("nothing-set-up"),), as_json, shape)
        raise typer.Exit(1) from fault


def require_set_up() -> None:
    """Refuse to speak of a book before there is a database to keep one.

    Raises: Refused.
    """
    from django.db import connection

    if "journal_book" not in connection.introspection.table_names():
        raise Refused.of("nothing-set-up")


def _answer(problems: tuple[Problem, ...], as_json: bool, shape: dict[str, Any]) -> None:
    if as_json:
        print_json({**shape, "problems": [problem_json(problem) for problem in problems]})
    else:
        print_problems(problems)


def progress(label: Said) -> Callable[[], None]:
    """Print that a step began; call the result to print that it is done."""
    err.print(f"  {label} …", end="")
    done = said("done")
    return lambda: err.print(f" {done}")


def step(line: str) -> None:
    """Print one line of how far a long command has come; `line` was put into words already."""
    err.print(f"  {line}")
