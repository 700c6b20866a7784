"""The closure follows dated parents, and refuses a map that cannot be."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tallystick.regions.rules import ClosureRow, ParentEdge, closure

DAYS = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2003, 1, 1)))


def test_every_place_lies_in_itself_and_in_all_above():
    rows, problems = closure([ParentEdge("city", "province"), ParentEdge("province", "cn")])
    assert problems == []
    assert {(row.region, row.ancestor, row.depth) for row in rows} == {
        ("cn", "cn", 0),
        ("province", "province", 0),
        ("province", "cn", 1),
        ("city", "city", 0),
        ("city", "province", 1),
        ("city", "cn", 2),
    }


def test_a_row_is_valid_where_the_whole_path_is():
    rows, _ = closure(
        [
            ParentEdge("c", "b", date(1996, 5, 1), date(2020, 6, 30)),
            ParentEdge("b", "a", date(2000, 1, 1), None),
        ]
    )
    assert ClosureRow("c", "a", 2, date(2000, 1, 1), date(2020, 6, 30)) in rows


def test_a_place_that_moved_has_a_row_for_each_time():
    rows, problems = closure(
        [
            ParentEdge("c", "old", None, date(2016, 12, 31)),
            ParentEdge("c", "new", date(2017, 1, 1), None),
        ]
    )
    assert problems == []
    assert [row.ancestor for row in rows if row.region == "c" and row.depth == 1] == ["old", "new"]


def test_a_path_with_no_common_day_is_no_path():
    rows, _ = closure(
        [
            ParentEdge("c", "b", None, date(1999, 12, 31)),
            ParentEdge("b", "a", date(2000, 1, 1), None),
        ]
    )
    assert [row for row in rows if row.depth == 2] == []


def test_a_circle_is_refused_once_and_names_its_places():
    rows, problems = closure(
        [ParentEdge("a", "b"), ParentEdge("b", "c"), ParentEdge("c", "a"), ParentEdge("d", "a")]
    )
    assert rows == []
    assert [(one.code, one.params["path"]) for one in problems] == [("region-circle", "a, b, c")]


def test_a_circle_that_never_stands_on_one_day_is_allowed():
    _, problems = closure(
        [
            ParentEdge("a", "b", None, date(1999, 12, 31)),
            ParentEdge("b", "a", date(2000, 1, 1), None),
        ]
    )
    assert problems == []


def test_two_parents_on_one_day_are_refused():
    rows, problems = closure(
        [
            ParentEdge("c", "a", None, date(2017, 1, 1)),
            ParentEdge("c", "b", date(2017, 1, 1), None),
        ]
    )
    assert rows == []
    assert [one.code for one in problems] == ["region-two-parents"]
    assert "a, b" in problems[0].sentence("en")


def test_a_span_that_ends_before_it_begins_is_refused():
    _, problems = closure([ParentEdge("c", "a", date(2017, 1, 1), date(2016, 1, 1))])
    assert [one.code for one in problems] == ["region-span-backwards"]
    assert problems[0].sentence("zh").endswith("。")


@given(
    st.lists(st.builds(ParentEdge, st.sampled_from("abcd"), st.sampled_from("abcd"), DAYS, DAYS))
)
def test_any_edges_end_in_rows_or_in_problems(edges):
    rows, problems = closure(edges)
    assert not (rows and problems)
    for day in (date(2000, 6, 1), date(2002, 6, 1)):
        standing = [
            (row.region, row.depth)
            for row in rows
            if (row.valid_from or day) <= day <= (row.valid_to or day)
        ]
        assert len(standing) == len(set(standing)), "two ancestors at one depth on one day"
