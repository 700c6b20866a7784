"""A production start is refused without its values, and serves behind the office's proxy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.example import TALLYSTICK

PRODUCTION = {
    "TALLYSTICK_PRODUCTION": "1",
    "TALLYSTICK_SECRET_KEY": "s" * 40,
    "TALLYSTICK_MASTER_KEY": "ab" * 32,
    "TALLYSTICK_ALLOWED_HOSTS": "office.example",
    "TALLYSTICK_BEHIND_PROXY": "1",
}
ASK = """
import django; django.setup()
from django.test import Client
page = Client().get("/sign-in/", headers={"host": "office.example", "x-forwarded-proto": "https"})
print(page.status_code, "tallystick.css" not in page.content.decode())
"""


def run(home: Path, *words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TALLYSTICK_", "DJANGO_"))}
    own = {"TALLYSTICK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tallystick.config.settings"}
    environment = {**kept, **own, **PRODUCTION, **changes}
    return subprocess.run(  # noqa: S603 (our own command)
        words,
        env={k: v for k, v in environment.items() if v},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "MASTER_KEY", "ALLOWED_HOSTS"])
def test_a_missing_value_stops_the_start_and_is_named(tmp_path: Path, missing: str) -> None:
    done = run(tmp_path, TALLYSTICK, "init", **{f"TALLYSTICK_{missing}": ""})
    assert done.returncode == 1
    assert f"TALLYSTICK_{missing}" in done.stderr


def test_pages_are_served_behind_the_proxy_with_hashed_files(tmp_path: Path) -> None:
    done = run(tmp_path, TALLYSTICK, "init")
    assert done.returncode == 0, done.stderr
    asked = run(tmp_path, sys.executable, "-c", ASK)
    assert asked.stdout.split() == ["200", "True"], asked.stderr


def test_a_database_address_keeps_its_password_and_options() -> None:
    from tallystick.config.settings import _database

    found = _database("postgres://u%40x:p%40ss@host:5433/book?sslmode=verify-full")
    assert (found["USER"], found["PASSWORD"]) == ("u@x", "p@ss")
    assert found["OPTIONS"] == {"sslmode": "verify-full"}
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("host", "5433", "book")


@pytest.mark.parametrize("missing", ["EMAIL_FROM", "ADDRESS"])
def test_a_mail_server_without_what_letters_need_stops_the_start(
    tmp_path: Path, missing: str
) -> None:
    mail = {
        "TALLYSTICK_EMAIL_HOST": "mail.office.example",
        "TALLYSTICK_EMAIL_FROM": "tally@office.example",
        "TALLYSTICK_ADDRESS": "https://tally.office.example",
    }
    done = run(tmp_path, TALLYSTICK, "init", **{**mail, f"TALLYSTICK_{missing}": ""})
    assert done.returncode == 1
    assert f"TALLYSTICK_{missing}" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("EMAIL_SECURITY", "maybe"), ("REMIND_AT", "at breakfast")]
)
def test_a_value_that_means_nothing_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    done = run(tmp_path, TALLYSTICK, "init", **{f"TALLYSTICK_{name}": value})
    assert done.returncode == 1
    assert f"TALLYSTICK_{name}" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("READER_URL", "models.office.example"), ("READER_MODEL", ""), ("READER_SECONDS", "0")],
)
def test_a_reader_named_wrongly_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    reader = {
        "TALLYSTICK_READER_URL": "https://models.office.example/v1",
        "TALLYSTICK_READER_MODEL": "invented",
        f"TALLYSTICK_{name}": value,
    }
    done = run(tmp_path, TALLYSTICK, "init", **reader)
    assert done.returncode == 1
    assert f"TALLYSTICK_{name}" in done.stderr
