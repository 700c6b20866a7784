"""Every role at every address, by every method, about own objects, another pair's, and none.

Nothing of the other pair is told, in no body and no header; what is forbidden looks like what is
absent; nothing is written about what is out of sight; every address declares a policy.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from tests.architecture.test_addresses import DESCRIPTIONS
from tests.cases import SEED
from tests.matrix.addresses import ABSENT, Route, routes
from tests.matrix.asking import METHODS, Answer, ask, forms_of, signed_in
from tests.matrix.canaries import MARK, NOBODYS, PUBLIC, ours, seen
from tests.matrix.kept import on_stage, shared_folder
from tests.matrix.reading import faults, in_chinese, seldom, texts, typed
from tests.matrix.stage import EVERYBODY, INSIDERS, NONE, OTHER, OWN, Stage, build
from tests.web.chinese import foreign_words

from tallystick.access.models import Role
from tallystick.kernel.actor import Actor

pytestmark = pytest.mark.matrix

DESKS = (".fir", ".quay", ".far")
# Who asks in every run: those whose seats have least in common.
ALWAYS = ["clerk.fir", "clerk.far", "administrator.far"]
# Every role at one desk, and who differs at another: of these the text of the product chooses some
# a run, as it chooses the years of `model`. TALLYSTICK_MATRIX=all asks every role at every desk.
IN_TURN = sorted(
    {*(f"{role}.fir" for role in Role.values), "matcher.quay", "head.quay"} - {*ALWAYS}
)
READERS = [*ALWAYS, *Random(os.environ[SEED]).sample(IN_TURN, 5)]  # noqa: S311
SIGNED_OUT = "signed.out"
# Which methods an address knows does not hang on who asks: these are tried by a few, and reading
# and sending by everybody. That an address knows no other is said in its own words
# (`require_safe`, `require_http_methods`), not by a role.
SELDOM = tuple(method for method in METHODS if method not in ("GET", "POST"))
TRY_SELDOM = [SIGNED_OUT, "clerk.fir", "auditor.fir", "administrator.far"]
if os.environ.get("TALLYSTICK_MATRIX") == "all":
    READERS = [f"{role}{desk}" for role in Role.values for desk in DESKS]
    TRY_SELDOM = [SIGNED_OUT, *READERS]
# Shut to all until an office names another house; tests/web/test_signing_in_house.py opens these.
OFF = frozenset({"to-house", "from-house"})
# What a page asks that is about one figure of a stage.
CUT = {"stage": "sold", "part": "came_in"}
# What a role sees of every pair all the same, and why.
ALLOWED = {
    ("administrator", "offices"): "She opens offices, so she sees which codes and names there are.",
    ("administrator", "office"): "She names the first head and grants what reaches beyond one.",
}
# Forms sent to one address, at most: the same form with another button counts anew.
FORMS = 5


@dataclass
class Forms:
    """What browsers would send, by the name of the route it goes to."""

    by_route: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def gather(self, page: bytes, address: str) -> None:
        """Keep the forms of a page, each kind once."""
        for path, fields in forms_of(page, address):
            try:
                name = resolve(path).view_name
            except Resolver404:
                continue
            kept = self.by_route.setdefault(name, [])
            shape = {k: v for k, v in fields.items() if k in ("act", "step", "action")}
            if not any(set(one) == set(fields) and shape.items() <= one.items() for one in kept):
                kept.append(fields)

    def of(self, route: Route) -> list[dict[str, str]]:
        """Return what to send to a route: nothing at all, and each form that goes there."""
        return [{}, *self.by_route.get(route.name, [])[:FORMS]]


@dataclass(frozen=True)
class Walk:
    """The stage with what a first walk over it gathered."""

    stage: Stage
    routes: list[Route]
    forms: Forms


@pytest.fixture(scope="module")
def walk(
    migrated_db: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """Build the stage once a run; whatever is written on it is rolled back at the end."""
    own = tmp_path_factory.mktemp("matrix")
    with (
        django_db_blocker.unblock(),
        on_stage(shared_folder(tmp_path_factory), own, _set_up) as (stage, forms),
    ):
        yield Walk(stage, routes(), forms)


def _set_up() -> tuple[Stage, Forms]:
    stage, forms = build(), Forms()
    for username in EVERYBODY:
        _gather(stage, signed_in(username), forms)
    return stage, forms


def _gather(stage: Stage, client: Client, forms: Forms) -> None:
    for route in routes():
        for address, _ in route.addresses(stage.own, OWN):
            answer = ask(client, "GET", address)
            if b"<form" in answer.body:
                forms.gather(answer.body, address)


@dataclass
class Findings:
    """What went wrong, and how many requests were sent."""

    faults: list[str] = field(default_factory=list)
    requests: int = 0

    def send(
        self, client: Client, method: str, address: str, data: dict[str, str] | None = None
    ) -> Answer | None:
        """Send a request and count it; a view that fails is a fault of its own."""
        self.requests += 1
        try:
            return ask(client, method, address, data)
        except Exception as failed:  # noqa: BLE001 (whatever it is, it is told with its address)
            self.faults.append(f"{method} {address} failed: {type(failed).__name__}: {failed}")
            return None


def check_reader(walk: Walk, reader: str, found: Findings) -> None:
    """Ask every address as one reader, by every method that she tries."""
    client = Client() if reader == SIGNED_OUT else signed_in(reader)
    methods = [m for m in METHODS if m not in SELDOM or reader in TRY_SELDOM]
    for route in walk.routes:
        if (reader.split(".")[0], route.name) in ALLOWED:
            continue
        for method in methods:
            sent = walk.forms.of(route) if method == "POST" else [None]
            for data in sent:
                _check(walk, route, client, method, data, found)


def _check(
    walk: Walk,
    route: Route,
    client: Client,
    method: str,
    data: dict[str, str] | None,
    found: Findings,
) -> None:
    stage, few = walk.stage, method != "GET"
    for address, named in route.addresses(stage.own, OWN, few=few):
        answer = found.send(client, method, address, data)
        _tells_nothing(stage, answer, f"{method} {address}", named, found)
    if method in ("GET", "POST"):
        foreign, echoed = _foreign(stage, data)
        for address, _ in route.addresses(stage.own, OWN, few=True):
            answer = found.send(client, method, address, foreign)
            _tells_nothing(stage, answer, f"{method} {address} {foreign}", echoed, found)
    if not route.speaks_of:
        return
    absent = [
        (found.send(client, method, address, data), named)
        for address, named in route.addresses(stage.own, NONE)
    ]
    looks = [answer.without(named) for answer, named in absent if answer]
    for address, named in route.addresses(stage.other, OTHER, few=few):
        answer = found.send(client, method, address, data)
        told = f"{method} {address}"
        _tells_nothing(stage, answer, told, named, found)
        if answer is None:
            continue
        if answer.wrote:
            found.faults.append(f"{told} wrote in {', '.join(sorted(set(answer.wrote)))}")
        if answer.without(named) not in looks:
            kinds = f"{answer.status}, absent is {looks[0][0] if looks else 'nothing'}"
            found.faults.append(f"{told} does not look absent: {kinds}")


def _foreign(stage: Stage, data: dict[str, str] | None) -> tuple[dict[str, str], list[str]]:
    """Return what is sent with the other pair's codes in it, and those codes."""
    codes = stage.other.codes
    if data is None:
        return codes, list(codes.values())
    changed = {name: codes.get(name, value) for name, value in data.items()}
    return {**codes, **changed}, list(codes.values())


