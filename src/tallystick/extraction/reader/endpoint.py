"""The one address a reader answers at, and asking it: the standard library's HTTP, nothing else."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from tallystick.kernel.problem import Refused

# An answer longer than this is none: the longest draft has a tenth of it.
_LONGEST_ANSWER = 1_000_000
_OK = 200


@dataclass(frozen=True)
class Endpoint:
    """Where a reader answers, in the manner of OpenAI's chat completions.

    Units: `seconds` is how long one announcement may take in all, `longest` how many signs of text
    are sent at most; a longer text is not sent.
    """

    address: str
    model: str
    key: str = ""
    seconds: int = 60
    longest: int = 20_000


def endpoint_of(address: str, model: str, key: str, seconds: int, longest: int) -> Endpoint | None:
    """Return the reader an office named; None where it named none.

    Raises: ValueError that says which setting is wrong.

    >>> endpoint_of("", "", "", 60, 20_000) is None
    True
    >>> endpoint_of("https://models.office.example/v1", "m", "", 60, 20_000).address
    'https://models.office.example/v1'
    """
    if not address:
        return None
    if not _calls(address):
        raise ValueError("READER_URL")
    for name, value in (("READER_MODEL", model), ("READER_SECONDS", seconds > 0)):
        if not value:
            raise ValueError(name)
    if longest < 1:
        raise ValueError("READER_LONGEST")
    return Endpoint(address.rstrip("/"), model, key, seconds, longest)


def _calls(address: str) -> bool:
    """Return whether an address can be called as it is: none with a name and password, which would
    not be sent, nor with a question.

    >>> _calls("http://10.0.0.7:8000/v1"), _calls("https://a:b@c/v1"), _calls("https://c:99999/v1")
    (True, False, False)
    """
    try:
        parts = urlsplit(address)
        odd = parts.query or parts.fragment or parts.username or parts.port == 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not odd


def ask(endpoint: Endpoint, told: str, text: str) -> str:
    """Return what the reader answers to a text; `told` says what is asked of it.

    It is asked once. No other address is called: a redirection is no answer.

    Raises: Refused, with a sentence that says what to do.
    """
    if len(text) > endpoint.longest:
        raise Refused.of("readout-reader-text-too-long", longest=f"{endpoint.longest:,}")
    parts = urlsplit(endpoint.address)
    host = parts.netloc.rpartition("@")[2]
    try:
        status, answer = _posted(endpoint, parts, _request(endpoint, told, text))
    except TimeoutError as fault:
        raise Refused.of("readout-reader-slow", seconds=endpoint.seconds) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Refused.of("readout-reader-unreachable", host=host) from fault
    if status != _OK:
        raise Refused.of("readout-reader-refused", host=host, status=status)
    return _content(answer)


def _request(endpoint: Endpoint, told: str, text: str) -> bytes:
    messages = [{"role": "system", "content": told}, {"role": "user", "content": text}]
    asked = {
        "model": endpoint.model,
        "messages": messages,
        "temperature": 0,
        "response_format": {"type": "json_object"},
    }
    # A lone half of a pair of signs, as a damaged file may have it, is no UTF-8.
    return json.dumps(asked).encode("ascii")


def _posted(endpoint: Endpoint, parts: SplitResult, body: bytes) -> tuple[int, bytes]:
    """Return status and body of the answer.

    Raises: TimeoutError when the time is up, however slowly it comes; OSError and HTTPException of
    the connection; Refused for an answer that is too long.
    """
    until = time.monotonic() + endpoint.seconds
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=endpoint.seconds)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    ending = None
    try:
        connection.connect()
        # A time-out of the connection counts anew with every byte; this one does not.
        ending = threading.Timer(max(0, until - time.monotonic()), _cut, (connection.sock,))
        ending.daemon = True
        ending.start()
        connection.request("POST", f"{parts.path}/chat/completions", body, headers)
        response = connection.getresponse()
        answer = response.read(_LONGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException) as fault:
        if time.monotonic() >= until:
            raise TimeoutError from fault
        raise
    finally:
        if ending is not None:
            ending.cancel()
        connection.close()
    if time.monotonic() >= until:
        raise TimeoutError
    if len(answer) > _LONGEST_ANSWER:
        raise Refused.of("readout-reader-answer")
    return response.status, answer


def _cut(line: socket.socket) -> None:
    """End a connection from outside; who reads from it is told so."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _content(answer: bytes) -> str:
    """Return the words of an answer. Raises: Refused where it is none."""
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as fault:
        raise Refused.of("readout-reader-answer") from fault
    if not isinstance(content, str):
        raise Refused.of("readout-reader-answer")
    return content
