"""What pages say, collected from the source, and its Chinese: the catalogue Django reads.

Run as a module it renews the .po from the source and the .mo from the .po (bin/messages).
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from tests.architecture.source import ROOT

SRC = ROOT / "src"
CHINESE = SRC / "tallystick/locale/zh_Hans/LC_MESSAGES/django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2)}
# How commands say it: how many of the first words are one message; of `columns` each is one.
COMMANDS = SRC / "tallystick/cli"
SPOKEN = {"say": 1, "said": 1, "counted": 2, "columns": 0}
# A date of the day would change the file each time it is renewed.
SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def collect() -> Catalog:
    """Return every message of the source, without any translation."""
    catalog = _empty()
    for path, message in _messages():
        catalog.add(message, locations=[(str(path.relative_to(ROOT)), 0)])
    return catalog


def _messages() -> Iterator[tuple[Path, str | tuple[str, ...]]]:
    for path in sorted(SRC.rglob("*.py")):
        yield from ((path, message) for message in _said(path.read_bytes()))
    for path in sorted(COMMANDS.rglob("*.py")):
        yield from ((path, message) for message in spoken(path.read_text("utf-8")))
    for path in sorted((SRC / "tallystick/web/templates").rglob("*.*")):
        yield from ((path, message) for message in _said(_as_python(path)))


def _as_python(path: Path) -> bytes:
    """Return a template as Python calls; what is indented in HTML means nothing to Python."""
    from django.utils.translation import templatize

    text = templatize(path.read_text("utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in text.splitlines()).encode()


def _said(source: bytes) -> Iterator[str | tuple[str, ...]]:
    for _line, message, _comments, _context in extract("python", io.BytesIO(source), KEYWORDS):
        yield message


def spoken(source: str) -> Iterator[str | tuple[str, ...]]:
    """Yield what a command says: sentences, counts, and headings without what sets their column.

    >>> list(spoken('print_table(counted("%(n)s book", "%(n)s books", 2), columns("Line>", "%>"))'))
    [('%(n)s book', '%(n)s books'), 'Line']
    """
    for node in ast.walk(ast.parse(source)):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in SPOKEN:
            words = tuple(str(one.value) for one in node.args if isinstance(one, ast.Constant))
            if name == "columns":
                yield from (word for one in words if (word := one.rstrip(">!?")).strip("%"))
            elif found := words[: SPOKEN[name]]:
                yield found if name == "counted" else found[0]


def merged(found: Catalog) -> Catalog:
    """Return the messages found, with the Chinese they already have."""
    known = kept()
    for message in found:
        if message.id and (old := known.get(message.id)):
            message.string = old.string
    return found


def kept() -> Catalog:
    """Return the catalogue as it lies in the source."""
    if not CHINESE.exists():
        return _empty()
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def _empty() -> Catalog:
    return Catalog(
        locale="zh_Hans",
        project="Tallystick",
        version="1",
        msgid_bugs_address="",
        last_translator="Tallystick developers",
        language_team="Simplified Chinese",
        header_comment="# Tallystick in Simplified Chinese.",
        creation_date=SOME_DAY,
        revision_date=SOME_DAY,
        fuzzy=False,
    )


def written(catalog: Catalog) -> bytes:
    """Return a catalogue as the text of a .po file."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_by_file=True, include_lineno=False)
    return out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as the bytes of a .mo file."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages that have no Chinese, or leave a placeholder out of it."""
    return [str(message.id) for message in catalog if message.id and not _is_said(message)]


def _is_said(message: object) -> bool:
    ids, strings = (
        (value,) if isinstance(value, str) else tuple(value or ())
        for value in (message.id, message.string)  # type: ignore[attr-defined]
    )
    needed = set(PLACEHOLDER.findall(ids[-1]))
    return bool(strings) and all(
        text and set(PLACEHOLDER.findall(text)) == needed for text in strings
    )


def main() -> int:
    """Renew the catalogue; return 1 when a message has no Chinese yet."""
    catalog = merged(collect())
    CHINESE.parent.mkdir(parents=True, exist_ok=True)
    CHINESE.write_bytes(written(catalog))
    CHINESE.with_suffix(".mo").write_bytes(compiled(catalog))
    missing = untranslated(catalog)
    for message in missing:
        sys.stderr.write(f"No Chinese yet: {message}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
    raise SystemExit(main())
