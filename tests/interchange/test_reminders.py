"""One letter a person a working day, through a real mail server; never a figure in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from tests.cast import SYSTEM, Cast, confirm, enter, sale
from tests.mail import MailServer, mail_server

from tallystick.access.models import Act, Person, PersonKey, User
from tallystick.access.queries import actor_of
from tallystick.access.services import mail_address, set_reminders
from tallystick.interchange.models import Reminder
from tallystick.interchange.queries import what_waits
from tallystick.interchange.services import remind_people
from tallystick.kernel.problem import Forbidden, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.flow]
# A Monday, a Tuesday and the Saturday after, all at half past eight in the programme's zone.
MONDAY = datetime(2020, 3, 16, 0, 30, tzinfo=UTC)
TUESDAY = datetime(2020, 3, 17, 0, 30, tzinfo=UTC)
SATURDAY = datetime(2020, 3, 21, 0, 30, tzinfo=UTC)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server(settings) as kept:
        yield kept


def user(name: str) -> User:
    return User.objects.get(username=name)


def reachable(*names: str, language: str = "en") -> None:
    for name in names:
        User.objects.filter(username=name).update(language=language)
        found = user(name)
        by = actor_of(found, on=date(2020, 1, 1))
        set_reminders(user=found, wanted=True, email=f"{name}@office.example", by=by)


def run(at: datetime = MONDAY, **ways: Any) -> dict[str, str]:
    return {row.user.username: row.outcome for row in remind_people(by=SYSTEM, at=at, **ways).rows}


def test_whoever_must_act_gets_one_letter_a_day_and_nobody_else(
    cast: Cast, server: MailServer
) -> None:
    reachable("ann", "bob", "alice", "chen")
    confirm(cast, sale())
    assert run() == {"bob": "sent"}
    (letter,) = server.taken
    assert letter.to == ["bob@office.example"]
    assert "Bob, this waits for you" in letter.text
    assert "Entries to match\n  https://tally.office.example/entries/" in letter.text
    enter(cast, sale(700_00))
    assert run() == {"ann": "sent", "bob": "sent_today"}
    assert run() == {"ann": "sent_today", "bob": "sent_today"}
    assert len(server.taken) == 2
    assert run(TUESDAY) == {"ann": "sent", "bob": "sent"}
    assert [act.after for act in Act.objects.filter(action="interchange.remind")].count(
        {"kinds": ["match"]}
    ) == 2


def test_no_figure_place_or_title_leaves_the_house(cast: Cast, server: MailServer) -> None:
    reachable("bob")
    confirm(cast, sale(123_456_00, title_en="Kiwis for Quay"))
    run()
    (letter,) = server.taken
    text = letter.text
    assert not re.search(r"\d", text)
    assert not any(word in text for word in ("Kiwi", "Quay", "Fir", "yuan", "CNY"))
    assert letter.letter["Auto-Submitted"] == "auto-generated"


def test_each_reads_it_in_her_own_language(cast: Cast, server: MailServer) -> None:
    reachable("bob", language="zh-hans")
    confirm(cast, sale())
    run()
    (letter,) = server.taken
    assert letter.letter["Subject"] == "Tallystick：有事项待您处理"
    assert "待核对的记录" in letter.text
    assert "Entries" not in letter.text


@pytest.mark.parametrize(("code", "said"), [("en", "Bob, this waits for you"), ("zh-hans", "鲍勃")])
def test_who_chose_no_language_reads_that_of_the_installation(
    cast: Cast, server: MailServer, settings: Any, code: str, said: str
) -> None:
    settings.LANGUAGE_CODE = code
    User.objects.filter(username="bob").update(name_zh="鲍勃")
    reachable("bob", language="")
    confirm(cast, sale())
    # Whoever runs it may read another language.
    with translation.override("en" if code != "en" else "zh-hans"):
        run()
    (letter,) = server.taken
    assert said in letter.text
    assert ("Entries to match" in letter.text) == (code == "en")


def test_whoever_declined_or_left_no_address_or_rests_gets_none(
    cast: Cast, server: MailServer
) -> None:
    confirm(cast, sale())
    assert run() == {"bob": "no_address"}
    reachable("bob")
    assert run(SATURDAY) == {"bob": "no_working_day"}
    set_reminders(user=user("bob"), wanted=False, by=cast.bob)
    assert run() == {"bob": "declined"}
    assert Act.objects.get(action="access.set_reminders").after == {"wants_reminders": False}
    assert server.taken == []
    assert not Reminder.objects.exists()


def test_a_trial_run_sends_nothing_and_opens_no_address(cast: Cast, server: MailServer) -> None:
    reachable("bob")
    confirm(cast, sale())
    assert run(dry_run=True) == {"bob": "due"}
    assert server.taken == []
    assert not Act.objects.filter(action="access.read_person").exists()


def test_a_refused_address_is_told_and_tried_again_and_others_get_theirs(
    cast: Cast, server: MailServer
) -> None:
    reachable("ann", "bob")
    confirm(cast, sale())
    enter(cast, sale(700_00))
    server.refuse.add("ann@office.example")
    report = remind_people(by=SYSTEM, at=MONDAY)
    assert [(row.user.username, row.outcome) for row in report.rows] == [
        ("ann", "failed"),
        ("bob", "sent"),
    ]
    (problem,) = report.problems
    assert (problem.code, problem.params) == ("letter-refused", {"who": "ann", "said": "550"})
    server.refuse.clear()
    assert run() == {"ann": "sent", "bob": "sent_today"}


def test_a_damaged_address_takes_the_letter_from_her_alone(cast: Cast, server: MailServer) -> None:
    reachable("ann", "bob")
    confirm(cast, sale())
    confirm(cast, sale(side="supporting"))
    Person.objects.filter(user__username="ann").update(fields=b"damaged")
    assert run(MONDAY) == {"ann": "unreadable", "bob": "sent"}
    report = remind_people(by=SYSTEM, at=MONDAY)
    assert [(p.code, p.params["who"]) for p in report.problems] == [("address-unreadable", "ann")]
    # What is damaged is lost: she gives her address anew, and the next run finds it.
    reachable("ann")
    assert run(MONDAY) == {"ann": "sent", "bob": "sent_today"}


def test_a_server_that_hangs_up_leaves_the_rest_for_the_next_run(cast: Cast, settings: Any) -> None:
    reachable("ann", "bob")
    confirm(cast, sale())
    enter(cast, sale(700_00))
    with mail_server(settings, hang_up=1), pytest.raises(Refused) as refused:
        run()
    assert refused.value.code == "mail-server-silent"
    assert [row.user.username for row in Reminder.objects.exclude(sent_at=None)] == ["ann"]
    with mail_server(settings) as server:
        assert run() == {"ann": "sent_today", "bob": "sent"}
        assert len(server.taken) == 1


def test_a_run_that_died_between_noting_and_sending_sends_no_second_letter(
    cast: Cast, server: MailServer
) -> None:
    reachable("bob")
    confirm(cast, sale())
    Reminder.objects.create(user=user("bob"), day=date(2020, 3, 16))
    assert run() == {"bob": "sent_today"}
    assert server.taken == []


def test_without_a_mail_server_it_says_so_and_tells_who_would_be_reminded(
    cast: Cast, settings: Any
) -> None:
    settings.EMAIL_HOST = ""
    confirm(cast, sale())
    with pytest.raises(Refused) as refused:
        run()
    assert refused.value.code == "no-mail-set-up"
    assert run(dry_run=True) == {"bob": "due"}


def test_only_who_keeps_the_installation_sends_reminders(cast: Cast, server: MailServer) -> None:
    with pytest.raises(Forbidden):
        remind_people(by=cast.bob)


def test_an_address_is_kept_encrypted_by_her_alone_and_forgotten_with_its_key(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        set_reminders(user=user("bob"), wanted=True, email="x@office.example", by=cast.ben)
    for wrong in ("bob", "bob@", "b" * 250 + "@office.example"):
        with pytest.raises(Refused) as refused:
            set_reminders(user=user("bob"), wanted=True, email=wrong, by=cast.bob)
        assert refused.value.code == "email-unfit"
    reachable("bob")
    kept = Person.objects.get()
    assert b"office.example" not in bytes(kept.fields)
    assert mail_address(user=user("bob"), by=SYSTEM) == "bob@office.example"
    set_reminders(user=user("bob"), wanted=True, email="new@office.example", by=cast.bob)
    assert mail_address(user=user("bob"), by=SYSTEM) == "new@office.example"
    set_reminders(user=user("bob"), wanted=True, forget=True, by=cast.bob)
    assert not PersonKey.objects.exists()
    assert mail_address(user=user("bob"), by=SYSTEM) == ""
    reachable("bob")
    assert mail_address(user=user("bob"), by=SYSTEM) == "bob@office.example"


def test_whoever_sits_nowhere_is_told_to_ask_for_a_seat(cast: Cast) -> None:
    nobody = User.objects.create(username="nell", name_en="Nell", password="!")
    with pytest.raises(Refused) as refused:
        set_reminders(
            user=nobody, wanted=True, email="n@office.example",
            by=actor_of(nobody, on=date(2020, 1, 1)),
        )  # fmt: skip
    assert refused.value.code == "seat-needed"


def test_what_waits_is_counted_by_kind_for_who_must_act(cast: Cast) -> None:
    confirm(cast, sale())
    enter(cast, sale(700_00))
    day = date(2020, 3, 16)
    assert what_waits(cast.bob, day) == {"match": 1}
    assert what_waits(cast.ann, day) == {"confirm": 1}
    assert what_waits(cast.chen, day) == {}
