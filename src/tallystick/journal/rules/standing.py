"""What a posting changes in each account, and how often a named thing then stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tallystick.journal.rules.values import Account, Move

# account, day (ISO text), what stands there by the end of that day
BalanceRow = tuple[Account, str, int]
TOTAL = ""


def net_changes(moves: Iterable[Move]) -> dict[tuple[Account, str], int]:
    """Return what each account, and each named subject in it, gains by the moves together.

    Shape: (account, subject) → net, the subject empty for the account as a whole; zeros left out.

    >>> a, b = (Account("r", "p", "project", stage, "project") for stage in ("signed", "landed"))
    >>> {(k.stage, s): n for (k, s), n in net_changes([Move(a, b, 1, subject="p1")]).items()}
    {('signed', ''): -1, ('landed', ''): 1, ('signed', 'p1'): -1, ('landed', 'p1'): 1}
    """
    nets: dict[tuple[Account, str], int] = {}
    for move in moves:
        for subject in (TOTAL,) if move.subject is None else (TOTAL, move.subject):
            out, into = (move.source, subject), (move.target, subject)
            nets[out] = nets.get(out, 0) - move.amount
            nets[into] = nets.get(into, 0) + move.amount
    return {key: net for key, net in nets.items() if net}


def most_standing(
    rows: Iterable[BalanceRow], changes: Mapping[Account, int], since: str
) -> tuple[int, list[Account]]:
    """Return how often one subject stands at most from `since` on, and where it stands then.

    Units: `rows` are all balances of the subject in live accounts before the posting, by day;
    `changes` is what the posting adds to each of them from `since` on.
    A balance below zero (more delivered than promised) does not make up for one above.

    >>> a, b = (Account("r", "p", "project", stage, "project") for stage in ("signed", "landed"))
    >>> most_standing([(a, "2019-01-01", 1)], {b: 1}, "2019-06-01")[0]
    2
    >>> most_standing([(a, "2019-01-01", 1)], {a: -1, b: 1}, "2019-06-01")[0]
    1
    """
    days: dict[str, dict[Account, int]] = {since: {}}
    for account, day, balance in rows:
        days.setdefault(day, {})[account] = balance
    stands: dict[Account, int] = {}
    most: tuple[int, list[Account]] = (0, [])
    for day in sorted(days):
        stands.update(days[day])
        if day < since:
            continue
        after = {a: stands.get(a, 0) + changes.get(a, 0) for a in {**stands, **changes}}
        here = [account for account, amount in after.items() if amount > 0]
        most = max(most, (sum(after[account] for account in here), here), key=lambda m: m[0])
    return most
