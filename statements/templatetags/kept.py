"""Parts of pages that are kept (`statements.renderings`): each tag names all that its template shows."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from statements.models import Edition
from statements.neighbours import Neighbours
from statements.renderings import kept
from statements.search.snippets import Run

from .newsroom import first_words, speakers

register = template.Library()


@register.simple_tag
def the_same(name: str) -> SafeString:
    """A template that shows nothing of the page it stands on."""
    return kept(name, {})


@register.simple_tag
def row(edition: Edition, leads: bool = False, passages: Sequence[Sequence[Run]] = ()) -> SafeString:
    """One statement in a list; `leads` where it leads the page, `passages` around what was looked for."""
    said = [part if isinstance(part, str) else (part.slug, part.name) for part in speakers(edition)]
    topics = [(filing.tag.slug, filing.tag.label) for filing in edition.statement.filings.all()]
    words = first_words(edition) if leads and not edition.standfirst else ""
    shown = (*_named(edition), edition.standfirst, edition.change_kind, words)
    context = {"edition": edition, "words": words, "passages": passages}
    return kept("statements/_row.html", context, shown, said, topics, passages)


@register.simple_tag
def text_of(edition: Edition, anchors: Sequence[str] = ()) -> SafeString:
    """The text of an edition, from the dateline to the paragraph about the body."""
    dated = (edition.dateline_place, edition.dateline_date, edition.issued_at)
    after = (edition.signatories, edition.notes_to_editors, edition.body_name, edition.body_boilerplate)
    context = {"edition": edition, "anchors": anchors}
    return kept("statements/_text.html", context, edition.body, edition.language, dated, after, list(anchors))


@register.simple_tag
def related(neighbours: Neighbours) -> SafeString:
    """What was said on the same matter since, and before."""
    shown = ([_named(one) for one in those] for those in (neighbours.since, neighbours.before))
    return kept("statements/_related.html", {"neighbours": neighbours}, *shown)


def _named(edition: Edition) -> tuple[object, ...]:
    """What a line shows of an edition: when, of what kind, in which language, its headline, its address."""
    address = (edition.language, edition.statement.year, edition.statement.slug)
    return edition.issued_at, edition.kind, edition.headline, *address
