"""Fills an empty database with the statements that other systems are measured on; run by `bench.archives`.

They come from a generator beside the house (`generate.py`), which is no part of it: the same numbers make the
same statements everywhere. Where more than `LARGE` are wanted, a part is made of short ones, and multiplied.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import django

from .multiplied import multiply

GIVEN = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"
GENERATOR = GIVEN / "gen" / "generate.py"
LARGE = 200_000  # beyond that the texts are the generator's short ones, and
TIMES = 50  # so often each of them stands there
SHORT = (600, 1400)  # characters


def generator() -> Any:
    """The generator, read from where it lies."""
    spec = importlib.util.spec_from_file_location("generate", GENERATOR)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(GENERATOR)
    sys.dont_write_bytecode = True  # nothing is left beside it
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def phrases(size: int) -> list[str]:
    """Some phrases of two words that stand in the first of the statements; as the generator takes its own."""
    generate = generator()
    maker = generate.Maker(*SHORT) if size > LARGE else generate.Maker()
    told = (maker.record(number) for number in range(7, 1000, 7))
    found = (_side_by_side(one["paras"][0], generate.EN_FUNCTION) for one in told if one["lang"] == "en")
    return list(islice(filter(None, found), 6))


def _side_by_side(paragraph: str, frequent: Collection[str]) -> str:
    """The first two words of a sentence, after its second, that are no words of every text; quoted."""
    written = paragraph.partition(".")[0].split()[2:]
    pairs = pairwise(written)
    return next((f'"{a} {b}"' for a, b in pairs if not {a, b} & {*frequent} and min(len(a), len(b)) > 3), "")


@dataclass
class Given:
    """The first `count` of the generator's statements, as lives for the bulk path."""

    count: int
    is_short: bool = False

    @cached_property
    def generate(self) -> Any:
        """The generator."""
        return generator()

    @cached_property
    def maker(self) -> Any:
        """What makes its statements."""
        return self.generate.Maker(*SHORT) if self.is_short else self.generate.Maker()

    def lives(self) -> Iterator[Any]:
        """All of them: filed as history on the day they were issued."""
        from statements.verbs.bulk import Deed, Life
        from statements.workflow import Verb

        bodies, topics, person = self._bodies(), self._topics(), self._administrator()
        for number in range(1, self.count + 1):
            told = self.maker.record(number)
            at = datetime.fromisoformat(told["date"])
            asked = {"issued_on": at.date(), "import_name": "The statements that all are measured on"}
            yield Life(
                body=bodies[told["issuer"] - 1],
                language=told["lang"],
                headline=told["title"],
                content=self._content(number),
                topics=[topics[one] for one in sorted(told["tags"])],
                deeds=[Deed(Verb.FILE_AS_HISTORY, person, at, asked)],
            )

    def _content(self, number: int) -> Callable[[], dict[str, Any]]:
        """The content, made anew when it is asked for: all at once they would fill the memory."""

        def content() -> dict[str, Any]:
            from django.utils.dateparse import parse_date

            from statements import prose

            told = self.maker.record(number)
            day = parse_date(told["date"][:10])
            return {
                "headline": told["title"],
                "language": told["lang"],
                "kind": "press_statement",
                "standfirst": told["summary"],
                "body": prose.clean(self.generate.html(told)),
                "dateline_place": told["place"],
                "dateline_date": day,
                "already_issued_on": day,
            }

        return content

    def _bodies(self) -> list[Any]:
        from statements.models import IssuingBody

        return [
            IssuingBody.objects.create(code=f"B{number}", slug=f"body-{number}", names={"en": name})
            for number, name in enumerate(self.generate.ISSUERS, 1)
        ]

    def _topics(self) -> dict[str, Any]:
        from statements.models import Topic

        return {
            name: Topic.objects.create(name=name, names={"en": name}, is_accepted=True)
            for name in self.generate.TAGS
        }

    def _administrator(self) -> Any:
        from statements.models import User

        return User.objects.create(username="bench", first_name="Bench", last_name="Loader")


def load(count: int) -> None:
    """Write them, and let the planner know what came in."""
    from django.db import connection, transaction

    from statements.verbs import bulk

    times = TIMES if count > LARGE else 1
    given = Given(count // times, is_short=times > 1)
    with transaction.atomic():
        bulk.write(list(given.lives()), lambda written: print(f"\r{written}", end="", flush=True))  # noqa: T201
        if times > 1:
            multiply(times)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    django.setup()
    load(int(sys.argv[1]))
