"""A day of a drill: people read and somebody publishes while something happens to the house."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Event

from .asking import Answer, Client
from .newsroom import Press, press_publish

DONE = 302
NUMBERS = re.compile(r"Drill number (\d+)")
PACE = 0.05  # seconds that a reader rests after an answer
EVERY = 0.2  # seconds between two publications, where nothing else is said


@dataclass
class Day:
    """What happened: what readers got, and which publications were confirmed when."""

    https: bool = True
    every: float = EVERY
    over: Event = field(default_factory=Event)
    answers: list[Answer] = field(default_factory=list)
    confirmed: dict[int, float] = field(default_factory=dict)  # number of the text: when
    refused: Counter[int] = field(default_factory=Counter)  # publications that were not, by status

    def read(self, port: int) -> None:
        """Read the front page until the day is over."""
        client = Client(port, self.https)
        while not self.over.wait(PACE):
            self.answers.append(client.get("/"))

    def publish(self, port: int, press: Press, cookies: dict[str, str]) -> None:
        """Publish one text after the other; each is tried once."""
        client = Client(port, self.https, cookies)
        for number, statement in enumerate(press.ready, 1):
            if self.over.wait(self.every):
                return
            status = press_publish(client, statement)
            if status == DONE:
                self.confirmed[number] = time.monotonic()
            else:
                self.refused[status] += 1

    def age(self, answer: Answer) -> float:
        """How long before it was asked for the first publication was confirmed that an answer lacks."""
        newest = max(map(int, NUMBERS.findall(answer.text)), default=0)
        missed = [at for number, at in self.confirmed.items() if number > newest and at < answer.asked_at]
        return answer.asked_at - min(missed) if missed else 0.0
