"""The lock on personal fields: one key a person, wrapped by the installation's master key.

Destroying the wrapped key erases the fields for good, in every copy made from then on.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Mapping
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tallystick.kernel.code import canonical_json

_NONCE = 12


class Unreadable(Exception):
    """The stored bytes are not what was kept: damaged, exchanged, or under another master key."""


@cache
def _master(secret: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"tallystick.person\x00" + secret.encode()).digest())


def lock(fields: Mapping[str, str], pseudonym: str) -> tuple[bytes, bytes]:
    """Return the fields encrypted under a new key, and that key wrapped.

    The pseudonym is bound into both, so that one person's fields cannot stand under another's.
    """
    key = AESGCM.generate_key(256)
    content = canonical_json(dict(fields)).encode()
    wrapped = _encrypt(_master(settings.MASTER_KEY), key, pseudonym)
    return _encrypt(AESGCM(key), content, pseudonym), wrapped


def unlock(sealed: bytes, wrapped: bytes, pseudonym: str) -> dict[str, str]:
    """Return the fields that `lock` put away.

    Raises: Unreadable when they are not what was kept.
    """
    try:
        key = _decrypt(_master(settings.MASTER_KEY), wrapped, pseudonym)
        content = _decrypt(AESGCM(key), sealed, pseudonym)
    except (InvalidTag, ValueError) as fault:
        raise Unreadable(pseudonym) from fault
    fields: dict[str, str] = json.loads(content)
    return fields


def name_digest(name: str) -> str:
    """Return what a name is found again by: a keyed hash, of use to nobody without the master key.

    Width, case and blanks are made alike.
    """
    key = hashlib.sha256(b"tallystick.person.name\x00" + settings.MASTER_KEY.encode()).digest()
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def _encrypt(cipher: AESGCM, content: bytes, bound: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, content, bound.encode())


def _decrypt(cipher: AESGCM, stored: bytes, bound: str) -> bytes:
    return cipher.decrypt(stored[:_NONCE], stored[_NONCE:], bound.encode())
