"""A number as one types it, read back in words: the rules of the server, as they will be kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.interchange.pasted.clipboard import in_magnitude
from tallystick.interchange.pasted.table import MAGNITUDES
from tallystick.interchange.sheets.vocabulary import shipped
from tallystick.kernel.numeral import read_stated
from tallystick.kernel.problem import Refused
from tallystick.web.wording import amount_in_full, in_chinese, language, stated_words


@require_safe
@guard(SIGNED_IN)
def read_back(request: HttpRequest) -> HttpResponse:
    """Return a number in full, in the reader's words and in those of the other language.

    What is no number is told in its sentence; nothing where nothing was typed.
    """
    unit, number = request.GET.get("unit", ""), request.GET.get("n", "")[:60]
    word = request.GET.get("in", "")
    scale = shipped().scales.get(unit)
    if scale is None or not number.strip():
        return HttpResponse("", content_type="text/plain; charset=utf-8")
    try:
        said = read_stated(in_magnitude(number, word if word in MAGNITUDES else ""), scale)
    except Refused as refused:
        return _plain(refused.problems[0].sentence(language()))
    words = [amount_in_full(said.amount, unit), stated_words(said.amount, said.precision, unit)]
    with translation.override("en" if in_chinese() else "zh-hans"):
        words.append(stated_words(said.amount, 1, unit))
    return _plain(" = ".join(dict.fromkeys(words)))


def _plain(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
