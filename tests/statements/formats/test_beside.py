"""The addresses of the formats: one a statement, under the law of its page, never a fault."""

from __future__ import annotations

from typing import Any

import pytest

from statements import verbs
from statements.formats.beside import EVERY as ALL
from statements.models import Withdrawal
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import get, links
from tests.statements.paper.pages import text as text_of

EVERY = pytest.mark.parametrize("suffix", ALL)


@EVERY
def test_each_format_has_the_headers_of_every_public_page(
    suffix: str, newsroom: Newsroom, clock: Clock
) -> None:
    newsroom.public(headline="Wages")
    path = f"/statements/2026/wages.{suffix}"
    answer = get(path, clock)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    assert answer["Content-Disposition"] == f'inline; filename="NC-2026-001.{suffix}"'
    assert answer["Link"] == '<http://testserver/statements/2026/wages/>; rel="canonical"'
    assert not answer.cookies
    assert get(path, clock, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert get(path, clock, method="post").status_code == 405
    assert get(f"/hi{path}", clock)["Location"] == path


@EVERY
def test_what_is_gone_is_gone_in_every_format(
    suffix: str, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    path = f"/statements/2026/zinc.{suffix}"
    asked: dict[str, Any] = {"by": cast.publisher, "clock": clock, "explanation": "A name."}
    verbs.withdraw(newsroom.public(headline="Zinc"), kind=Withdrawal.Kind.REMOVED, **asked)
    answer = get(path, clock)
    assert answer.status_code == 410
    assert answer.content.decode() == "NC-2026-001\nRemoved on 12 March 2026\n\nA name.\n"


@EVERY
def test_a_merged_statement_leads_to_the_other(
    suffix: str, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    target, twin = newsroom.public(headline="Wages"), newsroom.public(headline="Twin")
    kind = Withdrawal.Kind.MERGED
    verbs.withdraw(twin, by=cast.publisher, explanation="Twice.", kind=kind, target=target, clock=clock)
    answer = get(f"/statements/2026/twin.{suffix}", clock)
    assert (answer.status_code, answer["Location"]) == (301, f"/statements/2026/wages.{suffix}")


@EVERY
def test_a_sealed_edition_gives_its_number_its_digest_and_the_reason(
    suffix: str, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Zinc", body="<p>Zinc.</p>")
    statement = verbs.withdraw(statement, by=cast.publisher, explanation="A name.", clock=clock)
    sealed = edition(statement)
    verbs.seal(statement, by=cast.publisher, edition=sealed, reason="A child's name.", clock=clock)
    answer = get(f"/statements/2026/zinc.{suffix}", clock)
    assert answer.status_code == 410
    assert f"A child's name.\n\n{sealed.digest}" in answer.content.decode()
    assert "Zinc" not in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "wages.doc", "wages.TXT", "wages.txt.txt", "wages.", "wages.txt%00", "wages%00.txt", "wages.json/",
        f"{'a' * 100_000}.txt", "nothing.txt", "wages.pdf.json",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_not_found(path: str, newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages")
    assert get(f"/statements/2026/{path}", clock).status_code == 404
    assert get(f"/statements/9999/{path}", clock).status_code == 404


def test_parameters_change_nothing(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages")
    whole = get("/statements/2026/wages.txt", clock)
    assert get(f"/statements/2026/wages.txt?x=%00&x={'a' * 100_000}", clock).content == whole.content


def test_the_page_leads_to_its_formats(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages")
    page = get("/statements/2026/wages/", clock)
    assert links(page, "formats") == {
        "Text": "/statements/2026/wages.txt",
        "JSON": "/statements/2026/wages.json",
        "PDF": "/statements/2026/wages.pdf",
        "Picture": "/statements/2026/wages.png",
        "The whole text, to copy": "/statements/2026/wages.txt",
    }
    for media in ("text/plain", "application/json", "application/pdf"):
        assert f'rel="alternate" type="{media}"'.encode() in b" ".join(page.content.split())


def test_the_pdf_is_the_letter(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages are due")
    answer = get("/statements/2026/wages-are-due.pdf", clock)
    assert answer["Content-Type"] == "application/pdf"
    assert "Wages are due" in text_of(answer.content)
