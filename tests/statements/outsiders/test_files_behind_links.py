"""The files of a text that is not public: behind an outsider's link, and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from statements import verbs
from statements.models import IssuingBody, Statement
from statements.outsiders.links import end_preview, make_consent_link, make_preview
from tests.cast import Clock, Newsroom
from tests.readers import find, get
from tests.sent import lead, pdf, received, written

SHOWN = "//main//img/@src | //main//ul[@class='files']//a/@href"
DAY = timedelta(days=1)


def files(newsroom: Newsroom) -> list[Any]:
    """A lead image and a report."""
    return [lead(newsroom), received(newsroom, written(pdf()), "report.pdf", title="The report")]


def shown(address: str, clock: Clock, method: str = "get", **asked: Any) -> list[str]:
    """The addresses of files on a page behind a link, each once."""
    return sorted(
        set(find(get(address, clock, method, headers={"User-Agent": "Mozilla/5.0"}, **asked), SHOWN))
    )


def test_an_outsider_gets_the_files_of_the_text_under_the_link_and_no_cache_keeps_them(
    newsroom: Newsroom, clock: Clock
) -> None:
    made = make_preview(
        newsroom.draft(attachments=files(newsroom)),
        by=newsroom.cast.drafter,
        label="A",
        lasts=DAY,
        clock=clock,
    )
    addresses = shown(f"/preview/{made.token}/", clock)
    assert len(addresses) == 2
    kinds = set()
    for address in addresses:
        assert address.startswith(f"/preview/{made.token}/files/")
        answer = get(address, clock)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"].startswith("noindex")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert not answer.cookies
        assert get(address, clock, headers={"Range": "bytes=0-3"}).status_code == 206
        kinds.add(answer.headers["Content-Type"])
    assert kinds == {"image/jpeg", "application/pdf"}


@pytest.mark.parametrize("end", ["published", "ended", "run out"])
def test_its_files_die_with_the_link(newsroom: Newsroom, clock: Clock, end: str) -> None:
    approved = newsroom.approved(attachments=files(newsroom))
    made = make_preview(approved, by=newsroom.cast.drafter, label="A", lasts=DAY, clock=clock)
    addresses = shown(f"/preview/{made.token}/", clock)
    if end == "published":
        verbs.publish(approved, by=newsroom.cast.publisher, clock=clock)
    elif end == "ended":
        end_preview(made.link, by=newsroom.cast.drafter, clock=clock)
    else:
        clock.now = made.link.expires_at
    for address in addresses:
        for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
            assert get(address, clock, headers=headers).status_code == 410


def test_a_guess_another_link_or_a_link_without_its_password_opens_no_file(
    newsroom: Newsroom, clock: Clock
) -> None:
    draft = newsroom.draft(attachments=files(newsroom))
    make: dict[str, Any] = {"by": newsroom.cast.drafter, "label": "A", "lasts": DAY, "clock": clock}
    one, other = make_preview(draft, **make), make_preview(draft, **make, with_password=True)
    marks = [address.rpartition("/")[2] for address in shown(f"/preview/{one.token}/", clock)]
    assert shown(f"/preview/{other.token}/", clock) == []
    for mark in [*marks, "0-0", "0-0:", "x", "9-0:" + "x" * 43]:
        assert get(f"/preview/{other.token}/files/{mark}", clock).status_code == 404
        assert get(f"/preview/{'A' * 43}/files/{mark}", clock).status_code == 404
        assert get(f"/consent/{one.token}/files/{mark}", clock).status_code == 404
    behind = shown(f"/preview/{other.token}/", clock, "post", data={"password": other.password})
    assert [get(address, clock).status_code for address in behind] == [200, 200]


def test_a_partner_sees_the_files_it_is_asked_about_until_it_has_answered(
    newsroom: Newsroom, clock: Clock
) -> None:
    partner = IssuingBody.objects.create(code="FED", slug="fed", names={"en": "Fed"}, is_external=True)
    sent = newsroom.in_review(joint_bodies=["FED"], attachments=files(newsroom))
    made = make_consent_link(sent, by=newsroom.cast.drafter, body=partner, label="A", lasts=DAY, clock=clock)
    addresses = shown(f"/consent/{made.token}/", clock)
    assert [get(address, clock).status_code for address in addresses] == [200, 200]
    desk = Statement.objects.get(pk=sent.pk)
    verbs.consent(desk, by=newsroom.cast.drafter, body=partner, link=made.link, name="A", clock=clock)
    assert [get(address, clock).status_code for address in addresses] == [410, 410]
