"""WordPress exports: what a post becomes, and what becomes of the mess in real ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import CommandError
from django.utils import timezone

from statements.models import Address, Edition, SearchRow, Statement, Step
from tests.cast import Cast
from tests.statements.importing.conftest import fates, words
from tests.statements.importing.exports import FOOT, HEAD, item, wxr

Run = Callable[..., dict[str, Any]]


def the_one() -> Statement:
    return Statement.objects.get()


def test_a_post_becomes_history_as_if_filed_by_hand(run: Run, cast: Cast) -> None:
    before = timezone.now()
    content = "PATNA, 12 March: The council met.\n\nIt asked for <em>wages</em>.\nAt once."
    said = {"category": "Wages", "excerpt": "In one line.", "post_name": "council-meets"}
    account = run("old.xml", wxr(item(7, "The council meets", content, **said)))
    assert account["counts"] == {"imported": 1, "merged": 0, "skipped": 0, "failed": 0}
    filed = the_one()
    assert filed.body == "<p>The council met.</p>\n<p>It asked for <em>wages</em>.<br>\nAt once.</p>"
    assert (filed.headline, filed.standfirst, filed.language) == ("The council meets", "In one line.", "en")
    assert (filed.dateline_place, filed.dateline_date) == ("PATNA", date(2019, 3, 12))
    assert (filed.reference, filed.year, filed.slug) == ("NC-2019-001", 2019, "council-meets")
    assert (filed.source_key, filed.source_address) == (
        "wxr:old.example.org:7",
        "https://old.example.org/2019/03/7/",
    )
    assert list(filed.topics.names()) == ["Wages"]
    edition = Edition.objects.get()
    assert before < edition.public_from <= timezone.now()
    assert edition.issued_at == datetime(2019, 3, 11, 18, 30, tzinfo=UTC)
    assert edition.is_true_to_digest
    assert SearchRow.objects.filter(edition=edition).exists()
    step = Step.objects.get()
    assert (step.verb, step.note, step.actor) == ("file_as_history", "Import of old.xml", cast.administrator)
    assert Step.objects.first_break() is None


@pytest.mark.parametrize(
    ("status", "said", "fate"),
    [
        ("draft", {}, "imported"),
        ("pending", {}, "imported"),
        ("private", {}, "imported"),
        ("future", {"post_date": "2019-03-12 10:00:00"}, "imported"),
        ("publish", {"post_password": "secret"}, "imported"),
        ("something-new", {}, "imported"),
        ("", {}, "imported"),
        ("publish", {"post_date": "2999-01-01 00:00:00"}, "imported"),
        ("trash", {}, "skipped"),
        ("trash", {"post_password": "secret"}, "skipped"),
    ],
)
def test_what_was_not_public_there_is_never_public_here(
    run: Run, client: Any, status: str, said: dict[str, str], fate: str
) -> None:
    account = run("old.xml", wxr(item(7, "Zebrafish", status=status, **said)))
    assert fates(account) == [fate]
    assert not Edition.objects.exists()
    assert set(Statement.objects.values_list("state", flat=True)) <= {"draft"}
    for path in ("/2019/03/7/", "/?p=7", "/statements/?q=zebrafish"):
        response = client.get(path)
        assert response.status_code in (200, 404)
        assert b"Zebrafish" not in response.content


@pytest.mark.parametrize("kind", ["attachment", "page", "nav_menu_item", "revision", "wp_global_styles"])
def test_what_is_no_post_is_skipped_by_its_type(run: Run, kind: str) -> None:
    account = run("old.xml", wxr(item(7, "Menu", post_type=kind)))
    assert fates(account) == ["skipped"]
    assert words(account["items"][0], "why") == {"no_article"}


@pytest.mark.parametrize(
    ("written", "why"),
    [("0000-00-00 00:00:00", "no_date"), ("", "no_date"), ("2019-02-31 10:00:00", "impossible_date"),
     ("soon", "impossible_date"), ("2999-01-01 00:00:00", "date_to_come")],
)  # fmt: skip
def test_a_missing_or_impossible_date_makes_a_draft(run: Run, written: str, why: str) -> None:
    account = run("old.xml", wxr(item(7, "Undated", post_date=written)))
    assert words(account["items"][0], "why") == {why}
    assert the_one().state == "draft"


CASES = [
    ("Caf&amp;#233; &amp;amp; bar", "<p>x</p>", "Café & bar", "<p>x</p>", {"escaped_twice"}),
    ("“Curly” – quotes", "<p>It’s</p>", "“Curly” – quotes", "<p>It’s</p>", set()),
    ("T", "<p>A &amp;nbsp; B &amp;#8217;s</p>", "T", "<p>A &nbsp; B ’s</p>", {"escaped_twice"}),
    ("T", "&lt;p&gt;A &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;", "T", "<p>A <b>b</b></p>", {"escaped_twice"}),
    ("Itâ€™s à¤®à¤¾à¤\x81à¤—", "<p>x</p>", "It’s माँग", "<p>x</p>", {"wrong_encoding"}),
    ("T", "<p>\x93Quoted\x94</p>", "T", "<p>“Quoted”</p>", {"wrong_encoding"}),
    ("T", "A ]]> B", "T", "<p>A ]]&gt; B</p>", set()),
    (
        "T",
        '[caption width="3"]<img src="https://old.example.org/u/march.jpg" alt="The march"> Sunday[/caption]',
        "T",
        '<figure><a href="https://old.example.org/u/march.jpg" rel="noopener noreferrer">The march</a>'
        "<figcaption>Sunday</figcaption></figure>",
        {"shortcode", "picture"},
    ),
    ("T", '[gallery ids="1,2"]', "T", '<p>[gallery ids="1,2"]</p>', {"shortcode_kept"}),
    ("T", "He said [sic] so", "T", "<p>He said [sic] so</p>", set()),
    (
        "T",
        "[embed]https://video.example.org/v/9[/embed]",
        "T",
        '<p><a href="https://video.example.org/v/9" rel="noopener noreferrer">9</a></p>',
        {"embedded"},
    ),
    (
        "T",
        "<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->\n"
        '<!-- wp:embed {"url":"https://video.example.org/v/9"} /-->\n<!-- wp:latest-posts {"n":3} /-->',
        "T",
        '<p>One</p>\n\n<p><a href="https://video.example.org/v/9" rel="noopener noreferrer">9</a></p>\n'
        '<p>[latest-posts {"n":3}]</p>',
        {"embedded", "block_kept"},
    ),
    (
        "T",
        '<p>Look</p><iframe src="//maps.example.org/m"></iframe><script>alert(1)</script>',
        "T",
        '<p>Look</p><p><a href="https://maps.example.org/m" rel="noopener noreferrer">m</a></p>',
        {"embedded", "left_out"},
    ),
    (
        "T",
        '<p class="MsoNormal" style="margin:0"><span lang="EN">Typed<o:p></o:p></span></p>',
        "T",
        '<p><span lang="EN">Typed</span></p>',
        {"markup"},
    ),
    ("T", "<p>One</p><!--more--><p>Two</p>", "T", "<p>One</p><p>Two</p>", set()),
]  # fmt: skip


@pytest.mark.parametrize(("title", "content", "headline", "body", "altered"), CASES)
def test_the_mess_of_real_exports_has_one_outcome_and_is_told(
    run: Run, title: str, content: str, headline: str, body: str, altered: set[str]
) -> None:
    account = run("old.xml", wxr(item(7, title, content)))
    filed = the_one()
    assert (filed.headline, filed.body) == (headline, body)
    assert words(account["items"][0]) == altered
    assert filed.state == "released"


def test_the_language_is_told_by_the_script(run: Run) -> None:
    account = run("old.xml", wxr(item(7, "मज़दूरी की माँग", "<p>परिषद ने यह कहा।</p>")))
    assert the_one().language == "hi"
    assert words(account["items"][0]) == {"language_guessed"}


def test_an_old_hindi_font_is_warned_of_and_not_converted(run: Run) -> None:
    typed = "etnwjksa us dgk fd ljdkj viuk oknk iwjk djs vkSj lHkh dks dke ns"
    account = run("old.xml", wxr(item(7, "T", f"<p>{typed}</p>")))
    assert words(account["items"][0]) == {"legacy_font"}
    assert typed in the_one().body


def test_tracked_changes_make_a_draft(run: Run) -> None:
    account = run("old.xml", wxr(item(7, "T", "<p>He <del>lied</del> erred.</p>")))
    assert words(account["items"][0], "why") == {"leftovers"}
    assert the_one().state == "draft"


def test_a_headline_too_long_leads_the_text_whole(run: Run) -> None:
    long = "word " * 70 + "end"
    account = run("old.xml", wxr(item(7, long)))
    filed = the_one()
    assert len(filed.headline) <= 300
    assert filed.headline.endswith("…")
    assert filed.body.startswith(f"<p>{long}</p>")
    assert words(account["items"][0]) == {"headline_cut"}


def test_an_author_who_is_missing_is_told(run: Run) -> None:
    assert words(run("old.xml", wxr(item(7, "T", creator="")))["items"][0]) == {"no_author"}


def test_slugs_that_are_there_twice_get_a_number(run: Run) -> None:
    run("old.xml", wxr(*(item(n, f"Title {n}", f"<p>Text {n}</p>", post_name="same") for n in (1, 2, 3))))
    assert sorted(Statement.objects.values_list("slug", flat=True)) == ["same", "same-2", "same-3"]


def test_the_same_text_twice_is_one_statement_with_two_addresses(run: Run) -> None:
    account = run("old.xml", wxr(item(1, "Same"), item(2, "Same")))
    assert fates(account) == ["imported", "merged"]
    assert set(Address.objects.values_list("path", "statement")) == {
        (path, the_one().pk) for path in ("/2019/03/1/", "/?p=1", "/2019/03/2/", "/?p=2")
    }


@pytest.mark.parametrize(
    ("encoding", "declared", "mark"),
    [("utf-8", "UTF-8", b"\xef\xbb\xbf"), ("windows-1252", "ISO-8859-1", b""), ("windows-1252", "UTF-8", b""),
     ("utf-16", "UTF-16", b"")],
)  # fmt: skip
def test_encodings_are_found_out_and_wrong_ones_told(
    run: Run, encoding: str, declared: str, mark: bytes
) -> None:
    export = wxr(item(7, "Café – “Zürich”")).replace('encoding="UTF-8"', f'encoding="{declared}"')
    account = run("old.xml", mark + export.encode(encoding))
    assert the_one().headline == "Café – “Zürich”"
    assert words(account["items"][0]) == (
        {"bytes"} if (encoding, declared) == ("windows-1252", "UTF-8") else set()
    )


def test_a_file_cut_off_in_the_middle_gives_what_is_whole_and_says_where(run: Run, tmp_path: Any) -> None:
    export = wxr(item(1, "One", "<p>1</p>"), item(2, "Two", "<p>2</p>"), item(3, "Three", "<p>3</p>"))
    with pytest.raises(CommandError, match="breaks off"):
        run("old.xml", export[: export.index("Three")])
    assert sorted(Statement.objects.values_list("headline", flat=True)) == ["One", "Two"]
    assert '"fate": "failed", "why": [{"what": "cut_off"' in (tmp_path / "account.json").read_text()


@pytest.mark.parametrize(
    ("export", "sentence"),
    [
        (HEAD.replace("<rss", '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss') + FOOT, "entities"),
        (
            HEAD.replace("<rss", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss') + FOOT,
            "entities",
        ),
        ("<html><body>no export</body></html>", "no WordPress export"),
        ("", "no WordPress export"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04zip", "archive"),
        (b"\x00\x01\x02\x03", "no text file"),
    ],
)
def test_what_is_no_export_is_refused_in_one_sentence(run: Run, export: str | bytes, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        run("old.xml", export)
    assert "\n" not in str(refused.value)
    assert not Statement.objects.exists()


def test_an_entity_declared_later_is_not_resolved(run: Run) -> None:
    with pytest.raises(CommandError, match="breaks off"):
        run("old.xml", HEAD + "<item><title>&xxe;</title></item>" + FOOT)
    assert not Statement.objects.exists()
