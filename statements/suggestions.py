"""What a reader may be looking for while typing: public topics, bodies and statements, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext

from .filters import Bodies, Filter, Topics
from .models import Edition, IssuingBody, SearchRow, Topic
from .public import public_file
from .search.engine import condition
from .search.finding import Found, Kept, everything
from .search.grammar import MOST_TERMS
from .search.tokens import STOP_WORDS, tokens
from .search.tree import All, Any, Prefix, Word

LONGEST = 100  # characters that are looked at
SHORTEST = 2  # letters of the word that is being typed
MOST_FILED, MOST_STATEMENTS = 3, 5
RECENT = 3  # years that are looked through first
HEADLINE = "h§"  # the room of the search in which the words have to stand


@dataclass(frozen=True)
class Suggestion:
    """One suggestion: its words and their language, what is told of it, and where it leads."""

    words: str
    language: str
    told: str
    address: str


@public_file
def suggestions(request: HttpRequest) -> HttpResponse:
    """What begins with the words typed so far (`q`), in the order in which it is offered."""
    at = timezone.now()
    said = tokens(request.GET.get("q", "")[:LONGEST])[:MOST_TERMS]
    found: list[Suggestion] = []
    if said and len(said[-1]) >= SHORTEST:
        name = f"suggestions {get_language()} {said}"
        found = Kept(at).get(name, lambda: list(_suggested(said, at)))
    return JsonResponse({"suggestions": [asdict(one) for one in found]})


def _suggested(said: list[str], at: datetime) -> Iterator[Suggestion]:
    archive = everything(at)
    topics = {one.slug: one for one in Topic.objects.public(at)}
    bodies = {one.slug: one for one in IssuingBody.objects.all()}
    yield from _filed(said, Topics(), archive, at, topics)
    yield from _filed(said, Bodies(), archive, at, bodies)
    keys = _titled(said, archive, at)
    editions = Edition.objects.public(at).select_related("statement").in_bulk(keys)
    yield from (_statement(editions[key]) for key in keys if key in editions)


def _filed(
    said: list[str],
    one: Filter,
    archive: Found,
    at: datetime,
    named: dict[str, Topic] | dict[str, IssuingBody],
) -> Iterator[Suggestion]:
    """What there is to filter by, called so in any language, with the number of its statements."""
    number = 0
    for choice in one.offer(archive, Kept(at)):
        it = named.get(choice.value)
        if it and number < MOST_FILED and _begins(said, [choice.label, *it.names.values()]):
            number += 1
            counted = ngettext("%(number)d statement", "%(number)d statements", choice.count)
            told = f"{one.heading} · {counted % {'number': choice.count}}"
            yield Suggestion(choice.label, get_language() or "", told, reverse(one.name, args=[it.slug]))


def _begins(said: Sequence[str], names: Iterable[str]) -> bool:
    """Whether a name has all of these words, the last perhaps as the beginning of one."""
    *whole, begun = said
    told = [tokens(name) for name in names]
    return any(set(whole) <= set(name) and any(token.startswith(begun) for token in name) for name in told)


def _titled(said: list[str], archive: Found, at: datetime) -> list[int]:
    """The newest editions that have these words in their headline, the last perhaps as the beginning of one.

    Asked for without an order, so that both databases go by the words; the last years first.
    """
    *whole, begun = said
    words = [Word(token) for token in whole if token not in STOP_WORDS]
    is_told = begun in STOP_WORDS and bool(words)  # no headline is found by such a word
    tree = All((*words, *([] if is_told else [Any((Word(begun), Prefix(begun)))])))
    newest = max(archive.counts["year"], default=0)
    for years in (range(newest - RECENT + 1, newest + 1), ()):
        fitting = SearchRow.objects.public(at).filter(condition(tree, HEADLINE, years)).order_by()
        found = sorted(fitting.values_list("moment", "statement", "edition"), reverse=True)
        if len(found) >= MOST_STATEMENTS:
            break
    return [key for _moment, _statement, key in found[:MOST_STATEMENTS]]


def _statement(edition: Edition) -> Suggestion:
    told = f"{edition.get_kind_display()} · {date_format(timezone.localtime(edition.issued_at), 'j F Y')}"
    return Suggestion(edition.headline, edition.language, told, edition.get_absolute_url())
