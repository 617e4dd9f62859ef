"""What the forms of bodies and topics say of them: where they are used, who approves, what a merge does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements.approval import may_approve, those_who_may_approve
from statements.models import IssuingBody, Topic, User
from tests.cast import Cast, Newsroom

from .pages import parsed, save_opened, seen
from .test_body_desk import change, filled_in


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    """A newsroom at today's time, as its pages are."""
    return Newsroom(cast, timezone.now)


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


def uses(answer: Any) -> dict[str, str]:
    """The lines of the panel, with where they lead."""
    lines = parsed(answer).xpath("//section[contains(@class, 'uses')]//li")
    return {" ".join(line.text_content().split()): "".join(line.xpath("a/@href")) for line in lines}


def topic_form(topic: Topic) -> str:
    return f"/admin/statements/topic/{topic.pk}/change/"


def test_a_body_says_where_it_is_used_and_who_approves(
    office: Client, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.public()
    newsroom.draft()
    said = uses(office.get(change(cast.council)))
    assert said["Readers know it: its page"] == "/bodies/nc/"
    assert said["1 statement is public"] == "/statements/?body=nc"
    assert "2 statements in all, drafts included" in said
    assert said["Part of it: Women's Wing"] == change(cast.wing)
    assert "May approve: Reviewer, Second_Reviewer." in said


def test_a_body_without_anything_public_leads_nowhere(office: Client, cast: Cast) -> None:
    said = uses(office.get(change(cast.elsewhere)))
    assert said["Readers do not know it."] == ""
    assert said["0 statements are public"] == ""


def test_more_approvals_than_people_who_may_give_them_is_said_before_and_after(
    office: Client, cast: Cast
) -> None:
    answer = save_opened(
        office, change(cast.council), filled_in(cast.council, approvals_required=3), follow=True
    )
    sentence = "National Council asks for 3 approvals, and 2 people may give them"
    assert sentence in seen(answer)
    assert sentence in seen(office.get(change(cast.council)))


def test_who_may_approve_is_said_alike_of_one_and_of_all(cast: Cast) -> None:
    for named in ([], [cast.second_reviewer], [cast.colleague]):
        cast.council.approvers.set(named)
        for body in IssuingBody.objects.all():
            one_by_one = {person for person in User.objects.all() if may_approve(person, body)}
            assert set(those_who_may_approve(body)) == one_by_one


def test_a_body_is_not_part_of_itself_or_of_what_is_part_of_it(office: Client, cast: Cast) -> None:
    for parent in (cast.council, cast.wing):
        answer = save_opened(office, change(cast.council), filled_in(cast.council, parent=parent.pk))
        assert "A body cannot be part of itself." in seen(answer)
    assert IssuingBody.objects.get(pk=cast.council.pk).parent is None


def test_a_topic_says_where_it_is_used(office: Client, newsroom: Newsroom) -> None:
    newsroom.public(topics=("Wages",))
    newsroom.draft(topics=("Wages",))
    said = uses(office.get(topic_form(Topic.objects.get())))
    assert said == {
        "Readers know it: its page": "/topics/wages/",
        "1 statement is public": "/statements/?topic=wages",
        "2 statements in all, drafts included": "",
    }


def test_the_list_counts_what_is_filed_under_each(office: Client, newsroom: Newsroom) -> None:
    newsroom.draft(topics=("Wages",))
    newsroom.draft(topics=("Wages", "Heat"))
    page = parsed(office.get("/admin/statements/topic/"))
    counted = [cell.text_content() for cell in page.xpath("//td[@class='field-filed']")]
    assert counted == ["1", "2"]


def test_merged_it_says_into_which_and_the_other_says_what_came_to_it(
    office: Client, newsroom: Newsroom
) -> None:
    newsroom.draft(topics=("Wages", "Pay"))
    wages, pay = Topic.objects.get(name="Wages"), Topic.objects.get(name="Pay")
    form = {"name": "Pay", "slug": "pay", "merged_into": wages.pk}
    assert save_opened(office, topic_form(pay), form).status_code == 302
    assert uses(office.get(topic_form(pay))) == {
        "Merged into “Wages”: its address leads there.": topic_form(wages)
    }
    assert "Merged into it: Pay" in uses(office.get(topic_form(wages)))


def test_a_topic_is_not_merged_into_itself(office: Client) -> None:
    topic = Topic.objects.create(name="Wages")
    answer = save_opened(
        office, topic_form(topic), {"name": "Wages", "slug": "wages", "merged_into": topic.pk}
    )
    assert answer.context["adminform"].form.errors["merged_into"]
    assert Topic.objects.get().merged_into is None
    with pytest.raises(ValueError, match="Choose another topic"):
        topic.merge_into(topic)
