"""Long work is handed to the worker: told of, stopped, begun again, done once, kept for its days.

Of `hand_over`, `do_work`, `stop_work`, `begin_work_again`, `file_of_work`, `clear_work`, and of
`hand_over_readout` with what is shared by the request and the worker: `check_readout`,
`read_through` and its `Reading`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import OrmQ
from tests.cast import Cast, build_cast
from tests.databases import CommittedDatabase
from tests.exchanges.announcing import QUAY, name_places
from tests.working import end, until, worker

from tallystick.access.models import Act, Seat, User
from tallystick.exchanges.models import Readout
from tallystick.exchanges.services import Reading, check_readout, keep_readout, read_through
from tallystick.interchange import watch
from tallystick.interchange.kinds import KEPT_DAYS, KINDS, Outcome, WorkKind
from tallystick.interchange.models import LongWork
from tallystick.interchange.services import (
    begin_work_again,
    clear_work,
    do_work,
    file_of_work,
    hand_over,
    hand_over_readout,
    is_long,
    long_work,
    name_of,
    stop_work,
    told,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.kernel.progress import tell

SAID = {"side": "supporting", "published": "2021-05-07"}
# A web page of many signs and no word that is shown.
EMPTY = b"<html><body><!-- " + b"x" * 70_000 + b" --></body></html>"
# A planted kind: it makes a file of what came with it, and tells of three pieces.
MAKER = f"{__name__}.make_planted"


def make_planted(asked: Any, content: bytes, by: Actor) -> Callable[[], Outcome]:
    for done in range(3):
        tell("counting", done, 3)
    if asked.get("fault"):
        raise RuntimeError("as planted")
    return lambda: Outcome(name="../Made\u202e.csv", media_type="text/csv", content=content + b"!")


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = WorkKind(MAKER, "planted", "Look", {"counting": "%(done)s of %(of)s"})
    monkeypatch.setattr(long_work, "KINDS", {**KINDS, "planted": kind})


@pytest.fixture
def beside_worker(settings: Any, tmp_path: Path) -> None:
    settings.WORKER, settings.HOME = True, tmp_path


def asked(by: Actor, **other: Any) -> LongWork:
    return hand_over(kind="planted", title="Many rows", asked=other, by=by, content=b"rows")


def now(work: LongWork) -> LongWork:
    return LongWork.objects.get(pk=work.pk)


def work_on(work: LongWork) -> LongWork:
    do_work(work.pk, now(work).attempt)
    return now(work)


def go_silent(work: LongWork) -> None:
    """Let a worker have died over this work a while ago."""
    with watch.Watch(name_of(work), work.attempt):
        kept = watch._path(name_of(work)).read_bytes()
    watch._path(name_of(work)).write_bytes(kept)
    before = time.time() - watch.SILENT - 1
    os.utime(watch._path(name_of(work)), (before, before))


def codes(work: LongWork) -> list[str]:
    return [problem.code for problem in told(work.problems)]


def test_every_kind_has_somebody_who_does_it() -> None:
    assert all(callable(import_string(kind.does)) for kind in KINDS.values())


def test_it_waits_for_the_worker_and_makes_a_file_for_who_asked_alone(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    work = asked(cast.alice)
    assert (work.state, OrmQ.objects.count()) == ("open", 1)
    with pytest.raises(NotFound):
        file_of_work(work_id=work.pk, by=cast.alice)
    work = work_on(work)
    assert (work.state, work.content, watch.seen(name_of(work))) == ("done", None, None)
    found, content = file_of_work(work_id=work.pk, by=cast.alice)
    assert content == b"rows!"
    # No path, and no sign that turns the ending round.
    assert "/" not in found.file_name
    assert "\u202e" not in found.file_name
    for other in (cast.bob, cast.ann, cast.chen):
        with pytest.raises(NotFound):
            file_of_work(work_id=work.pk, by=other)
        with pytest.raises(NotFound):
            stop_work(work_id=work.pk, by=other)
        with pytest.raises(NotFound):
            begin_work_again(work_id=work.pk, by=other)


def test_whose_seat_ended_since_is_given_no_file(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    work = work_on(asked(cast.alice))
    today = timezone.localdate()
    LongWork.objects.update(asked_at=timezone.now() - timedelta(days=3))
    assert file_of_work(work_id=work.pk, by=cast.alice)[1] == b"rows!"
    Seat.objects.filter(user__username="alice").update(valid_to=today - timedelta(days=1))
    with pytest.raises(NotFound):
        file_of_work(work_id=work.pk, by=cast.alice)


def test_what_ended_while_it_was_asked_for_again_answers_both(
    cast: Cast, planted: None, beside_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = work_on(asked(cast.alice))

    def twice(**_columns: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(LongWork.objects, "create", twice)
    assert asked(cast.alice) == first


def test_without_a_worker_it_is_done_at_once(cast: Cast, planted: None, settings: Any) -> None:
    settings.WORKER = False
    assert asked(cast.alice).state == "done"
    with pytest.raises(Refused):
        asked(Actor.system_actor("nobody"))


def test_the_same_twice_at_a_time_is_one_and_another_persons_is_another(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    first = asked(cast.alice, of="march")
    assert asked(cast.alice, of="march").pk == first.pk
    assert OrmQ.objects.count() == 1
    others = {asked(cast.alice, of="april").pk, asked(cast.bob, of="march").pk}
    assert first.pk not in others
    work_on(first)
    assert asked(cast.alice, of="march").pk != first.pk


def test_the_same_job_twice_or_too_late_does_nothing(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    work = asked(cast.alice)
    stop_work(work_id=work.pk, by=cast.alice)
    do_work(work.pk, work.attempt)
    assert (now(work).state, codes(now(work))) == ("stopped", ["work-stopped"])
    again = begin_work_again(work_id=work.pk, by=cast.alice)
    do_work(work.pk, work.attempt)
    assert now(work).state == "open"
    do_work(work.pk, again.attempt)
    done = now(work)
    do_work(work.pk, again.attempt)
    assert now(work).ended_at == done.ended_at
    for step in (stop_work, begin_work_again):
        with pytest.raises(Conflict):
            step(work_id=work.pk, by=cast.alice)


def test_what_is_live_stops_at_its_next_piece(
    cast: Cast, planted: None, beside_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = asked(cast.alice)
    hear = watch.Watch.hear

    def stop(self: watch.Watch, step: str, done: int, of: int) -> None:
        if (step, done) == ("counting", 1):
            with pytest.raises(Conflict):
                begin_work_again(work_id=work.pk, by=cast.alice)
            stop_work(work_id=work.pk, by=cast.alice)
        hear(self, step, done, of)

    monkeypatch.setattr(watch.Watch, "hear", stop)
    assert (work_on(work).state, codes(now(work))) == ("stopped", ["work-stopped"])
    assert now(work).file is None


def test_who_stops_it_as_it_ends_finds_it_done_or_stopped_and_never_half(
    cast: Cast, planted: None, beside_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = asked(cast.alice)
    done = long_work._done

    def late(one: LongWork, finish: Any) -> None:
        stop_work(work_id=work.pk, by=cast.alice)
        done(one, finish)

    monkeypatch.setattr(long_work, "_done", late)
    assert work_on(work).state == "done"
    monkeypatch.setattr(long_work, "_done", done)
    assert file_of_work(work_id=work.pk, by=cast.alice)[1] == b"rows!"
    # Another attempt counts by now: what this one made rolls back.
    other = asked(cast.alice)

    @contextmanager
    def overtaken() -> Iterator[None]:
        LongWork.objects.filter(pk=other.pk).update(attempt=other.attempt + 1)
        yield

    monkeypatch.setattr(long_work, "turn", overtaken)
    assert (work_on(other).state, now(other).file) == ("open", None)


def test_a_failure_of_ours_is_told_and_can_be_begun_again(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    work = asked(cast.alice, fault=True)
    with pytest.raises(RuntimeError, match="as planted"):
        work_on(work)
    assert (now(work).state, codes(now(work))) == ("failed", ["work-failed"])
    assert begin_work_again(work_id=work.pk, by=cast.alice).state == "open"
    assert Act.objects.filter(action="interchange.begin_again", thing_id=str(work.pk)).count() == 1


def test_what_ended_while_it_was_stopped_is_not_told_as_stopped(
    cast: Cast, planted: None, beside_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = asked(cast.alice)

    def ended_meanwhile(one: LongWork) -> bool:
        LongWork.objects.filter(pk=one.pk).update(state="done", ended_at=timezone.now())
        return False

    monkeypatch.setattr(long_work, "is_live", ended_meanwhile)
    with pytest.raises(Conflict):
        stop_work(work_id=work.pk, by=cast.alice)
    assert not Act.objects.filter(action="interchange.stop", thing_id=str(work.pk)).exists()


def test_a_person_who_left_meanwhile_makes_nothing(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    work = asked(cast.alice)
    User.objects.filter(username="alice").update(is_active=False)
    assert work_on(work).state == "open"


def test_what_went_silent_is_begun_again_by_who_asked(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    work = asked(cast.alice)
    go_silent(work)
    assert not long_work.is_live(work)
    begin_work_again(work_id=work.pk, by=cast.alice)
    assert work_on(work).state == "done"


def test_after_its_days_the_file_is_gone_and_that_it_was_made_stays(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    made, stopped = work_on(asked(cast.alice)), asked(cast.alice)
    stopped = stop_work(work_id=stopped.pk, by=cast.alice)
    waits = asked(cast.alice, of="another")
    assert clear_work(timezone.now() + timedelta(days=KEPT_DAYS, hours=-1)) == 0
    assert clear_work(timezone.now() + timedelta(days=KEPT_DAYS, hours=1)) == 2
    with pytest.raises(NotFound):
        file_of_work(work_id=made.pk, by=cast.alice)
    with pytest.raises(Refused) as refused:
        begin_work_again(work_id=stopped.pk, by=cast.alice)
    assert refused.value.code == "work-let-go"
    assert (now(made).state, now(made).size) == ("done", 5)
    assert work_on(waits).state == "done"


def test_a_file_is_not_handed_out_past_its_days_though_nobody_cleared(
    cast: Cast, planted: None, beside_worker: None
) -> None:
    work = work_on(asked(cast.alice))
    LongWork.objects.update(kept_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotFound):
        file_of_work(work_id=work.pk, by=cast.alice)


@pytest.mark.flow
def test_a_long_announcement_is_read_by_the_worker_as_a_short_one_is_at_once(
    cast: Cast, beside_worker: None
) -> None:
    name_places()
    text = QUAY + "They went on to talk. " * 1_000
    assert is_long(text=text)
    assert not is_long(text=QUAY)
    work = hand_over_readout(pairing=cast.pairing, text=text, by=cast.beth, **SAID)
    assert not Readout.objects.exists()
    work = work_on(work)
    made = Readout.objects.get()
    assert (work.state, work.page) == ("done", ["readout", made.code])
    assert (work.answer["items"], made.added_by) == (
        made.items.count(), User.objects.get(username="beth"),
    )  # fmt: skip
    reading = read_through(text, published=SAID["published"])
    assert isinstance(reading, Reading)
    first = made.items.first()
    assert first is not None
    made.items.all().delete()
    made.delete()
    same = keep_readout(pairing=cast.pairing, text=text, by=cast.beth, reading=reading, **SAID)
    assert same.items.count() == work.answer["items"]


def test_a_long_file_is_opened_by_the_worker_and_what_is_wrong_in_it_is_told(
    cast: Cast, beside_worker: None
) -> None:
    said = {**SAID, "file_name": "两地 <b>.txt", "media_type": "text/plain"}
    assert is_long(file=EMPTY)
    work = hand_over_readout(pairing=cast.pairing, file=EMPTY, by=cast.beth, **said)
    assert work.title == "两地 <b>.txt"
    assert (work_on(work).state, codes(now(work))) == ("failed", ["readout-empty"])
    good = hand_over_readout(pairing=cast.pairing, file=(QUAY * 200).encode(), by=cast.beth, **said)
    assert work_on(good).state == "done"
    # The same text again: the first is named.
    twice = hand_over_readout(
        pairing=cast.pairing, file=(QUAY * 200).encode(), by=cast.alice, **said
    )
    assert codes(work_on(twice)) == ["readout-known"]
    assert Readout.objects.count() == 1


def test_what_can_be_seen_at_once_is_refused_at_once(cast: Cast, beside_worker: None) -> None:
    def hand(by: Actor, **said: str) -> None:
        hand_over_readout(pairing=cast.pairing, text=QUAY * 100, by=by, **{**SAID, **said})

    with pytest.raises(Forbidden):
        hand(cast.chen)
    with pytest.raises(Refused) as refused:
        hand(cast.beth, side="east", published="May", title="a\u202eb")
    assert {problem.path for problem in refused.value.problems} == {"side", "published", "title"}
    with pytest.raises(Refused):
        hand_over_readout(pairing=cast.pairing, file=b"\x89PNG" * 30_000, by=cast.beth, **SAID)
    with pytest.raises(Refused):
        check_readout(pairing=cast.pairing, text=" ", by=cast.beth, **SAID)
    assert not LongWork.objects.exists()


@pytest.mark.journal
@pytest.mark.long
def test_a_worker_killed_before_its_end_keeps_nothing_and_the_next_one_reads_it(
    committed_db: CommittedDatabase, beside_worker: None, tmp_path: Path
) -> None:
    call_command("createcachetable", verbosity=0)
    cast = build_cast()
    text = QUAY * 110
    with worker(committed_db, tmp_path) as first:
        work = hand_over_readout(pairing=cast.pairing, text=text, by=cast.beth, **SAID)
        until(lambda: watch.seen(name_of(work)) or now(work).state == "done", "it is begun")
        end(first)
    if now(work).state == "open":
        assert not Readout.objects.exists()
        until(lambda: not long_work.is_live(now(work)), "it counts as broken off")
        begin_work_again(work_id=work.pk, by=cast.beth)
        with worker(committed_db, tmp_path):
            until(lambda: now(work).state == "done", "the next worker has read it")
    assert Readout.objects.count() == 1
