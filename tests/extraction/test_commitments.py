"""Acts, undertakings and wishes in invented announcements; no place, person or figure is real."""

from __future__ import annotations

from importlib.resources import files

import pytest
from bench.readouts.learn_acts import TABLE, Row, labels_hash, learnt, tags_in

from tallystick.extraction import read
from tallystick.extraction.acts.leftover import (
    AFTER,
    BEGINS,
    GOES_ON,
    NO_ACT,
    tags_of,
    weights_of,
)
from tallystick.extraction.drafts import CommitmentFound

PLACES = [("Northport", "a"), ("Hillfield", "b"), ("北港市", "a"), ("北港", "a"), ("山田县", "b")]


def found(text: str) -> tuple[CommitmentFound, ...]:
    """Read an invented announcement, and hold each piece to its place."""
    pieces = read(text, gazetteer=PLACES).commitments
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    return pieces


def shown(text: str) -> list[tuple[str, str, str]]:
    return [(piece.kind, piece.modality, piece.text) for piece in found(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Northport gave Hillfield 3 million yuan for its schools.", "fund"),
        ("A donation of 20 computers was handed over by Northport.", "fund"),
        ("Aid from Northport now amounts to 48 million yuan.", "fund"),
        ("The two counties signed a cooperation agreement on Monday.", "sign"),
        ("A memorandum was signed between the two sides.", "sign"),
        ("Northport has built 12 village clinics in Hillfield.", "build"),
        ("Four greenhouses were completed last year.", "build"),
        ("Northport trained 300 farmers in the county.", "train"),
        ("Sixty teachers were sent to Hillfield.", "send"),
        ("With its help 1,200 workers found jobs in the city.", "place"),
        ("The councils published a joint action plan in May.", "other"),
    ],
)
def test_what_was_done_has_its_kind_in_active_and_passive(text: str, kind: str) -> None:
    assert [(piece.kind, piece.modality) for piece in found(text)] == [(kind, "done")]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The mayor said Northport will build two roads.", "will"),
        ("Northport is to send 20 nurses to the county.", "will"),
        ("The two counties agreed to launch a joint fund.", "will"),
        ("Hillfield plans to open a training centre.", "will"),
        ("Northport has pledged to finance the bridge.", "will"),
        ("The governor hoped that exchanges of teachers would grow.", "hope"),
        ("She invited firms to look for business in Hillfield.", "hope"),
        ("Governments should find work for those who moved.", "hope"),
        ("The mayor called for closer ties in farming.", "hope"),
        ("He expressed the hope that more experts would come.", "hope"),
    ],
)
def test_a_plan_and_a_wish_are_told_apart(text: str, modality: str) -> None:
    assert [piece.modality for piece in found(text)] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Companies from Northport have invested 2 billion yuan in the county.",
        "Sales of farm products through the programme stood at 60 million yuan.",
        "Northport is paired with Hillfield.",
        "The meeting was chaired by the deputy mayor, who praised the hosts.",
        "The mayor thanked Northport for its strong support.",
        "The agreement will run until 2031.",
        "Northport gave 9 million yuan, of which 2 million yuan was spent on roads.",
    ],
)
def test_what_is_no_act_of_the_programme_is_left_out(text: str) -> None:
    assert [piece for piece in found(text) if "9 million" not in piece.text] == []


def test_a_signing_told_again_is_one_act() -> None:
    text = "Northport and Hillfield signed a pact. The pact was signed in the town hall."
    assert [piece.kind for piece in found(text)] == ["sign"]


def test_a_clause_begins_with_its_subject_and_ends_before_the_next() -> None:
    text = "On 6 May, Northport sent 40 doctors to Hillfield and raised 5 million yuan for clinics."
    assert shown(text) == [
        ("send", "done", "Northport sent 40 doctors to Hillfield"),
        ("fund", "done", "raised 5 million yuan for clinics"),
    ]


