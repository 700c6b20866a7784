"""The contradictions printed in the shipped figures come out, each with its reason typed by hand.

The sources are those of examples/liaoning-guizhou/claims.csv; docs/method/claims.md works them.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.example import Installation

# Parties, indicator, print → with which other print, verdict, reason.
SHARED = ("Shandong", "Gansu")
NATION = ("15 eastern provinces and cities", "11 western provinces")
FUJIAN = ("Fujian", "Ningxia")
YUNNAN = ("Shanghai", "Yunnan")
DAYAO = ("Shanghai", "Dayao (Chuxiong, Yunnan)")
SICHUAN = ("Zhejiang", "Sichuan")
KNOWN = [
    # Two sides, one fair: a day between them does not make sixty firms.
    (SHARED, "IC_ENT_NEW", "460家", "400家", "differs", "contradiction"),
    (SHARED, "X_OTHER", "300多家", "100多家", "differs", "contradiction"),
    # The yearbook's growth and its own levels: 120.128 to 455.6 bn is 279.3 %, not 73.2.
    (NATION, "IC_INV_SIGNED", "up 73.2%", "455.6 billion yuan", "differs", "growth"),
    (NATION, "FS_SOCIAL_TOTAL", "up 55.8%", "162.403 million yuan", "differs", "growth"),
    # Signed is not paid in: 570 million planned, 60 million of capital there.
    (("Nanxun (Huzhou)", "Guang'an district"), "IC_INV_SIGNED", "5.7亿元", "6000万元", "differs",
     "other_stage"),
    (DAYAO, "FS_GOV_FUND", "3244万元", "2405.4万元", "differs", "other_stage"),
    (("Guangdong", "Guizhou"), "IC_PROJECTS_STARTED", "422", "152", "differs", "other_stage"),
    (("Wuxi", "Xuzhou"), "IC_INV_PROJECTS", "29", "Nineteen", "differs", "other_stage"),
    # "Of whom" inside a total, and totals that hold other things.
    (YUNNAN, "LC_TOTAL", "13.76万", "11.76万", "agrees", "part_of"),
    (DAYAO, "LC_TOTAL", "494人", "210人", "agrees", "part_of"),
    (SICHUAN, "IC_WORKSHOP_JOBS", "3200多人", "近2000人", "agrees", "part_of"),
    (YUNNAN, "FS_DISBURSE_RATE", "71.42%", "60.5%", "differs", "part_of"),
    (FUJIAN, "FS_TOTAL_ALL", "7.74亿元", "2.94亿元", "agrees", "composite"),
    (FUJIAN, "FS_TOTAL_ALL", "7.74亿元", "1.45亿元", "agrees", "composite"),
    # Medical staff in persons, teachers in person-times.
    (FUJIAN, "TS_PRO_DISPATCH", "204人", "917人次", "differs", "person_times"),
    # One running total read in 2011 and in 2020.
    (FUJIAN, "FS_TOTAL_ALL", "7.74亿元", "more than 3 billion yuan", "differs", "other_as_of"),
    (FUJIAN, "OUT_FACILITIES", "214所", "236 schools", "differs", "other_as_of"),
    # Province, and the districts' or cities' own; province, and one city of it.
    (FUJIAN, "FS_GOV_FUND", "2.94亿元", "3.35亿元", "differs", "other_level"),
    (YUNNAN, "FS_TOTAL_ALL", "About 4.3 billion yuan", "900 million yuan", "differs",
     "other_level"),
    (("Guangde", "Dangshan (Anhui)"), "FS_GOV_FUND", "1500万元", "5万元", "differs",
     "other_period"),
    (SICHUAN, "IC_INV_ACTUAL", "52.31亿元", "17亿元", "differs", "other_period"),
]  # fmt: skip


@pytest.fixture(scope="module")
def compared(loaded_example: Installation) -> dict[str, Any]:
    """Return what `claims compare --json` prints of the example."""
    found: dict[str, Any] = loaded_example.json("claims", "compare")
    return found


@pytest.mark.parametrize(("parties", "code", "printed", "other", "verdict", "reason"), KNOWN)
def test_each_known_contradiction_has_its_reason(
    compared: dict[str, Any], parties: tuple[str, str], code: str, printed: str, other: str,
    verdict: str, reason: str,
) -> None:  # fmt: skip
    (claim,) = [
        one
        for one in compared["claims"]
        if (one["supporting"], one["supported"]) == parties
        and (one["indicator"], one["printed"]) == (code, printed)
    ]
    (done,) = [
        done for done in claim["compared"] if other in [one["printed"] for one in done["with"]]
    ]
    assert (done["verdict"], done["reason"]) == (verdict, reason)


def test_no_other_shipped_figure_is_called_wrong(compared: dict[str, Any]) -> None:
    wrong = {"contradiction", "growth", "part_exceeds", "unit_slip"}
    called = {
        (one["indicator"], one["printed"])
        for one in compared["claims"]
        if one["verdict"] == "differs" and one["reason"] in wrong and not one["pairing"]
    }
    assert called == {
        ("IC_ENT_NEW", "460家"), ("IC_ENT_NEW", "400家"),
        ("X_OTHER", "300多家"), ("X_OTHER", "100多家"),
        ("IC_INV_SIGNED", "up 73.2%"), ("IC_INV_SIGNED", "455.6 billion yuan"),
        ("IC_INV_SIGNED", "120.128 billion yuan"), ("FS_SOCIAL_TOTAL", "up 55.8%"),
        ("FS_SOCIAL_TOTAL", "162.403 million yuan"), ("FS_SOCIAL_TOTAL", "105.57 million yuan"),
    }  # fmt: skip
    assert compared["total"] == len(compared["claims"]) == 223


def test_claims_of_a_pairing_are_held_to_its_book(loaded_example: Installation) -> None:
    found = loaded_example.json(
        "claims", "compare", "--pairing", "dalian-liupanshui", "--indicator", "IC_INV_SIGNED",
        "--year", "2019",
    )  # fmt: skip
    (claim,) = found["claims"]
    assert [one["book"] for one in claim["compared"][0]["with"]] == [True]
    assert claim["compared"][0]["with"][0]["period_end"] == "2019-12-31"
    only = loaded_example.json("claims", "compare", "--verdict", "differs", "--reason", "growth")
    assert only["total"] == 6
    told = loaded_example.run("claims", "compare", "--reason", "growth")
    assert "cannot follow" in told
    loaded_example.run("claims", "compare", "--indicator", "NO_SUCH", code=1)
    loaded_example.run("claims", "compare", "--reason", "hearsay", code=2)


def test_what_each_sides_press_says_stands_side_by_side(loaded_example: Installation) -> None:
    year = ("--pairing", "dalian-liupanshui", "--year", "2019")
    view = loaded_example.json("claims", "press", *year)
    rows = {row["indicator"]: row for row in view["rows"]}
    signed = rows["IC_INV_SIGNED"]
    assert [one["printed"] for one in signed["supporting"]] == ["3.6 billion yuan"]
    assert (signed["supported"], signed["other"]) == ([], [])
    assert (signed["verdict"], signed["reason"]) == ("differs", "contradiction")
    assert (rows["FS_TOTAL_ALL"]["reason"], view["book_read_to"]) == ("open_start", "2019-12-31")
    assert "Supporting side's press" in loaded_example.run("claims", "press", *year)
