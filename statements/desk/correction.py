"""Correct a public statement on one screen: what was wrong, what is right, look, send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import text, verbs
from statements.addresses import language_of_address
from statements.models import ChangeKind, Edition, Statement, User
from statements.objections import objections
from statements.standing import Standing
from statements.versions import Source
from statements.workflow import Plan, Verb

from . import alongside
from .correction_preview import Preview
from .replacing import occurrences, replaced


class CorrectionForm(forms.Form):
    """The words that are wrong, the right ones, and what readers are told."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput)
    wrong = forms.CharField(
        label=gettext_lazy("What was wrong"),
        help_text=gettext_lazy("The words exactly as they stand in the text."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    right = forms.CharField(
        label=gettext_lazy("What is right"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )
    change_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of change"),
        choices=[choice for choice in ChangeKind.choices if choice[0] != ChangeKind.FIRST],
        initial=ChangeKind.CORRECTION,
        widget=forms.RadioSelect,
    )
    change_note = forms.CharField(
        label=gettext_lazy("What readers are told"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    plan = forms.ChoiceField(
        label=gettext_lazy("Release"),
        choices=[choice for choice in Plan.choices if choice[0] != Plan.AT_TIME],
        initial=Plan.AT_ONCE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statement = statement
        self.initial["lock_version"] = statement.lock_version
        source = Source.of(statement)
        if source and source.to_follow:
            self.fields["says_edition"] = _tick_for(source.to_follow)

    def clean(self) -> dict[str, Any]:
        """The wrong words have to stand in the text, once."""
        cleaned = super().clean() or {}
        cleaned["wrong"] = wrong = _as_stored(cleaned.get("wrong", ""))
        if wrong and wrong == cleaned.get("right"):
            self.add_error("right", _("These are the same words."))
        found = occurrences(self.statement, wrong) if wrong else 1
        if not found:
            self.add_error("wrong", _("These words do not stand in the text."))
        elif found > 1:
            sentence = _("These words stand there %(count)d times. Take some of the words around them too.")
            self.add_error("wrong", sentence % {"count": found})
        return cleaned

    def content(self) -> dict[str, Any]:
        """The corrected fields, with the kind of change and the note."""
        change = {name: self.cleaned_data[name] for name in ("change_kind", "change_note")}
        corrected = replaced(self.statement, self.cleaned_data["wrong"], self.cleaned_data["right"])
        return {**corrected, **change}


def _tick_for(newest: Edition) -> forms.TypedMultipleChoiceField:
    """On a translation: the tick that it now says the newest edition of its original, and no later one."""
    words = _("This version now says edition %(number)s of the original") % {"number": newest.number}
    return forms.TypedMultipleChoiceField(
        label=_("The original"),
        choices=[(newest.number, words)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _as_stored(words: str) -> str:
    """Words of several lines, or from a keyboard that puts marks behind letters, as a text holds them."""
    return text.nfc(words.replace("\r\n", "\n"))


def correct_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Show the screen (GET), what readers will see (POST), or send exactly that for approval (POST again).

    The button that sends names the digest of the words that were shown; of any others the page comes again.
    """
    refusals = objections(statement, Verb.REOPEN, person, timezone.now())
    form = CorrectionForm(request.POST or None, statement=statement)
    if request.method != "POST":
        return _page(desk, request, form, refusals)
    if refusals or not form.is_valid():
        return _page(desk, request, form, refusals, 422)
    preview = Preview(statement, form.content(), timezone.now())
    if request.POST.get("looked_at") != preview.digest:
        form.data = newest = request.POST.copy()  # what is sent next is sent on the text that is shown now
        newest["lock_version"] = str(statement.lock_version)
        return _page(desk, request, form, refusals, preview=preview)
    try:
        _send(form, person)
    except verbs.Refused as refused:
        status = 409 if isinstance(refused, verbs.Stale) else 422
        return _page(desk, request, form, refused.sentences, status)
    messages.success(request, _("The correction is sent for approval. Readers see no change yet."))
    return HttpResponseRedirect(reverse("admin:statements_statement_change", args=[statement.pk]))


def _page(
    desk: ModelAdmin,
    request: HttpRequest,
    form: CorrectionForm,
    refusals: list[str],
    status: int = 200,
    preview: Preview | None = None,
) -> HttpResponse:
    statement = form.statement
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Correct"),
        "opts": desk.opts,
        "statement": statement,
        "standing": Standing.of(statement, timezone.now()),
        "alongside": alongside.of(statement, timezone.now()),
        "readers_language": language_of_address(statement.language),
        "form": form,
        "preview": preview,
        "refusals": refusals,
        "may_do": form.is_bound or not refusals,  # what was typed is shown again
    }
    return TemplateResponse(request, "admin/statements/statement/correct.html", context, status=status)


def _send(form: CorrectionForm, person: User) -> None:
    statement = form.statement
    content = form.content()
    statement.lock_version = form.cleaned_data["lock_version"]
    with verbs.together():
        reopened = verbs.reopen(statement, by=person)
        saved = verbs.save(reopened, by=person, content=content)
        for number in form.cleaned_data.get("says_edition", ()):
            saved = verbs.follow(saved, by=person, edition=alongside.edition_said(saved, number))
        verbs.submit(saved, by=person, plan=Plan(form.cleaned_data["plan"]))
