"""The other language versions on a verb's page: a tick for each that can go with it, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import verbs, versions
from statements.closed import sealable_editions
from statements.models import Edition, Statement, User
from statements.models.languages import language_called
from statements.objections import objections
from statements.standing import Standing
from statements.workflow import Verb

if TYPE_CHECKING:
    from .verb_forms import VerbForm

# Verbs that ask, and the argument that is public words of theirs: said in each version's own language.
ASKING = {Verb.PUBLISH: "", Verb.STOP_RELEASE: "", Verb.WITHDRAW: "explanation", Verb.SEAL: "reason"}


@dataclass(frozen=True)
class Other:
    """Another language version; for sealing, one edition of it; and whether the verb may be done to it."""

    statement: Statement
    standing: Standing
    may_be_done: bool
    edition: Edition | None = None

    @property
    def key(self) -> str:
        """What its tick sends: which version, as it stood when the page was made."""
        number = self.edition.number if self.edition else ""
        return f"{self.statement.pk}.{self.statement.lock_version}.{number}"

    @property
    def language(self) -> str:
        """Its language, as the screen speaks of it."""
        return language_called(self.statement.language)

    @property
    def name(self) -> str:
        """What it is called beside its tick."""
        names = {"language": self.language, "standing": self.standing.words}
        if self.edition:
            return _("%(language)s, edition %(number)s") % {**names, "number": self.edition.number}
        return _("%(language)s (%(standing)s)") % names


def of(statement: Statement, verb: Verb, person: User) -> list[Other]:
    """The other versions that exist for this person, where the verb asks about them."""
    if verb not in ASKING:
        return []
    visible = Statement.objects.visible_to(person).values("pk")
    found = versions.others(statement).filter(pk__in=visible).select_related("issuing_body")
    found = found.prefetch_related("editions", "withdrawals")
    return [other for one in found for other in _of(one, verb, person)]


def fields(others: Sequence[Other], verb: Verb | None = None) -> dict[str, forms.Field]:
    """The ticks, and for each language ticked a place for its own words where the verb has public ones."""
    free = [other for other in others if other.may_be_done]
    if not free:
        return {}
    ticks = forms.MultipleChoiceField(
        label=_("Also in these languages"),
        choices=[(other.key, other.name) for other in free],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("What has no tick stays as it is."),
        error_messages={
            "invalid_choice": gettext_lazy("A version changed meanwhile. Look and choose again.")
        },
    )
    languages = {other.statement.language: other.language for other in free}
    own_words = {
        f"words_{code}": forms.CharField(
            label=_("For the public, in %(language)s (empty: the same words)") % {"language": name},
            widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            max_length=2000,
            required=False,
        )
        for code, name in languages.items()
    }
    return {"versions": ticks, **(own_words if verb is None or ASKING[verb] else {})}


def chosen(form: VerbForm) -> list[Other]:
    """The versions that were ticked."""
    ticked = form.cleaned_data.get("versions", ())
    return [other for other in form.others if other.key in ticked]


def carry_out(form: VerbForm, verb: Verb) -> Statement:
    """Do the verb to the statement and to each version ticked, at one moment and all of it or nothing.

    Raises `verbs.Refused` that names the version it could not be done to; `verbs.Stale` for the statement.
    """
    do, others, asked = getattr(verbs, verb), chosen(form), form.arguments()
    if not others:
        done: Statement = do(form.statement, by=form.person, **asked)
        return done
    with verbs.together():
        verbs.lock_in_order(form.statement, asked.get("target"), *(other.statement for other in others))
        at = timezone.now()
        done = do(form.statement, by=form.person, clock=lambda: at, **asked)
        now: dict[int, Statement] = {}  # of two editions sealed, the second meets what the first left
        for other in others:
            key = other.statement.pk
            with _named(other):
                own = _asked(form, verb, other)
                now[key] = do(now.get(key, other.statement), by=form.person, clock=lambda: at, **own)
    return done


@contextmanager
def _named(other: Other) -> Iterator[None]:
    """Name the version in what speaks against it."""
    try:
        yield
    except verbs.Refused as refused:
        raise verbs.Refused([f"{other.name}: {sentence}" for sentence in refused.sentences]) from refused


def _asked(form: VerbForm, verb: Verb, other: Other) -> dict[str, Any]:
    """What is asked of this version: the same, but its own words, edition and target."""
    asked = form.arguments()
    if words := form.cleaned_data.get(f"words_{other.statement.language}"):
        asked[ASKING[verb]] = words
    if other.edition:
        asked["edition"] = other.edition
    if target := asked.get("target"):
        public = versions.others(target).filter(editions__in=Edition.objects.public(timezone.now()))
        asked["target"] = public.filter(language=other.statement.language).first() or target
    return asked


def _of(one: Statement, verb: Verb, person: User) -> Iterator[Other]:
    at = timezone.now()
    standing, may_be_done = Standing.of(one, at), not objections(one, verb, person, at)
    if verb == Verb.SEAL and may_be_done:
        yield from (Other(one, standing, may_be_done, edition) for edition in sealable_editions(one, at))
    else:
        yield Other(one, standing, may_be_done)
