"""Meetings that were held, the commitments made there, and what the press said of both."""

from tallystick.exchanges.models.announcements import Announcement, AnnouncementQuerySet
from tallystick.exchanges.models.commitments import Commitment, CommitmentQuerySet
from tallystick.exchanges.models.documents import MeetingDocument, MeetingDocumentQuerySet
from tallystick.exchanges.models.fulfilments import (
    Fulfilment,
    FulfilmentFile,
    FulfilmentFileQuerySet,
    FulfilmentQuerySet,
)
from tallystick.exchanges.models.links import CommitmentLink, CommitmentLinkQuerySet
from tallystick.exchanges.models.meetings import Meeting, MeetingGuest, MeetingQuerySet, Represented
from tallystick.exchanges.models.practices import (
    AdoptionQuerySet,
    Practice,
    PracticeAdoption,
    PracticeEvidence,
    PracticeQuerySet,
    PracticeStep,
)
from tallystick.exchanges.models.readouts import (
    Readout,
    ReadoutItem,
    ReadoutItemQuerySet,
    ReadoutQuerySet,
)
from tallystick.exchanges.models.tags import TAGGED, FrameworkTag, FrameworkTagQuerySet

__all__ = [
    "TAGGED",
    "AdoptionQuerySet",
    "Announcement",
    "AnnouncementQuerySet",
    "Commitment",
    "CommitmentLink",
    "CommitmentLinkQuerySet",
    "CommitmentQuerySet",
    "FrameworkTag",
    "FrameworkTagQuerySet",
    "Fulfilment",
    "FulfilmentFile",
    "FulfilmentFileQuerySet",
    "FulfilmentQuerySet",
    "Meeting",
    "MeetingDocument",
    "MeetingDocumentQuerySet",
    "MeetingGuest",
    "MeetingQuerySet",
    "Practice",
    "PracticeAdoption",
    "PracticeEvidence",
    "PracticeQuerySet",
    "PracticeStep",
    "Readout",
    "ReadoutItem",
    "ReadoutItemQuerySet",
    "ReadoutQuerySet",
    "Represented",
]
