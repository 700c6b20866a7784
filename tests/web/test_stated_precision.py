"""What is stated roughly stays so through every door, and rough halves meet at their step."""

from __future__ import annotations

from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import SYSTEM, Cast, confirm, sale
from tests.entries.test_papers import SCAN
from tests.interchange.test_workbook_matching import waiting
from tests.web.test_new_entry import said, signed_in
from tests.web.test_workbook_pages import upload

from tallystick.entries import services
from tallystick.entries.models import Entry, PaperList, State
from tallystick.entries.queries import entry_json
from tallystick.entries.services import draw_list
from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.sheets.take_entries import take_entries
from tallystick.interchange.sheets.vocabulary import shipped
from tallystick.kernel.actor import Actor
from tallystick.programme.services import set_matching_policy

SOLD = "/entries/new/quay-fir/sale/sold/"
FORM = {
    "rows": "1", "on": "2020-03-10", "statement": "itemised", "source": "outside",
    "region": "xx-fir", "partner": "xx-quay", "r1.sale_mode": "bought", "r1.channel": "online",
    "r1.CNY": "2.5", "r1.in": "100000000", "act": "hand_on", "title_en": "Kiwis sold",
}  # fmt: skip
CSV = (
    "entry,pairing,side,region,partner,pipeline,move,statement,on,unit,amount,sale_mode,channel\n"
    "q-1,quay-fir,supporting,xx-fir,xx-quay,sale,outside>sold,itemised,2020-03-11,CNY,"
    "{amount},bought,online\n"
)


@pytest.fixture
def alice(cast: Cast) -> Client:
    return signed_in("alice")


def by_csv(amount: str, by: Actor) -> Entry:
    """Enter Quay's half by file."""
    file = StringIO(CSV.format(amount=amount)).read().encode()
    report = take_entries(read_entries(file, vocabulary=shipped()), by=by)
    assert report.problems == ()
    return Entry.objects.get(own_reference="q-1")


def stated(entry: Entry) -> tuple[int, int]:
    line = Entry.objects.get(pk=entry.pk).lines.get()
    return line.amount, line.precision


@pytest.mark.parametrize(
    ("figure", "of_form", "of_file"),
    [
        ("248600000", State.PAIRED, State.POSTED),
        ("2.486亿", State.PAIRED, State.POSTED),
        # The control: the plain figure is another one at a tenth of 亿 too.
        ("238600000", State.DISPUTED, State.PAIRED),
    ],
)
def test_a_form_in_its_magnitude_meets_a_file_at_the_coarser_step(
    alice: Client, cast: Cast, figure: str, of_form: str, of_file: str
) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="both", by=SYSTEM
    )
    assert alice.post(SOLD, FORM).status_code == 302
    rough = Entry.objects.get()
    services.confirm_entry(entry_id=rough.pk, version=1, by=cast.ann)
    fine = by_csv(figure, cast.beth)
    services.confirm_entry(entry_id=fine.pk, version=1, by=cast.ben)
    states = dict(Entry.objects.values_list("side", "state"))
    # Unequal halves: the finer one leads, whichever side states it.
    expected = {"supported": of_form, "supporting": of_file}
    if figure == "238600000":
        assert sorted(states.values()) == sorted(expected.values())
    else:
        assert states == expected


def test_a_draft_kept_again_in_its_form_is_as_rough_as_before(alice: Client) -> None:
    alice.post(SOLD, {**FORM, "act": "draft"})
    entry = Entry.objects.get()
    assert stated(entry) == (250_000_000_00, 10_000_000_00)
    edit = f"/entries/{entry.number}/edit/"
    page = said(alice.get(edit))
    assert 'value="2.5"' in page
    assert '<option value="100000000" selected>' in page
    alice.post(edit, {**FORM, "title_en": "Kiwis and tea", "version": "1", "act": "draft"})
    assert stated(entry) == (250_000_000_00, 10_000_000_00)
    # Typed with the word in plain yuan it says the same, and comes back in its magnitude.
    words = {**FORM, "r1.CNY": "2.5亿", "r1.in": "1", "version": "2", "act": "draft"}
    alice.post(edit, words)
    assert stated(entry) == (250_000_000_00, 10_000_000_00)
    exact = {**FORM, "r1.CNY": "250,000,000", "r1.in": "1", "version": "3", "act": "draft"}
    alice.post(edit, exact)
    assert stated(entry) == (250_000_000_00, 1)
    assert 'value="250000000"' in said(alice.get(edit))


