"""How places and changes of the map are told, for machines and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tallystick.cli.door import print_json, say
from tallystick.cli.wording import called, label, listed

if TYPE_CHECKING:
    from tallystick.programme.queries.map_changes import MapProposal
    from tallystick.programme.services.places import Drawn
    from tallystick.regions.models import Region


def tell_places(regions: list[Region], as_json: bool) -> None:
    """Print the places that an act touched."""
    if as_json:
        print_json({"regions": [place_json(one) for one in regions]})
    else:
        for one in regions:
            say("%(code)s: %(name)s", code=one.code, name=called(one))


def tell_drawn(done: Drawn, as_json: bool) -> None:
    """Print what was drawn, or to whom a change was put first."""
    if done.proposal is None:
        tell_places(list(done.regions), as_json)
        return
    from tallystick.programme.queries.map_changes import map_proposal

    row = change_json(map_proposal(done.proposal.seq))
    if as_json:
        print_json({"regions": [], "change": row})
        return
    say(
        "Put to the heads at %(places)s: it is carried out when they agreed (regions agree-change"
        " %(number)s).",
        places=listed(row["waits_for"]), number=row["number"],
    )  # fmt: skip


def change_json(one: MapProposal) -> dict[str, Any]:
    """Return a change of the map that was put to heads, for any machine."""
    from tallystick.programme.queries.map_changes import waits_for

    change = one.change
    return {
        "number": one.put.seq,
        "change": change.kind,
        "places": list(change.places),
        "to": change.to or None,
        "heirs": [code for code, _, _ in change.heirs],
        "on": change.on.isoformat(),
        "why": change.why,
        "state": one.state,
        "by": one.by,
        "agreed": [record.content["by"]["user"] for record in one.agreed],
        "waits_for": [side.place for side in waits_for(one)],
    }


def place_json(one: Region) -> dict[str, Any]:
    """Return a place, for any machine."""
    return {
        "code": one.code,
        "kind": one.kind,
        "name": one.name_en,
        "name_zh": one.name_zh,
        "since": one.since.isoformat() if one.since else None,
        "ended_on": one.ended_on.isoformat() if one.ended_on else None,
    }


def change_words(code: str) -> str:
    """Return what a change of the map is called."""
    from tallystick.regions.models import RegionChange

    return label(RegionChange.Kind, code)


def change_state(code: str) -> str:
    """Return how far a change of the map has come."""
    from tallystick.programme.queries.map_changes import MapState

    return label(MapState, code)
