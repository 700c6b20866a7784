"""Files sent beside a sheet: one by one or in a ZIP, found again by the name a row gives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from tallystick.entries.rules.files import LARGEST_FILE, examine, plain_name
from tallystick.kernel.packed import DAMAGED
from tallystick.kernel.problem import Problem, Refused

MOST_FILES = 500
LARGEST_BUNDLE = 100 * 1024 * 1024
# Bit 11 of a member says that its name is UTF-8; without it Chinese machines write GBK.
_UTF8 = 0x800


def unbundled(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return name → content of what was sent, ZIP files opened; nothing in them runs.

    Raises: Refused with everything that is wrong: a damaged or locked ZIP, two files of one name,
    more or larger files than are taken.
    """
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, content in _each(files, problems):
        if name in found and found[name] != content:
            problems.append(Problem("bundle-name-twice", "evidence", value=name))
        found[name] = content
    most = {"files": MOST_FILES, "most": LARGEST_BUNDLE // 1024 // 1024}
    if len(found) > MOST_FILES or sum(map(len, found.values())) > LARGEST_BUNDLE:
        problems.append(Problem("bundle-too-large", "evidence", most))
    if problems:
        raise Refused(problems)
    return found


def _each(
    files: Iterable[tuple[str, bytes]], problems: list[Problem]
) -> Iterator[tuple[str, bytes]]:
    for name, content in files:
        # A packed document is evidence itself; a bundle is a ZIP that is none.
        if content.startswith(b"PK\x03\x04") and examine(name, content).problems:
            try:
                yield from _members(content)
            except DAMAGED:
                problems.append(Problem("bundle-unread", "evidence", value=plain_name(name)))
        else:
            yield plain_name(name), content


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a ZIP; what claims to be too large is not unpacked.

    Raises: BadZipFile or RuntimeError for what is damaged, locked or swells.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = [one for one in packed.infolist() if not one.is_dir()]
        whole = sum(one.file_size for one in members)
        if len(members) > MOST_FILES or whole > LARGEST_BUNDLE:
            raise zipfile.BadZipFile
        for member in members:
            if member.file_size > LARGEST_FILE or member.filename.startswith("__MACOSX/"):
                continue
            with packed.open(member) as opened:
                yield _name(member), opened.read(LARGEST_FILE + 1)


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name without its folders.

    >>> _name(zipfile.ZipInfo("papers/receipt.pdf"))
    'receipt.pdf'
    """
    name = member.filename
    if not member.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("gbk")
        except UnicodeError:
            name = member.filename
    return plain_name(name)
