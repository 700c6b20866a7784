"""The pages on which entries are decided: one by one, many at once, and how a pairing works."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from tests.cast import (
    SYSTEM,
    A,
    B,
    Cast,
    carry,
    confirm,
    enter,
    funds,
    head_of,
    placed,
    sale,
    seat_people,
)

from tallystick.access.models import User
from tallystick.entries import services
from tallystick.entries.models import Entry, PeriodAct, State
from tallystick.kernel.code import sha256_hex
from tallystick.programme.models import PairingRule
from tallystick.programme.services import agree_rule, set_evidence_duty, set_matching_policy

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"


@pytest.fixture
def cast(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return cast


def client(name: str) -> Client:
    found = Client()
    found.force_login(User.objects.get(username=name))
    return found


def page(who: str, entry: Entry, **form: Any) -> str:
    """Open an entry's page as somebody, or send one of its forms; return what she then sees."""
    address = f"/entries/{entry.number}/"
    if not form:
        return client(who).get(address).content.decode()
    version = Entry.objects.get(pk=entry.pk).version
    answer = client(who).post(address, {"version": str(version), **form}, follow=True)
    return answer.content.decode()


def state(entry: Entry) -> str:
    return Entry.objects.get(pk=entry.pk).state


def test_a_draft_is_given_its_document_and_handed_on(cast: Cast) -> None:
    draft = services.draft_entry(report=sale(), by=cast.alice)
    file = io.BytesIO(PDF)
    file.name = "receipt.pdf"
    assert "receipt.pdf" in page("alice", draft, act="attach", file=file)
    page("alice", draft, act="submit")
    assert state(draft) == State.SUBMITTED
    assert "Attach a document" not in page("bob", confirm(cast, sale(2)))


def test_neither_file_nor_roster_is_said(cast: Cast) -> None:
    """no-file-chosen"""
    draft = services.draft_entry(report=placed({"in_province": 3}), by=cast.alice)
    assert "No file was chosen" in page("alice", draft, act="attach")
    words = page("alice", draft, act="attach", sha256=sha256_hex(b"r"), persons="3", name="r.xlsx")
    assert "kept by the office, 3 persons on it" in words
    assert "is no number of persons" in page("alice", draft, act="attach", sha256="0" * 64)


def test_both_sides_settle_a_dispute_on_its_page(cast: Cast) -> None:
    entry = confirm(cast, sale(500_00))
    page("bob", entry, act="dispute", reason="Ours says less.", **{"counter-1": "480"})
    page("alice", entry, act="remark", text="Which platform do you mean?")
    page("bob", entry, act="settle", reason="The fee is in it.", **{"counter-1": "490"})
    seen = page("ann", entry)
    assert "Which platform do you mean?" in seen
    assert "Bob would let 490 yuan stand." in seen
    page("ann", entry, act="settle", reason="So it is.", **{"counter-1": "490"})
    assert state(entry) == State.POSTED
    assert Entry.objects.get(pk=entry.pk).lines.get().amount == 490_00


def test_the_answer_that_a_dispute_waits_for_lies_open(cast: Cast) -> None:
    entry = confirm(cast, sale(500_00))
    unfolded = r"<details[^>]* open>\s*<summary[^>]*>Amend the amounts"
    assert not re.search(unfolded, page("alice", entry))
    page("bob", entry, act="dispute", reason="Ours says less.", **{"counter-1": "480"})
    assert re.search(unfolded, page("alice", entry))
    assert not re.search(unfolded, page("bob", entry))


def test_amounts_are_amended_and_stated_to_a_step(cast: Cast) -> None:
    entry = enter(cast, sale(500_00))
    page("alice", entry, act="amend", reason="Counted again.", **{"counter-1": "2.5万"})
    line = Entry.objects.get(pk=entry.pk).lines.get()
    assert (line.amount, line.precision) == (25_000_00, 1_000_00)
    assert "stated to" in page("alice", entry)
    assert "about" in page("alice", entry, act="amend", reason="x", **{"counter-1": "about 3"})


def test_what_waits_says_for_which_entry_and_is_tried_again(cast: Cast) -> None:
    brings = confirm(cast, funds("committed>received", 100))
    waits = carry(cast, funds("received>allocated", 70))
    seen = page("bob", waits)
    assert f"/entries/{brings.number}/" in seen
    assert "still waits" in page("bob", waits, act="post")


