"""The pages of an OFD file (GB/T 33190), which Chinese offices and invoices use as others do PDF.

Only the letters that lie on its pages are read; what it draws, signs or links is left alone.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from tallystick.kernel.packed import DAMAGED, Bounds, declares, faults, unpacked
from tallystick.kernel.problem import Refused

BOUNDS = Bounds(parts=2_000, part=20_000_000, whole=100_000_000)
_PAGE = re.compile(r"(?:^|/)Pages/Page_(\d{1,5})/[^/]{1,80}\.xml$", re.IGNORECASE)
_CODES = {
    "damaged": "readout-damaged",
    "encrypted": "readout-encrypted",
    "swells": "readout-swells",
}


def pages_of_ofd(content: bytes, *, most: int) -> tuple[list[str], int]:
    """Return the letters of the first pages of an OFD, a run a line, and how many pages it has.

    Raises: Refused for what is damaged, locked, or swells when it is opened.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
        for fault, value in faults(parts, BOUNDS):
            raise Refused.of(_CODES[fault], value=value or "OFD", kind="OFD")
        pages = sorted(
            (int(found[1]), part.filename, part)
            for part in parts
            if (found := _PAGE.search(part.filename))
        )
        texts = [_letters(unpacked(archive, part), name) for _n, name, part in pages[:most]]
    except DAMAGED as fault:
        raise Refused.of("readout-damaged", kind="OFD") from fault
    if not any(texts):
        raise Refused.of("readout-pdf-no-text")
    return texts, len(pages)


def _letters(content: bytes, name: str) -> str:
    import lxml.etree as etree

    if declares(content):
        raise Refused.of("readout-declares", value=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise Refused.of("readout-damaged", kind="OFD") from fault
    runs = (one.text or "" for one in root.iter("{*}TextCode"))
    return "\n".join(filter(None, (run.strip() for run in runs)))
