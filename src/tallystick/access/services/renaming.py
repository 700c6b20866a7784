"""Another name for an office or a person; what was signed before keeps the name it bears."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tallystick.access.models import Office, User
from tallystick.access.policy import ROWS
from tallystick.access.queries import heads_office, may, may_make_code
from tallystick.access.services import offices, people
from tallystick.access.services.acts import record_act
from tallystick.access.services.naming import both_names, require_other_name
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.kernel.words import Words


@transaction.atomic
def rename_office(
    *, office: Office, name_en: str, name_zh: str = "", by: Actor, at: datetime | None = None
) -> Office:
    """Give an office another name; its code stays.

    Beside what was signed there before goes on to stand the name it had, in both languages.
    Raises: Forbidden but for an administrator and the office's own head; Refused with every
    fault; Conflict when somebody else renamed it meanwhile.
    """
    allowed = by.system or may(by, ROWS["access.set_up"]) or heads_office(by, office)
    if not allowed:
        raise Forbidden.of("office-renamed-by", who=by.called)
    new = require_other_name(office, name_en, name_zh, offices.LONGEST_NAME)
    now = at or timezone.now()
    before = _call(office, Office.objects.filter(pk=office.pk), new, now)
    record_act(
        "access.rename_office", "office", office.code, by=by, before=before,
        after=both_names(office), at=now,
    )  # fmt: skip
    return office


@transaction.atomic
def rename_person(
    *,
    user: User,
    name_en: str,
    name_zh: str = "",
    why: str,
    by: Actor,
    at: datetime | None = None,
) -> User:
    """Give a person another name, as after a marriage or a slip of the pen; her user name stays.

    What she signed before goes on to bear the name she had, in both languages.
    Raises: Forbidden but for whoever may make her a code, which opens her account; Refused with
    every fault, and without a reason; Conflict when somebody else renamed her meanwhile.
    """
    if not may_make_code(by, user):
        raise Forbidden.of("person-renamed-by", who=user.username)
    if not why.strip():
        raise Refused.of("why-missing", path="why")
    new = require_other_name(user, name_en, name_zh, people.LONGEST_NAME)
    now = at or timezone.now()
    before = _call(user, User.objects.filter(pk=user.pk), new, now)
    record_act(
        "access.rename_person", "user", user.username, by=by, before=before,
        after=both_names(user), why=why.strip(), at=now,
    )  # fmt: skip
    return user


def _call(
    named: Office | User, rows: QuerySet[Office] | QuerySet[User], new: Words, now: datetime
) -> dict[str, str]:
    """Write a new name and keep the old one until now; return what it was.

    Raises: Conflict where it is not called so any more.
    """
    before = both_names(named)
    earlier = [*named.earlier_names, {**before, "until": now.isoformat()}]
    rows = rows.filter(**before)
    if rows.update(name_en=new.en, name_zh=new.zh, earlier_names=earlier) != 1:
        raise Conflict.of("changed-meanwhile", state="renamed")
    named.name_en, named.name_zh, named.earlier_names = new.en, new.zh, earlier
    return before
