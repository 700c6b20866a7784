"""Correcting many entries in pages: from ticked rows or a file, two names, a result a row."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast, carry, enter, sale
from tests.web.test_workbook_pages import signed_in

from tallystick.entries import services
from tallystick.entries.models import BulkCorrection, Entry, State

pytestmark = pytest.mark.usefixtures("cast")
HERE = "/entries/corrections/"
NEW = f"{HERE}new/"
AT = datetime(2020, 4, 2, 3, 0, tzinfo=UTC)
WHY = "The column was in 万."
HEAD = (
    "entry,pairing,side,region,partner,pipeline,move,statement,on,unit,amount,sale_mode,channel\n"
)


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def amounts() -> list[int]:
    rows = Entry.objects.filter(state=State.POSTED).order_by("lines__amount")
    return list(rows.values_list("lines__amount", flat=True))


def test_ticked_rows_are_put_right_under_two_names(cast: Cast) -> None:
    rows = [carry(cast, sale(n * 1_000_000_00, own_reference=f"r{n}"), AT) for n in (1, 2)]
    ann, bob = signed_in("ann"), signed_in("bob")
    assert 'form="fix"' in body(ann, "/entries/")
    query = "&".join(f"entry={row.number}" for row in rows)
    page = body(ann, f"{NEW}?{query}")
    assert all(row.number in page for row in rows)
    said = {
        "row": [row.number for row in rows],
        "entry": [row.number for row in rows],
        **{"rule": "divide", "unit": "CNY", "factor": "10,000", "reason": WHY, "step": "check"},
    }
    checked = ann.post(NEW, said).content.decode()
    assert "200 yuan" in checked
    assert not BulkCorrection.objects.exists()
    asked = ann.post(NEW, {**said, "step": "ask"}, follow=True).content.decode()
    made = BulkCorrection.objects.get()
    assert "Agree and put them right" not in asked
    # The other side finds it on Today, and agrees there.
    assert f"{HERE}{made.pk}/" in body(bob, "/today/")
    assert WHY in body(bob, HERE)
    done = bob.post(f"{HERE}{made.pk}/", {"act": "agree"}, follow=True).content.decode()
    assert "2 put right" in done
    assert amounts() == [100_00, 200_00]
    again = bob.post(f"{HERE}{made.pk}/", {"act": "agree"})
    assert again.status_code == 409


def test_new_figures_are_written_beside_the_rows(cast: Cast) -> None:
    one, two = (carry(cast, sale(n, own_reference=f"r{n}"), AT) for n in (1_00, 2_00))
    said = {
        "row": [one.number, two.number],
        "entry": [one.number],
        **{"rule": "replace", "reason": WHY, "step": "check"},
    }
    ann = signed_in("ann", "zh-hans")
    bad = ann.post(NEW, {**said, f"figure-{one.number}-1": "many"})
    assert bad.status_code == 422
    assert "many" in bad.content.decode()
    fit = {**said, f"figure-{one.number}-1": "70"}
    assert "70元" in ann.post(NEW, fit).content.decode()
    ann.post(NEW, {**fit, "step": "ask"})
    signed_in("bob").post(f"{HERE}{BulkCorrection.objects.get().pk}/", {"act": "agree"})
    assert amounts() == [2_00, 70_00]


def test_every_fault_of_the_form_is_told_and_nothing_kept(cast: Cast) -> None:
    row = carry(cast, sale(1_00), AT)
    ann = signed_in("ann")
    none = ann.post(NEW, {"row": [row.number], "rule": "divide", "step": "check"})
    assert none.status_code == 422
    said = {"row": [row.number], "entry": [row.number], "rule": "divide", "factor": "x"}
    faults = ann.post(NEW, {**said, "step": "check"})
    assert faults.status_code == 422
    assert faults.content.decode().count("<li>") >= 3
    assert ann.post(NEW, {**said, "rule": "file", "reason": WHY}).status_code == 422
    assert not BulkCorrection.objects.exists()


def test_a_file_is_put_right_by_its_corrected_version(cast: Cast) -> None:
    row = "r{n},quay-fir,supported,xx-fir,xx-quay,sale,outside>sold,itemised,2020-03-1{n},CNY,{a},"
    rows = [carry(cast, sale(n * 1_000_000_00, own_reference=f"r{n}"), AT) for n in (1, 2)]
    kept = services.record_upload(
        name="march.csv", sha256="ab" * 32, rows=[(r.pk, n) for n, r in enumerate(rows, 2)],
        by=cast.alice,
    )  # fmt: skip
    ann = signed_in("ann")
    assert f"{NEW}?upload={kept.pk}" in body(ann, HERE)
    assert "march.csv" in body(ann, f"{NEW}?upload={kept.pk}")
    right = HEAD + "".join(row.format(n=n, a=n * 100) + "bought,online\n" for n in (1, 2))
    said = {"upload": kept.pk, "entry": [r.number for r in rows], "rule": "file", "reason": WHY}
    sent = SimpleUploadedFile("right.csv", right.encode())
    made = ann.post(NEW, {**said, "file": sent, "step": "check"}, follow=True)
    assert made.status_code == 200
    one = BulkCorrection.objects.get()
    signed_in("bob").post(f"{HERE}{one.pk}/", {"act": "agree"})
    assert amounts() == [100_00, 200_00]


def test_a_long_file_is_taken_as_a_whole(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tallystick.web.views.entries.correction_form.MOST", 1)
    rows = [enter(cast, sale(n * 1_000_000_00)) for n in (1, 2)]
    kept = services.record_upload(
        name="march.csv", sha256="ab" * 32, rows=[(r.pk, n) for n, r in enumerate(rows, 2)],
        by=cast.alice,
    )  # fmt: skip
    alice = signed_in("alice")
    assert "All 2 entries of the file are taken" in body(alice, f"{NEW}?upload={kept.pk}")
    said = {"upload": kept.pk, "rule": "divide", "unit": "CNY", "factor": "10000", "reason": WHY}
    alice.post(NEW, {**said, "step": "ask"})
    ann = signed_in("ann")
    ann.post(f"{HERE}{BulkCorrection.objects.get().pk}/", {"act": "agree"})
    assert sorted(row.lines.get().amount for row in Entry.objects.all()) == [100_00, 200_00]


def test_a_correction_is_dropped_with_a_reason_and_hidden_from_strangers(cast: Cast) -> None:
    made = services.propose_correction(
        entry_ids=[carry(cast, sale(1), AT).pk], rule="reverse", reason=WHY, by=cast.ann
    )
    here = f"{HERE}{made.pk}/"
    bob, chen = signed_in("bob"), signed_in("chen")
    assert chen.get(here).status_code == 404
    assert chen.post(here, {"act": "agree"}).status_code == 404
    assert bob.post(here, {"act": "drop"}).status_code == 422
    assert bob.post(here, {"act": "other"}).status_code == 422
    bob.post(here, {"act": "drop", "reason": "It was right."})
    made.refresh_from_db()
    assert made.state == "dropped"
    assert "No correction was asked for yet" in body(chen, HERE)


def test_one_entry_is_corrected_with_the_corrected_document(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    row = carry(cast, sale(100_00), AT)
    ann, bob = signed_in("ann"), signed_in("bob")
    assert "the next step takes the corrected one" in body(ann, f"{NEW}?entry={row.number}")
    said = {
        "row": [row.number],
        "entry": [row.number],
        **{"rule": "replace", "reason": WHY, f"figure-{row.number}-1": "70"},
    }
    checked = ann.post(NEW, {**said, "step": "check"}).content.decode()
    assert f"These lie under {row.number} and go over" in checked
    bad = SimpleUploadedFile("a.exe", b"MZ")
    refused = ann.post(NEW, {**said, "step": "ask", "evidence": bad})
    assert refused.status_code == 422
    assert 'id="f-evidence-e"' in refused.content.decode()
    assert not BulkCorrection.objects.exists()
    right = SimpleUploadedFile("right.pdf", b"%PDF-1.4\n%INVENTED\n%%EOF\n")
    ann.post(NEW, {**said, "step": "ask", "evidence": right})
    made = BulkCorrection.objects.get()
    page = body(bob, f"{HERE}{made.pk}/")
    assert "right.pdf" in page
    assert "These come new with the correction" in page
    address = f"/entries/{row.number}/evidence/{made.documents.get().evidence.sha256}/"
    assert address in page
    assert bob.get(address).content.startswith(b"%PDF")
    assert signed_in("chen").get(address).status_code == 404
    bob.post(f"{HERE}{made.pk}/", {"act": "agree"})
    new = Entry.objects.get(reverses=row)
    assert new.evidence_links.get().name == "right.pdf"


def test_of_many_entries_the_page_says_that_documents_go_over(cast: Cast) -> None:
    rows = [carry(cast, sale(n * 1_000_000_00, own_reference=f"r{n}"), AT) for n in (1, 2)]
    ann = signed_in("ann")
    query = "&".join(f"entry={row.number}" for row in rows)
    assert "A new document goes with the correction of one entry" in body(ann, f"{NEW}?{query}")
    made = services.propose_correction(
        entry_ids=[row.pk for row in rows], rule="divide", unit="CNY", factor=10_000, reason=WHY,
        by=cast.ann,
    )  # fmt: skip
    assert "The documents of each entry go over" in body(ann, f"{HERE}{made.pk}/")
