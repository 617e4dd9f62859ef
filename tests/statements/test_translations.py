"""Versions of a statement in several languages: one family, one number, one version a language."""

from __future__ import annotations

from datetime import timedelta

import pytest

from statements import verbs
from statements.models import Statement
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
