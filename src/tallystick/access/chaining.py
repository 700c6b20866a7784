"""The triggers that bind each act to all before it as it is written; put in place by migrating.

They stand in the database so that an act costs one statement. Django drops SQLite's when it
rebuilds a table, so they are put back after every migration. Acts that were written without them
have no place in the chain, and `verify` says so.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

GENESIS = "0" * 64
# One writer writes at a time. SHA256 is the function that Django gives each connection.
_SQLITE = (
    f"""
CREATE TRIGGER access_act_sealed AFTER INSERT ON access_act BEGIN
  INSERT INTO access_actseal (seq, act, chain)
  SELECT coalesce(max(seq), 0) + 1, NEW.id, SHA256(coalesce(
    (SELECT chain FROM access_actseal ORDER BY seq DESC LIMIT 1), '{GENESIS}') || NEW.leaf)
  FROM access_actseal;
END
""",  # noqa: S608 (our own names)
)
# Deferred to COMMIT: nobody waits for anything else any more by then, so that a turn taken there
# closes no ring of waits and is over at once. Each statement of the function sees what was
# committed before its turn came (READ COMMITTED).
_POSTGRESQL = (
    f"""
CREATE OR REPLACE FUNCTION access_seal_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last bigint; tip text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('tallystick.access:acts', 0));
  SELECT seq, chain INTO last, tip FROM access_actseal ORDER BY seq DESC LIMIT 1;
  INSERT INTO access_actseal (seq, act, chain) VALUES (coalesce(last, 0) + 1, NEW.id,
    encode(sha256(convert_to(coalesce(tip, '{GENESIS}') || NEW.leaf, 'UTF8')), 'hex'));
  RETURN NULL;
END $$
""",  # noqa: S608 (our own names)
    """
CREATE CONSTRAINT TRIGGER access_act_sealed AFTER INSERT ON access_act
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_seal_act()
""",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the trigger in place as it is shipped, whatever stood there before."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the trigger away, if it stands."""
    on = " ON access_act" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS access_act_sealed{on}")


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Put the trigger in place after a migration, where the tables stand."""
    connection = connections[using]
    if {"access_act", "access_actseal"} <= set(connection.introspection.table_names()):
        install(connection)


def seal_what_waits(connection: BaseDatabaseWrapper) -> None:
    """Seal what the running transaction wrote; PostgreSQL would do so at its end."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS access_act_sealed IMMEDIATE")
            cursor.execute("SET CONSTRAINTS access_act_sealed DEFERRED")
