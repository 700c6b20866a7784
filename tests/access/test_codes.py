"""One-time codes: shown once, used once, by one person, for a while."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.access.stage import DAWN, DAY, Stage
from tests.cast import SYSTEM, head_of

from tallystick.access.models import Act, Office, OneTimeCode, User
from tallystick.access.queries.heading import may_make_code
from tallystick.access.rules import CODE_TRIES
from tallystick.access.services import (
    add_user,
    deactivate_user,
    end_seat,
    grant_seat,
    make_code,
    open_office,
    set_password,
    use_code,
)
from tallystick.access.services.passwords import drop_foreign_password
from tallystick.journal.queries import records
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.journal]
NOBODY = Actor(None, "", "nobody")
PASSWORD = "stick-and-stock-2020"


@pytest.fixture
def nora(stage: Stage) -> User:
    add_user(username="nora", name_en="Nora", by=stage.hana)
    user = stage.user("nora")
    grant_seat(user=user, office=stage.fir, role="matcher", since=DAY, by=stage.hana, at=DAWN)
    return user


def use(code: str, username: str = "nora", password: str = PASSWORD, **more: object) -> User:
    return use_code(username=username, code=code, password=password, by=NOBODY, **more)  # type: ignore[arg-type]


def refused(code: str, **more: str) -> str:
    with pytest.raises(Refused) as fault:
        use(code, **more)
    return fault.value.code


def test_a_new_user_has_no_password_until_she_sets_it_with_her_code(
    stage: Stage, nora: User
) -> None:
    assert not nora.has_usable_password()
    made = make_code(user=nora, by=stage.hana)
    assert made.reason == "invitation"
    assert use(made.code.lower().replace("-", " ")).check_password(PASSWORD)
    act = Act.objects.get(action="access.use_code")
    assert (act.who, act.thing_id) == ("Nora", "nora")


def test_a_code_is_kept_as_a_hash_and_its_making_is_sealed(stage: Stage, nora: User) -> None:
    made = make_code(user=nora, by=stage.hana)
    kept = OneTimeCode.objects.get(user=nora)
    assert made.code.replace("-", "") not in str(vars(kept))
    [record] = records(kind="access.code", about="nora")
    assert record.content["by"] == {"user": "hana", "name": "Hana"}
    assert made.code not in str(record)


def test_a_code_works_once_and_for_nobody_else(stage: Stage, nora: User) -> None:
    made = make_code(user=nora, by=stage.hana)
    assert refused(made.code, username="alice") == "code-unfit"
    use(made.code)
    assert refused(made.code) == "code-unfit"


def test_a_code_expires_after_seven_days(stage: Stage, nora: User) -> None:
    then = timezone.now() - timedelta(days=7, seconds=1)
    made = make_code(user=nora, by=stage.hana, at=then)
    assert refused(made.code) == "code-unfit"


def test_a_newer_code_makes_the_older_one_void(stage: Stage, nora: User) -> None:
    first, second = make_code(user=nora, by=stage.hana), make_code(user=nora, by=stage.hana)
    assert refused(first.code) == "code-unfit"
    assert use(second.code)


def test_wrong_tries_use_a_code_up(stage: Stage, nora: User) -> None:
    made = make_code(user=nora, by=stage.hana)
    for _try in range(CODE_TRIES):
        assert refused("AAAA-AAAA-AAAA-AAAA") == "code-unfit"
    assert refused(made.code) == "code-unfit"


def test_a_poor_password_leaves_the_code_as_it_is(stage: Stage, nora: User) -> None:
    made = make_code(user=nora, by=stage.hana)
    assert refused(made.code, password="short") == "password-unfit"
    assert use(made.code)


def test_an_administrator_opens_no_seat_that_decides_figures_by_a_code(
    stage: Stage, nora: User
) -> None:
    use(make_code(user=nora, by=stage.hana).code)
    with pytest.raises(Forbidden) as fault:
        make_code(user=stage.user("nora"), by=stage.rita)
    assert fault.value.code == "head-makes-code"
    alice = stage.user("alice")
    alice.set_password(PASSWORD)
    alice.save()
    assert make_code(user=alice, by=stage.rita).reason == "reset"


@pytest.fixture
def gail(stage: Stage) -> User:
    """A person whom the head of Fir's office has just added; she sits nowhere yet."""
    add_user(username="gail", name_en="Gail", by=stage.hana)
    return stage.user("gail")


def test_the_head_who_added_her_makes_the_code_and_no_other_head(stage: Stage, gail: User) -> None:
    assert [may_make_code(by, gail) for by in (stage.hugo, stage.hana, stage.rita)] == [
        False, True, True,
    ]  # fmt: skip
    with pytest.raises(Forbidden) as fault:
        make_code(user=gail, by=stage.hugo)
    assert fault.value.code == "head-makes-code"


