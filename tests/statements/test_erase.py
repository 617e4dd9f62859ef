"""Under a court order a sealed edition is emptied, with its drafts and files; everything else is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from statements import verbs
from statements.attachments import Entry
from statements.files import store
from statements.models import Attachment, Edition, File, Statement, Step, WorkingCopy
from statements.verbs.act import steps_of
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import get
from tests.sent import ALT, picture, received

SECRET = "Ashamayi"
ORDER = "High Court, 41/2026."
KEPT = (
    "number",
    "digest",
    "public_from",
    "public_until",
    "issued_at",
    "sealed_at",
    "seal_reason",
    "language",
    "kind",
    "body_name",
    "revision_id",
    "issuing_body_id",
    "renders_id",
    "dateline_date",
)


def whole_database_says(word: str) -> list[str]:
    """The tables in which the word stands in any column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            values = [value for row in cursor.fetchall() for value in row]
            if any(word.casefold() in _as_text(value).casefold() for value in values):
                found.append(table)
    return found


def _as_text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def photograph(newsroom: Newsroom, colour: Any) -> Entry:
    return received(newsroom, picture(1000, 500, colour=colour), alt=ALT, caption=SECRET, credit="A. Rao")


def sealed(newsroom: Newsroom, *entries: Entry, kept: tuple[Entry, ...] = ()) -> Statement:
    """A statement whose first edition named a child, was corrected in two saves, and is sealed."""
    drafter, clock = newsroom.cast.drafter, newsroom.clock
    draft = newsroom.draft(headline=f"{SECRET}, a draft", attachments=[*entries, *kept])
    said = {"headline": f"{SECRET} was hurt", "body": f"<p>{SECRET}.</p>", "notes_to_editors": SECRET}
    draft = verbs.save(
        draft, by=drafter, content={**said, "standfirst": SECRET}, slug="a-child-was-hurt", clock=clock
    )
    approved = newsroom.approve(verbs.submit(draft, by=drafter, clock=clock))
    public = verbs.publish(approved, by=newsroom.cast.publisher, clock=clock)
    draft = verbs.reopen(public, by=drafter, clock=clock)
    draft = verbs.save(draft, by=drafter, content={"headline": "A child was hurt"}, clock=clock)
    clean = {
        "body": "<p>A child.</p>",
        "notes_to_editors": "",
        "standfirst": "One line.",
        "attachments": [*kept],
        "change_kind": "correction",
        "change_note": "A name is taken out.",
    }
    draft = verbs.save(draft, by=drafter, content=clean, clock=clock)
    approved = newsroom.approve(verbs.submit(draft, by=drafter, clock=clock))
    public = verbs.publish(approved, by=newsroom.cast.publisher, clock=clock)
    first = edition(public)
    return verbs.seal(
        public, by=newsroom.cast.publisher, edition=first, reason="A child's name.", clock=clock
    )


def erase(newsroom: Newsroom, statement: Statement, number: int = 1, **asked: Any) -> Statement:
    who = {"by": newsroom.cast.administrator, "order": ORDER, **asked}
    return verbs.erase(statement, edition=edition(statement, number), clock=newsroom.clock, **who)


def test_no_word_of_it_is_left_and_what_is_not_words_stays(
    newsroom: Newsroom, cast: Cast, clock: Clock, django_capture_on_commit_callbacks: Any
) -> None:
    picture_of_it = photograph(newsroom, "teal")
    statement = sealed(newsroom, picture_of_it)
    typed = {"typed": {"body": SECRET}, "seen_version": 1, "typed_at": clock()}
    WorkingCopy.objects.keep(cast.drafter, statement, "k" * 20, 1, **typed)  # type: ignore[arg-type]
    assert {"statements_edition", "statements_revision", "statements_workingcopy"} <= set(
        whole_database_says(SECRET)
    )
    before, file = edition(statement), File.objects.get()
    paths = [store.path(file, width) for width in (0, *file.widths)]
    assert [path.exists() for path in paths] == [True] * 3
    digests = list(statement.revisions.values_list("number", "digest", "made_at"))
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase(newsroom, statement)
    assert whole_database_says(SECRET) == []
    assert not File.objects.exists()
    assert not any(path.exists() for path in paths)
    after = edition(erased)
    assert {name: getattr(after, name) for name in KEPT} == {name: getattr(before, name) for name in KEPT}
    assert (after.erased_at, list(after.bodies.all())) == (clock.now, [cast.council])
    assert list(statement.revisions.values_list("number", "digest", "made_at")) == digests
    assert [one.is_erased for one in statement.revisions.order_by("number")] == [True] * 4 + [False]
    assert edition(erased, 2).headline == "A child was hurt"
    step = steps_of(erased).last()
    assert (step.verb, step.edition, step.note, step.actor) == ("erase", after, ORDER, cast.administrator)
    assert Step.objects.first_break() is None


