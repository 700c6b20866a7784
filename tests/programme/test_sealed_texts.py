"""Each name under a text is sealed, and `verify` holds texts and states to what was signed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast, promise, sign

from tallystick.journal.queries import records
from tallystick.journal.verify import verify
from tallystick.programme.models import AgreementSignature, AgreementVersion, Target
from tallystick.programme.queries.sealed_texts import signed_text_problems

pytestmark = [pytest.mark.django_db, pytest.mark.journal]
TARGETS = {"LC_TOTAL": 300}


def told() -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in signed_text_problems()]


def test_each_name_is_sealed_with_the_text_it_stands_under(cast: Cast) -> None:
    text = promise(cast, TARGETS)
    first, last = records(kind=("programme.sign",))
    assert (first.about, last.about) == ("quay-fir-2020", "quay-fir-2020")
    assert {first.content["text"], last.content["text"]} == {text.content_hash}
    assert {first.content["side"], last.content["side"]} == {"supported", "supporting"}
    assert {first.content["by"]["user"], last.content["by"]["user"]} == {"amy", "bill"}
    assert told() == []
    assert verify().problems == []


def test_a_proposal_may_be_half_signed_amended_or_unsigned(cast: Cast) -> None:
    promise(cast, TARGETS)
    text = promise(cast, {"LC_TOTAL": 400}, signed=False)
    assert told() == []
    sign(text, ("xx-fir", cast.amy))
    assert told() == []


def half_signed(cast: Cast) -> AgreementVersion:
    """Let Fir sign an amendment that Quay has not signed."""
    text = promise(cast, {"LC_TOTAL": 400}, signed=False)
    sign(text, ("xx-fir", cast.amy))
    return text


TAMPERS: dict[str, Callable[[AgreementVersion], object]] = {
    "a name": lambda text: text.signatures.filter(name="Amy").update(name="Eve"),
    "an office": lambda text: text.signatures.filter(name="Amy").update(office="mill"),
    "a signature gone": lambda text: text.signatures.filter(name="Amy").delete(),
    "a target": lambda text: Target.objects.filter(version=text).update(amount=301),
    "a note": lambda text: AgreementVersion.objects.filter(pk=text.pk).update(note="or less"),
    "the text hash": lambda text: AgreementVersion.objects.filter(pk=text.pk).update(
        content_hash="0" * 64
    ),
    "the state": lambda text: AgreementVersion.objects.filter(pk=text.pk).update(state="proposed"),
}


@pytest.mark.parametrize("tamper", TAMPERS.values(), ids=TAMPERS)
def test_what_is_changed_behind_a_signed_text_is_told(
    cast: Cast, tamper: Callable[[AgreementVersion], object]
) -> None:
    text = promise(cast, TARGETS)
    assert tamper(text)
    assert told() == [("text-unlike-signed", "quay-fir-2020 v1")]


def test_a_name_slipped_in_and_a_state_set_by_hand_are_told(cast: Cast) -> None:
    promise(cast, TARGETS)
    text = half_signed(cast)
    other = text.agreement.parties.exclude(region__code="xx-fir").get()
    AgreementVersion.objects.filter(pk=text.pk).update(state="signed")
    assert told() == [("text-unlike-signed", "quay-fir-2020 v2")]
    AgreementSignature.objects.create(
        version=text, party=other, content_hash=text.content_hash, name="Bill", office="quay",
        role="signatory", at=text.signatures.get().at,
    )  # fmt: skip
    assert told() == [("text-unlike-signed", "quay-fir-2020 v2")]