def test_a_first_seat_takes_away_what_the_other_side_opened(stage: Stage) -> None:
    add_user(username="gail", name_en="Gail", by=stage.hugo)
    made = make_code(user=stage.user("gail"), by=stage.hugo)
    use(made.code, "gail")
    grant_seat(
        user=stage.user("gail"), office=stage.fir, role="clerk", since=DAY, by=stage.hana, at=DAWN
    )
    assert not stage.user("gail").has_usable_password()
    assert records(kind="access.grant")[-1].content["password_dropped"] is True
    assert Act.objects.filter(action="access.drop_password", thing_id="gail").exists()


def test_a_first_seat_voids_a_code_of_the_other_side(stage: Stage) -> None:
    add_user(username="gail", name_en="Gail", by=stage.hugo)
    made = make_code(user=stage.user("gail"), by=stage.hugo)
    grant_seat(
        user=stage.user("gail"), office=stage.fir, role="clerk", since=DAY, by=stage.hana, at=DAWN
    )
    assert refused(made.code, username="gail") == "code-unfit"


@pytest.mark.parametrize("maker", ["hana", "rita"])
def test_a_clerk_keeps_what_her_own_side_or_the_server_opened(
    stage: Stage, gail: User, maker: str
) -> None:
    use(make_code(user=gail, by=getattr(stage, maker)).code, "gail")
    mill = open_office(code="mill", region="xx-fir-mill", name_en="Mill", name_zh="", by=SYSTEM)
    add_user(username="mia", name_en="Mia", by=SYSTEM)
    grant_seat(user=stage.user("mia"), office=mill, role="head", since=DAY, by=SYSTEM)
    grant_seat(
        user=stage.user("gail"), office=mill, role="clerk", since=DAY, by=stage.actor("mia"),
        at=DAWN,
    )  # fmt: skip
    assert stage.user("gail").check_password(PASSWORD)


@pytest.mark.parametrize("name", ["hugo", "alice", "chen"])
def test_nobody_elsewhere_makes_a_code(stage: Stage, nora: User, name: str) -> None:
    with pytest.raises(Forbidden):
        make_code(user=nora, by=stage.actor(name))


@pytest.mark.parametrize("until", [date(2001, 1, 1), None], ids=["ended", "standing"])
def test_a_head_opens_no_seat_of_another_office_by_one_at_her_own(
    stage: Stage, until: date | None
) -> None:
    far, bob = head_of("faye", "far"), stage.user("bob")
    since = until or timezone.localdate()
    office = Office.objects.get(code="far")
    grant_seat(user=bob, office=office, role="clerk", since=since, until=until, by=SYSTEM)
    with pytest.raises(Forbidden) as fault:
        make_code(user=bob, by=far, drop_factors=True)
    assert fault.value.code == "head-makes-code"
    assert not OneTimeCode.objects.exists()


def test_a_past_seat_lets_a_head_make_no_code(stage: Stage, nora: User) -> None:
    end_seat(seat=stage.seat("nora", "matcher"), last_day=DAY, by=SYSTEM, why="moved")
    with pytest.raises(Forbidden):
        make_code(user=nora, by=stage.hana)


def test_a_seat_that_has_not_begun_lets_its_head_make_a_code(stage: Stage) -> None:
    user = add_user(username="nick", name_en="Nick", by=stage.hana)
    later = date(2999, 1, 1)
    grant_seat(user=user, office=stage.fir, role="clerk", since=later, by=stage.hana)
    assert make_code(user=user, by=stage.hana).reason == "invitation"


def test_no_administrator_invites_who_decides_figures(stage: Stage, nora: User) -> None:
    for name in ("nora", "ann", "amy"):
        user = stage.user(name)
        user.set_unusable_password()
        user.save()
        with pytest.raises(Forbidden) as fault:
            make_code(user=user, by=stage.rita)
        assert fault.value.code == "head-makes-code"
    assert make_code(user=nora, by=stage.hana)


def test_the_only_head_of_an_office_is_helped_by_the_level_over_it(stage: Stage) -> None:
    west = open_office(code="west", region="xx-west", name_en="West", name_zh="", by=SYSTEM)
    add_user(username="wendy", name_en="Wendy", by=SYSTEM)
    grant_seat(user=stage.user("wendy"), office=west, role="head", since=DAY, by=SYSTEM)
    hana, wendy = stage.user("hana"), stage.actor("wendy")
    hana.set_password(PASSWORD)
    hana.save()
    with pytest.raises(Forbidden):  # Amy is head there as well: she helps
        make_code(user=hana, by=wendy)
    assert make_code(user=hana, by=stage.actor("amy"))
    end_seat(seat=stage.seat("amy", "head"), last_day=DAY, by=SYSTEM, why="moved")
    for stranger in (stage.hana, stage.hugo, stage.rita):
        with pytest.raises(Forbidden):
            make_code(user=hana, by=stranger)
    assert make_code(user=hana, by=wendy)


