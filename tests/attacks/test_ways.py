"""Every way a word comes in, every way it goes out: nothing of the corpus could run anywhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from statements import prose, verbs
from statements.attachments import file_name
from statements.formats.beside import EVERY
from statements.importing import work as importing
from statements.importing.pasted_page import read
from statements.models import Edition, Statement, Topic, User
from statements.outsiders.links import make_preview
from tests.attacks import planted
from tests.attacks.corpus import cases, packed, texts
from tests.attacks.judging import in_json, in_page, in_xml
from tests.cast import Cast, Clock, Newsroom
from tests.mail_server import MailServer
from tests.readers import get
from tests.statements.desk.imports.bringing import bring, never
from tests.statements.desk.pages import address
from tests.statements.desk.test_statement_form import ADD
from tests.statements.outbox.conftest import Work
from tests.test_desk_walk import Visitor, addresses
from tests.test_leaks import patterns

Run = Callable[..., dict[str, Any]]
MANY = 150
ALL_TEXTS = "".join(map(planted.sent, texts()))
ASK_FOR_MORE = {"/oembed", "/statements/suggestions", "/.well-known/security.txt"}
NEVER_READ_AS_MARKUP = {
    "text/plain", "text/calendar", "text/javascript", "image/png", "image/jpeg", "application/x-bibtex",
    "application/x-research-info-systems",
}  # fmt: skip
ACCOUNT = "account.html"  # a file to be kept, with its own style in it
FORMULA = tuple("=+-@\t\r")


def of_kind(answer: Any) -> list[str]:
    """What could run in an answer, by what it says it is."""
    content = answer.getvalue() if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if not content:
        return []
    if kind == "text/html":
        return in_page(content.decode())
    if kind.endswith("json"):
        return in_json(json.loads(content))
    if kind.endswith("xml"):
        return in_xml(content)
    if kind == "text/csv":
        rows = csv.reader(StringIO(content.decode("utf-8-sig")))
        return [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    if kind == "application/pdf":
        return in_pdf(content)
    assert kind in NEVER_READ_AS_MARKUP, kind
    return []


def in_pdf(content: bytes) -> list[str]:
    """What a PDF would do by itself, or lead to, beside pages of the web."""
    read = PdfReader(BytesIO(content))
    root: Any = read.trailer["/Root"].get_object()
    whole = [root, *read.pages]
    acting = [key for one in whole for key in ("/OpenAction", "/AA", "/JavaScript") if key in one]
    marks = [mark.get_object().get("/A", {}) for page in read.pages for mark in page.get("/Annots", [])]
    leading = [str(mark) for mark in marks if mark.get("/S", "/GoTo") not in ("/URI", "/GoTo")]
    return acting + leading + [str(mark) for mark in marks if "script:" in str(mark.get("/URI", "")).lower()]


def check(answers: dict[str, Any]) -> None:
    """None of these answers holds anything that could run."""
    found = {path: told[:5] for path, answer in answers.items() if (told := of_kind(answer))}
    found = {path: told for path, told in found.items() if path[-12:] != ACCOUNT or told != ["style"]}
    assert found == {}


def test_there_are_enough_of_them_and_the_judges_see_them() -> None:
    assert len(set(cases())) >= MANY
    seen = [case for case in cases() if in_page(f"<p>{case}</p>")]
    assert len(seen) >= MANY
    assert in_xml(b'<feed><content type="html">&lt;img src=x onerror=alert(1)&gt;</content></feed>')
    assert in_json({"items": [{"content_html": "<script>alert(1)</script>", "url": "javascript:alert(1)"}]})


def public_pages() -> list[str]:
    """Where every edition stands."""
    return [edition.get_absolute_url() for edition in Edition.objects.select_related("statement")]


def check_pages(paths: list[str], clock: Clock, user: User | None = None) -> None:
    """None of these pages, each of which is there, holds anything that could run."""
    answers = {path: get(path, clock, user=user) for path in dict.fromkeys(paths)}
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    check(answers)


def test_what_is_imported_is_words(run: Run) -> None:
    for name, written in (("old.xml", planted.export()), ("old.csv", planted.table())):
        counts = run(name, written)["counts"]
        assert (counts["failed"], counts["imported"] + counts["merged"]) == (0, len(packed(300)))
    for statement in Statement.objects.all():
        assert statement.body == prose.clean(statement.body)
    names = ("", "feed.atom", "feed.rss", "feed.json", "export.csv", "2019/", "2019/03/")
    lists = [f"/statements/{name}" for name in names]
    pages = public_pages()[: len(list(texts()))]
    check_pages(["/", "/hi/", "/api/statements", *lists, *pages], Clock(timezone.now()))


def test_what_is_pasted_is_words() -> None:
    pasted = read(planted.ALL + "\n\n" + "\n\n".join(cases()))
    found = [line.text for line in pasted.unplaced]
    for one in pasted.statements:
        found += [one.headline, one.standfirst, *one.demands, *one.paragraphs]
    assert found
    for words in found:
        assert in_page(f"<div>{prose.from_paragraphs([words])}</div>") == []


def test_no_name_of_a_file_keeps_a_sign_of_markup() -> None:
    kept = {sign for case in cases() for sign in file_name(case, "jpg")}
    assert kept & set("<>\"'`&=/\\:;()[]{}#%\r\n\t") == set()


def test_what_readers_and_programs_get_runs_nothing(attacked: Newsroom, clock: Clock) -> None:
    with override("en"):
        lists = [reverse(str(route.name)) for route in patterns() if not route.pattern.converters]
    beside = [f"{page.rstrip('/')}.{suffix}" for page in public_pages()[:2] for suffix in EVERY]
    of_topics = [f"/topics/{slug}/" for slug in Topic.objects.values_list("slug", flat=True)[:5]]
    of_demands = [f"/demands/hostile{end}" for end in ("/", ".atom", ".json", ".csv")]
    embeds = [f"/oembed?url=http://testserver{page}" for page in public_pages()]
    check_pages(
        [*(one for one in lists if one not in ASK_FOR_MORE), *public_pages(), *beside, *of_topics,
         *of_demands, *embeds, "/bodies/nc/", "/campaigns/hostile/"], clock,
    )  # fmt: skip
    check({words: get(f"/statements/?q={quote(words)}&topic={quote(words)}", clock) for words in packed(190)})
    check({words: get(f"/statements/suggestions?q={quote(words)}", clock) for words in packed(190)})
    check({words: get(f"/api/statements?{quote(words)}={quote(words)}", clock) for words in packed(400)})
    check({words: get(f"/{quote(words)}/", clock) for words in packed(400)})


def test_what_the_desk_shows_runs_nothing(attacked: Newsroom, clock: Clock) -> None:
    cast = attacked.cast
    brought = bring(Visitor(cast.administrator), planted.export())
    assert brought.status_code == 302
    assert importing.work(never)
    statement = Statement.objects.earliest("pk")
    paths = [*addresses(), address(statement, "compare/?from=r1&to=r3")]
    for person in (cast.drafter, cast.administrator):
        client = Visitor(person)
        answers = {path: client.get(path) for path in paths}
        assert {answer.status_code for answer in answers.values()} <= {200, 302, 400, 403, 404, 405}
        check(answers)
        paths = [path for path in paths if answers[path].status_code != 200]
    desk, draft = Visitor(cast.drafter), attacked.draft()
    form = planted.forms(cast.council.pk)[0] | {"body": ALL_TEXTS, "seen_version": draft.lock_version}
    verbs.save(draft, by=cast.colleague, content={"headline": packed(300)[5]}, clock=clock)
    answers = {
        "as typed": desk.post(address(draft, "as-typed/"), form),
        "stale": desk.post(address(draft, "change/"), form),
        "refused": desk.post(ADD, form | {"headline": "", "issuing_body": "x"}),
    }
    assert [answer.status_code for answer in answers.values()] == [200, 409, 200]
    check(answers)


def test_what_outsiders_are_shown_runs_nothing(attacked: Newsroom, clock: Clock) -> None:
    body = "".join(texts())
    shown = attacked.draft(headline=packed(300)[3], body=body, notes_to_editors=planted.ALL)
    link = make_preview(
        shown, by=attacked.cast.drafter, label=packed(100)[0], lasts=timedelta(days=1), clock=clock
    )
    check_pages([f"/preview/{link.token}/"], clock)


def test_mail_is_words_and_its_head_stays_one_line(
    server: MailServer,
    reachable: Cast,
    newsroom: Newsroom,
    work: Work,
) -> None:
    for headline in packed(300):
        newsroom.in_review(headline=headline)
    work()
    assert len(server.taken) >= len(packed(300))
    for taken in server.taken:
        mail = taken.mail
        assert (mail.get_content_type(), mail.is_multipart(), mail["Bcc"]) == ("text/plain", False, None)
        assert "\n" not in mail["Subject"]
        assert taken.recipient.endswith("@newsroom.example")
