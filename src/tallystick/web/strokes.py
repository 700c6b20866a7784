"""What stands on a page by the hundred: figures, states, tallies, lines of a year.

A template for each of them would take longer than the page around them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tallystick.web.contexts.shared import Cell, Mark
from tallystick.web.tally import Rect, Shape, Spark


def figure_written(cell: Cell, words: str, style: str = "") -> SafeString:
    """Return a cell: a figure is a door to its walk, `words` say why there is none.

    >>> figure_written(Cell("48", href="/a/?b=1&c"), "")
    '<a class="ts-fig" href="/a/?b=1&amp;c">48</a>\\n'
    >>> figure_written(Cell(), "not due")
    '<span class="ts-void">not due</span>\\n'
    """
    if cell.text:
        if not cell.href:
            return format_html("{}\n", cell.text)
        css = f"ts-fig {style}" if style else "ts-fig"
        return format_html('<a class="{}" href="{}">{}</a>\n', css, cell.href, cell.text)
    if cell.href:
        return format_html('<a class="ts-link ts-void" href="{}">{}</a>\n', cell.href, words)
    return format_html('<span class="ts-void">{}</span>\n', words)


def state_written(mark: Mark) -> SafeString:
    """Return a state: its drawn tally, then its word."""
    return format_html(
        '<span class="ts-state" data-s="{0}"><svg class="tg" aria-hidden="true">'
        '<use href="#tg-{0}"/></svg>\n{1}</span>\n',
        mark.code,
        mark.words,
    )


def shapes_drawn(shapes: Sequence[Shape]) -> SafeString:
    """Return the shapes of a drawing, in painting order."""
    return format_html_join("", "{}", ((_shape(one),) for one in shapes))


def _shape(one: Shape) -> SafeString:
    if isinstance(one, Rect):
        rounded = format_html(' rx="{}"', one.rx) if one.rx else ""
        rect = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>'
        return format_html(rect, one.css, one.x, one.y, one.width, one.height, rounded)
    thick = format_html(' stroke-width="{}"', one.stroke_width) if one.stroke_width else ""
    return format_html('<path class="{}" d="{}"{}/>', one.css, one.d, thick)


def tally_drawn(shapes: Sequence[Shape], words: str, nothing: str = "") -> SafeString:
    """Return a split tally, `words` saying its figures to whoever does not see it.

    `nothing`: said in place of a track on which nothing lies.
    """
    if nothing and len(shapes) == 1:
        return format_html('<span class="ts-void">{}</span>\n', nothing)
    return format_html(
        '<svg class="tb" viewBox="0 0 200 23" preserveAspectRatio="xMinYMid meet" role="img"'
        ' aria-label="{}">{}\n</svg>\n',
        words,
        shapes_drawn(shapes),
    )


def spark_drawn(line: Spark | None) -> SafeString:
    """Return the line of a year; nothing where nothing was reported in it."""
    if line is None:
        return SafeString("\n")
    before = format_html('<path class="prev" d="{}"/>', line.previous) if line.previous else ""
    return format_html(
        '<svg class="spark" viewBox="0 0 88 22" aria-hidden="true">{}<path d="{}"/>'
        '<circle cx="{}" cy="{}" r="2.25"/></svg>\n',
        before,
        line.line,
        line.x,
        line.y,
    )
