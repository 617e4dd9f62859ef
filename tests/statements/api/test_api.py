"""The archive for programs: what it answers, what it refuses, and that its description is what it does."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import jsonschema
import pytest

from statements import verbs
from statements.api.asked import known_parameters
from statements.api.description import described
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, history
from tests.sent import lead

PUBLISHED = Path(__file__).parent / "schema/openapi-3.1.json"
PROBLEM = "application/problem+json"
MEDIA = {"200": "application/json", "422": PROBLEM, "503": PROBLEM}  # by status
CONSTANT = "public, max-age=0, s-maxage=1, must-revalidate"


@cache
def promised(status: str) -> Any:
    """What the description says of the answers with this status, as a validator."""
    told = described("http://testserver")
    response = told["paths"]["/api/statements"]["get"]["responses"][status]
    schema = {**response["content"][MEDIA[status]]["schema"], "components": told["components"]}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


def asked(clock: Clock, query: str = "", status: int = 200, **how: Any) -> dict[str, Any]:
    """What the API answers, of the shape that its description promises for this status."""
    path = query if query.startswith("http") else f"/api/statements{query}"
    answer = get(path.removeprefix("http://testserver"), clock, **how)
    assert (answer.status_code, answer["Content-Type"]) == (status, MEDIA[str(status)])
    told: dict[str, Any] = json.loads(answer.content)
    promised(str(status)).validate(told)
    return told


def references(told: dict[str, Any]) -> list[str]:
    return [one["reference"] for one in told["statements"]]


def test_an_empty_archive_is_a_whole_answer(cast: Cast, clock: Clock) -> None:
    told = asked(clock)
    assert (told["total"], told["statements"], told["order"]) == (0, [], "newest")
    assert {facet["parameter"] for facet in told["facets"]} == {
        "kind", "topic", "body", "place", "language", "year", "campaign", "demand", "cause",
    }  # fmt: skip


def test_a_statement_as_it_stands(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(
        headline="On wages", topics=("Wages",), joint_bodies=["SC"], attachments=[lead(newsroom)],
        body="<p>Pay <b>now</b>.</p>",
    )  # fmt: skip
    verbs.flag(statement, by=cast.publisher, words="We check a figure.", clock=clock)
    (told,) = asked(clock)["statements"]
    page = "http://testserver/statements/2026/on-wages"
    assert told["address"] == f"{page}/"
    assert told["formats"] == {"text": f"{page}.txt", "json": f"{page}.json", "pdf": f"{page}.pdf"}
    assert (told["reference"], told["headline"], told["edition"]) == ("NC-2026-001", "On wages", 1)
    assert told["html"] == "<p>Pay <b>now</b>.</p>"
    assert told["bodies"] == [
        {"slug": "nc", "name": "National Council"},
        {"slug": "sc", "name": "State Committee"},
    ]
    assert told["topics"] == [{"slug": "wages", "name": "Wages"}]
    assert (told["warning"], told["change_kind"], told["change_note"]) == ("We check a figure.", "", "")
    beside = json.loads(get("/statements/2026/on-wages.json", clock).content)
    assert {"role": "digest", "value": told["digest"]} in beside["altIds"]


def test_what_was_corrected_and_what_was_looked_for_is_told(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.corrected(body="<p>The mill reopens.</p>")
    (told,) = asked(clock, "?q=mill")["statements"]
    assert (told["edition"], told["change_kind"]) == (2, "correction")
    assert told["change_note"] == "A figure was wrong."
    marked = [run["text"] for passage in told["passages"] for run in passage if run["is_marked"]]
    assert marked == ["mill"]


def test_one_walks_a_list_by_its_links_and_back(newsroom: Newsroom, clock: Clock) -> None:
    for number in range(45):
        history(newsroom, date(2026, 1, 1), f"Mill {number}")
    for query in ("", "?order=oldest", "?q=mill", "?q=mill&order=newest&body=nc"):
        there, told = [], asked(clock, query)
        while True:
            there.append(references(told))
            if told["links"]["next"] is None:
                break
            told = asked(clock, told["links"]["next"])
        assert list(map(len, there)) == [20, 20, 5]
        assert len({one for page in there for one in page}) == 45
        for page in there[1::-1]:
            told = asked(clock, told["links"]["previous"])
            assert references(told) == page
        assert told["links"]["previous"] is None


def test_a_choice_has_as_many_as_its_facet_says(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(topics=("Wages",))
    newsroom.public(topics=("Wages", "Heat"), issuing_body=newsroom.cast.wing)
    newsroom.public(language="hi", headline="तीसरा", dateline_place="Pune")
    for facet in asked(clock, "?topic=heat&body=nc")["facets"]:
        for option in facet["options"]:
            there = asked(clock, option["address"])
            chosen = {name for name in urlsplit(option["address"]).query.split("&") if name}
            if not option["is_chosen"] and facet["parameter"] not in ("topic", "body"):
                assert there["total"] == option["count"], chosen


REFUSED = {
    "colour=red&topic=wages": "colour",
    "topic=nowhere": "topic",
    "topic=wages&topic=nowhere": "topic",
    "body=zz": "body",
    "kind=poem": "kind",
    "language=xx": "language",
    "place=Atlantis": "place",
    "year=20x6": "year",
    "from=yesteryear": "from",
    "to=0001-13-45": "to",
    "to=2026&to=2027": "to",
    "order=loudest": "order",
    "order=relevance": "order",
    "older=x": "older",
    "newer=NC-2026-999": "newer",
    "older=NC-2026-001&newer=NC-2026-001": "newer",
    "q=mill&older=NC-2026-001": "older",
    "page=2": "page",
    "q=mill&page=x": "page",
    "q=mill&page=11": "page",
    "q=a&q=b": "q",
    "q=-mill": "q",
    "%00=1": "",
    "&".join(f"year={year}" for year in range(2000, 2025)): "year",
}


@pytest.mark.parametrize("query", REFUSED)
def test_what_cannot_be_followed_is_refused_with_every_parameter_there_is(
    query: str, newsroom: Newsroom, clock: Clock
) -> None:
    newsroom.public(topics=("Wages",))
    told = asked(clock, f"?{query}", status=422)
    assert (told["status"], told["title"]) == (422, HTTPStatus.UNPROCESSABLE_ENTITY.phrase)
    named = [fault["parameter"] for fault in told["faults"]]
    assert named == [REFUSED[query] or "\x00"]
    assert all(fault["sentence"] for fault in told["faults"])
    assert told["parameters"] == known_parameters()


def test_empty_parameters_are_none(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public()
    empty = dict.fromkeys(known_parameters(), "")
    assert asked(clock, f"?{urlencode(empty)}")["total"] == 1


def test_the_description_is_one_by_the_published_schema(cast: Cast, clock: Clock) -> None:
    answer = get("/api/openapi.json", clock)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    told = json.loads(answer.content)
    assert told == described("http://testserver")
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(published).validate(told)


def test_the_description_names_every_parameter_and_no_other() -> None:
    parameters = described("")["paths"]["/api/statements"]["get"]["parameters"]
    assert [one["name"] for one in parameters] == known_parameters()
    for one in parameters:
        jsonschema.Draft202012Validator.check_schema(one["schema"])
        assert one["description"]


def test_the_description_says_what_every_shape_holds() -> None:
    for name, schema in described("")["components"]["schemas"].items():
        assert schema["description"], name
        assert set(schema["required"]) == set(schema["properties"])


@pytest.mark.parametrize("path", ["/api/statements", "/api/openapi.json", "/api/statements?colour=red"])
def test_any_site_may_read_it(path: str, newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public()
    answer = get(path, clock, headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not {"Access-Control-Allow-Credentials", "Set-Cookie", "Vary"} & answer.headers.keys()
    assert answer["Cache-Control"] == CONSTANT
    before = get(path, clock, method="options", headers={"Access-Control-Request-Method": "GET"})
    assert (before.status_code, before.content) == (204, b"")
    assert before["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in before["Access-Control-Allow-Headers"]
    head = get(path, clock, method="head")
    assert (head.content, dict(head.headers)) == (b"", dict(get(path, clock).headers))
    assert get(path, clock, method="post").status_code == 405
    if answer.status_code == 200:
        again = get(path, clock, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")


def test_what_falls_due_is_there_on_its_second(newsroom: Newsroom, clock: Clock) -> None:
    due = clock.now + timedelta(hours=1)
    newsroom.public(headline="Due", public_from=due)
    before = get("/api/statements", clock)
    clock.now = due
    after = get("/api/statements", clock, headers={"If-None-Match": before["ETag"]})
    assert (json.loads(before.content)["total"], json.loads(after.content)["total"]) == (0, 1)
