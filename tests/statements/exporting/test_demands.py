"""What other apps let a text say moves with the desk whole, and is never lost unsaid."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from campaigns.models import Demand, Mention, Subject
from statements.models import Statement
from tests.campaigns.builders import followed_up
from tests.cast import Cast, Clock, Newsroom, cast
from tests.emptied import empty_the_newsroom
from tests.statements.exporting.test_archive import export


def demanding(clock: Clock) -> Cast:
    """A newsroom with a demand, what came of it, and a public statement that raises it."""
    build: Callable[..., Cast] = cast.__wrapped__  # type: ignore[attr-defined]  # the fixture's own function
    newsroom = Newsroom(build(None), clock)
    demand = followed_up(newsroom)
    newsroom.public(demands=[{"slug": demand.slug, "relation": "raises"}])
    return newsroom.cast


@pytest.mark.django_db(transaction=True)
def test_demands_move_with_the_desk_and_what_came_of_them_too(
    transactional_db: None, tmp_path: Path, clock: Clock
) -> None:
    demanding(clock)
    before = export(tmp_path / "out", "--desk")
    asked = Mention.objects.get().subject.slug
    empty_the_newsroom()
    assert not Subject.objects.exists()
    call_command("import_archive", str(tmp_path / "out"), "--desk", stdout=StringIO())
    assert export(tmp_path / "again", "--desk") == before
    assert Mention.objects.get().subject.slug == asked
    moved = Demand.objects.get(slug=asked)
    assert moved.versions.count() == 2
    assert moved.updates.exists()
    assert all(edition.is_true_to_digest for edition in Statement.objects.get().editions.all())


@pytest.mark.django_db(transaction=True)
def test_the_record_alone_does_not_move_where_a_demand_would_be_lost(
    transactional_db: None, tmp_path: Path, clock: Clock
) -> None:
    demanding(clock)
    reference, slug = Statement.objects.get().reference, Mention.objects.get().subject.slug
    export(tmp_path / "out")
    empty_the_newsroom()
    build: Callable[..., Any] = cast.__wrapped__  # type: ignore[attr-defined]
    build(None)
    with pytest.raises(CommandError, match=f"{reference}: .*“{slug}”"):
        call_command("import_archive", str(tmp_path / "out"), "--as", "administrator", stdout=StringIO())
    assert not Statement.objects.exists()


def test_every_model_of_campaigns_moves() -> None:
    config = apps.get_app_config("campaigns")
    assert {model.__name__ for model in config.get_models()} == set(config.moves)  # type: ignore[attr-defined]