def _tells_nothing(
    stage: Stage, answer: Answer | None, told: str, named: Any, found: Findings
) -> None:
    if answer is None:
        return
    text = answer.everything
    for code in sorted(named, key=len, reverse=True):
        text = text.replace(code.encode(), b"")
    if answer.status >= 500:
        found.faults.append(f"{told} answered {answer.status}")
    if leaks := seen(text, stage.planted):
        found.faults.append(f"{told} tells of {', '.join(leaks)}")


def _verdict(found: Findings, record_property: Any) -> None:
    record_property("cases", found.requests)
    some = "\n".join(found.faults[:20])
    assert not found.faults, f"{len(found.faults)} of {found.requests} requests:\n{some}"


@pytest.mark.parametrize("reader", [SIGNED_OUT, "no.seat", *READERS])
def test_nothing_of_another_pair_is_told(walk: Walk, reader: str, record_property: Any) -> None:
    found = Findings()
    check_reader(walk, reader, found)
    _verdict(found, record_property)


def test_whoever_belongs_to_the_other_pair_does_see_it(walk: Walk) -> None:
    """The control: the canaries stand where people look; only strangers do not see them."""
    told: set[str] = set()
    # Rows that were made up may not suit every page of theirs; what those pages show is enough.
    found = Findings()
    for username in INSIDERS:
        client = signed_in(username)
        for route in walk.routes:
            for address, _ in route.addresses(walk.stage.other, OTHER):
                if answer := found.send(client, "GET", address):
                    told.update(seen(answer.everything, walk.stage.planted))
    assert {"programme.Thing.name_en", "entries.Entry.title_en"} & told
    assert len(told) >= 8, told


