"""The rich-text editor, fenced: few plugins, the sanitiser's allow-list, a fixed list of files, one looser rule.

CKEditor 4 is at its end of life and gets no more repairs. What it may load, serve and keep is written here and
nowhere else; `static/js/editor-fence.js` makes it run without inline scripts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, ParamSpec, TypeVar

from ckeditor.widgets import CKEditorWidget
from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.storage import Storage
from django.forms.widgets import Script
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.module_loading import import_string

from statements import prose

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)

# SHA-256 of `.cke{visibility:hidden;}`: the one style element `ckeditor.js` makes while it loads, before the fence.
LOADING_STYLE = "'sha256-ZVjd2zfSTfAVh1y7eCcNk0SPGUQOP/H8vzrFJIVgg90='"

PLUGINS = (
    "a11yhelp basicstyles blockquote clipboard enterkey entities format indent indentlist language link list "
    "pastefromgdocs pastefromlibreoffice pastefromword pastetext removeformat resize showborders specialchar "
    "tab table tableselection tabletools toolbar undo wysiwygarea"
)
SOURCE_PLUGIN = "sourcearea"
TOOLBAR = (
    ("Format",),
    ("Bold", "Italic", "-", "Link", "Unlink"),
    ("NumberedList", "BulletedList", "-", "Outdent", "Indent", "Blockquote"),
    ("Table", "SpecialChar", "-", "Language"),
    ("RemoveFormat", "-", "Undo", "Redo"),
)

EDITOR_APP = "ckeditor"
# All that is served of the package's 1,257 files, below `ckeditor/`; "*" stands for each language of the screens.
FILES = """
    ckeditor-init.js ckeditor.css fixups.js ckeditor/ckeditor.js ckeditor/contents.css ckeditor/lang/*.js
    ckeditor/skins/moono-lisa/dialog.css ckeditor/skins/moono-lisa/editor.css
    ckeditor/skins/moono-lisa/editor_gecko.css
    ckeditor/skins/moono-lisa/icons.png ckeditor/skins/moono-lisa/icons_hidpi.png
    ckeditor/skins/moono-lisa/images/arrow.png ckeditor/skins/moono-lisa/images/close.png
    ckeditor/skins/moono-lisa/images/lock.png ckeditor/skins/moono-lisa/images/lock-open.png
    ckeditor/skins/moono-lisa/images/refresh.png ckeditor/skins/moono-lisa/images/spinner.gif
    ckeditor/skins/moono-lisa/images/hidpi/close.png ckeditor/skins/moono-lisa/images/hidpi/lock.png
    ckeditor/skins/moono-lisa/images/hidpi/lock-open.png ckeditor/skins/moono-lisa/images/hidpi/refresh.png
    ckeditor/plugins/icons.png ckeditor/plugins/icons_hidpi.png
    ckeditor/plugins/a11yhelp/dialogs/a11yhelp.js ckeditor/plugins/a11yhelp/dialogs/lang/*.js
    ckeditor/plugins/clipboard/dialogs/paste.js
    ckeditor/plugins/dialog/styles/dialog.css
    ckeditor/plugins/link/dialogs/link.js ckeditor/plugins/link/images/anchor.png
    ckeditor/plugins/link/images/hidpi/anchor.png
    ckeditor/plugins/pastefromgdocs/filter/default.js ckeditor/plugins/pastefromlibreoffice/filter/default.js
    ckeditor/plugins/pastefromword/filter/default.js
    ckeditor/plugins/pastetools/filter/common.js ckeditor/plugins/pastetools/filter/image.js
    ckeditor/plugins/specialchar/dialogs/specialchar.js ckeditor/plugins/specialchar/dialogs/lang/*.js
    ckeditor/plugins/table/dialogs/table.js ckeditor/plugins/tableselection/styles/tableselection.css
    ckeditor/plugins/tabletools/dialogs/tableCell.js
"""


def prose_widget(language: str = "") -> forms.Widget:
    """The widget in which a statement's text is written, in `language` (BCP 47; none where not known yet).

    The setting PROSE_WIDGET names its class by dotted path: any form widget that edits HTML and heeds the
    attributes `lang` and `dir` will do.
    """
    widget: type[forms.Widget] = import_string(settings.PROSE_WIDGET)
    return widget(attrs={"lang": language, "dir": direction(language)} if language else None)


def direction(language: str) -> str:
    """Which way `language` is written: "ltr" or "rtl"."""
    return "rtl" if language in settings.LANGUAGES_BIDI else "ltr"


class ProseWidget(CKEditorWidget):  # type: ignore[misc]  # the package has no types
    """CKEditor inside its fence; `source` adds the view of the HTML itself."""

    def __init__(self, attrs: Mapping[str, str] | None = None, *, source: bool = False) -> None:
        super().__init__(attrs=attrs)
        self.config = editor_config(source=source)

    def format_value(self, value: str | None) -> str:
        """The value as the sanitiser lets it pass: what is stored is not trusted to be clean."""
        # A plain string: the template would print a safe one into the textarea without escaping it.
        return "".join(prose.clean(value or ""))

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        written = {**self.attrs, **(attrs or {})}
        self.config = self.config | {
            "contentsLanguage": written.get("lang", ""),
            "contentsLangDirection": written.get("dir", "ltr"),
        }
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context

    @property
    def media(self) -> forms.Media:
        """The package's files, then ours. One list: between two lists Django keeps no order."""
        base = {"id": "ckeditor-init-script", "data-ckeditor-basepath": static(f"{EDITOR_APP}/ckeditor/")}
        return forms.Media(
            css={"all": ["ckeditor/ckeditor.css"]},
            js=[
                Script("ckeditor/ckeditor-init.js", **base),
                "ckeditor/ckeditor/ckeditor.js",
                "ckeditor/fixups.js",
                "js/editor-fence.js",
                "js/editor-unchanged.js",
            ],
        )


def editor_config(*, source: bool) -> dict[str, Any]:
    """What CKEditor is started with, in its own words."""
    plugins, toolbar = (f"{PLUGINS} {SOURCE_PLUGIN}", (*TOOLBAR, ("Source",))) if source else (PLUGINS, TOOLBAR)
    return {
        "plugins": plugins.replace(" ", ","),
        "toolbar": toolbar,
        "format_tags": "p;h2;h3;h4",
        "language_list": language_list(),
        "allowedContent": allowed_content(),
        # The sanitiser refuses these anyway; here they are refused by name, whatever its list becomes.
        "disallowedContent": "script style iframe object embed form; *[on*]",
        "fullPage": False,
        "versionCheck": False,
        "customConfig": "",
        "stylesSet": False,
        "skin": "moono-lisa",
        "disableNativeSpellChecker": False,
        "entities": False,
        "entities_additional": "",
        "fillEmptyBlocks": False,
        "clipboard_handleImages": False,
        "pasteFromWord_inlineImages": False,
        "removeDialogTabs": "link:upload;link:target;link:advanced;table:advanced",
        "linkDefaultProtocol": "https://",
        "width": "100%",
        "height": 420,
    }


def allowed_content() -> dict[str, dict[str, str]]:
    """The sanitiser's allow-list in the editor's form: neither keeps what the other drops."""
    everywhere = prose.ATTRIBUTES["*"]
    return {
        element: {"attributes": ",".join(sorted(everywhere | prose.ATTRIBUTES.get(element, frozenset())))}
        for element in sorted(prose.ELEMENTS)
    }


def language_list() -> list[str]:
    """The languages a passage may be marked as, in the form of CKEditor's language menu."""
    return [f"{code}:{name}:{direction(code)}" for code, name in settings.CONTENT_LANGUAGES]


def editor_policy(view: Callable[P, R]) -> Callable[P, R]:
    """Let the page that `view` answers carry inline style attributes, which the editor cannot do without.

    Scripts, handlers and style elements stay as strict as everywhere: the fence sees to those.
    """
    loosened: Callable[P, R] = csp_update({"style-src": [LOADING_STYLE], "style-src-attr": [UNSAFE_INLINE]})(view)
    return loosened


@cache
def served_files() -> frozenset[str]:
    """The static paths of the editor that exist for a browser."""
    languages = {"en", *(code for code, _name in settings.LANGUAGES)}
    return frozenset(f"{EDITOR_APP}/{path.replace('*', code)}" for path in FILES.split() for code in languages)


class FencedAppDirectoriesFinder(AppDirectoriesFinder):
    """Finds the static files of all apps, of the editor's only those on the list.

    `collectstatic --ignore` would not do: the development server and whitenoise ask the finders.
    """

    def find_in_app(self, app: str, path: str) -> str | None:
        if app == EDITOR_APP and path not in served_files():
            return None
        return super().find_in_app(app, path)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        editors = self.storages.get(EDITOR_APP)
        for path, storage in super().list(ignore_patterns):
            if storage is not editors or path in served_files():
                yield path, storage
