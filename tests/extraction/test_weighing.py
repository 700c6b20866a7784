"""What a figure reports is weighed from clues: learnt the same each time, and told in words.

The announcements are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.readouts.training.__main__ import WEIGHTS
from bench.readouts.training.apart import telling_the_same
from bench.readouts.training.examples import PASSAGES, REAL, WRITTEN, text_of
from bench.readouts.training.learning import learn, lessons
from bench.readouts.training.measuring import (
    Told,
    rates_by_agreement,
    rates_of,
    share_right,
    told,
)
from bench.readouts.training.passages import passage, passages_of
from bench.readouts.training.writing import data_hash, written

from tallystick.extraction import FigureFound, read
from tallystick.extraction.figures.weights import (
    Weights,
    rate_at,
    read_weights,
    shipped_weights,
)
from tallystick.programme.rules.catalogue import indicators

MONEY = """# lang=en source=written published=2024-05-01
Dalian gave {{3 million yuan|FS_GOV_FUND}} of assistance funds to Liupanshui.
---
# lang=en source=written published=2024-05-01
Dalian gave {{5 million yuan|FS_GOV_FUND}} of assistance funds to the county.
---
# lang=en source=written published=2024-05-01
The gross product of Liupanshui reached {{90 million yuan|-}} last year.
---
# lang=en source=written published=2024-05-01
The gross product of Dalian reached {{70 million yuan|-}} last year.
"""


def figures(text: str) -> tuple[FigureFound, ...]:
    """Return the figures of a text."""
    return read(text, published="2024-11-20").figures


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Return a folder with a few passages."""
    (tmp_path / "en_01.txt").write_text(MONEY, "utf-8")
    return tmp_path


def learnt(folder: Path) -> Weights:
    """Return what a folder of passages teaches."""
    return learn(lessons([text_of(one, WRITTEN) for one in passages_of(folder / "en_01.txt")]))


def test_the_same_passages_teach_the_same_weights(few: Path) -> None:
    assert written(learnt(few), "x") == written(learnt(few), "x")
    other = MONEY.replace("{{5 million yuan|FS_GOV_FUND}}", "{{5 million yuan|-}}")
    first = learnt(few)
    (few / "en_01.txt").write_text(other, "utf-8")
    assert learnt(few).rows != first.rows


def test_what_was_learnt_tells_a_text_never_seen(few: Path) -> None:
    text = text_of(
        passage(
            "new",
            "# lang=en source=written published=2024-05-01\n"
            "Suzhou gave {{8 million yuan|FS_GOV_FUND}} of assistance funds to Tongren; "
            "the gross product of Tongren reached {{60 million yuan|-}} last year.",
        ),
        REAL,
    )
    outcomes = list(told(learnt(few), text, rules=False))
    assert [one.code for one in outcomes] == ["FS_GOV_FUND", "-"]
    assert all(one.lead > 0 for one in outcomes)
    assert share_right(outcomes)[1] == 1.0


def test_a_larger_lead_is_never_less_sure() -> None:
    text = text_of(passage("new", MONEY.split("\n---\n")[0]), REAL)
    outcomes = [Told(text, 0, code, lead) for lead, code in enumerate(["-", "FS_GOV_FUND"] * 20)]
    rates = rates_of([*outcomes, Told(text, 0, "-", 50), Told(text, 0, "FS_GOV_FUND", 60)])
    assert [lead for lead, _ in rates] == sorted(lead for lead, _ in rates)
    assert [percent for _, percent in rates] == sorted(percent for _, percent in rates)
    for of in shipped_weights().rates.values():
        shipped = [percent for _, percent in of]
        assert shipped == sorted(shipped)
        assert 0 < shipped[0] < shipped[-1] <= 100


def test_what_the_rules_gainsay_is_never_held_to_be_surer() -> None:
    first = MONEY.split("\n---\n")[0]
    ruled, gainsaid = (
        text_of(passage("new", one), REAL)
        for one in (first, first.replace("FS_GOV_FUND", "FS_IND_FUND"))
    )
    assert ruled.examples[0].ruled == "FS_GOV_FUND"
    agreed = [Told((ruled, gainsaid)[n % 2], 0, "FS_GOV_FUND", n) for n in range(100)]
    alone = [Told(gainsaid, 0, "FS_IND_FUND", n) for n in range(100)]
    assert rates_of(alone)[-1][1] == 100
    rates = rates_by_agreement([*agreed, *alone])
    for lead in range(120):
        assert rate_at(rates[True], lead) > rate_at(rates[False], lead), lead


def test_what_the_rules_say_too_is_surer_by_what_was_measured() -> None:
    sure = shipped_weights().rate
    for lead in range(400):
        assert sure(lead, agreed=True) > sure(lead, agreed=False), lead


def test_the_weights_shipped_are_those_of_the_passages_and_labels_here() -> None:
    """Where this fails: .venv/bin/python -m bench.readouts.training, and commit the weights."""
    assert WEIGHTS.read_text("utf-8").split("\n", 1)[0] == f"#made\t{data_hash()}"


def test_weights_are_whole_numbers_and_come_back_from_their_file() -> None:
    text = WEIGHTS.read_text("utf-8")
    again = read_weights(text)
    assert written(again, text.split("\n", 1)[0].partition("\t")[2]) == text
    assert set(again.codes) <= {"-", *indicators()}


def test_every_passage_is_well_formed_and_bears_codes_of_the_catalogue() -> None:
    known, seen = {None, *indicators()}, set[str]()
    for path in sorted(PASSAGES.glob("*.txt")):
        for one in passages_of(path):
            assert set(one.codes.values()) <= known, one.name
            assert one.codes, one.name
            seen.update(filter(None, one.codes.values()))
            if path.stem.startswith(("real_", "told_")):
                assert one.source.startswith("http"), one.name
            else:
                assert one.source == "written", one.name
    assert set(indicators()) - seen <= {"MG_GRADE"}, "a grade is no number"


def test_no_passage_tells_what_a_text_held_back_tells() -> None:
    """Names alone are compared, so that nobody who looks into a failure reads a text held back."""
    passages = [one for path in sorted(PASSAGES.glob("*.txt")) for one in passages_of(path)]
    assert not list(telling_the_same(passages))


@pytest.mark.parametrize("marked", ["# lang=en\nIt gave {{2 yuan|-}}.", "It gave {{2 yuan|-}}."])
def test_a_passage_says_where_it_is_from(marked: str) -> None:
    with pytest.raises(ValueError, match=r"^p: "):
        passage("p", marked)


def test_a_mark_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(ValueError, match="a mark is not well formed"):
        passage("p", "# lang=en source=written published=\nIt gave {{2 yuan|}} away.")


def test_the_words_that_told_are_pieces_of_the_text() -> None:
    text = "2023年，大连市投入财政援助资金2亿元，帮助六盘水市3200名农村劳动力实现就业。"
    found = figures(text)
    assert [one.indicator_code for one in found] == ["FS_GOV_FUND", "LC_TOTAL"]
    for one in found:
        assert one.told_by
        assert all(piece in text for piece in one.told_by)
        assert 0 < one.confidence <= 100


def test_an_amount_that_may_be_read_two_ways_is_no_surer_for_what_it_reports() -> None:
    sure, unsure = (
        figures(f"大连市投入财政援助资金{amount}。")[0] for amount in ("2亿元", "30至50万元")
    )
    assert unsure.confidence <= 60
    assert sure.confidence > unsure.confidence
