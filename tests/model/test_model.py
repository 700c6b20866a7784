"""Random steps of many seeds, in the product and in a small model: nothing differs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import override_settings
from tests.databases import CommittedDatabase, fresh_sqlite
from tests.model.seeds import act, play, shrink
from tests.model.world import BOOK

from tallystick.interchange.canonical.book import canonical_book

pytestmark = pytest.mark.model

BASE = int(os.environ["TALLYSTICK_MODEL_SEED"])
SEEDS = [BASE + n for n in range(int(os.environ.get("TALLYSTICK_MODEL_SEEDS", "12")))]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_two_hundred_random_steps_come_to_what_the_methods_say(seed: int) -> None:
    verdict = play(seed)
    assert not verdict.faults, shrink(verdict).story()


@pytest.mark.django_db
def test_the_model_sees_a_product_that_counts_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: sums and levels that are added up are seen, and shrunk to a beginning."""
    monkeypatch.setattr(
        "tallystick.entries.services.posting.flows_before", lambda entry, *, since, until: []
    )
    found = next((v for v in (play(seed) for seed in range(6, 14)) if v.faults), None)
    assert found is not None
    shorter = shrink(found)
    assert shorter.faults
    assert shorter.steps <= found.steps
    assert f"--seed {found.seed}" in shorter.story()


@pytest.mark.django_db
def test_a_seed_is_the_same_story_every_time() -> None:
    first, second = play(7, 60), play(7, 60)
    assert first.told == second.told
    assert play(8, 60).told != first.told


@pytest.mark.journal
@pytest.mark.parametrize("seed", [BASE, BASE + 1])
def test_both_databases_write_the_same_book(
    seed: int, committed_db: CommittedDatabase, tmp_path: Path
) -> None:
    here = _written(seed, tmp_path / "here")
    with fresh_sqlite(tmp_path):
        assert _written(seed, tmp_path / "there") == here
    assert len(here) > 50


def _written(seed: int, home: Path) -> list[str]:
    with override_settings(ROLLUP_DIR=home / "rollup", EVIDENCE_DIR=home / "evidence"):
        verdict = act(seed, every=200)
        assert not verdict.faults, verdict.story()
        # Read as of the last day of the story, whatever day it is now.
        return list(canonical_book(BOOK))
