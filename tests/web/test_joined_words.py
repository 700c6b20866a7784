"""Sentences one after another: a space stands between English ones, none between Chinese ones."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from tallystick.web.wording import sentences

GAP = Template("{% load tallystick %}One.{% gap %}Two.")


@pytest.mark.parametrize(("language", "between"), [("en", " "), ("zh-hans", "")])
def test_sentences_are_joined_as_the_language_joins_them(language: str, between: str) -> None:
    with translation.override(language):
        assert sentences("One.", "Two.") == f"One.{between}Two."
        assert GAP.render(Context()) == f"One.{between}Two."


def test_a_sentence_that_is_not_there_leaves_no_space() -> None:
    with translation.override("en"):
        assert sentences("", "Two.") == "Two."
