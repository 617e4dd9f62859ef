"""`bulk.add`: many imports at once leave the rows that the verbs leave by hand, in a newsroom in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from statements import verbs
from statements.models import Statement, Step, Topic
from statements.verbs import bulk
from statements.workflow import Verb
from tests.cast import NOON, Cast, Newsroom, words
from tests.statements.test_make_archive import count_statements_anew, rows

WHEN = NOON + timedelta(hours=1)
OLD = date(2019, 5, 1)


def life(cast: Cast, verb: Verb, number: int, topics: Sequence[Topic] = (), **fields: Any) -> bulk.Life:
    asked = {"issued_on": OLD, "import_name": "Old site"} if verb == Verb.FILE_AS_HISTORY else {}
    dated = {"already_issued_on": OLD.isoformat()} if asked else {}
    slug = fields.pop("slug", "")
    statement = Statement(issuing_body=cast.council)
    told = words(**{"headline": f"Old text {number % 3}", "body": f"<p>Text {number}.</p>", **fields})
    statement.write({**told, "issuing_body": cast.council})
    content = {**statement.content(), **dated}
    return bulk.Life(
        body=cast.council,
        language=content["language"],
        headline=content["headline"],
        content=lambda: content,
        topics=topics,
        deeds=[bulk.Deed(verb, cast.administrator, WHEN, asked)],
        slug=slug,
        source_key=f"old:{number}",
        source_address=f"https://old.example.org/{number}",
    )


def by_the_verbs(lives: list[bulk.Life]) -> None:
    for one in lives:
        deed = one.deeds[0]
        getattr(verbs, deed.verb)(
            by=deed.by,
            body=one.body,
            content=one.content(),
            topics=[topic.name for topic in one.topics],
            slug=one.slug,
            source_key=one.source_key,
            source_address=one.source_address,
            clock=lambda: WHEN,
            **deed.asked,
        )


def many(cast: Cast) -> list[bulk.Life]:
    topic = Topic.objects.create(name="Wages")
    kinds = [Verb.FILE_AS_HISTORY, Verb.BEGIN, Verb.FILE_AS_HISTORY]
    lives = [life(cast, kinds[n % 3], n, [topic] if n % 2 else []) for n in range(20)]
    return [
        *lives,
        life(cast, Verb.FILE_AS_HISTORY, 20, slug="old-text-0"),
        life(cast, Verb.BEGIN, 21, slug="kept"),
    ]


def test_it_leaves_the_rows_the_verbs_leave_beside_what_was_there(newsroom: Newsroom, cast: Cast) -> None:
    told = []
    plays: list[Callable[[list[bulk.Life]], Any]] = [
        by_the_verbs,
        lambda lives: bulk.add(lives, lambda: WHEN),
    ]
    for play in plays:
        with transaction.atomic():
            count_statements_anew()
            newsroom.clock.now = NOON  # type: ignore[attr-defined]
            for slug in ("old-text-1", "old-text-2-2"):
                file_by_hand(newsroom, slug)
            play(many(cast))
            told.append(rows())
            assert Step.objects.first_break() is None
            transaction.set_rollback(True)
    one, other = told
    for table in one:
        assert one[table] - other[table] == other[table] - one[table] == Counter(), table
    assert sum(one["Statement"].values()) == 24


def file_by_hand(newsroom: Newsroom, slug: str) -> None:
    verbs.file_as_history(
        by=newsroom.cast.administrator,
        body=newsroom.cast.council,
        content=words(headline="By hand", body="<p>By hand.</p>"),
        issued_on=OLD,
        import_name="By hand",
        slug=slug,
        clock=newsroom.clock,
    )


@pytest.mark.parametrize(
    ("who", "verb", "fields"),
    [
        ("drafter", Verb.FILE_AS_HISTORY, {}),
        ("outsider", Verb.BEGIN, {}),
        ("administrator", Verb.FILE_AS_HISTORY, {"headline": ""}),
        ("administrator", Verb.BEGIN, {"headline": "x" * 301}),
    ],
)
def test_where_the_law_objects_nothing_is_written(
    newsroom: Newsroom, cast: Cast, who: str, verb: Verb, fields: dict[str, Any]
) -> None:
    refused = life(cast, verb, 2)
    refused.deeds[0].by = getattr(cast, who)
    content = {**refused.content(), **fields}
    refused.content = lambda: content
    with pytest.raises(verbs.Refused):
        bulk.add([life(cast, Verb.BEGIN, 1), refused], lambda: WHEN)
    assert not Statement.objects.exists()
