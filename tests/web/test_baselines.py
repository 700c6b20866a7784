"""What is kept of each page shows a block that came or went, and no other letter."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from tests.web.baselines import FOLDER, WAYS, accept, changed, path_of, small, verdict
from tests.web.pictures import pages

WIDE = WAYS["en", "desktop"]
LINES = range(120, 1800, 40)
MOST = 3_000_000


def page(words: str = "Matched by both halves", *, shift: int = 0, left: int = 0) -> bytes:
    """Draw a page of lines of text; `left` lines at its end are not there."""
    drawn = Image.new("RGB", (1440, 1900), "white")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, 160, 1900), fill="#f6f7f4")
    for y in LINES[: len(LINES) - left]:
        pen.text((200 + shift, y + shift), f"{words} " * 6, fill="#1b1f22", font_size=26)
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def test_other_letters_a_little_further_are_the_same_page() -> None:
    other = page("Nobody knew it by noon", shift=3)
    assert changed(small(page(), WIDE), small(other, WIDE)) < 0.02


def test_a_planted_change_is_seen_and_gone_when_accepted(tmp_path: Path) -> None:
    kept, now = small(page(), WIDE), small(page(left=12), WIDE)
    assert verdict("today", "en", kept, tmp_path) == "today, en: nobody reviewed it yet"
    accept("today", "en", kept, tmp_path)
    assert verdict("today", "en", kept, tmp_path) == ""
    assert verdict("today", "en", now, tmp_path).endswith("looks otherwise")
    accept("today", "en", now, tmp_path)
    assert verdict("today", "en", now, tmp_path) == ""


def test_a_page_that_grew_differs_by_what_it_grew() -> None:
    short, long = Image.new("L", (64, 100), 255), Image.new("L", (64, 200), 255)
    assert changed(short, long) == changed(long, short) == 0.5


def test_what_is_kept_is_of_pages_there_are_and_small() -> None:
    names = {one.name for one in pages()}
    kept = list(FOLDER.glob("*.png"))
    expected = {path_of(name, language).name for name in names for language, _label in WAYS}
    assert {path.name for path in kept} - expected == set()
    assert sum(path.stat().st_size for path in kept) < MOST
