"""Another house vouches for who somebody is: OpenID Connect, code flow with PKCE, and no more.

Needs the extra `sso`, for the check of the house's signature. What it says is a user name; who
that may be, and what she may do, is decided here.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from django.conf import settings

SECONDS = 10
# Signatures by a key whose public half the house publishes; never a shared secret, never none.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
LEEWAY = 60


class HouseFailed(Exception):
    """The house did not answer as the standard asks; said to whoever keeps the server."""


@dataclass(frozen=True)
class Asked:
    """What was sent to the house, kept in the session until the answer comes back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def fresh(cls) -> Asked:
        """Return new random values, of which nobody can guess any."""
        return cls(*(secrets.token_urlsafe(32) for _value in range(3)))


def configured() -> bool:
    """Return whether another house vouches for people here."""
    return bool(settings.OIDC_ISSUER)


def address_to_ask(asked: Asked, back: str) -> str:
    """Return where a browser is sent so that the house asks who she is.

    Raises: HouseFailed.
    """
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    words = {
        "response_type": "code",
        "scope": settings.OIDC_SCOPE,
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": back,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    start = str(_endpoint(_discovered(), "authorization_endpoint"))
    return start + ("&" if "?" in start else "?") + urlencode(words)


def name_told(asked: Asked, code: str, back: str) -> str:
    """Return the user name the house vouches for, for the code it sent; "" where it tells none.

    Raises: HouseFailed where the answer is not the house's, not for us, not fresh, or not for what
    this browser asked.
    """
    house = _discovered()
    words = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": settings.OIDC_CLIENT_ID,
        "code_verifier": asked.verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if settings.OIDC_CLIENT_SECRET:
        pair = (
            quote(part, safe="") for part in (settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
        )
        headers["Authorization"] = "Basic " + base64.b64encode(":".join(pair).encode()).decode()
    answer = _fetch(_endpoint(house, "token_endpoint"), headers, urlencode(words).encode())
    claims = _claims(house, str(answer.get("id_token", "")))
    if not secrets.compare_digest(str(claims.get("nonce", "")), asked.nonce):
        raise HouseFailed("the answer belongs to another question")
    return str(claims.get(settings.OIDC_CLAIM) or "")


def _claims(house: dict[str, Any], token: str) -> dict[str, Any]:
    # Part of the extra: an installation without another house does not have it.
    import jwt

    offered = house.get("id_token_signing_alg_values_supported") or ["RS256"]
    try:
        keys = jwt.PyJWKClient(_endpoint(house, "jwks_uri"), timeout=SECONDS)
        claims: dict[str, Any] = jwt.decode(
            token,
            keys.get_signing_key_from_jwt(token),
            algorithms=[name for name in ALGORITHMS if name in offered],
            audience=settings.OIDC_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as unfit:
        raise HouseFailed(str(unfit)) from unfit
    if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise HouseFailed("the answer was made for another installation")
    return claims


def _discovered() -> dict[str, Any]:
    """Return what the house says of itself, if it is the one that was configured."""
    house = _fetch(settings.OIDC_ISSUER.rstrip("/") + "/.well-known/openid-configuration")
    if house.get("issuer") != settings.OIDC_ISSUER:
        raise HouseFailed(f"it calls itself {house.get('issuer')}")
    return house


def _endpoint(house: dict[str, Any], name: str) -> str:
    address = str(house.get(name, ""))
    _require_safe(address)
    return address


def _require_safe(address: str) -> None:
    """Refuse what is no web address, and in production what is not encrypted.

    Raises: HouseFailed.
    """
    allowed = ("https://",) if settings.PRODUCTION else ("https://", "http://")
    if not address.startswith(allowed):
        raise HouseFailed(f"{address[:80]} is no address to trust")


def _fetch(
    address: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> dict[str, Any]:
    _require_safe(address)
    try:
        asked = Request(address, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310 (checked above)
        with urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310 (checked above)
            found = json.load(answer)
    except (URLError, TimeoutError, ValueError, OSError) as fault:
        raise HouseFailed(f"{address}: {fault}") from fault
    if not isinstance(found, dict):
        raise HouseFailed(f"{address}: no object")
    return found