def test_a_speaker_wishes_and_a_subject_undertakes() -> None:
    text = "Northport will train 50 nurses. Hillfield hoped for more visits."
    assert [piece.actor for piece in found(text)] == ["Northport", "Hillfield"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("北港市计划培训山田县教师40名。", "北港市"),
        ("北港拟选派山田县需要的医生20名。", "北港市"),
        # Who speaks wishes, not who was named before him.
        ("山田县和北港市召开会议。北港市副市长王林说要建好产业园。", "北港市"),
        ("山田县县长李民参加。北港市市长王林表示希望加强对接。", "北港市"),
    ],
)
def test_a_verb_and_a_speaker_tell_who_acts(text: str, actor: str) -> None:
    assert [piece.actor for piece in found(text)] == [actor]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("北港市向山田县捐赠帮扶资金80万元。", "fund"),
        ("北港市全年給山田縣財政援助資金2.4億元。", "fund"),
        ("双方现场签署东西部协作框架协议。", "sign"),
        ("北港市选派挂职干部12名。", "send"),
        ("雙方互派幹部人才39人。", "send"),
        ("山田县举办培训班6期。", "train"),
        ("帮助农村劳动力实现就业1830人。", "place"),
        ("北港市在山田县援建了12所卫生院。", "build"),
        ("两地印发了合作方案。", "other"),
    ],
)
def test_what_was_done_in_chinese_has_its_kind(text: str, kind: str) -> None:
    assert [(piece.kind, piece.modality) for piece in found(text)] == [(kind, "done")]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("北港市将帮助山田县建设三个示范村。", "will"),
        ("双方商定,每年互派教师十名。", "will"),
        ("下一步,北港市計劃投入資金五百萬元。", "will"),
        ("县长希望两地深化产业合作。", "hope"),
        ("各部门要加强对接。", "hope"),
        ("市長盼兩地企業家多來往。", "hope"),
    ],
)
def test_plans_and_wishes_in_chinese(text: str, modality: str) -> None:
    assert [piece.modality for piece in found(text)] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "企业到位投资14亿元。",
        "农产品销售额达2.6亿元。",
        "会议在北港市召开,县长主持会议。",
        "这次重要会议的需要主要来自即将到来的考核。",
        "县委书记对北港市的支持表示衷心感谢。",
        "组织部长应某某等参加。",
    ],
)
def test_chinese_words_that_only_hold_such_signs_undertake_nothing(text: str) -> None:
    assert found(text) == ()


def test_what_one_wish_lists_is_one_until_the_kind_changes() -> None:
    text = "北港市将深化产业合作,加强人才交流,援建两所学校。"
    assert [(piece.kind, piece.text) for piece in found(text)] == [
        ("other", "北港市将深化产业合作,加强人才交流"),
        ("build", "援建两所学校"),
    ]


def test_a_means_waits_for_its_verb() -> None:
    text = "会上,县长说,山田县将围绕乡村振兴,深化各领域协作。"
    assert shown(text) == [("other", "will", "山田县将围绕乡村振兴,深化各领域协作")]


def test_achievements_are_results_without_a_number() -> None:
    text = "近年来两地协作成效显著。今年希望取得更大成效。投资取得12亿元成果。"
    assert [piece.text for piece in read(text).achievements] == ["近年来两地协作成效显著"]
    english = "The pairing has made significant progress. We hope to see great results."
    assert len(read(english).achievements) == 1


def test_endless_text_is_left_alone() -> None:
    assert len(found("将" * 100_000)) == 0
    assert len(found("hoped that " * 20_000)) == 0


@pytest.mark.parametrize(
    ("text", "kind", "span"),
    [
        (
            "The two counties, he said, built 12 schools, including 3 in the hills.",
            "build",
            "The two counties, he said, built 12 schools",
        ),
        (
            "NORTHPORT: Northport poured 3 million yuan into roads, which pleased all.",
            "fund",
            "Northport poured 3 million yuan into roads",
        ),
        (
            "From 2016 to 2019 they implemented 40 projects.",
            "build",
            "they implemented 40 projects",
        ),
        (
            "The road, for which Northport has put up 9 million yuan, has helped many.",
            "fund",
            "for which Northport has put up 9 million yuan",
        ),
        (
            "Northport and Hillfield have forged a pact to share what they know.",
            "sign",
            "Northport and Hillfield have forged a pact",
        ),
    ],
)
def test_an_act_ends_where_the_sentence_turns_aside(text: str, kind: str, span: str) -> None:
    assert shown(text) == [(kind, "done", span)]


