"""Documents that an English text says were signed or invoked, as the shortest phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.cues import Cue
from tallystick.extraction.page import Page
from tallystick.kernel.letters import small_letters

_HEAD = (
    r"(?:memorandum of (?:understanding|cooperation|agreement|intent)"
    r"|memoranda of (?:understanding|cooperation)|intention letters?|cooperation documents?"
    r"|letters? of (?:intent|understanding|cooperation|agreement|friendship|exchange)"
    r"|minutes(?: of (?:the )?(?:meeting|talks|session))?|agreements?|memorandum"
    r"|m\.?o\.?[ua]s?(?: of (?:cooperation|understanding|agreement))?"
    r"|protocols?(?: of intent)?|pacts?|accords?|contracts?|declarations?|charters?|treaty|treaties"
    r"|arrangements?|communiqu[eé]s?|convention(?! (?:cent(?:er|re)|hall))"
    r"|(?:action |work |cooperation )?plans?|joint statement"
    r"|statement of intent|responsibility letter|road ?map|framework document)"
)
# A sentence longer than this is none; a text longer than that is no announcement.
_SENTENCE, _TEXT = 2000, 60_000
# Words between the article and the head: none is a verb or an article.
_BETWEEN = (
    r"(?:(?!(?:a|an|the|of|that|which|to|their|its|was|were|has|have|will|by|signed|inked|exchanged"
    r"|concluded|reached|held)\b)[\w’'“”\"&/.-]{1,30},? ){0,7}?"
)
# For small letters, as what tells a signing.
_PHRASE = Cue(
    re.compile(
        r"(?=[\dacefimnostv])\b(?P<article>an?|the|their|this|its|several|some|\d+|two|three|four"
        r"|five|six|seven|eight|nine|ten|multiple|various|of|and|signed|inked|exchanged|concluded"
        rf"|on)\s(?P<name>{_BETWEEN}{_HEAD})\b",
    ),
    (
        "agreement", "memorand", "mou", "m.o.u", "moa", "letter", "minutes", "protocol", "pact",
        "accord", "contract", "declaration", "charter", "treat", "communiqu", "convention",
        "plan", "statement", "arrangement", "road map", "roadmap", "framework",
        "cooperation document",
    ),
)  # fmt: skip
# A title goes on: "... for Poverty Alleviation Cooperation between A and B (2018) Agreement".
_TITLE_GOES_ON = re.compile(
    r" (?:for|on|of|in|concerning|regarding)(?: (?:the|a|and|of|for|in|on|to))?(?:"
    r" [A-Z0-9][\w’'-]{1,30}(?: (?:and|of|for|in|the|on|to))?){2,14}(?<! and)(?<! of)(?<!"
    r" for)(?<! in)(?<! the)(?<! on)(?<! to)"
)
_TITLE_ENDS = re.compile(
    r"(?: (?:between|with|among|and|of|for|the|in|on|[A-Z0-9][\w’'-]{1,30}"
    r"|\([^()]{1,60}\))){1,24}? (?:Agreement|Memorandum|Protocol|Plan)\b"
)
# What an untitled one is named with: its parties and its years.
_PARTIES = re.compile(
    r"(?: between the two (?:sides|parties|cities|provinces|countries|regions|counties|districts"
    r"|places|municipalities)(?= (?:for|in|of) )"
    r"| between (?:[A-Z][\w’'-]{1,24} ){1,4}and(?: [A-Z][\w’'-]{1,24}){1,4}"
    r"(?: (?:provinces|cities|counties|districts|municipalities))?)?"
    r"(?: for (?:the (?:period|years) )?\d{4}(?: ?[-–—/] ?\d{2,4})?)?"
)
_SIGNING = re.compile(
    r"(?=[abcefghiprsu])\b(?:re-?)?(?:sign(?:ed|s|ing|ature)?|inked|initial(?:l?ed)|exchanged|concluded|settled"
    r"|sealed"
    r"|renewed|countersigned|co-signed|entered into|reached|ratified|forged|penned|clinched|struck"
    r"|put (?:their|his|her) (?:names?|signatures?)|formali[sz]ed|approved|adopted"
    r"|bears the signatures?|(?:ha(?:s|ve|d)|got) a new"
    r"|under an?)\b",
)
_NO_PART_OF_NAME = re.compile(
    r"^(?:(?:\w+,(?= \d)"
    r"|annual|yearly|similar|new|first|second|third|initial|formal|final|said|same|following|another"
    r"|signed|respective|preliminary|separate|relevant|such|more|other|original|previous|existing"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|(?:[\w’'-]+ ){0,3}[\w’']+['’]s (?:first|second|third|fourth|fifth|latest|new)"
    r"|and|two|three|four|five|six|seven|eight|nine|ten|(?!(?:19|20)\d\d )\d+) )+",
    re.IGNORECASE,
)
# "Memorandum of Understanding (MoU)": the short form is part of how it is named.
_SHORT_FORM = re.compile(r" \([“\"]?(?:[A-Z]\.?){1,3}[a-z]?(?:[A-Z]\.?){0,3}s?[”\"]?\)")
_ENDS_CAPITAL = re.compile(r"(?:^|\s)[A-Z][\w’'-]*$")
_CLOSING = re.compile(r"[”\"]")
# What two parties have between them, whether or not the sentence says that they signed it.
_OF_PARTIES = re.compile(
    r"(?:[\w’'-]+ ){0,5}?(?:cooperation|co-operation|collaboration|framework|partnership|twinning"
    r"|sister\S*|sister (?:city|province|county|state)|pairing|friendship|friendly|assistance"
    r"|exchange|bilateral|joint) (?:[\w’'-]+ ){0,3}?(?:agreements?|memorand(?:um|a)|mous?"
    r"|protocols?|accords?|pacts?|charter|declaration|treaty|arrangement)\b"
    r"|memorand(?:um|a) of|letters? of (?:intent|understanding)|minutes of"
    r"|(?:[\w’'-]+ ){1,4}agreement(?= with (?:the )?[A-Z])",
    re.IGNORECASE,
)
_UNNAMED = (
    "agreement", "pact", "accord", "memorandum", "memorandum of understanding", "declaration",
    "intention letter", "letter of intent",
)  # fmt: skip
_DAY = r"(?:[A-Z][a-z]{2,8} )?\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NAME = r"(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_ABOUT = re.compile(
    rf" to that effect\b| (?:on (?!{_DAY}|behalf)|to (?=[a-z]))"
    r"(?:(?!(?:that|which|who|will|would|was|were|is|are|has|have|when|during|after|before|at|as|"
    r"signed|with|between|including|worth|in (?:the presence|[A-Z]|\d))\b)[\w’'/-]+ ?){1,16}(?<! )"
    rf"(?: between {_NAME} and {_NAME}(?: of [A-Z][\w’'-]+)?)?"
)
_BARE = re.compile(
    r"(?:agreements?|contracts?|memorandum|plans?|protocols?|pacts?|mou|declaration)$",
    re.IGNORECASE,
)


def agreements_in_english(page: Page) -> Iterator[tuple[int, int, int]]:
    """Yield the place of each document an English text names, and how sure that is."""
    for sentence in page.sentences:
        if sentence.start > _TEXT:
            return
        text = sentence.text
        small = small_letters(text)
        if len(text) > _SENTENCE or not _PHRASE.may(small):
            continue
        signed = _SIGNING.search(small) is not None
        behind = 0
        for hit in _PHRASE.pattern.finditer(small):
            if hit.start("name") < behind:
                continue
            start, end, titled = _named(text, hit)
            if _is_one(text, hit, (start, end), signed=signed, titled=titled):
                short = _SHORT_FORM.match(text, end)
                behind = end = short.end() if short else end
                yield sentence.start + start, sentence.start + end, 85 if signed else 60


def _named(text: str, hit: re.Match[str]) -> tuple[int, int, bool]:
    """Return where a document's name begins and ends, and whether it is a title."""
    start, end = hit.span("name")
    skipped = _NO_PART_OF_NAME.match(text[start:end])
    if skipped and skipped.end() < end - start:
        start += skipped.end()
    if text[start] in '“"' and not _CLOSING.search(text, start + 1, end):
        start += 1
    if _ENDS_CAPITAL.search(text[start:end]):
        return *_title(text, start, end), True
    further = _PARTIES.match(text, end)
    end = further.end() if further else end
    if text[start:end] in _UNNAMED and hit["article"] in ("a", "an"):
        # An agreement named by nothing else is named by what it is about.
        about = _ABOUT.match(text, end)
        end = about.end() if about else end
    return start, end, False


def _is_one(
    text: str, hit: re.Match[str], place: tuple[int, int], *, signed: bool, titled: bool
) -> bool:
    """Whether what is named is a document between parties, and not only told of again."""
    start, end = place
    name, pointed = text[start:end], hit["article"] in ("the", "this", "its", "their")
    if name.lower() == "contracts" or (pointed and _BARE.fullmatch(name)):
        return False
    if signed or (titled and name.count(" ") > 1):
        return True
    return _OF_PARTIES.match(text, start, min(len(text), end + 12)) is not None


def _title(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a title from its first capital to where it ends."""
    capital = re.search(r"\b[A-Z]", text[start:end])
    # "sister province MoU": letters that stand for a word begin no title.
    if capital and text[start + capital.start() : end].find(" ") > 0:
        start += capital.start()
    further = _TITLE_ENDS.match(text, end) or _TITLE_GOES_ON.match(text, end)
    return start, further.end() if further else end
