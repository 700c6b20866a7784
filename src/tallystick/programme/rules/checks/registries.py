"""The registries side by side, so that a test can plant a fault in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.programme.rules.bindings import Binding, Measure, Ratio, bindings
from tallystick.programme.rules.catalogue import Indicator, indicators
from tallystick.programme.rules.pipelines import Pipeline, pipelines
from tallystick.programme.rules.vocabulary import Dimension, Unit, dimensions, units


@dataclass(frozen=True)
class Registries:
    """What the product counts, and how, in five tables."""

    units: Mapping[str, Unit]
    dimensions: Mapping[str, Dimension]
    pipelines: Mapping[str, Pipeline]
    indicators: Mapping[str, Indicator]
    bindings: Mapping[str, Binding]

    def counted(self, pipeline: str, stage: str) -> set[str]:
        """Return the units counted at a stage, parts of a whole included."""
        counted = self.pipelines[pipeline].stages[stage].units
        return {*counted, *(f"{u}/{part}" for u in counted for part in self.parts(u))}

    def parts(self, unit: str) -> Iterable[str]:
        """Return the parts of a unit that are counted apart."""
        return self.units[unit].of_whom if unit in self.units else ()

    def measures(self) -> Iterator[tuple[str, Measure]]:
        """Yield (indicator, measure) for each figure read from lines, those of ratios included."""
        for code, binding in self.bindings.items():
            if isinstance(binding, Measure):
                yield code, binding
            if isinstance(binding, Ratio):
                for part in (binding.numerator, binding.denominator):
                    if isinstance(part, Measure):
                        yield code, part


def registries() -> Registries:
    """Return the registries shipped with the package."""
    return Registries(units(), dimensions(), pipelines(), indicators(), bindings())


def unknown(where: str, what: str, names: Iterable[str], known: Iterable[str]) -> list[Problem]:
    """Return one problem for each of `names` that is not among `known`.

    >>> [p.value for p in unknown("funds", "unit", ["CNY", "cny"], ["CNY"])]
    ['cny']
    """
    listed = set(known)
    return [
        Problem("registry-unknown", where, {"where": where, "what": what}, name)
        for name in names
        if name not in listed
    ]


def wordless(where: str, label: Words | None) -> list[Problem]:
    """Return a problem when a label is empty, or no text, in one of the languages.

    YAML reads an unquoted Yes or No as a truth value.

    >>> [p.code for p in wordless("funds", Words("Funds", ""))]
    ['registry-wordless']
    """
    if label is None or all(isinstance(w, str) and w.strip() for w in (label.en, label.zh)):
        return []
    return [Problem("registry-wordless", where, {"where": where})]
