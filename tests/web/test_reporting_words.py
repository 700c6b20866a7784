"""Each step that has a form is called as a clerk says it, and no two are called alike."""

from __future__ import annotations

from django.utils.translation import override

from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.step_names import step_names
from tallystick.web.reporting_words import step_words
from tallystick.web.views.entries import entry_form as form
from tallystick.web.views.entries.new_entry import GROUPS


def test_every_step_with_a_form_has_words_of_its_own_in_both_languages() -> None:
    asked = {
        (code, stage.code)
        for _title, codes in GROUPS
        for code in codes
        for stage in pipelines()[code].stages.values()
        if form.ways_of(pipelines()[code], stage)
    }
    assert asked <= set(step_names())
    for language in ("en", "zh-hans"):
        with override(language):
            said = [step_words(pipelines()[p], pipelines()[p].stages[s]) for p, s in step_names()]
        assert len(set(said)) == len(said)
        assert not any(":" in words for words in said)
