"""Reads the YAML files that are shipped with the package."""

from __future__ import annotations

from typing import Any

import yaml

__all__ = ["ShippedLoader", "read_shipped"]
# Every command reads some of these files, and the loader in Python takes a third of a second for
# them; libyaml does, where PyYAML was built with it. It is for files of ours alone: nested deep
# enough, a text ends the whole process in it.
try:
    from yaml import CSafeLoader as ShippedLoader
except ImportError:
    from yaml import SafeLoader as ShippedLoader  # type: ignore[assignment]


def read_shipped(text: str) -> Any:
    """Return what a YAML file of ours says.

    >>> read_shipped("a: [1, 2]")
    {'a': [1, 2]}
    """
    return yaml.load(text, Loader=ShippedLoader)