def test_a_blind_half_is_there_for_its_own_side_alone(cast: Cast) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried", by=SYSTEM
    )
    own = confirm(cast, sale(500_00))
    assert "The other side sees nothing of this half" in page("alice", own)
    assert client("bob").get(f"/entries/{own.number}/").status_code == 404
    for address in ("/entries/", "/today/", "/entries/review/", "/pairings/quay-fir/?year=2020"):
        assert own.number not in client("bob").get(address).content.decode()
        assert "500.00" not in client("bob").get(address).content.decode()
    other = confirm(cast, sale(480_00, side="supporting"))
    seen = page("bob", own)
    assert f"/entries/{other.number}/" in seen
    assert "480" in seen
    assert "500" in page("bob", other)


def test_an_odd_figure_is_marked_in_the_list_and_explained_on_its_page(cast: Cast) -> None:
    odd = confirm(cast, sale(5_000_000_00))
    assert "is a round figure" in page("bob", odd)
    assert "1 to check" in client("bob").get("/entries/").content.decode()


def chosen(*entries: Entry) -> list[str]:
    return [f"{entry.pk}.{entry.version}" for entry in entries]


@pytest.mark.parametrize("act", ["match", "confirm"])
def test_many_are_ticked_totalled_and_decided(cast: Cast, act: str) -> None:
    """nothing-ticked"""
    make, who = (confirm, "bob") if act == "match" else (enter, "ann")
    first, second = make(cast, sale(123_00)), make(cast, sale(77_50))
    odd = make(cast, sale(5_000_000_00))
    reader = client(who)
    listed = reader.get("/entries/review/", {"act": act}).content.decode()
    assert listed.count(" checked") == 2
    assert "is a round figure" in listed
    none = reader.post("/entries/review/", {"act": act, "step": "check"})
    assert none.status_code == 422
    form = {"act": act, "basis": "document_seen", "entry": chosen(first, second)}
    totals = reader.post("/entries/review/", {**form, "step": "check"}).content.decode()
    assert "200.50 yuan in 2 entries" in totals
    assert state(first) == ("confirmed" if act == "match" else "submitted")
    form["entry"] = [*chosen(first, second), f"{odd.pk}.9"]
    done = reader.post("/entries/review/", {**form, "step": "done"}).content.decode()
    assert "2 of 3 done" in done
    assert "changed" in done
    assert state(first) == ("posted" if act == "match" else "confirmed")
    assert state(odd) == ("confirmed" if act == "match" else "submitted")


def test_no_ground_of_a_match_is_chosen_for_anybody(cast: Cast) -> None:
    """basis-not-chosen"""
    entry = confirm(cast, sale(123_00))
    reader = client("bob")
    page = reader.get(f"/entries/{entry.number}/").content.decode()
    assert '<option value="" selected>choose</option>' in page
    form = {"act": "match", "version": str(entry.version), "basis": ""}
    refused = reader.post(f"/entries/{entry.number}/", form)
    assert refused.status_code == 422
    assert "on what basis it is made" in refused.content.decode()
    ticked = {"act": "match", "basis": "", "entry": chosen(entry), "step": "check"}
    asked = reader.post("/entries/review/", ticked)
    assert asked.status_code == 422
    assert asked.content.decode().count(" checked") == 1
    assert state(entry) == "confirmed"


def test_the_way_back_keeps_the_ticks_and_what_is_gone_or_beyond_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = confirm(cast, sale(123_00)), confirm(cast, sale(77_50))
    reader = client("bob")
    form = {"act": "match", "basis": "document_seen", "entry": chosen(second)}
    back = reader.post("/entries/review/", {**form, "step": "choose"}).content.decode()
    assert back.count(" checked") == 1
    assert f'value="{chosen(second)[0]}" id="e{second.number}" checked' in back
    form["entry"] = chosen(first, second)
    reader.post("/entries/review/", {**form, "entry": chosen(first), "step": "done"})
    totals = reader.post("/entries/review/", {**form, "step": "check"}).content.decode()
    assert "1 entry was decided by somebody else meanwhile" in totals
    done = reader.post("/entries/review/", {**form, "step": "done"}).content.decode()
    assert "1 of 2 done" in done
    assert first.number in done
    confirm(cast, sale(1_00)), confirm(cast, sale(2_00))
    monkeypatch.setattr("tallystick.web.views.entries.review.MOST", 1)
    assert "the first 1 of 2" in reader.get("/entries/review/").content.decode()


