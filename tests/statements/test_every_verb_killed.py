"""Every verb, killed before any of its writes or its commit: it is done whole or not at all."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from statements.models import Step, User
from statements.verbs.act import steps_of
from statements.workflow import Verb
from tests.cast import Newsroom

from .test_every_verb_at_once import CASES, people, pressed
from .test_two_at_once import press

__all__ = ["people"]
pytestmark = pytest.mark.django_db(transaction=True)

WRITES = ("INSERT", "UPDATE", "DELETE")
# Who is there and when they last did something is no part of what a verb does.
ASIDE = {"django_session", "statements_session", "statements_user"}
BESIDE = {
    "statements_look", "statements_desksession",  # by the page: who has read what, who is there
    "statements_knownword",  # of the search, shared by all statements: the first of two adds them
}  # fmt: skip
DONE = 302
PATIENCE = 120  # seconds after which a child that hangs is ended by another signal
INHERITED: list[BaseDatabaseWrapper] = []  # in the child: its parent's connection
NEVER = 1_000_000
FEWEST_WRITES = 3  # the row, the step, the end of the chain


class Killer:
    """Ends its own process, like a power cut, before its write of this number; the commit is one."""

    def __init__(self, before: int) -> None:
        self.left = before

    def __call__(self, execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        """Stand between Django and the database."""
        if sql.lstrip().startswith(WRITES) and not any(f'"{table}"' in sql for table in ASIDE):
            self.die_if_it_is_time()
        return execute(sql, *others)

    def die_if_it_is_time(self) -> None:
        """Count one down."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def killed(send: Callable[[], Any], before: int) -> bool:
    """Whether the process that sends this died; where it was to die later than all it does, it did not."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        os._exit(_status(send, Killer(before)))
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return os.WIFSIGNALED(status)


def _status(send: Callable[[], Any], killer: Killer) -> int:
    """What the child ends with: 0 where the verb was done; no error leaves it, the test would go on in it."""
    signal.alarm(PATIENCE)
    INHERITED.extend(connections.all())  # never used nor let go of here: no two processes speak over one
    with suppress(Exception):
        del connections[DEFAULT_DB_ALIAS]
        connection.ensure_connection()
        database: Any = connection
        commit = database._commit

        def last() -> None:
            killer.die_if_it_is_time()
            commit()

        database._commit = last
        with connection.execute_wrapper(killer):
            return 0 if send().status_code == DONE else 1
    return 2


def everything() -> dict[str, str]:
    """A digest over all rows of each table."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            if table not in ASIDE:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                told[table] = sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return told


def changed(before: dict[str, str]) -> set[str]:
    """The tables that hold other rows than before."""
    return {table for table, digest in everything().items() if digest != before[table]}


@pytest.mark.parametrize("verb", CASES, ids=str)
def test_killed_anywhere(verb: Verb, newsroom: Newsroom, people: dict[str, User]) -> None:
    newsroom = Newsroom(newsroom.cast, timezone.now)
    unharmed, statement = CASES[verb].stands(newsroom), CASES[verb].stands(newsroom)
    who = people[CASES[verb].people[0]]
    before = everything()
    assert not killed(press(pressed(verb, unharmed, who, "Said before.")), NEVER)
    done = changed(before) - BESIDE

    send = press(pressed(verb, statement, who, "Said under a power cut."))
    before, steps, write = everything(), steps_of(statement).count(), 1
    while killed(send, write) and not changed(before):
        write += 1
    # Either nothing killed it any more, or it died behind its commit, in what the page writes beside it.
    assert changed(before) - BESIDE == done
    assert write > FEWEST_WRITES
    assert steps_of(statement).count() > steps
    assert Step.objects.first_break() is None
