"""Two announcements of one meeting, one of each side's press. Places, people and figures invented.

They differ in the place, in one post, and in one figure; each says something the other does not.
"""

from __future__ import annotations

from typing import Any

from tests.cast import PLACES, Cast

from tallystick.exchanges.models import Readout, ReadoutItem
from tallystick.exchanges.services import keep_readout
from tallystick.regions.models import Region, RegionName

QUAY = (
    "Quay and Fir hold a joint meeting\n\n"
    "On May 6, 2021, Quay and Fir held their joint meeting in Quay. Zhang Wei, mayor of Quay, "
    "and Li Hua, vice mayor of Fir, attended the meeting. In 2020, Quay provided Fir with "
    "12.5 million yuan in government assistance funds and helped 340 rural labourers find jobs. "
    "Quay will send 20 doctors to Fir. The two sides signed a framework agreement on medical "
    "cooperation. Quay hoped for the signed projects to be carried through.\n"
)
FIR = (
    "Fir delegation visits Quay\n\n"
    "On May 6, 2021, Fir and Quay held their joint meeting in Mill. Zhang Wei, mayor of Quay, "
    "and Li Hua, mayor of Fir, attended the meeting. Wang Fang, director of the Fir cooperation "
    "office, was present. In 2020, Quay provided Fir with 13.4 million yuan in government "
    "assistance funds. The two sides signed a framework agreement on medical cooperation.\n"
)
# Another genre, long enough that the reader is sure of it.
RECIPE = (
    "Peel the chestnuts and boil them in salted water until they are soft. Stir in the butter and "
    "a little sugar, then leave the pan on a low fire. Serve it warm, with cream, in small bowls "
    "that were kept in a cold place. It keeps for a week in a closed jar.\n"
)


def name_places() -> None:
    """Let the places of the stage be found by their names."""
    RegionName.objects.bulk_create(
        RegionName(region=region, lang="en", name=name, folded=name.lower(), kind="name")
        for code, (_, name, _) in PLACES.items()
        if (region := Region.objects.get(code=code))
    )


def keep(cast: Cast, text: str = QUAY, **other: Any) -> Readout:
    """Keep an announcement by Quay's clerk, unless another says otherwise."""
    words = {
        "pairing": cast.pairing, "text": text, "side": "supporting", "published": "2021-05-07",
        "url": "https://quay.gov.cn/2021/1.html", "by": cast.beth, **other,
    }  # fmt: skip
    return keep_readout(**words)


def number(readout: Readout, kind: str, words: str = "") -> int:
    """Return the number of the first item of a kind, or of the one with these words."""
    found = ReadoutItem.objects.filter(readout=readout, kind=kind, words__contains=words)
    return found.order_by("n").values_list("n", flat=True)[0]
