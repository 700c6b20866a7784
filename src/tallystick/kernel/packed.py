"""What is measured of a packed file before anything in it is opened: a kilobyte may be a gigabyte.

Workbooks and Word files are such files (ZIP). Plain Python; called where files come in.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What the library raises, here or there, for a file that is not whole.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    UnicodeDecodeError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True)
class Bounds:
    """How much is unpacked at most.

    Units: bytes; `shrunk` is how many times smaller than itself a part over `small` may be packed:
    what offices write shrinks to a tenth or a thirtieth, what shrinks a thousandfold is a bomb.
    """

    parts: int
    part: int
    whole: int
    small: int = 1_000_000
    shrunk: int = 400


def faults(parts: Sequence[zipfile.ZipInfo], bounds: Bounds) -> Iterator[tuple[str, str]]:
    """Yield what speaks against unpacking: damaged, encrypted or swells, and what does so.

    >>> part = zipfile.ZipInfo("a.xml"); part.file_size, part.compress_size = 9_000_000, 9_000
    >>> list(faults([part], Bounds(parts=10, part=10_000_000, whole=10_000_000)))
    [('swells', 'a.xml')]
    """
    whole = sum(part.file_size for part in parts)
    if len(parts) > bounds.parts:
        yield "swells", f"{len(parts)}"
    if len({part.filename for part in parts}) < len(parts):
        yield "damaged", ""
    if whole > bounds.whole:
        yield "swells", f"{whole // 1_000_000} MB"
    for part in parts:
        if part.flag_bits & 1:
            yield "encrypted", ""
        times = part.file_size / max(part.compress_size, 1)
        if part.file_size > bounds.part or (
            part.file_size > bounds.small and times > bounds.shrunk
        ):
            yield "swells", part.filename


def unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return a part's bytes, and never more of them than it said it has.

    Raises: BadZipFile where it holds more.
    """
    with archive.open(part) as file:
        content = file.read(part.file_size + 1)
    if len(content) != part.file_size:
        raise zipfile.BadZipFile(part.filename)
    return content


# A declaration of entities may write a billion words in ten lines; no office program makes one.
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"'>]{1,40})""", re.IGNORECASE)
# Encodings in which the signs of a declaration are the bytes that are looked for.
_PLAIN = re.compile(
    rb"(?i:utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-8859-\d+|windows-125\d|gb2312|gbk|gb18030)"
)


def bare_xml(content: bytes) -> bytes:
    """Return an XML part in one byte a sign, where it is written in two or four (UTF-16, UTF-32).

    >>> bare_xml("<a/>".encode("utf-16-be"))
    b'<a/>'
    """
    return content.replace(b"\0", b"") if b"\0" in content else content


def declares(content: bytes) -> bool:
    """Return whether an XML part declares signs of its own, or hides in its encoding whether it
    does: a parser reads UTF-16, UTF-7 or EBCDIC as well as UTF-8.

    >>> [declares("<!DOCTYPE a><a/>".encode(code)) for code in ("utf-8", "utf-16", "utf-32-le")]
    [True, True, True]
    >>> declares(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a>')
    True
    >>> declares("<?xml version='1.0'?><a/>".encode("cp037")), declares(b"<a>Alpha</a>")
    (True, False)
    """
    bare = bare_xml(content)
    if _DECLARED.search(bare) or bare.startswith(_EBCDIC):
        return True
    said = _ENCODING.search(bare[:500])
    return said is not None and _PLAIN.fullmatch(said[1]) is None


_EBCDIC = "<?xm".encode("cp037")
