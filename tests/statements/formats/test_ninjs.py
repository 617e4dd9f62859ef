"""A statement as IPTC ninjs 3.1, valid by the schema that IPTC publishes (kept in `schema/`)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from statements import verbs
from statements.models import PressContact
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import get
from tests.sent import ALT, lead, pdf, picture, received, written

SCHEMA = Path(__file__).parent / "schema/ninjs-schema_3.1.json"
GEO = "https://geojson.org/schema/GeoJSON.json"  # named by the schema; we give no coordinates


@cache
def validator() -> Any:
    """The published schema, with formats of dates and addresses checked."""
    geo = Resource.from_contents({}, default_specification=DRAFT202012)
    return jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")),
        registry=Registry().with_resource(GEO, geo),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )


def ninjs(path: str, clock: Clock) -> dict[str, Any]:
    """What the newsroom gives as JSON at this address: valid, and nothing in it empty."""
    answer = get(path, clock)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    told: dict[str, Any] = json.loads(answer.content)
    validator().validate(told)
    assert "" not in told.values()
    return told


def test_the_schema_refuses_what_it_does_not_know() -> None:
    assert not validator().is_valid({"uri": "https://example.org/1", "headline": "of version 1"})
    assert not validator().is_valid({"headlines": []})


def test_it_holds_the_statement(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    PressContact.objects.create(
        body=cast.council, is_published=True, name="Press desk", phone="011-5550-0100"
    )
    statement = newsroom.public(
        headline="Wages", body="<p>Pay <b>now</b>.</p>", joint_bodies=["WW"], topics=("Wages",),
        signatories=[{"name": "A. Devi", "post": "Chair", "body": ""}], notes_to_editors="It closed in May.",
    )  # fmt: skip
    told = ninjs("/statements/2026/wages.json", clock)
    assert told["uri"] == "http://testserver/r/NC-2026-001/"
    assert (told["pubStatus"], told["version"], told["language"]) == ("usable", "1", "en")
    assert told["headlines"][0]["value"] == "Wages"
    assert told["by"] == "National Council with Women's Wing"
    bodies = {body["role"]: body["value"] for body in told["bodies"]}
    assert bodies["main"] == "<p>Pay <b>now</b>.</p>"
    assert bodies["plain"] == "New Delhi, 12 March — Pay now."
    assert told["subjects"] == [{"name": "Wages", "uri": "http://testserver/topics/wages/", "rel": "about"}]
    assert told["infoSources"][0]["contactInfo"][0]["value"] == "011-5550-0100"
    assert {"role": "digest", "value": edition(statement).digest} in told["altIds"]


def test_a_correction_is_a_new_version_of_the_same_object(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.corrected(headline="Corrected", change_note="Forty, not four hundred.")
    told = ninjs(f"/statements/2026/{statement.slug}.json", clock)
    assert (told["uri"], told["version"]) == ("http://testserver/r/NC-2026-001/", "2")
    assert told["versionCreated"] > told["firstCreated"]
    assert told["edNote"] == "CORRECTION to NC-2026-001: Forty, not four hundred."


def test_a_withdrawn_statement_is_cancelled_and_its_text_not_spread(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Wages", body="<p>Zinc.</p>", standfirst="Zinc.")
    verbs.withdraw(statement, by=cast.publisher, explanation="All wrong.", clock=clock)
    told = ninjs("/statements/2026/wages.json", clock)
    assert told["pubStatus"] == "canceled"
    assert told["edNote"] == "WITHDRAWAL of NC-2026-001: All wrong."
    assert "Zinc" not in str(told)


def test_a_bare_statement_in_hindi_is_valid_too(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="मज़दूरी", language="hi", standfirst="")
    told = ninjs("/hi/statements/2026/mazduri.json", clock)
    assert told["headlines"][0]["value"] == "मज़दूरी"
    assert "descriptions" not in told


def test_it_carries_its_pictures_and_documents_with_what_is_written_of_them(
    newsroom: Newsroom, clock: Clock
) -> None:
    wide = received(newsroom, picture(1000, 800), "march.jpg", alt=ALT, credit="A. Rao", lead=True)
    report = received(newsroom, written(pdf()), "report.pdf", title="The report", rights="Free to quote.")
    newsroom.public(headline="Wages", attachments=[wide, report])
    march, paper = ninjs("/statements/2026/wages.json", clock)["associations"]
    assert (march["name"], march["type"], march["rel"], march["by"]) == (
        "march.jpg",
        "picture",
        "lead",
        "A. Rao",
    )
    assert march["descriptions"] == [{"role": "alt", "contentType": "text/plain", "value": ALT}]
    assert [(form["name"], form["width"], form["contentType"]) for form in march["renditions"]] == [
        ("original", 1000, "image/jpeg"), ("width480", 480, "image/webp"), ("width960", 960, "image/webp"),
    ]  # fmt: skip
    assert (paper["type"], paper["title"], paper["copyrightNotice"]) == (
        "text",
        "The report",
        "Free to quote.",
    )
    for form in (*march["renditions"], *paper["renditions"]):
        answer = get(form["href"].removeprefix("http://testserver"), clock)
        assert (answer.status_code, answer["Content-Type"]) == (200, form["contentType"])


def test_it_names_the_statement_in_other_languages(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    original = newsroom.public(headline="Wages")
    newsroom.public(headline="मज़दूरी", language="hi", translation_of=original)
    (hindi,) = ninjs("/statements/2026/wages.json", clock)["associations"]
    assert (hindi["rel"], hindi["language"]) == ("translation", "hi")
    (english,) = ninjs("/hi/statements/2026/mazduri.json", clock)["associations"]
    assert (english["rel"], english["uri"]) == ("original", "http://testserver/r/NC-2026-001/")
    verbs.withdraw(original, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert "associations" not in ninjs("/hi/statements/2026/mazduri.json", clock)


def test_a_withdrawn_statement_spreads_no_picture(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(headline="Wages", attachments=[lead(newsroom)])
    verbs.withdraw(statement, by=cast.publisher, explanation="All wrong.", clock=clock)
    assert "associations" not in ninjs("/statements/2026/wages.json", clock)
