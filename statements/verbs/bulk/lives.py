"""What a life of a statement is, and what can only be known of all lives together: order and identity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from statements import text
from statements.addresses import shortened
from statements.models import IssuingBody, ReferenceCounter, Topic, User
from statements.workflow import Verb

RELEASES = {Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL, Verb.FILE_AS_HISTORY}
GIVING_EDITIONS = RELEASES | {Verb.RESTORE}


@dataclass(slots=True)
class Deed:
    """One verb: who did it, when, and what was asked with it, by the names of the verb's own arguments."""

    verb: Verb
    by: User
    at: datetime
    asked: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Life:
    """One statement from its beginning on; the first deed begins it.

    `content` gives the words it begins with, tidied and sanitised as the verbs would leave them, the body
    left out; later deeds do not change the headline. `translation_of` is the place of its original.
    """

    body: IssuingBody
    language: str
    headline: str
    content: Callable[[], Mapping[str, Any]]
    topics: Sequence[Topic]
    deeds: list[Deed]
    translation_of: int | None = None
    slug: str = ""
    source_key: str | None = None
    source_address: str = ""


@dataclass(slots=True)
class Identity:
    """What a first release gives."""

    year: int
    slug: str
    reference: str


@dataclass
class Taken:
    """What others have had before: the addresses of statements, and the last serials of references."""

    addresses: set[tuple[int, str]] = field(default_factory=set)
    serials: dict[tuple[int, int], int] = field(default_factory=dict)  # of a body and a year


@dataclass
class Register:
    """All deeds of all lives in the order of time, and the identities that come of it."""

    steps: dict[tuple[int, int], int]  # of a life and a deed: the number of its step
    identities: dict[int, Identity]
    taken: Taken  # at the end: with what these lives have had

    @classmethod
    def of(cls, lives: Sequence[Life], taken: Taken | None = None) -> Register:
        """The register of these lives, beside what is taken."""
        deeds = sorted((deed.at, i, k) for i, life in enumerate(lives) for k, deed in enumerate(life.deeds))
        register = cls({}, {}, taken or Taken())
        drawing = _Drawing(lives, register)
        for number, (_at, i, k) in enumerate(deeds, 1):
            register.steps[i, k] = number
            if lives[i].deeds[k].verb in RELEASES and i not in register.identities:
                register.identities[i] = drawing.identity(i, lives[i].deeds[k])
        return register

    def counters(self) -> list[ReferenceCounter]:
        """The counters as they stand at the end; not saved."""
        return [
            ReferenceCounter(body_id=body, year=year, last=last)
            for (body, year), last in self.taken.serials.items()
        ]


class _Drawing:
    """Draws addresses and references as `statements.addresses` does, without asking the database."""

    def __init__(self, lives: Sequence[Life], register: Register) -> None:
        self.lives, self.register = lives, register
        self.taken, self.serials = register.taken.addresses, register.taken.serials
        self.next_number: dict[tuple[int, str], int] = {}

    def identity(self, i: int, release: Deed) -> Identity:
        life = self.lives[i]
        year = year_of(release)
        return Identity(year, self._slug(year, wanted_slug(life)), self._reference(life, year))

    def _slug(self, year: int, wanted: str) -> str:
        slug, base = wanted, shortened(wanted)
        while (year, slug) in self.taken:
            number = self.next_number.get((year, base), 2)
            self.next_number[year, base] = number + 1
            slug = f"{base}-{number}"
        self.taken.add((year, slug))
        return slug

    def _reference(self, life: Life, year: int) -> str:
        if life.translation_of is not None:
            return f"{self.register.identities[life.translation_of].reference}-{life.language}"
        counter = (life.body.pk, year)
        self.serials[counter] = self.serials.get(counter, 0) + 1
        return f"{life.body.code}-{year}-{self.serials[counter]:03d}"


def year_of(release: Deed) -> int:
    """The year a first release gives: that of issue, in the newsroom's time."""
    issued_on = release.asked.get("issued_on")
    moment = release.asked.get("public_from") or release.at
    zone = timezone.get_default_timezone()
    return int(issued_on.year if issued_on else timezone.localtime(moment, zone).year)


def wanted_slug(life: Life) -> str:
    """The address a life asks for: as it was given, or made of its headline."""
    return life.slug or text.slug(life.headline)
