"""The stage of the access room, for every test of this folder."""

from __future__ import annotations

from tests.access.stage import stage

__all__ = ["stage"]
