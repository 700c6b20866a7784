"""Read the registries shipped with the package; a key written twice is a fault."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable
from importlib.resources import files
from typing import Any

import yaml

from tallystick.kernel.shipped import ShippedLoader


class _Strict(yaml.constructor.SafeConstructor):
    """YAML in which a key stands once: the plain loader would keep the last one silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return the mapping.

        Raises: ValueError when a key stands twice.
        """
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)} stands twice{node.start_mark}")
        return super().construct_mapping(node, deep)


class StrictLoader(_Strict, yaml.SafeLoader):
    """The same for a file somebody wrote."""


class StrictShippedLoader(_Strict, ShippedLoader):
    """The same for a file of ours."""


def parse_yaml(text: str) -> Any:
    """Return what a registry of ours in YAML says.

    Raises: ValueError when a key stands twice.

    >>> parse_yaml("a: [1, 2]")
    {'a': [1, 2]}
    """
    return yaml.load(text, Loader=StrictShippedLoader)  # noqa: S506 (a SafeLoader underneath)


def parse_foreign_yaml(text: str) -> Any:
    """Return what a file in YAML says that somebody else wrote.

    Raises: ValueError when a key stands twice.

    >>> parse_foreign_yaml("a: [1, 2]")
    {'a': [1, 2]}
    """
    return yaml.load(text, Loader=StrictLoader)  # noqa: S506 (a SafeLoader underneath)


def parse_csv(text: str, key: str) -> list[dict[str, str]]:
    """Return the rows of a registry in CSV.

    Raises: ValueError when two rows have the same `key` or a row has too few or too many cells.

    >>> parse_csv("code,en\\na,one\\n", "code")
    [{'code': 'a', 'en': 'one'}]
    """
    rows = list(csv.DictReader(io.StringIO(text)))
    codes = [row[key] for row in rows]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f"{', '.join(twice)} stands twice")
    ragged = [row[key] for row in rows if None in row or None in row.values()]
    if ragged:
        raise ValueError(f"{', '.join(ragged)} has not one cell a column")
    return rows


def shipped(name: str) -> str:
    """Return the text of a registry in `programme/data`."""
    return (files("tallystick.programme") / "data" / name).read_text("utf-8")
