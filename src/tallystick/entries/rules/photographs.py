"""A photograph as everybody but an auditor sees it: the picture, and nothing the camera wrote.

A phone writes the place and the owner into a photograph; who checks a figure needs neither.
"""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

# What Pillow writes again; HEIC it does not read.
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
PHOTOGRAPHS = frozenset({*FORMATS, "image/heic"})
# A few kilobytes can unfold to a picture that fills the memory: 60 million points take 180 MB.
MOST_POINTS = 60_000_000


class Unshowable(Exception):
    """The picture cannot be drawn again, so no copy of it can be handed out."""


def is_too_wide(content: bytes, media_type: str) -> bool:
    """Return whether a picture says it has more points than are drawn; only its head is read."""
    if media_type not in FORMATS:
        return False
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[media_type]]) as picture:
            return picture.width * picture.height > MOST_POINTS
    except Image.DecompressionBombError:
        return True
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False  # what cannot be drawn is kept for the auditor as it is


def bare_copy(content: bytes, media_type: str) -> bytes:
    """Return a picture drawn again, upright, without any note of camera, place or owner.

    Raises: Unshowable for what is no such picture, or is larger than a scan can be.
    """
    if media_type not in FORMATS:
        raise Unshowable(media_type)
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[media_type]]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise Unshowable(media_type)
            upright = ImageOps.exif_transpose(picture)
            drawn = Image.new(_mode(upright), upright.size)
            drawn.paste(upright.convert(drawn.mode))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise Unshowable(media_type) from fault
    except (Image.DecompressionBombError, MemoryError) as fault:
        raise Unshowable(media_type) from fault
    written = io.BytesIO()
    drawn.save(written, FORMATS[media_type])
    return written.getvalue()


def _mode(picture: Image.Image) -> str:
    return "RGBA" if "A" in picture.getbands() and picture.format != "JPEG" else "RGB"
