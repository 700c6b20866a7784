"""Meetings that were held, the commitments made there, and what the press said of both."""

from tallystick.exchanges.models.commitments import Commitment, CommitmentQuerySet
from tallystick.exchanges.models.links import CommitmentLink, CommitmentLinkQuerySet
from tallystick.exchanges.models.meetings import Meeting, MeetingGuest, MeetingQuerySet, Represented
from tallystick.exchanges.models.readouts import (
    Readout,
    ReadoutItem,
    ReadoutItemQuerySet,
    ReadoutQuerySet,
)

__all__ = [
    "Commitment",
    "CommitmentLink",
    "CommitmentLinkQuerySet",
    "CommitmentQuerySet",
    "Meeting",
    "MeetingGuest",
    "MeetingQuerySet",
    "Readout",
    "ReadoutItem",
    "ReadoutItemQuerySet",
    "ReadoutQuerySet",
    "Represented",
]
