"""The sheets of an entries workbook: which columns each pipeline has, in the clerk's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tallystick.interchange.excel.words import pair, pairs
from tallystick.kernel.words import Words
from tallystick.programme.rules.pipelines import (
    CARRIED,
    OUTSIDE,
    Pipeline,
    dimensions,
    move_words,
    pipelines,
    unit_scale,
    units_of,
)
from tallystick.programme.rules.records import Field
from tallystick.programme.rules.vocabulary import counted_words

# Posted with what they speak of, or written by other services; nobody fills them in a workbook.
NOT_ENTERED = frozenset({"target", "report", "commitment"})
UNIT, DIMENSION = "unit:", "dim:"
# A field of the record: which of them must be filled hangs on the step, so none is asked for here.
RECORD = "record."
_RECORDED = {"day": "date", "code": "choice", "yes_no": "choice"}
WIDTHS = {"number": 7, "on": 12, "title": 26, "title_zh": 26, "evidence": 22, "reason": 22}


@dataclass(frozen=True)
class Column:
    """One column: the code in the hidden row, the header, what may stand in it.

    Units: `kind` is number | day | money | whole | text | choice | year; `choices` maps code to
    label. `fixed` is the code of a column that is left out because there is but one choice;
    `usual` what an empty cell means; `example` the code that the example row shows, else the first.
    """

    code: str
    words: Words
    kind: str
    hint: Words
    choices: Mapping[str, Words] = field(default_factory=dict)
    required: bool = False
    fixed: str = ""
    usual: str = ""
    example: str = ""

    @property
    def width(self) -> int:
        """Return how many signs wide the column is laid out."""
        longest = max((len(w.en) for w in self.choices.values()), default=0)
        return WIDTHS.get(self.code, max(13, min(longest + 2, 32)))


@dataclass(frozen=True)
class SheetForm:
    """One sheet: the pipeline it is about and its columns in order, the left-out ones too."""

    pipeline: str
    words: Words
    columns: tuple[Column, ...]

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that stand on the sheet."""
        return tuple(column for column in self.columns if not column.fixed)


def forms(
    wanted: Sequence[str],
    *,
    regions: Mapping[str, Words],
    partners: Mapping[str, Words],
    things: Mapping[str, Mapping[str, Words]],
) -> tuple[SheetForm, ...]:
    """Return the sheets of a workbook: one for each pipeline wanted, in the registry's order.

    Units: `things` maps a pipeline to its named things, code → title.
    """
    return tuple(
        _form(pipelines()[code], regions, partners, things.get(code, {}))
        for code in pipelines()
        if code in wanted and code not in NOT_ENTERED
    )


def _form(
    pipeline: Pipeline,
    regions: Mapping[str, Words],
    partners: Mapping[str, Words],
    things: Mapping[str, Words],
) -> SheetForm:
    code = pipeline.code
    fed = {how: words for how, words in pairs("statements").items() if how in pipeline.fed}
    moves = move_choices(code)
    usual = [move for move in moves if not move.startswith(f"{CARRIED}>")]
    columns = [
        _column("number", "number", required=True),
        *([_choice("move", moves)] if len(usual) > 1 else []),
        _choice("region", regions),
        _choice("partner", partners),
        _choice("statement", fed),
        _column("on", "day", required=True),
        *_dimensions(pipeline),
        *(_amount(unit) for unit in units(code)),
    ]
    columns += [_recorded(field) for field in pipeline.record.entry.values()]
    if things:
        columns.append(_choice("thing", things, required=False))
    columns += [_column(name, "text") for name in ("title_zh", "title", "evidence", "reason")]
    if len(usual) == 1:
        # Only whoever brings a past year in chooses here; for all others it goes without saying.
        last = _choice("move", moves, required=False)
        columns.append(replace(last, usual=usual[0]))
    return SheetForm(code, Words(pipeline.en, pipeline.zh), tuple(columns))


def _column(code: str, kind: str, *, required: bool = False) -> Column:
    return Column(code, pair("columns", code), kind, pair("hints", code), required=required)


def _choice(code: str, choices: Mapping[str, Words], *, required: bool = True) -> Column:
    only = next(iter(choices)) if required and len(choices) == 1 else ""
    return Column(
        code, pair("columns", code), "choice", pair("hints", code), choices, required, only
    )


def _dimensions(pipeline: Pipeline) -> Iterator[Column]:
    noted = [d for stage in pipeline.stages.values() for d in stage.noted]
    for code in dict.fromkeys([*pipeline.kept, *noted]):
        known = dimensions()[code]
        label = Words(known.en, known.zh)
        if known.codes is None:
            yield Column(DIMENSION + code, label, "year", pair("hints", "year"))
        else:
            yield Column(DIMENSION + code, label, "choice", pair("hints", "code"), known.codes)


def _amount(unit: str) -> Column:
    named = counted_words(unit)
    money = unit_scale(unit) > 0
    frame = pair("columns", "amount" if money else "count")
    words = Words(frame.en % named.en, frame.zh % named.zh)
    return Column(UNIT + unit, words, "money" if money else "whole", pair("hints", "amount"))


def _recorded(one: Field) -> Column:
    """Return the column of one field of the pipeline's record."""
    choices = one.codes if one.kind == "code" else pairs("yes_no") if one.kind == "yes_no" else {}
    return Column(
        RECORD + one.code, Words(one.en, one.zh), _RECORDED.get(one.kind, "text"),
        pair("hints", "record"), choices,
        # A row that shows coercion is blocked: no office is to learn from it.
        example={True: "yes", False: "no", None: ""}[one.must],
    )  # fmt: skip


def units(pipeline: str) -> tuple[str, ...]:
    """Return every unit counted anywhere in a pipeline, each once.

    >>> units("funds")
    ('CNY',)
    """
    stages = pipelines()[pipeline].stages
    return tuple(dict.fromkeys(unit for stage in stages for unit in units_of(pipeline, stage)))


def move_choices(pipeline: str) -> dict[str, Words]:
    """Return move → what a clerk calls it; two moves never bear one name.

    >>> [words.en for words in move_choices("funds").values()][:3]
    ['Committed', 'Received', 'Allocated']
    """
    found = pipelines()[pipeline]
    moves = [f"{source}>{code}" for code, stage in found.stages.items() for source in stage.sources]
    # Past years, last in the list: what stood, or was reached, before the book began.
    moves += [f"{CARRIED}>{code}" for code in found.stages]
    named = {move: move_words(pipeline, *move.split(">")) for move in moves}
    count = Counter(words.en for words in named.values())
    return {
        move: words if count[words.en] == 1 else _from(pipeline, move, words)
        for move, words in named.items()
    }


def _from(pipeline: str, move: str, words: Words) -> Words:
    """Tell apart two moves into one stage by the stage they come from."""
    source = move.split(">")[0]
    if source in (OUTSIDE, CARRIED):
        return words
    before = pipelines()[pipeline].stages[source]
    return Words(f"{words.en} (from: {before.en})", f"{words.zh}(原{before.zh})")
