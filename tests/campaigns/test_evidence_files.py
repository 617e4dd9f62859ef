"""Evidence as a file: who may have it in which state, under which name, and what keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns import verbs
from campaigns.models import Demand, DemandUpdate, Evidence, Status
from statements import record_check
from statements import verbs as of_statements
from statements.files import store
from statements.models import File, User
from statements.verbs import Refused
from tests.campaigns.builders import GAZETTE, Campaigning
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import get
from tests.sent import picture, received, upload, uploaded
from tests.statements.desk.pages import parsed, seen

SCAN = {"kind": "gazette", "title": "Order 7/2026 of the ministry", "publisher": "Gazette"}
NAME = "Order-7-2026-of-the-ministry.jpg"
MET: dict[str, Any] = {"kind": "met", "status": "met"}


@pytest.fixture
def scan(newsroom: Newsroom) -> File:
    return uploaded(newsroom, picture(500, 40))


@pytest.fixture
def demand(campaigning: Campaigning) -> Demand:
    return campaigning.public(Demand, "repeal")


def status(file: File, clock: Clock, name: str = NAME, width: str = "", **who: Any) -> int:
    code: int = get(f"/files/{file.key}/{width}{name}", clock, **who).status_code
    return code


def sent_back(make: Campaigning, update: DemandUpdate) -> None:
    verbs.send_back(update, by=make.cast.reviewer, reason="Whose seal?", clock=make.clock)


def approved(make: Campaigning, update: DemandUpdate) -> None:
    verbs.approve(update, by=make.cast.reviewer, clock=make.clock)


def struck(make: Campaigning, update: DemandUpdate) -> None:
    approved(make, update)
    update.refresh_from_db()
    make.updated(update.subject.of_its_kind, strikes=update)  # type: ignore[arg-type]  # a demand


def taken_down(make: Campaigning, update: DemandUpdate) -> None:
    approved(make, update)
    verbs.take_down(update.subject, by=make.cast.publisher, reason="A mistake.", clock=make.clock)


def put_back(make: Campaigning, update: DemandUpdate) -> None:
    taken_down(make, update)
    verbs.put_back(update.subject, by=make.cast.publisher, reason="None.", clock=make.clock)


@pytest.mark.parametrize(
    ("become", "found"),
    [(None, 404), (sent_back, 404), (approved, 200), (struck, 404), (taken_down, 404), (put_back, 200)],
)
def test_readers_have_it_while_an_update_they_see_shows_it(
    campaigning: Campaigning,
    demand: Demand,
    scan: File,
    clock: Clock,
    become: Callable[[Campaigning, DemandUpdate], None] | None,
    found: int,
) -> None:
    update = campaigning.recorded(demand, **MET, evidence=[{**SCAN, "file": scan}])
    if become:
        become(campaigning, update)
    assert {status(scan, clock), status(scan, clock, width="480/")} == {found}
    assert status(scan, clock, user=campaigning.cast.drafter) == found


def test_under_its_title_and_no_other_name(
    campaigning: Campaigning, demand: Demand, scan: File, clock: Clock
) -> None:
    campaigning.updated(demand, **MET, evidence=[{**SCAN, "file": scan}])
    assert status(scan, clock) == 200
    others = ("march.jpg", "2026-of-the-ministry.jpg", "Order-7.jpg")
    assert {status(scan, clock, name) for name in others} == {404}


def test_the_page_the_feed_and_the_table_lead_to_it(
    campaigning: Campaigning, demand: Demand, scan: File, clock: Clock
) -> None:
    campaigning.updated(demand, **MET, evidence=[{**SCAN, "file": scan}, {**GAZETTE, "file": scan}])
    address = f"/files/{scan.key}/{NAME}"
    page = parsed(get("/demands/repeal/", clock))
    assert page.xpath(f"//a[@href='{address}']/text()") == [SCAN["title"]]
    assert page.xpath(f"//a[@href='{GAZETTE['url']}']")
    assert page.xpath(f"//a[@href='/files/{scan.key}/Notification-7.jpg']")
    (happened,) = get("/demands/repeal.json", clock).json()["timeline"]
    assert happened["evidence"][0]["file"] == f"http://testserver{address}"
    for suffix in ("atom", "csv"):
        assert f"http://testserver{address}" in get(f"/demands/repeal.{suffix}", clock).content.decode()


def test_a_file_is_evidence_from_outside_and_needs_no_link(
    campaigning: Campaigning, demand: Demand, scan: File
) -> None:
    update = campaigning.updated(demand, **MET, evidence=[{**SCAN, "file": scan}])
    assert DemandUpdate.objects.get(pk=update.pk).is_true_to_digest
    with pytest.raises(Refused, match="our own word"):
        campaigning.recorded(demand, **MET, evidence=[{**SCAN, "kind": "own", "file": scan}])
    with pytest.raises(Refused, match="a link or a file"):
        campaigning.recorded(demand, **MET, evidence=[SCAN])


def test_an_erased_statement_leaves_the_bytes_that_are_evidence(
    newsroom: Newsroom, campaigning: Campaigning, demand: Demand, cast: Cast, clock: Clock
) -> None:
    entry = received(newsroom, picture(500, 40), alt="A letter.", credit="A. Rao")
    scan = File.objects.get()
    campaigning.recorded(demand, **MET, evidence=[{**SCAN, "file": scan}])
    public = newsroom.public(attachments=[entry])
    desk = newsroom.correct(public, attachments=[])
    desk = of_statements.publish(desk, by=cast.publisher, clock=clock)
    first = edition(desk, 1)
    desk = of_statements.seal(desk, by=cast.publisher, edition=first, reason="A child is seen.", clock=clock)
    order = "High Court, 41/2026."
    of_statements.erase(desk, by=cast.administrator, edition=first, order=order, clock=clock)
    assert File.objects.get() == scan
    assert store.path(scan).is_file()


def test_the_record_notices_words_and_evidence_that_were_changed(
    campaigning: Campaigning, demand: Demand, scan: File
) -> None:
    campaigning.updated(demand, **MET, evidence=[{**SCAN, "file": scan}])
    assert list(record_check.bad_rows()) == []
    Demand.objects.update(titles={"en": "Something else"})
    (bad,) = record_check.bad_rows()
    assert str(bad) == f"the public words of subject {demand.pk}: its words are not those of its digest"


# --- at the desk ----------------------------------------------------------------------------------------


def desk(demand: Demand, rest: str) -> str:
    return f"/admin/campaigns/demand/{demand.pk}/{rest}"


def as_(client: Client, who: User) -> Client:
    client.force_login(who)
    return client


def filled_in(**fields: Any) -> dict[str, Any]:
    """The form of an update with one piece of evidence, as a browser posts it."""
    return {
        "kind": "met", "event_on": timezone.localdate().isoformat(), "texts_en": "It was repealed.",
        "status": Status.objects.get(slug="met").pk, "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0",
        **{f"form-0-{word}": said for word, said in SCAN.items()}, **fields,
    }  # fmt: skip


def test_the_staff_of_its_body_see_it_before_and_nobody_else_does(
    client: Client, campaigning: Campaigning, demand: Demand, scan: File, cast: Cast
) -> None:
    campaigning.recorded(demand, **MET, evidence=[{**SCAN, "file": scan}])
    for width in (0, 480):
        address = desk(demand, f"file/{scan.sha256}/{width}/")
        assert as_(client, cast.reviewer).get(address).status_code == 200
        assert "no-store" in client.get(address)["Cache-Control"]
        for other in (cast.outsider, cast.wing_drafter):
            assert as_(client, other).get(address).status_code == 404
    as_(client, cast.reviewer)
    assert desk(demand, f"file/{scan.sha256}/0/") in client.get(desk(demand, "change/")).content.decode()
    for wrong in (f"file/{scan.sha256}/960/", f"file/{'0' * 64}/0/"):
        assert client.get(desk(demand, wrong)).status_code == 404


def test_a_file_is_recorded_and_stays_while_the_form_is_mended(
    client: Client, demand: Demand, cast: Cast
) -> None:
    as_(client, cast.drafter)
    page = client.get(desk(demand, "update/"))
    assert parsed(page).xpath("//form[@enctype='multipart/form-data']//input[@name='form-0-file']")
    unfinished = filled_in(**{"form-0-title": "", "form-0-file": upload(picture(500, 40))})
    refused = client.post(desk(demand, "update/"), unfinished)
    assert refused.status_code == 422
    (mark,) = parsed(refused).xpath("//input[@name='form-0-file-kept']/@value")
    answer = client.post(desk(demand, "update/"), filled_in(**{"form-0-file-kept": mark}))
    assert answer.status_code == 302
    assert Evidence.objects.get().file == File.objects.get()


def test_what_is_no_picture_and_no_pdf_is_refused_by_its_content(
    client: Client, demand: Demand, cast: Cast
) -> None:
    sent = filled_in(**{"form-0-file": upload(b"<script>alert(1)</script>", "order.pdf")})
    refused = as_(client, cast.drafter).post(desk(demand, "update/"), sent)
    assert refused.status_code == 422
    assert "Only pictures (JPEG, PNG, WebP, GIF) and PDFs are taken" in seen(refused)
    assert not File.objects.exists()


def test_a_file_taken_away_or_marked_by_another_is_none(
    client: Client, demand: Demand, cast: Cast, scan: File
) -> None:
    unfinished = filled_in(**{"form-0-title": "", "form-0-file": upload(picture(500, 40))})
    refused = as_(client, cast.reviewer).post(desk(demand, "update/"), unfinished)
    (mark,) = parsed(refused).xpath("//input[@name='form-0-file-kept']/@value")
    away = filled_in(**{"form-0-file-kept": mark, "form-0-file-remove": "on"})
    for who, sent in ((cast.reviewer, away), (cast.drafter, filled_in(**{"form-0-file-kept": mark}))):
        answer = as_(client, who).post(desk(demand, "update/"), sent)
        assert answer.status_code == 422
        assert "a link or a file" in seen(answer)
