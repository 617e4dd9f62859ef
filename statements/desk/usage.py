"""What uses a body or a topic, and who may approve for a body: shown above their forms, with links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statements.approval import those_who_may_approve
from statements.models import Edition, IssuingBody, Statement, Topic
from statements.speakers import known
from statements.workflow import State


@dataclass(frozen=True)
class Use:
    """One thing that uses it, in words, and the page that shows it; empty where there is none."""

    words: str
    address: str = ""


def uses_of_body(body: IssuingBody, at: datetime) -> Iterator[Use]:
    """Where a body stands in public, in how many statements, and what is part of it."""
    is_known = known(at).filter(pk=body.pk).exists()
    yield Use(
        _("Readers know it: its page") if is_known else _("Readers do not know it."),
        reverse("body", args=[body.slug]) if is_known else "",
    )
    yield _public(Edition.objects.public(at).filter(bodies=body).count(), body=body.slug)
    yield _in_all(Statement.objects.filter(bodies=body).exclude(state=State.DISCARDED).count())
    for part in body.sub_bodies.all():
        yield Use(_("Part of it: %(body)s") % {"body": part.name}, _form("issuingbody", part.pk))


def uses_of_topic(topic: Topic, at: datetime) -> Iterator[Use]:
    """Where a topic stands in public, on how many statements, and what was merged into it."""
    if topic.merged_into:
        words = _("Merged into “%(topic)s”: its address leads there.") % {"topic": topic.merged_into.label}
        yield Use(words, _form("topic", topic.merged_into.pk))
        return
    is_public = Topic.objects.public(at).filter(pk=topic.pk).exists()
    yield Use(
        _("Readers know it: its page") if is_public else _("Readers do not know it."),
        topic.get_absolute_url() if is_public else "",
    )
    filed = Statement.objects.filter(filings__tag=topic).exclude(state=State.DISCARDED)
    yield _public(Edition.objects.public(at).filter(statement__in=filed).count(), topic=topic.slug)
    yield _in_all(filed.count())
    for merged in topic.merged.all():
        yield Use(_("Merged into it: %(topic)s") % {"topic": merged.name}, _form("topic", merged.pk))


def who_approves(body: IssuingBody) -> str:
    """Who may say yes for a body, in a sentence."""
    names = ", ".join(person.called for person in those_who_may_approve(body))
    return _("May approve: %(people)s.") % {"people": names or _("nobody")}


def too_few_approve(body: IssuingBody) -> str:
    """A warning where fewer people may approve than the body asks for; empty where they suffice."""
    there = those_who_may_approve(body).count()
    if body.is_external or there >= body.approvals_required:
        return ""
    return _(
        "%(body)s asks for %(asked)d approvals, and %(there)d people may give them: "
        "nothing of it can be approved. Add reviewers, or ask for fewer."
    ) % {"body": body.name, "asked": body.approvals_required, "there": there}


def _public(count: int, **narrowed: str) -> Use:
    words = ngettext("%(count)d statement is public", "%(count)d statements are public", count)
    return Use(words % {"count": count}, f"{reverse('archive')}?{urlencode(narrowed)}" if count else "")


def _in_all(count: int) -> Use:
    words = ngettext(
        "%(count)d statement in all, drafts included", "%(count)d statements in all, drafts included", count
    )
    return Use(words % {"count": count})


def _form(model: str, key: int) -> str:
    return reverse(f"admin:statements_{model}_change", args=[key])
