"""The pages of workbooks and printed lists, as the clerk, the matcher and a stranger use them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import Cast, confirm, sale
from tests.interchange.test_workbook_matching import AGREE, TOP, answer, sent
from tests.interchange.workbooks import SALE, fill
from tests.interchange.workbooks import TOP as FIRST_ROW

from tallystick.access.models import User
from tallystick.entries.models import Entry, PaperList, State
from tallystick.interchange.models import ImportRun
from tallystick.programme.models import ReportingDuty
from tallystick.programme.rules.reporting import last_ended

pytestmark = pytest.mark.usefixtures("cast")
HERE = "/entries/workbooks/"
MONTH = f"{timezone.localdate():%Y-%m}"


def signed_in(name: str, lang: str = "en") -> Client:
    client = Client(headers={"Accept-Language": lang})
    User.objects.filter(username=name).update(language=lang)
    client.force_login(User.objects.get(username=name))
    return client


def upload(content: bytes, name: str = "book.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def downloaded(client: Client, side: str = "supported") -> openpyxl.Workbook:
    where = f"where=quay-fir:{side}"
    found = client.get(f"{HERE}blank.xlsx?{where}&period=2020-03&lang=en")
    assert found.status_code == 200
    assert "attachment" in found["Content-Disposition"]
    return openpyxl.load_workbook(BytesIO(found.content))


def test_a_clerk_downloads_sends_back_sees_what_is_wrong_and_takes_the_good_rows(
    cast: Cast,
) -> None:
    alice = signed_in("alice")
    assert "quay-fir:supported" in alice.get(HERE).content.decode()
    book = downloaded(alice)
    fill(book["Sale"], FIRST_ROW, **SALE)
    fill(book["Sale"], FIRST_ROW + 1, **{**SALE, "CNY": "12.5万人"})
    answer_to = alice.post(HERE, {"file": upload(sent(book))}, follow=True)
    page = answer_to.content.decode()
    assert "Sale!" in page
    assert "12.5万人" in page
    assert Entry.objects.count() == 0
    run = ImportRun.objects.get()
    marked = alice.get(f"{HERE}{run.pk}/marked.xlsx")
    assert 'filename="book-marked.xlsx"' in marked["Content-Disposition"]
    assert openpyxl.load_workbook(BytesIO(marked.content)).active.title == "Sale"
    assert openpyxl.load_workbook(BytesIO(marked.content)).sheetnames[0] == "Read me"
    after = alice.post(f"{HERE}{run.pk}/", {"act": "good"}, follow=True)
    assert Entry.objects.get().number in after.content.decode()


def run_page(client: Client, *rows: dict[str, object], query: str = "") -> str:
    book = downloaded(client)
    for n, row in enumerate(rows):
        fill(book["Sale"], FIRST_ROW + n, **{**SALE, **row})
    client.post(HERE, {"file": upload(sent(book))})
    run = ImportRun.objects.first()
    assert run is not None
    return client.get(f"{HERE}{run.pk}/{query}").content.decode()


def test_before_she_takes_it_she_sees_each_row_and_the_sums(cast: Cast) -> None:
    alice = signed_in("alice")
    page = run_page(alice, {"CNY": 1234.5}, {"CNY": 8000, "title": "Nuts sold"}, {"CNY": "many"})
    assert "9,234.50" in page
    assert "Nuts sold" in page
    assert "1 entry with cells to mend is in no sum." in page
    assert "Take the 2 good entries" in page
    faulty = run_page(alice, {}, {"CNY": "many"}, query="?rows=faulty")
    assert "Kiwis sold" not in faulty
    assert "Sale!" in faulty


@pytest.mark.parametrize(
    ("lang", "head"), [("en", "1 cell to mend"), ("zh-hans", "1个单元格待修改")]
)
def test_the_cells_to_mend_are_read_before_the_file_is_dropped(
    cast: Cast, lang: str, head: str
) -> None:
    page = run_page(signed_in("alice", lang), {}, {"CNY": "many"})
    assert head in page
    assert page.index('id="wrong"') < page.index('value="drop"')


def test_what_is_wrong_with_a_whole_file_is_no_cell(cast: Cast) -> None:
    alice = signed_in("alice")
    alice.post(HERE, {"file": upload(b"entry,pairing,no_such_column\nq-1,quay-fir,2\n", "q.csv")})
    run = ImportRun.objects.get()
    page = alice.get(f"{HERE}{run.pk}/").content.decode()
    assert 'id="wrong">What is wrong<' in page
    assert "cell to mend" not in page


def test_a_file_in_order_is_taken_before_anything_else_is_read(cast: Cast) -> None:
    page = run_page(signed_in("alice"), {})
    assert "to mend" not in page
    assert page.index('value="take"') < page.index('id="what"')


def test_what_stands_already_is_said_and_not_offered_again(cast: Cast) -> None:
    alice = signed_in("alice")
    book = downloaded(alice)
    fill(book["Sale"], FIRST_ROW, **{**SALE, "number": "mine-1"})
    content = sent(book)
    alice.post(HERE, {"file": upload(content)})
    first = ImportRun.objects.get()
    alice.post(f"{HERE}{first.pk}/", {"act": "take"})
    alice.post(HERE, {"file": upload(content)})
    again = ImportRun.objects.first()
    assert again is not None
    page = alice.get(f"{HERE}{again.pk}/").content.decode()
    assert "Stands already" in page
    assert "nothing of this file would enter" in page
    assert 'value="take"' not in page
    taken = alice.get(f"{HERE}{first.pk}/").content.decode()
    assert "What entered, in sums" in taken


def test_the_rows_come_in_pages_and_ask_no_more_for_more_of_them(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    alice = signed_in("alice")
    run_page(alice, {})
    few = ImportRun.objects.first()
    run_page(alice, *({"CNY": n + 1} for n in range(60)))
    many = ImportRun.objects.first()
    assert few is not None
    assert many is not None
    with CaptureQueriesContext(connection) as asked:
        alice.get(f"{HERE}{few.pk}/")
    with django_assert_num_queries(len(asked)):
        page = alice.get(f"{HERE}{many.pk}/").content.decode()
    assert "Rows after" in page
    assert "Rows before" not in page
    assert page.count("Kiwis sold") == 50
    assert "1,830.00" in page
    assert alice.get(f"{HERE}{many.pk}/?page=2").content.decode().count("Kiwis sold") == 10


def test_the_run_of_somebody_else_is_not_there(cast: Cast) -> None:
    alice = signed_in("alice")
    alice.post(HERE, {"file": upload(b"%PDF-1.4", "a.pdf")})
    run = ImportRun.objects.get()
    for name in ("ann", "bob", "chen"):
        other = signed_in(name)
        assert other.get(f"{HERE}{run.pk}/").status_code == 404
        assert other.post(f"{HERE}{run.pk}/", {"act": "drop"}).status_code == 404
        assert run.name not in other.get(HERE).content.decode()
    page = alice.get(f"{HERE}{run.pk}/").content.decode()
    assert "This is no workbook" in page
    alice.post(f"{HERE}{run.pk}/", {"act": "drop"})
    run.refresh_from_db()
    assert run.state == "dropped"


@pytest.mark.parametrize("written", ["2020-Q1", "2020q1", "2020年第一季度"])
def test_a_workbook_is_for_a_quarter_as_deadlines_are(cast: Cast, written: str) -> None:
    alice = signed_in("alice")
    asked = {"where": "quay-fir:supported", "period": written, "lang": "en"}
    found = alice.get(f"{HERE}blank.xlsx", asked)
    assert 'filename="quay-fir-supported-2020-Q1.xlsx"' in found["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(found.content))
    for row, day in enumerate(("2020-01-20", "2020-03-20", "2020-04-01"), FIRST_ROW):
        fill(book["Sale"], row, **{**SALE, "on": day})
    alice.post(HERE, {"file": upload(sent(book))}, follow=True)
    report = ImportRun.objects.get().report
    assert [one["code"] for one in report["problems"]] == ["day-outside-period"]
    assert report["accepted"] == 2


def test_what_was_chosen_stands_again_where_the_period_is_refused(cast: Cast) -> None:
    asked = "where=quay-fir%3Asupported&period=soon&lang=both&sheet=funds"
    page = signed_in("alice").get(f"{HERE}blank.xlsx?{asked}", follow=True).content.decode()
    assert 'name="period" value="soon"' in page
    for chosen in ("quay-fir:supported", "both", "funds"):
        assert f'<option value="{chosen}" selected>' in page


def test_nobody_downloads_for_a_side_she_does_not_enter_for(cast: Cast) -> None:
    for name in ("bob", "ann", "chen"):
        where = "where=quay-fir:supported&period=2020-03&lang=en"
        assert signed_in(name).get(f"{HERE}blank.xlsx?{where}").status_code == 404
    told = signed_in("alice").get(
        f"{HERE}blank.xlsx?where=quay-fir:supported&period=soon&lang=en", follow=True
    )
    assert "no period" in told.content.decode()
    assert signed_in("alice").post(HERE, follow=True).status_code == 200


def test_a_matcher_answers_in_a_file_and_sees_what_came_of_each_row(cast: Cast) -> None:
    confirm(cast, sale(100_00))
    bob = signed_in("bob")
    found = bob.get(f"{HERE}waiting.xlsx?where=quay-fir:supporting&lang=en")
    book = openpyxl.load_workbook(BytesIO(found.content))
    answer(book, TOP, **AGREE)
    bob.post(HERE, {"file": upload(sent(book))})
    run = ImportRun.objects.get()
    assert run.kind == "matching"
    page = bob.post(f"{HERE}{run.pk}/", {"act": "take"}, follow=True).content.decode()
    assert "matched" in page
    assert Entry.objects.get().state == State.POSTED


def test_a_list_is_drawn_printed_in_capitals_recorded_and_checked(cast: Cast) -> None:
    entry = confirm(cast, sale(107_000_53))
    beth = signed_in("beth", "zh-hans")
    beth.post("/entries/paper/", {"where": "quay-fir:supporting"})
    paper = PaperList.objects.get()
    here = f"/entries/paper/{paper.code}/"
    page = beth.get(here).content.decode()
    assert "107,000.53" in page
    assert "壹拾万柒仟元伍角叁分" in page
    assert paper.sha256 in page
    form = {
        "act": "record", "signer": "Zhou Wen", "signer_post": "Deputy head",
        "signed_on": f"{timezone.localdate()}", f"answer-{entry.number}": "agree",
    }  # fmt: skip
    assert beth.post(here, form).status_code == 422
    form["scan"] = upload(b"%PDF-1.4\n%INVENTED\n%%EOF\n", "list.pdf")  # type: ignore[assignment]
    beth.post(here, form)
    assert beth.post(here, {"act": "check"}).status_code == 403
    bob = signed_in("bob")
    assert here in bob.get("/today/").content.decode()
    bob.post(here, {"act": "return", "reason": "It says 107,000."})
    assert "It says 107,000." in beth.get("/today/").content.decode()
    form |= {f"answer-{entry.number}": "differ", f"figure-{entry.number}-1": "7.5万"}
    del form["scan"]
    refused = beth.post(here, form)
    assert refused.status_code == 422
    assert "7.5万" in refused.content.decode()
    beth.post(here, {**form, f"reason-{entry.number}": "Our own sheet says so."})
    seen = bob.get(here).content.decode()
    assert "75,000.00" in seen
    assert "Our own sheet says so." in seen
    # What was recorded stands in the form of who recorded it: she mends, and does not type anew.
    assert 'value="75000' in beth.get(here).content.decode()
    beth.post(here, {**form, f"answer-{entry.number}": "agree"})
    checked = signed_in("bob").post(here, {"act": "check"}, follow=True)
    assert "Zhou Wen" in checked.content.decode()
    entry.refresh_from_db()
    assert entry.state == State.POSTED
    assert signed_in("chen").get(here).status_code == 404


@pytest.mark.parametrize("cadence", ["", "quarterly", "yearly"])
def test_the_period_that_is_due_is_offered(cast: Cast, cadence: str) -> None:
    if cadence:
        ReportingDuty.objects.create(
            pairing=cast.pairing, pipeline="", cadence=cadence, reporter="either",
            report_days=10, match_days=10, since=date(2019, 1, 1),
        )  # fmt: skip
    due = last_ended([cadence or "monthly"], timezone.localdate())
    assert f'name="period" value="{due}"' in signed_in("alice").get(HERE).content.decode()
