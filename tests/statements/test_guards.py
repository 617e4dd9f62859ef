"""What the database itself refuses, tried past every verb, and how missing guards are found and put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ProjectState
from django.db.models import F, Model

from statements import guards, house, verbs
from statements.models import ChainHead, Edition, IssuingBody, PublicEpoch, Revision, Step, User, Withdrawal
from statements.search import storage
from tests.cast import NOON, Cast, Clock, Newsroom, edition

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone has this")
MAY_CHANGE = {"public_until", "number", "sealed_at", "seal_reason"}  # the law's words


def refused(attempt: Callable[[], object]) -> None:
    """The database refuses, and goes on."""
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt()


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


# --- editions, steps and revisions --------------------------------------------------------------------


@pytest.mark.parametrize("model", [Edition, Step, Revision, Edition.bodies.through])
def test_no_row_of_the_record_is_deleted(newsroom: Newsroom, model: type[Model]) -> None:
    newsroom.corrected()
    table, before = model._meta.db_table, model._default_manager.count()
    refused(lambda: sql(f"DELETE FROM {table}"))
    refused(lambda: sql(f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})"))
    refused(lambda: model._default_manager.all()._raw_delete("default"))
    assert model._default_manager.count() == before > 0


@pytest.mark.parametrize("model", [Step, Revision, Edition.bodies.through])
def test_no_row_of_a_step_or_a_revision_is_changed(
    newsroom: Newsroom, cast: Cast, model: type[Model]
) -> None:
    newsroom.corrected()
    for field in model._meta.concrete_fields:
        same = {field.attname: F(field.attname)}
        refused(lambda same=same: model._default_manager.update(**same))  # type: ignore[misc]


def _another(field: Any, row: Edition) -> Any:
    """A value of this column other than the row's, that is valid as such."""
    now = getattr(row, field.attname)
    if field.is_relation or field.primary_key:
        return (now or 0) + 1
    if isinstance(now, datetime):
        return now - timedelta(days=1)
    if isinstance(now, list):
        return [*now, "SC"]
    if isinstance(now, dict):
        return {**now, "more": 1}
    return f"{now[:-1]}x" if isinstance(now, str) else date(2019, 5, 1)


@pytest.mark.parametrize("name", [f.name for f in Edition._meta.concrete_fields if f.name not in MAY_CHANGE])
def test_no_other_column_of_an_edition_is_changed(newsroom: Newsroom, name: str) -> None:
    row = edition(newsroom.public())
    field = Edition._meta.get_field(name)
    refused(lambda: Edition.objects.filter(pk=row.pk).update(**{name: _another(field, row)}))


def test_a_number_is_emptied_with_a_stopped_release_and_never_changed(
    newsroom: Newsroom, clock: Clock
) -> None:
    public = edition(newsroom.public())
    row = Edition.objects.filter(pk=public.pk)
    refused(lambda: row.update(number=7))
    refused(lambda: row.update(number=None))  # has been public
    row.update(number=None, public_until=public.public_from)
    refused(lambda: row.update(number=1))


