"""What a stand-in may do for a head who is away ends with the last day, whatever was open then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast
from tests.exchanges.test_announcements import hold

from tallystick.access.models import Seat, User
from tallystick.access.queries import actor_of
from tallystick.access.services import delegate_seat
from tallystick.exchanges.models import Announcement, Commitment
from tallystick.exchanges.services import (
    draft_announcement,
    edit_announcement,
    publish_announcement,
    settle_commitment,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden

TODAY = timezone.localdate()
Do = Callable[[Actor], object]


def stand_in(cast: Cast, since: date, until: date) -> User:
    """Let Beth, a clerk of Quay, stand in for Bill, its head."""
    beth = User.objects.get(username="beth")
    seat = Seat.objects.get(user__username="bill", role="head")
    delegate_seat(seat=seat, to=beth, since=since, until=until, by=cast.bill, why="leave")
    return beth


def drafted(cast: Cast) -> Announcement:
    one = draft_announcement(meeting=hold(cast), side="supporting", by=cast.beth)
    texts = {"body_en": "They met.", "body_zh": "两地会见。"}
    return edit_announcement(announcement=one, texts=texts, edit=0, by=cast.beth)


def test_a_stand_in_publishes_and_settles_until_the_last_day_and_not_after(cast: Cast) -> None:
    beth, one = stand_in(cast, TODAY, TODAY + timedelta(2)), drafted(cast)
    made = Commitment.objects.get()
    ends: dict[str, Do] = {
        "publish": lambda by: publish_announcement(announcement=one, edit=one.edit, by=by),
        "settle": lambda by: settle_commitment(
            commitment=made, state="dropped", on=TODAY, reason="moot", by=by
        ),
    }
    for do in ends.values():
        with pytest.raises(Forbidden):
            do(actor_of(beth, on=TODAY + timedelta(3)))
        with pytest.raises(Forbidden):
            do(actor_of(beth, on=TODAY - timedelta(1)))
    for do in ends.values():
        do(actor_of(beth, on=TODAY + timedelta(2)))
    one.refresh_from_db()
    assert (one.state, one.published_by) == ("published", beth)


def test_a_form_that_was_opened_before_the_end_does_nothing_after_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    beth, one = stand_in(cast, TODAY, TODAY + timedelta(2)), drafted(cast)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(beth)
    address = f"/announcements/{one.code}/"
    assert 'value="publish"' in client.get(address).content.decode()
    # The office ends it while the page is open.
    days = {"valid_from": TODAY - timedelta(9), "valid_to": TODAY - timedelta(1)}
    Seat.objects.filter(stands_for__isnull=False).update(**days)
    answer = client.post(address, {"act": "publish", "edit": one.edit})
    assert answer.status_code == 403
    one.refresh_from_db()
    assert one.state == "draft"
    assert 'value="publish"' not in client.get(address).content.decode()
