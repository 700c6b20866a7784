"""What a pair learned: a practice that was taken up, a framework of its own, and a tag of each."""

from __future__ import annotations

from datetime import date

from tests.cast import SYSTEM

from tallystick.exchanges.rules.practices import PracticeText
from tallystick.exchanges.services import adopt_practice, follow_practice, record_practice, tag
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries.frameworks import framework
from tallystick.programme.rules.frameworks import ElementText, FrameworkText
from tallystick.programme.services import state_framework
from tallystick.regions.models import Region

DAY = date(2020, 3, 1)


def learn(pairing: Pairing, thing: Thing, region: str, prefix: str, *, by: Actor) -> None:
    """Make a row of everything that is about practices and frameworks."""
    text = PracticeText(
        "A Good Way", "Hao Ban Fa", "They Did This", "Zuo Le Zhe Ge", origin="Some Pairing"
    )
    made = record_practice(code=f"{prefix}practice", text=text, pairing=pairing, by=by)
    taken = adopt_practice(
        practice=made, pairing=pairing, region=Region.objects.get(code=region), on=DAY,
        text_en="We Do It Too", text_zh="Wo Men Ye Zuo", by=by,
    )  # fmt: skip
    follow_practice(
        adoption=taken, state="in_use", on=DAY, text_en="It Works", text_zh="You Yong",
        things=[thing], indicators=["LC_TOTAL"], by=by,
    )  # fmt: skip
    ends = FrameworkText(
        "Our Ends", "Mu Biao", f"{prefix}ends", (ElementText("Work", "Gong Zuo", "work"),),
        "Our Minutes",
    )  # fmt: skip
    state_framework(text=ends, programme=pairing.programme, pairing=pairing, by=SYSTEM)
    own = framework(ends.code, actor=SYSTEM)
    tag(framework=own, element="work", target=made, by=SYSTEM)
    tag(framework=framework("sdg", actor=SYSTEM), element="8", target=thing, by=SYSTEM)
