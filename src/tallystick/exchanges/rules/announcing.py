"""An announcement's first draft out of the record, its proofs, and what is wrong with it.

Plain Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.exchanges.rules.both_scripts import in_signs
from tallystick.kernel.code import canonical_json, sha256_hex
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Words

LONGEST_TITLE, LONGEST_BODY, MOST_FIGURES = 200, 20000, 30
TEXTS = ("title_en", "title_zh", "body_en", "body_zh")
MARK = re.compile(r"\[(\d{1,2})\]")
# What stands before a number as a part of it.
_GOES_BEFORE = re.compile(r"[\d.,．－−–〇零一二三四五六七八九十百千万亿$¥-]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{2}")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@dataclass(frozen=True)
class ToldGuest:
    """One person at a meeting, as printed; `stands_for` are (how, name, post).

    `other` is her name and post in the other script, where that is known.
    """

    name: str
    post: str
    leads: bool = False
    stands_for: tuple[tuple[str, str, str], ...] = ()
    other: tuple[str, str] | None = None

    def named(self, *, signs: bool) -> tuple[str, str]:
        """Return her name and post in signs or in letters, as far as they are known in both.

        >>> guest = ToldGuest("Sun Bo", "mayor", other=("孙博", "市长"))
        >>> guest.named(signs=True), guest.named(signs=False)
        (('孙博', '市长'), ('Sun Bo', 'mayor'))
        """
        fits = self.other is None or in_signs(self.name) == signs
        return (self.name, self.post) if fits else self.other or ("", "")


@dataclass(frozen=True)
class ToldPromise:
    """What was undertaken: by which office, until when, in the words of the record."""

    text: Words
    owner: Words
    due_on: date


@dataclass(frozen=True)
class ToldFigure:
    """A figure of the book, with where it is proved.

    Units: `posting` and `root` are the head of the book when it was read, on the day `as_of`.
    """

    n: int
    indicator: str
    year: int
    name: Words
    value: Words
    address: str
    posting: int
    root: str
    as_of: date


@dataclass(frozen=True)
class ToldMeeting:
    """All that the record of a meeting says, for an announcement to be drafted from."""

    title: Words
    kind: Words
    sides: tuple[Words, Words]
    held_on: date
    ended_on: date | None = None
    place: Words | None = None
    guests: tuple[tuple[ToldGuest, ...], tuple[ToldGuest, ...]] = ((), ())
    promises: tuple[ToldPromise, ...] = ()
    signed: tuple[Words, ...] = ()
    figures: tuple[ToldFigure, ...] = ()


def first_draft(told: ToldMeeting) -> dict[str, str]:
    """Return title and body in both languages, as the record has it; a person edits them.

    >>> told = ToldMeeting(
    ...     Words("They met", "会见"), Words("visit", "互访"), (Words("Quay", "码头"),
    ...     Words("Fir", "杉")), date(2021, 5, 6), place=Words("Fir", "杉"))
    >>> first_draft(told)["body_en"], first_draft(told)["body_zh"]
    ('On 6 May 2021, Quay and Fir met in Fir: visit.', '2021年5月6日，码头与杉在杉会面：互访。')
    """
    return {
        "title_en": told.title.label("en")[:LONGEST_TITLE],
        "title_zh": told.title.label("zh")[:LONGEST_TITLE],
        "body_en": "\n\n".join(_english(told)),
        "body_zh": "\n\n".join(_chinese(told)),
    }


def _english(told: ToldMeeting) -> Iterable[str]:
    days = _day_en(told.held_on)
    when = f"From {days} to {_day_en(told.ended_on)}" if told.ended_on else f"On {days}"
    first, second = (side.label("en") for side in told.sides)
    where = f" in {told.place.label('en')}" if told.place else ""
    yield f"{when}, {first} and {second} met{where}: {told.kind.label('en')}."
    for side, people in zip(told.sides, told.guests, strict=True):
        if people:
            yield f"For {side.label('en')}: {'; '.join(map(_guest_en, people))}."
        for guest in people:
            for how, name, post in guest.stands_for:
                did = "stood in for" if how == "in_place" else "brought the greetings of"
                yield f"{guest.named(signs=False)[0]} {did} {_with_post(name, post, ' ({})')}."
    if told.promises:
        yield "\n".join(("It was agreed:", *map(_promise_en, told.promises)))
    if told.signed:
        yield f"Signed: {'; '.join(one.label('en') for one in told.signed)}."
    if told.figures:
        rows = (f"- {f.name.en}, {f.year}: {f.value.en} [{f.n}]" for f in told.figures)
        yield "\n".join(("From the book that both sides keep:", *rows))


def _chinese(told: ToldMeeting) -> Iterable[str]:
    when = _day_zh(told.held_on)
    when += f"至{_day_zh(told.ended_on)}" if told.ended_on else ""
    first, second = (side.label("zh") for side in told.sides)
    where = f"在{told.place.label('zh')}" if told.place else ""
    yield f"{when}，{first}与{second}{where}会面：{told.kind.label('zh')}。"
    for side, people in zip(told.sides, told.guests, strict=True):
        if people:
            yield f"{side.label('zh')}方面：{'；'.join(map(_guest_zh, people))}。"
        for guest in people:
            for how, name, post in guest.stands_for:
                did = "代替" if how == "in_place" else "转达"
                end = "出席" if how == "in_place" else "的问候"
                yield f"{guest.named(signs=True)[0]}{did}{_with_post(name, post, '（{}）')}{end}。"
    if told.promises:
        yield "\n".join(("会议商定：", *map(_promise_zh, told.promises)))
    if told.signed:
        yield f"签署：{'；'.join(one.label('zh') for one in told.signed)}。"
    if told.figures:
        rows = (f"- {f.name.zh}，{f.year}年：{f.value.zh} [{f.n}]" for f in told.figures)
        yield "\n".join(("双方共同账册所载：", *rows))


def _guest_en(one: ToldGuest) -> str:
    return _with_post(*one.named(signs=False), " ({})") + (
        ", head of the delegation" if one.leads else ""
    )


def _guest_zh(one: ToldGuest) -> str:
    return _with_post(*one.named(signs=True), "（{}）") + ("，团长" if one.leads else "")


def _promise_en(one: ToldPromise) -> str:
    words = one.text.label("en").rstrip(".。 ")
    return f"- {words} ({one.owner.label('en')}, by {_day_en(one.due_on)})"


def _promise_zh(one: ToldPromise) -> str:
    words = one.text.label("zh").rstrip(".。 ")
    return f"- {words}（{one.owner.label('zh')}，{_day_zh(one.due_on)}前）"


def _with_post(name: str, post: str, form: str) -> str:
    return name + form.format(post) if post else name


def _day_en(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _day_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def announcement_problems(texts: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with the signs and the length of a draft; it may still be incomplete."""
    found = []
    for name in TEXTS:
        longest = LONGEST_TITLE if name.startswith("title") else LONGEST_BODY
        found += text_problems(name, texts.get(name, ""), longest)
    return found


