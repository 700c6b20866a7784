"""What a split tally draws is what its figures say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallystick.web.tally import Path, Rect, Shape, Tally, draw, halves, month_bars, spark

AMOUNT = st.integers(0, 10**15)
MAYBE = st.none() | AMOUNT


def blocks(shapes: tuple[Shape, ...], css: str) -> list[Rect]:
    return [shape for shape in shapes if isinstance(shape, Rect) and shape.css == css]


def marks(shapes: tuple[Shape, ...], css: str) -> list[Path]:
    return [shape for shape in shapes if isinstance(shape, Path) and shape.css == css]


def test_the_target_stands_at_four_fifths_of_the_width() -> None:
    shapes = draw(Tally(matched=100, target=100))
    assert blocks(shapes, "tb-on")[0].width == "160"
    assert marks(shapes, "tb-goal")[0].d == "M160 1v20"
    assert len(marks(shapes, "tb-cut")) == 9


def test_what_waits_stands_on_the_half_that_reported_it() -> None:
    lower = draw(Tally(50, 100, waiting=25))
    upper = draw(Tally(50, 100, waiting=25, waiting_on="upper"))
    assert (blocks(lower, "tb-half")[0].y, blocks(lower, "tb-open")[0].y) == ("12", "4.5")
    assert (blocks(upper, "tb-half")[0].y, blocks(upper, "tb-open")[0].y) == ("4", "12.5")


def test_only_the_difference_of_a_disputed_figure_is_red() -> None:
    shapes = draw(Tally(50, 100, disputed=10, differs=5))
    assert [block.width for block in blocks(shapes, "tb-half")] == ["15.25", "15.25"]
    assert [block.width for block in blocks(shapes, "tb-diff")] == ["8"]


def test_a_target_that_does_not_bind_breaks_the_bar() -> None:
    shapes = draw(Tally(matched=693, target=100))
    assert blocks(shapes, "tb-on")[0].width == "200"
    assert any(cut.stroke_width for cut in marks(shapes, "tb-cut"))


def test_without_a_target_there_is_no_target_and_no_notch() -> None:
    shapes = draw(Tally(matched=40))
    assert marks(shapes, "tb-goal") == marks(shapes, "tb-cut") == []
    assert blocks(shapes, "tb-on")[0].width == "178.57"


@given(AMOUNT, MAYBE, AMOUNT, AMOUNT, AMOUNT, MAYBE, MAYBE)
def test_nothing_is_drawn_beyond_the_frame(
    matched: int,
    target: int | None,
    waiting: int,
    disputed: int,
    differs: int,
    claimed: int | None,
    last: int | None,
) -> None:
    tally = Tally(
        matched,
        target,
        waiting=waiting,
        disputed=disputed,
        differs=differs,
        claimed=claimed,
        last_year=last,
    )
    for shape in draw(tally):
        if isinstance(shape, Rect):
            assert 0 <= float(shape.x) + float(shape.width) <= 200.01


@given(MAYBE, MAYBE)
def test_equal_halves_are_joined_and_unequal_ones_never(
    upper: int | None, lower: int | None
) -> None:
    shapes = halves(upper, lower)
    joined = bool(blocks(shapes, "tb-on"))
    assert joined == (upper == lower and bool(upper))
    assert len(marks(shapes, "cut")) < 10


def test_a_month_without_a_report_has_no_bar_and_zero_has_a_line() -> None:
    assert [bar.height for bar in month_bars([4, 0, None], [])] == ["120", "1.5", ""]


def test_a_line_of_the_year_leaves_out_what_is_not_due() -> None:
    line = spark([1, 2, None], [2, 2, 2])
    assert line is not None
    assert (line.line.count("L"), line.previous.count("L")) == (1, 2)
