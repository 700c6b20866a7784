"""The pages as somebody last looked at them: small grey pictures, compared by their masses.

Fonts differ from machine to machine, and so do letters; a cell here covers some five lines of
text, so that what is seen is a block that came, went or moved.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).with_name("baselines")
# Each width and each language is kept once: how wide a page is drawn, in cells.
WAYS = {("en", "desktop"): 64, ("zh-hans", "phone"): 32}
TALLEST = 240
SHADES = 32
# A cell differs by more than a tenth of black to white; a page by more than one cell in fifty.
CELL, PAGE = 26, 0.02


def small(picture: bytes, wide: int) -> Image.Image:
    """Return a page as grey cells, `wide` of them in a row; what is very long is cut."""
    with Image.open(BytesIO(picture)) as page:
        high = max(1, round(page.height * wide / page.width))
        cells = page.convert("L").resize((wide, high), Image.Resampling.BOX)
    cut = cells.crop((0, 0, wide, min(high, TALLEST)))
    return cut.point([shade // (256 // SHADES) * (256 // SHADES) for shade in range(256)])


def changed(kept: Image.Image, now: Image.Image) -> float:
    """Return which share of the cells differs; what one picture has below the other does too."""
    wide, high = now.width, max(kept.height, now.height)
    different = abs(kept.height - now.height) * wide
    for y in range(min(kept.height, now.height)):
        different += sum(abs(_at(kept, x, y) - _at(now, x, y)) > CELL for x in range(wide))
    return different / (wide * high)


def _at(picture: Image.Image, x: int, y: int) -> int:
    shade = picture.getpixel((x, y))
    assert isinstance(shade, int)
    return shade


def path_of(name: str, language: str, folder: Path = FOLDER) -> Path:
    """Return where the reviewed picture of a page lies."""
    return folder / f"{name}-{language}.png"


def verdict(name: str, language: str, now: Image.Image, folder: Path = FOLDER) -> str:
    """Return what is to be said of a page beside its reviewed picture; empty where it is alike."""
    path = path_of(name, language, folder)
    if not path.exists():
        return f"{name}, {language}: nobody reviewed it yet"
    with Image.open(path) as opened:
        kept = opened.convert("L")
    share = changed(kept, now) if kept.width == now.width else 1.0
    return f"{name}, {language}: {share:.0%} looks otherwise" if share > PAGE else ""


def accept(name: str, language: str, now: Image.Image, folder: Path = FOLDER) -> None:
    """Keep a picture as the reviewed one."""
    folder.mkdir(exist_ok=True)
    now.save(path_of(name, language, folder), optimize=True)
