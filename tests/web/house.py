"""A small house that vouches for people: an OpenID Connect provider on loopback, for tests.

It speaks the standard over HTTP with a key of its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "tallystick", "a secret: with signs/&"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class House:
    """The house: who stands before it, what it was asked, and how it lies."""

    address: str = ""
    who: str = "ann"
    claims: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = KEY
    algorithm: str = "RS256"
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        """Return what it says of itself."""
        return {
            "issuer": self.issuer or self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where it sends the browser back to, with a code that works once."""
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, said: dict[str, str], credentials: str) -> dict[str, str] | None:
        """Return the signed word for a code, or None where the asker proves nothing."""
        user, _colon, secret = base64.b64decode(credentials).decode().partition(":")
        asked = self.codes.pop(said["code"], None)
        digest = hashlib.sha256(said["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or (unquote(user), unquote(secret)) != (CLIENT, SECRET):
            return None
        if proof != asked["code_challenge"] or said["redirect_uri"] != asked["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "4711",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "preferred_username": self.who,
        }
        headers = {"kid": "one"}
        key: Any = self.key if self.algorithm != "none" else None
        token = jwt.encode({**claims, **self.claims}, key, self.algorithm, headers)
        return {"id_token": token, "access_token": "x", "token_type": "Bearer"}

    def keys(self) -> dict[str, Any]:
        """Return the public half of its key."""
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**told, "kid": "one", "use": "sig", "alg": "RS256"}]}


@contextmanager
def open_house() -> Iterator[House]:
    """Serve a house on a free port of this machine."""
    house = House()

    class Door(BaseHTTPRequestHandler):
        """One request to the house."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", house.authorize(asked))
                self.end_headers()
                return
            pages = {"/.well-known/openid-configuration": house.discovery, "/keys": house.keys}
            self._tell(pages[parts.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            said = {name: values[0] for name, values in parse_qs(body).items()}
            credentials = self.headers.get("Authorization", "").removeprefix("Basic ")
            found = house.token(said, credentials)
            self._tell(found or {"error": "invalid_grant"}, 200 if found else 400)

        def _tell(self, value: object, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: tests print what they have to."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    house.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield house
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
