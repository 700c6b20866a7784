"""Documents of a meeting: looked at and encrypted as evidence is, opened under a name."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast

from tallystick.access.models import Act
from tallystick.entries.evidence import path_of
from tallystick.exchanges.models import Meeting, MeetingDocument
from tallystick.exchanges.queries.meetings import document, documents_of
from tallystick.exchanges.rules.documents import DOCUMENT_KINDS, DOCUMENT_LANGS
from tallystick.exchanges.services import add_document, open_document, record_meeting
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused

PDF = b"%PDF-1.4\n1 0 obj\nminutes of an invented meeting\n%%EOF\n"


def hold(cast: Cast) -> Meeting:
    return record_meeting(
        pairing=cast.pairing, kind="visit", held_on=date(2021, 5, 6), title_en="They met",
        title_zh="", by=cast.alice,
    )  # fmt: skip


def add(cast: Cast, one: Meeting, content: bytes = PDF, **other: str) -> MeetingDocument:
    said = {"kind": "minutes", "title": "会议纪要", "lang": "zh-Hans", "name": "../a.pdf", **other}
    return add_document(meeting=one, content=content, by=cast.alice, **said)


def test_what_the_rules_name_is_what_the_table_holds() -> None:
    assert tuple(MeetingDocument.Kind.values) == DOCUMENT_KINDS
    assert tuple(MeetingDocument.Lang.values) == DOCUMENT_LANGS


def test_a_document_lies_encrypted_and_is_opened_by_who_may(cast: Cast) -> None:
    one = hold(cast)
    made = add(cast, one)
    assert (made.n, made.name, made.added_by_id) == (1, "a.pdf", cast.alice.user_id)
    assert PDF not in path_of(made.file.sha256).read_bytes()
    assert list(documents_of(one, actor=cast.bob)) == [made]
    assert open_document(document=document(one, 1, actor=cast.bob), by=cast.bob) == PDF
    read = Act.objects.get(action="entries.read_evidence")
    assert (read.who, read.after["sha256"]) == (cast.bob.name, made.file.sha256)
    for n, actor in ((2, cast.bob), (1, cast.chen)):
        with pytest.raises(NotFound):
            document(one, n, actor=actor)
    with pytest.raises(Forbidden):
        open_document(document=made, by=cast.chen)


def test_what_is_no_document_is_refused_and_none_lies_there_twice(cast: Cast) -> None:
    one = hold(cast)
    with pytest.raises(Refused) as refused:
        add(cast, one, b"", kind="note", title=" ", lang="fr")
    assert [(p.code, p.path) for p in refused.value.problems] == [
        ("unknown-document-kind", "kind"), ("document-nameless", "title"),
        ("unknown-lang", "lang"), ("evidence-empty", "evidence"),
    ]  # fmt: skip
    add(cast, one)
    with pytest.raises(Conflict) as twice:
        add(cast, one, title="Again")
    assert twice.value.code == "document-there"
    with pytest.raises(Forbidden):
        add_document(
            meeting=one, kind="press", title="x", lang="en", name="a.pdf", content=PDF,
            by=cast.bob,
        )  # fmt: skip
