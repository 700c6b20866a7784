"""Numerals: figures as people print them, and plain amounts as they must be entered."""

from __future__ import annotations

from tallystick.kernel.numeral.amounts import read_amount, read_plain
from tallystick.kernel.numeral.figures import Figure, read_figure
from tallystick.kernel.numeral.scanning import Number, scan
from tallystick.kernel.numeral.stated import Stated, read_stated, show_in, show_stated

__all__ = [
    "Figure",
    "Number",
    "Stated",
    "read_amount",
    "read_figure",
    "read_plain",
    "read_stated",
    "scan",
    "show_in",
    "show_stated",
]
