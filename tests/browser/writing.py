"""A form with the fenced editor under the real header, and a desk that watches what the browser does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from lxml import etree
from lxml import html as lxml_html
from playwright.sync_api import ConsoleMessage, Dialog, FrameLocator, Locator, Page, Request, expect

from pressoffice.urls import urlpatterns as newsroom
from statements.desk.editor import ProseWidget, editor_policy, prose_widget

FORM = """<!DOCTYPE html>
<html lang="en"><head><title>Write</title><link rel="icon" href="data:,">{{ form.media }}</head>
<body><form method="post">{% csrf_token %}{{ form }}<button>Save</button></form></body></html>"""

stored = {"body": ""}  # the one statement of this newsroom


class Unsanitised(ProseWidget):
    """The editor with the sanitiser switched off: what is stored reaches it as it is."""

    format_value = forms.Textarea.format_value


def form_with(widget: forms.Widget) -> type[forms.Form]:
    return type("Statement", (forms.Form,), {"body": forms.CharField(widget=widget, required=False)})


def page_with(widget: forms.Widget) -> Callable[[HttpRequest], HttpResponse]:
    @editor_policy
    def write(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            stored["body"] = request.POST["body"].replace("\r\n", "\n")
        form = form_with(widget)(initial=stored)
        return HttpResponse(engines["django"].from_string(FORM).render({"form": form}, request))

    return write


urlpatterns = [
    path("write/", page_with(prose_widget("en"))),
    path("write/urdu/", page_with(prose_widget("ur"))),
    path("write/source/", page_with(ProseWidget(source=True))),
    path("write/unsanitised/", page_with(Unsanitised())),
    *newsroom,  # the page that says "not found" leads into it
]


@dataclass
class Desk:
    """A page with the editor, and what the browser said and asked for while it was open."""

    page: Page
    address: str
    refusals: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._interrupted)
        self.page.context.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refusals.append(message.text)

    def _interrupted(self, dialog: Dialog) -> None:
        self.errors.append(dialog.message)
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.requests.append(request.url)

    def open(self, text: str = "", at: str = "/write/") -> None:
        """Open the form on a stored text, and wait until the editor is there."""
        stored["body"] = text
        self.page.goto(self.address + at)
        expect(self.body).to_have_attribute("contenteditable", "true")
        self.page.evaluate(
            """new Promise((ready) => {
                const editor = CKEDITOR.instances.id_body;
                editor.status === "ready" ? ready() : editor.on("instanceReady", () => ready());
            })"""
        )

    @property
    def body(self) -> Locator:
        return self.page.frame_locator("iframe.cke_wysiwyg_frame").locator("body")

    def menu(self, depth: int = 0) -> FrameLocator:
        """The open drop-down, or the one that opened out of it."""
        return self.page.locator("iframe.cke_panel_frame:visible").nth(depth).content_frame

    def press(self, button: str) -> None:
        """Press a button of the toolbar, by the editor's own name for it."""
        self.page.locator(f".cke_button__{button}").click()

    def select(self, element: str) -> None:
        """Put the cursor into the element and mark its line."""
        self.body.locator(element).first.click()
        self.page.keyboard.press("Home")
        self.page.keyboard.press("Shift+End")

    def confirm(self) -> None:
        """Press the open dialog's OK."""
        self.page.locator("a.cke_dialog_ui_button_ok:visible").click()
        expect(self.page.locator(".cke_dialog:visible")).to_have_count(0)

    def as_edited(self, text: str) -> str:
        """What the editor makes of a text that it loads and gives back."""
        written: str = self.page.evaluate(
            """(text) => new Promise((done) => {
                const editor = CKEDITOR.instances.id_body;
                editor.setData(text, () => done(editor.getData()));
            })""",
            text,
        )
        return written

    def titles(self) -> list[str]:
        """The titles of the page and of its frames: where a script that ran would have left its mark."""
        return [frame.evaluate("document.title") for frame in self.page.frames]

    def save(self) -> str:
        """Send the form; what arrived."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save", exact=True).click()
        return stored["body"]


@contextmanager
def watched(page: Page, address: str) -> Iterator[Desk]:
    """A desk on this page; at its end nothing was refused, nothing broke, and nobody else was asked."""
    desk = Desk(page, address)
    desk.watch()
    yield desk
    assert desk.errors == []
    assert desk.refusals == []
    assert [url for url in desk.requests if not url.startswith(address + "/")] == []


def same(one: str, other: str) -> bool:
    """Whether both are the same elements, attributes (in any order) and words."""
    return canonical(one) == canonical(other)


def canonical(text: str) -> bytes:
    page = lxml_html.fragment_fromstring(text.replace("\u00a0", "&nbsp;"), create_parent="div")
    for link in page.iter("a"):
        link.attrib.pop("rel", None)  # the sanitiser's own, set anew at every pass
    canonical_form: bytes = etree.tostring(page, method="c14n")
    return canonical_form