def test_a_counter_figure_that_says_the_same_roughly_disputes_nothing(cast: Cast) -> None:
    entry = confirm(cast, sale(248_600_000_00))
    form = {"act": "dispute", "version": "1", "reason": "ours is rounder"}
    bob = signed_in("bob")
    same = bob.post(f"/entries/{entry.number}/", {**form, "counter-1": "2.5亿"})
    assert same.status_code == 422
    bob.post(f"/entries/{entry.number}/", {**form, "counter-1": "2.6亿"})
    assert entry.acts.get(verb="disputed").counter == [{"n": 1, "amount": 260_000_000_00}]


def test_a_list_on_paper_says_the_step_and_names_every_bad_figure_at_its_entry(
    alice: Client, cast: Cast
) -> None:
    """scan-missing"""
    alice.post(SOLD, FORM)
    rough = Entry.objects.get()
    services.confirm_entry(entry_id=rough.pk, version=1, by=cast.ann)
    other = confirm(cast, sale(100_00))
    paper = draw_list(pairing="quay-fir", side="supporting", by=cast.beth)
    beth, here = signed_in("beth"), f"/entries/paper/{paper.code}/"
    assert "stated to 10.0 million yuan" in said(beth.get(here))
    form = {
        "act": "record", "signer": "Zhou Wen", "signer_post": "Deputy head",
        "signed_on": f"{timezone.localdate(paper.made_at)}",
        f"answer-{rough.number}": "differ", f"figure-{rough.number}-1": "about 3",
        f"reason-{rough.number}": "our sheet", f"answer-{other.number}": "differ",
        f"figure-{other.number}-1": "many",
    }  # fmt: skip
    answer = beth.post(here, form)
    page = said(answer)
    assert answer.status_code == 422
    for words in ("about 3", "many", f"{rough.number}: ", f"{other.number}: ", "No scan was"):
        assert words in page, words
    assert 'value="our sheet"' in page
    assert 'value="Zhou Wen"' in page
    form[f"figure-{rough.number}-1"] = "2.6亿"
    form[f"figure-{other.number}-1"] = "100"
    scan = {"scan": upload(SCAN, "list.pdf")}
    same = beth.post(here, {**form, **scan, f"reason-{other.number}": "same"})
    assert same.status_code == 422
    assert f"{other.number}: " in said(same)
    form[f"answer-{other.number}"] = "agree"
    assert beth.post(here, {**form, "scan": upload(SCAN, "list.pdf")}).status_code == 302
    counters = [row["counter"] for row in PaperList.objects.get().answers or ()]
    assert [[1, 260_000_000_00]] in counters


def test_a_file_of_what_waits_says_the_step_and_so_does_the_command_line(
    alice: Client, cast: Cast
) -> None:
    alice.post(SOLD, FORM)
    rough = Entry.objects.get()
    services.confirm_entry(entry_id=rough.pk, version=1, by=cast.ann)
    cells = {str(cell.value) for row in waiting(cast.bob)["Waiting"].iter_rows() for cell in row}
    assert "yuan; stated to 10,000,000.00" in cells
    told = {"unit": "CNY", "amount": 250_000_000, "stated_to": 10_000_000}
    assert entry_json(Entry.objects.get())["lines"] == [told]
    exact = services.draft_entry(report=sale(100_00), by=cast.alice)
    assert entry_json(exact)["lines"] == [{"unit": "CNY", "amount": 100}]
