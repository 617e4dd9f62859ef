"""Versions of a statement in several languages: one family, one number, one version a language."""

from __future__ import annotations

from datetime import timedelta

import pytest

from statements import verbs
from statements.models import Statement, Step
from statements.versions import Source, is_behind
from tests.cast import Cast, Clock, Newsroom, edition, words


def release(newsroom: Newsroom, draft: Statement) -> Statement:
    sent = verbs.submit(draft, by=newsroom.cast.drafter, clock=newsroom.clock)
    approved = verbs.approve(sent, by=newsroom.cast.reviewer, clock=newsroom.clock)
    return verbs.publish(approved, by=newsroom.cast.publisher, clock=newsroom.clock)


def test_a_translation_bears_the_originals_number_with_its_language(newsroom: Newsroom) -> None:
    original = newsroom.public()
    hindi = newsroom.draft(translation_of=original, language="hi")
    assert hindi.renders == edition(original)
    released = release(newsroom, hindi)
    assert (original.reference, released.reference) == ("NC-2026-001", "NC-2026-001-hi")
    assert newsroom.public().reference == "NC-2026-002"


def test_the_first_of_a_family_to_be_released_draws_the_number(newsroom: Newsroom) -> None:
    original = newsroom.draft()
    hindi = release(newsroom, newsroom.draft(translation_of=original, language="hi"))
    assert (hindi.reference, hindi.renders) == ("NC-2026-001-hi", None)
    assert release(newsroom, original).reference == "NC-2026-001"
    urdu = newsroom.draft(translation_of=hindi, language="ur")
    assert urdu.translation_of == original  # a version of a version is one of the original
    assert release(newsroom, urdu).reference == "NC-2026-001-ur"


def test_a_stopped_first_release_keeps_the_familys_number(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock() + timedelta(days=1))
    verbs.stop_release(due, by=cast.publisher, clock=clock)
    hindi = release(newsroom, newsroom.draft(translation_of=due, language="hi"))
    assert hindi.reference == "NC-2026-001-hi"


@pytest.mark.parametrize("language", ["en", "hi"])
def test_there_is_one_version_a_language(newsroom: Newsroom, language: str) -> None:
    original = newsroom.public(language="en")
    newsroom.draft(translation_of=original, language="hi")
    with pytest.raises(verbs.Refused, match="a version in this language already"):
        newsroom.draft(translation_of=original, language=language)


