"""What a brief says in sentences: the year in short, on what it rests, how it is checked."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystick.indicators.queries import Scorecard
from tallystick.indicators.queries.frames import known_day
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.interchange.briefs import CommitmentLine, Difference, Figure, Group
from tallystick.journal.queries import seals_at
from tallystick.kernel.actor import Actor
from tallystick.programme.models import AgreementVersion
from tallystick.programme.queries import book_of
from tallystick.programme.rules.frameworks import FrameworkText
from tallystick.web.briefs.differences import MOST
from tallystick.web.briefs.wanted import Wanted
from tallystick.web.figures import day_text, instant_text, long_day, span_text
from tallystick.web.templatetags.tallystick import short_hash
from tallystick.web.views.pairings.pairing import summary_of
from tallystick.web.views.pairings.pairings import level_words
from tallystick.web.wording import (
    actor_name,
    apart,
    clauses,
    colon,
    ended,
    in_words,
    kind_words,
    language,
    pairing_name,
    place,
    sentences,
)

Facts = tuple[tuple[str, str], ...]
# So many figures that fall short are named; the table has all.
FURTHEST = 3


def subtitle_of(
    year: int, as_of: date | None, level: str = "", framework: FrameworkText | None = None
) -> str:
    """Return of which year a brief is, as of which earlier day, and to what it is narrowed.

    It stands on each page, and names the file in a list: of the whole it is not to be taken.
    """
    said = _("Brief for %(year)s") % {"year": year}
    if as_of is not None:
        words = _("Brief for %(year)s, as of %(day)s")
        said = words % {"year": year, "day": day_text(as_of, language())}
    return clauses(
        said,
        _("only the level “%(level)s”") % {"level": kind_words(level)} if level else "",
        _("only “%(framework)s”") % {"framework": framework.label(language())} if framework else "",
    )


def facts_of(wanted: Wanted, card: Scorecard, by: Actor, now: datetime) -> Facts:
    """Return of which book, days and text a brief is, when it was made, and of whose sight."""
    row = wanted.row
    programme = in_words(row.programme.name_en, row.programme.name_zh)
    facts = [
        (_("Programme"), f"{programme} · {level_words(row.level)}"),
        (_("Supporting side"), place(row.supporting)),
        (_("Supported side"), place(row.supported)),
        (_("Year"), _days(card)),
        (_("As we knew it on"), long_day(card.as_of, language())),
    ]
    if card.texts.bears:
        facts.append((_("Agreement"), _text_said(card.texts.bears)))
    facts += [
        (_("Made on"), instant_text(now, language())),
        (_("Made by"), actor_name(by)),
        (_("For whom"), _("It holds what its maker may see: for nobody who may see less.")),
    ]
    return tuple(facts)


def _text_said(text: AgreementVersion) -> str:
    title = in_words(text.agreement.title_en, text.agreement.title_zh)
    words = _("%(title)s, version %(number)s, signed %(day)s")
    day = day_text(text.signed_on, language())
    return words % {"title": title, "number": text.number, "day": day}


def _days(card: Scorecard) -> str:
    if card.window is None:
        return str(card.year)
    return span_text(card.window.since, card.window.until, language())


def year_told(card: Scorecard, groups: tuple[Group, ...]) -> tuple[str, ...]:
    """Return the year in a few sentences: what is reached, what is furthest from its target, and of
    the figures shown what waits and what differs."""
    codes = {line.code for group in groups for line in group.rows}
    shown = [row for row in card.rows if row.indicator in codes]
    reached = summary_of(card)
    told = (_furthest(shown, groups), _waits(shown), _differs(shown))
    return tuple(one for one in (reached and ended(reached.rstrip(".。")), *told) if one)


def _furthest(shown: list[ScoreRow], groups: tuple[Group, ...]) -> str:
    """Return the figures that are furthest from their target, each with its share; or nothing."""
    lines = {line.code: line for group in groups for line in group.rows}
    short = sorted(
        (Fraction(row.matched, row.target), row.indicator)
        for row in shown
        if row.target and row.target > 0 and row.matched is not None and row.matched < row.target
    )
    told = (
        colon(lines[code].name, lines[code].completion.text) for _share, code in short[:FURTHEST]
    )
    words = _("Furthest from their targets: %(figures)s.")
    return words % {"figures": apart(told)} if short else ""


def _waits(shown: list[ScoreRow]) -> str:
    n = sum((row.waiting or 0) > (row.disputed or 0) for row in shown)
    if not n:
        return _("Of the figures shown, nothing waits for the other side.")
    words = ngettext(
        "Part of %(n)s figure shown waits for the other side and is not counted yet.",
        "Parts of %(n)s figures shown wait for the other side and are not counted yet.",
        n,
    )
    return words % {"n": n}


def _differs(shown: list[ScoreRow]) -> str:
    n = sum(bool(row.disputed) for row in shown)
    published = sum(any(f.code == "claim_differs" for f in row.flags) for row in shown)
    ours = ngettext(
        "The two sides differ on %(n)s figure shown.",
        "The two sides differ on %(n)s figures shown.",
        n,
    )
    press = ngettext(
        "%(n)s figure was published otherwise.",
        "%(n)s figures were published otherwise.",
        published,
    )
    return sentences(
        ours % {"n": n} if n else _("Of the figures shown, the two sides differ on none."),
        press % {"n": published} if published else "",
    )


def promises_said(found: tuple[CommitmentLine, ...], card: Scorecard) -> str:
    """Return how many commitments are listed, of what, and on which day they stood so."""
    whole = ""
    if card.level or card.framework:
        whole = _("Commitments are those of the whole pairing, however its figures are narrowed.")
    return sentences(_how_many_stand(found, card), whole)


def _how_many_stand(found: tuple[CommitmentLine, ...], card: Scorecard) -> str:
    day = long_day(card.as_of, language())
    if not found:
        return _("On %(day)s no commitment is open or past its date.") % {"day": day}
    words = ngettext(
        "On %(day)s %(n)s commitment is open or past its date.",
        "On %(day)s %(n)s commitments are open or past their dates, the longest overdue first.",
        len(found),
    )
    return words % {"day": day, "n": len(found)}


def differences_said(
    off: tuple[Figure, ...], disputed: tuple[Difference, ...], card: Scorecard, as_of: date | None
) -> str:
    """Return what stands under the heading of differences, or that nothing does."""
    if off or disputed:
        said = [
            _("What is disputed is not counted until both sides agree."),
            _("A figure published elsewhere changes nothing in the book."),
        ]
    else:
        said = [_("Of the figures shown, none is disputed and none was published otherwise.")]
    if disputed and (card.level or card.framework):
        said.append(
            _(
                "Entries in dispute are those of the whole pairing, however its figures are"
                " narrowed."
            )
        )
    if as_of:
        said.append(_("Which entries were in dispute on that day, the page of each figure tells."))
    if len(disputed) == MOST:
        said.append(_("The first %(n)s entries in dispute are listed.") % {"n": MOST})
    return sentences(*said)


def how_to_check(wanted: Wanted, card: Scorecard) -> tuple[str, ...]:
    """Return how a reader walks a figure back, and of which state of the book it is.

    An address names a day, and a day that has not ended yet may bring more postings.
    """
    day = {"day": long_day(card.as_of, language())}
    shows = _("The address shows it as it was known on %(day)s, whenever it is opened.") % day
    differs = _(
        "The page of the figure shows the same code under Proof; if it differs, the figure"
        " in this file was made of another book."
    )
    if card.as_of >= known_day(wanted.row, None)[1]:
        shows = (
            _(
                "The address shows it as it is known at the end of %(day)s: what is posted after"
                " this file was made, and on that same day, is added to it."
            )
            % day
        )
        differs = _(
            "The page of the figure shows the same code under Proof; if it differs, more was"
            " posted later on that day, or the figure in this file was made of another book."
        )
    said = [
        sentences(
            _("Each figure leads to its walk: lines, entries, both names and evidence."), shows
        ),
        sentences(
            _("The proof is the seal of the newest posting under a figure and the chain up to it."),
            differs,
        ),
        _stood_at(wanted, card),
    ]
    return tuple(one for one in said if one)


def _stood_at(wanted: Wanted, card: Scorecard) -> str:
    """Return the posting at which the figures were read, which is not the newest by now."""
    book = book_of(wanted.row)
    found = seals_at({book.code: card.seq})
    if book.code not in found:
        return ""
    seq, chain = found[book.code]
    words = _("It was read when the book of %(name)s stood at posting %(posting)s, root %(root)s.")
    root = short_hash(chain)
    return words % {"name": pairing_name(book), "posting": f"{seq:,}", "root": root}
