"""Whoever asks the newsroom in a drill: one reader or one browser at the desk, on a connection kept open."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from .environment import HOST

NOBODY = 0  # the status of what was not answered at all


@dataclass(frozen=True)
class Answer:
    """What came back, and when (by the steady clock)."""

    asked_at: float
    answered_at: float
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Client:
    """Asks at a port of this machine; through HTTPS where that is a front server's."""

    port: int
    https: bool = False
    cookies: Mapping[str, str] = field(default_factory=dict)
    patience: float = 15
    _open: HTTPConnection | None = None

    def get(self, path: str, **headers: str) -> Answer:
        """The answer to GET; headers are written with `_` for `-`."""
        return self.ask("GET", path, "", headers)

    def post(self, path: str, form: Mapping[str, str]) -> Answer:
        """The answer to a form, sent as from a page of the newsroom's own."""
        token = {"csrfmiddlewaretoken": self.cookies.get(settings.CSRF_COOKIE_NAME, "")}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"}
        return self.ask("POST", path, urlencode({**form, **token}), headers)

    def send(self, path: str, form: Mapping[str, str], files: Mapping[str, SimpleUploadedFile]) -> Answer:
        """The answer to a form with files, sent likewise."""
        token = {"csrfmiddlewaretoken": self.cookies.get(settings.CSRF_COOKIE_NAME, "")}
        body = encode_multipart(BOUNDARY, {**form, **token, **files})
        return self.ask("POST", path, body, {"Content-Type": MULTIPART_CONTENT, "Origin": f"https://{HOST}"})

    def ask(self, method: str, path: str, body: str | bytes, headers: Mapping[str, str]) -> Answer:
        """Ask once, on the open connection; an answer of status `NOBODY` where none came."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        own = {"Host": HOST, "X-Forwarded-Proto": "https"}
        if self.cookies:
            own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        asked_at = time.monotonic()
        try:
            connection = self._connection()
            connection.request(method, path, body, {**own, **named})
            got = connection.getresponse()
            text = got.read().decode(errors="replace")
        except (OSError, HTTPException):
            self.close()
            return Answer(asked_at, time.monotonic(), NOBODY, {}, "")
        return Answer(asked_at, time.monotonic(), got.status, dict(got.getheaders()), text)

    def close(self) -> None:
        """Hang up."""
        if self._open:
            self._open.close()
            self._open = None

    def _connection(self) -> HTTPConnection:
        if self._open is None:
            if self.https:
                anybody = ssl._create_unverified_context()  # noqa: S323  (the drill's own certificate)
                self._open = HTTPSConnection("127.0.0.1", self.port, timeout=self.patience, context=anybody)
            else:
                self._open = HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        return self._open
