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


def test_what_is_kept_is_made_once() -> None:
    kept, made = Kept[str, str](most=3), []

    def make() -> str:
        made.append("A")
        return "A"

    assert [kept.once("a", make), kept.once("a", make)] == ["A", "A"]
    assert made == ["A"]


def test_what_is_made_weighs_what_it_is_said_to() -> None:
    kept = Kept[str, str](most=3)
    kept.once("a", lambda: "A")
    kept.once("b", lambda: "BBB", len)
    assert kept.given(["a", "b"]) == {"b": "BBB"}
