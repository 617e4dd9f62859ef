"""The texts of the made archive: combined by chance from words of our own, in English and Hindi."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DEMANDING = 0.3  # how many of the texts end in demands


@cache
def words() -> dict[str, Any]:
    """All that the texts are combined from."""
    source = Path(__file__).parent / "words.json"
    found: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return found


@cache
def places() -> list[dict[str, str]]:
    """Places that are on no map: each by its name in English and in Hindi."""
    parts = words()["syllables"]
    return [
        {"en": before[0] + first[0] + second[0], "hi": before[1] + first[1] + second[1]}
        for before in parts["before"]
        for second in parts["second"]
        for first in parts["first"]
    ]


def rare(rng: Random, count: int, skew: int = 3) -> int:
    """A number below `count`; the first come often, the last hardly ever, as words and places do."""
    return int(count * rng.random() ** skew)


class Pen:
    """Writes one text: every line speaks of the same people, place and matter."""

    def __init__(self, rng: Random, language: str) -> None:
        self.rng, self.language = rng, language
        self.phrases = words()[language]
        self.place = places()[rare(rng, len(places()))][language]
        people, others = rng.sample(self.phrases["people"], 2)
        self.about = {
            "place": self.place,
            "place2": places()[rare(rng, len(places()))][language],
            "people": people,
            "people_low": people.lower(),
            "others": others.lower() if language == "en" else others,
            "others_low": others.lower(),
            "issue": self.phrases["issue"][rare(rng, len(self.phrases["issue"]), 2)],
            "office": rng.choice(self.phrases["office"]),
            "act": rng.choice(self.phrases["act"]),
        }

    def line(self, sort: str) -> str:
        """One sentence of this sort."""
        return self._said(self.rng.choice(self.phrases[sort]))

    def fixed(self, sort: str) -> str:
        """The one sentence there is of this sort."""
        return self._said(self.phrases[sort])

    def body(self) -> str:
        """The whole text as the sanitiser would leave it: some paragraphs, at times a list of demands."""
        blocks = [f"<p>{self._paragraph()}</p>" for _ in range(self.rng.randint(3, 7))]
        if self.rng.random() < DEMANDING:
            demands = self.rng.sample(self.phrases["demand"], 3)
            items = "".join(f"<li>{self._said(demand)}</li>" for demand in demands)
            blocks += [f"<p>{self.phrases['demands']}</p>", f"<ul>{items}</ul>"]
        return "\n".join(blocks)

    def _paragraph(self) -> str:
        chosen = self.rng.sample(self.phrases["sentence"], self.rng.randint(2, 4))
        return " ".join(self._said(sentence) for sentence in chosen)

    def _said(self, sentence: str) -> str:
        return sentence.format(number=self.rng.randint(2, 980), **self.about)
