"""Whether entries, what was said of them, and lists on paper are as the act log tells.

The log is one chain, so that nothing in it is changed unseen. Every step, remark and list is told
there by the transaction that wrote it: what stands beside the log is held to it here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from tallystick.access.models import Act
from tallystick.entries.models import Entry, EntryAct, EntryRemark, PaperList
from tallystick.entries.rules.channels import Carried
from tallystick.entries.rules.papers import list_hash
from tallystick.journal.rules import instant_text
from tallystick.kernel.code import canonical_json
from tallystick.kernel.problem import Problem

BATCH = 500
# More than this many and it is the log that is broken, not an entry.
MOST = 1000
ENTRY, PAPER, REMARK = "entry", "paper_list", "entries.remark"
# What each act about a printed list leaves it as.
PAPER_STATES = {
    "entries.draw_list": PaperList.State.PRINTED,
    "entries.record_paper": PaperList.State.RECORDED,
    "entries.return_paper": PaperList.State.RETURNED,
    "entries.check_paper": PaperList.State.CHECKED,
}


def row_of(entry: Entry) -> dict[str, Any]:
    """Return what the log tells of an entry with every step: what it says, by its hash, and what
    the hash does not cover."""
    told = {
        "number": entry.number,
        "version": entry.version,
        "hash": entry.content_hash,
        "policy": entry.policy,
        "reverses": entry.reverses_id,
        "half_of": entry.half_of_id,
        "promises": entry.promises_id,
    }
    return {name: value for name, value in told.items() if value is not None}


def step_of(act: EntryAct) -> dict[str, Any]:
    """Return what the log tells of a step, beside whose it was and why she took it."""
    told = {
        "verb": str(act.verb),
        "at": instant_text(act.at),
        "side": act.side,
        "office": act.office,
        "role": act.role,
        "version": act.version,
        "basis": str(act.basis),
        "counter": act.counter,
        "replaced": act.replaced,
        **carried_of(act).told(),
    }
    return {name: value for name, value in told.items() if value not in ("", None)}


def carried_of(act: EntryAct) -> Carried:
    """Return how a step reached the book, as it is kept under the entry."""
    paper = act.paper
    scan = paper.scan.sha256 if paper and paper.scan else ""
    return Carried(act.channel, act.carried_by, paper.code if paper else "", scan)


def remark_of(remark: EntryRemark) -> dict[str, Any]:
    """Return what the log tells of a remark, beside whose it was and what it says."""
    return {"at": instant_text(remark.at), "office": remark.office, "side": remark.side}


def answers_of(paper: PaperList) -> dict[str, Any]:
    """Return what the log tells of a list as it was recorded: all that stands on the paper."""
    return {
        "scan": paper.scan.sha256 if paper.scan else "",
        "answers": paper.answers,
        "signer": paper.signer,
        "signer_post": paper.signer_post,
        "signed_on": paper.signed_on.isoformat() if paper.signed_on else "",
    }


def log_problems() -> Iterator[Problem]:
    """Yield one problem for each entry, step, remark or list that is not as the log tells."""
    yield from islice(_problems(), MOST)


def _problems() -> Iterator[Problem]:
    rows = Entry.objects.order_by("pk").iterator(BATCH)
    while batch := list(islice(rows, BATCH)):
        keys = [row.pk for row in batch]
        told = _by_thing(Act.objects.filter(thing=ENTRY, thing_id__in=keys).order_by("pk"))
        said: dict[str, Counter[str]] = defaultdict(Counter)
        steps = EntryAct.objects.filter(entry__in=keys).select_related("paper__scan")
        for step in steps:
            said[step.entry_id][_key(step.user_id, step.name, step.reason, step_of(step))] += 1
        for word in EntryRemark.objects.filter(entry__in=keys):
            said[word.entry_id][_key(word.user_id, word.name, word.text, remark_of(word))] += 1
        for row in batch:
            yield from _entry_unlike(row, told[row.pk], said[row.pk])
    drafted = Act.objects.filter(thing=ENTRY, action="entries.draft")
    for gone in drafted.exclude(thing_id__in=Entry.objects.values("pk")).iterator(BATCH):
        number = (gone.after or {}).get("number", gone.thing_id)
        yield Problem("entry-unlike-log", str(number), {"number": number}, "gone")
    yield from _papers()


def _by_thing(acts: Iterable[Act]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        found[act.thing_id].append(act)
    return found


def _key(user: int | None, name: str, why: str, told: Any) -> str:
    return canonical_json([user, name, why, told])


def _entry_unlike(row: Entry, acts: list[Act], said: Counter[str]) -> Iterator[Problem]:
    logged: Counter[str] = Counter()
    last: Mapping[str, Any] = {}
    for act in acts:
        after = act.after or {}
        last = after if "hash" in after else last
        told = after if act.action == REMARK else after.get("step")
        if told is not None:
            logged[_key(act.user_id, act.who, act.why, told)] += 1
    now = row_of(row)
    for name in sorted({*now, *(last.keys() & _HELD)}):
        if now.get(name) != last.get(name):
            yield _unlike(row, name)
    if said != logged:
        yield _unlike(row, "what was said")


_HELD = frozenset({"number", "version", "hash", "policy", "reverses", "half_of", "promises"})


def _unlike(row: Entry, what: str) -> Problem:
    return Problem("entry-unlike-log", row.number, {"number": row.number}, what)


def _papers() -> Iterator[Problem]:
    told = _by_thing(Act.objects.filter(thing=PAPER).order_by("pk"))
    rows = PaperList.objects.select_related("pairing", "scan")
    for paper in rows.order_by("code"):
        if not _as_told(paper, told.pop(paper.code, [])):
            yield Problem("paper-unlike-log", paper.code, {"code": paper.code})
    for code in sorted(told):
        yield Problem("paper-unlike-log", code, {"code": code})


def _as_told(paper: PaperList, acts: list[Act]) -> bool:
    """Return whether a list says what was printed, recorded and decided, by the newest acts."""
    newest = {act.action: act for act in acts if act.action in PAPER_STATES}
    drawn, recorded = (newest.get(f"entries.{verb}") for verb in ("draw_list", "record_paper"))
    printed = list_hash(paper.code, paper.pairing.code, paper.side, paper.rows)
    if drawn is None or not printed == paper.sha256 == (drawn.after or {}).get("sha256"):
        return False
    written = recorded.after if recorded else None
    if (written is not None or paper.answers is not None) and written != answers_of(paper):
        return False
    last = max(newest.values(), key=lambda act: act.pk)
    checked = newest.get("entries.check_paper")
    people = ((drawn, paper.made_by_id), (recorded, paper.recorded_by_id))
    return paper.state == PAPER_STATES[last.action] and all(
        (act.user_id if act else None) == user
        for act, user in (*people, (checked, paper.checked_by_id))
    )
