"""What a file is, by its first bytes and not by its name, and its bytes as text."""

from __future__ import annotations

import re

from tallystick.kernel.problem import Refused

LARGEST_FILE = 20_000_000
# A paper of fifty pages has some fifty thousand signs; nobody announces a million.
LONGEST_TEXT = 1_000_000

# Office files of today that are locked lie in one of the old kind, under this name.
_OLD_OFFICE, _LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
# First bytes → what such a file is called; none of these holds words as text.
_OTHER_KINDS = (
    (_OLD_OFFICE, "DOC, XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Every Chinese announcement has these; bytes read in the wrong encoding have them by chance only.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方"
    "后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开"
    "与月日市省县区元万亿、，。：；“”《》（）0123456789這為個國時來們對會發動說產種後學經進著電裡現實體機當點從業"
    "與縣區萬億於過開應協議雙書記長幹部帮扶助援幫协作交流"
)
# What western typing adds to plain letters: quotation marks, dashes, dots, accents.
_WESTERN = re.compile("[\u2018-\u201e\u2013\u2014\u2026\u2022\xa0\xb7\xa9\xae\xb0\u20ac\xc0-\xff]*")
_CHINESE_ENCODINGS = ("gb18030", "big5hkscs")
_LABELS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "windows-1252"), "cp1252"),
}
# Enough to tell an encoding by.
_SAMPLE = 20_000


def check_kind(content: bytes) -> None:
    """Refuse what is too large, empty, or holds no words as text.

    Raises: Refused.
    """
    if len(content) > LARGEST_FILE:
        raise Refused.of("readout-too-large", largest=LARGEST_FILE // 1_000_000)
    if not content.strip():
        raise Refused.of("readout-empty")
    if content.startswith(_OLD_OFFICE) and _LOCKED in content:
        raise Refused.of("readout-encrypted", kind="Office")
    for beginning, kind in _OTHER_KINDS:
        # Two letters may begin a word.
        if content.startswith(beginning) and (len(beginning) > 2 or b"\0" in content[:64]):
            raise Refused.of("readout-other-kind", kind=kind)


def _marked(content: bytes, encoding: str) -> str:
    """Return the text of bytes that say how they are written.

    Raises: Refused at half a sign of UTF-16: whatever stood there would be shown as another one.
    """
    try:
        return content.decode(encoding, "strict" if encoding == "utf-16" else "replace")
    except UnicodeDecodeError as broken:
        raise Refused.of("readout-half-sign", place=broken.start) from broken


def decoded(content: bytes, declared: str = "") -> str:
    """Return bytes as text: as their mark says, as UTF-8, as `declared`, as GB18030 or Big5.

    Raises: Refused where it is no text in any of them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _without_nul(_marked(content, encoding))
    if b"\0" in content:
        raise Refused.of("readout-not-text")
    for encoding in ("utf-8", _LABELS.get(declared.lower(), "")):
        try:
            if encoding:
                return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _guessed(content)


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise Refused.of("readout-not-text")
    return text


def _guessed(content: bytes) -> str:
    """Return bytes in the encoding whose signs are those that announcements are written in.

    A few bad bytes, as where a file was cut, are told by U+FFFD in their place.
    """
    sample = content[:_SAMPLE]
    if _mostly(sample.decode("utf-8", "replace")):
        return content.decode("utf-8", "replace")
    shares = {name: _share(sample.decode(name, "replace")) for name in _CHINESE_ENCODINGS}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] >= 30:
        return content.decode(best, "replace")
    western = sample.decode("cp1252", "replace")
    if _WESTERN.fullmatch("".join(sign for sign in western if sign > "\x7f")):
        return content.decode("cp1252", "replace")
    raise Refused.of("readout-encoding-unknown")


def _mostly(text: str) -> bool:
    """Whether these are good signs with a few bad bytes among them."""
    return text.count("\ufffd") * 5 < sum(sign > "\x7f" for sign in text)


def _share(text: str) -> int:
    """Return how many per cent of the signs outside ASCII are common ones."""
    signs = [sign for sign in text if sign > "\x7f"]
    return sum(sign in _COMMON for sign in signs) * 100 // len(signs) if signs else 0