def test_a_dispute_shows_first_what_both_sides_said(cast: Cast) -> None:
    entry = confirm(cast, sale(123_00))
    assert '<summary class="ts-panel ts-b">Fir alone says' not in page("bob", entry)
    form = {"act": "dispute", "version": str(entry.version), "reason": "We hold less."}
    form |= {f"counter-{line.n}": "1" for line in entry.lines.all()}
    client("bob").post(f"/entries/{entry.number}/", form)
    shown = page("alice", entry)
    assert "ts-beside" in shown
    assert '<summary class="ts-panel ts-b">Fir alone says' in shown
    assert "We hold less." in shown


def test_how_a_pairing_works_is_proposed_and_agreed_on_its_page(cast: Cast) -> None:
    """no-day"""
    seat_people(
        {"fir-head": A, "quay-head": B},
        {"hua": ("fir-head", ("head",)), "hugo": ("quay-head", ("head",))},
        date(2020, 1, 1),
    )
    address = "/pairings/quay-fir/rules/"
    form = {"act": "set", "rule": "matching.blind", "scope": "pipeline.sale", "from": "2020-01-01"}
    assert client("alice").post(address, {**form, "reason": "x"}).status_code == 403
    assert client("hua").post(address, {**form, "from": "soon", "reason": "x"}).status_code == 422
    assert client("hua").post(address, {**form, "reason": ""}).status_code == 422
    client("hua").post(address, {**form, "reason": "Both keep their own list."})
    rule = PairingRule.objects.get(value="blind")
    assert rule.decided_at is None
    assert ">Agree to it<" not in client("hua").get(address).content.decode()
    assert ">Agree to it<" in client("hugo").get(address).content.decode()
    client("hugo").post(address, {"act": "agree", "number": str(rule.pk)})
    seen = client("alice").get(address).content.decode()
    assert "Hua, agreed by Hugo" in seen
    assert "Both keep their own list." in seen
    assert client("chen").get(address).status_code == 404


def test_a_document_is_required_for_one_indicator_chosen_by_its_name(cast: Cast) -> None:
    """matching-not-by-indicator"""
    seat_people({"fir-head": A}, {"hua": ("fir-head", ("head",))}, date(2020, 1, 1))
    address = "/pairings/quay-fir/rules/"
    form = {"act": "set", "scope": "indicator.FS_GOV_FUND", "from": "2020-01-01", "reason": "audit"}
    shown = client("hua").get(address).content.decode()
    assert '<option value="indicator.FS_GOV_FUND">Government' in shown
    assert "indicator.LC_INCOME" not in shown, "nothing is asked where no entry feeds it"
    answer = client("hua").post(address, {**form, "rule": "matching.blind"})
    assert answer.status_code == 422
    again = answer.content.decode()
    assert '<option value="indicator.FS_GOV_FUND" selected>' in again
    assert '<option value="matching.blind" selected>' in again
    client("hua").post(address, {**form, "rule": "evidence.required"})
    rule = PairingRule.objects.get(indicator="FS_GOV_FUND")
    assert (rule.value, rule.decided_at) == ("required", None)
    agree_rule(rule_id=rule.pk, by=head_of("hugo", "quay"))
    assert "Indicator: Government" in client("hua").get(address).content.decode()


def test_what_the_list_does_not_offer_decides_nothing(cast: Cast) -> None:
    """rule-scope-unknown"""
    seat_people({"fir-head": A}, {"hua": ("fir-head", ("head",))}, date(2020, 1, 1))
    form = {"act": "set", "rule": "evidence.required", "reason": "audit"}
    for scope in ({}, {"scope": "junk.FS_GOV_FUND"}, {"scope": "indicator.LC_INCOME"}):
        answer = client("hua").post("/pairings/quay-fir/rules/", {**form, **scope})
        assert answer.status_code == 422
        assert "nothing was decided" in answer.content.decode()
    assert not PairingRule.objects.filter(reason="audit").exists()
    client("hua").post("/pairings/quay-fir/rules/", {**form, "scope": ""})
    assert PairingRule.objects.filter(reason="audit").exists()


def test_an_entry_and_its_form_say_which_document_is_asked_for_and_why(cast: Cast) -> None:
    new = "/entries/new/quay-fir/funds/received/"
    assert "Asked for, not required: bank receipt." in client("alice").get(new).content.decode()
    set_evidence_duty(
        pairing=cast.pairing, indicator="FS_GOV_FUND", duty="required", reason="audit", by=SYSTEM
    )
    words = client("alice").get(new).content.decode()
    assert "where it counts towards “Government" in words
    draft = services.draft_entry(report=funds("committed>received", 5), by=cast.alice)
    words = page("alice", draft)
    assert "one is required for what counts towards “Government" in words
    assert 'value="submit"' not in words
    page("alice", draft, act="attach", file=named(PDF, "receipt.pdf"))
    assert 'value="submit"' in page("alice", draft)
    waiting = confirm(cast, sale(2))
    assert "Asked for, not required: invoice or platform statement." in page("bob", waiting)