def test_an_administrators_code_opens_no_role_that_decides(stage: Stage) -> None:
    nick = add_user(username="nick", name_en="Nick", by=stage.rita)
    grant_seat(user=nick, office=stage.fir, role="clerk", since=DAY, by=stage.rita, at=DAWN)
    use(make_code(user=nick, by=stage.rita).code, "nick")
    open_ = make_code(user=stage.user("nick"), by=stage.rita)
    seat = grant_seat(
        user=stage.user("nick"), office=stage.fir, role="matcher", since=DAY, by=stage.hana, at=DAWN
    )
    assert not stage.user("nick").has_usable_password()
    assert refused(open_.code, username="nick") == "code-unfit"
    [record] = records(kind="access.grant", about=seat.key)
    assert record.content["password_dropped"] is True
    # her head's own code opens it, and a further role leaves it as it is
    use(make_code(user=stage.user("nick"), by=stage.hana).code, "nick")
    grant_seat(
        user=stage.user("nick"), office=stage.fir, role="confirmer", since=DAY, by=stage.hana,
        at=DAWN,
    )  # fmt: skip
    assert stage.user("nick").has_usable_password()


def test_a_code_of_her_own_heads_goes_on_working_with_a_new_role(stage: Stage) -> None:
    nick = add_user(username="nick", name_en="Nick", by=stage.hana)
    since = timezone.localdate()
    grant_seat(user=nick, office=stage.fir, role="clerk", since=since, by=stage.hana)
    use(make_code(user=nick, by=stage.hana).code, "nick")
    grant_seat(
        user=stage.user("nick"), office=stage.fir, role="matcher", since=since,
        by=stage.actor("amy"),
    )  # fmt: skip
    assert stage.user("nick").has_usable_password()
    # the control: asked again, nothing is taken from who decides there already
    matcher = stage.seat("nick", "matcher")
    assert drop_foreign_password(matcher, by=stage.hana, at=timezone.now()) == {}


def test_who_left_gets_no_code_and_uses_none(stage: Stage, nora: User) -> None:
    made = make_code(user=nora, by=stage.hana)
    deactivate_user(user=nora, by=stage.hana, why="left")
    assert refused(made.code) == "code-unfit"
    with pytest.raises(Refused) as fault:
        make_code(user=stage.user("nora"), by=stage.hana)
    assert fault.value.code == "person-left"


def test_only_she_herself_sets_another_password_by_the_old_one(stage: Stage, nora: User) -> None:
    use(make_code(user=nora, by=stage.hana).code)
    user = stage.user("nora")
    with pytest.raises(Forbidden) as other:
        set_password(user=user, old=PASSWORD, new="another-good-one", by=stage.hana)
    assert other.value.code == "only-own-password"
    with pytest.raises(Refused) as wrong:
        set_password(user=user, old="no", new="another-good-one", by=stage.actor("nora"))
    assert wrong.value.code == "password-wrong"
    set_password(user=user, old=PASSWORD, new="another-good-one", by=stage.actor("nora"))
    assert stage.user("nora").check_password("another-good-one")


def test_nobody_adds_a_user_with_a_password_or_a_name_that_is_none(stage: Stage) -> None:
    with pytest.raises(Forbidden) as known:
        add_user(username="nick", name_en="Nick", password=PASSWORD, by=stage.rita)
    assert known.value.code == "only-own-password"
    with pytest.raises(Refused) as unfit:
        add_user(username="Nick!", name_en=" ", language="fr", by=stage.rita)
    codes = [problem.code for problem in unfit.value.problems]
    assert codes == ["user-name-unfit", "name-missing", "language-unknown"]
    with pytest.raises(Forbidden):
        add_user(username="nick", name_en="Nick", by=stage.actor("alice"))
    with pytest.raises(Conflict):
        add_user(username="bob", name_en="Bob", by=stage.hana)


def test_who_neither_heads_nor_administers_makes_a_code_for_nobody(stage: Stage) -> None:
    """Not for a colleague who decides nothing, nor for one who never signed in."""
    fresh = add_user(username="cleo", name_en="Cleo", by=SYSTEM)
    grant_seat(user=fresh, office=stage.fir, role="clerk", since=DAY, by=SYSTEM)
    for by in (stage.actor("alice"), stage.actor("ann"), stage.hugo, stage.actor("chen")):
        assert not may_make_code(by, fresh)
    assert may_make_code(stage.hana, fresh)
    assert may_make_code(stage.rita, fresh)
