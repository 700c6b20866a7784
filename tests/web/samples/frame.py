"""What every filled page stands in: a moment, the book's foot, and a year of figures; invented."""

from __future__ import annotations

from datetime import UTC, datetime

from tallystick.web.contexts import BookFoot

NOW = datetime(2020, 11, 23, 1, 12, tzinfo=UTC)
ROOT = "7f3a9c04" + "5d" * 26 + "e21b"
FOOT = BookFoot(NOW, 48_213, ROOT)
COMMON = {"invented": True, "foot": FOOT}
GROWS = [3, 7, 12, 17, 24, 33, 41, 50, 59, 66]
LAST = [4, 8, 14, 20, 27, 34, 39, 47, 52, 55, 58, 60]
