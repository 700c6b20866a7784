"""A large file is worked through by the worker: its page tells how far, and nothing is half-done.

Of `hand_in`, `do_run`, `take_run`, `stop_run`, `try_run_again` and what `watch` keeps beside them.
"""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django_q.models import OrmQ
from tests.cast import Cast, build_cast
from tests.databases import CommittedDatabase
from tests.working import end, until, worker

from tallystick.access.models import User
from tallystick.entries.models import Entry
from tallystick.interchange import watch
from tallystick.interchange.models import ImportRun
from tallystick.interchange.services import (
    do_run,
    drop_run,
    hand_in,
    is_csv,
    runs,
    stop_run,
    take_run,
    told,
    try_run_again,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict

SALE = {
    "pairing": "quay-fir", "side": "supported", "region": "xx-fir", "partner": "xx-quay",
    "pipeline": "sale", "move": "outside>sold", "statement": "itemised", "unit": "CNY",
    "sale_mode": "bought", "channel": "online", "title": "Kiwis sold",
}  # fmt: skip


def sales(count: int, name: str = "s") -> bytes:
    """Return a CSV file of so many sales of an invented March."""
    out = io.StringIO()
    rows = [
        {"entry": f"{name}{n}", **SALE, "on": f"{date(2020, 3, 1 + n % 28)}", "amount": str(n + 1)}
        for n in range(count)
    ]
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture
def long_ways(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand every file to a worker, however small."""
    settings.WORKER, settings.HOME = True, tmp_path
    monkeypatch.setattr(runs, "SMALL", 0)


def sent(by: Actor, count: int = 3, name: str = "march.csv") -> ImportRun:
    return hand_in(name=name, content=sales(count), by=by)


def now(run: ImportRun) -> ImportRun:
    return ImportRun.objects.get(pk=run.pk)


def work(run: ImportRun, job: str) -> ImportRun:
    do_run(job, run.pk, now(run).attempt)
    return now(run)


def page(name: str, run: ImportRun, **headers: str) -> Any:
    client = Client(headers={"Accept-Language": "en", **headers})
    client.force_login(User.objects.get(username=name))
    return client.get(f"/entries/workbooks/{run.pk}/")


def test_a_small_file_is_done_while_she_waits_also_beside_a_worker(
    cast: Cast, settings: Any
) -> None:
    settings.WORKER = True
    run = sent(cast.alice)
    assert (run.state, run.kind, run.report["accepted"]) == ("checked", "entries", 3)
    assert not OrmQ.objects.exists()
    assert take_run(run_id=run.pk, good_rows=False, by=cast.alice).report["written"] == 3


def test_a_large_file_waits_for_the_worker_at_both_steps(cast: Cast, long_ways: None) -> None:
    run = sent(cast.alice)
    assert (run.state, OrmQ.objects.count()) == ("checking", 1)
    assert "Waits for a worker" in page("alice", run).content.decode()
    run = work(run, "check-run")
    assert (run.state, run.report["accepted"], Entry.objects.count()) == ("checked", 3, 0)
    run = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    assert (run.state, OrmQ.objects.count(), Entry.objects.count()) == ("taking", 2, 0)
    run = work(run, "take-run")
    assert (run.state, run.report["written"], Entry.objects.count()) == ("taken", 3, 3)
    assert watch.seen(run.pk) is None


def test_the_same_job_twice_or_too_late_does_nothing(cast: Cast, long_ways: None) -> None:
    run = sent(cast.alice)
    first = run.attempt
    again = try_run_again(run_id=run.pk, by=cast.alice)
    do_run("check-run", run.pk, first)
    assert now(run).state == "checking"
    do_run("check-run", run.pk, again.attempt)
    run = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    taking = run.attempt
    do_run("take-run", run.pk, taking)
    do_run("take-run", run.pk, taking)
    assert Entry.objects.count() == 3


def test_a_bad_cell_sends_the_file_back_to_her_and_good_rows_are_hers_to_choose(
    cast: Cast, long_ways: None
) -> None:
    bad = sales(3).replace(b",2\r\n", b",many\r\n")
    run = hand_in(name="march.csv", content=bad, by=cast.alice)
    run = work(run, "check-run")
    assert "many" in told(run.report["problems"])[0].sentence("en")
    take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    run = work(run, "take-run")
    assert (run.state, Entry.objects.count()) == ("checked", 0)
    take_run(run_id=run.pk, good_rows=True, by=cast.alice)
    assert work(run, "take-run").report["written"] == 2


def test_while_it_works_the_page_tells_how_far_and_polls_with_and_without_scripts(
    cast: Cast, long_ways: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = work(sent(cast.alice), "check-run")
    run = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    pages: list[Any] = []
    hear = watch.Watch.hear

    def look(self: watch.Watch, step: str, done: int, of: int) -> None:
        hear(self, step, done, of)
        self._write()
        if (step, done) == ("deciding", 1):
            pages.extend((page("alice", run), page("alice", run, **{"HX-Request": "true"})))

    monkeypatch.setattr(watch.Watch, "hear", look)
    work(run, "take-run")
    whole, part = (shown.content.decode() for shown in pages)
    assert "Entry 2 of 3 is put down" in whole
    assert "Look again" in whole
    assert 'http-equiv="refresh"' not in whole
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    over = page("alice", run, **{"HX-Request": "true"})
    assert over["HX-Refresh"] == "true"
    assert page("bob", run).status_code == 404


def test_she_stops_what_works_at_its_next_row_and_nothing_of_it_stays(
    cast: Cast, long_ways: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = work(sent(cast.alice), "check-run")
    run = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    hear = watch.Watch.hear

    def stop(self: watch.Watch, step: str, done: int, of: int) -> None:
        if (step, done) == ("deciding", 1):
            stop_run(run_id=run.pk, by=cast.alice)
        hear(self, step, done, of)

    monkeypatch.setattr(watch.Watch, "hear", stop)
    run = work(run, "take-run")
    assert (run.state, run.trouble, Entry.objects.count()) == ("checked", "run-stopped", 0)
    assert "Nothing of that attempt was kept" in page("alice", run).content.decode()
    monkeypatch.setattr(watch.Watch, "hear", hear)
    take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    assert work(run, "take-run").report["written"] == 3


def test_she_stops_what_waits_at_once(cast: Cast, long_ways: None) -> None:
    run = sent(cast.alice)
    late = run.attempt
    assert stop_run(run_id=run.pk, by=cast.alice).trouble == "run-stopped"
    do_run("check-run", run.pk, late)
    assert now(run).report == {}
    assert drop_run(run_id=run.pk, by=cast.alice).state == "dropped"
    with pytest.raises(Conflict):
        stop_run(run_id=run.pk, by=cast.alice)


def test_what_went_silent_says_it_broke_off_and_begins_again(cast: Cast, long_ways: None) -> None:
    run = sent(cast.alice)
    with watch.Watch(run.pk, run.attempt):
        with pytest.raises(Conflict):
            try_run_again(run_id=run.pk, by=cast.alice)
        with pytest.raises(Conflict):
            drop_run(run_id=run.pk, by=cast.alice)
        kept = watch._path(run.pk).read_bytes()
    watch._path(run.pk).write_bytes(kept)
    before = time.time() - watch.SILENT - 1
    os.utime(watch._path(run.pk), (before, before))
    shown = page("alice", run).content.decode()
    assert "The work broke off half-way" in shown  # run-broke-off
    assert 'value="again"' in shown
    run = try_run_again(run_id=run.pk, by=cast.alice)
    assert work(run, "check-run").state == "checked"


def test_a_failure_of_ours_is_told_and_leaves_nothing(
    cast: Cast, long_ways: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = work(sent(cast.alice), "check-run")
    run = take_run(run_id=run.pk, good_rows=False, by=cast.alice)

    def break_down(*args: Any, **ways: Any) -> None:
        raise RuntimeError("as planted")

    monkeypatch.setattr(runs, "_move", break_down)
    with pytest.raises(RuntimeError, match="as planted"):
        work(run, "take-run")
    run = now(run)
    assert (run.state, run.trouble, Entry.objects.count()) == ("checked", "run-failed", 0)


def busy() -> OperationalError:
    """Return what is raised where others write for too long."""
    fault = OperationalError("database is locked")
    fault.__cause__ = sqlite3.OperationalError("database is locked")
    fault.__cause__.sqlite_errorcode = sqlite3.SQLITE_BUSY  # type: ignore[attr-defined]
    return fault


def turned_away(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Let the book be busy so many times; return the list of attempts."""
    tried: list[int] = []
    passed = runs._passed

    def give_way(run: ImportRun, by: Actor, **ways: Any) -> Any:
        tried.append(run.pk)
        if len(tried) <= times:
            raise busy()
        return passed(run, by, **ways)

    monkeypatch.setattr(runs, "_passed", give_way)
    monkeypatch.setattr(runs, "RETRY_AFTER", 0)
    return tried


def test_a_busy_book_is_waited_for(
    cast: Cast, long_ways: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = work(sent(cast.alice), "check-run")
    run = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    tried = turned_away(monkeypatch, 2)
    assert work(run, "take-run").state == "taken"
    assert (len(tried), Entry.objects.count()) == (3, 3)


def test_a_book_that_stays_busy_says_so_and_nothing_of_a_failure(
    cast: Cast, long_ways: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = work(sent(cast.alice), "check-run")
    run = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    tried = turned_away(monkeypatch, 99)
    run = work(run, "take-run")
    assert (len(tried), run.state, run.trouble) == (runs.TRIES, "checked", "database-busy")
    assert Entry.objects.count() == 0
    assert "The book is busy" in page("alice", run).content.decode()


def test_who_stops_it_while_the_book_is_busy_waits_no_longer(
    cast: Cast, long_ways: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = work(sent(cast.alice), "check-run")
    run = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    tried = turned_away(monkeypatch, 99)
    monkeypatch.setattr(runs, "RETRY_AFTER", 1)
    monkeypatch.setattr(time, "sleep", lambda _seconds: watch.ask_to_stop(run.pk, run.attempt))
    run = work(run, "take-run")
    assert (len(tried), run.state, run.trouble) == (2, "checked", "run-stopped")


def test_a_small_file_sent_while_the_book_is_busy_says_so_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = sent(cast.alice)
    turned_away(monkeypatch, 99)
    with pytest.raises(OperationalError):
        take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    assert (now(run).state, now(run).trouble) == ("checked", "database-busy")


def test_no_worker_at_all_is_told_after_a_while(cast: Cast, long_ways: None) -> None:
    run = sent(cast.alice)
    ImportRun.objects.filter(pk=run.pk).update(begun_at="2020-01-01T00:00:00Z")
    assert "No worker has taken it up yet" in page("alice", run).content.decode()  # run-not-begun


def test_a_worker_that_died_is_told_with_the_moment_and_one_that_is_busy_too(
    cast: Cast, long_ways: None
) -> None:
    run = sent(cast.alice)
    ImportRun.objects.filter(pk=run.pk).update(begun_at="2020-01-01T00:00:00Z")
    watch.worker_beats()
    assert watch.worker_lives()
    assert "the worker is at other work" in page("alice", run).content.decode()
    before = time.time() - watch.SILENT - 1
    os.utime(watch._folder() / "worker", (before, before))
    assert not watch.worker_lives()
    assert watch.worker_seen() is not None
    shown = page("alice", run).content.decode()
    assert "No worker has been at work since" in shown  # run-no-worker
    assert "No worker has been at work since" in today("alice")


def today(name: str) -> str:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(username=name))
    return str(client.get("/today/").content.decode())


def test_today_tells_her_and_nobody_else_of_her_files(cast: Cast, long_ways: None) -> None:
    run = sent(cast.alice)
    assert "At work for you" in today("alice")
    assert "march.csv" not in today("bob")
    line = page("alice", run, **{"HX-Request": "true"})
    assert "<section" in line.content.decode()
    client = Client(headers={"Accept-Language": "en", "HX-Request": "true"})
    client.force_login(User.objects.get(username="alice"))
    part = client.get(f"/entries/workbooks/{run.pk}/?line=1").content.decode()
    assert part.strip().startswith("<li")
    work(run, "check-run")
    shown = today("alice")
    assert "At work for you" not in shown
    assert "Files to take in or drop" in shown
    assert "march.csv" not in today("bob")
    over = client.get(f"/entries/workbooks/{run.pk}/?line=1")
    assert over["HX-Refresh"] == "true"


def test_a_person_who_left_meanwhile_enters_nothing(cast: Cast, long_ways: None) -> None:
    run = sent(cast.alice)
    User.objects.filter(username="alice").update(is_active=False)
    assert work(run, "check-run").state == "checking"


def test_a_sheet_of_separated_values_is_told_by_its_name() -> None:
    assert [is_csv(name) for name in ("a.CSV", "a.txt", "a.xlsx", "csv")] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.journal
@pytest.mark.long
def test_a_worker_killed_half_way_leaves_nothing_and_the_next_one_takes_all(
    committed_db: CommittedDatabase, long_ways: None, tmp_path: Path
) -> None:
    call_command("createcachetable", verbosity=0)
    cast = build_cast()
    run = hand_in(name="march.csv", content=sales(250), by=cast.alice)
    with worker(committed_db, tmp_path) as first:
        until(lambda: now(run).state == "checked", "the file is checked")
        taking = take_run(run_id=run.pk, good_rows=False, by=cast.alice).attempt
        until(lambda: (s := watch.seen(run.pk)) and s.attempt == taking, "it is being taken")
        end(first)
    assert (now(run).state, Entry.objects.count()) == ("taking", 0)
    until(lambda: not (s := watch.seen(run.pk)) or not s.lives, "it counts as broken off")
    assert "The work broke off half-way" in page("alice", run).content.decode()
    try_run_again(run_id=run.pk, by=cast.alice)
    with worker(committed_db, tmp_path):
        until(lambda: now(run).state == "taken", "the next worker has taken it")
    assert (now(run).report["written"], Entry.objects.count()) == (250, 250)


@pytest.mark.journal
def test_two_uploads_at_once_are_both_taken_whole(
    committed_db: CommittedDatabase, long_ways: None, tmp_path: Path
) -> None:
    call_command("createcachetable", verbosity=0)
    cast = build_cast()
    both = [
        hand_in(name=f"{name}.csv", content=sales(60, name), by=cast.alice) for name in ("a", "b")
    ]
    with worker(committed_db, tmp_path, WORKERS=2):
        until(lambda: {now(run).state for run in both} == {"checked"}, "both are checked")
        for run in both:
            take_run(run_id=run.pk, good_rows=False, by=cast.alice)
        until(lambda: {now(run).state for run in both} == {"taken"}, "both are taken")
    assert Entry.objects.count() == 120
    assert len({number for run in both for number in now(run).report["numbers"]}) == 120
