"""The list of statements: chips, filters, search, pages by key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements import checklist, verbs
from statements.desk.lists.asked import overdue
from statements.desk.lists.pages import Key, Page, for_lists
from statements.models import Statement, Topic
from tests.cast import Cast, Newsroom

from .pages import parsed, seen

LIST = "/admin/statements/statement/"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def headlines(answer: Any) -> list[str]:
    """The headlines the list shows, in its order."""
    return [link.text_content().strip() for link in parsed(answer).xpath("//th[@scope='row']/a")]


def listed(desk: Client, query: str = "") -> list[str]:
    return headlines(desk.get(f"{LIST}?{query}"))


def chips(answer: Any) -> dict[str, str]:
    """How many the chips say, by their word."""
    links = parsed(answer).xpath("//nav[@class='chips']//a")
    return dict(" ".join(link.text_content().split()).rsplit(" ", 1) for link in links)


def test_the_chips_count_what_their_lists_hold(desk: Client, newsroom: Newsroom) -> None:
    newsroom.draft(headline="Draft")
    newsroom.in_review(headline="Sent")
    newsroom.approved(headline="Approved")
    newsroom.public(headline="Due", public_from=timezone.now() + timedelta(days=1))
    newsroom.corrected()
    newsroom.withdrawn()
    answer = desk.get(LIST)
    told = chips(answer)
    assert told == {
        "All": "6", "Draft": "1", "Waiting for approval": "1", "Approved, not out": "1", "Goes out": "1",
        "Public": "1", "Withdrawn": "1",
    }  # fmt: skip
    for link in parsed(answer).xpath("//nav[@class='chips']//a"):
        word, _blank, count = " ".join(link.text_content().split()).rpartition(" ")
        assert len(listed(desk, link.get("href")[1:])) == int(count), word


def test_a_chip_stops_counting_at_a_thousand(desk: Client, newsroom: Newsroom, monkeypatch: Any) -> None:
    monkeypatch.setattr("statements.desk.counting.MOST_COUNTED", 2)
    for _number in range(3):
        newsroom.draft()
    assert chips(desk.get(LIST))["Draft"] == "2+"


def test_a_filter_narrows_the_list_and_the_chips(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    newsroom.draft(headline="Ours", topics=("Wages",), kind="resolution")
    newsroom.draft(headline="हमारा", language="hi")
    newsroom.draft(headline="Wing", issuing_body=cast.wing, joint_bodies=["NC"])
    assert listed(desk, "language=hi") == ["हमारा"]
    assert listed(desk, "kind=resolution") == ["Ours"]
    assert listed(desk, f"topic={Topic.objects.get().slug}") == ["Ours"]
    assert listed(desk, "body=WW") == ["Wing"]
    assert listed(desk, "author=drafter") == ["Wing", "हमारा", "Ours"]
    assert listed(desk, "author=colleague") == []
    assert chips(desk.get(f"{LIST}?language=hi"))["All"] == "1"
    assert "No statement answers all of this." in seen(desk.get(f"{LIST}?language=hi&kind=resolution"))


def test_many_are_found_as_few_are(desk: Client, newsroom: Newsroom, cast: Cast, monkeypatch: Any) -> None:
    newsroom.draft(headline="Ours", topics=("Wages", "Heat"), kind="resolution")
    newsroom.public(headline="Together", topics=("Wages",), joint_bodies=["WW", "SC"])
    newsroom.draft(headline="Wing", issuing_body=cast.wing, joint_bodies=["NC"], topics=("Heat",))
    verbs.discard(newsroom.draft(headline="Gone", topics=("Wages",)), by=cast.drafter, clock=newsroom.clock)
    ways = ("", "topic=wages", "body=WW", "topic=heat&body=NC", "kind=resolution&q=ours", "mine=on")
    queries = [f"{way}&state={state}" for way in ways for state in ("", "draft", "public")]
    few = {query: listed(desk, query) for query in queries}
    assert few["&state="] == ["Wing", "Together", "Ours"]
    assert few["topic=heat&body=NC&state="] == ["Wing", "Ours"]
    monkeypatch.setattr("statements.desk.counting.MOST_COUNTED", 0)
    assert {query: listed(desk, query) for query in queries} == few
    assert chips(desk.get(f"{LIST}?topic=wages"))["All"] == "0+"


def test_more_than_can_be_found_by_words_is_said(desk: Client, newsroom: Newsroom, monkeypatch: Any) -> None:
    newsroom.draft(headline="Looms")
    newsroom.draft(headline="More looms")
    told = "the newest of them are shown"
    assert told not in seen(desk.get(f"{LIST}?q=looms"))
    monkeypatch.setattr("statements.desk.counting.MOST_COUNTED", 1)
    assert told in seen(desk.get(f"{LIST}?q=looms"))
    assert told not in seen(desk.get(LIST))


def test_mine_is_what_i_began_or_sent(desk: Client, newsroom: Newsroom, cast: Cast, clock: Any) -> None:
    content = {"headline": "Not mine", "language": "en"}
    verbs.begin(by=cast.colleague, body=cast.council, content=content, clock=clock)
    newsroom.draft(headline="Mine")
    assert listed(desk, "mine=on") == ["Mine"]


def test_overdue_is_what_is_needed_by_a_time_that_has_passed(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    clock = newsroom.clock
    soon = clock() + timedelta(hours=1)
    verbs.submit(newsroom.draft(headline="Needed"), by=cast.drafter, needed_by=soon, clock=clock)
    newsroom.in_review(headline="Planned", plan="at_time", planned_for=soon)  # type: ignore[arg-type]
    newsroom.in_review(headline="Some day")
    later = verbs.submit(
        newsroom.draft(headline="Put off"), by=cast.drafter, plan="at_time", planned_for=soon,  # type: ignore[arg-type]
        needed_by=timezone.now() + timedelta(days=3), clock=clock,
    )  # fmt: skip
    assert listed(desk, "overdue=on") == ["Planned", "Needed"]
    at = timezone.now()
    twins = {one.pk for one in Statement.objects.all() if one.needed_by and one.needed_by <= at}
    assert twins == set(Statement.objects.filter(overdue(at)).values_list("pk", flat=True))
    assert later.pk not in twins


def test_what_lacks_something_is_what_the_checklist_says(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.draft(headline="Whole")
    for field, nothing in (("headline", ""), ("body", ""), ("dateline_place", ""), ("dateline_date", None)):
        fields: dict[str, Any] = {"headline": f"No {field}", field: nothing}
        newsroom.draft(**fields)
    verbs.reopen(newsroom.public(headline="Reopened"), by=cast.drafter, clock=newsroom.clock)
    at = timezone.now()
    drafts = Statement.objects.filter(state="draft")
    lacking = set(drafts.filter(checklist.lacks_something()).values_list("pk", flat=True))
    assert lacking == {draft.pk for draft in drafts if checklist.blocking(draft, at)}
    assert "Whole" not in listed(desk, "incomplete=on")
    assert len(listed(desk, "incomplete=on")) == 5


def test_search_finds_headline_text_and_number(desk: Client, newsroom: Newsroom) -> None:
    public = newsroom.public(headline="The wages of weavers", body="<p>Looms stood still.</p>")
    newsroom.draft(headline="बुनकरों की मज़दूरी", language="hi")
    assert listed(desk, "q=weavers+WAGES") == ["The wages of weavers"]
    assert listed(desk, "q=looms+still") == ["The wages of weavers"]
    assert listed(desk, f"q={str(public.reference).lower()}") == ["The wages of weavers"]
    assert listed(desk, "q=NC-2026") == ["The wages of weavers"]
    assert listed(desk, "q=मज़दूरी") == ["बुनकरों की मज़दूरी"]
    assert listed(desk, "q=100%25") == []


def test_whole_texts_are_searched_in_the_newest_only(
    desk: Client, newsroom: Newsroom, monkeypatch: Any
) -> None:
    newsroom.draft(headline="Old", body="<p>Looms.</p>")
    newsroom.draft(headline="New", body="<p>Looms.</p>")
    monkeypatch.setattr("statements.desk.lists.words.TEXTS_SEARCHED", 1)
    assert listed(desk, "q=looms") == ["New"]


def test_others_drafts_are_in_no_list_count_or_filter(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    newsroom.draft(headline="Secret", topics=("Wages",))
    client.force_login(cast.outsider)
    for query in ("", "q=Secret", "topic=wages", "body=NC", "author=drafter", "older=9999999999999999-9"):
        answer = client.get(f"{LIST}?{query}")
        assert headlines(answer) == []
        assert chips(answer)["All"] == "0"
    assert not parsed(client.get(LIST)).xpath("//option[@value='NC' or @value='drafter']")


@pytest.mark.parametrize(
    "query",
    ["state=nonsense", "body=XX", "topic=none", "author=nobody", "kind=x", "language=xx", "older=x",
     "newer=-", "older=99999999999999999-99999999999999999", "newer=0-0", "q=" + "a" * 500,
     "q=%25%27%22%5C", "mine=maybe", "older=1-1&newer=2-2", "body=NC&body=WW"],
)  # fmt: skip
def test_what_nobody_offered_is_said_and_loses_nothing(desk: Client, newsroom: Newsroom, query: str) -> None:
    newsroom.draft()
    assert desk.get(f"{LIST}?{query}").status_code == 200


def test_pages_by_key_show_everything_once_both_ways(newsroom: Newsroom) -> None:
    for number in range(7):
        newsroom.draft(headline=f"Number {number}")
    same_moment = timezone.now()
    Statement.objects.filter(headline__in=["Number 2", "Number 3"]).update(changed_at=same_moment)
    everything = [one.pk for one in Statement.objects.all()]
    found = for_lists(Statement.objects.all())
    page, walked = Page.of(found, size=3), []
    while True:
        walked += [one.pk for one in page.statements]
        if page.older is None:
            break
        page = Page.of(found, older=str(page.older), size=3)
    assert walked == everything
    assert [one.pk for one in page.statements] == everything[-1:]
    back = Page.of(found, newer=str(page.newer), size=3)
    assert [one.pk for one in back.statements] == everything[3:6]
    first = Page.of(found, newer=str(back.newer), size=3)
    assert ([one.pk for one in first.statements], first.newer) == (everything[:3], None)


def test_what_is_changed_meanwhile_moves_no_other_page(newsroom: Newsroom, cast: Cast) -> None:
    drafts = [newsroom.draft(headline=f"Number {number}") for number in range(4)]
    found = Statement.objects.all()
    page = Page.of(found, size=2)
    verbs.save(drafts[0], by=cast.drafter, content={"headline": "Changed"}, clock=newsroom.clock)
    older = Page.of(found, older=str(page.older), size=2)
    assert [one.headline for one in older.statements] == ["Number 1"]


def test_a_key_is_read_as_it_is_written(newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    assert Key.read(str(Key.of(draft))) == Key(draft.changed_at, draft.pk)


def test_the_list_leads_to_older_and_newer_pages(desk: Client, newsroom: Newsroom) -> None:
    for number in range(51):
        newsroom.draft(headline=f"Number {number}")
    first = desk.get(f"{LIST}?state=draft")
    (older,) = parsed(first).xpath("//a[@rel='next']/@href")
    second = desk.get(LIST + older)
    assert headlines(second) == ["Number 0"]
    (newer,) = parsed(second).xpath("//a[@rel='prev']/@href")
    assert headlines(desk.get(LIST + newer)) == headlines(first)


def test_the_list_costs_the_same_with_fifty_as_with_one(desk: Client, newsroom: Newsroom) -> None:
    addresses = [LIST, f"{LIST}?q=number&topic=wages&state=draft&mine=on&overdue=on&incomplete=on&body=NC"]

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    newsroom.in_review(headline="Number one", topics=("Wages",))
    newsroom.corrected()
    few = cost()
    for number in range(50):
        newsroom.draft(headline=f"Number {number}", topics=(f"Topic {number}",), joint_bodies=["SC"])
    assert cost() == few
