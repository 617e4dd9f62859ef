"""Two people press at once, wherever words are written: each one's are kept, or come back on their page."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from statements.models import Statement, Step, User, WorkingCopy
from tests.cast import Cast, Newsroom

from .desk.pages import address, parsed
from .desk.test_stale import filled
from .desk.test_statement_form import change, typed
from .test_import_statements import PAGE
from .test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 2  # of each pair
MINE, THEIRS = "Qamar spoke of the mill.", "Zoya spoke of the harvest."
Fields = dict[str, Any]
# who sends, where to, what; with MINE or THEIRS in it
Sent = tuple[User, str, Fields]
Pair = Callable[[Newsroom, Cast], tuple[Sent, Sent]]


def press(sent: Sent) -> Callable[[], Any]:
    """A browser about to send."""
    person, where, fields = sent
    client = Client()
    client.force_login(person)
    return partial(client.post, where, fields)


def stored() -> str:
    """Every word the newsroom keeps of its statements."""
    kept: list[Any] = list(Step.objects.values("note"))
    for statement in Statement.objects.all():
        kept += [statement.content(), *(revision.content for revision in statement.revisions.all())]
        kept += [statement.notes.values_list("text"), statement.withdrawals.values_list("explanation")]
        kept += [list(statement.topics.names())]
    kept += WorkingCopy.objects.values_list("typed", flat=True)
    return json.dumps(kept, default=lambda rows: list(map(str, rows)), ensure_ascii=False)


def save_and_save(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    draft = newsroom.draft()
    form = filled(_page(cast.drafter, change(draft)))
    return (
        (cast.drafter, change(draft), {**form, "headline": MINE}),
        (cast.colleague, change(draft), {**form, "headline": THEIRS}),
    )


def save_and_refile(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    draft = newsroom.draft()
    form = filled(_page(cast.drafter, change(draft)))
    refiled = {"lock_version": draft.lock_version, "topics": THEIRS}
    return (
        (cast.drafter, change(draft), {**form, "headline": MINE}),
        (cast.colleague, address(draft, "verb/refile/"), refiled),
    )


def save_and_submit(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    draft = newsroom.draft(headline=THEIRS)
    form = filled(_page(cast.drafter, change(draft)))
    sent = {"lock_version": draft.lock_version, "plan": "later"}
    return (
        (cast.drafter, change(draft), {**form, "headline": MINE}),
        (cast.colleague, address(draft, "verb/submit/"), sent),
    )


def save_and_autosave(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    draft = newsroom.draft()
    return (
        (cast.drafter, change(draft), typed(draft, headline=MINE)),
        (cast.colleague, address(draft, "unsaved/"), _unsaved(draft, f"tab-{draft.pk}", THEIRS)),
    )


def autosave_in_two_tabs(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    draft = newsroom.draft()
    where = address(draft, "unsaved/")
    return (
        (cast.drafter, where, _unsaved(draft, f"one-{draft.pk}", MINE)),
        (cast.drafter, where, _unsaved(draft, f"two-{draft.pk}", THEIRS)),
    )


def send_back_and_send_back(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    sent = newsroom.in_review()
    return _both(sent, "verb/send_back/", (cast.reviewer, cast.second_reviewer), note=("reason", "note"))


def withdraw_and_withdraw(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    public = Newsroom(cast, timezone.now).public()
    people = (cast.publisher, cast.publisher)
    return _both(public, "verb/withdraw/", people, note=("explanation",), kind="withdrawn")


def flag_and_flag(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    public = Newsroom(cast, timezone.now).public()
    return _both(public, "verb/flag/", (cast.publisher, cast.publisher), note=("words",), hours=1)


def correct_and_correct(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    public = Newsroom(cast, timezone.now).public(headline="Wages are due")
    said = {"wrong": "due", "right": "paid", "change_kind": "correction", "plan": "later"}
    one, other = _both(public, "correct/", (cast.drafter, cast.colleague), note=("change_note",), **said)
    return _looked_at(one), _looked_at(other)


def note_and_note(newsroom: Newsroom, cast: Cast) -> tuple[Sent, Sent]:
    return _both(newsroom.in_review(), "notes/", (cast.drafter, cast.reviewer), note=("text",))


@pytest.mark.parametrize(
    "pair",
    [
        save_and_save, save_and_refile, save_and_submit, save_and_autosave, autosave_in_two_tabs,
        send_back_and_send_back, withdraw_and_withdraw, flag_and_flag, correct_and_correct, note_and_note,
    ],
    ids=lambda pair: pair.__name__,
)  # fmt: skip
def test_no_word_of_either_is_lost(newsroom: Newsroom, cast: Cast, pair: Pair) -> None:
    for _round in range(ROUNDS):
        answers: list[Any] = at_once(*map(press, pair(newsroom, cast)))
        assert [answer.status_code < 500 for answer in answers] == [True, True]
        assert min(answer.status_code for answer in answers) < 400
        kept = stored()
        for words, answer in zip((MINE, THEIRS), answers, strict=True):
            assert words in kept or words in answer.content.decode(), answer.status_code
            assert words in kept or answer.status_code in {409, 422}
    assert Step.objects.first_break() is None


def test_of_one_tab_the_later_words_stay(newsroom: Newsroom, cast: Cast) -> None:
    for _round in range(ROUNDS):
        draft = newsroom.draft()
        where = address(draft, "unsaved/")
        sent = [_unsaved(draft, f"tab-{draft.pk}", f"Words {number}", number) for number in (1, 2, 3)]
        at_once(*(press((cast.drafter, where, fields)) for fields in sent))
        assert WorkingCopy.objects.get(statement=draft).headline == "Words 3"


def test_what_is_saved_is_offered_no_more_whatever_comes_last(newsroom: Newsroom, cast: Cast) -> None:
    for _round in range(ROUNDS):
        draft = newsroom.draft()
        key = f"tab-{draft.pk}"
        save = press((cast.drafter, change(draft), typed(draft, copy_key=key, copy_number=2, headline=MINE)))
        late = press((cast.drafter, address(draft, "unsaved/"), _unsaved(draft, key, MINE)))
        at_once(save, late)
        assert Statement.objects.get(pk=draft.pk).headline == MINE
        assert not WorkingCopy.objects.unsaved(cast.drafter, draft).exists()


def test_a_page_imported_twice_at_once_is_imported_once(cast: Cast, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    run = partial(call_command, "import_statements", str(page), "--body", "NC", verbosity=0)
    at_once(run, run)
    headlines = sorted(Statement.objects.values_list("headline", flat=True))
    assert len(headlines) == len(set(headlines)) == 2


def _page(person: User, where: str) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(where)


def _unsaved(draft: Statement, key: str, headline: str, number: int = 1) -> Fields:
    return typed(draft, copy_key=key, copy_number=number, headline=headline)


def _looked_at(correction: Sent) -> Sent:
    """The correction of somebody who has looked at what readers will see: the button names it."""
    person, where, fields = correction
    (shown,) = parsed(press(correction)()).xpath("//button[@name='looked_at']/@value")
    return person, where, {**fields, "looked_at": shown}


def _both(
    statement: Statement, rest: str, people: tuple[User, User], note: tuple[str, ...], **fields: Any
) -> tuple[Sent, Sent]:
    """The same form from two people, each with words of their own."""
    seen = {"lock_version": statement.lock_version, "seen": statement.revision.number, **fields}
    mine, theirs = (
        (person, address(statement, rest), {**seen, **dict.fromkeys(note, words)})
        for person, words in zip(people, (MINE, THEIRS), strict=True)
    )
    return mine, theirs
