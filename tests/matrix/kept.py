"""A stage is set up once a run, in a database of its own, and copied by each worker.

Setting up drops guards and puts them back. Were that still waiting for COMMIT, SQLite would read
every table's description anew after each request that is taken back: a third of all the time.
"""

from __future__ import annotations

import copy
import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connections, transaction
from django.test import override_settings
from tests.databases import as_default, copied

Staged = TypeVar("Staged")


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the workers of this run share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def on_stage(shared: Path, own: Path, make: Callable[[], Staged]) -> Iterator[Staged]:
    """Be in the database that `make` filled, for reading; hand over what it returned.

    `make` runs once for all whose `shared` folder is the same; what is written later is taken back.
    """
    before = connections["default"]
    if before.vendor != "sqlite":
        # A server's database is no file to copy: each worker sets up its own.
        with copied(before, own) as (name, _), _in(name, own / "home"), transaction.atomic():
            yield make()
            transaction.set_rollback(True)
        return
    kept = shared / "stage"
    with (shared / "stage.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept / "staged.pickle").exists():
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir()
            with (
                copied(before, kept) as (name, _),
                _in(name, kept / "home"),
                transaction.atomic(),
            ):
                staged = make()
            (kept / "staged.pickle").write_bytes(pickle.dumps((name, staged)))
    shutil.copytree(kept, own / "stage")
    name, staged = pickle.loads((own / "stage" / "staged.pickle").read_bytes())  # noqa: S301 (our own)
    own_name = str(own / "stage" / Path(name).name)
    with _in(own_name, own / "stage" / "home"), transaction.atomic():
        yield staged
        transaction.set_rollback(True)


@contextmanager
def _in(name: str, home: Path) -> Iterator[None]:
    """Make a database the default one, with files of its own."""
    described = copy.deepcopy(connections["default"].settings_dict) | {"NAME": name}
    # Forms that ask for a password are sent by the hundred: how slowly it is hashed says nothing.
    kept = {
        "ROLLUP_DIR": home / "rollup",
        "EVIDENCE_DIR": home / "evidence",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with override_settings(**kept), as_default(described):
        yield
