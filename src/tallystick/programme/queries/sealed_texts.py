"""Whether signed texts say what their parties signed, and bear the names that were sealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tallystick.journal.queries import records
from tallystick.kernel.code import canonical_json
from tallystick.kernel.problem import Problem
from tallystick.programme.models import AgreementSignature, AgreementVersion
from tallystick.programme.queries.agreements import text_of
from tallystick.programme.rules.agreements import text_hash

SIGN = "programme.sign"
# The code of an agreement and the number of one of its texts.
Key = tuple[str, int]


def stated_signature(row: AgreementSignature) -> dict[str, Any]:
    """Return what a name under a text says, as its sealed record does."""
    return {
        "version": row.version.number,
        "party": row.party.region.code,
        "side": row.party.side,
        "text": row.content_hash,
        "name": row.name,
        "office": row.office,
        "role": row.role,
    }


def signed_text_problems() -> Iterator[Problem]:
    """Yield one problem for each text whose words, names or state are not what was signed.

    A text nobody has signed yet is its proposer's own, and is not held to anything.
    """
    sealed: dict[Key, list[str]] = defaultdict(list)
    for record in records(kind=(SIGN,)):
        said = {key: value for key, value in record.content.items() if key != "by"}
        sealed[record.about, said["version"]].append(canonical_json(said))
    stands: dict[Key, list[str]] = defaultdict(list)
    for name in AgreementSignature.objects.select_related("version__agreement", "party__region"):
        key = (name.version.agreement.code, name.version.number)
        stands[key].append(canonical_json(stated_signature(name)))
    texts = AgreementVersion.objects.select_related("agreement")
    texts = texts.prefetch_related("signatures", "agreement__parties")
    known = {(text.agreement.code, text.number): text for text in texts}
    for key in sorted({*known, *sealed}):
        text = known.get(key)
        if text is None or sorted(sealed[key]) != sorted(stands[key]) or not _as_signed(text):
            params = {"agreement": key[0], "version": key[1]}
            yield Problem("text-unlike-signed", path=f"{key[0]} v{key[1]}", params=params)


def _as_signed(text: AgreementVersion) -> bool:
    """Tell whether all parties signed a text that counts as signed, and it says the same still."""
    parties = {party.pk for party in text.agreement.parties.all()}
    under = {
        name.party_id for name in text.signatures.all() if name.content_hash == text.content_hash
    }
    whole = under == parties and bool(parties)
    if whole != (text.state == AgreementVersion.State.SIGNED):
        return False
    return not under or text_hash(text_of(text)) == text.content_hash
