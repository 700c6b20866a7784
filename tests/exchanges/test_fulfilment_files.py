"""Files under what was done: looked at and encrypted as evidence is, final with the answer."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.exchanges.test_commitments import promise
from tests.exchanges.test_fulfilments import done

from tallystick.access.models import Act
from tallystick.entries.evidence import path_of
from tallystick.entries.models import Evidence
from tallystick.exchanges.models import Fulfilment, FulfilmentFile
from tallystick.exchanges.queries.commitments import row_of
from tallystick.exchanges.queries.fulfilling import fulfilment_file, read_files
from tallystick.exchanges.queries.logged import exchange_problems
from tallystick.exchanges.rules.fulfilments import MOST_FILES
from tallystick.exchanges.services import (
    acknowledge_fulfilment,
    add_fulfilment_files,
    open_fulfilment_file,
    withdraw_fulfilment,
)
from tallystick.exchanges.shapes import commitment_json
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused

PDF = b"%PDF-1.4\n1 0 obj\na list that was published, invented\n%%EOF\n"


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


HOSTILE = {
    "a program under a name": ("list.pdf", b"MZ\x90\x00", "evidence-type-unread"),
    "a page that runs": ("a.pdf", b"<html><script>alert(1)</script>", "evidence-type-unread"),
    "a drawing that runs": ("a.jpg", b"<svg onload='alert(1)'/>", "evidence-type-unread"),
    "a parcel of anything": ("a.docx", packed(virus=b"x"), "evidence-type-unread"),
    "nothing": ("a.pdf", b"", "evidence-empty"),
    "more than is taken": ("a.pdf", PDF + bytes(20 * 1024 * 1024), "evidence-too-large"),
}


def test_it_lies_encrypted_and_either_side_opens_it_under_her_name(cast: Cast) -> None:
    made = promise(cast)
    one = done(made, cast, files=[("../公示.pdf", PDF), ("b.pdf", PDF + b"2")])
    first = fulfilment_file(one, 1, actor=cast.bob)
    assert (str(first), first.n, first.added_by_id) == ("公示.pdf", 1, cast.beth.user_id)
    assert PDF not in path_of(first.file.sha256).read_bytes()
    assert open_fulfilment_file(file=first, by=cast.bob) == PDF
    read = Act.objects.get(action="entries.read_evidence")
    assert (read.who, read.after["sha256"]) == (cast.bob.name, first.file.sha256)
    assert [row.n for row in FulfilmentFile.objects.visible_to(cast.ann)] == [1, 2]
    assert not FulfilmentFile.objects.visible_to(cast.chen).exists()
    for n, actor in ((3, cast.bob), (1, cast.chen)):
        with pytest.raises(NotFound):
            fulfilment_file(one, n, actor=actor)
    with pytest.raises(Forbidden):
        open_fulfilment_file(file=first, by=cast.chen)
    told = commitment_json(row_of(made, date(2021, 9, 2)))["fulfilment"]["files"]
    assert [(row["n"], row["name"], row["size"]) for row in told] == [
        (1, "公示.pdf", len(PDF)), (2, "b.pdf", len(PDF) + 1),
    ]  # fmt: skip
    assert not list(exchange_problems())


def test_only_its_own_office_lays_one_there_and_only_before_the_answer(cast: Cast) -> None:
    one = done(promise(cast), cast)
    more = [("a.pdf", PDF)]
    for actor in (cast.alice, cast.bob, cast.ann, cast.chen):
        with pytest.raises(Forbidden):
            add_fulfilment_files(fulfilment=one, files=more, by=actor)
    with pytest.raises(Refused) as none:
        add_fulfilment_files(fulfilment=one, files=[], by=cast.beth)
    assert none.value.code == "fulfilment-file-none"
    (kept,) = add_fulfilment_files(fulfilment=one, files=more, by=cast.beth)
    assert kept.n == 1
    acknowledge_fulfilment(fulfilment=one, by=cast.ann)
    with pytest.raises(Conflict):
        add_fulfilment_files(fulfilment=one, files=[("b.pdf", PDF + b"2")], by=cast.beth)
    assert FulfilmentFile.objects.count() == 1
    assert not list(exchange_problems())


def test_what_was_withdrawn_takes_none_either_and_the_next_takes_the_same(cast: Cast) -> None:
    made = promise(cast)
    one = done(made, cast, files=[("a.pdf", PDF)])
    seen = Fulfilment.objects.get(pk=one.pk)
    withdraw_fulfilment(fulfilment=one, by=cast.beth)
    with pytest.raises(Conflict) as late:
        add_fulfilment_files(fulfilment=seen, files=[("b.pdf", PDF + b"2")], by=cast.beth)
    assert late.value.code == "changed-meanwhile"
    done(made, cast, files=[("again.pdf", PDF)])
    assert Evidence.objects.count() == 1
    assert [row.name for row in FulfilmentFile.objects.order_by("pk")] == ["a.pdf", "again.pdf"]


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_is_written(cast: Cast, what: str) -> None:
    name, content, code = HOSTILE[what]
    made = promise(cast)
    with pytest.raises(Refused) as refused:
        done(made, cast, text=" ", files=[("good.pdf", PDF), (name, content)])
    assert [(p.code, p.path) for p in refused.value.problems] == [
        ("done-wordless", "text"), (code, "evidence"),
    ]  # fmt: skip
    assert not Fulfilment.objects.exists()
    assert not Evidence.objects.exists()
    one = done(made, cast)
    with pytest.raises(Refused):
        add_fulfilment_files(fulfilment=one, files=[(name, content)], by=cast.beth)
    assert not FulfilmentFile.objects.exists()


def test_the_same_file_twice_is_told_and_so_are_too_many(cast: Cast) -> None:
    made = promise(cast)
    with pytest.raises(Conflict) as twice:
        done(made, cast, files=[("a.pdf", PDF), ("b.pdf", PDF)])
    assert twice.value.code == "fulfilment-file-there"
    assert not Fulfilment.objects.exists()
    one = done(made, cast, files=[("a.pdf", PDF)])
    with pytest.raises(Conflict):
        add_fulfilment_files(fulfilment=one, files=[("c.pdf", PDF)], by=cast.beth)
    many = [(f"{n}.pdf", PDF + str(n).encode()) for n in range(MOST_FILES)]
    with pytest.raises(Refused) as refused:
        add_fulfilment_files(fulfilment=one, files=many, by=cast.beth)
    assert refused.value.code == "fulfilment-files-many"
    assert one.files.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        FulfilmentFile.objects.create(
            fulfilment=one, n=1, name="x", file=Evidence.objects.get(), added_at=one.written_at
        )


def test_as_of_an_earlier_day_later_files_are_not_told(cast: Cast) -> None:
    one = done(promise(cast), cast, files=[("a.pdf", PDF)])
    before = FulfilmentFile.objects.get(fulfilment=one).added_at
    add_fulfilment_files(
        fulfilment=one, files=[("b.pdf", PDF + b"2")], by=cast.beth, at=before + timedelta(days=1)
    )
    for known_by, names in ((before, ["a.pdf"]), (None, ["a.pdf", "b.pdf"])):
        read = Fulfilment.objects.get(pk=one.pk)
        read_files([read, None], known_by=known_by)
        assert [str(file) for file in read.files.all()] == names
