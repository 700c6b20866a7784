"""What the server draws adds up and stays apart: bands of money, lanes of a year."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tallystick.web import lanes
from tallystick.web.atlas import NARROW, WIDE, Paper, Point, draw_atlas
from tallystick.web.bands import GAP, Band, Node, draw_bands
from tallystick.web.lanes import Mark, draw_lanes, length


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=12))
def test_bands_fill_the_blocks_they_join_and_blocks_stay_apart(amounts: list[int]) -> None:
    nodes = [Node("all", 0, "All"), *(Node(str(n), 1, str(n)) for n in range(len(amounts)))]
    drawn = draw_bands(nodes, [Band("all", str(n), amount) for n, amount in enumerate(amounts)])
    whole, *parts = drawn.blocks
    assert whole.amount == sum(amounts)
    assert [part.amount for part in parts] == amounts
    for one, following in pairwise(parts):
        # A band too thin to be seen is drawn one unit wide, and may take that of the gap.
        assert float(following.y) - float(one.y) - float(one.height) >= GAP - 1.1
    assert float(parts[0].y) >= 0
    assert float(parts[-1].y) + float(parts[-1].height) <= drawn.height


def test_a_band_from_or_to_nothing_leaves_no_block() -> None:
    nodes = [Node("a", 0, "A"), Node("b", 1, "B"), Node("c", 1, "C")]
    assert [one.words for one in draw_bands(nodes, [Band("a", "b", 1)]).blocks] == ["A", "B"]


days = st.dates(date(2018, 6, 1), date(2022, 6, 1))


@given(
    st.lists(
        st.tuples(days, st.integers(0, 900), st.text("会议ab ", min_size=1, max_size=60)),
        max_size=25,
    )
)
def test_words_of_a_lane_never_lie_on_each_other(drawn: list[tuple[date, int, str]]) -> None:
    marks = [
        Mark(on, words, "x", date.fromordinal(on.toordinal() + more) if more else None)
        for on, more, words in drawn
    ]
    lane = draw_lanes(2020, [("Lane", marks)], []).lanes[0]
    assert len(lane.marks) + lane.more == len(marks)
    by_row: dict[str, list[tuple[float, float]]] = {}
    for one in lane.marks:
        x, wide = float(one.words_x), length(one.words)
        begin, end = (x, x + wide) if one.anchor == "start" else (x - wide, x)
        assert end <= lanes.WIDE.width + 0.1
        assert float(one.x) >= lanes.WIDE.left - 0.1
        by_row.setdefault(one.words_y, []).append((begin, end))
    for row in by_row.values():
        row.sort()
        for (_begin, end), (begin, _end) in pairwise(row):
            assert end <= begin + 0.1


points = st.tuples(st.floats(-60, 75), st.floats(-179, 179), st.booleans())


@given(st.lists(points, min_size=1, max_size=40), st.sampled_from([WIDE, NARROW]))
def test_a_map_shows_every_place_inside_and_no_two_names_in_one_line(
    drawn: list[tuple[float, float, bool]], paper: Paper
) -> None:
    places = [Point(str(n), *one[:2], f"P{n}", one[2]) for n, one in enumerate(drawn)]
    flows = [("0", str(n), n, "") for n in range(1, len(places))]
    atlas = draw_atlas(places, flows, [("0", "0")], paper=paper)
    assert atlas is not None
    assert len(atlas.spots) == len(places)
    assert len(atlas.lines) == len(flows)
    assert 1 <= len(atlas.grid) <= 40
    names: dict[str, list[float]] = {}
    for spot in atlas.spots:
        assert -0.1 <= float(spot.x) <= atlas.width + 0.1
        assert -0.1 <= float(spot.y) <= atlas.height + 0.1
        if spot.name_x:
            names.setdefault(spot.css, []).append(float(spot.name_y))
    for ys in names.values():
        assert all(lower - upper >= paper.line - 0.2 for upper, lower in pairwise(sorted(ys)))


def test_a_thicker_line_is_more_and_nothing_is_drawn_without_a_place() -> None:
    east, west = Point("e", 38.9, 121.6, "E", True), Point("w", 25.7, 104.5, "W", False)
    atlas = draw_atlas([east, west], [("w", "e", 5, "5"), ("e", "w", 10, "10"), ("e", "x", 9, "")])
    assert atlas is not None
    assert [(line.words, line.width) for line in atlas.lines] == [("10", "9"), ("5", "4.5")]
    assert draw_atlas([], []) is None


def test_months_are_as_high_as_their_figures_and_today_stands_in_its_year() -> None:
    months = [("", n) for n in (10, 5, 0, *[0] * 9)]
    drawn = draw_lanes(2020, [], months, date(2020, 7, 1))
    assert float(drawn.columns[0].height) == 2 * float(drawn.columns[1].height)
    assert drawn.columns[2].height == "0"
    assert drawn.today
    assert not draw_lanes(2020, [], months, date(2021, 7, 1)).today


def test_a_phones_year_is_shown_whole_without_words_and_keeps_every_column() -> None:
    marks = [Mark(date(2020, 1, 1), "Visit", "x"), Mark(date(2020, 12, 31), "Text", "ts-t-text"),
             Mark(date(2020, 12, 30), "Promise", "x", date(2020, 12, 31))]  # fmt: skip
    months = [("", 12_345), *[("", 7)] * 11]
    drawn = draw_lanes(2020, [("Lane", marks)], months, paper=lanes.NARROW)
    assert drawn.width == 344
    assert {one.words for one in drawn.lanes[0].marks} == {""}
    for one in drawn.lanes[0].marks:
        assert 4 <= float(one.x) <= float(one.x) + float(one.width or 0) <= 344
    assert [one.amount for one in drawn.columns][:2] == ["", "7"]
    assert all(
        float(one.x) < float(one.bar_x) and float(one.bar_x) + float(one.width) <= 343
        for one in drawn.columns
    )
