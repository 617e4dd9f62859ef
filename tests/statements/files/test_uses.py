"""A statement carries files: part of its words, so of digest, revision, yes, checklist and difference."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from statements import checklist, verbs
from statements.attachments import Entry
from statements.differences import differences
from statements.models import Attachment, Edition, File, SearchRow, Statement
from statements.models.content import digest
from statements.verbs import Refused
from tests.cast import Cast, Clock, Newsroom, edition, words
from tests.sent import ALT, lead, pdf, picture, received, written


def saved(newsroom: Newsroom, statement: Statement, *entries: Entry) -> Statement:
    return verbs.save(
        statement, by=newsroom.cast.drafter, content={"attachments": list(entries)}, clock=newsroom.clock
    )


def refusals(newsroom: Newsroom, *entries: Entry) -> str:
    with pytest.raises(Refused) as refused:
        saved(newsroom, newsroom.draft(), *entries)
    return str(refused.value)


# --- part of the words ------------------------------------------------------------------------------------


def test_no_file_leaves_the_digest_as_it_was(newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    assert "attachments" not in draft.content()
    assert saved(newsroom, saved(newsroom, draft, lead(newsroom))).digest == draft.digest


def test_the_digest_holds_a_file_by_its_hash_and_what_is_written_of_it(newsroom: Newsroom) -> None:
    draft = saved(newsroom, newsroom.draft(), lead(newsroom, caption="  The \n gate "))
    (entry,) = draft.content()["attachments"]
    file = File.objects.get()
    assert entry == {
        "file": file.sha256, "name": "march.jpg", "alt": ALT, "caption": "The gate", "credit": "A. Rao",
        "lead": True,
    }  # fmt: skip
    changed = {**draft.content(), "attachments": [{**entry, "alt": "Other words"}]}
    assert digest(changed) != draft.digest


def test_a_save_with_files_is_a_revision_and_voids_every_yes(newsroom: Newsroom, cast: Cast) -> None:
    sent = newsroom.in_review()
    after = verbs.save(
        sent, by=cast.reviewer, content={"attachments": [lead(newsroom)]}, clock=newsroom.clock
    )
    assert not after.standing_yeses().exists()
    assert after.revisions.count() == 2
    assert Attachment.objects.get().revision == after.revision
    again = saved(newsroom, after, *after.attachments)
    assert again.revisions.count() == 2


def test_every_edition_keeps_the_files_it_was_issued_with(newsroom: Newsroom, clock: Clock) -> None:
    old, new = lead(newsroom, "teal"), lead(newsroom, "red")
    public = newsroom.public(attachments=[old])
    desk = newsroom.correct(public, attachments=[new])
    verbs.publish(desk, by=newsroom.cast.publisher, clock=clock)
    assert [edition(desk, number).attachments[0]["file"] for number in (1, 2)] == [old["file"], new["file"]]
    assert all(one.is_true_to_digest for one in Edition.objects.all())
    (first,), (second,) = (edition(desk, number).uses() for number in (1, 2))
    seen = Edition.objects.on_record(clock())
    assert [one.number for one in seen.carrying(first.file, "march.jpg")] == [1]
    assert [one.number for one in seen.carrying(second.file, "march.jpg")] == [2]
    assert not seen.carrying(second.file, "other.jpg").exists()


def test_restored_words_carry_their_files(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    public = newsroom.public(attachments=[lead(newsroom)])
    gone = verbs.withdraw(public, by=cast.publisher, explanation="Wrong.", clock=clock)
    back = verbs.restore(gone, by=cast.publisher, reason="Right.", clock=clock)
    assert [use.is_lead for use in edition(back, 2).uses()] == [True]


def test_an_abandoned_correction_takes_its_files_with_it(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(attachments=[lead(newsroom)])
    desk = verbs.reopen(public, by=cast.drafter, clock=clock)
    desk = saved(newsroom, desk, lead(newsroom, "red"))
    desk = verbs.abandon_correction(desk, by=cast.drafter, clock=clock)
    assert desk.attachments == edition(desk).attachments


def test_the_search_finds_what_a_pdf_says(newsroom: Newsroom) -> None:
    report = received(newsroom, written(pdf("Silicosis in the quarries")), "report.pdf", title="The Enquiry")
    newsroom.public(attachments=[report])
    told = SearchRow.objects.get().exact
    assert " silicosis in the quarries " in told
    assert " the enquiry " in told


# --- what is refused --------------------------------------------------------------------------------------


def test_a_file_nobody_sent_is_refused(newsroom: Newsroom) -> None:
    assert "not here any more" in refusals(newsroom, {"file": "0" * 64, "name": "x.jpg"})


def test_two_lead_images_or_a_pdf_as_lead_image_are_refused(newsroom: Newsroom) -> None:
    report = received(newsroom, written(pdf()), "report.pdf", lead=True)
    for entries in ([lead(newsroom), lead(newsroom, "red")], [report]):
        assert "lead image" in refusals(newsroom, *entries)


def test_too_many_files_and_too_long_words_are_refused(newsroom: Newsroom) -> None:
    entry = lead(newsroom)
    many = [{**entry, "name": f"{number}.jpg", "lead": False} for number in range(21)]
    assert "20 files at most" in refusals(newsroom, *many)
    assert "march.jpg: one of its texts" in refusals(newsroom, {**entry, "alt": "x" * 501})
    assert "not a language" in refusals(newsroom, {**entry, "language": "xx"})
    assert "there twice" in refusals(newsroom, entry, {**entry, "lead": False})


def test_markup_in_what_is_written_of_a_file_is_kept_as_words(newsroom: Newsroom) -> None:
    draft = saved(newsroom, newsroom.draft(), lead(newsroom, alt="<b>a</b>\r\nb", name="<b>.jpg"))
    (entry,) = draft.attachments
    assert (entry["alt"], entry["name"]) == ("<b>a</b> b", "b.jpg")


# --- the checklist ----------------------------------------------------------------------------------------


def remarks(newsroom: Newsroom, *entries: Entry) -> dict[str, bool]:
    """What the checklist says of files, and whether it blocks."""
    draft = saved(newsroom, newsroom.draft(), *entries)
    found = checklist.items(draft, newsroom.clock())
    return {item.sentence: item.blocks for item in found if item.field == "attachments"}


@pytest.mark.parametrize("alt", ["", '"', "' '", "…"])
def test_a_picture_without_a_description_cannot_be_sent_for_approval(newsroom: Newsroom, alt: str) -> None:
    assert remarks(newsroom, lead(newsroom, alt=alt)) == {
        "Describe the picture for those who cannot see it: march.jpg": True
    }


def test_a_credit_and_a_title_are_advice(newsroom: Newsroom) -> None:
    uncredited = received(newsroom, picture(), alt=ALT)
    untitled = received(newsroom, written(pdf()), "report.pdf")
    assert remarks(newsroom, uncredited, untitled) == {
        "Say who took the picture: march.jpg": False,
        "Give the document a title: report.pdf": False,
    }


# --- differences ------------------------------------------------------------------------------------------


def test_a_replaced_file_differs_though_its_name_is_the_same(newsroom: Newsroom) -> None:
    before = words(attachments=[lead(newsroom)])
    after = {**before, "attachments": [lead(newsroom, "red")]}
    (found,) = differences(before, after)
    assert (found.field, found.label, found.is_unseen) == ("attachments", "files", False)
    assert found.replaced == ("march.jpg",)


def test_a_file_under_another_name_replaces_the_one_whose_description_it_took(newsroom: Newsroom) -> None:
    old, other = lead(newsroom), received(newsroom, picture(colour="red"), "new.jpg")
    for new, replaced in (({**old, **other}, ("march.jpg",)), (other, ())):
        (found,) = differences({"attachments": [old]}, {"attachments": [new]})
        assert found.replaced == replaced


# --- what the database refuses ----------------------------------------------------------------------------


def test_the_database_refuses_to_change_a_file_or_a_use(newsroom: Newsroom) -> None:
    newsroom.public(attachments=[lead(newsroom)])
    with pytest.raises(DatabaseError), transaction.atomic():
        File.objects.update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attachment.objects.update(name="other.jpg")
    with pytest.raises(DatabaseError), transaction.atomic():
        Attachment.objects.all().delete()
    with pytest.raises(ProtectedError):
        File.objects.get().delete()


# --- versions in other languages --------------------------------------------------------------------------


def test_a_version_takes_the_files_over_and_has_to_describe_them_itself(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(attachments=[lead(newsroom, caption="The gate.")])
    version = verbs.begin_version(public, by=cast.drafter, language="hi", clock=clock)
    (entry,) = version.attachments
    assert entry == {key: public.attachments[0][key] for key in ("file", "name", "credit", "lead")}
    assert any("Describe the picture" in sentence for sentence in checklist.blocking(version, clock()))
