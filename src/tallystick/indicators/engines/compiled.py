"""Compiled texts of the expressions, kept on disk: compiling takes a second, reading a moment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.core.signing import BadSignature, Signer

from tallystick.indicators.files import replace_file
from tallystick.indicators.rules.counts import all_counts
from tallystick.kernel.code import sha256_hex
from tallystick.programme.rules.reading import shipped


@cache
def definition_version() -> str:
    """Return a name for all that decides what the texts say: registries, expressions, Ibis."""
    expressions = files("tallystick.indicators.engines") / "expressions.py"
    said = [
        shipped("pipelines.yaml"),
        shipped("indicator_bindings.yaml"),
        repr(all_counts()),
        expressions.read_text("utf-8"),
        version("ibis-framework"),
    ]
    return sha256_hex("\0".join(said).encode())[:16]


@cache
def compiled(dialect: str) -> Mapping[str, str]:
    """Return expression → text in `dialect`, compiled once a definition version."""
    kept = Path(settings.ROLLUP_DIR) / f"{dialect}-{definition_version()}.json"
    # Signed: a text that anybody else wrote is never run. What cannot be read is made anew.
    signer = Signer(salt="tallystick.compiled")
    with suppress(FileNotFoundError, ValueError, BadSignature):
        return dict(json.loads(signer.unsign(kept.read_text("utf-8"))))
    # Ibis takes a second to load: only who finds nothing compiled pays for it.
    import ibis

    from tallystick.indicators.engines.expressions import expressions

    made = {
        name: str(ibis.to_sql(expression, dialect=dialect))
        for name, expression in expressions(all_counts()).items()
    }
    replace_file(kept, signer.sign(json.dumps(made, sort_keys=True)).encode())
    return made
