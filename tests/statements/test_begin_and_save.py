"""Begin and save: no change without a revision, nobody's text lost, nothing but content from a form."""

from __future__ import annotations

from datetime import date

import pytest

from statements import verbs
from statements.models import Statement
from statements.verbs.act import steps_of
from tests.cast import Cast, Clock, Newsroom, words


def test_begin_makes_the_first_revision_and_one_step(newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(headline="  The   harvest ", topics=("May Day", "मज़दूर दिवस"))
    assert draft.state == "draft"
    assert draft.begun_by == cast.drafter
    assert draft.headline == "The harvest"
    assert set(draft.topics.names()) == {"May Day", "मज़दूर दिवस"}
    revision = draft.revisions.get()
    assert (revision.number, revision.author) == (1, cast.drafter)
    assert revision.content == draft.content()
    assert revision.digest == draft.digest
    step = steps_of(draft).get()
    assert (step.verb, step.from_state, step.to_state, step.revision) == ("begin", "", "draft", revision)
    assert (step.actor, step.actor_name) == (cast.drafter, "Drafter")


def test_a_draft_may_lack_everything(cast: Cast) -> None:
    draft = verbs.begin(by=cast.drafter, body=cast.council, content={})
    assert draft.language == "en"
    assert draft.revision.content == {"language": "en", "issuing_body": "NC"}


def test_save_writes_one_revision_and_one_step(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = newsroom.draft(headline="Before")
    saved = verbs.save(draft, by=cast.reviewer, content={"headline": "After"}, clock=clock)
    assert saved.headline == Statement.objects.get(pk=draft.pk).headline == "After"
    assert [revision.content["headline"] for revision in saved.revisions.all()] == ["Before", "After"]
    assert saved.revision.author == cast.reviewer
    assert saved.lock_version == draft.lock_version + 1
    step = steps_of(draft).last()
    assert (step.verb, step.from_state, step.to_state) == ("save", "draft", "draft")
    assert step.revision == saved.revision


def test_save_that_changes_nothing_writes_nothing(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = newsroom.draft(headline="The harvest")
    same = {**draft.content(), "headline": " The  harvest", "joint_bodies": [], "notes_to_editors": "  "}
    saved = verbs.save(draft, by=cast.colleague, content=same, clock=clock)
    assert saved.lock_version == draft.lock_version
    assert draft.revisions.count() == steps_of(draft).count() == 1


def test_a_stale_save_is_refused_and_says_who_was_faster(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    mine = newsroom.draft(headline="Before")
    theirs = Statement.objects.get(pk=mine.pk)
    verbs.save(theirs, by=cast.colleague, content={"headline": "Theirs"}, clock=clock)
    with pytest.raises(verbs.Stale, match=r"Colleague was faster \(“Save”\)") as stale:
        verbs.save(mine, by=cast.drafter, content={"headline": "Mine"}, clock=clock)
    assert stale.value.statement.headline == "Theirs"
    assert Statement.objects.get(pk=mine.pk).headline == "Theirs"


@pytest.mark.parametrize("name", ["state", "lock_version", "year", "reference", "planned_by", "slug", "pk"])
def test_only_content_is_ever_written_from_a_form(newsroom: Newsroom, cast: Cast, name: str) -> None:
    draft = newsroom.draft()
    with pytest.raises(ValueError, match=name):
        verbs.save(draft, by=cast.drafter, content={"headline": "Other", name: "released"})
    with pytest.raises(ValueError, match=name):
        verbs.begin(by=cast.drafter, body=cast.council, content={name: "released"})
    assert Statement.objects.get().headline == draft.headline


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"headline": "x" * 301}, "headline: .*300"),
        ({"dateline_place": "x" * 121}, "place: .*120"),
        ({"kind": "sermon"}, "kind: .*sermon"),
        ({"language": "xx"}, "“xx” is not a language"),
        ({"joint_bodies": ["SC", "NOBODY"]}, "no issuing body with the code NOBODY"),
    ],
)
def test_what_the_newsroom_has_no_place_for_is_refused_with_a_sentence(
    newsroom: Newsroom, cast: Cast, content: dict[str, object], sentence: str
) -> None:
    draft = newsroom.draft()
    with pytest.raises(verbs.Refused, match=sentence):
        verbs.save(draft, by=cast.drafter, content=content)
    with pytest.raises(verbs.Refused, match=sentence):
        verbs.begin(by=cast.drafter, body=cast.council, content={**words(), **content})
    assert Statement.objects.get().revisions.count() == 1


def test_a_statement_is_given_to_another_body_only_by_a_drafter_of_that_body(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    draft = newsroom.draft()
    with pytest.raises(verbs.Refused, match="Only a drafter of State Committee"):
        verbs.save(draft, by=cast.drafter, content={"issuing_body": "SC"}, clock=clock)
    with pytest.raises(verbs.Refused, match="Only a drafter of Women's Wing"):
        verbs.save(draft, by=cast.reviewer, content={"issuing_body": cast.wing}, clock=clock)
    moved = verbs.save(draft, by=cast.drafter, content={"issuing_body": cast.wing}, clock=clock)
    assert moved.issuing_body == cast.wing
    assert list(moved.bodies.all()) == [cast.wing]


def test_joint_bodies_speak_in_the_agreed_order_each_once(newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(joint_bodies=["WW", "SC", "NC", "WW"])
    assert draft.spoken_by() == [cast.council, cast.wing, cast.elsewhere]
    assert set(draft.bodies.all()) == {cast.council, cast.wing, cast.elsewhere}


def test_a_typed_address_is_ascii_and_never_digits_only(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = newsroom.draft()
    saved = verbs.save(draft, by=cast.drafter, content={}, slug="मई दिवस", clock=clock)
    assert saved.slug == "mai-divas"
    assert saved.revisions.count() == 1  # an address is not content
    assert steps_of(saved).count() == 2
    assert verbs.save(saved, by=cast.drafter, content={}, slug="2026", clock=clock).slug == "no-2026"


def test_an_import_is_made_once(cast: Cast) -> None:
    verbs.begin(by=cast.administrator, body=cast.council, content=words(), source_key="page:1")
    with pytest.raises(verbs.Refused, match="Something else was faster"):
        verbs.begin(by=cast.administrator, body=cast.council, content=words(), source_key="page:1")
    assert Statement.objects.count() == 1


def test_dates_are_taken_as_text_too(newsroom: Newsroom) -> None:
    assert newsroom.draft(dateline_date="2026-03-12").dateline_date == date(2026, 3, 12)
