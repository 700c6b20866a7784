"""What templates draw and write: tallies, glyphs, lines of a year, days and waiting times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tallystick.web.chips import chips_of
from tallystick.web.contexts import Cell, GlanceRow, Mark, Part, ScoreRow
from tallystick.web.contexts.shared import Table
from tallystick.web.figures import (
    EMPTY_WORDS,
    day_text,
    instant_text,
    long_day,
)
from tallystick.web.frame import language_tag
from tallystick.web.glossary import glossary
from tallystick.web.saving import saved_of, shortcuts
from tallystick.web.strokes import (
    figure_written,
    shapes_drawn,
    spark_drawn,
    state_written,
    tally_drawn,
)
from tallystick.web.tally import Spark, Tally, draw, halves
from tallystick.web.wording import bracketed, clauses, colon, in_chinese, language

register = template.Library()


@register.simple_tag
def tally(row: ScoreRow | GlanceRow) -> str:
    """Draw the split tally of a row, with its figures in words for whoever does not see it."""
    words = row_in_words(row) if isinstance(row, ScoreRow) else colon(row.name, row.words)
    empty = row.matched.empty if isinstance(row, ScoreRow) else None
    return tally_drawn(draw(row.tally), words, str(EMPTY_WORDS[empty]) if empty else "")


@register.simple_tag
def tally_of(figures: Tally, words: str) -> str:
    """Draw a split tally that stands alone, with the words its page gives."""
    return tally_drawn(draw(figures), words, _("no figure"))


@register.simple_tag
def share(part: Part) -> str:
    """Draw a part's share of its whole."""
    return tally_drawn(draw(part.share), colon(part.name, part.share_words))


@register.inclusion_tag("web/parts/halves.svg")
def two_halves(upper: int | None, lower: int | None) -> dict[str, str]:
    """Draw both halves of one entry against each other."""
    return {"shapes": shapes_drawn(halves(upper, lower))}


@register.simple_tag
def year_line(line: Spark | None) -> str:
    """Draw the line of a year, last year's dotted under it."""
    return spark_drawn(line)


@register.filter
def to_mend(problems: Sequence[object]) -> int:
    """Return of how many things the sentences above a form speak."""
    return sum(len(getattr(problem, "fields", ())) or 1 for problem in problems)


def row_in_words(row: ScoreRow) -> str:
    """Return a scorecard row as one sentence without an end, for screen readers."""
    cells = (
        (_("matched"), row.matched),
        (_("waiting"), row.waiting),
        (_("target"), row.target),
        (_("claimed"), row.claimed),
        (_("last year"), row.last_year),
    )
    said = clauses(*(f"{label} {cell_text(cell)}" for label, cell in cells))
    return colon(bracketed(row.name, row.unit), said)


@register.inclusion_tag("web/parts/term.html")
def term(code: str) -> dict[str, str]:
    """Write a word of the product that tells its meaning when pressed; once a page.

    The page gives the meaning itself by `meanings`, outside of a table's head.
    """
    return {"code": code, "word": glossary()[code].word.label(language())}


@register.inclusion_tag("web/parts/meanings.html")
def meanings(*codes: str) -> dict[str, Any]:
    """Write the meanings that the words of a page open."""
    lang, known = language(), glossary()
    terms = [
        (code, known[code].word.label(lang), known[code].meaning.label(lang)) for code in codes
    ]
    return {"terms": terms}


@register.inclusion_tag("web/parts/explained.html")
def explained(*codes: str) -> dict[str, Any]:
    """Write the words under a page's title that tell their meaning when pressed."""
    return {"codes": codes, **meanings(*codes)}


@register.filter
def cell_text(cell: Cell) -> str:
    """Return a cell's figure, or the word for why there is none."""
    return cell.text or str(EMPTY_WORDS[cell.empty] if cell.empty else "")


@register.simple_tag
def figure(cell: Cell, style: str = "") -> str:
    """Write a cell: a figure is a door to its walk, an empty cell says why it is empty."""
    return figure_written(cell, cell_text(cell), style)


@register.simple_tag(takes_context=True)
def heads(context: Context, table: Table) -> str:
    """Write the heads of a table, once for all the tables of a page that has many alike."""
    assert context.template is not None  # noqa: S101 (set while a page is drawn)
    part = context.template.engine.get_template("web/parts/heads.html")
    return str(part.render(Context({"table": table}, autoescape=context.autoescape)))


@register.simple_tag
def amount(words: str, href: str = "", style: str = "fw-normal") -> str:
    """Write a figure of the book as the door to what it stands on; see `tests/web` for the rule."""
    if not words or not href:
        return words
    return format_html('<a class="ts-fig {}" href="{}">{}</a>', style, href, words)


