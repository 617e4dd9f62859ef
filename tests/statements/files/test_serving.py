"""How a public file goes out: headers, parts, conditions, by this process and by a server in front."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from statements.files import store
from statements.models import File
from tests.cast import Clock, Newsroom
from tests.readers import get
from tests.sent import ALT, lead, pdf, picture, received, written


@pytest.fixture
def address(newsroom: Newsroom) -> str:
    """Where the lead image of a public statement is."""
    newsroom.public(attachments=[received(newsroom, picture(600, 300), alt=ALT)])
    return f"/files/{File.objects.get().key}/march.jpg"


@pytest.fixture
def content(address: str) -> bytes:
    """Its bytes."""
    return store.path(File.objects.get()).read_bytes()


def sent(answer: Any) -> bytes:
    """The bytes of an answer."""
    return bytes(answer.getvalue() if answer.streaming else answer.content)


def test_a_public_file_is_sent_with_what_a_browser_must_know(
    address: str, content: bytes, clock: Clock
) -> None:
    answer = get(address, clock)
    assert (answer.status_code, sent(answer)) == (200, content)
    expected = {
        "Content-Type": "image/jpeg",
        "Content-Length": str(len(content)),
        "Content-Disposition": 'inline; filename="march.jpg"',
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=0, s-maxage=1, must-revalidate",
    }
    assert {name: answer.headers.get(name) for name in expected} == expected
    assert not answer.cookies


def test_a_rendition_is_smaller_and_another_file(address: str, content: bytes, clock: Clock) -> None:
    key = File.objects.get().key
    answer = get(f"/files/{key}/480/march.jpg", clock)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Content-Disposition"] == 'inline; filename="march.webp"'
    assert answer["ETag"] != get(address, clock)["ETag"]
    for width in ("960", "481", "0480", "48000"):
        assert get(f"/files/{key}/{width}/march.jpg", clock).status_code == 404


def test_a_document_is_saved_and_its_name_may_be_in_any_script(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(attachments=[received(newsroom, written(pdf()), "रिपोर्ट.pdf")])
    answer = get(f"/files/{File.objects.get().key}/{quote('रिपोर्ट.pdf')}", clock)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('रिपोर्ट.pdf')}"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_head_gives_the_headers_and_no_bytes(address: str, clock: Clock) -> None:
    whole, head = get(address, clock), get(address, clock, method="head")
    assert dict(head.headers) == dict(whole.headers)
    assert sent(head) == b""
    assert get(address, clock, method="head", headers={"Range": "bytes=0-1"}).status_code == 200


def test_who_has_the_bytes_gets_none(address: str, clock: Clock) -> None:
    etag = get(address, clock)["ETag"]
    for headers in ({"If-None-Match": etag}, {"If-None-Match": etag, "Range": "bytes=0-9"}):
        answer = get(address, clock, headers=headers)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == etag
    assert get(address, clock, headers={"If-None-Match": '"other"'}).status_code == 200


PARTS = [
    ("bytes=0-0", slice(0, 1)), ("bytes=0-99", slice(0, 100)), ("bytes=100-", slice(100, None)),
    ("bytes=-50", slice(-50, None)), ("bytes=0-999999999", slice(None)), ("bytes=-999999999", slice(None)),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "part"), PARTS)
def test_a_part_is_that_part(address: str, content: bytes, clock: Clock, asked: str, part: slice) -> None:
    answer = get(address, clock, headers={"Range": asked})
    start, stop, _step = part.indices(len(content))
    assert (answer.status_code, sent(answer)) == (206, content[part])
    assert answer["Content-Range"] == f"bytes {start}-{stop - 1}/{len(content)}"
    assert answer["Content-Length"] == str(stop - start)
    assert answer["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_a_part_there_is_not_is_refused(address: str, content: bytes, clock: Clock, asked: str) -> None:
    answer = get(address, clock, headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(content)}")
    assert answer.content == b""


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=5-2",
        "bytes=0-1,4-5",
        "bytes=-",
        "lines=0-1",
        "bytes=a-b",
        "bytes=٠-٩",
        "bytes=" + "9" * 50 + "-",
        "",
    ],
)
def test_a_part_asked_for_otherwise_is_the_whole(
    address: str, content: bytes, clock: Clock, asked: str
) -> None:
    answer = get(address, clock, headers={"Range": asked})
    assert (answer.status_code, sent(answer)) == (200, content)


def test_a_part_of_other_bytes_than_these_is_the_whole(address: str, clock: Clock) -> None:
    etag = get(address, clock)["ETag"]
    for known, status in ((etag, 206), ('"older"', 200), ("Thu, 12 Mar 2026 06:30:00 GMT", 200)):
        answer = get(address, clock, headers={"Range": "bytes=0-9", "If-Range": known})
        assert answer.status_code == status


def test_nothing_is_sent_to_a_file(address: str, clock: Clock) -> None:
    assert {get(address, clock, method=method).status_code for method in ("post", "put", "delete")} == {405}


def test_a_server_in_front_sends_the_bytes_where_it_can(address: str, clock: Clock, settings: Any) -> None:
    settings.FILES_BY_FRONT_SERVER = "/kept-files/"
    answer, sha256 = get(address, clock), File.objects.get().sha256
    assert answer["X-Accel-Redirect"] == f"/kept-files/{sha256[:2]}/{sha256}"
    assert (answer.content, answer["Content-Type"]) == (b"", "image/jpeg")
    assert "Content-Length" not in answer.headers or answer["Content-Length"] == "0"
    rendition = get(address.replace("/march", "/480/march"), clock)
    assert rendition["X-Accel-Redirect"].endswith(f"{sha256}-480")
    assert "X-Accel-Redirect" not in get("/files/" + "x" * 22 + "/march.jpg", clock).headers


def test_a_file_whose_bytes_are_gone_is_not_found_and_the_log_says_so(
    newsroom: Newsroom, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.public(attachments=[lead(newsroom, (1, 2, 3))])
    file = File.objects.get()
    store.path(file).unlink()
    assert get(f"/files/{file.key}/march.jpg", clock).status_code == 404
    assert "not in FILES_ROOT" in caplog.text
