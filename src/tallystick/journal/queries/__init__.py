"""Reading the journal: what stands, what was known when, and every line in order."""

from tallystick.journal.queries.arrivals import Arrival, SubjectDay, arrivals, subject_days
from tallystick.journal.queries.balances import balance, stands
from tallystick.journal.queries.heads import (
    Head,
    Sealed,
    books,
    head,
    newest_seals,
    sealed,
    seals_at,
    seq_as_of,
    seqs_as_of,
)
from tallystick.journal.queries.lines import LineRow, lines
from tallystick.journal.queries.postings import Recorded, drafted
from tallystick.journal.queries.records import records, records_head
from tallystick.journal.queries.stage_lines import (
    StageCut,
    StageFigure,
    StageLines,
    reversals_of,
    stage_lines,
)
from tallystick.journal.queries.stages import (
    moves_made,
    noted_flows,
    pipelines_between,
    stage_by_pair,
    stage_flows,
    subject_moves,
    subjects_moved,
)

__all__ = [
    "Arrival",
    "Head",
    "LineRow",
    "Recorded",
    "Sealed",
    "StageCut",
    "StageFigure",
    "StageLines",
    "SubjectDay",
    "arrivals",
    "balance",
    "books",
    "drafted",
    "head",
    "lines",
    "moves_made",
    "newest_seals",
    "noted_flows",
    "pipelines_between",
    "records",
    "records_head",
    "reversals_of",
    "sealed",
    "seals_at",
    "seq_as_of",
    "seqs_as_of",
    "stage_by_pair",
    "stage_flows",
    "stage_lines",
    "stands",
    "subject_days",
    "subject_moves",
    "subjects_moved",
]
