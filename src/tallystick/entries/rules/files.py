"""What a file of evidence is, told by its first bytes and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.entries.rules.photographs import MOST_POINTS, is_too_wide
from tallystick.kernel.problem import Problem
from tallystick.programme.rules.pipelines import pipelines

LARGEST_FILE = 20 * 1024 * 1024
# A packed document that unfolds to more than this is no scanned receipt.
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 2000

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
# media type → how a name of such a file ends; the first is added where none of them stands.
_ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/heic": (".heic", ".heif"),
    "application/ofd": (".ofd",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
# A packed document is known by the member it cannot do without.
_PACKED = (
    ("OFD.xml", "application/ofd"),
    (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
READ_TYPES = "PDF, OFD, JPEG, PNG, HEIC, DOCX, XLSX"


@dataclass(frozen=True)
class Examined:
    """The media type of a file, or why it is not taken."""

    media_type: str
    problems: tuple[Problem, ...] = ()


def examine(name: str, content: bytes) -> Examined:
    """Return what a file is by its content.

    >>> examine("receipt.pdf", b"%PDF-1.7 ...").media_type
    'application/pdf'
    >>> examine("receipt.pdf", b"").problems[0].code
    'evidence-empty'
    """
    if not content:
        return Examined("", (Problem("evidence-empty", "evidence", {"name": name}),))
    if len(content) > LARGEST_FILE:
        params = {"name": name, "most": LARGEST_FILE // 1024 // 1024}
        return Examined("", (Problem("evidence-too-large", "evidence", params),))
    found = _plain(content) or _packed(content)
    if found is None:
        params = {"name": name, "types": READ_TYPES}
        return Examined("", (Problem("evidence-type-unread", "evidence", params),))
    if is_too_wide(content, found):
        params = {"name": name, "most": MOST_POINTS // 10**6}
        return Examined("", (Problem("evidence-too-wide", "evidence", params),))
    return Examined(found)


def _plain(content: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return None


def _packed(content: bytes) -> str | None:
    """Read the list of members only: nothing is unpacked, so nothing can unfold."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    unfolded = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unfolded > LARGEST_UNPACKED:
        return None
    names = {member.filename for member in members}
    return next((kind for needed, kind in _PACKED if needed in names), None)


_HASH = re.compile("[0-9a-f]{64}")
_COUNTED = frozenset({"person", "person_time"})


def roster_problems(pipeline: str, sha256: str, persons: int) -> Iterator[Problem]:
    """Yield why a roster cannot be named by its hash; where persons are counted it can.

    >>> [p.code for p in roster_problems("placement", "0" * 64, 12)]
    []
    >>> [p.code for p in roster_problems("funds", "xyz", 0)]
    ['roster-not-here', 'roster-hash-unfit', 'roster-empty']
    """
    if not _COUNTED & set(pipelines()[pipeline].units):
        yield Problem("roster-not-here", "sha256", value=pipeline)
    if not _HASH.fullmatch(sha256):
        yield Problem("roster-hash-unfit", "sha256", value=sha256[:70])
    if type(persons) is not int or not 0 < persons < 10**7:
        yield Problem("roster-empty", "persons", value=str(persons))


def fitting_name(name: str, media_type: str) -> str:
    """Return a name that ends as its content asks: a desktop opens a file by how it is called.

    >>> fitting_name("receipt.PDF", "application/pdf"), fitting_name("x.html", "application/pdf")
    ('receipt.PDF', 'x.html.pdf')
    """
    endings = _ENDINGS.get(media_type, ("",))
    return name if name.lower().endswith(endings) else f"{name}{endings[0]}"


def plain_name(name: str) -> str:
    """Return a file's name without its folders and without what no name should hold.

    >>> plain_name("../../etc/receipt\\x00.pdf"), plain_name("C:\\\\scan.jpg")
    ('receipt.pdf', 'scan.jpg')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    return kept[-200:] or "unnamed"
