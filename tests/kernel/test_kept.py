"""What is kept makes room by weight, the one asked for longest ago first: `Kept`."""

from __future__ import annotations

from tallystick.kernel.kept import Kept


def test_a_heavy_value_drives_out_the_light_ones_but_never_itself() -> None:
    kept = Kept[str, str](most=3)
    kept.keep({"a": ("A", 1), "b": ("B", 2)})
    assert kept.given(["a", "b"]) == {"a": "A", "b": "B"}
    kept.keep({"c": ("C", 10)})
    assert kept.given(["a", "b", "c"]) == {"c": "C"}


def test_the_first_value_of_a_key_stays() -> None:
    kept = Kept[str, str](most=3)
    kept.keep({"a": ("A", 1)})
    kept.keep({"a": ("other", 3)})
    assert kept.given(["a", "z"]) == {"a": "A"}
    kept.keep({"b": ("B", 2)})
    assert kept.given(["a", "b"]) == {"a": "A", "b": "B"}
