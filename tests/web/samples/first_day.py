"""The pages of an office on its first day, when nothing was entered yet."""

from __future__ import annotations

from datetime import date

from tests.web.samples.claims import empty_claim_samples
from tests.web.samples.compare import empty_compare_samples
from tests.web.samples.correcting import empty_correcting_samples
from tests.web.samples.exchanges import empty_exchange_samples
from tests.web.samples.learning import empty_learning_samples
from tests.web.samples.people import TODAY
from tests.web.samples.readouts import empty_readout_samples
from tests.web.samples.time import empty_time_samples

from tallystick.web.contexts import (
    Cell,
    ClaimListPage,
    EntryForms,
    EntryListPage,
    EntryPage,
    ExplainPage,
    HalfHead,
    Link,
    Mark,
    Page,
    PairingListPage,
    PairingPage,
    ReviewPage,
    RulesPage,
    SideName,
    TodayPage,
)
from tallystick.web.contexts.access import (
    AskFactorPage,
    FactorPage,
    OfficeListPage,
    OfficePage,
    PersonForm,
    ProfilePage,
    SetUpPage,
    UseCodePage,
    WhoMayActPage,
)
from tallystick.web.contexts.long_work import BriefPage, KeepingBookPage, LongWorkListPage
from tallystick.web.contexts.workbooks import WorkbooksPage
from tallystick.web.figures import Empty
from tallystick.web.tally import Tally


def empty_samples() -> dict[str, Page]:
    """Return template → the page of an office on its first day."""
    here = Cell(empty=Empty.NOT_REPORTED)
    return {
        "workbooks": WorkbooksPage(title="Workbooks", section="entries"),
        "long_work_list": LongWorkListPage(title="Long work", section="today"),
        "keeping_book": KeepingBookPage(title="The whole book", section="set-up"),
        "brief": BriefPage(
            title="Brief for 2020",
            section="pairings",
            pairing=Link("A – B", "/"),
            kept_days=7,
        ),
        "today": TodayPage(title="Today", section="today", today=date(2020, 1, 1), office=""),
        "pairings": PairingListPage(title="Pairings", section="pairings"),
        "pairing": PairingPage(
            title="A – B",
            programme="P",
            level="city",
            supporting=SideName("A"),
            supported=SideName("B"),
            heading="Scorecard",
        ),
        "explain": ExplainPage(
            title="Nothing yet",
            code="LC_TOTAL",
            figure="0",
            unit="persons",
            pairing=Link("A – B", "/"),
            period="2020",
            formula="Persons placed.",
            tally=Tally(),
            target=here,
        ),
        "entries": EntryListPage(title="Entries", section="entries"),
        "entry": EntryPage(
            title="Nothing",
            number="E-1",
            note="",
            mark=Mark("draft", "Draft"),
            upper=HalfHead("A holds"),
            lower=HalfHead("B reports"),
            forms=EntryForms(1),
        ),
        "claims": ClaimListPage(title="Claims", section="claims"),
        **empty_compare_samples(),
        **empty_time_samples(),
        **empty_correcting_samples(),
        **empty_exchange_samples(),
        **empty_learning_samples(),
        **empty_readout_samples(),
        **empty_claim_samples(),
        "set_up": SetUpPage(title="Set-up", section="set-up"),
        "offices": OfficeListPage(title="Offices", section="set-up"),
        "office": OfficePage(
            title="Office", code="o", place="Dalian", form=PersonForm(""), today=TODAY
        ),
        "profile": ProfilePage(
            title="My profile", name="N", username="n", form=PersonForm(""), today=TODAY
        ),
        "use_code": UseCodePage(title="Set your password"),
        "second_factor": FactorPage(title="Second factor"),
        "ask_factor": AskFactorPage(title="Second factor", by_phone=False),
        "who_may_act": WhoMayActPage(title="Who may act", pairing=Link("A – B", "/")),
        "review": ReviewPage(title="Match", section="entries", act="match", step="choose", lead=""),
        "rules": RulesPage(title="Rules", section="pairings", label=Link("A – B", "/")),
    }