def test_readers_see_what_a_seal_shows_and_the_desk_stays_whole(
    newsroom: Newsroom, cast: Cast, clock: Clock, client: Client
) -> None:
    statement = sealed(newsroom, photograph(newsroom, "teal"))
    key = File.objects.get().key
    page = f"/statements/2026/{statement.slug}/editions/1/"
    shown = get(page, clock).content
    statement = erase(newsroom, statement)
    assert get(page, clock).content == shown
    assert get(f"/files/{key}/march.jpg", clock).status_code == 404
    assert get(page.removesuffix("editions/1/"), clock).status_code == 200
    client.force_login(cast.drafter)
    desk = f"/admin/statements/statement/{statement.pk}"
    begun = verbs.reopen(statement, by=cast.drafter, clock=clock)
    compare = f"{desk}/compare/?from=r1&to=r{begun.revision.number}"
    bring_back = f"{desk}/revisions/2/bring-back/"
    for address, status in {
        f"{desk}/change/": 200, f"{desk}/history/": 200, compare: 410, f"{desk}/compare/?from=e1&to=e2": 410,
        f"{desk}/compare/": 200, bring_back: 200,
    }.items():  # fmt: skip
        assert client.get(address).status_code == status, address
    version = {"lock_version": begun.lock_version}
    assert client.post(bring_back, version).status_code == 422


def test_bytes_that_another_edition_or_statement_carries_are_kept(
    newsroom: Newsroom, clock: Clock, django_capture_on_commit_callbacks: Any
) -> None:
    alone, shared, kept = (photograph(newsroom, colour) for colour in ("teal", "red", "blue"))
    other = newsroom.public(attachments=[{**shared, "caption": "Another."}])
    statement = sealed(newsroom, alone, shared, kept=({**kept, "caption": "Still here."},))
    with django_capture_on_commit_callbacks(execute=True):
        erase(newsroom, statement)
    assert set(File.objects.values_list("sha256", flat=True)) == {shared["file"], kept["file"]}
    for left in File.objects.all():
        name = Attachment.objects.filter(file=left).latest("pk").name
        assert get(f"/files/{left.key}/{name}", clock).status_code == 200
        assert get(f"/files/{left.key}/480/{name}", clock).status_code == 200
    assert other.revision.content["attachments"]


def test_a_refused_or_undone_erasure_takes_no_byte_away(
    newsroom: Newsroom, django_capture_on_commit_callbacks: Any
) -> None:
    statement = sealed(newsroom, photograph(newsroom, "teal"))
    path = store.path(File.objects.get())
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        erase(newsroom, statement)
        transaction.set_rollback(True)
    assert path.exists()
    assert edition(statement).headline.startswith(SECRET)


# --- what speaks against it -------------------------------------------------------------------------------


def test_only_administrators_erase_and_only_with_an_order(newsroom: Newsroom, cast: Cast) -> None:
    statement = sealed(newsroom)
    for person in (cast.publisher, cast.reviewer, cast.drafter, cast.outsider, cast.staff):
        with pytest.raises(verbs.Refused, match="is for: Administrator"):
            erase(newsroom, statement, by=person)
    with pytest.raises(verbs.Refused, match="Say why"):
        erase(newsroom, statement, order=" ")


def test_only_what_is_sealed_and_only_once(newsroom: Newsroom) -> None:
    with pytest.raises(verbs.Refused, match="Only an edition that is sealed"):
        erase(newsroom, newsroom.corrected())
    statement = sealed(newsroom)
    with pytest.raises(verbs.Refused, match="Only an edition that is sealed"):
        erase(newsroom, statement, 2)
    statement = erase(newsroom, statement)
    with pytest.raises(verbs.Refused, match="not erased yet"):
        erase(newsroom, statement)


