"""The demo newsroom's texts are whole: every name in them leads somewhere and every promised case occurs."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "statements" / "demo"
PRESENT_SITE = ROOT.parent / "shared" / "input" / "present-site.txt"

KINDS = {
    "press_statement", "press_release", "resolution", "open_letter", "solidarity", "condolence",
    "media_advisory", "rebuttal", "not_ours",
}  # fmt: skip
STATES = {
    "draft", "in_review", "sent_back", "approved", "scheduled", "correction_in_work", "discarded",
    "published_without_approval",
}  # fmt: skip
VERBS = {"approve", "correct", "withdraw", "restore", "seal", "flag", "schedule", "confirm"}
# Who may do what a story tells, from the table of the editorial law.
ROLES = {"approve": "reviewer", "confirm": "reviewer", "correct": "drafter"}
NEVER_PUBLIC = {"draft", "in_review", "sent_back", "approved", "scheduled", "discarded"}
ELEMENTS = {"p", "h2", "ul", "ol", "li", "blockquote", "strong", "em", "a"}
SCRIPTS = {"en": "LATIN", "hi": "DEVANAGARI", "ur": "ARABIC"}
PLAIN_FIELDS = ("headline", "standfirst", "dateline_place", "notes_to_editors")

Row = dict[str, Any]


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


NEWSROOM: Row = load(DEMO / "newsroom.json")
FILES: dict[str, list[Row]] = {path.stem: load(path) for path in sorted((DEMO / "texts").glob("*.json"))}
STATEMENTS: dict[str, Row] = {row["key"]: row for rows in FILES.values() for row in rows}
BODIES: dict[str, Row] = {row["code"]: row for row in NEWSROOM["bodies"]}
PEOPLE: dict[str, Row] = {row["username"]: row for row in NEWSROOM["people"]}

each_statement = pytest.mark.parametrize("row", STATEMENTS.values(), ids=STATEMENTS.keys())
each_body = pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())


def story(row: Row) -> list[Row]:
    return row.get("story", [])  # type: ignore[no-any-return]


STORIES = [(row, event) for row in STATEMENTS.values() for event in story(row)]


def tree(body: str) -> Any:
    return etree.fromstring(f"<body>{body}</body>")


def blocks(row: Row) -> list[str]:
    return ["".join(element.itertext()).strip() for element in tree(row["body"]).iter("p", "li", "h2")]


def runs_of_eight(text: str) -> set[tuple[str, ...]]:
    found = re.findall(r"[\w’']+", text.casefold())
    return {tuple(found[start : start + 8]) for start in range(len(found) - 7)}


def everything_said(row: Row) -> list[str]:
    told = [event.get(part, "") for event in story(row) for part in ("change_note", "explanation", "words")]
    return [row[field] for field in PLAIN_FIELDS] + blocks(row) + told


def share_of_script(text: str, script: str) -> float:
    letters = [letter for letter in text if unicodedata.category(letter)[0] in "LM"]
    return len([letter for letter in letters if unicodedata.name(letter, "").startswith(script)]) / len(
        letters
    )


def lineage(code: str) -> Iterator[str]:
    """The body and its parents: a membership reaches down to sub-bodies."""
    at: str | None = code
    while at:
        yield at
        at = BODIES[at]["parent"]


def holders(code: str, role: str) -> set[str]:
    wanted = [{"body_code": body, "role": role} for body in lineage(code)]
    return {name for name, person in PEOPLE.items() if any(held in wanted for held in person["memberships"])}


def corrected(row: Row) -> tuple[str, str]:
    """Headline and body after every correction of the story; fails where the old words do not occur once."""
    headline, body = row["headline"], row["body"]
    for event in story(row):
        for old, new in event.get("replace", []):
            assert headline.count(old) + body.count(old) == 1, f"{old!r} must occur exactly once"
            headline, body = headline.replace(old, new), body.replace(old, new)
    return headline, body


def moment(row: Row) -> float:
    """Where a row stands in time: seconds for a date, and hours before now (negative) for an offset."""
    if "hours_ago" in row:
        return -float(row["hours_ago"])
    if "days_ago" in row:
        at = time.fromisoformat(row["time"])
        return -24 * float(row["days_ago"]) + at.hour + at.minute / 60
    local = row["at"] if "at" in row else f"{row['date']}T{row['time']}"
    return datetime.fromisoformat(local).timestamp()


def test_there_are_enough_statements_and_every_key_is_used_once() -> None:
    keys = [row["key"] for rows in FILES.values() for row in rows]
    assert len(keys) >= 55
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)


def test_the_archive_runs_from_december_2020_through_six_years() -> None:
    dates = [date.fromisoformat(row["date"]) for row in STATEMENTS.values() if "date" in row]
    assert min(dates).strftime("%Y-%m") == "2020-12"
    assert {day.year for day in dates} == set(range(2020, 2027))
    assert all(row["date"].startswith(name) for name, rows in FILES.items() for row in rows if "date" in row)
    # Yesterday at the latest: today's hours may not have come yet when the demo is filled.
    assert all(row["days_ago"] >= 1 for row in FILES["recent"])


@each_statement
def test_a_statement_names_only_what_exists(row: Row) -> None:
    assert row["topics"]
    assert set(row["topics"]) <= {topic["name"] for topic in NEWSROOM["topics"]}
    assert {row["body_code"], *row["joint_with"]} <= BODIES.keys()
    assert row["body_code"] not in row["joint_with"]
    assert row["kind"] in KINDS
    assert row.get("state", "draft") in STATES
    assert row.get("translation_of", row["key"]) in STATEMENTS
    assert {event.get("into", row["key"]) for event in story(row)} <= STATEMENTS.keys()
    assert all(signatory.keys() == {"name", "post", "body"} for signatory in row["signatories"])


@each_statement
def test_four_eyes_can_act_on_every_statement(row: Row) -> None:
    readers = [row[name] for name in ("reviewer", "second_reviewer") if name in row]
    needed = max(BODIES[code]["approvals_required"] for code in (row["body_code"], *row["joint_with"]))
    assert row["author"] in holders(row["body_code"], "drafter")
    assert row["author"] not in readers
    assert set(readers) <= holders(row["body_code"], "reviewer")
    assert len(set(readers)) == needed
    assert row["publisher"] in holders(row["body_code"], "publisher")


@each_statement
def test_each_act_of_a_story_is_by_one_who_may_and_after_the_one_before(row: Row) -> None:
    times = [moment(row), *(moment(event) for event in story(row) if event["verb"] != "schedule")]
    assert times == sorted(times)
    for event in story(row):
        assert event["verb"] in VERBS
        assert event["by"] in holders(row["body_code"], ROLES.get(event["verb"], "publisher"))
        assert event["verb"] != "confirm" or event["by"] not in (row["author"], row["publisher"])


@each_statement
def test_the_body_is_well_formed_and_uses_only_what_the_editor_offers(row: Row) -> None:
    headline, body = corrected(row)
    assert headline.strip() == headline != ""
    for element in tree(body).iterdescendants():
        assert element.tag in ELEMENTS
        assert element.tag == "a" or not element.attrib
        assert "".join(element.itertext()).strip(), f"an empty {element.tag}"
    assert not (tree(body).text or "").strip(), "words outside a paragraph"


@each_statement
def test_every_text_is_in_the_language_it_says(row: Row) -> None:
    said = " ".join([row["headline"], row["dateline_place"], *blocks(row)])
    assert share_of_script(said, SCRIPTS[row["language"]]) > 0.97
    assert unicodedata.is_normalized("NFC", said)


@each_statement
def test_nothing_is_taken_from_the_present_site(row: Row) -> None:
    if not PRESENT_SITE.exists():
        pytest.skip(f"{PRESENT_SITE.name} is not beside this repository, so there is nothing to compare with")
    theirs = runs_of_eight(PRESENT_SITE.read_text(encoding="utf-8"))
    assert all(not runs_of_eight(said) & theirs for said in everything_said(row))


def test_web_addresses_are_fictional() -> None:
    said = " ".join([row["body"] + row["notes_to_editors"] for row in STATEMENTS.values()])
    assert set(re.findall(r"https?://([^/\s\"]+)", said)) == {"example.org"}


def test_no_paragraph_is_used_twice() -> None:
    long = [block for row in STATEMENTS.values() for block in blocks(row) if len(block) > 60]
    assert [block for block, uses in Counter(long).items() if uses > 1] == []


def test_the_newsroom_speaks_english_hindi_and_a_little_urdu() -> None:
    languages = Counter(row["language"] for row in STATEMENTS.values())
    assert languages["en"] > languages["hi"] > 20 > languages["ur"] > 0


def test_a_translation_is_of_the_same_body_in_another_language_and_later() -> None:
    translations = [row for row in STATEMENTS.values() if "translation_of" in row]
    pairs = [(row, STATEMENTS[row["translation_of"]]) for row in translations]
    assert len(pairs) >= 10
    assert {original["language"] for _, original in pairs} == {"en", "hi"}
    for row, original in pairs:
        assert row["language"] != original["language"]
        assert (row["body_code"], row["topics"]) == (original["body_code"], original["topics"])
        assert moment(row) > moment(original)


def test_one_translation_is_behind_its_corrected_original() -> None:
    behind = {
        row["key"]
        for row in STATEMENTS.values()
        for event in story(STATEMENTS.get(row.get("translation_of", ""), {}))
        if event["verb"] == "correct" and moment(event) > moment(row)
    }
    assert behind == {"deaths-register-hi"}


def test_every_kind_state_verb_and_end_occurs() -> None:
    told = [event for _, event in STORIES]
    assert {row["kind"] for row in STATEMENTS.values()} == KINDS
    assert {row["state"] for row in STATEMENTS.values() if "state" in row} == STATES
    assert {event["verb"] for event in told} == VERBS
    ways = {event["kind"] for event in told if event["verb"] == "withdraw"}
    assert ways == {"withdrawn", "removed", "merged"}
    changes = {event["change_kind"] for event in told if event["verb"] == "correct"}
    assert changes == {"correction", "clarification", "update", "minor"}


def test_the_desk_has_the_work_of_a_usual_day() -> None:
    states = Counter(row.get("state") for row in STATEMENTS.values() if "kept_ready" not in row)
    assert (states["draft"], states["in_review"], states["sent_back"], states["scheduled"]) == (4, 3, 2, 1)
    unapproved = [row for row in STATEMENTS.values() if row.get("state") == "published_without_approval"]
    assert sorted(bool(story(row)) for row in unapproved) == [False, True], "one left unconfirmed"
    owed = [row for row in STATEMENTS.values() if row.get("state") == "sent_back"] + unapproved
    assert all(row["reason"] for row in owed)


def test_what_never_went_out_has_no_public_story() -> None:
    told = {event["verb"] for row, event in STORIES if row.get("state") in NEVER_PUBLIC}
    assert told == {"schedule", "approve"}


def test_older_statements_bear_a_true_past_date() -> None:
    older = [row for row in STATEMENTS.values() if "already_issued_on" in row]
    assert len(older) >= 3
    assert all(row["already_issued_on"] < row["date"] for row in older)


def test_a_name_is_taken_out_by_correction_before_its_edition_is_sealed() -> None:
    sealed = [row for row, event in STORIES if event["verb"] == "seal"]
    assert [[event["verb"] for event in story(row)] for row in sealed] == [["correct", "seal"]]


def test_some_statements_are_joint_with_a_sister_body_and_some_with_an_outside_partner() -> None:
    partners = {code for row in STATEMENTS.values() for code in row["joint_with"]}
    assert {BODIES[code]["external"] for code in partners} == {True, False}


@each_body
def test_a_body_has_names_texts_a_way_to_reach_it_and_people_enough(body: Row) -> None:
    assert re.fullmatch(r"[A-Z]{2,4}", body["code"])
    assert body["names"].keys() == body["boilerplate"].keys() == {"en", "hi"}
    assert body["parent"] is None or body["parent"] in BODIES
    for contact in body["contacts"]:
        assert re.fullmatch(r"0\d{2,3}-555\d?-0\d{3}", contact["phone"])
        assert contact["email"].split("@")[1] in ("example.org", "example.in")
    drafters, reviewers = holders(body["code"], "drafter"), holders(body["code"], "reviewer")
    assert bool(drafters) is bool(holders(body["code"], "publisher")) is not body["external"]
    assert all(len(reviewers - {author}) >= body["approvals_required"] for author in drafters)


def test_one_body_wants_two_reviewers_and_one_partner_is_from_outside() -> None:
    assert sorted(body["approvals_required"] for body in BODIES.values())[-2:] == [1, 2]
    assert sum(body["external"] for body in BODIES.values()) == 1


def test_a_visitor_can_enter_as_each_role_at_the_root() -> None:
    for role in ("drafter", "reviewer", "publisher"):
        assert PEOPLE[role]["memberships"] == [{"body_code": "NC", "role": role}]


def test_every_topic_is_named_in_both_languages_and_used() -> None:
    used = {topic for row in STATEMENTS.values() for topic in row["topics"]}
    assert {topic["name"] for topic in NEWSROOM["topics"]} == used
    for topic in NEWSROOM["topics"]:
        assert topic["names"]["en"] == topic["name"]
        assert share_of_script(topic["names"]["hi"], "DEVANAGARI") == 1
