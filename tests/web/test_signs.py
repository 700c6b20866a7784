"""Signs that cannot be seen: refused where they are typed, shown by name on every page."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, enter, sale
from tests.example import Installation

from tallystick.access.models import User
from tallystick.entries.models import Entry
from tallystick.kernel.problem import Refused


def test_a_title_that_turns_its_reader_round_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        enter(cast, sale(title_en="Tea \u202eworks", title_zh="茶\x07厂", reason="a\x1b[2J"))
    assert [(p.code, p.path) for p in refused.value.problems] == [
        ("text-control-sign", field) for field in ("title_en", "title_zh", "reason")
    ]


def test_what_was_kept_before_is_shown_by_name(on_example: Installation) -> None:
    seen = Entry.objects.filter(pairing__code="dalian-liupanshui", state="posted")
    entry = seen.order_by("-changed_at").first()
    assert entry is not None
    Entry.objects.filter(pk=entry.pk).update(title_en="Tea\u200bworks \u202e2019")
    client = Client()
    client.force_login(User.objects.get(username="chen.xiaolan"))
    for path in (f"/entries/{entry.number}/", "/entries/?state=posted"):
        page = client.get(path).content.decode()
        assert "Tea⟨U+200B⟩works ⟨U+202E⟩2019" in page
        assert "\u202e" not in page


def test_a_sign_that_ends_a_text_early_is_no_question(on_example: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username="chen.xiaolan"))
    assert client.get("/entries/?state=%00").status_code == 400
    assert client.post("/sign-in/", {"username": "a\0b", "password": "c"}).status_code == 400
    assert client.get("/entries/").status_code == 200
