"""The moment at which a step of the timeline happens, and who acts in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tallystick.access.models import User
from tallystick.access.queries import actor_of
from tallystick.kernel.actor import Actor

ZONE = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Stage:
    """Where the story plays: its folder and its agreements."""

    folder: Path
    agreements: Mapping[str, dict[str, Any]]


@dataclass(frozen=True)
class Moment:
    """One step: the day and instant it happens, and its own words."""

    stage: Stage
    step: Mapping[str, Any]
    at: datetime

    def actor(self, key: str = "by", name: str = "") -> Actor:
        """Return the person acting, with the seats she held on that day."""
        user = User.objects.get(username=name or self.step[key])
        return actor_of(user, on=self.at.date())
