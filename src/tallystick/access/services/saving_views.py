"""How a person likes her lists: views kept under a name, and the columns she always sees."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone

from tallystick.access.models import Office, SavedView, User
from tallystick.access.policy import SIGNED_IN
from tallystick.access.services.acts import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import is_slug
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.kernel.text import text_problems

# A person's views altogether; the signs of a name and of what stands behind the question mark.
MOST_VIEWS, LONGEST_NAME, LONGEST_QUERY = 60, 60, 1000
# What is no part of a view: the page one had turned to, and that one asked for a file.
PASSING = ("page", "file")
# The lists of which a person keeps columns, and the columns of one.
MOST_LISTS, MOST_COLUMNS = 60, 40


@transaction.atomic
def save_view(*, name: str, path: str, query: str = "", by: Actor) -> SavedView:
    """Keep a list as it is narrowed and sorted, under a name; for the person herself.

    Raises: Forbidden for whoever has no name; Refused for an empty or long name, an address that
    is no page of this site, or one view too many; Conflict for a name taken on that page.
    """
    if by.user_id is None:
        raise Forbidden.of("view-of-nobody")
    name, query = name.strip(), saved_query(query)
    problems = _name_problems(name)
    if not is_page(path):
        problems.append(Problem("view-address-unknown", "path", value=path[:60]))
    if len(query) > LONGEST_QUERY:
        problems.append(Problem("view-too-long", "query", {"most": LONGEST_QUERY}))
    if SavedView.objects.filter(user=by.user_id).count() >= MOST_VIEWS:
        problems.append(Problem("views-too-many", "name", {"most": MOST_VIEWS}))
    if problems:
        raise Refused(problems)
    _require_free(name, path, by)
    view = SavedView.objects.create(
        user_id=by.user_id, name=name, path=path, query=query, at=timezone.now()
    )
    record_act("access.save_view", "view", str(view.pk), by=by)
    return view


@transaction.atomic
def rename_view(*, view: int, name: str, by: Actor) -> SavedView:
    """Give one of one's own views another name.

    Raises: NotFound for what is not one's own; Refused for an unfit name; Conflict for a taken one.
    """
    row, name = _own(view, by), name.strip()
    if problems := _name_problems(name):
        raise Refused(problems)
    if name != row.name:
        _require_free(name, row.path, by)
        SavedView.objects.filter(pk=row.pk).update(name=name)
        record_act("access.rename_view", "view", str(row.pk), by=by)
        row.name = name
    return row


@transaction.atomic
def share_view(*, view: int, office: str = "", by: Actor) -> SavedView:
    """Share one of one's own views with an office one has a seat at; with none: keep it to oneself.

    Raises: NotFound for what is not one's own; Forbidden for another office.
    """
    row = _own(view, by)
    if office and office not in {seat.office for seat in by.seats}:
        raise Forbidden.of("view-other-office", office=office[:60])
    row.office = Office.objects.get(code=office) if office else None
    row.save(update_fields=["office"])
    record_act("access.share_view", "view", str(row.pk), by=by, after={"office": office})
    return row


@transaction.atomic
def forget_view(*, view: int, by: Actor) -> None:
    """Delete one of one's own views.

    Raises: NotFound for what is not one's own.
    """
    row = _own(view, by)
    record_act("access.forget_view", "view", str(row.pk), by=by)
    row.delete()


@transaction.atomic
def keep_columns(*, of: str, columns: Sequence[str] = (), by: Actor) -> None:
    """Keep which columns of a list a person sees; with none: again those that everybody sees.

    Units: `of` names the list, `columns` its columns. What a list does not have is not shown.
    Raises: Forbidden for whoever has no name; Refused for what can be no name of a column.
    """
    if by.user_id is None:
        raise Forbidden.of("view-of-nobody")
    if not all(map(is_slug, (of, *columns))) or len(columns) > MOST_COLUMNS:
        raise Refused.of("columns-unfit", path="columns", most=MOST_COLUMNS)
    user = User.objects.select_for_update().get(pk=by.user_id)
    before = user.columns.get(of, [])
    rest = {name: kept for name, kept in user.columns.items() if name != of}
    if columns and len(rest) >= MOST_LISTS:
        raise Refused.of("columns-unfit", path="columns", most=MOST_COLUMNS)
    if list(columns) == before:
        return
    kept = rest | ({of: list(columns)} if columns else {})
    User.objects.filter(pk=user.pk).update(columns=kept)
    record_act(
        "access.keep_columns", "user", user.username, by=by,
        before={of: before}, after={of: list(columns)},
    )  # fmt: skip


def is_page(path: str) -> bool:
    """Return whether a path is a page of this site for whoever signed in; never another site's."""
    if not path.startswith("/") or path.startswith("//") or len(path) > 200 or "\\" in path:
        return False
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return getattr(found.func, "policy", "") == SIGNED_IN and not found.namespaces


def saved_query(query: str) -> str:
    """Return what stands behind the question mark, written anew: only names and values, no page.

    >>> saved_query("year=2020&page=3&sort=&x=a%0Ab")
    'year=2020&x=a%0Ab'
    """
    pairs = parse_qsl(query.removeprefix("?"), max_num_fields=200)
    return urlencode([(name, value) for name, value in pairs if name not in PASSING])


def _name_problems(name: str) -> list[Problem]:
    if not name:
        return [Problem("view-name-missing", "name")]
    return list(text_problems("name", name, LONGEST_NAME))


def _require_free(name: str, path: str, by: Actor) -> None:
    if SavedView.objects.filter(user=by.user_id, path=path, name=name).exists():
        raise Conflict.of("view-name-taken", path="name", name=name)


def _own(view: int, by: Actor) -> SavedView:
    row = SavedView.objects.filter(user=by.user_id or 0, pk=view).first()
    if row is None:
        raise NotFound.of("not-found", what="view", code=str(view))
    return row
