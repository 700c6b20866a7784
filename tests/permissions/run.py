"""`bin/trust permissions`: takes one permission away at a time and runs the tests that met it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

# The quick suites that know people; of the whole matrix three of its readers will do.
SUITES = (
    "tests/access", "tests/entries", "tests/programme", "tests/exchanges", "tests/interchange",
    "tests/indicators", "tests/regions", "tests/flows", "tests/web", "tests/totals", "tests/matrix",
    "tests/cli/test_rebuilding.py", "tests/cli/test_acts.py",
)  # fmt: skip
FAST = "not e2e and not model"
SOME = "signed.out or no.seat or clerk.far"
SLOW = f"not test_order and not (test_nothing_of_another_pair_is_told and not ({SOME}))"


def main() -> int:
    """Run pytest with the switches in; return 1 where a permission could be taken away unseen."""
    words = argparse.ArgumentParser(prog="bin/trust permissions")
    words.add_argument("--progress", type=Path, required=True)
    words.add_argument("--only", default="", help="only lines whose name holds this")
    words.add_argument("--tests", nargs="*", default=SUITES)
    given = words.parse_args()
    asked = {"TALLYSTICK_MUTANTS": str(given.progress), "TALLYSTICK_MUTANTS_ONLY": given.only}
    command = ["-m", "pytest", "-p", "tests.permissions.plugin", "-p", "no:cacheprovider", "-s"]
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *command, "-m", FAST, "-k", SLOW, *given.tests],
        env={**os.environ, **asked},
        check=False,
    )
    return done.returncode


if __name__ == "__main__":
    raise SystemExit(main())