def named(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def photograph() -> bytes:
    """Return a JPEG into which a camera wrote its owner."""
    exif = Image.Exif()
    exif[0x013B] = "Somebody of Fir"
    written = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(written, "JPEG", exif=exif)
    return written.getvalue()


def test_only_an_auditor_sees_what_a_camera_wrote(cast: Cast) -> None:
    """evidence-only-original"""
    entry = enter(cast, sale())
    original = photograph()
    assert b"Somebody of Fir" in original
    services.attach_evidence(entry_id=entry.pk, name="a.jpg", content=original, by=cast.alice)
    address = f"/entries/{entry.number}/evidence/{sha256_hex(original)}/"
    answer = client("ann").get(address)
    assert b"Somebody of Fir" not in answer.content
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((40, 20), {})
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    seat_people({"audit": "xx"}, {"olga": ("audit", ("auditor",))}, date(2020, 1, 1))
    assert client("olga").get(address).content == original
    broken = b"\xff\xd8\xff\xe0 no picture"
    services.attach_evidence(entry_id=entry.pk, name="b.jpg", content=broken, by=cast.alice)
    told = client("ann").get(f"/entries/{entry.number}/evidence/{sha256_hex(broken)}/")
    assert told.status_code == 404


def test_the_form_asks_why_where_a_period_was_closed(cast: Cast) -> None:
    draft = services.draft_entry(report=sale(), by=cast.alice)
    waits = enter(cast, sale(90_00))
    west, east = head_of("wanda", "fir"), head_of("edith", "quay")
    said = {"kind": "close", "pairing": "quay-fir", "period": "2020-03", "reason": "complete"}
    act = services.propose_period(**said, by=west)
    proposed = client("alice").get(f"/periods/{act.pk}/").content.decode()
    assert "Nothing is posted for this period." in proposed
    assert waits.number in proposed
    assert (
        "Not yet confirmed by the other side: 1."
        in client("bob").get(f"/periods/{act.pk}/").content.decode()
    )
    services.agree_period(act_id=act.pk, by=east)
    # Its own side reads which entry was open; the other side only how many.
    address = f"/periods/{act.pk}/"
    assert waits.number in client("alice").get(address).content.decode()
    theirs = client("bob").get(address).content.decode()
    assert waits.number not in theirs
    assert "Not yet confirmed by the other side" in theirs
    assert "Why it comes now" not in page("ann", waits)
    assert "Why it comes now" in page("alice", draft)
    refused = page("alice", draft, act="submit")
    assert "lies in a period that was closed" in refused
    page("alice", draft, act="submit", reason="The stall's books came late.")
    assert state(draft) == State.SUBMITTED
    # As a closing of old has it, which did not know what was not confirmed yet.
    PeriodAct.objects.filter(pk=act.pk).update(carried=[])
    assert "Why it comes now" in page("ann", waits)
    key = {"act": "confirm", "entry": f"{waits.pk}.1", "step": "check"}
    checked = client("ann").post("/entries/review/", key).content.decode()
    assert "Why they come now" in checked
    page("ann", waits, act="confirm", reason="It lay with the second person.")
    assert state(waits) == State.CONFIRMED


def test_a_posted_entry_leads_to_its_correction_and_both_know_each_other(cast: Cast) -> None:
    entry = carry(cast, sale(58_000_000_00))
    assert "/entries/corrections/new/?row=" in page("ann", entry)
    assert "/entries/corrections/new/?row=" not in page("alice", entry)
    form = {
        "row": entry.number, "entry": entry.number, "rule": "replace", "reason": "A slip.",
        f"figure-{entry.number}-1": "58",
    }  # fmt: skip
    checked = client("ann").post("/entries/corrections/new/", form).content.decode()
    # warn-far-from-old: in yuan, 58 is no 58 million
    assert "off the figure it replaces" in checked
    services.reverse_entry(
        entry_id=entry.pk, reason="A slip.", by=cast.ann, second=cast.bob, replacement=sale(7_00)
    )
    new = Entry.objects.get(reverses=entry)
    assert new.number in page("ann", entry)
    assert entry.number in page("ann", new)


def test_confirming_says_that_it_adds_nothing_yet(cast: Cast) -> None:
    entry = enter(cast, sale())
    assert "goes to the other side, and counts once it matches" in page("ann", entry)
    services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann)
    assert "to the book under your name" in page("bob", entry)
