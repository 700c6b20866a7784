"""What can be read of evidence stands where it lies: escaped, with its hash, to who may open it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, enter, sale
from tests.extraction.papers import locked_pdf, pdf_file, word_file
from tests.interchange.test_previews import workbook

from tallystick.access.models import Act, User
from tallystick.entries.models import Entry, EntryEvidence
from tallystick.entries.services import attach_evidence

BAD = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def laid(cast: Cast, content: bytes, name: str = "receipt.pdf") -> str:
    """Lay a file under an entry of Alice's, and return where it opens."""
    entry = enter(cast, sale())
    file = attach_evidence(entry_id=entry.pk, name=name, content=content, by=cast.alice)
    return f"/entries/{Entry.objects.get(pk=entry.pk).number}/evidence/{file.sha256}/"


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def asked(here: str, who: str = "alice", *, part: bool = False) -> Any:
    headers = {"HX-Request": "true"} if part else {}
    return signed_in(who).get(f"{here}?look=1", headers=headers)


def test_a_pdf_is_read_on_a_page_with_its_hash_and_kept_in_the_log(cast: Cast) -> None:
    here = laid(cast, pdf_file([["Paid 12 to Mill"], [BAD]]))
    page = asked(here).content.decode()
    sha256 = EntryEvidence.objects.get().evidence.sha256
    assert "Paid 12 to Mill" in page
    assert "&lt;script&gt;alert(1)" in page
    assert BAD not in page
    assert sha256 in page
    assert "This is the text in the file, not its picture" in page
    assert Act.objects.filter(action="entries.read_evidence").count() == 1


def test_the_part_is_the_same_without_its_frame(cast: Cast) -> None:
    here = laid(cast, pdf_file([["Paid 12 to Mill"]]))
    part = asked(here, part=True)
    text = part.content.decode()
    assert "Paid 12 to Mill" in text
    assert "<html" not in text
    assert "HX-Request" in part["Vary"]
    assert f'href="{here}?look=1"' in text


def test_an_entry_leads_to_the_preview_in_its_own_place(cast: Cast) -> None:
    here = laid(cast, word_file(lambda paper: paper.add_paragraph(BAD)), "note.docx")
    page = signed_in("alice").get(here.partition("evidence/")[0]).content.decode()
    assert f'hx-get="{here}?look=1" hx-target="next .ts-look"' in page


def test_sheets_are_shown_as_tables(cast: Cast) -> None:
    page = asked(laid(cast, workbook(hidden=True), "paid.xlsx")).content.decode()
    assert "Sheet 1: Paid &lt;b&gt;" in page
    assert "A hidden sheet" in page
    assert BAD not in page


def test_a_file_that_cannot_be_read_says_why_and_stays_open_to_take_away(cast: Cast) -> None:
    here = laid(cast, locked_pdf("secret"))
    answer = asked(here)
    assert answer.status_code == 200
    assert "locked with a password" in answer.content.decode()
    assert f'href="{here}"' in answer.content.decode()
    assert "attachment" in signed_in("alice").get(here)["Content-Disposition"]


def test_who_may_not_open_it_sees_no_preview(cast: Cast) -> None:
    here = laid(cast, pdf_file([["Paid 12 to Mill"]]))
    for who in ("chen", "beth"):
        answer = asked(here, who)
        assert answer.status_code == 404
        assert b"Paid 12" not in answer.content
    assert Client().get(f"{here}?look=1").status_code == 302
    assert not Act.objects.filter(action="entries.read_evidence").exists()


def test_a_picture_asks_for_itself_in_its_frame(cast: Cast) -> None:
    png = b"\x89PNG\r\n\x1a\n"
    here = laid(cast, png, "roster.png")
    part = asked(here, part=True).content.decode()
    assert f'<img class="ts-shot" src="{here}?look=1" alt="roster.png">' in part
    assert not Act.objects.filter(action="entries.read_evidence").exists()
