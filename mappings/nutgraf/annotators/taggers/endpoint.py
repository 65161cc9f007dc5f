"""One request to the address that the config names; the only module that opens a connection.

It speaks with that host and no other: no redirect is followed, no proxy is taken from the
environment.  An answer has a time within which it is whole, and a size.
"""

from __future__ import annotations

import json
import socket
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from nutgraf.errors import ServiceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 1_000_000
"""Bytes of an answer; the names of a few paragraphs are far less."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where [chat completions](https://platform.openai.com/docs/api-reference/chat) are served.

    `address` is what `/chat/completions` is appended to; an answer takes `seconds` at most; `key`,
    if there is one, is sent as a bearer token, and over plain HTTP to this machine alone.
    """

    address: str
    seconds: int
    key: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            url = urlsplit(self.address)
            _ = url.port
        except ValueError as error:
            raise UsageError(
                f"{self.address!r} is no address ({error})",
                place="llm_address",
                hint="give one such as http://127.0.0.1:8000/v1",
            ) from None
        if self.key and url.scheme != "https" and url.hostname not in _LOOPBACK:
            raise UsageError(
                "a key would be sent unencrypted",
                place="llm_address",
                hint="give an https address, or unset NUTGRAF_LLM_KEY",
            )

    def complete(self, request: Mapping[str, object]) -> str:
        """The content of the first choice; raises a `ServiceError` if there is none."""
        try:
            content = json.loads(self._post(json.dumps(request).encode()))["choices"][0]["message"][
                "content"
            ]
        except (ValueError, LookupError, TypeError, RecursionError):
            content = None
        if not isinstance(content, str):
            raise self._error("did not answer with a chat completion")
        return content

    def _post(self, body: bytes) -> bytes:
        url = urlsplit(self.address)
        kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        late = Event()
        try:
            with closing(kind(url.hostname or "", url.port, timeout=self.seconds)) as connection:
                connection.connect()
                timer = Timer(self.seconds, _cut, (connection.sock, late))
                timer.start()
                try:
                    connection.request(
                        "POST", f"{url.path.rstrip('/')}/chat/completions", body, headers
                    )
                    response = connection.getresponse()
                    data = response.read(MOST + 1) if response.status == 200 else b""
                finally:
                    timer.cancel()
        except (OSError, HTTPException, ValueError) as error:
            if late.is_set() or isinstance(error, TimeoutError):
                raise self._late() from None
            raise self._error(f"did not answer ({_why(error)})") from None
        if late.is_set():
            raise self._late()
        if response.status != 200:
            raise self._error(f"answered with status {response.status}")
        if len(data) > MOST:
            raise self._error(f"answered with more than {MOST:,} bytes")
        return data

    def _late(self) -> ServiceError:
        return ServiceError(
            f"{self.address} did not answer within {self.seconds} seconds",
            hint="set llm_seconds higher, or ask a faster model",
        )

    def _error(self, what: str) -> ServiceError:
        return ServiceError(f"{self.address} {what}", hint="see that the model is served there")


def _cut(connection: socket.socket, late: Event) -> None:
    """End a connection that somebody waits on; a timeout of its own begins anew at each byte."""
    late.set()
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _why(error: Exception) -> str:
    """What went wrong in words of ours or the system's, never the server's."""
    return (isinstance(error, OSError) and error.strerror) or type(error).__name__
