"""Updates: what came of a demand, with evidence; append-only, approved by a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from statements.attachments import file_name
from statements.models import File
from statements.models.changes import Bound
from statements.models.content import digest
from statements.models.files import NOTHING, Use
from statements.models.languages import TextPerLanguage, in_language
from statements.models.plain import Line, Lines

from .demands import Status
from .subject import Subject
from .versions import Proposal, ProposalQuerySet, Verdict


class Kind(models.TextChoices):
    """What happened to a demand."""

    ADDRESSED = "addressed", _("Addressed to them")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    MEETING = "meeting", _("Meeting")
    PROMISE = "promise", _("Promise")
    PARTIAL = "partial", _("Partial step")
    MET = "met", _("Met")
    REJECTED = "rejected", _("Rejected")
    REVERSED = "reversed", _("Reversed")
    LAPSED = "lapsed", _("Lapsed")
    NOTE = "note", _("Note")


@dataclass(frozen=True)
class Rule:
    """What an update of one kind may and must say."""

    types: tuple[Status.Type, ...]  # of the status it may set
    needs_status: bool = False
    is_verdict: bool = False  # then it needs evidence
    ends_promise: bool = False


_T = Status.Type
RULES: dict[Kind, Rule] = {
    Kind.ADDRESSED: Rule((_T.OPEN,)),
    Kind.ACKNOWLEDGED: Rule((_T.OPEN, _T.MOVING)),
    Kind.MEETING: Rule((_T.OPEN, _T.MOVING)),
    Kind.PROMISE: Rule((_T.MOVING,), ends_promise=True),
    Kind.PARTIAL: Rule((_T.PARTIAL, _T.MOVING), needs_status=True, is_verdict=True),
    Kind.MET: Rule((_T.MET,), needs_status=True, is_verdict=True, ends_promise=True),
    Kind.REJECTED: Rule((_T.REFUSED,), needs_status=True, is_verdict=True, ends_promise=True),
    Kind.REVERSED: Rule(
        (_T.OPEN, _T.MOVING, _T.PARTIAL, _T.REFUSED), needs_status=True, is_verdict=True, ends_promise=True
    ),
    Kind.LAPSED: Rule((_T.OPEN, _T.STALLED, _T.CLOSED), needs_status=True, ends_promise=True),
    Kind.NOTE: Rule((_T.STALLED, _T.CLOSED)),
}
ENDING = tuple(kind for kind, rule in RULES.items() if rule.ends_promise)


class DemandUpdateQuerySet(ProposalQuerySet["DemandUpdate"]):
    """Updates, as readers know them."""

    BOUNDS = (Bound("overdue_from"),)

    def noticed(self) -> DemandUpdateQuerySet:
        """Promises readers know: of the others no moment may be told."""
        return self.filter(verdict=Verdict.APPROVED)

    def public(self, at: datetime) -> DemandUpdateQuerySet:
        """Those readers see at `at`: approved, not struck by a later one, of demands they know."""
        known = Subject.objects.public(at).filter(pk=OuterRef("subject"))
        return self.standing(at).filter(Exists(known))

    def standing(self, at: datetime) -> DemandUpdateQuerySet:
        """Those that are approved and not struck by one that is."""
        struck = DemandUpdate.objects.approved(at).filter(strikes=OuterRef("pk"))
        return self.approved(at).filter(~Exists(struck))

    def setting_status(self, at: datetime) -> DemandUpdateQuerySet:
        """Those that set a status, the latest first: by the day it happened, then by number."""
        return self.standing(at).filter(status__isnull=False).order_by("-event_on", "-number")

    def promises(self, at: datetime) -> DemandUpdateQuerySet:
        """Public promises with a day they are due on that nothing later has ended."""
        later = Q(event_on__gt=OuterRef("event_on")) | Q(
            event_on=OuterRef("event_on"), number__gt=OuterRef("number")
        )
        ended = DemandUpdate.objects.standing(at).filter(later, kind__in=ENDING, subject=OuterRef("subject"))
        promised = self.public(at).filter(kind=Kind.PROMISE, due_on__isnull=False)
        return promised.filter(~Exists(ended)).order_by("due_on", "pk")

    def overdue(self, at: datetime) -> DemandUpdateQuerySet:
        """Promises whose day has passed at `at`."""
        return self.promises(at).filter(overdue_from__lte=at)

    def with_evidence(self) -> DemandUpdateQuerySet:
        """Each with its evidence and the files of that; one query for all."""
        shown = Evidence.objects.select_related("file").defer("file__text")
        return self.prefetch_related(Prefetch("evidence", shown))


class DemandUpdate(Proposal):
    """What happened to a demand on a day. A mistake is not mended but struck by another update."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="updates")
    event_on = models.DateField(_("happened on"))
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    status = models.ForeignKey(Status, models.PROTECT, null=True, blank=True, verbose_name=_("status since"))
    texts = TextPerLanguage(_("in words"))
    due_on = models.DateField(_("promised for"), null=True, blank=True)
    overdue_from = models.DateTimeField(null=True, blank=True, editable=False)  # the midnight after that day
    strikes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="struck_by", verbose_name=_("strikes")
    )

    objects = DemandUpdateQuerySet.as_manager()

    class Meta(Proposal.Meta):
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        indexes = [
            models.Index(fields=["subject", "-event_on", "-number"], name="update_newest_first"),
            models.Index(
                fields=["overdue_from"], condition=Q(overdue_from__isnull=False), name="update_overdue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.event_on.isoformat()}"

    @property
    def text(self) -> str:
        """What is said of it, in the reader's language."""
        return in_language(self.texts)

    def is_overdue(self, at: datetime) -> bool:
        """Whether the day it is promised for has passed at `at`."""
        return self.overdue_from is not None and self.overdue_from <= at

    def content(self, evidence: list[dict[str, Any]]) -> dict[str, Any]:
        """What its digest is over, in plain JSON without what is empty."""
        said = {
            "event_on": self.event_on.isoformat(),
            "kind": str(self.kind),
            "status": self.status.slug if self.status else None,
            "texts": self.texts,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "strikes": self.strikes.number if self.strikes else None,
            "evidence": evidence,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def is_true_to_digest(self) -> bool:
        """Whether it still says what was approved."""
        return digest(self.content([one.content() for one in self.evidence.all()])) == self.digest


class Evidence(models.Model):
    """What shows that an update is true: where it can be read, by link or as a file, and its words."""

    class Kind(models.TextChoices):
        GAZETTE = "gazette", _("Gazette")
        ORDER = "order", _("Order or judgment")
        MINUTES = "minutes", _("Minutes")
        NEWS = "news", _("News report")
        LETTER = "letter", _("Letter")
        OWN = "own", _("Statement of our own")

    WORDS = ("kind", "url", "title", "publisher", "dated", "quote")

    update = models.ForeignKey(DemandUpdate, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NEWS)
    url = models.URLField(_("link"), max_length=500, blank=True)
    file = models.ForeignKey(
        File, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("file")
    )
    title = Line(_("title"), max_length=300)
    publisher = Line(_("published by"), max_length=200)
    dated = models.DateField(_("of the day"), null=True, blank=True)
    quote = Lines(_("in its words"), blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["update", "place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | Q(file__isnull=False), name="evidence_can_be_looked_at"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_from_outside(self) -> bool:
        """Whether others than ourselves say so."""
        return self.kind != self.Kind.OWN

    @property
    def use(self) -> Use | None:
        """Its file as it is handed out: under its title, not under what the sender called it."""
        if self.file is None:
            return None
        name = file_name(f"{self.title.replace('/', '-')}.{self.file.extension}", self.file.extension)
        return Use(self.file, {**NOTHING, "name": name, "title": self.title})

    def content(self) -> dict[str, Any]:
        """What it says, in plain JSON without what is empty; its file by the hash of the bytes."""
        said = {name: getattr(self, name) for name in self.WORDS}
        said["dated"] = self.dated.isoformat() if self.dated else None
        said["file"] = self.file.sha256 if self.file else None
        return {name: str(value) for name, value in said.items() if value}
