"""What django-allauth is told about second factors: our names, and secrets under the master key."""

from __future__ import annotations

import base64
import hashlib
import os
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12
_BOUND = b"second factor"


class FactorAdapter(DefaultMFAAdapter):
    """Keeps seeds encrypted, and names this installation to phones and keys."""

    def encrypt(self, text: str) -> str:
        """Return a seed as it is stored."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + _master(settings.MASTER_KEY).encrypt(nonce, text.encode(), _BOUND)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the seed that `encrypt` wrote."""
        sealed = base64.b64decode(encrypted_text)
        plain = _master(settings.MASTER_KEY).decrypt(sealed[:_NONCE], sealed[_NONCE:], _BOUND)
        return plain.decode()


@cache
def _master(secret: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"tallystick.factor\x00" + secret.encode()).digest())
