"""A statement on its letterhead: every word of it, what must be said first, and what a PDF says of itself."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from statements import paper, verbs
from statements.models import PressContact, Withdrawal
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import history

from .pages import found, outside, printed, structure, text

BODY = """<p>The council <strong>met</strong> on <em>Monday</em>: H<sub>2</sub>O, 10<sup>th</sup>,
<a href="https://labour.example/">the ministry</a>.</p><h2>We demand</h2>
<ol start="3"><li>Pay:<ul><li>at the gate,</li><li>at home.</li></ul></li><li>Open the mill.</li></ol>
<table><caption>Wages</caption><thead><tr><th>Year</th><th>Rupees</th></tr></thead>
<tbody><tr><td>2019</td><td>12,400</td></tr></tbody></table>
<blockquote><p>“It was never counted.”</p></blockquote><hr><pre>A/c 0000</pre>
<dl><dt>Floor wage</dt><dd>The least a day is paid.</dd></dl>
<figure><img src="/files/k/a.png" alt="A queue before a mill"><figcaption>The gate</figcaption></figure>"""


@pytest.fixture
def letterhead(cast: Cast) -> None:
    """The council's postal address, and its contacts, one of them not to be published."""
    cast.council.address = "14 Mill Lane\nNew Delhi 110 000"
    cast.council.save()
    for name, shown in (("Press desk", True), ("Night desk", False)):
        reached = {"phone": "011-5550", "hours": "10:00 to 19:00"}
        PressContact.objects.create(
            body=cast.council, name=name, is_published=shown, languages=["en", "hi"], **reached
        )


def test_every_word_of_a_statement_stands_on_it(newsroom: Newsroom, clock: Clock, letterhead: None) -> None:
    statement = newsroom.public(
        headline="Wages are due",
        standfirst="Nine weeks.",
        body=BODY,
        joint_bodies=["WW"],
        signatories=[{"name": "A. Devi", "post": "Chair", "body": "Weavers’ Union"}],
        notes_to_editors="The mill closed in May.\n\nIt had opened in 1921.",
    )
    expected = f"""National Council with Women's Wing | 14 Mill Lane New Delhi 110 000 011-5550
        | PRESS STATEMENT Released on 12 March 2026, 12:00 IST
        | NC-2026-001 Is it ours, does it still stand? See newsroom.example/r/NC-2026-001/
        | Wages are due Nine weeks. NEW DELHI, 12 March — The council met on Monday: H2O, 10th, the ministry.
        | We demand 3. Pay: • at the gate, • at home. 4. Open the mill.
        | Wages Year Rupees 2019 12,400 | “It was never counted.” | A/c 0000
        | Floor wage The least a day is paid. | [A queue before a mill] The gate | ENDS
        | Signed by A. Devi Chair Weavers’ Union
        | Notes to editors The mill closed in May. It had opened in 1921.
        | About National Council The council speaks for its members. | For the press Press desk 011-5550
        | 10:00 to 19:00 · English, हिन्दी
        | NC-2026-001 · newsroom.example/r/NC-2026-001/ Page 1 of
        | SHA-256 {found(statement, clock).edition.digest}"""
    pdf = printed(statement, clock)
    read = text(pdf)
    for passage in expected.split("|"):
        assert " ".join(passage.split()) in read
    assert "Night desk" not in read
    assert outside(pdf) == []


