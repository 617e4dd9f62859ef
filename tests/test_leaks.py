"""Law 1: a public page never shows what no public edition holds. Every public address is walked.

The addresses come from the URL configuration itself: a new page is swept without anybody remembering it, and
one that takes parameters fails here until their values are given.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from statements import verbs
from statements.models import Address, IssuingBody, PressContact, Statement, Withdrawal
from tests.cast import Clock, Newsroom, edition
from tests.readers import get

MARK = "zirconium"  # no public text holds it
DESK = "admin/"


def marked(state: str, newsroom: Newsroom, **fields: Any) -> dict[str, Any]:
    """Fields of a statement whose every word bears the mark; its topic and its body are its own."""
    word = f"{MARK} {state}"
    body, _made = IssuingBody.objects.get_or_create(
        code=f"Z{len(state)}{state[:3].upper()}",
        slug=f"{MARK}-{state}",
        names={"en": word, "hi": word},
        boilerplates={"en": word, "hi": word},
        parent=newsroom.cast.council,
    )
    PressContact.objects.create(body=body, name=word, phone=word, is_published=True)
    return {
        "headline": word,
        "standfirst": word,
        "body": f"<p>{word}</p>",
        "dateline_place": word,
        "notes_to_editors": word,
        "signatories": [{"name": word, "post": word, "body": word}],
        "topics": (word,),
        "issuing_body": body,
        **fields,
    }


def text_only(fields: dict[str, Any]) -> dict[str, Any]:
    """The marked fields that a correction can change."""
    kept = {name: value for name, value in fields.items() if name not in {"topics", "issuing_body"}}
    return {**kept, "change_kind": "correction", "change_note": MARK}


def draft(newsroom: Newsroom) -> None:
    newsroom.draft(**marked("draft", newsroom))


def in_review(newsroom: Newsroom) -> None:
    newsroom.in_review(**marked("review", newsroom))


def approved(newsroom: Newsroom) -> None:
    newsroom.approved(**marked("approved", newsroom))


def due(newsroom: Newsroom) -> None:
    tomorrow = newsroom.clock() + timedelta(days=1)
    newsroom.public(**marked("due", newsroom), public_from=tomorrow)


def stopped(newsroom: Newsroom) -> None:
    tomorrow = newsroom.clock() + timedelta(days=1)
    released = newsroom.public(**marked("stopped", newsroom), public_from=tomorrow)
    verbs.stop_release(released, by=newsroom.cast.publisher, clock=newsroom.clock)


def discarded(newsroom: Newsroom) -> None:
    verbs.discard(
        newsroom.draft(**marked("discarded", newsroom)), by=newsroom.cast.drafter, clock=newsroom.clock
    )


def correction_begun(newsroom: Newsroom) -> None:
    desk = verbs.reopen(public("First"), by=newsroom.cast.drafter, clock=newsroom.clock)
    changed = text_only(marked("correction", newsroom, language="hi"))
    desk = verbs.save(desk, by=newsroom.cast.drafter, content=changed, clock=newsroom.clock)
    verbs.refile(desk, by=newsroom.cast.drafter, topics=["Wages", f"{MARK} refiled"], clock=newsroom.clock)


def correction_due(newsroom: Newsroom) -> None:
    changed = text_only(marked("corrected", newsroom))
    desk = newsroom.correct(public("Second"), **changed)
    tomorrow = newsroom.clock() + timedelta(days=1)
    verbs.publish(desk, by=newsroom.cast.publisher, public_from=tomorrow, clock=newsroom.clock)


def translation(newsroom: Newsroom) -> None:
    fields = marked("translation", newsroom, language="hi", issuing_body=newsroom.cast.wing)
    newsroom.draft(translation_of=public("Second"), **fields)


def moved_draft(newsroom: Newsroom) -> None:
    Address.objects.create(path=f"/{MARK}/moved.html", statement=newsroom.draft(headline=f"{MARK} moved"))


NEVER_PUBLIC: tuple[Callable[[Newsroom], None], ...] = (
    draft, in_review, approved, due, stopped, discarded,
    correction_begun, correction_due, translation, moved_draft,
)  # fmt: skip


def public(headline: str) -> Statement:
    """One of the statements readers know, by the headline of its first edition."""
    return Statement.objects.get(editions__headline=headline, editions__number=1)


@pytest.fixture
def known(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> Newsroom:
    """A newsroom in which readers know three statements."""
    caplog.set_level(logging.ERROR, logger="django.request")  # most guesses are not found, as they should be
    newsroom.public(headline="First", topics=("Wages",))
    newsroom.public(headline="Second", issuing_body=newsroom.cast.wing, joint_bodies=["SC"])
    newsroom.public(headline="तीसरा", language="hi", topics=("Heat",))
    return newsroom


def statements() -> list[dict[str, Any]]:
    """Where statements stand and where drafts would, as one may guess from their headlines."""
    guessed = [f"{MARK}-{what}" for what in ("draft", "review", "approved", "due", "stopped")]
    kept = Statement.objects.exclude(slug="").values_list("slug", flat=True)
    return [{"year": 2026, "slug": slug} for slug in dict.fromkeys([*kept, *guessed])]


def slugs(*guessed: str) -> list[dict[str, Any]]:
    """Topics and bodies, known and guessed."""
    return [
        {"slug": slug}
        for slug in (*guessed, f"{MARK}-due", f"{MARK}-draft", f"{MARK}-refiled", f"{MARK}-removed")
    ]


# What the parameters of each kind of page may be.
ARGUMENTS: dict[str, Callable[[], list[dict[str, Any]]]] = {
    "statement": statements,
    "editions": statements,
    "edition": lambda: [{**where, "number": number} for where in statements() for number in (1, 2)],
    "topic": lambda: slugs("wages", "heat"),
    "body": lambda: slugs("nc", "ww", "sc"),
    "reference": lambda: [
        {"reference": reference}
        for reference in (
            *Statement.objects.exclude(reference=None).values_list("reference", flat=True),
            *(f"{code}-2026-001" for code in ("NC", "WW", "Z3DUE", "Z5DRA", "Z7STO")),
        )
    ],
}
QUERIES = [
    "", f"?q={MARK}", "?q=zir", f"?topic={MARK}-due", f"?body={MARK}-due&language=en",
    "?kind=press_statement", "?language=hi", "?year=2026", "?from=2026-03-01&to=2026-04-30",
    "?order=oldest", "?older=NC-2026-003", "?newer=NC-2026-001",
]  # fmt: skip


def patterns(within: Any = None) -> Iterator[URLPattern]:
    """Every pattern of the URL configuration, the desk's aside."""
    for pattern in (within or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif str(pattern.pattern) != DESK and isinstance(pattern, URLResolver):
            yield from patterns(pattern)


def addresses() -> list[str]:
    """Every public address with every value it could take, in every language; lists with every query."""
    found: dict[str, None] = {}
    for (language, _name), pattern in product(settings.LANGUAGES, patterns()):
        name, takes = str(pattern.name), pattern.pattern.converters
        assert name in ARGUMENTS or not takes, f"tell this sweep what values {list(takes)} of “{name}” take"
        for chosen in ARGUMENTS[name]() if takes else [{}]:
            with override(language):
                path = reverse(name, kwargs=chosen)
            found.update(dict.fromkeys(path + query for query in (QUERIES if not takes else [""])))
    return [*found, f"/{MARK}/moved.html", f"/{MARK}/moved.html?x=1"]


Answer = tuple[int, dict[str, str], str]


def sweep(paths: list[str], clock: Clock, user: Any = None) -> dict[str, Answer]:
    """What each address answers: status, headers, words."""
    answers = {}
    for path in paths:
        answer = get(path, clock, user=user)
        answers[path] = (answer.status_code, dict(answer.headers), answer.content.decode())
    return answers


def test_what_was_never_public_leaves_no_trace(known: Newsroom, clock: Clock) -> None:
    begun = clock.now
    with transaction.atomic():
        for make in NEVER_PUBLIC:
            make(known)
        paths = addresses()
        after = sweep(paths, clock)
        transaction.set_rollback(True)
    assert clock.now - begun < timedelta(hours=1)
    before = sweep(paths, clock)
    differing = [path for path in paths if before[path] != after[path]]
    assert differing == []


def test_the_head_of_a_page_is_the_head_of_the_page(known: Newsroom, clock: Clock) -> None:
    due(known)
    for path in (path for path in addresses() if "?" not in path):
        assert dict(get(path, clock, method="head").headers) == dict(get(path, clock).headers), path


def test_a_member_of_the_desk_sees_what_everybody_sees(known: Newsroom, clock: Clock) -> None:
    for make in NEVER_PUBLIC:
        make(known)
    paths = [path for path in addresses() if "?" not in path]
    everybody, drafter = sweep(paths, clock), sweep(paths, clock, user=known.cast.drafter)
    assert [path for path in paths if everybody[path] != drafter[path]] == []


def test_the_sweep_would_notice(known: Newsroom, clock: Clock) -> None:
    due(known)
    clock.pass_(days=2)
    showing = {
        path
        for path, (status, _headers, words) in sweep(addresses(), clock).items()
        if f"{MARK} due" in words
    }
    slug = f"{MARK}-due"
    for path in ("/", "/hi/", "/statements/", "/topics/", "/bodies/", f"/topics/{slug}/", f"/bodies/{slug}/"):
        assert path in showing
    assert f"/statements/2026/{slug}/editions/1/" in showing
    assert "/statements/feed.atom?order=oldest" in showing


def removed(newsroom: Newsroom, kind: Withdrawal.Kind, target: Statement | None = None) -> None:
    statement = newsroom.public(**marked("removed", newsroom))
    verbs.withdraw(
        statement,
        by=newsroom.cast.publisher,
        explanation="Not ours to say.",
        kind=kind,
        target=target,
        clock=newsroom.clock,
    )


def unasked(answers: dict[str, Answer]) -> list[str]:
    """The addresses that answer with the mark although nobody asked for it."""
    return [
        path
        for path, (_status, headers, words) in answers.items()
        if MARK in f"{headers}{words}" and MARK not in path
    ]


def test_of_a_removed_or_merged_statement_nothing_is_left(known: Newsroom, clock: Clock) -> None:
    for kind, target in ((Withdrawal.Kind.REMOVED, None), (Withdrawal.Kind.MERGED, public("First"))):
        with transaction.atomic():
            removed(known, kind, target)
            answers = sweep(addresses(), clock)
            transaction.set_rollback(True)
        assert unasked(answers) == []
        own = {
            path: answer
            for path, answer in answers.items()
            if path.startswith(f"/statements/2026/{MARK}-removed")
        }
        assert own
        assert {status for status, _headers, _words in own.values()} == {301 if target else 410}
        assert not any(MARK in f"{headers}{words}" for _status, headers, words in own.values())


def test_a_withdrawn_statement_stands_on_its_own_pages_only(known: Newsroom, clock: Clock) -> None:
    removed(known, Withdrawal.Kind.WITHDRAWN)
    showing = {path.partition("?")[0] for path in unasked(sweep(addresses(), clock))}
    bodies = {"/bodies/", "/hi/bodies/", "/bodies/nc/", "/hi/bodies/nc/"}
    (reference,) = {path for path in showing if path.startswith("/r/")}
    assert showing == {reference, "/statements/feed.atom", *bodies}


def test_of_a_sealed_edition_number_time_and_digest_are_left(known: Newsroom, clock: Clock) -> None:
    fields = text_only(marked("sealed", known)) | {
        "headline": "Fourth",
        "change_kind": "first",
        "change_note": "",
    }
    statement = known.correct(
        known.public(**fields),
        body="<p>Clean.</p>",
        standfirst="",
        dateline_place="Delhi",
        notes_to_editors="",
        signatories=[],
    )
    verbs.publish(statement, by=known.cast.publisher, clock=clock)
    statement = public("Fourth")
    verbs.seal(statement, by=known.cast.publisher, edition=edition(statement), reason="A name.", clock=clock)
    assert unasked(sweep(addresses(), clock)) == []


def test_the_desk_is_not_walked_by_mistake() -> None:
    assert not any(path.startswith(f"/{DESK}") for path in map(str, (p.pattern for p in patterns())))
    assert Client().get(f"/{DESK}").status_code == 302
