"""The public pages with files: the lead image, the list of pictures and documents, the feed."""

from __future__ import annotations

from itertools import product

import feedparser
import pytest

from statements import verbs
from statements.models import File, Statement
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get, seen
from tests.sent import ALT, lead, pdf, picture, received
from tests.sent import written as as_bytes


@pytest.fixture
def statement(newsroom: Newsroom) -> Statement:
    """A public statement with a wide lead image, a small picture and a document."""
    wide = received(
        newsroom,
        picture(2000, 1000),
        alt=ALT,
        caption="At the gate.",
        credit="A. Rao",
        rights="Free to use.",
        lead=True,
    )
    small = received(newsroom, picture(300, 200, "PNG", "red"), "map.png", alt="A map.", title="The route")
    report = received(newsroom, as_bytes(pdf(pages=2)), "report.pdf", title="रिपोर्ट", language="hi")
    return newsroom.public(headline="Wages", attachments=[wide, small, report])


def test_the_lead_image_stands_over_the_text(statement: Statement, clock: Clock) -> None:
    for address in ("/statements/2026/wages/", "/statements/2026/wages/editions/1/"):
        page = get(address, clock)
        (image,) = find(page, "//figure[@class='lead-image']/img")
        key = File.objects.get(width=2000).key
        assert image.get("src") == f"/files/{key}/1600/march.jpg"
        assert [part.split()[-1] for part in image.get("srcset").split(", ")] == ["480w", "960w", "1600w"]
        assert (image.get("width"), image.get("height"), image.get("alt")) == ("1600", "800", ALT)
        (caption,) = find(page, "//figure[@class='lead-image']/figcaption")
        assert " ".join(caption.text_content().split()) == "At the gate. A. Rao Free to use."
        for part in image.get("srcset").split(", "):
            assert get(part.split()[0], clock).status_code == 200


def test_every_file_is_listed_with_what_it_is(statement: Statement, clock: Clock) -> None:
    page = get("/statements/2026/wages/", clock)
    listed = [" ".join(item.text_content().split()) for item in find(page, "//ul[@class='files']/li")]
    assert len(listed) == 3
    assert listed[0].startswith("march.jpg Picture, JPEG, 2000 × 1000, ")
    assert "The route Picture, PNG, 300 × 200, " in listed[1]
    assert listed[2].startswith("रिपोर्ट PDF, 2 pages, ")
    (report,) = find(page, "//ul[@class='files']//a[contains(@href, 'report.pdf')]")
    assert report.get("lang") == "hi"
    (small,) = find(page, "//ul[@class='files']//img")
    assert (small.get("alt"), small.get("srcset").split()[-1]) == ("A map.", "300w")


@pytest.mark.parametrize(
    "written",
    [
        dict(zip(("caption", "credit", "rights"), words, strict=True))
        for words in product(("", "W"), repeat=3)
    ],
)
def test_what_stands_under_a_file_is_what_was_written_in_every_combination(
    newsroom: Newsroom, clock: Clock, written: dict[str, str]
) -> None:
    said = [word for word in written.values() if word]
    entries = [
        received(newsroom, picture(500, 300), alt=ALT, lead=True, **written),
        received(newsroom, picture(300, 200, "PNG", "red"), "map.png", alt="A map.", **written),
        received(newsroom, as_bytes(pdf()), "report.pdf", title="Report", **written),
    ]
    newsroom.public(headline="Captions", attachments=entries)
    page = get("/statements/2026/captions/", clock)
    for under in ("//figure[@class='lead-image']/figcaption", "//ul//figcaption", "//p[@class='caption']"):
        found = [[part.text for part in one] for one in find(page, under)]
        assert found == ([said] if said else [])


def test_a_statement_without_files_says_nothing_of_files(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Plain")
    assert "Pictures and documents" not in seen(get("/statements/2026/plain/", clock))


def test_markup_in_what_is_written_of_a_file_is_words(newsroom: Newsroom, clock: Clock) -> None:
    hostile = '"><script>alert(1)</script>'
    entry = received(
        newsroom, picture(), alt=hostile, caption=hostile, credit=hostile, title=hostile, lead=True
    )
    newsroom.public(headline="Hostile", attachments=[entry])
    page = get("/statements/2026/hostile/", clock)
    assert not find(page, "//script[contains(text(), 'alert')]")
    assert find(page, "//figure[@class='lead-image']/img")[0].get("alt") == hostile


def test_the_feed_carries_the_lead_image_until_the_statement_is_withdrawn(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(attachments=[lead(newsroom)])
    (entry,) = feedparser.parse(get("/statements/feed.atom", clock).content).entries
    (enclosure,) = entry.enclosures
    file = File.objects.get()
    assert (enclosure.href, enclosure.type, enclosure.length) == (
        f"http://testserver/files/{file.key}/march.jpg", "image/jpeg", str(file.size),
    )  # fmt: skip
    verbs.withdraw(public, by=cast.publisher, explanation="Wrong.", clock=clock)
    (entry,) = feedparser.parse(get("/statements/feed.atom", clock).content).entries
    assert not entry.enclosures
