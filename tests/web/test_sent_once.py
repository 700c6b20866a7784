"""One form makes one entry, however often it is sent, and nothing typed anew is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.web.browsed import name_of, signed_in

from tallystick.entries.models import Entry, State
from tallystick.web.views.entries import sent_once

pytestmark = pytest.mark.flow
SOLD = "/entries/new/quay-fir/sale/sold/"
FORM = {
    "rows": "1", "on": "2020-03-10", "region": "xx-fir", "partner": "xx-quay",
    "r1.sale_mode": "bought", "r1.CNY": "500", "title_en": "Kiwis sold", "act": "draft",
}  # fmt: skip


@pytest.fixture
def alice(cast: Cast) -> Client:
    return signed_in("alice")


def test_each_form_that_is_shown_has_its_own_name(alice: Client) -> None:
    assert name_of(alice.get(SOLD)) != name_of(alice.get(SOLD))


def test_the_same_form_sent_three_times_makes_one_draft(alice: Client) -> None:
    form = {**FORM, "form": name_of(alice.get(SOLD))}
    answers = [alice.post(SOLD, form) for _ in range(3)]
    entry = Entry.objects.get()
    assert {(one.status_code, one.url) for one in answers} == {(302, f"/entries/{entry.number}/")}
    assert "was sent before" in alice.get(f"/entries/{entry.number}/").content.decode()


def test_a_form_that_came_in_between_makes_no_second_one(
    alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """entry-id-taken"""
    form = {**FORM, "form": name_of(alice.get(SOLD))}
    alice.post(SOLD, form)
    seen, real = [], sent_once.made_by

    def late(*asked: Any) -> Entry | None:
        # At the first look the other request has not written yet.
        seen.append(asked)
        return None if len(seen) == 1 else real(*asked)

    monkeypatch.setattr(sent_once, "made_by", late)
    assert alice.post(SOLD, form).url == f"/entries/{Entry.objects.get().number}/"


def test_what_was_typed_anew_is_kept_and_may_make_another(alice: Client) -> None:
    """form-sent-before"""
    form = {**FORM, "form": name_of(alice.get(SOLD))}
    alice.post(SOLD, form)
    told = alice.post(SOLD, {**form, "r1.CNY": "700"})
    page = told.content.decode()
    assert (told.status_code, Entry.objects.count()) == (409, 1)
    assert f"made {Entry.objects.get().number}" in page
    assert 'value="700"' in page
    assert alice.post(SOLD, {**form, "r1.CNY": "700", "form": name_of(told)}).status_code == 302
    assert Entry.objects.count() == 2


def test_a_draft_whose_form_comes_back_is_handed_on(alice: Client) -> None:
    """A draft, the browser's Back, hand on."""
    form = {**FORM, "form": name_of(alice.get(SOLD))}
    alice.post(SOLD, form)
    told = alice.post(SOLD, {**form, "act": "hand_on"}, follow=True)
    entry = Entry.objects.get()
    assert entry.state == State.SUBMITTED
    assert f"{entry.number} waits for the second person" in told.content.decode()
    twice = alice.post(SOLD, {**form, "act": "hand_on"}, follow=True)
    assert f"was sent before: it made {entry.number}" in twice.content.decode()


def test_files_chosen_the_second_time_are_laid_under_the_draft(alice: Client) -> None:
    form = {**FORM, "form": name_of(alice.get(SOLD))}
    alice.post(SOLD, form)
    for _ in range(2):
        file = SimpleUploadedFile("receipt.pdf", b"%PDF-1.4 receipt %%EOF")
        assert alice.post(SOLD, {**form, "evidence": file}).status_code == 302
    entry = Entry.objects.get()
    assert (entry.state, entry.evidence_links.count()) == (State.DRAFT, 1)


def test_a_draft_is_said_anew_at_its_own_step_alone(alice: Client) -> None:
    form = {**FORM, "form": name_of(alice.get(SOLD))}
    alice.post(SOLD, form)
    elsewhere = "/entries/new/quay-fir/funds/received/"
    told = alice.post(elsewhere, {**form, "version": "1"})
    assert told.status_code == 409
    assert Entry.objects.get().pipeline == "sale"


def test_an_address_names_no_form(alice: Client) -> None:
    given = sent_once.fresh()
    assert name_of(alice.get(f"{SOLD}?form={given}&title_en=Kiwis")) != given


def test_nobody_is_led_to_what_another_person_made(alice: Client) -> None:
    form = {**FORM, "form": name_of(alice.get(SOLD))}
    alice.post(SOLD, form)
    told = signed_in("beth").post(SOLD, {**form, "title_en": "Mine"})
    assert told.status_code == 409
    assert Entry.objects.get().number not in told.content.decode()
    assert Entry.objects.count() == 1
    fresh = {**form, "title_en": "Mine", "form": name_of(told)}
    assert signed_in("beth").post(SOLD, fresh).status_code == 302
    assert Entry.objects.count() == 2
