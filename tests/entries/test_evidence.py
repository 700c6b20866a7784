"""Evidence is known by its bytes, kept encrypted, and opened under a name.

Of `tallystick.entries.services.evidence`.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from tests.cast import Cast, build_cast, carry, colleague, confirm, enter, placed, sale
from tests.databases import CommittedDatabase

from tallystick.access.models import Act, User
from tallystick.entries import evidence as drawer
from tallystick.entries import services
from tallystick.entries.models import EntryEvidence, Evidence
from tallystick.entries.queries import numbers_of
from tallystick.entries.rules.files import LARGEST_FILE, examine, plain_name
from tallystick.entries.rules.photographs import Unshowable, bare_copy
from tallystick.entries.services import evidence as keeping
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return tmp_path / "evidence"


def packed(*names: str, size: int = 10) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"\0" * size)
    return file.getvalue()


def attach(cast: Cast, entry_id: str, content: bytes = PDF, name: str = "receipt.pdf") -> Evidence:
    return services.attach_evidence(entry_id=entry_id, name=name, content=content, by=cast.alice)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0 jpeg", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n png", "image/png"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (packed("OFD.xml"), "application/ofd"),
        (packed("word/document.xml"), "wordprocessingml"),
        (packed("xl/workbook.xml"), "spreadsheetml"),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, media_type: str) -> None:
    assert media_type in examine("whatever.exe", content).media_type


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "evidence-empty"),
        ("big.pdf", b"%PDF-" + bytes(LARGEST_FILE), "evidence-too-large"),
        ("program.pdf", b"MZ\x90\0 a program", "evidence-type-unread"),
        ("page.pdf", b"<html><script>", "evidence-type-unread"),
        ("notes.pdf", b"just text", "evidence-type-unread"),
        ("archive.docx", packed("readme.txt"), "evidence-type-unread"),
        ("broken.xlsx", b"PK\x03\x04 not an archive", "evidence-type-unread"),
        ("bomb.xlsx", packed("xl/workbook.xml", size=210 * 1024 * 1024), "evidence-type-unread"),
    ],
)
def test_what_is_no_document_is_not_kept(
    cast: Cast, folder: Path, name: str, content: bytes, code: str
) -> None:
    entry = enter(cast, sale())
    with pytest.raises(Refused) as refused:
        attach(cast, entry.pk, content, name)
    assert refused.value.code == code
    assert not Evidence.objects.exists()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\scans\\a.pdf", "a.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("...", "unnamed"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert plain_name(name) == kept


def test_the_drawer_holds_no_readable_byte(cast: Cast, folder: Path) -> None:
    attach(cast, enter(cast, sale()).pk)
    stored = (folder / SHA[:2] / SHA).read_bytes()
    assert b"receipt" not in stored
    assert hashlib.sha256(stored).hexdigest() != SHA
    assert not list(folder.rglob(".new-*"))


def test_a_file_comes_back_as_it_was_and_its_reading_is_kept(cast: Cast) -> None:
    attach(cast, confirm(cast, sale()).pk)
    assert services.open_evidence(sha256=SHA, by=cast.bob) == PDF
    act = Act.objects.get(action="entries.read_evidence")
    assert (act.who, act.after["sha256"]) == ("Bob", SHA)


def test_who_sees_no_entry_on_a_file_sees_no_file(cast: Cast) -> None:
    attach(cast, confirm(cast, sale()).pk)
    with pytest.raises(NotFound):
        services.open_evidence(sha256=SHA, by=cast.chen)


def test_the_other_side_sees_no_file_before_the_entry_is_confirmed(cast: Cast) -> None:
    attach(cast, enter(cast, sale()).pk)
    with pytest.raises(NotFound):
        services.open_evidence(sha256=SHA, by=cast.bob)


@pytest.mark.parametrize("fault", ["flipped", "gone", "another"])
def test_a_damaged_file_is_said_to_be_damaged(cast: Cast, fault: str) -> None:
    attach(cast, enter(cast, sale()).pk)
    path = drawer.path_of(SHA)
    stored = bytearray(path.read_bytes())
    if fault == "gone":
        path.unlink()
    elif fault == "flipped":
        stored[20] ^= 1
        path.write_bytes(bytes(stored))
    else:
        other = attach(cast, enter(cast, sale(1)).pk, PDF + b"2")
        path.write_bytes(drawer.path_of(other.sha256).read_bytes())
    with pytest.raises(Refused) as refused:
        services.open_evidence(sha256=SHA, by=cast.alice)
    assert refused.value.code == "evidence-damaged"


def test_an_erased_file_leaves_its_hash_and_nothing_else(cast: Cast) -> None:
    entry = enter(cast, sale())
    attach(cast, entry.pk)
    Evidence.objects.update(wrapped_key=None)
    with pytest.raises(Refused) as refused:
        services.open_evidence(sha256=SHA, by=cast.alice)
    assert refused.value.code == "evidence-erased"
    with pytest.raises(Refused):
        attach(cast, entry.pk)


def test_a_file_is_called_what_each_entry_calls_it(cast: Cast) -> None:
    ours, other = enter(cast, sale()), enter(cast, sale(title_en="Tea"))
    attach(cast, ours.pk, name="contract with ACME.pdf")
    attach(cast, other.pk, name="mine.html")
    names = dict(EntryEvidence.objects.values_list("entry", "name"))
    assert names == {ours.pk: "contract with ACME.pdf", other.pk: "mine.html"}
    client = Client()
    client.force_login(User.objects.get(username="ann"))
    assert f'href="/entries/{other.number}/evidence/{SHA}/"' in (
        page := client.get(f"/entries/{other.number}/").content.decode()
    )
    assert "mine.html" in page
    assert "ACME" not in page
    answer = client.get(f"/entries/{other.number}/evidence/{SHA}/")
    assert answer["Content-Disposition"] == 'attachment; filename="mine.html.pdf"'


def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused(cast: Cast) -> None:
    file = io.BytesIO()
    Image.new("1", (10_000, 6_001)).save(file, "PNG")
    wide = file.getvalue()
    assert len(wide) < 20_000
    assert [p.code for p in examine("map.png", wide).problems] == ["evidence-too-wide"]
    with pytest.raises(Unshowable):
        bare_copy(wide, "image/png")
    with pytest.raises(Refused):
        attach(cast, enter(cast, sale()).pk, content=wide, name="map.png")


def test_the_same_file_twice_under_one_entry_is_one_file(cast: Cast) -> None:
    entry = enter(cast, sale())
    attach(cast, entry.pk)
    attach(cast, entry.pk, name="copy.pdf")
    assert EntryEvidence.objects.count() == 1


def test_only_the_reporting_sides_clerk_attaches_and_nothing_after_posting(cast: Cast) -> None:
    entry = confirm(cast, sale())
    with pytest.raises(Forbidden):
        services.attach_evidence(entry_id=entry.pk, name="r.pdf", content=PDF, by=cast.bob)
    posted = carry(cast, sale(1))
    with pytest.raises(Conflict):
        attach(cast, posted.pk)


def test_a_posting_names_the_files_it_rests_on(cast: Cast) -> None:
    entry = confirm(cast, sale())
    attach(cast, entry.pk)
    services.match_entry(entry_id=entry.pk, version=1, basis="document_seen", by=cast.bob)
    assert numbers_of([entry.pk])[entry.pk].evidence == (SHA,)


def test_a_file_is_written_only_once_its_row_holds_its_key(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, rows = enter(cast, sale()), []
    write = drawer._write

    def watched(path: Path, content: bytes) -> None:
        rows.append(Evidence.objects.filter(sha256=SHA).count())
        write(path, content)

    monkeypatch.setattr(drawer, "_write", watched)
    attach(cast, entry.pk)
    attach(cast, enter(cast, sale(1)).pk)
    assert rows == [1]


def test_no_file_slips_in_while_the_entry_is_being_posted(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = confirm(cast, sale())

    def slow(name: str, content: bytes) -> Any:
        services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)
        return examine(name, content)

    monkeypatch.setattr(keeping, "examine", slow)
    with pytest.raises(Conflict):
        attach(cast, entry.pk)
    assert not EntryEvidence.objects.exists()


@pytest.mark.journal
def test_two_first_uploads_of_one_file_leave_it_readable(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    entries = [enter(cast, sale(n)).pk for n in (1, 2)]
    got = committed_db.together(*(lambda id=id: attach(cast, id).sha256 for id in entries))
    assert got == [SHA, SHA]
    assert services.open_evidence(sha256=SHA, by=cast.alice) == PDF


@pytest.mark.journal
def test_of_a_match_and_a_late_file_the_seal_names_what_lies_there(
    committed_db: CommittedDatabase,
) -> None:
    cast = build_cast()
    entry = confirm(cast, sale())
    committed_db.together(
        lambda: (
            services.match_entry(
                entry_id=entry.pk, version=1, basis="own_record", by=cast.bob
            ).state
        ),
        lambda: attach(cast, entry.pk).sha256,
    )
    there = tuple(EntryEvidence.objects.values_list("evidence__sha256", flat=True))
    assert numbers_of([entry.pk])[entry.pk].evidence == there


def test_who_only_reads_figures_opens_no_file_under_them(cast: Cast) -> None:
    row = confirm(cast, sale())
    attach(cast, row.pk)
    eva = colleague("eva", "quay", "evaluator")
    with pytest.raises(Forbidden) as refused:
        services.open_evidence(sha256=SHA, by=eva)
    assert refused.value.code == "not-allowed"
    assert services.open_evidence(sha256=SHA, by=cast.bob) == PDF


def test_a_count_of_a_roster_is_held_against_those_she_sees_alone(cast: Cast) -> None:
    theirs = enter(cast, placed({"partner": 5}, side="supporting"))
    own = enter(cast, placed({"partner": 6}))
    said = {"name": "roster.xlsx", "sha256": SHA}
    services.note_roster(**said, entry_id=theirs.pk, persons=5, by=cast.beth)  # type: ignore[arg-type]
    # What Beth's side counts is its own business until it is confirmed.
    services.note_roster(**said, entry_id=own.pk, persons=6, by=cast.alice)  # type: ignore[arg-type]
    again = enter(cast, placed({"partner": 7}, happened_on=date(2020, 4, 10)))
    with pytest.raises(Refused) as refused:
        services.note_roster(**said, entry_id=again.pk, persons=7, by=cast.alice)  # type: ignore[arg-type]
    (told,) = refused.value.problems
    assert (told.code, told.value) == ("roster-counted-otherwise", "6")