@register.filter
def unbroken(words: str) -> str:
    """Return a run of days that breaks between its days alone, not within one: "a – b".

    >>> unbroken("2012-01-01 – 2012-12-31")
    '<span class="ts-nowrap">2012-01-01 –</span> <span class="ts-nowrap">2012-12-31</span>'
    >>> unbroken("2012 <")
    '<span class="ts-nowrap">2012 &lt;</span>'
    """
    first, between, last = words.partition(" – ")
    if not between:
        return format_html('<span class="ts-nowrap">{}</span>', first)
    both = '<span class="ts-nowrap">{} –</span> <span class="ts-nowrap">{}</span>'
    return format_html(both, first, last)


@register.inclusion_tag("web/parts/glyph.svg")
def glyph(code: str) -> dict[str, str]:
    """Draw the tally of a state; its word always stands beside it."""
    return {"code": code}


@register.simple_tag
def state(mark: Mark) -> str:
    """Write a state: drawn tally, then its word, then its colour."""
    return state_written(mark)


@register.inclusion_tag("web/parts/icon.svg")
def icon(name: str) -> dict[str, str]:
    """Draw an icon of the sprite; words always stand beside it."""
    return {"name": name}


@register.filter
def day(value: date) -> str:
    """Write a day as tables show it."""
    return day_text(value, language())


@register.filter
def in_full(value: date) -> str:
    """Write a day as sentences say it."""
    return long_day(value, language())


@register.filter
def instant(value: datetime) -> str:
    """Write an instant as a clock on the wall shows it."""
    return instant_text(value, language())


@register.filter
def grouped(number: int) -> str:
    """Write a whole number with its thousands told apart."""
    return f"{number:,}"


@register.filter
def short_hash(value: str) -> str:
    """Return the two ends of a hash, enough to tell it from another by eye.

    >>> short_hash("7f3a9c04aaaaaaaae21b")
    '7f3a9c04…e21b'
    """
    return f"{value[:8]}…{value[-4:]}" if len(value) > 14 else value


@register.filter
def script_of(text: str) -> str:
    """Return the language of what people typed, as its script tells, for a reader's voice.

    >>> script_of("Beipan Roads"), script_of("北盘路桥")
    ('en', 'zh-Hans')
    """
    return "zh-Hans" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"


@register.inclusion_tag("web/parts/chips.html", takes_context=True)
def chips(context: Context) -> dict[str, Any]:
    """Write the filters in force in words, each with a link to the page without it."""
    return {"chips": chips_of(context.get("request"), context["page"])}


@register.inclusion_tag("web/parts/saved.html", takes_context=True)
def saved(context: Context) -> dict[str, Any]:
    """Write the saved views of this list, and the form that saves it as it stands."""
    request = context.get("request")
    return {
        "saved": saved_of(request, getattr(context["page"], "table", None)),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("web/parts/shortcuts.html", takes_context=True)
def saved_shortcuts(context: Context) -> dict[str, Any]:
    """Write the saved views of every list, as many as one looks over."""
    return {"views": shortcuts(context.get("request")), "manage": reverse("saved-views")}


@register.inclusion_tag("web/parts/columns.html", takes_context=True)
def columns(context: Context) -> dict[str, Any]:
    """Write the choice of columns of this list, and the link to it as a file."""
    user = getattr(context.get("request"), "user", None)
    keep = reverse("saved-views") if user is not None and user.is_authenticated else ""
    table = context["page"].table
    return {"table": table, "keep": keep, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def gap() -> str:
    """Return what stands between two sentences: a space, and nothing in Chinese."""
    return "" if in_chinese() else " "


@register.simple_tag
def page_lang() -> str:
    """Return the tag of this page's language."""
    return language_tag(language())


@register.simple_tag
def weekday(value: date) -> str:
    """Return the name of a day of the week."""
    names: Mapping[int, str] = {
        0: _("Monday"),
        1: _("Tuesday"),
        2: _("Wednesday"),
        3: _("Thursday"),
        4: _("Friday"),
        5: _("Saturday"),
        6: _("Sunday"),
    }
    return names[value.weekday()]


class OwnFirst(template.Node):
    """Two pieces of a form, of which Chinese pages show the Chinese one first."""

    def __init__(self, english: template.NodeList, chinese: template.NodeList) -> None:
        self.english, self.chinese = english, chinese

    def render(self, context: Context) -> SafeString:
        """Return both pieces, in the order of the reader's language."""
        english, chinese = self.english.render(context), self.chinese.render(context)
        return chinese + english if in_chinese() else english + chinese


@register.tag
def own_first(parser: template.base.Parser, _token: template.base.Token) -> OwnFirst:
    """Read `{% own_first %}` English `{% in_chinese %}` the same in Chinese `{% endown_first %}`.

    On Chinese pages the latter comes first.
    """
    english = parser.parse(("in_chinese",))
    parser.delete_first_token()
    chinese = parser.parse(("endown_first",))
    parser.delete_first_token()
    return OwnFirst(english, chinese)