def unready_problems(
    texts: Mapping[str, str], figures: Sequence[Mapping[str, Any]]
) -> list[Problem]:
    """Return why a draft cannot be published yet: a language is missing, or a figure unproved.

    >>> made = {"title_en": "They met", "title_zh": "", "body_en": "Paid: 5 yuan [2]",
    ...         "body_zh": "已付：6元 [1]"}
    >>> figures = [{"n": 1, "value_en": "5 yuan", "value_zh": "5元"}]
    >>> found = unready_problems(made, figures)
    >>> [(p.code, p.path) for p in found]  # doctest: +NORMALIZE_WHITESPACE
    [('announcement-one-language', 'title_zh'), ('figure-unmarked', 'body_en'),
     ('figure-unknown', 'body_en'), ('figure-unlike', 'body_zh')]
    """
    found = []
    for name in TEXTS:
        fits = _CHINESE if name.endswith("zh") else _LATIN
        if not fits.search(texts[name]):
            found.append(Problem("announcement-one-language", name))
    for lang in ("en", "zh"):
        found += _figure_problems(f"body_{lang}", texts[f"body_{lang}"], lang, figures)
    return found


def _figure_problems(
    path: str, body: str, lang: str, figures: Sequence[Mapping[str, Any]]
) -> list[Problem]:
    """Return the figures of a body that are told otherwise than the book has them."""
    found, told = [], {int(n) for n in MARK.findall(body)}
    known = {one["n"]: one[f"value_{lang}"] for one in figures}
    for n, value in known.items():
        if n not in told:
            found.append(Problem("figure-unmarked", path, {"n": n, "figure": value}))
        elif not all(_ends_with(body[: mark.start()], value) for mark in _marks_of(n, body)):
            found.append(Problem("figure-unlike", path, {"n": n, "figure": value}))
    for n in sorted(told - known.keys()):
        found.append(Problem("figure-unknown", path, {"n": n}))
    return found


def _marks_of(n: int, body: str) -> list[re.Match[str]]:
    """Return every place where a figure is marked: each tells it, not one of them."""
    return [mark for mark in MARK.finditer(body) if int(mark[1]) == n]


def _ends_with(told: str, value: str) -> bool:
    """Return whether a text ends with a figure, and with nothing before it that makes it another.

    >>> _ends_with("Paid: 5 yuan ", "5 yuan"), _ends_with("Paid: 35 yuan", "5 yuan")
    (True, False)
    >>> _ends_with("已付：5元", "5元"), _ends_with("已付：3万5元", "5元"), _ends_with("-5元", "5元")
    (True, False, False)
    """
    told = told.rstrip()
    return told.endswith(value) and not _GOES_BEFORE.search(told.removesuffix(value)[-1:])


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is published: texts, figures, what it corrects."""
    return sha256_hex(canonical_json(dict(content)).encode())


def plain_text(
    title: str, body: str, figures: Sequence[Mapping[str, Any]], lang: str, site: str = ""
) -> str:
    """Return an announcement as plain text, with what proves each figure beneath it.

    >>> row = {"n": 1, "address": "/w/", "posting": 7, "root": "ab", "as_of": "2022-01-02"}
    >>> print(plain_text("T", "B 5 yuan [1]", [row], "en", "https://a.example"))
    T
    <BLANKLINE>
    B 5 yuan [1]
    <BLANKLINE>
    [1] https://a.example/w/ (2022-01-02, posting 7, root ab)
    <BLANKLINE>
    """
    posting, root = ("第{}笔", "链值{}") if lang.startswith("zh") else ("posting {}", "root {}")
    rows = [
        f"[{one['n']}] {site}{one['address']} ({one['as_of']}, {posting.format(one['posting'])}, "
        f"{root.format(one['root'])})"
        for one in figures
    ]
    return "\n\n".join(part for part in (title, body, "\n".join(rows)) if part) + "\n"