def test_a_seal_is_for_ever(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    corrected = newsroom.corrected()
    row = Edition.objects.filter(statement=corrected, number=1)
    refused(lambda: row.update(sealed_at=clock.now))  # without a reason
    row.update(sealed_at=clock.now, seal_reason="A child's name.")
    refused(lambda: row.update(sealed_at=None, seal_reason=""))
    refused(lambda: row.update(seal_reason="Another."))
    refused(lambda: row.update(sealed_at=clock()))


def test_who_speaks_in_an_edition_is_not_deleted(newsroom: Newsroom, cast: Cast) -> None:
    newsroom.public(joint_bodies=["SC"])
    refused(lambda: IssuingBody.objects.filter(code="SC").delete())
    assert IssuingBody.objects.filter(code="SC").exists()


def test_a_bodys_code_never_changes(newsroom: Newsroom, cast: Cast) -> None:
    refused(lambda: IssuingBody.objects.filter(pk=cast.council.pk).update(code="XX"))
    IssuingBody.objects.filter(pk=cast.council.pk).update(slug="national-council")


@on_postgresql
@pytest.mark.parametrize("model", [Edition, Step, Revision, Edition.bodies.through])
def test_no_table_of_the_record_is_truncated(newsroom: Newsroom, model: type[Model]) -> None:
    newsroom.public()
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses for a reason of its own
    refused(lambda: sql(f"TRUNCATE {model._meta.db_table} CASCADE"))
    refused(lambda: sql("TRUNCATE statements_statement CASCADE"))
    assert model._default_manager.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone has this")
def test_no_row_of_the_record_is_replaced(newsroom: Newsroom) -> None:
    newsroom.public()
    for table in ("statements_edition", "statements_step", "statements_revision"):
        refused(lambda table=table: sql(f"REPLACE INTO {table} SELECT * FROM {table}"))  # type: ignore[misc]


# --- intervals ----------------------------------------------------------------------------------------


def _beside(
    row: Edition, public_from: datetime, public_until: datetime | None, number: int | None = 9
) -> None:
    copy = Edition.objects.get(pk=row.pk)
    copy.pk, copy.number = None, number
    copy.public_from, copy.public_until = public_from, public_until
    copy.save(force_insert=True)


def test_two_editions_of_a_statement_are_never_public_at_once(newsroom: Newsroom, clock: Clock) -> None:
    first = edition(newsroom.corrected(), 1)  # public for some seconds, then the second, open
    begun, ended = first.public_from, first.public_until
    assert ended is not None
    second = timedelta(seconds=1)
    refused(lambda: _beside(first, begun, begun + second))
    refused(lambda: _beside(first, begun - second, begun + second))
    refused(lambda: _beside(first, begun - second, ended + second))
    refused(lambda: _beside(first, ended + second, ended + 2 * second))  # under the open one
    refused(lambda: _beside(first, begun - second, None))  # a second open one
    refused(lambda: Edition.objects.filter(pk=first.pk).update(public_until=ended + second))
    refused(lambda: Edition.objects.filter(pk=first.pk).update(public_until=None))
    refused(lambda: _beside(first, begun, begun - second))  # ends before it begins
    _beside(first, begun - second, begun)  # touches, and is allowed
    _beside(first, begun + second, begun + second, number=None)  # a stopped release's empty interval


def test_a_number_is_given_once_a_statement(newsroom: Newsroom) -> None:
    first = edition(newsroom.corrected(), 1)
    day = timedelta(days=1)
    refused(lambda: _beside(first, NOON - 2 * day, NOON - day, number=1))
    refused(lambda: _beside(first, NOON - 2 * day, NOON - day, number=None))  # was public: has a number


def test_intervals_of_two_statements_have_nothing_to_do_with_each_other(newsroom: Newsroom) -> None:
    newsroom.public()
    newsroom.public()
    assert Edition.objects.filter(public_until=None).count() == 2


def test_one_withdrawal_at_a_time_with_an_explanation_and_the_target_it_needs(
    newsroom: Newsroom, cast: Cast
) -> None:
    withdrawn = newsroom.withdrawn()
    beside = {"statement": withdrawn, "explanation": "Twice.", "in_force_from": NOON, "by": cast.publisher}
    refused(lambda: Withdrawal.objects.create(kind="removed", **beside))
    ended = {**beside, "until": NOON + timedelta(days=1)}
    refused(lambda: Withdrawal.objects.create(kind="merged", **ended))
    refused(lambda: Withdrawal.objects.create(kind="removed", target=withdrawn, **ended))
    refused(lambda: Withdrawal.objects.create(kind="removed", **{**ended, "explanation": ""}))
    Withdrawal.objects.create(kind="removed", **ended)


def test_nobody_confirms_their_own_past_the_verb(newsroom: Newsroom) -> None:
    mark = newsroom.withdrawn().confirmations.get()
    refused(lambda: type(mark).objects.filter(pk=mark.pk).update(confirmed_by=mark.done_by))


# --- found missing, and put back --------------------------------------------------------------------------


def warnings() -> list[str]:
    return [message.msg for message in run_checks(databases=["default"]) if message.id == "statements.W001"]


def test_a_missing_guard_is_found_by_the_system_check_and_put_back_by_migrate(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom.public()
    assert guards.missing() == set()
    assert warnings() == []
    table = " ON statements_edition" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER guard_edition_kept{table}")
    assert guards.missing() == {"guard_edition_kept"}
    assert warnings() == ["The database lacks guards: guard_edition_kept."]
    call_command("migrate", verbosity=0)
    assert warnings() == []
    refused(lambda: sql("DELETE FROM statements_edition"))


def test_every_guard_is_lifted_and_put_back(newsroom: Newsroom) -> None:
    newsroom.public()
    guards.lift()
    assert len(guards.missing()) >= 12
    Step.objects.update(note="forged")
    guards.install()
    guards.install()
    assert guards.missing() == set()
    refused(lambda: Step.objects.update(note=""))


@pytest.mark.django_db(transaction=True)
def test_a_table_that_guards_of_others_name_can_be_changed_by_a_migration(newsroom: Newsroom) -> None:
    newsroom.corrected()
    before = list(Edition.objects.order_by("pk").values())
    table = ProjectState.from_apps(apps).apps.get_model("statements", "Edition")  # as a migration knows it
    house.clear_the_way(apps.get_app_config("statements"), using="default", plan=["a change"])
    for length in (400, 300):
        longer = models.CharField(max_length=length)
        longer.set_attributes_from_name("headline")
        with connection.schema_editor() as editor:
            editor.alter_field(table, table._meta.get_field("headline"), longer)
    house.furnish(apps.get_app_config("statements"))
    assert list(Edition.objects.order_by("pk").values()) == before
    assert guards.missing() == set()
    assert storage.is_whole()
    refused(lambda: sql("DELETE FROM statements_edition"))


@on_postgresql
def test_a_disabled_guard_is_a_missing_guard(db: None) -> None:
    sql("ALTER TABLE statements_step DISABLE TRIGGER guard_step_kept")
    assert guards.missing() == {"guard_step_kept"}
    guards.install()
    assert guards.missing() == set()


# --- what every newsroom has --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_the_house_furnished(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    newsroom.withdrawn()
    guards.lift()
    call_command("flush", interactive=False, verbosity=0)
    assert guards.missing() == set()
    head, account = ChainHead.objects.get(), User.objects.get()
    assert (head.number, head.digest, PublicEpoch.current()) == (0, "", 0)
    assert (account.username, account.is_active, account.has_usable_password()) == ("Import", False, False)
    kept = Group.objects.get(name="Administrators").permissions.values_list("content_type__model", flat=True)
    rooms = {"issuingbody", "membership", "topic", "presscontact", "user", "address"}
    assert set(kept) == rooms | {"newsroom", "modeltext", "quietperiod", "synonym", "status"}


def test_migrate_never_overwrites_what_an_administrator_changed(newsroom: Newsroom, cast: Cast) -> None:
    group = Group.objects.get(name="Administrators")
    group.permissions.clear()
    User.objects.filter(username="Import").update(first_name="The old site")
    newsroom.public()
    number, epoch = ChainHead.objects.get().number, PublicEpoch.current()
    call_command("migrate", verbosity=0)
    assert group.permissions.count() == 0
    assert User.objects.get(username="Import").first_name == "The old site"
    assert (ChainHead.objects.get().number, PublicEpoch.current()) == (number, epoch)


def test_verbs_pass_the_guards(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    due = newsroom.corrected(public_from=clock() + timedelta(days=1))
    stopped = verbs.stop_release(due, by=cast.publisher, clock=clock)
    withdrawn = verbs.withdraw(stopped, by=cast.publisher, explanation="Wrong.", clock=clock)
    verbs.seal(withdrawn, by=cast.publisher, edition=edition(withdrawn), reason="A name.", clock=clock)
    assert guards.missing() == set()
