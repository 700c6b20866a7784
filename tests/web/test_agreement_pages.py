"""The forms of an agreement: recorded, proposed, signed by both sides, amended, withdrawn."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import A, B, Cast, promise

from tallystick.access.models import User
from tallystick.exchanges.models import Commitment
from tallystick.programme.models import Agreement, AgreementVersion

PAGE = "/agreements/quay-fir-2020/"


def client(name: str, language: str = "en") -> Client:
    found = Client(headers={"accept-language": language})
    found.force_login(User.objects.get(username=name))
    return found


def send(name: str, status: int = 302, page: str = PAGE, /, **form: Any) -> str:
    answer = client(name).post(page, form)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def offered(page: str) -> str:
    found = re.search(r'name="code" value="([^"]*)"', page)
    assert found
    return found[1]


def test_a_free_code_is_filled_in_and_one_that_is_taken_is_told(cast: Cast) -> None:
    page, year = "/pairings/quay-fir/agreements/", timezone.localdate().year
    first = offered(client("beth").get(page).content.decode())
    assert first == f"quay-fir-{year}"
    frame = {"kind": "yearly", "year": str(year), "title_en": "The year", "offered": first}
    send("beth", 302, page, **frame, code=first, party=[A, B])
    # Somebody else had the same page open: she is told, and another one is filled in.
    told = send("beth", 409, page, **frame, code=first, party=[A, B])
    assert f"with the code {first}" in told
    assert offered(told) == f"{first}-2"
    # What was left as offered goes with the year that is typed.
    send("beth", 302, page, **{**frame, "year": "2019"}, code=first, party=[A, B])
    assert set(Agreement.objects.values_list("code", flat=True)) == {first, "quay-fir-2019"}
    own = {**frame, "year": "2018", "code": "our-own-18"}
    send("beth", 302, page, **own, party=[A, B])
    assert Agreement.objects.filter(code="our-own-18").exists()


def test_a_code_that_another_pairing_has_is_not_offered(cast: Cast) -> None:
    page, year = "/pairings/quay-fir/agreements/", timezone.localdate().year
    above = cast.pairing.parent or cast.pairing
    taken = f"quay-fir-{year}"
    Agreement.objects.create(
        code=taken, pairing=above, kind="yearly", year=year, title_en="Another", title_zh=""
    )
    assert offered(client("beth").get(page).content.decode()) == f"{taken}-2"
    # What is no year is asked of nothing.
    frame = {"kind": "yearly", "year": "soon", "title_en": "The year"}
    told = send("beth", 422, page, **frame, code="", party=[A, B])
    assert offered(told) == f"{taken}-2"


def test_a_clerk_records_and_proposes_and_both_signatories_sign(cast: Cast) -> None:
    page = "/pairings/quay-fir/agreements/"
    assert "Record another agreement" in client("beth").get(page).content.decode()
    assert "Record another agreement" not in client("bob").get(page).content.decode()
    frame = {"code": "quay-fir-2020", "kind": "yearly", "year": "2020", "title_en": "Year 2020"}
    assert "needs a title" in send("beth", 422, page, **{**frame, "title_en": ""})
    send("beth", 302, page, **frame, party=[A, B])
    assert Agreement.objects.get().parties.count() == 2
    text = {
        "act": "propose", "signed_on": "2020-01-10", "new-1-indicator": "LC_TOTAL",
        "new-1-place": A, "new-1-period": "2020", "new-1-figure": "4,000",
        "clause-1-number": "1", "clause-1-text": "Open a station", "clause-1-owner": "quay",
        "clause-1-due": "2020-09-30",
    }  # fmt: skip
    said = send("beth", 422, **{**text, "new-1-figure": "many", "signed_on": "soon"})
    assert "A target is a whole number" in said
    assert "soon is no day" in said
    send("beth", **text)
    (version,) = AgreementVersion.objects.all()
    assert version.targets.get().amount == 4000
    put = {"act": "sign", "version": "1", "text": version.content_hash}
    assert "was changed, signed" in send("amy", 409, **{**put, "text": "0"}, party=A)
    send("amy", 302, **put, party=A)
    send("bill", 302, **put, party=B)
    version.refresh_from_db()
    assert (version.state, Commitment.objects.get().owner.code) == ("signed", "quay")
    shown = client("alice").get(PAGE).content.decode()
    for words in ("Signed by both sides", "Amy", "Bill", "4,000 persons", "Open a station"):
        assert words in shown


def test_an_amendment_marks_what_changed_and_is_withdrawn_by_its_side(cast: Cast) -> None:
    promise(cast, {"LC_TOTAL": 400, "LC_POV": 200})
    form = {"act": "amend", "signed_on": "2020-06-01", "figure-1": "200", "figure-2": "300"}
    send("beth", **form)
    shown = client("amy", "zh-hans").get(PAGE).content.decode()
    assert "待签署" in shown
    version = AgreementVersion.objects.get(number=2)
    assert list(version.targets.values_list("indicator", "amount")) == [
        ("LC_POV", 200), ("LC_TOTAL", 300),
    ]  # fmt: skip
    assert "changed" in client("bob").get(PAGE).content.decode()
    put = {"act": "withdraw", "version": "2", "text": version.content_hash, "reason": "later"}
    send("alice", 422, **put)
    send("beth", **put)
    version.refresh_from_db()
    assert version.state == "withdrawn"
    send("beth", 422, act="dance")


@pytest.mark.parametrize("page", [PAGE, "/pairings/quay-fir/agreements/"])
def test_a_stranger_finds_no_such_page(cast: Cast, page: str) -> None:
    promise(cast, {"LC_TOTAL": 400})
    assert client("chen").get(page).status_code == 404
    assert client("chen").post(page, {"act": "sign"}).status_code == 404
    assert client("bob").get("/agreements/").status_code == 200


def proposed(cast: Cast) -> AgreementVersion:
    """Record an agreement and propose its first text: one target, two clauses."""
    frame = {"code": "quay-fir-2020", "kind": "yearly", "year": "2020", "title_en": "Year 2020"}
    send("beth", 302, "/pairings/quay-fir/agreements/", **frame, party=[A, B])
    text = {
        "act": "propose", "signed_on": "2020-01-10", "new-1-indicator": "LC_TOTAL",
        "new-1-place": A, "new-1-period": "2020", "new-1-figure": "400",
        "clause-1-number": "1", "clause-1-text": "Open a station", "clause-1-owner": "quay",
        "clause-1-due": "2020-09-30", "clause-2-number": "2", "clause-2-text": "Place them",
        "clause-2-figure": "LC_TOTAL",
    }  # fmt: skip
    send("beth", 302, **text)
    return AgreementVersion.objects.get()


def test_more_rows_than_shown_are_asked_for_and_kept(cast: Cast) -> None:
    frame = {"code": "quay-fir-2020", "kind": "yearly", "year": "2020", "title_en": "Year 2020"}
    send("beth", 302, "/pairings/quay-fir/agreements/", **frame, party=[A, B])
    typed = {"signed_on": "2020-01-10", "new-6-indicator": "LC_TOTAL", "new-6-figure": "400",
             "clause-3-text": "Open a station", "clause-3-number": "7"}  # fmt: skip
    page = send("beth", 200, **typed, more="new")
    assert 'name="new-11-figure"' in page
    assert 'name="clause-4-text"' not in page
    for words in ('value="400"', 'value="Open a station"', 'value="7"', 'value="2020-01-10"'):
        assert words in page
    more = send("beth", 200, **typed, more="clause")
    assert 'name="clause-8-text"' in more
    many = {f"new-{n}-{name}": value for n, month in enumerate(range(1, 10), 1)
            for name, value in (("indicator", "LC_TOTAL"), ("figure", str(n)),
                                ("period", f"2020-0{month}"), ("place", A))}  # fmt: skip
    lacking = send("beth", 422, act="propose", signed_on="2020-01-10", **{"new-1-figure": "3"})
    # The problem indicator-missing.
    assert "A figure stands there without its indicator" in lacking
    refused = send("beth", 422, act="propose", signed_on="", **many)
    assert 'name="new-9-figure" value="9"' in refused
    send("beth", 302, act="propose", signed_on="2020-01-10", **many)
    assert AgreementVersion.objects.get().targets.count() == 9


def test_its_own_side_says_a_proposed_text_anew(cast: Cast) -> None:
    version = proposed(cast)
    page = client("beth").get(PAGE).content.decode()
    assert "Say the proposed text anew" in page
    assert 'value="Open a station"' in page
    assert "Say the proposed text anew" not in client("alice").get(PAGE).content.decode()
    send("amy", 302, act="sign", version="1", text=version.content_hash, party=A)
    form = {
        "act": "revise", "version": "1", "text": version.content_hash,
        "base": version.content_hash, "signed_on": "2020-01-12", "figure-1": "500",
        "clause-1-number": "1", "clause-1-text": "Open two stations", "clause-1-owner": "quay",
        "clause-1-due": "2020-10-31", "clause-2-text": "",
    }  # fmt: skip
    wrong = send("beth", 422, **{**form, "figure-1": "many"})
    assert 'value="Open two stations"' in wrong
    send("beth", 302, **form)
    old = version.content_hash
    version.refresh_from_db()
    assert (version.targets.get().amount, version.signed_on.isoformat()) == (500, "2020-01-12")
    assert [one.text_en for one in version.clauses.all()] == ["Open two stations"]
    assert "under a text that was changed since" in client("bob").get(PAGE).content.decode()
    stale = send("beth", 409, **form, **{"new-1-figure": "31"})
    assert "was changed, signed" in stale
    assert 'value="31"' in stale
    assert old not in stale
    send("alice", 422, **{**form, "text": version.content_hash, "base": version.content_hash})


def test_an_amendment_takes_a_clause_away_and_keeps_what_did_not_come(cast: Cast) -> None:
    version = proposed(cast)
    put = {"act": "sign", "version": "1", "text": version.content_hash}
    send("amy", 302, **put, party=A)
    send("bill", 302, **put, party=B)
    form = {"act": "amend", "signed_on": "2020-06-01", "clause-1-text": ""}
    assert "was changed" in send("beth", 409, **form, base="0" * 64)
    send("beth", 302, **form, base=version.content_hash)
    second = AgreementVersion.objects.get(number=2)
    assert [(one.number, one.indicator) for one in second.clauses.all()] == [(2, "LC_TOTAL")]
    assert second.targets.get().amount == 400
