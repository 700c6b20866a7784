"""Counts as Ibis expressions: the same on every engine, compiled once a definition version.

`moves` and `keyed` read the lines and fold them into a few thousand rows; `tags` says which of
their edges belong to which count; `sums` and `keys` count, `targets` and `heard` read the rest,
`lines` gives the lines behind one count. Reports are told apart by `node`: a line enters each in
whose places and books it lies. What changes from call to call comes in as small tables of days,
places, books and pipelines, so the compiled text never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis
from ibis import _

from tallystick.indicators.engines.columns import code_column, code_columns
from tallystick.indicators.rules.counts import SIGNED, Count
from tallystick.programme.rules.bindings import YEAR
from tallystick.programme.rules.pipelines import CARRIED

Expr = Any  # Ibis ships no types for its expressions.

DAYS = ("since", "until", "stock_on", "last_since", "last_until", "closed_on")
NAMED = ("year", "last_year", "node_region", "node_partner")
EDGE = ("pipeline", "from", "to", "unit", "cell", "note")
_SLOT = ("slot", "past", "closing", "one_sided", "state")
_TEXTS = ("book", "region", "partner", "subject", "state", "kind", *EDGE)
_SLOT_TYPES = {"slot": "int8", "closing": "int8", "past": "boolean", "one_sided": "boolean"}


def expressions(counts: Sequence[Count]) -> dict[str, Expr]:
    """Return every expression by the name under which an engine keeps its text."""
    return {
        "moves": _moves(),
        "keyed": _keyed(counts),
        "tags": _tags(counts),
        "sums": _sums(),
        "keys": _keys(),
        "targets": _targets(),
        "heard": _heard(),
        "lines": _lines(),
        "standing": _standing(),
    }


def _total(amounts: Expr) -> Expr:
    """Return a sum as a 64-bit integer; past that the engine refuses instead of rounding.

    Ibis takes a sum of integers for one already and would drop the last cast alone; DuckDB's is
    of 128 bits and would come back as a decimal.
    """
    return amounts.sum().cast("decimal(38, 0)").cast("int64")


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "string")


def _params() -> Expr:
    types = {**_texts("node"), **dict.fromkeys(DAYS, "date"), **_texts(*NAMED)}
    return ibis.table(types, name="params")


def _in_scope() -> Expr:
    """Return the lines of each report's books and places up to its last day, each with its slot.

    `slot`: 1 to 12 the month, 0 between the days of last year and these, -12 to -1 the months of
    last year's days, -13 before. `past`: after the day on which stocks are read. `closing`: 0
    after the closed days, 1 known at the close, 2 recorded later. Unposted lines have no seq and
    are always known.
    """
    schema = {
        **_texts(*_TEXTS),
        **{"seq": "int64", "n": "int32", "amount": "int64", "one_sided": "boolean"},
        **{"valid_from": "date", "recorded_at": "timestamp('UTC')"},
        **{"transaction": "binary", "reverses": "binary"},
    }
    t = ibis.table(schema, name="every_line")
    asked = ibis.table(_texts("code"), name="asked")
    t = t.semi_join(asked, t.pipeline == asked.code)
    schema = {**_texts("node", "book"), "seq": "int64", "closed_seq": "int64"}
    books = ibis.table(schema, name="books")
    books = books.select(of="node", in_book="book", last_seq="seq", closed_seq="closed_seq")
    places, partners = (ibis.table(_texts("node", "code"), name=n) for n in ("places", "partners"))
    partners = partners.select(at="node", with_="code")
    # The place comes first: it lies in few reports, however many there are.
    t = t.inner_join(places, t.region == places.code)
    t = t.semi_join(partners, [_.node == partners.at, _.partner == partners.with_])
    t = t.inner_join(books, [_.node == books.of, _.book == books.in_book])
    t = t.inner_join(_params(), "node")
    t = t.filter((t.seq <= t.last_seq) | t.seq.isnull(), t.valid_from <= t.until)
    slot = ibis.cases(
        (t.valid_from >= t.since, t.valid_from.month().cast("int8")),
        (t.valid_from > t.last_until, ibis.literal(0, "int8")),
        (t.valid_from >= t.last_since, (t.valid_from.month() - 13).cast("int8")),
        else_=ibis.literal(-13, "int8"),
    )
    closing = ibis.cases(
        (t.valid_from > t.closed_on, ibis.literal(0, "int8")),
        (t.seq <= t.closed_seq, ibis.literal(1, "int8")),
        else_=ibis.literal(2, "int8"),
    )
    return t.mutate(slot=slot, closing=closing, past=t.valid_from > t.stock_on)


def _moves() -> Expr:
    """Return amounts by edge and slot; `named` lines apart, and the node's own targets apart."""
    t = _in_scope()
    t = t.mutate(
        named=t.subject.notnull(),
        own=(t.pipeline == "target") & (t.region == t.node_region) & (t.partner == t.node_partner),
    )
    return t.group_by(["node", *EDGE, *_SLOT, "named", "own"]).agg(
        amount=_total(t.amount), lines=t.count()
    )


