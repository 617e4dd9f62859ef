"""What the form of a statement says, written by the law's verbs."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from statements import parts, verbs
from statements.models import IssuingBody, Statement
from statements.parts import Beginning
from statements.rights import may
from statements.workflow import Verb

from .alongside import edition_said
from .forms import StatementForm


def begin(form: StatementForm) -> Statement:
    """Begin a draft; raises `verbs.BegunAlready` where this very form has begun one before."""
    typed = form.cleaned_data
    with transaction.atomic():
        content = _with_new(form)
        return verbs.begin(
            by=form.person,
            body=content.pop("issuing_body"),
            content=content,
            topics=typed["topics"],
            slug=typed["slug"],
            token=typed["form_token"],
        )


def save(form: StatementForm, statement: Statement) -> Statement:
    """Save on the version the form was opened at, and file anew where the topics changed."""
    typed, person = form.cleaned_data, form.person
    statement.lock_version = typed["seen_version"]
    with verbs.together():
        saved = verbs.save(statement, by=person, content=_with_new(form), slug=typed["slug"])
        is_filed_anew = set(typed["topics"]) != set(saved.topics.names())
        if is_filed_anew and may(person, f"statements.{Verb.REFILE}", saved):
            saved = verbs.refile(saved, by=person, topics=typed["topics"])
        if (said := edition_said(saved, typed["says_edition"])) and may(
            person, f"statements.{Verb.FOLLOW}", saved
        ):
            saved = verbs.follow(saved, by=person, edition=said)
    return saved


def _with_new(form: StatementForm) -> dict[str, Any]:
    """What was typed, with what is new in it begun."""
    content = form.content()
    return parts.with_new(
        content, Beginning(form.person, _body(content["issuing_body"]), content["language"])
    )


def _body(chosen: IssuingBody | str) -> IssuingBody:
    """The body chosen in the form, or the one chosen of two texts, which is named by its code."""
    return chosen if isinstance(chosen, IssuingBody) else IssuingBody.objects.get(code=chosen)
