"""The digest: canonical JSON without the database's keys, to which a field at its default adds nothing."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statements.models import ChangeKind, Kind, Revision, Statement
from statements.models.content import DEFAULTS, FIELDS, canonical, digest
from tests.cast import Cast, Newsroom


def test_canonical_json_is_sorted_without_blanks_in_utf8() -> None:
    assert canonical({"b": "मई दिवस", "a": [{"y": 1, "x": None}]}) == '{"a":[{"x":null,"y":1}],"b":"मई दिवस"}'


def test_the_digest_is_sha256_of_that_and_does_not_ask_for_the_order() -> None:
    content = {"headline": "A", "body": "<p>b</p>"}
    assert digest(content) == hashlib.sha256(b'{"body":"<p>b</p>","headline":"A"}').hexdigest()
    assert digest(content) == digest(dict(reversed(content.items())))


def test_a_digest_is_the_same_for_ever(newsroom: Newsroom) -> None:
    """Worked out by hand: a change of this test is a change of every digest ever given."""
    draft = newsroom.draft(
        headline="A living wage",
        standfirst="",
        body="<p>Now.</p>",
        dateline_place="Delhi",
        joint_bodies=["SC"],
    )
    known = (
        '{"body":"<p>Now.</p>","dateline_date":"2026-03-12","dateline_place":"Delhi",'
        '"headline":"A living wage","issuing_body":"NC","joint_bodies":["SC"],"language":"en"}'
    )
    assert canonical(draft.content()) == known
    assert draft.digest == hashlib.sha256(known.encode()).hexdigest()


def test_a_field_at_its_default_adds_nothing(newsroom: Newsroom, cast: Cast) -> None:
    bare = Statement(issuing_body=cast.council, language="en")
    spelt = Statement(
        issuing_body=cast.council, language="en", kind=Kind.PRESS_STATEMENT, headline="", joint_bodies=[],
        signatories=[], change_kind=ChangeKind.FIRST, dateline_date=None, already_issued_on=None,
    )  # fmt: skip
    assert bare.content() == spelt.content() == {"language": "en", "issuing_body": "NC"}


def test_every_content_field_has_a_default_and_changes_the_digest(newsroom: Newsroom, cast: Cast) -> None:
    others: dict[str, Any] = dict.fromkeys(FIELDS, "Other") | {
        "kind": "rebuttal",
        "language": "hi",
        "body": "<p>Other.</p>",
        "dateline_date": date(2026, 1, 1),
        "issuing_body": cast.wing,
        "joint_bodies": ["SC"],
        "signatories": [{"name": "A. Rao", "post": "", "body": ""}],
        "change_kind": "minor",
        "already_issued_on": date(2019, 5, 1),
        "attachments": [{"file": "0" * 64, "name": "march.jpg"}],
    }
    assert set(FIELDS) == set(DEFAULTS)
    draft = newsroom.draft()
    digests = {draft.digest}
    for name, value in others.items():
        other = Statement.objects.get(pk=draft.pk)
        other.write({name: value})
        digests.add(other.digest)
    assert len(digests) == len(others) + 1


def test_the_content_holds_no_key_of_the_database(newsroom: Newsroom) -> None:
    content = newsroom.draft(joint_bodies=["SC"]).content()
    assert content["issuing_body"] == "NC"
    assert json.loads(canonical(content)) == content  # nothing but plain JSON


def test_filing_address_and_state_are_outside_the_digest(newsroom: Newsroom, cast: Cast) -> None:
    public = newsroom.public(topics=("Wages",))
    before = public.digest
    public.slug, public.state, public.year = "other", "draft", 1999
    public.topics.set(["Pay"])
    assert public.digest == before


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
CONTENT = st.fixed_dictionaries(
    {"language": st.sampled_from(["en", "hi", "ur"]), "issuing_body": st.sampled_from(["NC", "WW"])},
    optional={
        "kind": st.sampled_from(Kind.values),
        "headline": TEXT,
        "standfirst": TEXT,
        "body": TEXT,
        "dateline_place": TEXT,
        "dateline_date": st.dates().map(date.isoformat),
        "joint_bodies": st.lists(st.sampled_from(["WW", "SC"]), unique=True, max_size=2),
        "signatories": st.lists(
            st.fixed_dictionaries({"name": TEXT, "post": TEXT, "body": TEXT}), max_size=3
        ),
        "notes_to_editors": TEXT,
        "change_kind": st.sampled_from(["", *ChangeKind.values]),
        "change_note": TEXT,
        "already_issued_on": st.dates().map(date.isoformat),
    },
)
IN_A_TEST = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@IN_A_TEST
@given(content=CONTENT)
def test_content_taken_is_given_back_word_for_word(cast: Cast, content: dict[str, Any]) -> None:
    told = {name: value for name, value in content.items() if value != DEFAULTS[name]}
    statement = Statement()
    statement.take(content)
    assert statement.content() == told
    again = Statement(headline="Something else", signatories=[{"name": "x"}], issuing_body=cast.elsewhere)
    again.take(statement.content())
    assert again.digest == statement.digest == digest(told)


@IN_A_TEST
@given(content=CONTENT)
def test_the_database_gives_content_back_word_for_word(
    newsroom: Newsroom, cast: Cast, content: dict[str, Any]
) -> None:
    draft = Statement.objects.first() or newsroom.draft()
    statement = Statement()
    statement.take(content)
    number = draft.revisions.count() + 1
    kept = Revision.objects.create(
        statement=draft, number=number, content=statement.content(), digest=statement.digest,
        author=cast.drafter, made_at=draft.begun_at,
    )  # fmt: skip
    kept.refresh_from_db()
    assert kept.content == statement.content()
    assert digest(kept.content) == kept.digest


@IN_A_TEST
@given(content=CONTENT)
def test_what_is_written_twice_is_written_once(cast: Cast, content: dict[str, Any]) -> None:
    statement = Statement(issuing_body=cast.council)
    statement.write(content)
    tidied = statement.content()
    statement.write(tidied)
    assert statement.content() == tidied


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"headline": " A \n living\twage "}, {"headline": "A living wage"}),
        ({"headline": "cafe\u0301"}, {"headline": "caf\u00e9"}),
        ({"notes_to_editors": "One.\r\n\r\nTwo. "}, {"notes_to_editors": "One.\n\nTwo."}),
        (
            {"signatories": [{"name": " A.  Rao "}]},
            {"signatories": [{"name": "A. Rao", "post": "", "body": ""}]},
        ),
        ({"body": '<p onclick="x()">Now.</p><script>x()</script>'}, {"body": "<p>Now.</p>"}),
    ],
)
def test_what_a_person_typed_is_tidied_before_it_is_digested(
    cast: Cast, typed: dict[str, Any], kept: dict[str, Any]
) -> None:
    statement = Statement(issuing_body=cast.council, language="en")
    statement.write(typed)
    assert statement.content() == {"language": "en", "issuing_body": "NC", **kept}