def test_each_of_what_is_necessary_is_a_wish() -> None:
    text = "It is necessary, she said, to train teachers, to open a market and to deepen ties."
    assert shown(text) == [
        ("train", "hope", "train teachers"),
        ("build", "hope", "open a market"),
        ("other", "hope", "deepen ties"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Its core purpose is to improve life in the county.",
        "The plan has brought in 60 million yuan of investment.",
        "The new fields raised the income of each family by 500 yuan.",
        "十二家企业拟投资总额9亿元。",
        "随后的捐赠仪式上,大家合影留念。",
        "两人一同见证签署协议。",
        "北港市向山田县赠送了锦旗。",
        "专家就万应茶进行了交流。",
    ],
)
def test_aims_earnings_and_ceremonies_are_no_acts(text: str) -> None:
    assert found(text) == ()


def test_what_a_ceremony_was_for_and_what_a_total_is_made_of_are_told_once() -> None:
    text = "北港市向山田县捐款500万元,其中市级捐款300万元,社会捐款200万元。"
    assert shown(text) == [("fund", "done", "北港市向山田县捐款500万元")]
    text = "他们举行了捐赠仪式,向山田县捐赠资金14万元。"
    assert shown(text) == [("fund", "done", "向山田县捐赠资金14万元")]


def test_what_an_agreement_lays_down_is_undertaken() -> None:
    text = "協議明確:北港市選派10名醫生到山田縣;兩地建立聯席會議制度。"
    assert [(piece.kind, piece.modality) for piece in found(text)] == [
        ("send", "will"),
        ("other", "will"),
    ]


@pytest.mark.parametrize(
    ("text", "clause", "modality"),
    [
        (
            "Northport gave 3 million yuan. For technicians of Hillfield 83 trainings were held.",
            "For technicians of Hillfield 83 trainings were held",
            "done",
        ),
        (
            "北港市向山田县累计实施协作项目119个，专业技术人才1135人次到山田县服务。",
            "专业技术人才1135人次到山田县服务",
            "done",
        ),
    ],
)
def test_an_act_that_no_rule_knows_is_told_by_its_words(
    text: str, clause: str, modality: str
) -> None:
    piece = found(text)[-1]
    assert (piece.text, piece.modality, piece.confidence) == (clause, modality, 50)


def test_clauses_weigh_for_acts_and_only_what_is_begun_goes_on() -> None:
    weights = {"gave": (9, 0), "and": (-9, 5), "after 1": (0, 1)}
    assert tags_of([["gave"], ["and"], ["said"]], weights, strict=2) == [BEGINS, GOES_ON, NO_ACT]
    assert tags_of([["and"], ["said"]], weights, strict=2) == [NO_ACT, NO_ACT]
    assert tags_of([["gave"]], weights, strict=10) == [NO_ACT]


def test_each_language_has_weights_and_every_mark_stands_once() -> None:
    rows = (files("tallystick.extraction.acts") / "leftover.csv").read_text("utf-8").splitlines()
    assert len(rows) - 2 == len(weights_of("en")) + len(weights_of("zh"))
    assert all(set(AFTER) & weights_of(language).keys() for language in ("en", "zh"))


def test_the_weights_of_acts_shipped_are_those_of_the_labels_here() -> None:
    """Where this fails: .venv/bin/python -m bench.readouts.learn_acts, and commit leftover.csv."""
    assert TABLE.read_text("utf-8").split("\n", 1)[0] == f"#made\t{labels_hash()}"


def test_what_is_learnt_from_a_label_is_where_its_acts_begin() -> None:
    acts = [{"start": 0, "end": 18}, {"start": 23, "end": 24}]
    assert tags_in([(0, 10), (12, 20), (22, 30)], acts) == [BEGINS, GOES_ON, BEGINS]
    row = Row([(0, 4), (6, 9)], [["gave"], ["sun"]], [BEGINS, NO_ACT], NO_ACT)
    weights = learnt([row] * 3, 1)
    assert tags_of(row.marks, weights) == row.tags
    assert learnt([row] * 3, 1) == weights
