"""`manage.py make_archive`: a large archive in an empty database, row by row as the real verbs leave it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from statements import guards, prose, verbs
from statements.models import (
    Approval,
    ChainHead,
    Confirmation,
    Deadline,
    Edition,
    Effect,
    Flag,
    ReferenceCounter,
    Revision,
    Statement,
    Step,
    Topic,
    TopicOfStatement,
    User,
    Withdrawal,
)
from statements.synthetic import office
from statements.synthetic.lives import Maker
from statements.verbs import bulk
from statements.workflow import Verb
from tests.cast import Cast

UNTIL = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)
TABLES: list[type[models.Model]] = [
    Statement, Statement.bodies.through, TopicOfStatement, Revision, Approval, Edition,
    Edition.bodies.through, Withdrawal, Confirmation, Flag, Deadline,
    ReferenceCounter, Step, Effect, ChainHead,
]  # fmt: skip


def lives(count: int, seed: int = 1) -> list[bulk.Life]:
    return Maker(office.set_up(), count, seed, UNTIL).lives()


def by_the_verbs(lives: list[bulk.Life]) -> None:
    """Play every deed, in the order of time, through the real verbs."""
    deeds = sorted((deed.at, i, k) for i, life in enumerate(lives) for k, deed in enumerate(life.deeds))
    keys: dict[int, int] = {}
    for _at, i, k in deeds:
        life, deed = lives[i], lives[i].deeds[k]
        done = _begin(life, deed, keys) if k == 0 else _do(Statement.objects.get(pk=keys[i]), deed)
        keys[i] = done.pk


def _begin(life: bulk.Life, deed: bulk.Deed, keys: dict[int, int]) -> Statement:
    begin = getattr(verbs, deed.verb)
    original = {}
    if life.translation_of is not None:
        original = {"translation_of": Statement.objects.get(pk=keys[life.translation_of])}
    topics = [topic.name for topic in life.topics]
    content = life.content()
    begun = begin(
        by=deed.by,
        body=life.body,
        content=content,
        topics=topics,
        clock=lambda: deed.at,
        **deed.asked,
        **original,
    )
    assert isinstance(begun, Statement)
    return begun


def _do(statement: Statement, deed: bulk.Deed) -> Statement:
    asked = dict(deed.asked)
    if deed.verb == Verb.SEAL:
        asked["edition"] = statement.editions.get(number=asked["edition"])
    done = getattr(verbs, deed.verb)(
        statement, by=User.objects.get(pk=deed.by.pk), clock=lambda: deed.at, **asked
    )
    assert isinstance(done, Statement)
    return done


def rows() -> dict[str, Counter[str]]:
    """Every row of every table, its keys replaced by what they point to."""
    return {
        model.__name__: Counter(str(_told(row)) for row in model._default_manager.all()) for model in TABLES
    }


def _told(row: Any) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name)
        told[field.name] = _called(value) if isinstance(value, models.Model) else value
    told.pop("id")
    if isinstance(row, Step):
        told["subject_key"] = _called(Statement.objects.get(pk=row.subject_key))
    if isinstance(row, Effect):
        told["state"] = Effect.State.VOID
        told.pop("waiting_since")  # derived from the state
    return told


def _called(row: Any) -> Any:
    """A name of a row that is the same in both databases."""
    if isinstance(row, Statement):
        return ("statement", row.begun_at, row.headline)
    if isinstance(row, Revision | Edition):
        return (type(row).__name__, _called(row.statement), row.number, row.digest)
    if isinstance(row, Withdrawal):
        return ("withdrawal", row.in_force_from, row.explanation)
    if isinstance(row, Step):
        return ("step", row.number)
    return str(getattr(row, "code", None) or getattr(row, "username", None) or row)


def count_statements_anew() -> None:
    """Let the first statement have the key 1: a step's digest says it, and no rollback gives keys back."""
    sequence = {"table": Statement._meta.db_table, "column": "id"}
    with connection.cursor() as cursor:
        for reset in connection.ops.sequence_reset_by_name_sql(no_style(), [sequence]):
            cursor.execute(reset)


def test_the_bulk_path_leaves_the_rows_the_verbs_leave(db: None) -> None:
    told = []
    for play in (by_the_verbs, lambda lives: bulk.write(lives, lambda written: None)):
        with transaction.atomic():
            count_statements_anew()
            play(lives(120))
            told.append(rows())
            transaction.set_rollback(True)
    one, other = told
    for table in one:
        assert one[table] - other[table] == other[table] - one[table] == Counter(), table
    assert sum(one["Statement"].values()) == 120


def test_every_story_is_in_it(db: None) -> None:
    done = {deed.verb for life in lives(120) for deed in life.deeds}
    left_out = {
        *(Verb.REFILE, Verb.AGREE, Verb.ABANDON_CORRECTION, Verb.STOP_RELEASE, Verb.FOLLOW),
        *(Verb.CONSENT, Verb.ASK_FOR_CHANGE, Verb.RECORD_CONSENT, Verb.ERASE),
    }
    assert done == set(Verb) - left_out


def test_the_archive_is_whole_and_guarded(db: None) -> None:
    call_command("make_archive", "300", "--seed", "3", "--until", UNTIL.isoformat(), stdout=StringIO())
    assert Statement.objects.count() == 300
    assert set(Statement.objects.values_list("state", flat=True)) == {
        "draft", "in_review", "approved", "released", "discarded",
    }  # fmt: skip
    assert Edition.objects.due(UNTIL).exists()
    assert Statement.objects.exclude(translation_of=None).exclude(renders=None).exists()
    assert Step.objects.first_break() is None
    assert all(edition.is_true_to_digest for edition in Edition.objects.all())
    assert all(str(prose.clean(words)) == words for words in Statement.objects.values_list("body", flat=True))
    assert not guards.missing()
    call_command("check_search", stdout=StringIO())
    assert not any(person.has_usable_password() for person in User.objects.all())


def test_the_same_seed_makes_the_same_archive(db: None) -> None:
    digests = []
    for seed in (3, 3, 4):
        with transaction.atomic():
            call_command(
                "make_archive", "60", "--seed", str(seed), "--until", UNTIL.isoformat(), stdout=StringIO()
            )
            digests.append(list(Revision.objects.order_by("pk").values_list("digest", flat=True)))
            transaction.set_rollback(True)
    assert digests[0] == digests[1] != digests[2]


def test_it_stays_out_of_a_newsroom_in_use(cast: Cast) -> None:
    with pytest.raises(CommandError, match="in use"):
        call_command("make_archive", "5", stdout=StringIO())
    assert not Statement.objects.exists()
    assert not Topic.objects.exists()


def test_it_makes_one_statement_at_least(db: None) -> None:
    with pytest.raises(CommandError, match="at least"):
        call_command("make_archive", "0", stdout=StringIO())
    assert connection.is_usable()
