"""The drawer of evidence: files by the hash of their original bytes, each under a key of its own.

The key is wrapped by the installation's master key. Destroying the wrapped key erases the file
for good, while its hash stays where it was sealed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class Unreadable(Exception):
    """The stored bytes are not what was kept: damaged, exchanged, or under another master key."""


@cache
def _master(secret: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"tallystick.evidence\x00" + secret.encode()).digest())


def path_of(sha256: str) -> Path:
    """Return where a file lies; the folders keep any one of them small."""
    return Path(settings.EVIDENCE_DIR) / sha256[:2] / sha256


def new_key(sha256: str) -> tuple[bytes, bytes]:
    """Return a key for one file, and the same key wrapped, which the database keeps.

    The hash is bound into the seal, so that a file cannot be passed off as another.
    """
    key = AESGCM.generate_key(256)
    return key, _encrypt(_master(settings.MASTER_KEY), key, sha256)


def put_away(content: bytes, sha256: str, key: bytes) -> None:
    """Write a file encrypted; called once the database holds its wrapped key, never before."""
    _write(path_of(sha256), _encrypt(AESGCM(key), content, sha256))


def sealed_bytes(content: bytes, sha256: str, key: bytes) -> bytes:
    """Return bytes encrypted under a key of `new_key`, to be kept in a row."""
    return _encrypt(AESGCM(key), content, sha256)


def unsealed_bytes(stored: bytes, sha256: str, wrapped_key: bytes) -> bytes:
    """Return what `sealed_bytes` was given.

    Raises: Unreadable when it is not what was kept.
    """
    try:
        key = _decrypt(_master(settings.MASTER_KEY), wrapped_key, sha256)
        return _decrypt(AESGCM(key), stored, sha256)
    except (InvalidTag, ValueError) as fault:
        raise Unreadable(sha256) from fault


def unseal(sha256: str, wrapped_key: bytes) -> bytes:
    """Return a file's original bytes.

    Raises: Unreadable when they are gone or not what was kept.
    """
    try:
        key = _decrypt(_master(settings.MASTER_KEY), bytes(wrapped_key), sha256)
        content = _decrypt(AESGCM(key), path_of(sha256).read_bytes(), sha256)
    except (InvalidTag, OSError, ValueError) as fault:
        raise Unreadable(sha256) from fault
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Unreadable(sha256)
    return content


def _encrypt(cipher: AESGCM, content: bytes, bound: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, content, bound.encode())


def _decrypt(cipher: AESGCM, stored: bytes, bound: str) -> bytes:
    return cipher.decrypt(stored[:_NONCE], stored[_NONCE:], bound.encode())


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all: a half-written receipt would be found years later."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
