"""A password is kept as the product hashes it, not as the tests of this process do."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from django.conf import settings
from tests.example import Installation

# What Django 5.2 takes, and more than OWASP asks of PBKDF2 with SHA-256 (600,000; 2023).
ROUNDS = 1_000_000


def test_a_million_rounds_stand_between_a_stolen_database_and_a_password(
    example: Installation,
) -> None:
    with closing(sqlite3.connect(example.home / "tallystick.sqlite3")) as book:
        kept = [row[0] for row in book.execute("SELECT password FROM access_user")]
    ways = {tuple(one.split("$")[:2]) for one in kept if not one.startswith("!")}
    assert len(kept) > 10
    assert {way for way, _ in ways} == {"pbkdf2_sha256"}
    assert min(int(rounds) for _, rounds in ways) >= ROUNDS
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
