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
from statements.formats.beside import EVERY
from statements.models import ConsentLink, PreviewLink, Statement, Withdrawal
from tests.campaigns.known import SLUGS, know
from tests.campaigns.never_public import NEVER_PUBLIC as NEVER_PUBLIC_OF_CAMPAIGNS
from tests.cast import Clock, Newsroom, edition
from tests.never_public import MARK, NEVER_PUBLIC, due, marked, public, text_only
from tests.readers import get
from tests.sent import files, lead
from tests.statements.paper.pages import text as text_of_pdf

DESK = "admin/"


@pytest.fixture
def known(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> Newsroom:
    """A newsroom in which readers know four statements, one of them withdrawn."""
    caplog.set_level(logging.ERROR, logger="django.request")  # most guesses are not found, as they should be
    about = know(newsroom)
    newsroom.public(
        headline="First", body=about.body, topics=("Wages",), attachments=[lead(newsroom)], **about.parts
    )
    newsroom.public(headline="Second", issuing_body=newsroom.cast.wing, joint_bodies=["SC"])
    newsroom.public(headline="तीसरा", language="hi", topics=("Heat",))
    withdrawn = newsroom.public(headline="Withdrawn", topics=("Heat",))
    verbs.withdraw(withdrawn, by=newsroom.cast.publisher, explanation="Wrong.", clock=newsroom.clock)
    return newsroom


def statements() -> list[dict[str, Any]]:
    """Where statements stand and where drafts would, as one may guess from their headlines."""
    guessed = [f"{MARK}-{what}" for what in ("draft", "review", "approved", "due", "stopped", "shown")]
    kept = Statement.objects.exclude(slug="").values_list("slug", flat=True)
    return [{"year": 2026, "slug": slug} for slug in dict.fromkeys([*kept, *guessed])]


def of_kind(kind: str) -> Callable[[], list[dict[str, Any]]]:
    """Campaigns and the like, known and guessed."""
    return lambda: [{"slug": slug} for slug in (SLUGS[kind], "a-point", f"{MARK}-begun", f"{MARK}-draft")]


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
    "beside": lambda: [{**where, "suffix": suffix} for where in statements() for suffix in EVERY],
    "compare": lambda: [{**where, "first": 1, "second": 2} for where in statements()],
    "edition": lambda: [{**where, "number": number} for where in statements() for number in (1, 2)],
    "file": files,
    "rendition": lambda: [{**where, "width": width} for where in files() for width in (480, 960)],
    "year": lambda: [{"year": year} for year in (2026, 2027)],
    "record_of_year": lambda: [{"year": year} for year in (2026, 2027)],
    "month": lambda: [{"year": 2026, "month": month} for month in (3, 4)],
    "sitemap_of_statements": lambda: [{"number": number} for number in (1, 2)],
    "topic": lambda: slugs("wages", "heat"),
    **{kind: of_kind(kind) for kind in SLUGS},
    "action_ics": of_kind("action"),
    **{name: of_kind("demand") for name in ("demand_feed", "demand_json", "demand_csv")},
    "calendar": lambda: [{"token": "guessed"}],
    "body": lambda: slugs("nc", "ww", "sc"),
    "reference": lambda: [
        {"reference": reference}
        for reference in (
            *Statement.objects.exclude(reference=None).values_list("reference", flat=True),
            *(f"{code}-2026-001" for code in ("NC", "WW", "Z3DUE", "Z5DRA", "Z7STO")),
        )
    ],
    "preview": lambda: [{"token": token} for token in (MARK, "A" * 43, PreviewLink().draw_token())],
    "preview_file": lambda: [{"token": "A" * 43, "mark": mark} for mark in ("0-0", f"0-0:{MARK}")],
    "consent_file": lambda: [{"token": "A" * 43, "mark": mark} for mark in ("0-0", f"0-0:{MARK}")],
    "consent": lambda: [{"token": token} for token in (MARK, "A" * 43, ConsentLink().draw_token())],
}
QUERIES = [
    "", f"?q={MARK}", "?q=zir", "?q=zirkonium", f"?topic={MARK}-due", f"?body={MARK}-due&language=en",
    "?q=जिरकोनियम", "?kind=press_statement", "?language=hi", "?year=2026", "?from=2026-03-01&to=2026-04-30",
    f"?demand={SLUGS['demand']}&campaign={SLUGS['campaign']}", f"?cause={MARK}-begun&campaign={MARK}-begun",
    "?order=oldest", "?older=NC-2026-003", "?newer=NC-2026-001",
]  # fmt: skip
EVERYTHING = f"?q={MARK}&topic={MARK}-due&body={MARK}-due&older=NC-2026-003&order=oldest&page=2&format=json"
ASKED = [
    "", f"?status=met&topic={MARK}-later&overdue=1", f"?addressee={MARK}-begun", f"?campaign={MARK}-begun",
]  # fmt: skip
SEARCHED = {"archive", "suggestions", "feed", "rss", "json_feed", "export", "api"}


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
            queries = QUERIES if name in SEARCHED else ["", EVERYTHING] if not takes else [""]
            queries = [*queries, *ASKED] if name == "demands" else queries
            found.update(dict.fromkeys(path + query for query in queries))
    pages = [reverse("statement", kwargs=where) for where in statements()]
    found.update(dict.fromkeys(f"/oembed?url=http://testserver{page}" for page in pages))
    return [*found, f"/{MARK}/moved.html", f"/{MARK}/moved.html?x=1"]