def test_a_pdf_says_what_it_is_in_its_own_language(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(headline="मज़दूरी बाक़ी है", standfirst="नौ हफ़्ते।", language="hi")
    reader: Any = PdfReader(BytesIO(printed(statement, clock)))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "मज़दूरी बाक़ी है"
    assert reader.metadata.author == "National Council (हि)"
    assert reader.metadata.subject == "नौ हफ़्ते।"
    assert reader.metadata.creation_date == found(statement, clock).edition.public_from.replace(microsecond=0)
    assert root["/Lang"] == "hi"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_assistive_technology_is_told_what_everything_is(newsroom: Newsroom, clock: Clock) -> None:
    pdf = printed(newsroom.public(body=BODY), clock)
    kinds = structure(pdf)
    for kind in ("H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "BlockQuote", "Link"):
        assert kind in kinds
    assert claims_accessibility(pdf)


def claims_accessibility(pdf: bytes) -> bool:
    """Whether typst vouches for PDF/UA-1: a title, no heading skipped, a shape for every letter."""
    reader: Any = PdfReader(BytesIO(pdf))
    return b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_the_same_words_give_the_same_bytes_whoever_asks(
    newsroom: Newsroom, clock: Clock, settings: Any
) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    statement = newsroom.public(language="hi", body="<p>मज़दूरों की माँग</p>")
    first = printed(statement, clock)
    clock.pass_(days=3)
    with translation.override("hi"), timezone.override("Pacific/Honolulu"):
        assert printed(statement, clock) == first


def test_a_correction_stands_over_the_text_with_its_day(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.corrected(
        change_note="Forty marched,\n\nnot four hundred.", headline="Forty marched"
    )
    read = text(printed(statement, clock))
    notice = "CORRECTION to NC-2026-001 · 12 March 2026 Forty marched, not four hundred. Forty marched"
    assert notice in read


def test_a_withdrawn_statement_says_so_on_every_page(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(body="<p>Many words.</p>" * 80)
    verbs.withdraw(statement, by=cast.publisher, explanation="The figure was wrong.", clock=clock)
    pdf = printed(statement, clock)
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) > 1
    assert all("WITHDRAWAL of NC-2026-001" in page for page in pages)
    assert "The figure was wrong. The text below is what was said then. It no longer stands." in text(pdf)


def test_what_must_not_be_shown_is_not_printed(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    removed = newsroom.withdrawn(kind=Withdrawal.Kind.REMOVED)
    sealed = newsroom.withdrawn()
    verbs.seal(sealed, by=cast.publisher, edition=edition(sealed), reason="A child’s name.", clock=clock)
    for statement in (removed, sealed):
        for make in (paper.pdf, lambda one: paper.card(one, paper.Shape.WIDE)):
            with pytest.raises(paper.NotForPaper):
                make(found(statement, clock))


def test_a_statement_of_long_ago_says_both_dates(newsroom: Newsroom, clock: Clock) -> None:
    statement = history(newsroom, date(1998, 5, 1), "Of long ago", dateline_date=date(1998, 5, 1))
    read = text(printed(statement, clock))
    assert "Issued on 1 May 1998, placed in this archive on 12 March 2026" in read
    assert "NEW DELHI, 1 May — " in read


def test_the_end_mark_never_stands_alone_on_a_page(newsroom: Newsroom, clock: Clock) -> None:
    for lines in range(31, 39, 2):
        statement = newsroom.public(body=f"<p>{'word ' * 100}</p><p>{'a line<br>' * lines}last</p>")
        for page in PdfReader(BytesIO(printed(statement, clock))).pages:
            words = page.extract_text()
            assert "ENDS" not in words or "last" in words


def test_a_text_of_many_pages_is_numbered_and_loses_nothing(newsroom: Newsroom, clock: Clock) -> None:
    body = "".join(f"<p>Paragraph {n}. {'The register is closed. ' * 12}</p>" for n in range(120))
    pdf = printed(newsroom.public(body=body), clock)
    read, pages = text(pdf), len(PdfReader(BytesIO(pdf)).pages)
    assert pages > 10
    assert f"Page {pages} of {pages}" in read
    assert all(f"Paragraph {n}. The register" in read for n in range(120))


def test_a_text_too_long_for_the_press_is_refused(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(body=f"<p>{'word ' * 300_000}</p>")
    with pytest.raises(paper.NotForPaper, match="too long"):
        printed(statement, clock)


def test_without_an_address_of_the_newsroom_none_is_printed(
    newsroom: Newsroom, clock: Clock, settings: Any
) -> None:
    settings.SITE_URL = ""
    read = text(printed(newsroom.public(), clock))
    assert "/r/" not in read
    assert "Is it ours" not in read
    assert "NC-2026-001" in read
