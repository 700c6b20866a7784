"""The same steps through the product: its stage, its people, its services, its answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from tests.cast import OPENED, PLACES, SAFEGUARDS, SYSTEM, A, B, build_places, seat_people
from tests.model.carrying import Carrying
from tests.model.said import Pairing, Person, Rule, Said

from tallystick.entries.models import Entry, PeriodAct
from tallystick.entries.services import Report, StatedLine
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused
from tallystick.programme.models import Thing
from tallystick.programme.services import (
    add_thing,
    create_pairing,
    create_programme,
    set_matching_policy,
    state_span,
)

PAIRING, BOOK = "quay-fir", "east-west"
SUCCESSOR, PIER = "pier-fir", "xx-pier"
STARTED, BLIND_FROM = date(2019, 3, 1), date(2020, 2, 10)
MILL, FORD = "xx-fir-mill", "xx-fir-ford"
HEIRS = ("xx-fir-upper", "xx-fir-lower")
STAGE = {**PLACES, PIER: ("city", "Pier", "xx-east")}
# name → (office, roles)
PEOPLE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "alice": ("fir", ("clerk",)),
    "abe": ("fir", ("clerk", "confirmer")),
    "ann": ("fir", ("confirmer", "matcher")),
    "amy": ("fir", ("head", "signatory")),
    "mia": ("mill", ("clerk",)),
    "max": ("mill", ("confirmer", "matcher")),
    "beth": ("quay", ("clerk", "matcher")),
    "ben": ("quay", ("confirmer",)),
    "bob": ("quay", ("matcher",)),
    "bill": ("quay", ("head",)),
    "pia": ("pier", ("clerk", "matcher")),
    "pam": ("pier", ("confirmer", "head")),
    "eve": ("east", ("head",)),
    "wes": ("west", ("signatory",)),
    "nell": ("nation", ("programme_office",)),
    "chen": ("far", ("clerk", "confirmer", "matcher")),
}
OFFICES = {
    "fir": A, "mill": MILL, "quay": B, "pier": PIER, "east": "xx-east", "west": "xx-west",
    "nation": "xx", "far": "xx-far",
}  # fmt: skip
RULES = (
    ("donation", "single", "Gifts are counted where they arrive.", OPENED),
    ("sale", "blind", "Both keep books of what is sold.", BLIND_FROM),
)
THINGS = ("wheel", "press", "kiln")
# The model's words for kept codes → the product's.
CELLS: Mapping[str, Mapping[str, str]] = {
    "bought/online": {"sale_mode": "bought", "channel": "online"},
    "helped/shop": {"sale_mode": "helped", "channel": "shop"},
    "city/2020": {"payer_level": "city", "budget_year": "2020"},
    "county/2020": {"payer_level": "county", "budget_year": "2020"},
    "partner": {"place": "partner", "post_kind": "market"},
    "in_province": {"place": "in_province", "post_kind": "market"},
    "enterprise": {"employer": "enterprise"},
    "workshop": {"employer": "workshop"},
    "cash/person": {"form": "cash", "donor_type": "person"},
    "": {},
}

WORDS = {frozenset(codes.items()): word for word, codes in CELLS.items()}


def people() -> dict[str, Person]:
    """Return everybody as the model knows her."""
    return {
        name: Person(name, frozenset((role, OFFICES[office]) for role in roles))
        for name, (office, roles) in PEOPLE.items()
    }


def fresh_book() -> Carrying:
    """Return the model's book on this stage."""
    parents = {code: above for code, (_, _, above) in STAGE.items()}
    book = Carrying(
        parents,
        [
            Pairing(BOOK, "xx-east", "xx-west", STARTED),
            Pairing(PAIRING, B, A, STARTED, parent=BOOK),
        ],
    )
    book.rules += [Rule("matching", PAIRING, what, how, day) for what, how, _, day in RULES]
    return book


@dataclass
class World:
    """The product's side of a run: entries by the model's numbers, actors by name."""

    actors: dict[str, Actor] = field(default_factory=dict)
    # (pairing, pipeline, period) → the proposal on it that came last
    acts: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def build(self) -> World:
        """Set the stage."""
        build_places(STAGE)
        create_programme(
            code="nowhere", name_en="Nowhere", name_zh="", country="xx", invented=True, by=SYSTEM
        )
        for code, supporting, supported, level, parent in (
            (BOOK, "xx-east", "xx-west", "province", None),
            (PAIRING, B, A, "city", BOOK),
        ):
            pairing = create_pairing(
                code=code, programme="nowhere", supporting=supporting, supported=supported,
                level=level, parent=parent, by=SYSTEM,
            )  # fmt: skip
            state_span(
                pairing=pairing, valid_from=STARTED, valid_to=None, source="invented",
                preferred=True, by=SYSTEM,
            )  # fmt: skip
        for pipeline, policy, reason, day in RULES:
            set_matching_policy(
                pairing=pairing, pipeline=pipeline, policy=policy, reason=reason, valid_from=day,
                by=SYSTEM,
            )  # fmt: skip
        for thing in THINGS:
            add_thing(
                code=thing, pipeline="project", region=A, name_en=thing.title(), name_zh="",
                record={"enterprise": "The Works", "asset_owner": "Fir"}, by=SYSTEM,
            )  # fmt: skip
        self.actors = seat_people(OFFICES, dict(PEOPLE), date(2020, 1, 1))
        return self

    def id_of(self, number: str) -> str:
        """Return the id of an entry by its number."""
        return str(Entry.objects.values_list("pk", flat=True).get(number=number))

    def entry(self, number: str) -> Entry:
        """Return an entry as it stands."""
        return Entry.objects.get(number=number)

    def past_act(self, kind: str, pairing: str, pipeline: str, period: str, state: str) -> str:
        """Return the id of a proposal on a period that was decided."""
        said = {"kind": kind, "pipeline": pipeline, "period": period, "state": state}
        rows = PeriodAct.objects.filter(pairing__code=pairing, **said)
        return str(rows.values_list("pk", flat=True)[0])

    @staticmethod
    def thing(key: str) -> str:
        """Return the code of a thing by the journal's name for it."""
        return str(Thing.objects.values_list("code", flat=True).get(key=key))

    @staticmethod
    def word(cell: str) -> str:
        """Return the model's word for kept codes; what was not stated says nothing."""
        said = {k: v for k, v in json.loads(cell).items() if v != "-"}
        return WORDS[frozenset(said.items())]


def report(row: Said) -> Report:
    """Return the model's report as the product takes it."""
    record: dict[str, Any] = {}
    if row.pipeline == "placement":
        record = dict(SAFEGUARDS)
    elif row.target in ("idle", "cancelled", "closed"):
        record = {"why": "the market went"}
    elif row.target == "returned":
        record = {"why_returned": "not needed"}
    return Report(
        pairing=row.pairing,
        side=row.side,
        region=row.region,
        partner=row.partner,
        pipeline=row.pipeline,
        move=f"{row.source}>{row.target}",
        statement=row.statement,
        happened_on=row.on,
        lines=tuple(
            StatedLine(u, n, CELLS[c], {}, row.step_of((c, u))) for (c, u), n in row.lines.items()
        ),
        own_reference=row.reference,
        thing=row.thing or None,
        title_en=f"{row.pipeline} {row.target}",
        reason=row.reason,
        record=record,
    )


def attempt(step: Callable[[], Any]) -> tuple[str, Any]:
    """Take a step; return `done` with what it made, or the code of the refusal."""
    try:
        with transaction.atomic():
            return "done", step()
    except Refused as refused:
        return refused.code, None
