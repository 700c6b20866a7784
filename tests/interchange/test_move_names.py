"""A table takes for a move whatever our own buttons, pages and files call it. Invented figures."""

from __future__ import annotations

import pytest
from tests.cast import Cast

from tallystick.interchange.excel.columns import NOT_ENTERED, move_choices
from tallystick.interchange.excel.move_names import moves_by_name
from tallystick.interchange.excel.words import folded
from tallystick.interchange.pasted.table import Asked, read_table
from tallystick.programme.rules.pipelines import CARRIED, move_words, pipelines, split_move
from tallystick.programme.rules.step_names import step_names

USUAL = {"region": "xx-fir", "partner": "xx-quay", "statement": "itemised"}
PLACED = [
    "Placed", "placed", "PLACED", "Ｐｌａｃｅｄ", "就业", "People placed in work",
    "people  placed in work", "帮助就业人员", "帮助就业人员 people placed in work",
    "outside>placed", "Placement: Placed", "劳务协作就业：就业", "劳务协作就业:就业",
]  # fmt: skip


@pytest.mark.parametrize("written", PLACED)
def test_a_table_takes_the_words_of_the_button_the_stage_and_the_code(
    cast: Cast, written: str
) -> None:
    text = f"on\tmove\tunit:person\n2020-03-10\t{written}\t12"
    asked = Asked("quay-fir", "supported", "placement", "2020-03", text, usual=USUAL)
    found = read_table(asked, by=cast.alice).problems
    assert "not-one-of" not in {problem.code for problem in found}


def test_a_word_that_leads_nowhere_is_still_refused(cast: Cast) -> None:
    text = "on\tmove\tunit:person\n2020-03-10\tpeople paced in work\t12"
    asked = Asked("quay-fir", "supported", "placement", "2020-03", text, usual=USUAL)
    assert [p.code for p in read_table(asked, by=cast.alice).problems][:1] == ["not-one-of"]


def test_a_label_means_the_move_that_bears_it_whatever_else_is_called_so() -> None:
    for code in pipelines():
        choices = move_choices(code) if code not in NOT_ENTERED else {}
        found = moves_by_name(code, choices)
        for move, words in choices.items():
            assert found[folded(words.en)] == found[folded(words.zh)] == move


def test_the_name_of_a_stage_reached_in_several_ways_chooses_none_of_them() -> None:
    found = moves_by_name("funds", move_choices("funds"))
    assert "funds sent back" not in found
    assert found["returned (from: received)"] == "received>returned"
    assert found["funds paid out"] == "allocated>paid_out"


def test_no_word_of_a_button_means_a_past_year_or_another_stage() -> None:
    for (pipeline, stage), words in step_names().items():
        if pipeline in NOT_ENTERED:
            continue
        found = moves_by_name(pipeline, move_choices(pipeline))
        for text in (words.en, words.zh):
            source, target = split_move(found.get(folded(text), f">{stage}"))
            assert target == stage
            assert source != CARRIED
            plain = move_words(pipeline, source, target).en if source else ""
            assert plain in ("", pipelines()[pipeline].stages[stage].en)
