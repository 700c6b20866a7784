"""A month's rows in one table: pasted, checked at once, reviewed, taken in. Invented figures."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast

from tallystick.access.models import User
from tallystick.entries.models import Entry
from tallystick.interchange.models import ImportRun
from tallystick.web.views.entries import entry_table

pytestmark = pytest.mark.usefixtures("cast")
HERE = "/entries/table/quay-fir/sale/"
USUAL = {"usual.region": "xx-fir", "usual.partner": "xx-quay", "usual.statement": "itemised"}


def signed_in(name: str, lang: str = "en") -> Client:
    client = Client(headers={"Accept-Language": lang})
    User.objects.filter(username=name).update(language=lang)
    client.force_login(User.objects.get(username=name))
    return client


def sent(client: Client, *rows: str, act: str = "check", **more: str) -> str:
    form = {"act": act, "period": "2020-03", "text": "\n".join([CODES, *rows]), **USUAL, **more}
    return str(client.post(HERE, form).content.decode())


CODES = "on\tunit:CNY\tdim:sale_mode\tdim:channel\ttitle"
GOOD = "2020-03-10\t125万\tbought\tonline\tKiwis sold"


def test_an_empty_table_shows_its_columns_in_both_languages(cast: Cast) -> None:
    page = signed_in("alice").get(f"{HERE}?period=2020-03").content.decode()
    assert "data-grid" in page
    assert "Check the rows" in page
    chinese = signed_in("alice", "zh").get(HERE).content.decode()
    assert "检查各行" in chinese


def test_what_is_in_order_reads_back_and_is_reviewed_before_it_enters(cast: Cast) -> None:
    alice = signed_in("alice")
    page = sent(alice, GOOD, GOOD.replace("125万", "3,000"))
    assert "2 rows in order" in page
    assert "1.25 million yuan" in page
    assert "Review 2 rows" in page
    assert Entry.objects.count() == 0
    sent(alice, GOOD, act="review")
    run = ImportRun.objects.get()
    review = alice.get(f"/entries/workbooks/{run.pk}/").content.decode()
    assert "Take 1 entry in" in review
    assert f"{HERE}?run={run.pk}" in review
    alice.post(f"/entries/workbooks/{run.pk}/", {"act": "take"})
    assert Entry.objects.get().title_en == "Kiwis sold"
    again = sent(alice, GOOD)
    assert "1 stands already and is not counted again" in again


def test_every_bad_cell_is_marked_and_all_that_was_typed_is_still_there(cast: Cast) -> None:
    bad = "03/04/2020\tmany\tbought\tby moonlight\tNuts sold"
    answer = signed_in("alice").post(
        HERE, {"act": "check", "period": "2020-03", "text": f"{CODES}\n{GOOD}\n{bad}", **USUAL}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "3 cells to mend" in page
    assert page.count('class="n bad"') + page.count('class=" bad"') == 3
    for words in ("03/04/2020", "many", "by moonlight", "Nuts sold"):
        assert words in page
    assert "Go on with the 1 row in order" in page


def test_what_a_row_lacks_in_a_hidden_column_brings_that_column_out(cast: Cast) -> None:
    alice, where = signed_in("alice"), "/entries/table/quay-fir/placement/"
    assert "Each worker agreed in writing" not in alice.get(where).content.decode()
    row = "on\tunit:person\tunit:placement\n2020-03-10\t12\t12"
    form = {"act": "check", "period": "2020-03", "text": row, **USUAL}
    page = alice.post(where, {**form, "usual.move": "outside>placed"}).content.decode()
    assert "Each worker agreed in writing" in page


def test_a_number_is_in_the_unit_that_was_chosen_for_its_column(cast: Cast) -> None:
    page = sent(signed_in("alice"), GOOD.replace("125万", "2.5"), **{"in.CNY": "亿"})
    assert "250.0 million yuan" in page


def test_a_wrong_month_is_told_and_keeps_the_rows(cast: Cast) -> None:
    page = sent(signed_in("alice"), GOOD, period="soon")
    assert "Kiwis sold" in page
    assert 'id="f-period-e"' in page


def test_more_rows_than_a_page_shows_go_on_as_a_file(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_table, "SHOWN", 2)
    sent(signed_in("alice"), GOOD, GOOD, GOOD)
    assert ImportRun.objects.get().report["accepted"] == 3


def test_hostile_cells_are_shown_and_do_nothing(cast: Cast) -> None:
    row = "2020-03-10\t=cmd|'/c calc'\tbought\tonline\t<script>alert(1)</script>"
    page = sent(signed_in("alice"), row)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_table_comes_back_to_its_writer_and_to_nobody_else(cast: Cast) -> None:
    alice = signed_in("alice")
    sent(alice, GOOD, act="review")
    run = ImportRun.objects.get()
    assert "Kiwis sold" in alice.get(f"{HERE}?run={run.pk}").content.decode()
    assert signed_in("ann").get(f"{HERE}?run={run.pk}").status_code == 404
    assert alice.get(f"{HERE}?run=999").status_code == 404


def test_who_enters_nothing_finds_no_table(cast: Cast) -> None:
    assert signed_in("chen").get(HERE).status_code == 404
    assert signed_in("alice").get("/entries/table/quay-fir/target/").status_code == 404
    assert signed_in("alice").get("/entries/table/nowhere/sale/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("unit=CNY&n=1250000", "1,250,000.00 yuan = 1.25 million yuan = 125万元"),
        ("unit=CNY&n=１２５&in=万", "1,250,000.00 yuan = 1.25 million yuan"),
        ("unit=CNY&n=many", "no number"),
        ("unit=nothing&n=1", ""),
    ],
)
def test_a_number_is_read_back_as_the_server_will_keep_it(
    cast: Cast, asked: str, said: str
) -> None:
    assert said in signed_in("alice").get(f"/entries/read-back/?{asked}").content.decode()
