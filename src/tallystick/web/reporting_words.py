"""What a step of reporting is called on a page, in the reader's language."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import get_language

from tallystick.programme.rules.pipelines import Pipeline, Stage
from tallystick.programme.rules.step_names import step_names


def step_words(pipeline: Pipeline, stage: Stage) -> str:
    """Return what is reported at a step, as it stands on its button."""
    return capfirst(step_names()[pipeline.code, stage.code].label(get_language() or "en"))
