"""The words of a statement: the same fields on the desk copy and on every edition, and their digest."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements import attachments, prose, text
from statements.parts import PARTS

from .bodies import IssuingBody
from .columns import unfit_columns
from .files import Use, unfit_uses

YEARS = range(1800, 3000)  # beyond these a date is a slip of the pen, or overflows a time zone
SCHEMA = 1  # of the JSON a revision keeps


class Kind(models.TextChoices):
    """What sort of text it is."""

    PRESS_STATEMENT = "press_statement", _("Press statement")
    PRESS_RELEASE = "press_release", _("Press release")
    RESOLUTION = "resolution", _("Resolution")
    OPEN_LETTER = "open_letter", _("Open letter")
    SOLIDARITY = "solidarity", _("Message of solidarity")
    CONDOLENCE = "condolence", _("Condolence")
    MEDIA_ADVISORY = "media_advisory", _("Media advisory")
    REBUTTAL = "rebuttal", _("Rebuttal")
    NOT_OURS = "not_ours", _("Not our statement")


class ChangeKind(models.TextChoices):
    """What an edition is to the one before it. Empty while a correction has not said it yet."""

    FIRST = "first", _("First edition")
    MINOR = "minor", _("Minor change")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")


def newsroom_language() -> str:
    """The language a new text is in until somebody says otherwise."""
    return str(settings.LANGUAGE_CODE)


def content_languages() -> list[tuple[str, str]]:
    """The languages a text may be in, by code, each by its own name."""
    return list(settings.CONTENT_LANGUAGES)


class Content(models.Model):
    """What readers read. Approval, revision and digest are over exactly these fields."""

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.PRESS_STATEMENT,
        help_text=_("“Not our statement” warns of a text that goes round under our name and is not ours."),
    )
    language = models.CharField(
        _("language"), max_length=12, choices=content_languages, default=newsroom_language
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    standfirst = models.TextField(_("summary line"), blank=True)
    body = models.TextField(_("text"), blank=True)
    dateline_place = models.CharField(_("place"), max_length=120, blank=True)
    dateline_date = models.DateField(_("date"), null=True, blank=True)
    issuing_body = models.ForeignKey(
        IssuingBody, models.PROTECT, related_name="issued_%(class)ss", verbose_name=_("issued by")
    )
    joint_bodies = models.JSONField(_("issued together with"), default=list, blank=True)  # codes, in order
    signatories = models.JSONField(
        _("signatories"), default=list, blank=True
    )  # [{name, post, body}], in order
    notes_to_editors = models.TextField(_("notes to editors"), blank=True)
    change_kind = models.CharField(
        _("kind of change"), max_length=20, choices=ChangeKind.choices, default=ChangeKind.FIRST, blank=True
    )
    change_note = models.TextField(_("what was changed and why"), blank=True)
    already_issued_on = models.DateField(
        _("already issued on"),
        null=True,
        blank=True,
        help_text=_("The true date, where the statement is older than its place here."),
    )
    attachments = models.JSONField(_("files"), default=list, blank=True)  # `statements.attachments`, in order
    parts = models.JSONField(default=dict, blank=True, editable=False)  # `statements.parts`, by name
    # Every body that speaks: derived from the two fields above, so that lists filter by one join.
    bodies = models.ManyToManyField(IssuingBody, related_name="%(class)ss", editable=False)

    class Meta:
        abstract = True

    def content(self) -> dict[str, Any]:
        """The content without what stands at its default; bodies by code, dates as ISO text."""
        written = {name: _plain(getattr(self, name)) for name in FIELDS}
        told = {name: value for name, value in written.items() if value != DEFAULTS[name]}
        return {**told, **self.parts}

    def take(self, content: Mapping[str, Any]) -> None:
        """Take content as `content()` gives it, word for word; what is absent becomes its default."""
        for name in FIELDS:
            setattr(self, name, _parsed(name, content.get(name, DEFAULTS[name])))
        self.parts = {name: value for name, value in content.items() if name not in DEFAULTS and value}

    def write(self, changes: Mapping[str, Any]) -> None:
        """Take what a person typed into some of the fields: tidied, and the text sanitised.

        Raises ValueError for a name that is no content field: nothing else is ever written from a form.
        """
        if others := set(changes) - {*FIELDS, *PARTS}:
            raise ValueError(f"not content: {', '.join(sorted(others))}")
        for name in changes.keys() & set(FIELDS):
            setattr(self, name, _tidied(name, _parsed(name, changes[name])))
        typed = {name: PARTS[name].tidied(changes[name]) for name in changes.keys() & set(PARTS)}
        self.parts = {name: entries for name, entries in {**self.parts, **typed}.items() if entries}

    def spoken_by(self) -> list[IssuingBody]:
        """The issuing body, then the joint bodies in the agreed order."""
        if not self.joint_bodies:
            return [self.issuing_body]
        known = {body.code: body for body in IssuingBody.objects.filter(code__in=self.joint_bodies)}
        joint = {code: known[code] for code in self.joint_bodies if code in known}
        return list(({self.issuing_body.code: self.issuing_body} | joint).values())

    def unfit(self) -> Iterator[str]:
        """Sentences on what the newsroom has no place for: words too long, a kind, language or body unknown.

        What is missing is said by the checklist: a draft may lack anything.
        """
        columns = {field.name for field in self._meta.concrete_fields}
        left_out = {name for name in columns if name not in FIELDS or not getattr(self, name)}
        left_out |= {"language", "issuing_body"}  # said below; held by the database
        yield from unfit_columns(self, left_out)
        if self.language and self.language not in dict(content_languages()):
            yield gettext("“%(code)s” is not a language of this newsroom.") % {"code": self.language}
        for name in ("dateline_date", "already_issued_on"):
            day = getattr(self, name)
            if day and day.year not in YEARS:
                yield gettext("%(day)s is not a date of any statement.") % {"day": day.isoformat()}
        known = IssuingBody.objects.in_bulk(self.joint_bodies, field_name="code")
        for code in self.joint_bodies:
            if code not in known:
                yield gettext("There is no issuing body with the code %(code)s.") % {"code": code}
        yield from unfit_uses(self.attachments)
        yield from self.unfit_parts()

    def unfit_parts(self) -> Iterator[str]:
        """Of these what other apps let a text say: a demand that is not here."""
        named = ((part, self.parts.get(name)) for name, part in PARTS.items())
        yield from chain.from_iterable(part.unfit(entries) for part, entries in named if entries)

    def uses(self) -> list[Use]:
        """The files it names, each with what is written of it."""
        return Use.of(self.attachments)

    def headline_for_lists(self) -> str:
        """The headline, or a word that says there is none yet."""
        return self.headline or str(_("(no headline yet)"))


FIELDS = (
    "kind", "language", "headline", "standfirst", "body", "dateline_place", "dateline_date", "issuing_body",
    "joint_bodies", "signatories", "notes_to_editors", "change_kind", "change_note", "already_issued_on",
    "attachments",
)  # fmt: skip
DEFAULTS: dict[str, Any] = {
    "kind": Kind.PRESS_STATEMENT.value,
    "language": "",  # always told: a digest must not depend on a newsroom's setting
    "headline": "",
    "standfirst": "",
    "body": "",
    "dateline_place": "",
    "dateline_date": None,
    "issuing_body": None,
    "joint_bodies": [],
    "signatories": [],
    "notes_to_editors": "",
    "change_kind": ChangeKind.FIRST.value,
    "change_note": "",
    "already_issued_on": None,
    "attachments": [],
}


def names() -> tuple[str, ...]:
    """The names of all that content can hold: its fields, then the parts that are declared."""
    return (*FIELDS, *PARTS)


def default(name: str) -> Any:
    """The value at which a field or part adds nothing to content."""
    return DEFAULTS.get(name, [])


def labels() -> dict[str, str]:
    """What each field and part is called on screens."""
    columns = {column.name: column.verbose_name for column in Content._meta.concrete_fields}
    return {name: str(PARTS[name].label if name in PARTS else columns[name]) for name in names()}


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content's canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no blanks, UTF-8: the same bytes for the same content everywhere."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, IssuingBody):
        return value.code
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, models.enums.Choices):
        return value.value
    return str(value) if isinstance(value, str) else value  # a safe string is stored as a plain one


def _parsed(name: str, value: Any) -> Any:
    if name == "issuing_body" and isinstance(value, str):
        return IssuingBody.objects.get(code=value)
    if name in {"dateline_date", "already_issued_on"} and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return list(value) if isinstance(value, list | tuple) else value


def _tidied(name: str, value: Any) -> Any:
    if name == "body":
        return str(prose.clean(value))
    if name == "signatories":
        return [
            {part: text.line(person.get(part, "")) for part in ("name", "post", "body")} for person in value
        ]
    if name == "attachments":
        return attachments.tidied(value)
    if name in {"headline", "dateline_place", "standfirst"}:
        return text.line(value)
    return text.lines(value) if isinstance(value, str) else value
