"""What a person may write for a move: its label, or any word of ours that leads to it alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tallystick.interchange.excel.words import by_label, folded, spoken
from tallystick.kernel.words import Words
from tallystick.programme.rules.pipelines import CARRIED, Stage, pipelines, split_move
from tallystick.programme.rules.step_names import step_names


def moves_by_name(pipeline: str, choices: Mapping[str, Words]) -> dict[str, str]:
    """Return what may be written → the move: labels first, then the words of buttons and pages.

    A stage reached in several ways speaks for the one that bears its plain name, else for none:
    which of them was meant only the writer knows.

    >>> moves = {"outside>placed": Words("Placed", "就业")}
    >>> moves_by_name("placement", moves)["people placed in work"]
    'outside>placed'
    """
    table = by_label(choices)
    for stage in pipelines()[pipeline].stages.values():
        if move := _meant(stage, choices):
            for name in _names(pipeline, stage):
                table.setdefault(folded(name), move)
    return table


def _meant(stage: Stage, choices: Mapping[str, Words]) -> str:
    """Return the move a stage's name stands for; a past year is never meant by it."""
    leading = [
        move
        for move in choices
        if split_move(move)[1] == stage.code and split_move(move)[0] != CARRIED
    ]
    plain = [move for move in leading if choices[move].en == stage.en]
    return plain[0] if plain else leading[0] if len(leading) == 1 else ""


def _names(pipeline: str, stage: Stage) -> Iterator[str]:
    yield stage.code
    told = step_names().get((pipeline, stage.code))
    for words in (stage, told) if told else (stage,):
        for lang in ("en", "zh", "both"):
            yield spoken(words, lang)
    kind = pipelines()[pipeline]
    # As the page of an entry calls it.
    yield f"{kind.en}: {stage.en}"
    yield f"{kind.zh}：{stage.zh}"
