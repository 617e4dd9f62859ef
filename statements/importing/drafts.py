"""Makes drafts of what a reader found, by the law's own verb, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass

from statements import parts, prose, verbs
from statements.models import IssuingBody, Statement, User
from statements.objections import objections_to_begin
from statements.workflow import Verb

from .pasted_page import PastedStatement


@dataclass(frozen=True)
class Made:
    """One statement of the page: the draft made of it, or the one that was here before."""

    pasted: PastedStatement
    statement: Statement | None  # None in a dry run
    was_here: bool


def make_drafts(
    found: list[PastedStatement], *, body: IssuingBody, by: User, language: str, dry_run: bool = False
) -> list[Made]:
    """Begin a draft of `body` for each statement found that was not imported before.

    Raises `verbs.Refused` where `by` may not begin statements of that body; call it in a transaction. Who
    imports the same page for that body at the same moment waits for its end, and then finds everything here.
    """
    IssuingBody.objects.select_for_update(no_key=True).get(pk=body.pk)
    if refusals := objections_to_begin(Verb.BEGIN, body, by):
        raise verbs.Refused(refusals)
    made: list[Made] = []
    for pasted in found:
        key = f"page:{pasted.source_key}"
        before = Statement.objects.filter(source_key=key).first()
        twice = any(other.pasted.source_key == pasted.source_key for other in made)
        if before or twice or dry_run:
            made.append(Made(pasted, before, was_here=bool(before or twice)))
            continue
        words = {**_content(pasted, language), **parts.proposed(pasted.demands)}
        content = parts.with_new(words, parts.Beginning(by, body, language))
        begun = verbs.begin(by=by, body=body, content=content, source_key=key)
        made.append(Made(pasted, begun, was_here=False))
    return made


def _content(pasted: PastedStatement, language: str) -> dict[str, str]:
    return {
        "headline": pasted.headline,
        "standfirst": pasted.standfirst,
        "dateline_place": pasted.dateline_place,
        "language": language,
        "body": str(prose.from_paragraphs(pasted.blocks)),
    }
