"""The way to the mail server: one connection for a batch, opened with its first mail."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from types import TracebackType

from django.core.mail import EmailMessage, get_connection

LONGEST_WORDS = 500


class Post:
    """Sends mails, one at a time. Every answer is waited for `EMAIL_TIMEOUT` seconds at most."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._unreachable: OSError | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, mail: EmailMessage) -> None:
        """Hand over one mail; returns when the server has taken it, raises whatever went wrong."""
        self._open()
        try:
            self._connection.send_messages([mail])
        except Exception:
            self._hang_up()  # the next mail has nothing to do with this one's troubles
            raise

    def _open(self) -> None:
        """Where the server cannot be reached, the rest of the batch does not wait for it once more."""
        if self._unreachable:
            raise self._unreachable
        try:
            self._connection.open()
        except OSError as fault:
            self._unreachable = fault
            raise

    def _hang_up(self) -> None:
        with suppress(OSError):  # about the mails before, the server has said all there was to say
            self._connection.close()


def in_words(fault: Exception) -> str:
    """What went wrong, for the desk: the server's own answer where it gave one."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {_text(answer)}" for code, answer in fault.recipients.values()]
        return "; ".join(answers)[:LONGEST_WORDS]
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"{fault.smtp_code} {_text(fault.smtp_error)}"[:LONGEST_WORDS]
    return f"{type(fault).__name__}: {fault}"[:LONGEST_WORDS]


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