def test_a_version_without_a_language_is_in_the_newsrooms(newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.public(language="en")
    content = {name: value for name, value in words().items() if name != "language"}
    with pytest.raises(verbs.Refused, match="a version in this language already"):
        verbs.begin(by=cast.drafter, body=cast.council, content=content, translation_of=original)


def test_no_version_is_saved_into_anothers_language(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    original = newsroom.draft(language="en")
    hindi = newsroom.draft(translation_of=original, language="hi")
    for statement, language in ((original, "hi"), (hindi, "en")):
        with pytest.raises(verbs.Refused, match="a version in this language already"):
            verbs.save(statement, by=cast.drafter, content={"language": language}, clock=clock)
    alone = newsroom.draft(language="en")
    assert verbs.save(alone, by=cast.drafter, content={"language": "hi"}, clock=clock).language == "hi"


def test_a_discarded_version_makes_room(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    original = newsroom.public(language="en")
    verbs.discard(newsroom.draft(translation_of=original, language="hi"), by=cast.drafter, clock=clock)
    assert newsroom.draft(translation_of=original, language="hi").state == "draft"


def test_a_version_is_issued_by_the_body_of_its_original(newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.draft()
    content = words(language="hi")
    with pytest.raises(verbs.Refused, match="by the same body"):
        verbs.begin(by=cast.outsider, body=cast.elsewhere, content=content, translation_of=original)


# --- begun with one button ------------------------------------------------------------------------------


def begun(newsroom: Newsroom, original: Statement, language: str = "hi") -> Statement:
    return verbs.begin_version(original, by=newsroom.cast.drafter, language=language, clock=newsroom.clock)


def test_a_version_is_begun_under_the_head_of_its_original_with_an_empty_text(
    newsroom: Newsroom, cast: Cast
) -> None:
    signatories = [{"name": "Asha Rao", "post": "President", "body": "National Council"}]
    original = newsroom.public(
        kind="resolution", joint_bodies=["SC"], signatories=signatories, topics=("May Day", "Wages")
    )
    hindi = begun(newsroom, original)
    assert (hindi.headline, hindi.standfirst, hindi.body, hindi.notes_to_editors) == ("", "", "", "")
    for name in ("kind", "dateline_place", "dateline_date", "issuing_body", "joint_bodies", "signatories"):
        assert getattr(hindi, name) == getattr(original, name)
    assert sorted(hindi.topics.names()) == ["May Day", "Wages"]
    assert (hindi.language, hindi.state, hindi.renders) == ("hi", "draft", edition(original))
    assert [body.code for body in hindi.bodies.order_by("code")] == ["NC", "SC"]
    with pytest.raises(verbs.Refused, match="Write the text"):
        verbs.submit(hindi, by=cast.drafter)


def test_a_version_begun_from_another_version_is_one_of_the_original(newsroom: Newsroom) -> None:
    original = newsroom.public()
    urdu = begun(newsroom, begun(newsroom, original), "ur")
    assert urdu.translation_of == original


def test_only_drafters_of_the_body_begin_a_version(newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.public(joint_bodies=["SC"])
    for person in (cast.reviewer, cast.publisher, cast.outsider, cast.administrator):
        with pytest.raises(verbs.Refused, match="Only a drafter"):
            verbs.begin_version(original, by=person, language="hi")
    assert Statement.objects.count() == 1


# --- behind, and brought up to date -----------------------------------------------------------------------


def behind(newsroom: Newsroom) -> list[Statement]:
    return list(Statement.objects.filter(is_behind(newsroom.clock())))


def correct(newsroom: Newsroom, original: Statement, **fields: str) -> Statement:
    approved = newsroom.correct(Statement.objects.get(pk=original.pk), **fields)
    return verbs.publish(approved, by=newsroom.cast.publisher, clock=newsroom.clock)


def test_a_version_is_behind_once_more_than_a_minor_change_of_its_original_is_public(
    newsroom: Newsroom,
) -> None:
    original = newsroom.public()
    hindi = begun(newsroom, original)
    correct(newsroom, original, change_kind="minor", standfirst="A comma.")
    assert behind(newsroom) == []
    correct(newsroom, original, standfirst="A figure.")
    assert behind(newsroom) == [hindi]
    correct(newsroom, original, change_kind="minor", standfirst="A figure, with a comma.")
    assert behind(newsroom) == [hindi]  # the minor change did not take the correction away


def test_a_correction_that_is_only_due_leaves_nobody_behind(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public()
    begun(newsroom, original)
    approved = newsroom.correct(original)
    verbs.publish(
        approved, by=newsroom.cast.publisher, public_from=clock.now + timedelta(hours=1), clock=clock
    )
    assert behind(newsroom) == []
    clock.pass_(hours=2)
    assert len(behind(newsroom)) == 1


def test_saving_leaves_a_version_behind_until_somebody_says_that_it_is_not(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    original = newsroom.public()
    hindi = begun(newsroom, original)
    correct(newsroom, original, standfirst="A figure.")
    hindi = verbs.save(hindi, by=cast.drafter, content={"body": "<p>४२</p>"}, clock=clock)
    assert behind(newsroom) == [hindi]
    hindi = verbs.follow(hindi, by=cast.drafter, edition=edition(original, 2), clock=clock)
    assert hindi.renders == edition(original, 2)
    assert behind(newsroom) == []
    step = Step.objects.latest("number")
    assert (step.verb, step.note) == ("follow", str(edition(original, 2)))
    with pytest.raises(verbs.Refused, match="newest edition of the original already"):
        verbs.follow(hindi, by=cast.drafter, clock=clock)


def test_it_is_said_without_a_new_edition_where_the_text_was_right_already(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    original = newsroom.public()
    hindi = release(newsroom, newsroom.draft(translation_of=original, language="hi"))
    correct(newsroom, original, standfirst="A figure.")
    followed = verbs.follow(hindi, by=cast.reviewer, clock=clock)
    assert (followed.state, followed.digest) == (hindi.state, hindi.digest)
    assert behind(newsroom) == []
    assert followed.editions.count() == 1


def test_an_abandoned_correction_says_again_what_its_public_edition_says(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    original = newsroom.public()
    hindi = release(newsroom, newsroom.draft(translation_of=original, language="hi"))
    assert edition(hindi).renders == edition(original)
    correct(newsroom, original, standfirst="A figure.")
    draft = verbs.reopen(hindi, by=cast.drafter, clock=clock)
    draft = verbs.follow(draft, by=cast.drafter, clock=clock)
    abandoned = verbs.abandon_correction(draft, by=cast.drafter, clock=clock)
    assert abandoned.renders == edition(original)
    assert behind(newsroom) == [abandoned]


def test_a_release_stopped_and_made_again_is_the_same_text(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    original = newsroom.public()
    hindi = begun(newsroom, original)
    approved = newsroom.correct(original)
    due = verbs.publish(approved, by=cast.publisher, public_from=clock.now + timedelta(days=1), clock=clock)
    verbs.follow(hindi, by=cast.drafter, clock=clock)
    stopped = verbs.stop_release(due, by=cast.publisher, clock=clock)
    verbs.publish(stopped, by=cast.publisher, clock=clock)
    assert behind(newsroom) == []


def test_a_version_written_beside_an_unfinished_original_is_behind_what_was_changed_since(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    same, other = newsroom.draft(), newsroom.draft()
    begun(newsroom, same)
    late = begun(newsroom, other)
    release(newsroom, same)
    changed = verbs.save(other, by=cast.drafter, content={"headline": "Other words"}, clock=clock)
    release(newsroom, changed)
    assert behind(newsroom) == [late]
    assert verbs.follow(late, by=cast.drafter, clock=clock).renders == edition(other)
    assert behind(newsroom) == []


def test_an_original_follows_nothing(newsroom: Newsroom, cast: Cast) -> None:
    with pytest.raises(verbs.Refused, match="This is the original"):
        verbs.follow(newsroom.public(), by=cast.drafter)
    assert Source.of(newsroom.draft()) is None


def test_a_version_follows_no_edition_of_another_statement(newsroom: Newsroom, cast: Cast) -> None:
    original, other = newsroom.public(), newsroom.public()
    hindi = begun(newsroom, original)
    correct(newsroom, original)
    with pytest.raises(verbs.Refused, match="no such edition"):
        verbs.follow(hindi, by=cast.drafter, edition=edition(other))