def test_a_leak_a_difference_and_a_write_are_caught(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: one permission is taken away, and the matrix says so."""
    from tallystick.entries.models import EntryQuerySet

    def everything(self: Any, actor: Actor) -> Any:
        return self.all()

    monkeypatch.setattr(EntryQuerySet, "visible_to", everything)
    found = Findings()
    entry = next(route for route in walk.routes if route.name == "entry")
    client = signed_in("clerk.fir")
    _check(walk, entry, client, "GET", None, found)
    assert any("tells of" in f and "Entry.title_en" in f for f in found.faults)
    assert any("does not look absent" in fault for fault in found.faults)


def test_what_a_passkey_is_asked_to_sign_is_no_word_of_ours(walk: Walk) -> None:
    answer = ask(signed_in("clerk.fir"), "GET", "/profile/second-factor/")
    assert b"challenge" in answer.body
    assert b"challenge" not in answer.everything


def _single_roles() -> list[str]:
    return [f"{role}{desk}" for role in Role.values for desk in DESKS[:2]]


def test_every_route_declares_a_policy_and_is_opened_by_somebody(walk: Walk) -> None:
    assert [route.name for route in walk.routes if not route.guarded] == []
    closed = []
    # What somebody sent is her own: only she opens it.
    sender = walk.stage.own.cast.alice.username
    clients = [signed_in(username) for username in (*EVERYBODY, *_single_roles(), sender)]
    for route in walk.routes:
        if route.name.split(":")[-1] in DESCRIPTIONS:
            continue
        if route.name in OFF:
            continue
        for address, _ in route.addresses(walk.stage.own, OWN):
            # Some pages say in the query what they are about.
            answers = (
                ask(client, "GET", address, said).status
                for client in clients
                for said in (None, walk.stage.own.codes, CUT)
            )
            if any(status < 400 or status in (405, 422) for status in answers):
                break
        else:
            closed.append(route.name)
    assert closed == [], "nobody opens these: the matrix walks past shut doors"


@pytest.mark.parametrize("desk", DESKS[:2])
def test_pages_reached_from_lists_alone_are_chinese_to_every_role(walk: Walk, desk: str) -> None:
    said, found = typed(), []
    pages = seldom(walk.routes)
    assert {"period", "correction", "paper", "carry", "readout", "workbook-run"} <= {
        one.name for one in pages
    }
    sender = walk.stage.own.cast.alice.username
    for username in (*(f"{role}{desk}" for role in Role.values), f"every{desk}", sender):
        client = in_chinese(username)
        for route in pages:
            found += [f"{username} at {one}" for one in faults(route, walk.stage.own, client, said)]
    assert not found, "\n".join(found)


def test_a_word_that_is_not_chinese_is_caught() -> None:
    html = b"""<html lang="zh-Hans"><body><p>\xe7\x8a\xb6\xe6\x80\x81 <b lang="en">Free</b> Open</p>
        <a aria-label="Shut"><code>abc</code></a><script>var a</script></body></html>"""
    assert foreign_words(list(texts(html))) == ["Open", "Shut"]


def test_every_text_of_the_other_pair_is_planted(walk: Walk) -> None:
    bare = walk.stage.planted.bare
    assert bare == [], (
        f"no row of {', '.join(bare)} could be made up. Make one in tests/matrix/stage.py, say "
        "what it needs in ROWS, or why no pair owns one in NOBODYS (tests/matrix/canaries.py)."
    )
    assert len(walk.stage.planted.where) >= 60


def test_no_excuse_is_stale() -> None:
    labels = {model._meta.label for model in ours()}
    fields = {f"{m._meta.label}.{f.name}" for m in ours() for f in m._meta.concrete_fields}
    known = labels | fields | {label.split(".")[0] for label in labels}
    assert [line for line in (*PUBLIC, *NOBODYS) if line not in known] == []
    assert OFF - {route.name for route in routes()} == set()


def test_an_address_whose_part_says_nothing_to_the_matrix_stops_it(walk: Walk) -> None:
    unknown = Route("new", "things/<slug:mystery>/", ("mystery",), True)
    with pytest.raises(LookupError, match=r"does not know what <mystery> names"):
        list(unknown.addresses(walk.stage.own, OWN))


def test_the_mark_stands_nowhere_by_itself(walk: Walk) -> None:
    assert MARK not in str(ABSENT) + str(walk.stage.own.codes)