def _keyed(counts: Sequence[Count]) -> Expr:
    """Return amounts by edge, slot, region and subject, of the pipelines counted by key."""
    stock = sorted({c.pipeline for c in counts if c.kind == "regions"})
    named = sorted({c.pipeline for c in counts if c.kind == "distinct"})
    t = _in_scope()
    t = t.filter(t.pipeline.isin(stock) | (t.pipeline.isin(named) & t.subject.notnull()))
    keys = ["node", *EDGE, *_SLOT, "region", "subject"]
    return t.group_by(keys).agg(
        amount=_total(t.amount), lines=t.count(), last_on=t.valid_from.max()
    )


def _rows(name: str, *more: str) -> Expr:
    schema = {**_texts("node", *EDGE, "state"), **_SLOT_TYPES, "amount": "int64", "lines": "int64"}
    types = {"named": "boolean", "own": "boolean", "last_on": "date"}
    extra = {name: types.get(name, "string") for name in more}
    return ibis.table({**schema, **extra}, name=name)


def _with_codes(t: Expr) -> Expr:
    codes = ibis.table(_texts("cell", "note", *code_columns()), name="codes")
    return t.inner_join(codes, ["cell", "note"])


def _fits(t: Expr, count: Count, year: Expr) -> Expr:
    """Return whether an edge belongs to the pipeline, unit and codes of a count."""
    tests = [t.pipeline == count.pipeline, t.unit == count.unit]
    for dimension, codes in count.where:
        column = t[code_column(dimension)]
        plain = [code for code in codes if code != YEAR]
        choices = [column.isin(plain)] if plain else []
        if YEAR in codes:
            choices.append(column == year)
        tests.append(reduce(or_, choices))
    return reduce(and_, tests)


def _sign(t: Expr, count: Count) -> Expr:
    """Return +1 where an edge enters the count's stages, -1 where it leaves a stock, else 0."""
    enters, leaves = t["to"].isin(count.stages), t["from"].isin(count.stages)
    if count.is_stock:
        return ibis.cases((enters & ~leaves, 1), (leaves & ~enters, -1), else_=0)
    return ibis.cases((enters & (t["from"] != CARRIED), 1), else_=0)


def _tags(counts: Sequence[Count]) -> Expr:
    """Return each edge once for each count it belongs to, with `tag` and `sign`.

    The tag is the count's place in the list. A count that follows the year has a second tag for
    last year: its place plus the length of the list.
    """
    edges = _moves_edges()
    tags = []
    for i, count in enumerate(counts):
        tags.append(_fits(edges, count, edges.year).ifelse(_sign(edges, count) * (i + 1), 0))
        if count.follows_year:
            second = _sign(edges, count) * (i + 1 + len(counts))
            tags.append(_fits(edges, count, edges.last_year).ifelse(second, 0))
    tagged = edges.select(*EDGE, both=ibis.array(tags).unnest()).filter(_.both != 0)
    return tagged.select(*EDGE, tag=(_.both.abs() - 1).cast("int32"), sign=_.both.sign())


def _moves_edges() -> Expr:
    # Reports that are read together are about one year.
    years = _params().select("year", "last_year").distinct()
    return _with_codes(_rows("moves").select(*EDGE).distinct()).cross_join(years)


def _tagged(rows: Expr) -> Expr:
    """Return rows once for each count they belong to, with the count's kind beside them."""
    tags = ibis.table({**_texts(*EDGE), "tag": "int32", "sign": "int8"}, name="tags")
    counts = ibis.table({"tag": "int32", "span": "string", "by_key": "string"}, name="counts")
    return rows.inner_join(tags, list(EDGE)).inner_join(counts, "tag")


def _figures(t: Expr) -> dict[str, Expr]:
    """Return the sum that goes into each figure. A stock and an `ever` count begin with the book.

    Shape: `span` is `flow` (the report's days), `ever` (up to its last day) or `stock`.
    """
    stock, ever = t.span == "stock", t.span == "ever"
    here = ibis.cases((stock, ~t.past), (ever, True), else_=t.slot >= 1)
    posted = t.state == "posted"
    tests: dict[str, Expr] = {
        "now": here & posted,
        "last_year": posted & (t.slot < 0) & (stock | ever | (t.slot >= -12)),
        "one_sided": here & posted & t.one_sided,
        "closed_now": here & posted & (t.closing >= 1),
        "closed_then": here & posted & (t.closing == 1),
        "waiting": here & (t.state == "waiting"),
        "disputed": here & (t.state == "disputed"),
        "opening": posted & (t.slot <= 0) & ~t.past,
    }
    for slot in (*range(1, 13), *range(-12, 0)):
        name = f"m{slot}" if slot > 0 else f"l{slot + 13}"
        standing = (t.slot <= slot) & ~t.past
        tests[name] = posted & ibis.cases((stock, standing), else_=t.slot == slot)
    figures = {name: _total(test.ifelse(t.amount * t.sign, 0)) for name, test in tests.items()}
    within = stock | ever | (t.slot >= 1)
    figures["lines"] = _total((within & posted).ifelse(t.lines, 0))
    figures["open_lines"] = _total((within & ~posted).ifelse(t.lines, 0))
    return figures