Answer = tuple[int, dict[str, str], str]


def sweep(paths: list[str], clock: Clock, user: Any = None) -> dict[str, Answer]:
    """What each address answers: status, headers, words."""
    answers = {}
    for path in paths:
        answer = get(path, clock, user=user)
        answers[path] = (answer.status_code, dict(answer.headers), words(answer))
    return answers


def words(answer: Any) -> str:
    """The words of an answer; of a letter those one can copy."""
    content = answer.getvalue() if answer.streaming else answer.content
    if content and answer.headers.get("Content-Type") == "application/pdf" and not answer.streaming:
        return text_of_pdf(content)
    return str(content.decode(errors="replace"))


def test_what_was_never_public_leaves_no_trace(known: Newsroom, clock: Clock) -> None:
    begun = clock.now
    with transaction.atomic():
        for make in (*NEVER_PUBLIC, *NEVER_PUBLIC_OF_CAMPAIGNS):
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
    for make in (*NEVER_PUBLIC, *NEVER_PUBLIC_OF_CAMPAIGNS):
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


def take_back(newsroom: Newsroom, kind: Withdrawal.Kind, target: Statement | None = None) -> None:
    verbs.withdraw(
        newsroom.public(**marked(kind.value, newsroom)),
        by=newsroom.cast.publisher,
        explanation="Not ours to say.",
        kind=kind,
        target=target,
        clock=newsroom.clock,
    )


def seal_first_edition(newsroom: Newsroom) -> None:
    blank = {"standfirst": "", "dateline_place": "Delhi", "notes_to_editors": "", "signatories": [],
        "attachments": []}  # fmt: skip
    fields = text_only(marked("sealed", newsroom)) | {"headline": "Fourth", "change_kind": "first"}
    desk = newsroom.correct(newsroom.public(**fields | {"change_note": ""}), body="<p>Clean.</p>", **blank)
    desk = verbs.publish(desk, by=newsroom.cast.publisher, clock=newsroom.clock)
    sealed = edition(desk, 1)
    verbs.seal(desk, by=newsroom.cast.publisher, edition=sealed, reason="A name.", clock=newsroom.clock)


def test_what_was_taken_back_is_left_only_where_the_law_leaves_it(known: Newsroom, clock: Clock) -> None:
    take_back(known, Withdrawal.Kind.REMOVED)
    take_back(known, Withdrawal.Kind.MERGED, public("First"))
    take_back(known, Withdrawal.Kind.WITHDRAWN)
    seal_first_edition(known)
    answers = sweep(addresses(), clock)

    def showing(state: str) -> set[str]:
        """The addresses whose words or headers hold the state's mark, unless they were asked with it."""
        told = {path: f"{headers}{words}" for path, (_status, headers, words) in answers.items()}
        marks = (f"{MARK} {state}", f"{MARK}-{state}")
        holding = {path for path, words in told.items() if any(mark in words for mark in marks)}
        return {path.partition("?")[0] for path in holding if f"{MARK}-{state}" not in path}

    assert showing("removed") == showing("merged") == showing("sealed") == set()
    (short,) = {path for path in showing("withdrawn") if path.startswith("/r/")}
    feeds = {"/statements/feed.atom", "/statements/feed.rss", "/statements/feed.json"}
    lists = {*feeds, "/bodies/", "/hi/bodies/", "/bodies/nc/", "/hi/bodies/nc/"}
    lists |= {"/press/", "/hi/press/", "/sitemaps/pages.xml"}  # whom to ring about its body; the body's page
    assert showing("withdrawn") == {short, *lists}
    for suffix in EVERY.keys() - {"png"}:
        for state, status in (("removed", 410), ("merged", 301), ("withdrawn", 200)):
            status_beside, _headers, told = answers[f"/statements/2026/{MARK}-{state}.{suffix}"]
            assert status_beside == status
            assert (MARK in told) == (state == "withdrawn")
    for state, status in (("removed", 410), ("merged", 301), ("withdrawn", 200)):
        own = [answers[path] for path in answers if path.startswith(f"/statements/2026/{MARK}-{state}/")]
        none = 404 if status == 200 else status  # it has one edition: no second one, and nothing to compare
        assert [answer[0] for answer in own] == [status, status, none, status, none]
        assert (MARK in str(own)) == (state == "withdrawn")


def test_the_desk_is_not_walked_by_mistake() -> None:
    assert not any(path.startswith(f"/{DESK}") for path in map(str, (p.pattern for p in patterns())))
    assert Client().get(f"/{DESK}").status_code == 302
