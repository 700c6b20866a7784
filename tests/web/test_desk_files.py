"""Files beside a workbook sent on the page, and the scan of a signed list.

Of `unbundled`, `RunFile` and `open_scan`.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast, colleague, enter, sale
from tests.entries.test_papers import SCAN, numbers, printed, recorded
from tests.interchange.workbooks import with_sales
from tests.web.test_workbook_pages import HERE, signed_in, upload

from tallystick.access.models import Act
from tallystick.entries.models import Entry
from tallystick.entries.services import PaperAnswer, attach_evidence, confirm_entry, open_scan
from tallystick.interchange.models import ImportRun, RunFile
from tallystick.interchange.sheets.bundle import unbundled
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import NotFound, Refused

PDF = b"%PDF-1.4\n%INVENTED receipt\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    # A folder of its own: a test beside this one keeps the same scan under another key.
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def packed(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


def sent(content: bytes, *files: SimpleUploadedFile) -> dict[str, object]:
    return {"file": upload(content), "evidence": list(files)}


def test_evidence_comes_in_a_zip_beside_the_workbook(cast: Cast) -> None:
    alice = signed_in("alice")
    book = with_sales(cast, {"evidence": "receipt.pdf"}, {"CNY": 7, "evidence": "other.pdf"})
    bundle = SimpleUploadedFile("papers.zip", packed(("march/receipt.pdf", PDF)))
    page = alice.post(HERE, sent(book, bundle), follow=True).content.decode()
    # The same check as on the command line: what is named and not there is told with its cell.
    assert "other.pdf" in page
    run = ImportRun.objects.get()
    assert PDF not in bytes(run.files.get().content)
    alice.post(f"{HERE}{run.pk}/", {"act": "good"})
    link = Entry.objects.get().evidence_links.get()
    assert link.evidence.name == "receipt.pdf"
    assert not RunFile.objects.exists()


def test_several_files_are_chosen_together_and_dropped_with_the_run(cast: Cast) -> None:
    alice = signed_in("alice")
    files = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", PDF + b"2")]
    alice.post(HERE, sent(with_sales(cast, {"evidence": "a.pdf"}), *files))
    run = ImportRun.objects.get()
    assert (run.report["problems"], run.files.count()) == ([], 2)
    alice.post(f"{HERE}{run.pk}/", {"act": "drop"})
    assert not RunFile.objects.exists()


def test_a_bundle_that_cannot_be_taken_is_told_and_nothing_kept(cast: Cast) -> None:
    alice = signed_in("alice")
    twice = SimpleUploadedFile("x.zip", packed(("1/a.pdf", PDF), ("2/a.pdf", b"%PDF-other")))
    page = alice.post(HERE, sent(with_sales(cast, {}), twice), follow=True).content.decode()
    assert "Two different files are called a.pdf" in page
    assert not ImportRun.objects.exists()


def test_what_is_damaged_or_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    unnamed = packed(("éé.pdf", PDF)).replace("éé".encode(), b"\xff\xfe\xfd\xfc")
    for torn in (packed(("a.pdf", PDF))[:40], unnamed):
        with pytest.raises(Refused) as refused:
            unbundled([("x.zip", torn)])
        assert refused.value.code == "bundle-unread"
    with pytest.raises(Refused) as refused:
        unbundled([("a.pdf", PDF), ("a.pdf", b"%PDF-2")])
    assert refused.value.code == "bundle-name-twice"
    monkeypatch.setattr("tallystick.interchange.sheets.bundle.MOST_FILES", 1)
    with pytest.raises(Refused) as refused:
        unbundled([("a.pdf", PDF), ("b.pdf", PDF)])
    assert refused.value.code == "bundle-too-large"
    # The control: a packed document is evidence itself, and a Chinese name is read.
    assert list(unbundled([("x.zip", packed(("收据.pdf", PDF)))])) == ["收据.pdf"]
    document = packed(("word/document.xml", b"<w/>"))
    assert list(unbundled([("a.docx", document)])) == ["a.docx"]


def test_the_scan_of_a_list_opens_safely_to_who_answers_for_it(cast: Cast) -> None:
    paper = printed(cast, 100_00)
    here = f"/entries/paper/{paper.code}/scan/"
    assert signed_in("beth").get(here).status_code == 404
    recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))
    bob = signed_in("bob")
    assert here in bob.get(f"/entries/paper/{paper.code}/").content.decode()
    answer = bob.get(here)
    assert (answer.status_code, answer.content) == (200, SCAN)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "attachment" in answer["Content-Disposition"]
    assert Act.objects.filter(action="entries.read_evidence").count() == 1
    assert signed_in("chen").get(here).status_code == 404
    with pytest.raises(NotFound):
        open_scan(code=paper.code, by=cast.chen)


def test_who_only_reads_figures_is_refused_files_and_scans(cast: Cast) -> None:
    entry = enter(cast, sale())
    attach_evidence(entry_id=entry.pk, name="a.pdf", content=PDF, by=cast.alice)
    confirm_entry(entry_id=entry.pk, version=Entry.objects.get().version, by=cast.ann)
    colleague("eva", "quay", "evaluator")
    address = f"/entries/{entry.number}/evidence/{sha256_hex(PDF)}/"
    assert signed_in("eva").get(address).status_code == 403
    assert signed_in("bob").get(address).status_code == 200
    paper = printed(cast, 100_00)
    recorded(cast, paper, PaperAnswer(numbers(paper)[0], "agree"))
    assert signed_in("eva").get(f"/entries/paper/{paper.code}/scan/").status_code == 403