def test_words_that_stand_on_the_desk_or_in_another_edition_are_taken_out_first(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    by: dict[str, Any] = {"by": cast.publisher, "clock": clock}
    public = verbs.withdraw(newsroom.public(headline=SECRET), explanation="Wrong.", **by)
    public = verbs.withdraw(verbs.restore(public, reason="Right.", **by), explanation="Wrong.", **by)
    statement = verbs.seal(public, edition=edition(public), reason="A name.", **by)
    with pytest.raises(verbs.Refused, match=r"Edition 2 says the same words.*still stand on the desk"):
        erase(newsroom, statement)
    statement = verbs.seal(statement, edition=edition(statement, 2), reason="A name.", **by)
    draft = verbs.reopen(statement, by=cast.drafter, clock=clock)
    draft = verbs.save(draft, by=cast.drafter, content={"headline": "A child"}, clock=clock)
    erased = erase(newsroom, draft)
    assert [one.headline for one in erased.editions.order_by("number")] == ["", ""]
    with pytest.raises(verbs.Refused, match="The last public edition is erased"):
        verbs.abandon_correction(erased, by=cast.drafter, clock=clock)


def test_a_release_that_was_stopped_said_the_words_too(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    approved = newsroom.approved(headline=SECRET)
    due = verbs.publish(approved, by=cast.publisher, public_from=clock.pass_(days=1), clock=lambda: clock.now)
    clock.now = clock.now.replace(day=12)
    stopped = verbs.stop_release(due, by=cast.publisher, clock=clock)
    public = verbs.publish(stopped, by=cast.publisher, clock=clock)
    desk = newsroom.correct(public, headline="A child")
    desk = verbs.publish(desk, by=cast.publisher, clock=clock)
    desk = verbs.seal(desk, by=cast.publisher, edition=edition(desk), reason="A name.", clock=clock)
    erase(newsroom, desk)
    assert set(Edition.objects.filter(headline=SECRET)) == set()
    assert Edition.objects.filter(erased_at__isnull=False).count() == 2


# --- by command, by button --------------------------------------------------------------------------------


def test_the_command_asks_for_the_number_again(newsroom: Newsroom, capsys: Any) -> None:
    reference = str(sealed(newsroom).reference)
    asked = {"by": "administrator", "order": ORDER}
    for arguments, words in (
        (("NC-2026-999", 1), "no such edition"),
        ((reference, 7), "no such edition"),
        ((reference, 1, "--confirm", "NC-2026-002"), "nothing was erased"),
        ((reference, 2, "--confirm", reference), "Only an edition that is sealed"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("erase_edition", *arguments, **asked)
    with pytest.raises(CommandError, match="is for: Administrator"):
        call_command("erase_edition", reference, 1, confirm=reference, **{**asked, "by": "publisher"})
    assert whole_database_says(SECRET)
    call_command("erase_edition", reference, 1, confirm=reference.lower(), **asked)
    assert f"Erased: {reference}, edition 1." in capsys.readouterr().out
    assert whole_database_says(SECRET) == []


def test_the_command_says_what_keeps_a_file(newsroom: Newsroom, capsys: Any) -> None:
    alone, shared = photograph(newsroom, "teal"), photograph(newsroom, "navy")
    statement = sealed(newsroom, alone, shared)
    other = newsroom.draft(headline="Another", attachments=[shared])
    reference = str(statement.reference)
    call_command("erase_edition", reference, 1, confirm=reference, by="administrator", order=ORDER)
    (file,) = File.objects.all()
    (use,) = file.attachments.all()
    assert use.revision.statement == other
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == [f"Kept: the file {file.sha256[:12]}, which others name: attachment {use.pk}."]


def test_an_administrator_of_the_body_has_a_button_and_types_the_number(
    newsroom: Newsroom, cast: Cast, client: Client
) -> None:
    statement = sealed(newsroom)
    cast.drafter.groups.add(*cast.administrator.groups.all())
    client.force_login(cast.drafter)
    address = f"/admin/statements/statement/{statement.pk}/verb/erase/"
    assert "Court order" in client.get(address).content.decode()
    typed = {"lock_version": statement.lock_version, "edition": edition(statement).pk, "order": ORDER}
    wrong = client.post(address, {**typed, "typed": "NC-2026-999"})
    assert (wrong.status_code, "This is not the number" in wrong.content.decode()) == (422, True)
    assert client.post(address, {**typed, "typed": "nc 2026 1"}).status_code == 302
    assert edition(statement).erased_at
    client.force_login(cast.publisher)
    assert client.post(address, {**typed, "typed": statement.reference}).status_code == 403
