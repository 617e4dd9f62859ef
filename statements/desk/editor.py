"""The rich-text editor, fenced: what it may start, serve and keep, and the one looser rule of its page.

CKEditor 4 is at its end of life and gets no more repairs. Nothing else in the house knows which editor it is;
`static/js/editor-fence.js` makes it run without inline scripts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, ParamSpec, TypeVar, cast

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

from statements import pasted, prose

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)

# `ckeditor.js` holds some seventy plugins; these start, with what they require, and no others.
PLUGINS = """
    a11yhelp basicstyles blockquote clipboard enterkey entities format indent indentlist language link list
    pastefromgdocs pastefromlibreoffice pastefromword pastetext removeformat resize showborders sourcearea
    specialchar tab table tableselection tabletools toolbar undo wysiwygarea
"""
TOOLBAR = [
    ["Format"],
    ["Bold", "Italic", "-", "Link", "Unlink"],
    ["NumberedList", "BulletedList", "-", "Outdent", "Indent", "Blockquote"],
    ["Table", "SpecialChar", "-", "Language"],
    ["RemoveFormat", "-", "Undo", "Redo"],
]
CHARACTERS = "‘ ’ “ ” « » – — … · • § ° × ÷ ½ ¼ ¾ ₹ € £ $ © ® ™ † ‡ → । ॥ ॰ ऽ"

EDITOR_APP = "ckeditor"
# All that is served of the package's 1,257 files, below its folder; "*" is each language of the screens.
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
    ckeditor/plugins/link/dialogs/link.js
    ckeditor/plugins/link/images/anchor.png ckeditor/plugins/link/images/hidpi/anchor.png
    ckeditor/plugins/pastefromgdocs/filter/default.js ckeditor/plugins/pastefromlibreoffice/filter/default.js
    ckeditor/plugins/pastefromword/filter/default.js
    ckeditor/plugins/pastetools/filter/common.js ckeditor/plugins/pastetools/filter/image.js
    ckeditor/plugins/specialchar/dialogs/specialchar.js ckeditor/plugins/specialchar/dialogs/lang/*.js
    ckeditor/plugins/table/dialogs/table.js ckeditor/plugins/tableselection/styles/tableselection.css
    ckeditor/plugins/tabletools/dialogs/tableCell.js
"""

# SHA-256 of the style elements which the editor makes and the fence cannot reach: the one that hides it until
# its skin is there, an empty one in every drop-down, and that of its help page.
KNOWN_STYLES = [
    "'sha256-ZVjd2zfSTfAVh1y7eCcNk0SPGUQOP/H8vzrFJIVgg90='",
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-jDsqv84NhkrcAs4A2ik8MetGIhaIzRZ0tBgqU9m4S2M='",
]
LOOSER = {"style-src": KNOWN_STYLES, "style-src-attr": [UNSAFE_INLINE]}


def prose_widget(language: str = "") -> forms.Widget:
    """The widget in which a text in `language` (BCP 47; empty while nobody has said) is written.

    The setting PROSE_WIDGET names its class by dotted path: any widget that edits HTML and heeds the
    attributes `lang` and `dir` will do.
    """
    widget: type[forms.Widget] = import_string(settings.PROSE_WIDGET)
    return widget(attrs={"lang": language, "dir": direction(language)} if language else None)


def direction(language: str) -> str:
    """Which way `language` is written: "ltr" or "rtl"."""
    return "rtl" if language in settings.LANGUAGES_BIDI else "ltr"


class ProseWidget(CKEditorWidget):  # type: ignore[misc]  # the package has no types
    """CKEditor inside its fence; with `source` it also shows the HTML itself."""

    def __init__(self, attrs: Mapping[str, str] | None = None, *, source: bool = False) -> None:
        super().__init__(attrs=attrs)
        self.config = editor_config(source=source)

    def format_value(self, value: str | None) -> str:
        """The value as the sanitiser lets it pass: that it was clean when stored is not relied on."""
        # Joined, it is a plain string: a safe one would be printed into the textarea unescaped.
        return "".join(prose.clean(value or ""))

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        text = {"lang": "", "dir": "ltr", **self.attrs}
        self.config = self.config | {"contentsLanguage": text["lang"], "contentsLangDirection": text["dir"]}
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context

    @property
    def media(self) -> forms.Media:
        """The package's files, then ours. In one list: between two lists Django keeps no order."""
        base = {"id": "ckeditor-init-script", "data-ckeditor-basepath": static(f"{EDITOR_APP}/ckeditor/")}
        scripts: list[Any] = [
            Script("ckeditor/ckeditor-init.js", **base),
            "ckeditor/ckeditor/ckeditor.js",
            "ckeditor/fixups.js",
            "js/editor-fence.js",
            "js/editor-paste.js",
            "js/editor-unchanged.js",
        ]
        return forms.Media(css={"all": ["ckeditor/ckeditor.css"]}, js=scripts)


def editor_config(*, source: bool) -> dict[str, Any]:
    """What CKEditor is started with, in its own words."""
    return {
        "plugins": ",".join(PLUGINS.split()),
        "toolbar": [*TOOLBAR, *([["Source"]] if source else [])],
        "format_tags": "p;h2;h3;h4",
        "language_list": language_list(),
        "specialChars": CHARACTERS.split(),
        "allowedContent": allowed_content(),
        # Not on the sanitiser's list either; refused by name whatever that list becomes.
        "disallowedContent": "script style iframe object embed form; *[on*]",
        "fullPage": False,
        "versionCheck": False,
        "customConfig": "",
        "stylesSet": False,
        "disableNativeSpellChecker": False,
        "entities": False,
        "entities_additional": "",
        "fillEmptyBlocks": False,
        "clipboard_handleImages": False,
        "pasteFromWord_inlineImages": False,
        "pastedComments": pasted.COMMENT.pattern,
        "renamed": {old: new for old, new in pasted.RENAMED.items() if new not in {"p", "ul"}},
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
    """The languages a passage may be marked as, as CKEditor's language menu wants them."""
    return [f"{code}:{name}:{direction(code)}" for code, name in settings.CONTENT_LANGUAGES]


def editor_policy(view: Callable[P, R]) -> Callable[P, R]:
    """Let the page that `view` answers carry inline style attributes and the editor's few known styles.

    For scripts and handlers the policy stays that of the whole site: the fence sees to those.
    """
    # The package's types know no view that takes more than the request.
    return cast(Callable[P, R], csp_update(LOOSER)(cast(Any, view)))


@cache
def served_files() -> frozenset[str]:
    """The static paths of the editor that exist for a browser."""
    codes = {"en", *dict(settings.LANGUAGES)}
    return frozenset(f"{EDITOR_APP}/{path.replace('*', code)}" for path in FILES.split() for code in codes)


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
