"""What happens to each statement of the made archive: twenty-five years of an office, by chance and seed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from statements.models import IssuingBody, Kind
from statements.verbs.bulk import Deed, Life
from statements.workflow import Role, Verb

from . import stories
from .office import Office
from .texts import Pen, rare

SPAN = timedelta(days=25 * 365)
IN_WORK = timedelta(days=10)  # how long ago what is not out yet was begun, at the most
HINDI, TRANSLATED, JOINT = 0.3, 0.06, 0.04
KINDS = [*[Kind.PRESS_STATEMENT] * 8, *[Kind.PRESS_RELEASE] * 4, Kind.RESOLUTION, Kind.SOLIDARITY,
         Kind.CONDOLENCE, Kind.MEDIA_ADVISORY, Kind.OPEN_LETTER, Kind.REBUTTAL]  # fmt: skip


@dataclass
class Maker:
    """Makes the lives of `count` statements up to `until`; the same for the same seed."""

    office: Office
    count: int
    seed: int
    until: datetime

    def lives(self) -> list[Life]:
        """All of them, in the order in which they begin."""
        made: list[Life] = []
        for place, begun in enumerate(self._beginnings()):
            made.append(self._life(place, begun, made))
        return made

    @property
    def in_work(self) -> int:
        """How many of the newest are not out yet: an office has so much in hand, however old its archive."""
        return min(self.count // 2, 30 + self.count // 200)

    def _beginnings(self) -> list[datetime]:
        """When each is begun: more from year to year, in the hours of an office; the newest in these days."""
        rng, old = Random(f"{self.seed}-times"), self.count - self.in_work
        days = sorted(self.until - IN_WORK - SPAN * (1 - rng.random() ** 0.6) for _ in range(old))
        recent = [self.until - IN_WORK * (1 - (i + 0.5) / self.in_work) for i in range(self.in_work)]
        return sorted([*(_in_office_hours(day, rng) for day in days), *recent])

    def _life(self, place: int, begun: datetime, before: list[Life]) -> Life:
        rng = Random(f"{self.seed}-{place}")
        original = self._original(rng, begun, before)
        body = before[original].body if original is not None else self._body(rng)
        hindi = original is not None or rng.random() < HINDI
        story = self._story(rng, place, original is not None)
        deeds = [deed for deed in story(self._scene(rng, body, begun)) if deed.at <= self.until]
        language = "hi" if hindi else "en"
        words = self._words(place, language, begun, deeds[0])
        return Life(
            body=body,
            language=language,
            headline=Pen(Random(f"{self.seed}-{place}-words"), language).line("headline"),
            content=words,
            topics=sorted({self._topic(rng) for _ in range(rng.choice((0, 1, 1, 2, 3)))}, key=lambda t: t.pk),
            deeds=deeds,
            translation_of=original,
        )

    def _story(self, rng: Random, place: int, is_translation: bool) -> stories.Story:
        newest = place - (self.count - self.in_work)
        if newest >= 0:
            return stories.IN_WORK[newest % len(stories.IN_WORK)]
        if place < self.count // 25 and not is_translation:
            return stories.history
        if newest >= -self.in_work and rng.random() < 0.1:
            return stories.correction_in_work
        return rng.choices(list(stories.OUT), list(stories.OUT.values()))[0]

    def _scene(self, rng: Random, body: IssuingBody, begun: datetime) -> stories.Scene:
        def one(role: Role, number: int = 0) -> Any:
            people = self.office.people(body, role)
            return people[(first + number) % len(people)]

        first = rng.randrange(60)
        pen = Pen(rng, "en")
        return stories.Scene(rng, begun, self.until, body, one, self.office.administrator, pen)

    def _original(self, rng: Random, begun: datetime, before: list[Life]) -> int | None:
        """An English statement, out for some days, that has no Hindi version yet; None most of the time."""
        if rng.random() >= TRANSLATED:
            return None
        newest = bisect_left(before, begun - timedelta(days=3), key=lambda life: life.deeds[0].at) - 1
        taken = {life.translation_of for life in before[max(newest - 40, 0) :]}
        for place in range(newest, max(newest - 20, -1), -1):
            life = before[place]
            may = life.language == "en" and life.translation_of is None and place not in taken
            if may and life.deeds[-1].at < begun and life.deeds[-1].verb == Verb.PUBLISH:
                return place
        return None

    def _body(self, rng: Random) -> IssuingBody:
        (body,) = rng.choices(self.office.bodies, self.office.weights)
        return body

    def _topic(self, rng: Random) -> Any:
        return self.office.topics[rare(rng, len(self.office.topics), 2)]

    def _words(self, place: int, language: str, begun: datetime, first: Deed) -> Callable[[], dict[str, Any]]:
        """The content, made when it is asked for: all at once they would fill the memory."""

        def content() -> dict[str, Any]:
            rng = Random(f"{self.seed}-{place}-words")
            pen = Pen(rng, language)
            content = {
                "headline": pen.line("headline"),
                "language": language,
                "kind": rng.choice(KINDS).value,
                "standfirst": pen.line("standfirst"),
                "body": pen.body(),
                "dateline_place": pen.place,
                "dateline_date": timezone.localdate(begun, timezone.get_default_timezone()),
            }
            if issued_on := first.asked.get("issued_on"):
                content |= {"already_issued_on": issued_on, "dateline_date": issued_on}
                if rng.random() < JOINT:  # of old ones alone: no partner here is asked for a consent
                    content["joint_bodies"] = [self.office.partner.code]
            return content

        return content


def _in_office_hours(day: datetime, rng: Random) -> datetime:
    local = timezone.localtime(day, timezone.get_default_timezone())
    return local.replace(
        hour=rng.randint(8, 19), minute=rng.randrange(60), second=rng.randrange(60), microsecond=0
    )
