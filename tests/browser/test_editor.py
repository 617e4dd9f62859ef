"""The fenced editor in a real browser, under the real header: it works, and asks for nothing else."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from statements.desk.editor import served_files
from tests.browser.writing import Desk, same, watched

pytestmark = pytest.mark.urls("tests.browser.writing")


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Desk]:
    with watched(page, live_server.url) as desk:
        yield desk


def test_a_text_is_typed_and_saved(desk: Desk) -> None:
    desk.open()

    desk.body.click()
    desk.page.keyboard.type("The union stands with the ")
    desk.page.keyboard.press("Control+b")
    desk.page.keyboard.type("farmers")
    desk.page.keyboard.press("Control+b")
    desk.page.keyboard.type(".")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.insert_text("मज़दूर “एकता” — ज़िंदाबाद")

    # The browser makes a space that is last on its line, as it was before the bold word came, a hard one.
    assert desk.save().replace("&nbsp;", " ") == (
        "<p>The union stands with the <strong>farmers</strong>.</p><p>मज़दूर “एकता” — ज़िंदाबाद</p>"
    )


@pytest.mark.parametrize(
    ("button", "made"),
    [
        ("bold", "<p><strong>first</strong></p>"),
        ("italic", "<p><em>first</em></p>"),
        ("numberedlist", "<ol><li>first</li></ol>"),
        ("bulletedlist", "<ul><li>first</li></ul>"),
        ("blockquote", "<blockquote><p>first</p></blockquote>"),
    ],
)
def test_a_button_does_what_it_says(desk: Desk, button: str, made: str) -> None:
    desk.open("<p>first</p>")

    desk.select("p")
    desk.press(button)

    assert desk.save() == made


def test_what_was_done_is_undone_and_done_again(desk: Desk) -> None:
    desk.open("<p>first</p>")

    desk.select("p")
    desk.press("italic")
    expect(desk.body.locator("em")).to_have_text("first")
    desk.press("undo")
    expect(desk.body.locator("em")).to_have_count(0)
    desk.press("redo")

    assert desk.save() == "<p><em>first</em></p>"


def test_the_link_dialog_makes_and_mends_a_link(desk: Desk) -> None:
    desk.open("<p>our report</p>")

    desk.select("p")
    desk.press("link")
    desk.page.get_by_label("URL").fill("example.org/report")
    desk.confirm()
    expect(desk.body.locator("a")).to_have_text("our report")
    desk.body.locator("a").dblclick()
    expect(desk.page.get_by_label("URL")).to_have_value("example.org/report")
    desk.page.get_by_label("URL").fill("example.org/second")
    desk.confirm()

    assert desk.save() == '<p><a href="https://example.org/second">our report</a></p>'


def test_the_table_dialog_makes_a_table(desk: Desk) -> None:
    desk.open()

    desk.body.click()
    desk.press("table")
    desk.page.get_by_label("Rows").fill("2")
    desk.page.get_by_label("Columns").fill("2")
    desk.page.get_by_label("Headers").select_option("First Row")
    desk.page.get_by_label("Caption").fill("Wages")
    desk.confirm()
    desk.body.locator("th").first.click()
    desk.page.keyboard.type("Year")

    row = "<tr><td></td><td></td></tr>"
    head = '<tr><th scope="col">Year</th><th scope="col"></th></tr>'
    table = f"<table><caption>Wages</caption><thead>{head}</thead><tbody>{row}</tbody></table>"
    assert same(desk.save(), table + "<p></p>")  # the line on which it was asked for


def test_a_table_grows_by_its_menu(desk: Desk) -> None:
    desk.open("<table><tbody><tr><td>2019</td></tr></tbody></table>")

    desk.body.locator("td").click(button="right")
    desk.menu().get_by_role("menuitem", name="Row").click()
    desk.menu(1).get_by_role("menuitem", name="Insert Row After").click()

    expect(desk.body.locator("tr")).to_have_count(2)


def test_the_format_menu_makes_headings(desk: Desk) -> None:
    desk.open("<p>What we demand</p>")

    desk.body.locator("p").click()
    desk.page.locator(".cke_combo__format .cke_combo_button").click()
    expect(desk.menu().get_by_role("option")).to_have_text(["Normal", "Heading 2", "Heading 3", "Heading 4"])
    desk.menu().get_by_role("option", name="Heading 2").click()

    assert desk.save() == "<h2>What we demand</h2>"


def test_a_passage_is_marked_as_hindi(desk: Desk) -> None:
    desk.open("<p>मज़दूर दिवस</p>")

    desk.select("p")
    desk.press("language")
    desk.menu().get_by_text("हिन्दी").click()

    expect(desk.body.locator("span")).to_have_attribute("lang", "hi")
    assert same(desk.save(), '<p><span lang="hi" dir="ltr">मज़दूर दिवस</span></p>')


def test_a_character_is_picked_from_the_list(desk: Desk) -> None:
    desk.open("<p>wages:</p>")

    desk.body.locator("p").click()
    desk.page.keyboard.press("End")
    desk.press("specialchar")
    desk.page.get_by_role("option", name="₹").click()

    expect(desk.body.locator("p")).to_have_text("wages:₹")


def test_the_help_for_the_keyboard_opens(desk: Desk) -> None:
    desk.open()

    desk.body.click()
    desk.page.keyboard.press("Alt+0")
    expect(desk.page.get_by_text("Press Alt+F10 to navigate to the toolbar")).to_be_visible()
    desk.page.keyboard.press("Escape")


def test_the_toolbar_is_worked_by_the_keyboard(desk: Desk) -> None:
    desk.open("<p>What we demand</p>")

    desk.select("p")
    desk.page.keyboard.press("Alt+F10")
    expect(desk.page.locator(".cke_combo__format .cke_combo_button")).to_be_focused()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")

    assert desk.save() == "<p><strong>What we demand</strong></p>"


def test_the_html_is_seen_changed_and_left_again(desk: Desk) -> None:
    desk.open("<p>first</p>", at="/write/source/")

    desk.press("source")
    desk.page.locator("textarea.cke_source").fill('<h2 dir="rtl" lang="ur">دن</h2>')
    desk.press("source")

    expect(desk.body.locator("h2")).to_have_attribute("lang", "ur")
    assert same(desk.save(), '<h2 dir="rtl" lang="ur">دن</h2>')


def test_an_urdu_statement_is_written_from_the_right(desk: Desk) -> None:
    desk.open("<p>دن</p>", at="/write/urdu/")

    assert desk.page.frame_locator("iframe.cke_wysiwyg_frame").locator("html").evaluate(
        "(page) => [page.lang, page.dir]"
    ) == ["ur", "rtl"]


def test_only_what_is_needed_is_loaded(desk: Desk) -> None:
    desk.open("<p>first</p>")

    started = set(desk.page.evaluate("Object.keys(CKEDITOR.instances.id_body.plugins)"))
    sent = {unquote(urlsplit(url).path).removeprefix("/static/") for url in desk.requests}

    assert not started & {"exportpdf", "scayt", "wsc", "preview", "print", "save", "newpage", "templates"}
    assert not started & {"iframe", "forms", "flash", "smiley", "about", "uploadimage", "filebrowser"}
    assert {name for name in sent if name.startswith("ckeditor/")} <= served_files()
    for name in ("exportpdf/tests/manual/wordpress.html", "scayt/dialogs/options.js", "wsc/dialogs/wsc.js"):
        address = f"{desk.address}/static/ckeditor/ckeditor/plugins/{name}"
        assert desk.page.request.get(address).status == 404
