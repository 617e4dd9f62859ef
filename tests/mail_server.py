"""A mail server on loopback: speaks SMTP, keeps what it takes, refuses what a test tells it to refuse."""

from __future__ import annotations

import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from typing import cast

TAKEN = "250 OK"


@dataclass(frozen=True)
class Taken:
    """One mail the server has taken."""

    recipient: str
    mail: EmailMessage

    @property
    def key(self) -> str:
        """The part of the Message-ID before the host."""
        return str(self.mail["Message-ID"]).strip("<>").partition("@")[0]

    @property
    def text(self) -> str:
        """The words of the mail."""
        return str(self.mail.get_content()).replace("\r\n", "\n")

    @property
    def subject(self) -> str:
        """The subject line."""
        return str(self.mail["Subject"]).strip()


class MailServer(ThreadingTCPServer):
    """Takes mail from many connections; `answer(recipient)` and `judge(mail)` say what else it answers."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[Taken] = []
        self.answer: Callable[[str], str] = lambda recipient: TAKEN
        self.judge: Callable[[Taken], str] = lambda taken: TAKEN
        self.dwells = 0.0  # seconds between taking a mail and saying so
        self.lock = Lock()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def take(self, taken: Taken) -> str:
        """Keep the mail unless it is judged otherwise; the answer."""
        with self.lock:
            answer = self.judge(taken)
            if answer == TAKEN:
                self.taken.append(taken)
        time.sleep(self.dwells)
        return answer

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that died in mid-sentence; anything else is a fault of this server."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def times_taken(self) -> Counter[str]:
        """How often each mail came, by its key."""
        return Counter(taken.key for taken in self.taken)


class Conversation(StreamRequestHandler):
    """One connection of a client."""

    recipient = ""

    def handle(self) -> None:
        """Answer line by line until the client has gone."""
        self.say("220 loopback")
        for line in self.rfile:
            word, _, rest = line.decode().strip().partition(" ")
            self.say(self.answer_to(word.upper(), rest))
            if word.upper() == "QUIT":
                return

    def answer_to(self, word: str, rest: str) -> str:
        """What a command is answered."""
        server = cast(MailServer, self.server)
        if word == "RCPT":
            self.recipient = rest.partition("<")[2].partition(">")[0]
            return server.answer(self.recipient)
        if word == "DATA":
            self.say("354 go on")
            return server.take(Taken(self.recipient, self.read_mail()))
        return {"QUIT": "221 bye"}.get(word, TAKEN)

    def read_mail(self) -> EmailMessage:
        """The mail, up to the line that is a dot alone."""
        lines = iter(self.rfile.readline, b".\r\n")
        raw = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        return message_from_bytes(raw, policy=policy.default)

    def say(self, answer: str) -> None:
        """Send one line."""
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server, as long as the block lasts."""
    with MailServer() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that lets everybody connect and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listening:
        yield int(listening.getsockname()[1])
