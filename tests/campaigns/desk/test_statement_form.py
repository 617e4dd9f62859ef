"""What a text says of demands, causes, campaigns and actions, typed on its form: without a script too."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from campaigns.models import Cause, Demand, Mention
from statements import verbs
from statements.models import Statement
from tests.campaigns.builders import Campaigning, mentioning
from tests.cast import Cast, Newsroom
from tests.statements.desk.pages import parsed, review, seen
from tests.statements.desk.test_statement_form import ADD, change, typed

BODY = "<p>We met today.</p><p>The order must be repealed at once, and wages paid.</p>"
QUOTE = "The order must be repealed at once"


def rows(part: str, *entries: dict[str, str]) -> dict[str, Any]:
    """What a browser sends of one section."""
    sent: dict[str, Any] = {f"{part}-count": str(len(entries))}
    for number, entry in enumerate(entries):
        sent |= {f"{part}-{number}-{word}": said for word, said in entry.items()}
    return sent


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def test_the_form_has_a_section_for_each_part_with_titles_to_choose_from(
    desk: Client, campaigning: Campaigning
) -> None:
    campaigning.public(Demand, slug="wages", titles={"en": "Living wage"})
    page = parsed(desk.get(ADD))
    assert page.xpath("//datalist[@id='demands-offered']/option/@value") == ["Living wage · wages"]
    for part in ("demands", "causes", "campaigns", "actions"):
        assert page.xpath(f"//input[@name='{part}-count']")


def test_what_is_chosen_and_quoted_is_saved_and_shown_again(
    desk: Client, newsroom: Newsroom, campaigning: Campaigning
) -> None:
    campaigning.public(Demand, slug="wages", titles={"en": "Living wage"})
    campaigning.public(Cause, slug="miners", titles={"en": "The miners of Dhanbad"})
    draft = newsroom.draft()
    sent: dict[str, Any] = {
        **rows("demands", {"slug": "Living wage · wages", "relation": "reiterates", "quote": QUOTE}),
        **rows("causes", {"slug": "the miners of dhanbad"}),  # typed by hand
    }
    assert desk.post(change(draft), typed(draft, body=BODY, **sent)).status_code == 302
    kept = Statement.objects.get()
    assert kept.parts == {
        "demands": [{"slug": "wages", "relation": "reiterates", "quote": QUOTE}],
        "causes": [{"slug": "miners"}],
    }
    page = parsed(desk.get(change(kept)))
    assert page.xpath("//input[@name='demands-0-slug']/@value") == ["Living wage · wages"]
    assert page.xpath("//select[@name='demands-0-relation']/option[@selected]/@value") == ["reiterates"]


def test_mere_words_begin_a_demand_that_waits_for_a_second_person(
    desk: Client, cast: Cast, campaigning: Campaigning
) -> None:
    sent = rows("demands", {"slug": "", "relation": "raises", "quote": QUOTE})
    answer = desk.post(ADD, typed(issuing_body=cast.council.pk, body=BODY, **sent))
    assert answer.status_code == 302
    demand = Demand.objects.get()
    assert (demand.called, demand.body, demand.titles) == (QUOTE, cast.council, {})
    assert demand.versions.get().content["wordings"] == {"en": QUOTE}
    mention = Mention.objects.get()
    assert (mention.subject_id, mention.paragraph) == (demand.pk, 2)


def test_a_refused_save_begins_no_demand(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    sent = rows("demands", {"quote": QUOTE}, {"slug": "", "quote": QUOTE + " x" * 1500})
    answer = desk.post(change(draft), typed(draft, body=BODY, **sent))
    assert answer.status_code == 422
    assert not Demand.objects.exists()
    assert QUOTE in parsed(answer).xpath("//textarea[@name='demands-0-quote']")[0].text


def test_rows_are_removed_and_put_in_another_order(
    desk: Client, newsroom: Newsroom, campaigning: Campaigning
) -> None:
    for slug in ("one", "two", "three"):
        campaigning.public(Cause, slug=slug)
    draft = newsroom.draft(causes=[{"slug": "one"}, {"slug": "two"}, {"slug": "three"}])
    sent = rows(
        "causes",
        {"slug": "one", "place": "3"},
        {"slug": "two", "place": "2", "remove": "on"},
        {"slug": "three", "place": "1"},
    )
    desk.post(change(draft), typed(draft, **sent))
    assert Statement.objects.get().parts["causes"] == [{"slug": "three"}, {"slug": "one"}]


def test_a_form_without_the_sections_leaves_them_as_they_are(
    desk: Client, newsroom: Newsroom, campaigning: Campaigning
) -> None:
    draft = newsroom.draft(**mentioning(campaigning.public(Demand)))
    desk.post(change(draft), typed(draft, headline="Other"))
    assert Statement.objects.get().parts == draft.parts


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"slug": "No such demand"}, "There is no “No such demand” to choose."),
        ({"slug": "wages", "relation": "mocks"}, "Choose from the list"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_what_was_typed(
    desk: Client, newsroom: Newsroom, campaigning: Campaigning, entry: dict[str, str], sentence: str
) -> None:
    campaigning.public(Demand, slug="wages")
    draft = newsroom.draft()
    answer = desk.post(change(draft), typed(draft, **rows("demands", entry)))
    assert answer.status_code == 200
    assert sentence in seen(answer)
    shown = parsed(answer).xpath("//input[@name='demands-0-slug']/@value")[0]
    assert shown.endswith(entry["slug"])
    assert Statement.objects.get().parts == {}


def test_what_another_body_prepares_is_not_there_to_choose(
    desk: Client, newsroom: Newsroom, campaigning: Campaigning, cast: Cast
) -> None:
    from campaigns import verbs as deeds

    content = {"titles": {"en": "Their secret"}, "wordings": {"en": "Secret."}}
    deeds.begin(Demand, by=cast.outsider, body=cast.elsewhere, content=content, clock=newsroom.clock)
    draft = newsroom.draft()
    assert "Their secret" not in desk.get(change(draft)).content.decode()
    answer = desk.post(change(draft), typed(draft, **rows("demands", {"slug": "their-secret"})))
    assert "There is no “their-secret” to choose." in seen(answer)


def test_two_who_change_the_demands_of_one_text_are_asked(
    desk: Client, newsroom: Newsroom, campaigning: Campaigning, cast: Cast
) -> None:
    for slug in ("one", "two"):
        campaigning.public(Cause, slug=slug, titles={"en": slug.title()})
    draft = newsroom.draft(headline="Wages are due", body="<p>The council said so.</p>", standfirst="")
    verbs.save(draft, by=cast.colleague, content={"causes": [{"slug": "two"}]}, clock=newsroom.clock)
    mine = typed(draft, seen_revision="1", **rows("causes", {"slug": "one"}))
    answer = desk.post(change(draft), mine)
    assert answer.status_code == 409
    assert "One" in seen(answer)
    assert "Two" in seen(answer)
    assert Statement.objects.get().parts["causes"] == [{"slug": "two"}]


def test_whoever_approves_reads_what_the_text_says_beside_its_words(
    client: Client, newsroom: Newsroom, campaigning: Campaigning, cast: Cast
) -> None:
    demand = campaigning.begun(Demand, titles={"en": "Repeal the order"})
    sent = newsroom.in_review(body=BODY, **mentioning(demand, quote=QUOTE))
    page = seen(review(client, sent, cast.reviewer))
    assert f"Repeal the order · raises it · “{QUOTE}”" in page


def test_a_statement_begun_from_another_mentions_the_same(
    desk: Client, newsroom: Newsroom, campaigning: Campaigning
) -> None:
    campaigning.public(Cause, slug="miners", titles={"en": "Miners"})
    earlier = newsroom.draft(causes=[{"slug": "miners"}])
    page = parsed(desk.get(f"{ADD}?from={earlier.pk}"))
    assert page.xpath("//input[@name='causes-0-slug']/@value") == ["Miners · miners"]


def test_unsaved_rows_are_written_down_and_read_again() -> None:
    from campaigns.desk.mentions_field import Entries

    entries = Entries(
        [{"slug": "wages", "relation": "raises", "quote": "Pay | now"}, {"slug": "miners"}, {"quote": "New"}]
    )
    assert Entries.read(str(entries)) == entries
