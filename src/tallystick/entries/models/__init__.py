"""What one side reported and who acted on it; the files it came in; periods and corrections."""

from tallystick.entries.models.entry import (
    Basis,
    CarryProposal,
    Channel,
    Entry,
    EntryAct,
    EntryEvidence,
    EntryLine,
    EntryPosting,
    EntryQuerySet,
    EntryRemark,
    Evidence,
    PaperList,
    Side,
    State,
    Statement,
)
from tallystick.entries.models.many import (
    BulkCorrection,
    BulkCorrectionQuerySet,
    BulkCorrectionRow,
    Upload,
    UploadEntry,
    UploadQuerySet,
)
from tallystick.entries.models.period import (
    PeriodAct,
    PeriodActQuerySet,
)

__all__ = [
    "Basis",
    "BulkCorrection",
    "BulkCorrectionQuerySet",
    "BulkCorrectionRow",
    "CarryProposal",
    "Channel",
    "Entry",
    "EntryAct",
    "EntryEvidence",
    "EntryLine",
    "EntryPosting",
    "EntryQuerySet",
    "EntryRemark",
    "Evidence",
    "PaperList",
    "PeriodAct",
    "PeriodActQuerySet",
    "Side",
    "State",
    "Statement",
    "Upload",
    "UploadEntry",
    "UploadQuerySet",
]