def _sums() -> Expr:
    """Return one row a report and tag: what adds up.

    A named subject of a distinct count is left to `keys`.
    """
    t = _tagged(_rows("moves", "named"))
    t = t.filter((t.by_key == "") | ((t.by_key == "subject") & ~t.named))
    return t.group_by(["node", "tag"]).agg(**_figures(t))


def _keys() -> Expr:
    """Return one row a report and tag: how many keys hold something.

    A key is a subject at a region, or a region. What waits or is disputed counts where it would
    add a key: a person posted and waiting is one.
    """
    t = _tagged(_rows("keyed", "region", "subject"))
    t = t.filter((t.by_key == "region") | ((t.by_key == "subject") & t.subject.notnull()))
    t = t.mutate(key=(t.by_key == "subject").ifelse(t.subject, ""))
    by = ("node", "tag", "region", "key")
    each = t.group_by(list(by)).agg(**_figures(t))
    counted = [n for n in each.columns if n not in (*by, "lines", "open_lines")]
    number = {name: _total((each[name] > 0).ifelse(1, 0)) for name in counted}
    for name in ("waiting", "disputed"):
        number[name] = _total((each.now + each[name] > 0).ifelse(1, 0)) - number["now"]
    lines = {name: _total(each[name]) for name in ("lines", "open_lines")}
    return each.group_by(["node", "tag"]).agg(**number, **lines)


def _targets() -> Expr:
    """Return what is promised, by indicator and period: at the node (`own`), and below it."""
    t = _with_codes(_rows("moves", "own")).filter(_.pipeline == "target", _.state == "posted")
    into, out = t["to"] == "promised", t["from"] == "promised"
    signed: Expr = ibis.cases((into, t.amount), (out, -t.amount), else_=0)
    keys = ["node", "own", "code_indicator", "code_period"]
    return t.group_by(keys).agg(amount=_total(signed))


_HEARD = ("lines", "lines_ever", "lines_last_year", "lines_ever_last_year")


def _heard() -> Expr:
    """Return, by pipeline, numbers of lines and of months reported on.

    A month whose reports were all taken back is a month of which nothing was heard. What a carry
    moves is no report: it is known to stand, and nobody said that it happened then.
    """
    t = _with_codes(_rows("moves")).filter(_.state == "posted")
    report = t.pipeline == "report"
    t = t.mutate(
        about=report.ifelse(t.code_pipeline, t.pipeline),
        moved=report.ifelse(0, t.lines),
        told=(report | (t["from"] == CARRIED) | (t["to"] == CARRIED)).ifelse(0, t.lines),
        month=(report & (t.slot >= 1)).ifelse(t.code_period, ibis.null("string")),
    )
    t = t.group_by(["node", "about", "month"]).agg(
        lines=_total((t.slot >= 1).ifelse(t.told, 0)),
        lines_ever=_total(t.moved),
        lines_last_year=_total(((t.slot >= -12) & (t.slot < 0)).ifelse(t.told, 0)),
        lines_ever_last_year=_total((t.slot < 0).ifelse(t.moved, 0)),
        reported=_total(t.month.notnull().ifelse(t.amount, 0)),
    )
    numbers = {name: _total(t[name]) for name in _HEARD}
    months = _total((t.reported > 0).ifelse(1, 0))
    return t.group_by(["node", "about"]).agg(**numbers, months_reported=months)


def _lines() -> Expr:
    """Return the lines behind one count, signed as they entered it, newest first.

    Shape: `chosen` holds the edges of the count with their sign, `span` says which days.
    """
    chosen = ibis.table({**_texts(*EDGE), "sign": "int8", "span": "string"}, name="chosen")
    t = _in_scope().inner_join(chosen, list(EDGE))
    here = ibis.cases((t.span == "stock", ~t.past), (t.span == "ever", True), else_=t.slot >= 1)
    t = t.filter(here)
    kept = [
        *_TEXTS,
        "seq",
        "n",
        "transaction",
        "valid_from",
        "recorded_at",
        "reverses",
        "one_sided",
    ]
    t = t.select(*kept, amount=t.amount * t.sign)
    return t.order_by(ibis.desc("seq"), "n")


def _standing() -> Expr:
    """Return the named projects that stand signed and have not landed, and since which day."""
    t = _rows("keyed", "region", "subject", "last_on")
    t = t.filter(t.pipeline == SIGNED.pipeline, t.unit == SIGNED.unit)
    t = t.filter(~t.past, t.state == "posted")
    sign = _sign(t, SIGNED)
    # Taken over from another book, its first day here is the best this book knows.
    here = ((sign > 0) & (t["from"] != CARRIED)).ifelse(t.last_on, ibis.null("date")).max()
    carried = ((sign > 0) & (t["from"] == CARRIED)).ifelse(t.last_on, ibis.null("date")).max()
    standing = _total(t.amount * sign)
    keys = ["node", "region", "subject"]
    each = t.group_by(keys).agg(amount=standing, since=here.coalesce(carried))
    return each.filter(each.amount > 0)
