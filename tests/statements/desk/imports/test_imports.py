"""Imports at the desk: looked at, decided upon, imported by the worker, stopped, taken up again, told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from statements.importing import brought, work
from statements.importing.choices import Choices
from statements.models import Edition, ImportFile, ImportItem, Statement, Step
from tests.cast import Cast
from tests.statements.desk.imports.bringing import (
    ROOM,
    Phase,
    bring,
    figures,
    looked_at,
    never,
    page_of,
    started,
)
from tests.statements.desk.pages import seen


def test_a_room_without_imports_says_what_it_is_for(desk: Client) -> None:
    sentence = "Bring an archive from WordPress, a table or JSON Lines"
    assert sentence in seen(desk.get(ROOM))
    bring(desk)
    assert sentence not in seen(desk.get(ROOM))


def test_it_is_looked_at_first_and_nothing_is_imported(desk: Client, folder: Path) -> None:
    assert "Being looked at" in seen(desk.get(bring(desk).url))
    work.work(never)
    file = ImportFile.objects.get()
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}
    words = seen(page_of(desk, file))
    assert "2 statements will be public at once, at their old dates." in words
    assert "Wages are due" in words
    assert "It lay in the bin" in words
    assert (Statement.objects.count(), Step.objects.count()) == (0, 0)
    assert len(list(folder.iterdir())) == 1
    skipped = seen(page_of(desk, file, "change/?sort=skipped"))
    assert "Thrown away" in skipped
    assert "Prices rise" not in skipped


def test_started_it_is_imported_accounted_for_and_the_file_goes(
    desk: Client, folder: Path, cast: Cast
) -> None:
    file = looked_at(desk)
    started(desk, file)
    assert work.work(never)
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}
    assert file.phase == Phase.DONE
    assert set(Edition.objects.public(timezone.now()).values_list("headline", flat=True)) == {
        "Wages are due",
        "Prices rise",
    }
    assert {step.actor for step in Step.objects.all()} == {cast.administrator}
    assert "Import of old.xml" in Step.objects.filter(verb="file_as_history")[0].note
    assert list(folder.iterdir()) == []
    reference = Statement.objects.exclude(reference=None)[0].reference
    assert str(reference) in seen(page_of(desk, file))
    told = json.loads(b"".join(page_of(desk, file, "account.json").streaming_content))
    assert [one["fate"] for one in told["items"]] == [
        "imported",
        "imported",
        "skipped",
        "imported",
        "imported",
    ]
    assert told["dry_run"] is False
    as_page = b"".join(page_of(desk, file, "account.html").streaming_content).decode()
    assert "Thrown away" in as_page


def test_the_maps_are_edited_in_a_form(desk: Client, cast: Cast) -> None:
    file = looked_at(desk)
    form = page_of(desk, file, "choices/").context["form"]
    typed: dict[str, Any] = {"trial": file.trial_id, "days": "dmy", "types": ["post"]}
    typed |= {"state": "history", "body": "NC", "language": "en"}
    for bound in form:
        if bound.name.partition("-")[0] in {"categories", "tags", "authors"}:
            typed[f"{bound.name}_0"], typed[f"{bound.name}_1"] = {
                "Wages": ("topic", "Pay"),
                "women": ("body: WW", ""),
            }.get(bound.label, ("nothing", ""))
    assert desk.post(f"{ROOM}{file.pk}/choices/", typed).status_code == 302
    assert work.work(never)
    file.refresh_from_db()
    assert file.choices["categories"] == {"Wages": "topic: Pay", "Prices": "nothing"}
    started(desk, file)
    work.work(never)
    wages = Statement.objects.get(headline="Wages are due")
    assert (wages.issuing_body, list(wages.topics.names())) == (cast.wing, ["Pay"])


def test_a_topic_without_a_name_and_a_trial_of_before_are_refused_in_the_form(desk: Client) -> None:
    file = looked_at(desk)
    typed = {"trial": 0, "days": "dmy", "types": [], "state": "draft", "body": "NC", "language": "en"}
    answer = desk.post(
        f"{ROOM}{file.pk}/choices/", {**typed, "categories-0_0": "topic", "categories-0_1": " "}
    )
    assert answer.status_code == 422
    assert "Write which topic it becomes." in seen(answer)
    assert "It was looked at again meanwhile" in seen(answer)


def test_the_columns_of_a_table_are_chosen(desk: Client) -> None:
    table = "Nummer,Ueberschrift,Body,Date\n1,Wages are due,<p>Pay.</p>,12/03/2019\n"
    file = looked_at(desk, written=table, name="view.csv")
    assert figures(file) == {"draft": 1}  # no column is the headline
    typed = {"trial": file.trial_id, "days": "dmy", "types": ["post"], "state": "history", "body": "NC"}
    columns = {"column-headline": "Ueberschrift", "column-body": "Body", "column-day": "Date"}
    desk.post(f"{ROOM}{file.pk}/choices/", {**typed, "language": "en", **columns})
    work.work(never)
    assert figures(file) == {"public": 1}


def test_one_import_is_at_work_at_a_time(desk: Client, folder: Path) -> None:
    bring(desk)
    answer = bring(desk, name="other.xml")
    assert answer.status_code == 422
    assert "there is one at a time" in seen(answer)
    assert len(list(folder.iterdir())) == 1
    work.work(never)
    bring(desk, name="other.xml")
    first = ImportFile.objects.get(name="old.xml")
    answer = started(desk, first)
    assert answer.status_code == 409
    first.refresh_from_db()
    assert first.phase == Phase.LOOKED


def test_what_was_looked_at_again_is_not_started_by_the_page_of_before(desk: Client) -> None:
    file = looked_at(desk)
    brought.look_again(file, Choices(**file.choices), file.by)
    work.work(never)
    answer = started(desk, file)
    assert answer.status_code == 409
    assert "meanwhile" in seen(answer)
    assert not Statement.objects.exists()


def test_forgotten_the_file_goes_and_what_was_imported_stays(desk: Client, folder: Path) -> None:
    file = looked_at(desk)
    assert desk.post(f"{ROOM}{file.pk}/forget/").status_code == 302
    assert list(folder.iterdir()) == []
    assert (ImportFile.objects.count(), ImportItem.objects.count()) == (0, 0)
    file = looked_at(desk)
    started(desk, file)
    assert desk.post(f"{ROOM}{file.pk}/forget/").status_code == 409
    work.work(never)
    desk.post(f"{ROOM}{file.pk}/forget/")
    assert (ImportFile.objects.count(), Statement.objects.count()) == (0, 4)
