"""Meetings that were held and the commitments made there."""

from tallystick.exchanges.models.commitments import Commitment, CommitmentQuerySet
from tallystick.exchanges.models.meetings import Meeting, MeetingGuest, MeetingQuerySet

__all__ = ["Commitment", "CommitmentQuerySet", "Meeting", "MeetingGuest", "MeetingQuerySet"]
