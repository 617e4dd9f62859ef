"""Topics at the desk: no two of one name, however it is written."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from statements import verbs
from statements.models import Topic
from tests.cast import Cast, Newsroom
from tests.statements.test_race import at_once

from .pages import save_opened, seen

ADD = "/admin/statements/topic/add/"
SAME = ["may day", "MAY DAY", " May   Day ", "May\u00a0Day", "May Day\u200b"]


def filled_in(**fields: Any) -> dict[str, Any]:
    """The form of a topic, as a browser posts it."""
    return {"name": "May Day", "slug": "another", "merged_into": "", **fields}


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


@pytest.mark.parametrize("name", SAME)
def test_a_second_topic_of_the_same_name_is_refused_in_words(office: Client, name: str) -> None:
    Topic.objects.create(name="May Day")
    answer = office.post(ADD, filled_in(name=name))
    assert answer.status_code == 200
    assert "There is a topic of this name already: May Day" in seen(answer)
    assert Topic.objects.count() == 1


@pytest.mark.parametrize(("one", "other"), [("Café", "CAFE\u0301"), ("माँग", "मांग"), ("म\u095bदूर", "मज़दूर")])
def test_one_name_in_two_spellings_is_one_topic(office: Client, one: str, other: str) -> None:
    Topic.objects.create(name=one)
    office.post(ADD, filled_in(name=other))
    assert Topic.objects.count() == 1


def test_a_topic_keeps_its_name_and_may_change_its_case(office: Client) -> None:
    topic = Topic.objects.create(name="May day")
    address = f"/admin/statements/topic/{topic.pk}/change/"
    assert save_opened(office, address, filled_in(name="May Day", slug=topic.slug)).status_code == 302
    assert Topic.objects.get().name == "May Day"


def test_a_name_of_which_nothing_can_be_seen_is_none(office: Client) -> None:
    answer = office.post(ADD, filled_in(name="\u200b\u2060"))
    assert "name" in answer.context["adminform"].form.errors
    assert not Topic.objects.exists()


@pytest.mark.parametrize("name", SAME)
def test_the_database_holds_it(db: None, name: str) -> None:
    Topic.objects.create(name="May Day")
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(name=name)
    assert Topic.objects.count() == 1


def test_a_statement_is_filed_under_the_topic_there_is(newsroom: Newsroom) -> None:
    Topic.objects.create(name="May Day")
    merged, living = Topic.objects.create(name="Labour Day"), Topic.objects.create(name="माँग")
    merged.merge_into(living)
    draft = newsroom.draft(topics=("MAY  DAY", "मांग", "labour day", "Wages", "wages"))
    assert sorted(draft.topics.names()) == ["May Day", "Wages", "माँग"]


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_same_topic_at_once_make_one(newsroom: Newsroom, cast: Cast) -> None:
    for number in range(5):
        drafts = [newsroom.draft(), newsroom.draft()]
        file = partial(verbs.refile, by=cast.drafter, clock=newsroom.clock)
        at_once(
            partial(file, drafts[0], topics=[f"Heat {number}"]),
            partial(file, drafts[1], topics=[f"HEAT {number}"]),
        )
        assert Topic.objects.filter(folded=f"heat {number}").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_get_one_topic_and_one_sentence(cast: Cast) -> None:
    def add(name: str) -> str:
        client = Client()
        client.force_login(cast.administrator)
        answer = client.post(ADD, filled_in(name=name, slug=name.lower().replace(" ", "-")))
        return "made" if answer.status_code == 302 else seen(answer)

    for number in range(5):
        answers = at_once(partial(add, f"Heat {number}"), partial(add, f"HEAT  {number}"))
        refused = [str(answer) for answer in answers if answer != "made"]
        assert len(refused) == 1
        assert "There is a topic of this name already" in refused[0]
