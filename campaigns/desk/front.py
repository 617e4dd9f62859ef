"""What the desk's front page shows of campaigns: what waits, what came back, what goes stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Demand, DemandUpdate, Subject, Version
from campaigns.models.versions import Verdict
from statements.desk.counting import Bounded
from statements.desk.front import SHOWN, Look
from statements.desk.rows import Column
from statements.models import IssuingBody
from statements.models.languages import in_language
from statements.moments import clock_words
from statements.rights import bodies_where
from statements.workflow import Role

TEMPLATE = "admin/campaigns/_work_row.html"
QUIET_FOR = timedelta(days=270)  # without news of a demand: somebody looks whether it has stalled


@dataclass(frozen=True)
class Line:
    """One line: what it is, where it leads, what is to be known."""

    title: str
    address: str
    facts: str
    quote: str = ""
    button: str | Promise = ""


def columns(look: Look) -> list[Column]:
    """The columns of campaigns for this person."""
    return [_waiting(look), _sent_back(look), _overdue(look), _without_news(look)]


def _waiting(look: Look) -> Column:
    bodies = bodies_where(look.person, Role.REVIEWER)
    named = IssuingBody.approvers.through.objects.filter(issuingbody=OuterRef("subject__body"))
    mine = ~Q(Exists(named)) | Q(Exists(named.filter(user=look.person)))

    def lines(found: QuerySet[Version] | QuerySet[DemandUpdate]) -> list[Line]:
        waiting = found.filter(mine, verdict="", subject__body__in=bodies).exclude(author=look.person)
        return [_line(one, look.at) for one in waiting.select_related("subject__body", "author")[: SHOWN + 1]]

    waiting = [*lines(Version.objects.all()), *lines(DemandUpdate.objects.all())]
    return _column("subjects", gettext_lazy("Demands and the like: waiting for my yes"), waiting)


def _sent_back(look: Look) -> Column:
    newer = Version.objects.filter(subject=OuterRef("subject"), number__gt=OuterRef("number"))
    back = Version.objects.filter(~Exists(newer), verdict=Verdict.SENT_BACK, author=look.person)
    lines = [
        Line(one.title, _address(one.subject), _kind(one.subject), one.reason, gettext_lazy("Improve"))
        for one in back.select_related("subject")[: SHOWN + 1]
    ]
    return _column("subjects_back", gettext_lazy("Demands and the like: sent back to me"), lines)


def _overdue(look: Look) -> Column:
    kept = bodies_where(look.person, Role.DRAFTER, Role.REVIEWER)
    overdue = DemandUpdate.objects.overdue(look.at).filter(subject__body__in=kept).select_related("subject")
    lines = [
        Line(
            one.subject.title,
            _address(one.subject),
            _promised(one),
            one.text,
            gettext_lazy("Record what came of it"),
        )
        for one in overdue[: SHOWN + 1]
    ]
    return _column("promises", gettext_lazy("Promises overdue"), lines)


def _without_news(look: Look) -> Column:
    """Demands on which nothing was recorded for months: a person says whether they have stalled."""
    kept = bodies_where(look.person, Role.DRAFTER, Role.REVIEWER)
    news = DemandUpdate.objects.filter(subject=OuterRef("pk"), made_at__gt=look.at - QUIET_FOR)
    living = Demand.objects.public(look.at).filter(~Exists(news), body__in=kept)
    quiet = living.filter(public_from__lte=look.at - QUIET_FOR).with_status(look.at)
    quiet = quiet.filter(Q(status_type=None) | Q(status_type__in=("open", "moving", "partial")))
    words = _("no news for months")
    lines = [
        Line(one.title, _address(one), words, button=gettext_lazy("Record an update"))
        for one in quiet.order_by("public_from")[: SHOWN + 1]
    ]
    return _column("quiet_demands", gettext_lazy("Demands without news: stalled?"), lines)


def _line(proposal: Version | DemandUpdate, at: datetime) -> Line:
    subject = proposal.subject
    is_update = isinstance(proposal, DemandUpdate)
    what = _("update") if is_update else _kind(subject)
    when = clock_words(proposal.made_at, at)
    facts = _("%(what)s of %(body)s, by %(who)s, %(time)s") % {
        "what": what, "body": subject.body.name, "who": proposal.author.called, "time": when,
    }  # fmt: skip
    title = subject.title or subject.slug if is_update else proposal.title  # type: ignore[union-attr]
    quote = in_language(proposal.texts) if isinstance(proposal, DemandUpdate) else ""
    return Line(title, _address(subject), facts, quote, gettext_lazy("Read and approve"))


def _promised(update: DemandUpdate) -> str:
    return _("promised for %(day)s") % {"day": date_format(update.due_on, "j F Y") if update.due_on else ""}


def _kind(subject: Subject) -> str:
    return str(Subject.Kind(subject.kind).label)


def _address(subject: Subject) -> str:
    name = "calltoaction" if subject.kind == Subject.Kind.ACTION else subject.kind
    return reverse(f"admin:campaigns_{name}_change", args=[subject.pk])


def _column(code: str, title: str | Promise, lines: list[Line]) -> Column:
    is_cut = len(lines) > SHOWN
    return Column(code, title, lines[:SHOWN], Bounded(min(len(lines), SHOWN), is_cut), template=TEMPLATE)
