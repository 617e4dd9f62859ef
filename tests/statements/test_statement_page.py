"""The statement's own page and its editions: what stands there, and what stands there after bad news."""

from datetime import date, datetime, timedelta

import pytest

from statements import verbs
from statements.models import PressContact, Statement, Topic, Withdrawal
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import find, get, history, links, seen


def address(statement: Statement) -> str:
    """Where an English statement of 2026 stands."""
    return f"/statements/{statement.year}/{statement.slug}/"


def test_it_shows_the_whole_statement(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    PressContact.objects.create(body=cast.council, name="Asha Rao", phone="011 555", is_published=True)
    PressContact.objects.create(body=cast.council, name="Not for print", phone="0999")
    statement = newsroom.public(
        headline="Wages are due",
        standfirst="Three months are owed.",
        body="<p>The council said so.</p><ol><li>Pay.</li></ol>",
        kind="resolution",
        joint_bodies=["SC"],
        signatories=[{"name": "R. Sen", "post": "Secretary", "body": "National Council"}],
        notes_to_editors="Call after ten.",
        topics=("Wages",),
    )
    page = get(address(statement), clock)
    told = seen(page)
    for words in (
        "NC-2026-001 Resolution",
        "Wages are due Three months are owed.",
        "Released on 12 March 2026, 12:00 IST",
        "National Council with State Committee",
        "New Delhi , 12 March — The council said so. Pay. ENDS",
        "Signed by R. Sen Secretary National Council",
        "Notes to editors Call after ten.",
        "About National Council The council speaks for its members.",
        "For the press Asha Rao 011 555",
        "Topics Wages",
        "1 edition Issued 12 March 2026 Digest " + edition(statement).digest[:12],
    ):
        assert words in told
    assert "Not for print" not in told


def test_the_dateline_runs_into_the_first_paragraph(newsroom: Newsroom, clock: Clock) -> None:
    (first,) = find(get(address(newsroom.public()), clock), "//p[@class='opening']")
    assert first.text_content().startswith("New Delhi, 12 March — The council said this")


def test_a_dateline_of_another_year_says_the_year(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(dateline_date=date(2025, 12, 31))
    assert "31 December 2025 —" in seen(get(address(statement), clock))


def test_a_text_that_begins_with_a_list_keeps_its_list(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(body="<ul><li>Bread.</li></ul>")
    page = get(address(statement), clock)
    assert find(page, "//p[@class='opening']")[0].text_content() == "New Delhi, 12 March"
    assert find(page, "//div[@class='prose']/ul/li")[0].text_content() == "Bread."


def test_a_hindi_statement_stands_under_hi_and_in_hindi_form(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(headline="मज़दूरी दो", language="hi", dateline_place="नई दिल्ली")
    page = get(f"/hi/statements/2026/{statement.slug}/", clock)
    assert page.status_code == 200
    assert "नई दिल्ली , 12 मार्च —" in seen(page)
    assert get(f"/statements/2026/{statement.slug}/", clock)["Location"] == page.request["PATH_INFO"]


def test_an_urdu_statement_stands_unprefixed_and_is_marked_right_to_left(
    newsroom: Newsroom, clock: Clock
) -> None:
    statement = newsroom.public(headline="اجرت", language="ur", dateline_place="لکھنؤ")
    page = get(f"/statements/2026/{statement.slug}/", clock)
    assert b'<h1 lang="ur" dir="rtl">' in page.content
    assert "لکھنؤ ،" in seen(page)
    moved = get(f"/hi/statements/2026/{statement.slug}/editions/1/", clock)
    assert (moved.status_code, moved["Location"]) == (301, f"/statements/2026/{statement.slug}/editions/1/")


def test_language_versions_lead_to_each_other(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public(headline="On wages")
    hindi = newsroom.public(headline="मज़दूरी पर", language="hi", translation_of=original)
    newsroom.draft(headline="اجرت", language="ur", translation_of=original)
    there = links(get(address(original), clock), "identity")
    assert there == {"हिन्दी": f"/hi/statements/2026/{hindi.slug}/"}
    back = get(f"/hi/statements/2026/{hindi.slug}/", clock)
    assert links(back, "identity") == {"English": address(original)}
    assert f'hreflang="en" href="{address(original)}"'.encode() in back.content


def test_an_old_statement_tells_both_dates(newsroom: Newsroom, clock: Clock) -> None:
    history(newsroom, date(1998, 5, 3), "Of long ago")
    told = seen(get("/statements/1998/of-long-ago/", clock))
    assert "Issued on 3 May 1998, placed in this archive on 12 March 2026" in told


def test_only_sanitised_html_reaches_the_page(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(
        headline="<b>Bold</b>",
        body="<p onclick=x()>Said.</p><script>alert(1)</script>",
        standfirst="<i>So</i>",
    )
    answer = get(address(statement), clock)
    assert find(answer, "//script[not(@src)]/@type") == ["application/ld+json"]
    assert all(source.startswith("/static/") for source in find(answer, "//script/@src"))
    page = answer.content
    assert b"<script>alert" not in page
    assert b"onclick" not in page
    assert b"<b>" not in page
    assert b"<i>" not in page


@pytest.mark.parametrize(
    ("kind", "word"), [("correction", "Corrected"), ("clarification", "Clarified"), ("update", "Updated")]
)
def test_a_change_is_told_with_its_reason(newsroom: Newsroom, clock: Clock, kind: str, word: str) -> None:
    statement = newsroom.corrected(change_kind=kind, change_note="The figure was 40, not 400.")
    assert f"{word} 12 March 2026 The figure was 40, not 400." in seen(get(address(statement), clock))


def test_a_minor_change_is_told_in_the_history_only(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.corrected(change_kind="minor", change_note="A comma.")
    assert "A comma." not in seen(get(address(statement), clock))
    assert "2 editions" in seen(get(address(statement), clock))
    assert "A comma." in seen(get(address(statement) + "editions/", clock))


def test_a_correction_stays_told_after_a_minor_change(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    corrected = newsroom.corrected(change_note="The figure was 40.")
    again = newsroom.correct(corrected, change_kind="minor", change_note="A comma.")
    verbs.publish(again, by=cast.publisher, clock=clock)
    assert "The figure was 40." in seen(get(address(corrected), clock))


def test_a_correction_reissued_after_a_withdrawal_is_told_once(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.corrected(change_note="The figure was 40.")
    statement = verbs.withdraw(statement, by=cast.publisher, explanation="Doubtful.", clock=clock)
    statement = verbs.restore(statement, by=cast.publisher, reason="It holds.", clock=clock)
    page = get(address(statement), clock)
    (notice,) = find(page, "//section[contains(@class, 'notice')]")
    assert "The figure was 40." in notice.text_content()
    assert "Doubtful." not in seen(page)
    assert "Doubtful." in seen(get(address(statement) + "editions/", clock))


def test_a_draft_correction_changes_nothing_in_public(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(headline="As issued")
    before = get(address(statement), clock).content
    draft = verbs.reopen(statement, by=cast.drafter, clock=clock)
    verbs.save(draft, by=cast.drafter, content={"headline": "Otherwise", "language": "hi"}, clock=clock)
    assert get(address(statement), clock).content == before


def test_a_warning_stands_over_the_text_until_its_time(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public()
    verbs.flag(statement, by=cast.publisher, words="We are checking a figure.", clock=clock)
    assert "We are checking a figure." in seen(get(address(statement), clock))
    clock.pass_(days=1)
    assert "We are checking" not in seen(get(address(statement), clock))


def test_a_withdrawn_statement_stays_under_its_explanation(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.withdrawn(explanation="The letter was forged.")
    page = get(address(statement), clock)
    assert page.status_code == 200
    assert "Withdrawn on 12 March 2026 The letter was forged." in seen(page)
    assert "The council said this" in seen(page)
    assert "The statement has been withdrawn." in seen(get(address(statement) + "editions/1/", clock))


def test_a_removed_statement_gives_its_reason_and_nothing_else(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.withdrawn(kind=Withdrawal.Kind.REMOVED, explanation="It named a child.")
    for below in ("", "editions/", "editions/1/"):
        page = get(address(statement) + below, clock)
        assert page.status_code == 410
        assert "It named a child." in seen(page)
        assert "Statement number" not in seen(page)
        assert "The council said this" not in seen(page)


def test_a_merged_statement_leads_to_the_other(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    other = newsroom.public(headline="वही", language="hi")
    statement = verbs.withdraw(
        newsroom.public(),
        by=cast.publisher,
        explanation="Said twice.",
        kind=Withdrawal.Kind.MERGED,
        target=other,
        clock=clock,
    )
    for below in ("", "editions/", "editions/1/"):
        page = get(address(statement) + below, clock)
        assert (page.status_code, page["Location"]) == (301, f"/hi/statements/2026/{other.slug}/")


def test_editions_are_kept_as_issued(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    PressContact.objects.create(body=cast.council, name="Asha Rao", phone="011 555", is_published=True)
    statement = newsroom.corrected(body="<p>Forty.</p>", change_note="Forty, not four hundred.")
    first = seen(get(address(statement) + "editions/1/", clock))
    assert (
        "Edition 1, as issued on 12 March 2026, 12:00 IST It stood until 12 March 2026, 12:00 IST." in first
    )
    assert "The council said this" in first
    assert edition(statement, 1).digest in first
    assert "Asha Rao" in first
    assert "011 555" not in first
    second = seen(get(address(statement) + "editions/2/", clock))
    assert "Forty." in second
    assert "It stood until" not in second
    assert get(address(statement) + "editions/3/", clock).status_code == 404


def test_the_history_is_told_newest_first(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.corrected(change_note="Forty.")
    told = seen(get(address(statement) + "editions/", clock))
    assert told.index("Edition 2") < told.index("Forty.") < told.index("Edition 1")
    assert edition(statement, 1).digest in told


def test_a_sealed_edition_gives_number_time_digest_and_reason_only(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.corrected(headline="Without the name", change_note="A name was taken out.")
    sealed = edition(statement, 1)
    verbs.seal(statement, by=cast.publisher, edition=sealed, reason="It named a victim.", clock=clock)
    page = get(address(statement) + "editions/1/", clock)
    assert page.status_code == 410
    told = seen(page)
    assert f"Edition 1 Issued 12 March 2026, 12:00 IST Digest {sealed.digest}" in told
    assert "It named a victim." in told
    for below in ("", "editions/", "editions/1/"):
        assert sealed.headline not in seen(get(address(statement) + below, clock))
    assert get(address(statement), clock).status_code == 200


def test_a_withdrawn_statement_whose_last_edition_is_sealed_is_gone(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.withdrawn()
    verbs.seal(statement, by=cast.publisher, edition=edition(statement), reason="A name.", clock=clock)
    page = get(address(statement), clock)
    assert page.status_code == 410
    assert "A name." in seen(page)
    assert "The council said this" not in seen(page)


def test_a_scheduled_correction_announces_nothing(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public()
    paths = [address(statement) + below for below in ("", "editions/", "editions/1/")]
    before = [get(path, clock).content for path in paths]
    due = clock.now + timedelta(hours=3)
    verbs.publish(newsroom.correct(statement), by=cast.publisher, public_from=due, clock=clock)
    assert [get(path, clock).content for path in paths] == before
    assert get(address(statement) + "editions/2/", clock).status_code == 404


def test_a_topic_a_reviewer_has_not_accepted_is_not_shown(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(topics=("Wages",))
    verbs.refile(statement, by=cast.drafter, topics=["Wages", "Rumours"], clock=clock)
    assert not Topic.objects.get(name="Rumours").is_accepted
    assert "Rumours" not in seen(get(address(statement), clock))


@pytest.mark.parametrize(
    "path",
    [
        "/statements/2026/no-such-statement/",
        "/statements/0000/x/",
        "/statements/12026/x/",
        "/statements/2026/x/editions/0/",
        "/statements/2026/x/editions/" + "9" * 5000 + "/",
        "/hi/statements/2026/no-such-statement/",
    ],
)
def test_an_unknown_address_is_not_found(path: str, cast: Cast, clock: Clock) -> None:
    assert get(path, clock).status_code == 404


def test_the_clock_of_a_release_line_is_the_newsrooms(newsroom: Newsroom, clock: Clock) -> None:
    clock.now = datetime.fromisoformat("2026-03-12T19:00:00+00:00")
    statement = newsroom.public()
    assert "Released on 13 March 2026, 00:30 IST" in seen(get(address(statement), clock))
