"""What the list can do: save a filter, make a spreadsheet, refile and send many at once."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import SavedFilter, Statement, Step
from statements.spreadsheet import safe
from tests.cast import Cast, Newsroom

from .pages import parsed, seen

LIST = "/admin/statements/statement/"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def spreadsheet(client: Client, query: str = "") -> list[list[str]]:
    """The rows of the file, without its heads."""
    answer = client.get(f"{LIST}export.csv?{query}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff")
    return list(csv.reader(text[1:].splitlines()))[1:]


def many(client: Client, deed: str, *statements: Statement, **typed: str) -> Any:
    ticked = [f"{one.pk}-{one.lock_version}" for one in statements]
    return client.post(f"{LIST}many/", {"deed": deed, "chosen": ticked, **typed})


# --- saved filters ----------------------------------------


def test_a_filter_is_kept_under_a_name_and_forgotten(desk: Client, cast: Cast) -> None:
    query = "state=draft&q=wages&older=5-5&nonsense=1"
    answer = desk.post(f"{LIST}filters/", {"name": " My  wages ", "query": query}, follow=True)
    assert "The filter is saved." in seen(answer)
    kept = SavedFilter.objects.get()
    assert (kept.person, kept.name, kept.query) == (cast.drafter, "My wages", "state=draft&q=wages")
    page = desk.get(f"{LIST}?{kept.query}")
    assert parsed(page).xpath("//a[@aria-current='true' and text()='My wages']")
    desk.post(f"{LIST}filters/{kept.pk}/forget/", {"query": kept.query})
    assert not SavedFilter.objects.exists()


def test_the_same_name_again_replaces_it(desk: Client) -> None:
    for query in ("state=draft", "state=public"):
        desk.post(f"{LIST}filters/", {"name": "One", "query": query})
    assert SavedFilter.objects.get().query == "state=public"


@pytest.mark.parametrize(
    ("name", "query"), [("", "state=draft"), ("x" * 61, "state=draft"), ("All", ""), ("All", "body=XX")]
)
def test_a_filter_without_name_or_words_is_not_kept(desk: Client, name: str, query: str) -> None:
    answer = desk.post(f"{LIST}filters/", {"name": name, "query": query}, follow=True)
    assert answer.status_code == 200
    assert parsed(answer).xpath("//*[@class='messagelist']")
    assert not SavedFilter.objects.exists()


def test_nobody_sees_or_forgets_another_persons_filter(client: Client, cast: Cast) -> None:
    kept = SavedFilter.objects.create(person=cast.reviewer, name="Theirs", query="state=draft")
    client.force_login(cast.drafter)
    assert "Theirs" not in seen(client.get(LIST))
    client.post(f"{LIST}filters/{kept.pk}/forget/")
    assert SavedFilter.objects.exists()


# --- the spreadsheet ----------------------------------------


def test_the_spreadsheet_holds_what_the_list_holds(desk: Client, newsroom: Newsroom) -> None:
    newsroom.draft(headline="One", topics=("Wages", "Heat"))
    public = newsroom.public(headline="दो", language="hi")
    rows = spreadsheet(desk)
    assert [row[1] for row in rows] == ["दो", "One"]
    assert rows[0][0] == public.reference
    assert rows[1][8] == "Heat, Wages"
    assert [row[1] for row in spreadsheet(desk, "state=draft")] == ["One"]


def test_the_spreadsheet_goes_on_over_its_pages(desk: Client, newsroom: Newsroom, monkeypatch: Any) -> None:
    monkeypatch.setattr("statements.desk.lists.export.A_TIME", 2)
    for number in range(5):
        newsroom.draft(headline=f"Number {number}")
    assert [row[1] for row in spreadsheet(desk)] == [f"Number {number}" for number in range(4, -1, -1)]


def test_no_cell_is_a_formula(desk: Client, newsroom: Newsroom) -> None:
    newsroom.draft(headline='=HYPERLINK("https://example.org")')
    assert spreadsheet(desk)[0][1] == '\'=HYPERLINK("https://example.org")'
    assert [safe(words) for words in ("+1", "-1", "@a", "\ta", "a=1", None)] == [
        "'+1",
        "'-1",
        "'@a",
        "'\ta",
        "a=1",
        "",
    ]


def test_the_spreadsheet_shows_nobody_more_than_the_list(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.draft(headline="Secret")
    client.force_login(cast.outsider)
    assert spreadsheet(client) == []
    client.force_login(cast.staff)
    assert client.get(f"{LIST}export.csv").status_code == 403


# --- many at once ----------------------------------------


def test_topics_are_added_to_many_each_by_its_own_verb(desk: Client, newsroom: Newsroom) -> None:
    one, two = newsroom.draft(topics=("Heat",)), newsroom.public()
    answer = many(desk, "add_topics", one, two, topics="Wages, May Day")
    assert "2 of 2 statements done." in seen(answer)
    assert set(one.topics.names()) == {"Heat", "Wages", "May Day"}
    assert set(two.topics.names()) == {"Wages", "May Day"}
    assert Step.objects.filter(verb="refile").count() == 2
    many(desk, "remove_topics", *Statement.objects.all(), topics="heat, wages")
    assert set(one.topics.names()) == set(two.topics.names()) == {"May Day"}


def test_many_are_sent_and_each_refusal_says_why(desk: Client, newsroom: Newsroom) -> None:
    whole, lacking, public = newsroom.draft(), newsroom.draft(dateline_place=""), newsroom.public()
    answer = many(desk, "submit", whole, lacking, public)
    assert "1 of 3 statements done." in seen(answer)
    assert "Give the place of the dateline." in seen(answer)
    assert "Not possible" in seen(answer)
    whole.refresh_from_db()
    assert whole.state == "in_review"


def test_what_changed_since_the_list_was_shown_is_not_sent(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    verbs.save(draft, by=cast.colleague, content={"headline": "Changed"})
    answer = many(desk, "submit", draft)
    assert "0 of 1 statement done." in seen(answer)
    assert "was faster" in seen(answer)
    assert Statement.objects.get().state == "draft"


def test_others_statements_cannot_be_ticked(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(headline="Secret")
    client.force_login(cast.outsider)
    answer = client.post(
        f"{LIST}many/", {"deed": "submit", "chosen": [f"{draft.pk}-{draft.lock_version}"]}, follow=True
    )
    assert "Tick the statements first." in seen(answer)
    assert "Secret" not in seen(answer)


@pytest.mark.parametrize(
    "posted",
    [{}, {"deed": "delete"}, {"deed": "submit"}, {"deed": "add_topics", "chosen": "1-0"},
     {"deed": "submit", "chosen": ["x", "1", "-", "1-" + "9" * 5000, "9" * 5000 + "-1"]},
     {"deed": "submit", "query": "x" * 9000}],
)  # fmt: skip
def test_nonsense_does_nothing_and_says_so(desk: Client, newsroom: Newsroom, posted: dict[str, Any]) -> None:
    newsroom.draft()
    answer = desk.post(f"{LIST}many/", posted, follow=True)
    assert answer.status_code == 200
    assert Statement.objects.get().state == "draft"


def test_a_topic_too_long_is_refused_for_each(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    assert "characters at most" in seen(many(desk, "add_topics", draft, topics="x" * 101))
    assert not draft.topics.exists()
    assert timezone.now() > draft.changed_at
