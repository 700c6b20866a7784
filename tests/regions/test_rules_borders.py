"""A file of borders is anybody's: every fault is told at once, and nothing hostile is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tallystick.regions.rules import borders
from tallystick.regions.rules.borders import read_borders, simplified

SQUARE = [[[0, 0], [2, 0], [2, 1.5], [0, 1.5], [0, 0]]]


def feature(
    name: Any = "xx-fir", shape: Any = SQUARE, kind: str = "Polygon", key: str = "code"
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {key: name},
        "geometry": {"type": kind, "coordinates": shape},
    }


def file(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def codes(content: bytes, naming: str = "") -> list[str]:
    return [problem.code for problem in read_borders(content, naming)[1]]


def test_corners_are_kept_as_whole_millionths() -> None:
    [one], problems = read_borders(b"\xef\xbb\xbf" + file(feature()))
    assert (one.number, one.called, problems) == (1, "xx-fir", [])
    assert one.rings == (((0, 0), (2000000, 0), (2000000, 1500000), (0, 1500000), (0, 0)),)


def test_islands_and_holes_are_rings_too() -> None:
    [one], problems = read_borders(file(feature(shape=[SQUARE, SQUARE * 2], kind="MultiPolygon")))
    assert (len(one.rings), problems) == (3, [])


def test_a_place_is_named_by_the_property_that_is_said() -> None:
    assert read_borders(file(feature(520281, key="adcode")))[0][0].called == "520281"
    assert read_borders(file(feature("盘州市", key="县名")), "县名")[0][0].called == "盘州市"
    assert codes(file(feature(key="县名"))) == ["border-unnamed"]
    assert codes(file(feature()), "县名") == ["border-unnamed"]
    assert codes(file(feature({"a": 1}), feature(True), feature(" "))) == ["border-unnamed"] * 3


def test_every_bad_feature_is_told_with_its_number() -> None:
    """border-no-feature, border-no-area, border-open-ring, border-no-degrees"""
    found, problems = read_borders(
        file(
            feature("good"),
            "no feature",
            feature("a", kind="LineString"),
            feature("b", [[[0, 0], [1, 1], [0, 0]]]),
            feature("c", [[[0, 0], [1, 0], [1, 1], [0, 1]]]),
            feature("d", [[[0, 0], [181, 0], [1, 1], [0, 0]]]),
            feature("e", [[[0, 0], ["1", 0], [1, 1], [0, 0]]]),
            feature("f", [[[0, 0], [True, 0], [1, 1], [0, 0]]]),
            feature("g", [[[0, 91], [1, 0], [1, 1], [0, 91]]]),
            feature("h", []),
            feature("i", {"deep": 1}, kind="MultiPolygon"),
            {"type": "Feature", "properties": None, "geometry": None},
        )
    )
    assert [one.called for one in found] == ["good"]
    assert [(problem.code, problem.params["n"]) for problem in problems] == [
        ("border-no-feature", 2),
        ("border-no-area", 3),
        *(("border-open-ring", n) for n in (4, 5)),
        *(("border-no-degrees", n) for n in (6, 7, 8, 9)),
        *(("border-open-ring", n) for n in (10, 11)),
        ("border-unnamed", 12),
        ("border-no-area", 12),
    ]
    for problem in problems:
        assert str(problem.params["n"]) in problem.sentence("en")
        assert problem.sentence("zh")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "border-no-json"),
        (b"\xff\xfe{}", "border-no-json"),
        (b'{"type": NaN}', "border-no-json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "border-no-json"),
        (b"[" * 100_000, "border-too-deep"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "border-too-deep"),
        (b"[]", "border-no-collection"),
        (b'{"type": "Topology", "objects": {}}', "border-no-collection"),
        (b'{"type": "FeatureCollection", "features": {}}', "border-no-collection"),
        (file(), "border-nothing"),
        (file(feature(), crs={"properties": {"name": "EPSG:4490"}}), "border-other-grid"),
    ],
)
def test_what_is_no_file_of_borders_says_why(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_large_files_are_told_off_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """border-file-too-large, border-too-many, border-too-many-corners"""
    monkeypatch.setattr(borders, "MOST_CORNERS", 9)
    assert codes(file(feature("a"), feature("b"), feature("c"))) == ["border-too-many-corners"]
    monkeypatch.setattr(borders, "MOST_FEATURES", 1)
    assert codes(file(feature("a"), feature("b"))) == ["border-too-many"]
    monkeypatch.setattr(borders, "LARGEST", 10)
    assert codes(file(feature())) == ["border-file-too-large"]


def test_a_number_without_end_costs_nothing() -> None:
    shape = "[[[0,0],[1e999999999,0],[1,1],[0,0]]]"
    content = file(feature("a", "HERE")).replace(b'"HERE"', shape.encode())
    assert codes(content) == ["border-no-degrees"]


def test_what_cannot_be_seen_is_made_visible_and_cut() -> None:
    [one], _problems = read_borders(file(feature("<b>\u202e" + "x" * 500)))
    assert one.called.startswith("<b>⟨U+202E⟩")
    assert len(one.called) == borders.LONGEST_NAME


def test_a_long_ring_keeps_its_ends_and_few_corners() -> None:
    edge = [(n * 1000, 0) for n in range(5000)]
    ring = (*edge, *((x, 4_000_000) for x, _y in reversed(edge)), (0, 0))
    short = simplified(ring)
    assert len(short) <= borders.MOST_KEPT + 1
    assert short[0] == short[-1] == (0, 0)
    assert {y for _x, y in short} == {0, 4_000_000}
