"""Filled pages of the list of pairings and of how one works; places are real, the rest invented."""

from __future__ import annotations

from tests.web.samples.frame import COMMON

from tallystick.web.contexts import (
    Choice,
    ChoiceGroup,
    HeldRule,
    Link,
    PairingListPage,
    PairingRow,
    ProgrammeGroup,
    RuleRow,
    RulesPage,
)


def pairings(lang: str = "en") -> PairingListPage:
    return PairingListPage(
        section="pairings",
        title="Pairings",
        programmes=(
            ProgrammeGroup(
                "East-West cooperation",
                True,
                (
                    PairingRow("Liaoning", "Guizhou", "/p/1/", "province", "2013 to 2021"),
                    PairingRow("Dalian", "Liupanshui", "/p/2/", "city", "1996 to 2021", 1),
                ),
            ),
        ),
        **COMMON,
    )


def rules() -> RulesPage:
    return RulesPage(
        section="pairings",
        title="How this pairing works",
        label=Link("Dalian – Liupanshui", "/p/"),
        holds=(HeldRule("All pipelines", "both sides", "as ever"),),
        rows=(
            RuleRow(
                "Sale",
                "both sides, blind",
                "1 May 2021",
                "Tian Hui",
                "Tried.",
                "waits for the other head",
                7,
            ),
        ),
        decides="proposes",
        rules=(Choice("matching.blind", "both sides, blind", True),),
        scopes=(
            ChoiceGroup("", (Choice("", "all", True),)),
            ChoiceGroup("Pipeline", (Choice("pipeline.sale", "Sale"),)),
        ),
        since="2021-05-01",
        reason="Tried.",
        problems=("Give a reason.",),
        **COMMON,
    )
