"""The editor's fence on the server: its files, its configuration, its widget, its policy."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from ckeditor import widgets
from django import forms
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from statements import prose
from statements.desk import editor
from statements.desk.editor import ProseWidget, editor_policy, prose_widget

PACKAGE = Path(widgets.__file__).parent / "static"
NOT_SERVED = [
    "ckeditor/ckeditor/plugins/preview/preview.html",
    "ckeditor/ckeditor/plugins/exportpdf/tests/manual/configfilename.html",
    "ckeditor/ckeditor/plugins/scayt/dialogs/options.js",
    "ckeditor/ckeditor/plugins/wsc/dialogs/ciframe.html",
    "ckeditor/ckeditor/plugins/codesnippetgeshi/plugin.js",
    "ckeditor/ckeditor/plugins/iframe/dialogs/iframe.js",
    "ckeditor/ckeditor/plugins/flash/dialogs/flash.js",
    "ckeditor/ckeditor/plugins/forms/dialogs/form.js",
    "ckeditor/ckeditor/adapters/jquery.js",
    "ckeditor/ckeditor/bender-runner.config.json",
    "ckeditor/ckeditor/CHANGES.md",
    "ckeditor/galleriffic/js/jquery-1.3.2.js",
]


@pytest.mark.parametrize("name", NOT_SERVED)
def test_what_the_editor_does_not_need_is_not_found(name: str) -> None:
    assert (PACKAGE / name).is_file(), "the package no longer has this file: take it off this list"
    assert finders.find(name) is None
    assert finders.find(name, find_all=True) == []


def test_a_way_round_the_list_is_not_found() -> None:
    assert finders.find("ckeditor/ckeditor/lang/../plugins/preview/preview.html") is None
    assert finders.find("admin/../ckeditor/galleriffic/js/jquery-1.3.2.js") is None
    assert finders.find("./ckeditor/ckeditor/CHANGES.md") is None


def test_what_is_listed_of_the_editor_is_what_is_found() -> None:
    listed = {
        name
        for finder in finders.get_finders()
        for name, _storage in finder.list([])
        if name.startswith("ckeditor/")
    }

    assert listed == {name for name in editor.served_files() if (PACKAGE / name).is_file()}
    assert listed == {name for name in listed if finders.find(name)}
    assert {Path(name).suffix for name in listed} == {".js", ".css", ".png", ".gif"}


def test_every_file_on_the_list_is_in_the_package() -> None:
    missing = {name for name in editor.served_files() if not (PACKAGE / name).is_file()}

    # The editor knows which languages a dialog has, and does not ask for this one.
    assert missing <= {"ckeditor/ckeditor/plugins/specialchar/dialogs/lang/hi.js"}


def test_other_apps_files_are_found_as_ever() -> None:
    assert finders.find("admin/css/base.css")
    assert finders.find("js/editor-fence.js")


def test_collecting_with_names_by_content_works_and_takes_only_the_list(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    manifest = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    collected = {name for name in manifest if name.startswith("ckeditor/")}
    assert collected == {name for name in editor.served_files() if (PACKAGE / name).is_file()}
    assert not {file.suffix for file in (tmp_path / "ckeditor").rglob("*.*")} & {".html", ".md", ".json"}


def test_only_what_a_statement_needs_starts() -> None:
    started = set(editor.editor_config(source=False)["plugins"].split(","))

    assert {"language", "link", "table", "pastefromword"} <= started
    assert not started & {"exportpdf", "scayt", "wsc", "preview", "iframe", "forms", "flash", "templates"}


def test_the_editor_keeps_what_the_sanitiser_keeps() -> None:
    allowed = editor.allowed_content()

    assert set(allowed) == prose.ELEMENTS
    for element, rule in allowed.items():
        kept = prose.ATTRIBUTES["*"] | prose.ATTRIBUTES.get(element, frozenset())
        assert set(rule["attributes"].split(",")) == kept
        assert {"lang", "dir"} <= kept


def test_the_known_holes_stay_closed() -> None:
    config = editor.editor_config(source=True)

    assert config["fullPage"] is False
    assert config["versionCheck"] is False
    assert config["disallowedContent"] == "script style iframe object embed form; *[on*]"


def test_the_html_itself_is_shown_only_if_asked_for() -> None:
    assert ["Source"] not in config_of(ProseWidget())["toolbar"]
    assert ["Source"] in config_of(ProseWidget(source=True))["toolbar"]


def test_the_text_is_cleaned_before_the_editor_loads_it() -> None:
    stored = '<p lang="hi">दिन &lt;b&gt; &amp; "रात"<script>alert(1)</script><b onclick="alert(1)">!</b></p>'

    loaded = textarea(ProseWidget(), stored)

    assert loaded == str(prose.clean(stored))
    assert "alert" not in loaded
    assert "&lt;b&gt; &amp;" in loaded


def test_an_empty_text_is_empty() -> None:
    assert textarea(ProseWidget(), None) == ""


def test_the_editor_is_told_the_language_of_the_statement() -> None:
    urdu, hindi = prose_widget("ur"), prose_widget("hi")

    assert ' lang="ur" dir="rtl"' in rendered(urdu)
    assert config_of(urdu)["contentsLanguage"] == "ur"
    assert config_of(urdu)["contentsLangDirection"] == "rtl"
    assert config_of(hindi)["contentsLanguage"] == "hi"
    assert config_of(hindi)["contentsLangDirection"] == "ltr"


def test_a_passage_can_be_marked_as_each_language_a_statement_may_have(settings: Settings) -> None:
    menu = dict(item.split(":", 1) for item in config_of(prose_widget())["language_list"])

    assert list(menu) == [code for code, _name in settings.CONTENT_LANGUAGES]
    assert menu["ur"] == "اردو:rtl"
    assert menu["hi"] == "हिन्दी:ltr"


def test_one_setting_replaces_the_editor(settings: Settings) -> None:
    settings.PROSE_WIDGET = "django.forms.Textarea"

    widget = prose_widget("ur")

    assert type(widget) is forms.Textarea
    assert ' lang="ur" dir="rtl"' in rendered(widget)


def test_the_fence_stands_between_the_editor_and_its_start() -> None:
    scripts = re.findall(r'src="[^"]*?/(?:static/)?((?:ckeditor|js)/[^"]+)"', str(ProseWidget().media["js"]))

    assert scripts.index("ckeditor/ckeditor/ckeditor.js") < scripts.index("js/editor-fence.js")
    assert scripts[-1] == "js/editor-unchanged.js"


@editor_policy
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def newsroom(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("desk/", desk), path("newsroom/", newsroom)]


@pytest.mark.urls(__name__)
def test_only_the_page_with_the_editor_has_the_looser_policy(client: Client, settings: Settings) -> None:
    with_editor, without = policy_of(client, "/desk/"), policy_of(client, "/newsroom/")

    assert with_editor.pop("style-src-attr") == "'unsafe-inline'"
    styles = with_editor.pop("style-src").split()
    assert set(styles) - set(without.pop("style-src").split()) == set(editor.KNOWN_STYLES)
    assert with_editor == without
    assert with_editor["script-src"] == "'self'"


def policy_of(client: Client, address: str) -> dict[str, str]:
    rules = client.get(address).headers["Content-Security-Policy"].split("; ")
    return dict(rule.split(" ", 1) for rule in rules)


def rendered(widget: forms.Widget, text: str | None = "") -> str:
    return widget.render("body", text, {"id": "id_body"})


def textarea(widget: forms.Widget, text: str | None) -> str:
    found = re.search(r"<textarea[^>]*>(.*)</textarea>", rendered(widget, text), re.DOTALL)
    assert found
    return html.unescape(found[1])


def config_of(widget: forms.Widget) -> dict[str, Any]:
    found = re.search(r'data-config="([^"]*)"', rendered(widget))
    assert found
    config: dict[str, Any] = json.loads(html.unescape(found[1]))
    return config
