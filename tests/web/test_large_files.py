"""A file of many rows is made by the worker, as the page would hand it out to the same person."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django_q.models import OrmQ
from tests.cast import SYSTEM, Cast, carry, confirm, sale
from tests.interchange.test_long_work import beside_worker, codes, now, work_on
from tests.web.test_long_work_pages import client, page

from tallystick.access.models import Seat
from tallystick.entries.rules.reports import StatedLine
from tallystick.indicators.queries.watching import LISTS, watched, watched_count
from tallystick.interchange.models import LongWork
from tallystick.interchange.services import hand_over
from tallystick.kernel.problem import NotFound
from tallystick.programme.services import add_thing
from tallystick.web import large_files, urls
from tallystick.web.views.files.workbooks import XLSX

__all__ = ["beside_worker"]

LARGE = {"commitments-csv", "pipeline-things-csv", "watch-list-csv", "workbook-waiting"}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file of a single row be many."""
    monkeypatch.setattr(large_files, "MANY_ROWS", 0)


WAITING = "/entries/workbooks/waiting.xlsx?where=quay-fir:supporting&lang=en"


def waiting(name: str) -> Any:
    return client(name).get(WAITING)


def wanted(name: str) -> Any:
    return client(name).post(WAITING)


def test_the_files_that_may_be_large_are_marked() -> None:
    marked = {one.name for one in urls.urlpatterns if getattr(one.callback, "made_large", False)}
    assert marked == LARGE


@pytest.mark.flow
def test_a_large_workbook_is_made_for_who_asked_and_read_by_her_alone(
    cast: Cast, beside_worker: None, few: None
) -> None:
    confirm(cast, sale())
    at_once = LongWork.objects.count()
    # To look at the address begins nothing: a button does.
    told = waiting("bob")
    assert (told.status_code, LongWork.objects.count()) == (200, 0)
    assert "Make the file" in told.content.decode()
    # What is counted beforehand may be too many, and never too few.
    assert "It may have up to" in told.content.decode()
    sent = wanted("bob")
    work = LongWork.objects.get()
    assert (at_once, sent.status_code, sent.url) == (0, 302, f"/long-work/{work.pk}/")
    assert wanted("bob").url == sent.url
    assert OrmQ.objects.count() == 1
    work = work_on(work)
    assert (work.state, work.file_name) == ("done", "quay-fir-supporting-waiting.xlsx")
    got = client("bob").get(f"/long-work/{work.pk}/file/")
    book = openpyxl.load_workbook(BytesIO(got.content))
    assert len(book.sheetnames) > 1
    assert client("alice").get(f"/long-work/{work.pk}/file/").status_code == 404
    assert "Download quay-fir" in page("bob", work).content.decode()


def test_small_files_and_those_without_a_worker_stay_as_they_are(
    cast: Cast, beside_worker: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(cast, sale())
    assert waiting("bob")["Content-Type"] == XLSX
    # What is small is handed out at once, however it is asked for.
    assert wanted("bob").url == WAITING
    monkeypatch.setattr(large_files, "MANY_ROWS", 0)
    settings.WORKER = False
    assert waiting("bob").status_code == 200
    settings.WORKER = True
    # Nothing that waits, and nothing that may be seen: no work.
    assert waiting("alice").status_code == 404
    assert client("bob").get("/commitments.csv").status_code == 200
    assert not LongWork.objects.exists()


def test_what_she_may_not_see_any_more_is_not_made(
    cast: Cast, beside_worker: None, few: None
) -> None:
    confirm(cast, sale())
    wanted("bob")
    work = LongWork.objects.get()
    Seat.objects.filter(user__username="bob").update(valid_to="2020-12-31")
    assert (work_on(work).state, codes(now(work))) == ("failed", ["not-found"])


def test_no_other_address_is_opened_by_the_worker(cast: Cast, beside_worker: None) -> None:
    for path in ("/entries/workbooks/", "/nowhere/", "/sign-out/"):
        work = hand_over(kind="file", title=path, asked={"path": path, "query": ""}, by=cast.alice)
        assert codes(work_on(work)) == ["not-found"]
    with pytest.raises(NotFound):
        large_files.make_file({"path": "/", "query": "", "lang": "en"}, b"", cast.alice)


def test_no_list_has_more_rows_than_were_counted(cast: Cast) -> None:
    """Two projects were signed in March 2020 and never landed; invented."""
    for code in ("mill", "dam"):
        add_thing(
            code=code, pipeline="project", region="xx-fir-mill", name_en=code, name_zh="",
            record={"enterprise": f"{code} Ltd", "counterparty": "Fir farmers"}, by=SYSTEM,
        )  # fmt: skip
        one = StatedLine("project", 1, {}, {})
        carry(
            cast,
            sale(
                pipeline="project", move="outside>signed", thing=code, region="xx-fir-mill",
                lines=(one,), title_en=code, title_zh=code,
            ),
        )  # fmt: skip
    found = {name: len(watched(name, cast.alice)) for name in LISTS}
    assert found == {"unlanded": 2, "idle": 0}
    for name in LISTS:
        assert watched_count(name, cast.alice) >= found[name]
    assert watched_count("unlanded", cast.alice) == 2
    assert watched_count("unlanded", cast.chen) == 0
    assert watched_count("nothing", cast.alice) == 0
