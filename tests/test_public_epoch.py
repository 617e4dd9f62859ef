"""Every change of what readers may see bumps the public epoch; which models that is, the code tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from statements import verbs
from statements.models import Address, IssuingBody, PressContact, PublicEpoch, Statement, Synonym, Topic
from statements.models import Newsroom as NewsroomSettings
from statements.workflow import TRANSITIONS, Role, Verb
from tests.cast import Cast, Newsroom, person
from tests.law import LAW, SITUATIONS, TRIES
from tests.test_architecture import imports, public_modules

SHOWN_BY_EDITIONS = {"File"}  # never changed, and nowhere but where an edition names it
# Written by verbs and by nothing else; the verbs bump the epoch themselves.
BY_VERBS = {"Statement", "Edition", "Withdrawal", "Flag", "Pin", "SearchRow", "KnownWord", "TopicOfStatement"}


def publicly_read() -> set[str]:
    """Names of the models that public code names."""
    models = {model.__name__ for model in apps.get_app_config("statements").get_models()}
    named = {
        name
        for module in public_modules() - {"statements.rights", "statements.addresses"}
        for name in imports(module)
    }
    return {name for name in models if f"statements.models.{name}" in named}


def seen_by_readers() -> list[Any]:
    """Every row public code could show: of the desk copy its identity, of topics those accepted."""
    rows: list[Any] = [sorted(Statement.objects.values_list("reference", "year", "slug"), key=repr)]
    for name in sorted(publicly_read() - {"Statement"}):
        model: type[Model] = apps.get_model("statements", name)
        rows.append(sorted(model._default_manager.values_list(), key=repr))
    return rows


CHANGES: dict[str, Callable[[Newsroom], Model]] = {
    "Address": lambda newsroom: Address(path="/old/7/", leads_to="/statements/"),
    "IssuingBody": lambda newsroom: IssuingBody(code="ZZ", slug="zz", names={"en": "Zonal Committee"}),
    "Newsroom": lambda newsroom: NewsroomSettings(pk=7, names={"en": "The Federation"}),
    "PressContact": lambda newsroom: PressContact(body=newsroom.cast.council, name="A. Rao"),
    "Synonym": lambda newsroom: Synonym(expressions="MSP\nminimum support price"),
    "Topic": lambda newsroom: Topic(name="Wages", slug="wages"),
}


def test_every_publicly_read_model_is_accounted_for() -> None:
    assert publicly_read() == BY_VERBS | SHOWN_BY_EDITIONS | CHANGES.keys()


@pytest.mark.parametrize("name", CHANGES)
def test_making_changing_and_deleting_a_row_bumps_the_epoch(newsroom: Newsroom, name: str) -> None:
    row = CHANGES[name](newsroom)
    epochs = [PublicEpoch.current()]
    for change in (row.save, row.save, row.delete):
        change()
        epochs.append(PublicEpoch.current())
    assert epochs == sorted(set(epochs))


def test_merging_topics_bumps_the_epoch(newsroom: Newsroom) -> None:
    newsroom.public(topics=("Wages", "Pay"))
    before = PublicEpoch.current()
    Topic.objects.get(name="Pay").merge_into(Topic.objects.get(name="Wages"))
    assert PublicEpoch.current() > before


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_verb_that_changes_what_readers_may_see_bumps_the_epoch(
    newsroom: Newsroom, cast: Cast, situation: str
) -> None:
    chief = person("chief", cast.council, Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    for verb, law in LAW.items():
        if situation not in law.where or "chief" not in law.who:
            continue
        statement = SITUATIONS[situation](newsroom, {"topics": ("Wages",)})
        rows, epoch = seen_by_readers(), PublicEpoch.current()
        TRIES[verb](statement, chief, newsroom.clock)
        if seen_by_readers() != rows:
            assert PublicEpoch.current() > epoch, f"{verb} · {situation}"


def test_the_table_says_which_verbs_readers_may_notice(newsroom: Newsroom, cast: Cast) -> None:
    before = PublicEpoch.current()
    draft = newsroom.draft()
    verbs.save(draft, by=cast.drafter, content={"headline": "Other words"}, clock=newsroom.clock)
    assert PublicEpoch.current() == before  # what only the desk sees costs readers no cache
    assert not TRANSITIONS[Verb.SAVE].public
