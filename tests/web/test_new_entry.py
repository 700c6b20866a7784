"""The form of a report: bad fields are told and kept as typed, what holds enters."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.cast import SAFEGUARDS, SYSTEM, Cast
from tests.web.browsed import said, signed_in

from tallystick.entries.models import Entry, State
from tallystick.programme.models import PairingSpan, Thing
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.recorded import value_text
from tallystick.programme.services import add_thing, set_evidence_duty
from tallystick.web.views.files import uploads

PLACED = "/entries/new/quay-fir/placement/placed/"
FORM = {
    "rows": "1",
    "on": "2020-03-31",
    "statement": "itemised",
    "source": "outside",
    "region": "xx-fir-mill",
    "partner": "xx-quay",
    "r1.place": "partner",
    "r1.post_kind": "market",
    "r1.person": "1,200",
    "r1.person/women": "500",
    "r1.placement": "1200",
    "title_en": "Placed in March",
    **{
        f"record.{code}": value_text(pipelines()["placement"].record.entry[code], value)
        for code, value in SAFEGUARDS.items()
    },
}


@pytest.fixture
def alice(cast: Cast) -> Client:
    return signed_in("alice")


def test_the_form_asks_in_the_clerks_words(alice: Client) -> None:
    for address in (PLACED, "/entries/new/", "/entries/new/quay-fir/funds/received/"):
        page = said(alice.get(address))
        visible = re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0])
        assert not re.search(r"\b(account|movement|line|outside)\b", visible.lower()), address


def test_every_step_of_every_kind_has_a_form(alice: Client) -> None:
    page = said(alice.get("/entries/new/?pairing=quay-fir"))
    links = re.findall(r'href="(/entries/new/quay-fir/[^"]+)"', page)
    # All 75 but promised, withdrawn and made, and leaving a job, which a lower level says.
    assert len(links) == 71
    for address in links:
        assert alice.get(address).status_code == 200, address


def test_a_whole_form_is_handed_on_with_its_record_and_evidence(alice: Client) -> None:
    receipt = SimpleUploadedFile("roster-hash.pdf", b"%PDF-1.4 invented")
    answer = alice.post(PLACED, {**FORM, "act": "hand_on", "evidence": receipt})
    entry = Entry.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/entries/{entry.number}/")
    assert (entry.state, entry.details) == (State.SUBMITTED, SAFEGUARDS)
    amounts = {line.unit: line.amount for line in entry.lines.all()}
    assert amounts == {"person": 1200, "person/women": 500, "placement": 1200}
    assert entry.evidence_links.count() == 1
    assert "Each worker has a written contract" in said(alice.get(answer["Location"]))


def test_every_bad_field_is_said_at_once_and_what_was_typed_is_kept(alice: Client) -> None:
    bad = {
        **FORM, "on": "soon", "region": "", "r1.person": "about 1200",
        "record.consent": "", "record.quota": "yes", "act": "hand_on",
    }  # fmt: skip
    answer = alice.post(PLACED, bad)
    page = said(answer)
    assert answer.status_code == 422
    for words in ("is no date", "about 1200", "Blocked", "is empty, or says", "No place is chosen"):
        assert words in page, words
    for field in ("f-on", "f-region", "f-r1-person", "f-record-consent", "f-record-quota"):
        assert f'href="#{field}"' in page, field
        assert f'id="{field}-e"' in page, field
    assert 'value="Placed in March"' in page
    assert not Entry.objects.exists()


def test_an_amount_that_says_nothing_hides_no_missing_proof(alice: Client) -> None:
    """place-missing"""
    bare = {name: text for name, text in FORM.items() if not name.startswith(("record.", "r1."))}
    page = said(alice.post(PLACED, {**bare, "r1.person": "about 40", "act": "hand_on"}))
    assert "Still to answer" in page
    assert "about 40" in page


def test_an_empty_form_hears_everything_at_once_and_nothing_twice(alice: Client) -> None:
    """no-lines, safeguard-unproven, record-missing"""
    bare = {"rows": "1", "on": "2020-03-31", "region": "xx-fir", "partner": "xx-quay"}
    answer = alice.post(PLACED, {**bare, "act": "hand_on"})
    page = said(answer)
    assert answer.status_code == 422
    above = page.partition('role="alert"')[2].partition("</ul>")[0]
    # What is wrong is where reading goes on, not the first field that is empty.
    assert above.startswith(' tabindex="-1" autofocus>')
    assert above.count("nobody is counted") == 1
    assert page.count("Without proof of consent and contract nobody is counted. Still") == 1
    named = set(re.findall(r'href="#(f-record-[^"]+)"', above))
    marked = set(re.findall(r'id="(f-record-[^"]+)-e"', page))
    assert named == marked
    assert len(named) > 10
    assert "There is no amount in this report" in above
    total = re.search(r"(\d+) things to mend", above)
    assert total is not None
    assert int(total[1]) == above.count('href="#')


def test_what_many_fields_lack_is_read_once_and_heard_at_each(alice: Client) -> None:
    empty = {"rows": "1", "act": "hand_on", "on": ""}
    page = alice.post("/entries/new/quay-fir/placement/placed/", empty).content.decode()
    heard = re.findall(r'<div class="([^"]*)" id="(f-record-\w+)-e"><div>Answer this', page)
    assert len(heard) > 10
    assert {shown for shown, _field in heard} == {"visually-hidden"}
    for _shown, field in heard:
        assert f'href="#{field}"' in page  # named in the one sentence above
        assert f'aria-describedby="{field}-e"' in page or f" {field}-e" in page
    # A field that lacks something of its own says so where it stands.
    assert '<div class="invalid-feedback d-block" id="f-on-e"><div>The day is missing.' in page


def test_a_missing_document_is_told_with_all_else(alice: Client, cast: Cast) -> None:
    """document-missing"""
    set_evidence_duty(
        pairing=cast.pairing, pipeline="placement", duty="required", by=SYSTEM, reason="Agreed.",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    page = said(alice.post(PLACED, {**FORM, "record.consent": "", "act": "hand_on"}))
    assert "is empty, or says" in page
    assert 'href="#f-evidence"' in page
    assert 'id="f-evidence-e"' in page


def test_a_draft_waits_for_its_proof_is_edited_and_handed_on(alice: Client) -> None:
    alice.post(PLACED, {**FORM, "record.consent": "", "act": "draft"})
    entry = Entry.objects.get()
    page = said(alice.get(f"/entries/{entry.number}/"))
    assert "Before it is handed on" in page
    edit = f"/entries/{entry.number}/edit/"
    assert 'value="1200"' in said(alice.get(edit))
    alice.post(edit, {**FORM, "version": "1", "r1.person": "1300", "act": "draft"})
    entry.refresh_from_db()
    assert (entry.version, entry.lines.get(unit="person").amount) == (2, 1300)
    assert alice.post(edit, {**FORM, "version": "1", "act": "draft"}).status_code == 409
    assert alice.post(edit, {**FORM, "act": "draft"}).status_code == 422
    page = f"/entries/{entry.number}/"
    assert alice.post(page, {"act": "submit", "version": "1"}).status_code == 409
    alice.post(page, {"act": "submit", "version": "2"})
    entry.refresh_from_db()
    assert entry.state == State.SUBMITTED
    assert alice.get(edit).status_code == 404


def test_money_is_chosen_in_its_size_never_typed_with_it(alice: Client) -> None:
    form = {
        "rows": "1", "on": "2020-03-10", "region": "xx-fir", "partner": "xx-quay",
        "r1.payer_level": "city", "r1.budget_year": "2020", "r1.CNY": "12.5", "r1.in": "10000",
        "act": "draft",
    }  # fmt: skip
    alice.post("/entries/new/quay-fir/funds/received/", form)
    assert Entry.objects.get().lines.get().amount == 125_000_00
    typed = alice.post("/entries/new/quay-fir/funds/received/", {**form, "r1.CNY": "12.5万"})
    assert typed.status_code == 422


def test_a_line_is_added_without_a_script_and_an_empty_one_is_named(alice: Client) -> None:
    """row-without-amount"""
    more = said(alice.post(PLACED, {**FORM, "act": "more"}))
    assert 'id="f-r2-person"' in more
    assert 'value="1,200"' in more
    half = alice.post(PLACED, {**FORM, "rows": "2", "r2.place": "elsewhere", "act": "draft"})
    assert "says of what, and not how much" in said(half)


def test_signing_again_goes_in_as_evidence(alice: Client, cast: Cast) -> None:
    add_thing(
        code="mill", pipeline="project", region="xx-fir-mill", name_en="Mill", name_zh="",
        by=cast.alice,
    )  # fmt: skip
    form = {
        "rows": "1", "on": "2020-03-10", "region": "xx-fir-mill", "thing": "mill",
        "r1.project": "1", "act": "hand_on",
    }  # fmt: skip
    address = "/entries/new/quay-fir/project/signed/"
    assert alice.post(address, form).status_code == 302
    refused = alice.post(address, {**form, "on": "2020-03-20"})
    assert "already reported" in said(refused)
    assert alice.post(address, {**form, "on": "2020-03-20", "again": "yes"}).status_code == 302
    assert Entry.objects.filter(lines__amount=0).count() == 1


def test_a_likely_same_project_is_shown_before_it_is_named(alice: Client, cast: Cast) -> None:
    form = {
        "pipeline": "project", "name_en": "Flour mill", "region": "xx-fir-mill",
        "record.enterprise": "Quay Foods", "back": "/entries/new/quay-fir/project/signed/",
    }  # fmt: skip
    first = alice.post("/things/new/", form)
    made = Thing.objects.get()
    assert first["Location"] == f"/entries/new/quay-fir/project/signed/?thing={made.code}"
    asked = alice.post("/things/new/", {**form, "name_en": "Flour mill project"})
    assert asked.status_code == 422
    assert "This may be there already" in said(asked)
    same = alice.post("/things/new/", {**form, f"same.{made.code}": "same"})
    assert f"thing={made.code}&again=yes" in same["Location"]
    other = {f"same.{made.code}": "other", f"why.{made.code}": "next village"}
    assert alice.post("/things/new/", {**form, **other}).status_code == 302
    assert Thing.objects.count() == 2
    elsewhere = alice.post("/things/new/", {**form, **other, "back": "https://elsewhere.example/"})
    assert "elsewhere" not in elsewhere.get("Location", "")


def test_a_thing_is_named_under_the_code_that_was_filled_in_or_another(
    alice: Client, cast: Cast
) -> None:
    year = timezone.localdate().year
    first = f"facility-{year}-001"
    fresh = alice.get("/things/new/?pipeline=facility").content.decode()
    assert f'name="code" value="{first}"' in fresh
    # Another kind is chosen: its code goes with it.
    chosen = {"pipeline": "project", "choose": "1", "code": first, "offered": first}
    assert f'value="project-{year}-001"' in alice.post("/things/new/", chosen).content.decode()
    form = {"pipeline": "facility", "region": "xx-fir-mill", "code": first, "offered": first}
    # Two were offered the same code: both name their thing, each under its own.
    for name in ("Mill hall", "Ford depot"):
        assert alice.post("/things/new/", {**form, "name_en": name}).status_code == 302
    made = dict(Thing.objects.values_list("name_en", "code"))
    assert made == {"Mill hall": first, "Ford depot": f"facility-{year}-002"}
    # A code somebody chose for another thing is refused, and what she typed is kept.
    own = {**form, "name_en": "Bridge yard", "offered": f"facility-{year}-003"}
    refused = alice.post("/things/new/", own)
    assert refused.status_code == 409
    assert f"with the code {first}" in said(refused)
    assert f'name="code" value="{first}"' in refused.content.decode()
    assert alice.post("/things/new/", {**own, "code": "bridge-yard"}).status_code == 302
    assert Thing.objects.filter(code="bridge-yard", name_en="Bridge yard").exists()
    assert "not-a-code" not in said(alice.post("/things/new/", {**own, "code": "Hof 3"}))


def test_a_draft_is_edited_in_chinese(alice: Client) -> None:
    alice.post(PLACED, {**FORM, "act": "draft"})
    edit = f"/entries/{Entry.objects.get().number}/edit/"
    page = alice.get(edit, headers={"Accept-Language": "zh-hans"})
    assert page.status_code == 200
    assert 'lang="zh-Hans"' in said(page)
    assert 'value="1200"' in said(page)


def test_a_thing_is_listed_shown_and_edited_with_its_history(alice: Client, cast: Cast) -> None:
    add_thing(
        code="mill", pipeline="project", region="xx-fir-mill", name_en="Mill", name_zh="",
        record={"enterprise": "Quay Foods"}, by=cast.alice,
    )  # fmt: skip
    assert "Quay Foods" in said(alice.get("/things/?pipeline=project"))
    edit = {
        "version": "1", "name_en": "Big mill", "record.site": "Mill town", "reason": "renamed",
        "record.enterprise": "Quay Foods",
    }  # fmt: skip
    assert alice.post("/things/mill/edit/", {**edit, "reason": ""}).status_code == 422
    assert alice.post("/things/mill/edit/", edit).status_code == 302
    assert alice.post("/things/mill/edit/", edit).status_code == 409
    page = said(alice.get("/things/mill/"))
    assert "Mill → Big mill" in page
    assert "renamed" in page


def test_who_is_no_clerk_here_finds_no_form(cast: Cast) -> None:
    for name in ("bob", "chen"):
        client = signed_in(name)
        assert client.get(PLACED).status_code == 404
    assert "Nothing to report from here" in said(signed_in("bob").get("/entries/new/"))
    client = signed_in("alice")
    for address in ("target/promised/", "report/made/", "placement/nowhere/", "smuggling/sold/"):
        assert client.get(f"/entries/new/quay-fir/{address}").status_code == 404
    assert signed_in("bob").get("/things/new/").status_code == 404


def test_what_must_be_filled_follows_from_where_it_comes_from(alice: Client) -> None:
    page = said(alice.get(PLACED))
    label = re.search(r'for="f-record-consent">[^<]*<span', page)
    assert label is not None
    carried = said(alice.get(f"{PLACED}?source=carried"))
    assert 'for="f-record-consent">' in carried
    assert label[0] not in carried


def test_files_that_are_too_large_together_are_refused_unread(
    alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """files-too-large"""
    monkeypatch.setattr(uploads, "LARGEST_BUNDLE", 30)
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.4 invented") for n in range(2)]
    answer = alice.post(PLACED, {**FORM, "act": "draft", "evidence": files})
    assert answer.status_code == 422
    assert "Send fewer of them" in said(answer)
    assert not Entry.objects.exists()
    files[0].seek(0)
    alice.post(PLACED, {**FORM, "act": "draft", "evidence": files[:1]})
    assert Entry.objects.count() == 1


def test_a_file_is_read_one_byte_beyond_what_is_taken() -> None:
    sent = SimpleUploadedFile("long.pdf", b"x" * 50)
    assert uploads.uploaded(sent, 10) == ("long.pdf", b"x" * 11)


@pytest.mark.parametrize(("days", "offered"), [(30, "quay-fir"), (-1, "east-west")])
def test_a_pairing_that_ends_in_the_future_has_not_ended(
    alice: Client, cast: Cast, days: int, offered: str
) -> None:
    last = timezone.localdate() + timedelta(days=days)
    PairingSpan.objects.filter(pairing=cast.pairing).update(valid_to=last)
    assert f'href="/entries/new/{offered}/' in said(alice.get("/entries/new/"))
