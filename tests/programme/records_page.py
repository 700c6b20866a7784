"""Write docs/reference/records.md from the registry: `python -m tests.programme.records_page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tallystick.programme.rules.pipelines import Pipeline, pipelines
from tallystick.programme.rules.records import Field, Fields

PAGE = Path(__file__).parents[2] / "docs/reference/records.md"
HEAD = """# Records of the pipelines

What is written down of a named thing and of one report, beside amounts and codes. Generated from
`src/tallystick/programme/data/pipelines.yaml`; a test holds it to that file. How they are used:
[method](../method/records.md). In a CSV each field of a report is a column `record.<field>`.

*Must be filled at* names the stages; *also in sums*: a sum of the year or a level needs it too.
"""


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(part for p in pipelines().values() for part in _section(p))


def _section(pipeline: Pipeline) -> Iterator[str]:
    yield f"\n## {pipeline.en} {pipeline.zh} (`{pipeline.code}`)\n"
    named = f"Of the named thing ({pipeline.subject.en})"
    parts = ((named, pipeline.record.thing), ("Of one report", pipeline.record.entry))
    if not any(fields for _, fields in parts):
        yield "\nNothing more than its amount and codes.\n"
    for title, fields in parts:
        yield from _table(title, fields)


def _table(title: str, fields: Fields) -> Iterator[str]:
    if fields:
        yield f"\n{title}:\n\n| field | name | kind | must be filled at |\n|---|---|---|---|\n"
        for one in fields.values():
            yield f"| `{one.code}` | {one.en} · {one.zh} | {_kind(one)} | {_wanted(one)} |\n"


def _kind(one: Field) -> str:
    words = [one.kind.replace("_", " or ")]
    if one.codes:
        words.append(", ".join(f"`{code}` {w.en}" for code, w in one.codes.items()))
    if one.of:
        words.append(f"of `{one.of}`")
    if one.must is not None:
        words.append(f"has to be {'yes' if one.must else 'no'}")
    if one.most is not None:
        words.append(f"at most {one.most}")
    if one.not_before:
        words.append(f"not before `{one.not_before}`")
    return ": ".join([words[0], "; ".join(words[1:])]) if words[1:] else words[0]


def _wanted(one: Field) -> str:
    said = ", ".join(f"`{stage}`" for stage in one.at)
    if one.when:
        said += " where " + " and ".join(
            f"`{name}` is {' or '.join(f'`{c}`' for c in codes)}"
            for name, codes in one.when.items()
        )
    if one.sums:
        said += ", also in sums"
    guard = {"": "", "proof": "**no proof, no count**", "coercion": "**coercion blocks the count**"}
    return "; ".join(filter(None, [said, guard[one.guard]]))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
