"""The formats that stand beside a statement's page: its address, a dot, and what is wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import paper, prose
from statements.handout import as_published, day_words
from statements.on_record import Found, find, target_address
from statements.public import public_file

from . import citations
from .card import open_graph
from .linked_data import news_article
from .ninjs import ninjs
from .plain import share, text
from .said import Said, said

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Format:
    """One format: its media type, its name for readers, how it is written."""

    media: str
    words: str | Promise
    write: Callable[[Said, Found], str | bytes]


def as_json(told: Any) -> str:
    """JSON as people can read it too."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def json_answer(told: Any) -> HttpResponse:
    """The same as the answer to a request."""
    return HttpResponse(as_json(told), content_type="application/json")


# By what stands behind the dot.
FORMATS: dict[str, Format] = {
    "txt": Format("text/plain", gettext_lazy("Text"), lambda one, found: text(one)),
    "json": Format("application/json", "JSON", lambda one, found: as_json(ninjs(one))),
    "pdf": Format("application/pdf", "PDF", lambda one, found: paper.pdf(found)),
    "png": Format(
        "image/png", gettext_lazy("Picture"), lambda one, found: paper.card(found, paper.Shape.WIDE)
    ),
}
CITATIONS: dict[str, Format] = {
    "bib": Format("application/x-bibtex", "BibTeX", lambda one, found: citations.bibtex(one)),
    "ris": Format("application/x-research-info-systems", "RIS", lambda one, found: citations.ris(one)),
    "csl.json": Format(
        "application/vnd.citationstyles.csl+json", "CSL-JSON", lambda one, found: as_json(citations.csl(one))
    ),
}
EVERY = FORMATS | CITATIONS


@dataclass(frozen=True)
class Way:
    """Where a format of a statement stands, its media type and its name."""

    address: str
    media: str
    words: str | Promise


@dataclass(frozen=True)
class Elsewhere:
    """What a statement's page needs of all this: the ways to other formats, the cards, the citations."""

    ways: list[Way]
    citations: list[Way]
    open_graph: list[tuple[str, str]]
    embed: str  # where oEmbed speaks of it
    data: SafeString
    styles: list[tuple[str, str]]  # APA and Chicago
    text: str  # where the whole of it stands as plain text
    share: str  # what one forwards


def elsewhere(one: Said, found: Found) -> Elsewhere:
    """The statement outside its page."""
    with as_published(found.edition):
        return Elsewhere(
            ways=_ways(found, FORMATS),
            citations=_ways(found, CITATIONS),
            open_graph=open_graph(one),
            embed=f"{reverse('oembed')}?{urlencode({'url': one.address})}",
            data=prose.data_block(as_json(news_article(one))),
            styles=[("APA", citations.apa(one)), ("Chicago", citations.chicago(one))],
            text=address_beside(found.address, "txt"),
            share=share(one),
        )


@public_file
def beside(request: HttpRequest, year: int, slug: str, suffix: str) -> HttpResponse:
    """A statement in one format, at its one canonical address; removed and sealed are gone here too."""
    found = find(timezone.now(), year=year, slug=slug)
    if found is None:
        raise Http404
    wanted = target_address(found) or (found.address if found.editions else "")
    address = address_beside(wanted, suffix) if wanted else request.path
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    if words := gone(found):
        return HttpResponse(words, content_type=PLAIN, status=HTTPStatus.GONE)
    return _written(request, found, suffix)


def _written(request: HttpRequest, found: Found, suffix: str) -> HttpResponse:
    one = EVERY[suffix]
    with as_published(found.edition):
        try:
            made = one.write(said(request, found), found)
        except paper.NotForPaper as reason:
            return HttpResponse(f"{reason}\n", content_type=PLAIN, status=HTTPStatus.NOT_FOUND)
    charset = "; charset=utf-8" if one.media.startswith("text/") else ""
    response = HttpResponse(made, content_type=one.media + charset)
    response["Content-Disposition"] = f'inline; filename="{found.statement.reference}.{suffix}"'
    response["Content-Language"] = found.edition.language
    response["Link"] = f'<{request.build_absolute_uri(found.address)}>; rel="canonical"'
    return response


def gone(found: Found) -> str:
    """What is said in place of a statement that is removed, or sealed as it stands; empty of any other."""
    reference = str(found.statement.reference)
    if not found.editions and found.withdrawal:
        day = _("Removed on %(day)s") % {"day": day_words(found.withdrawal.in_force_from)}
        return f"{reference}\n{day}\n\n{found.withdrawal.explanation}\n"
    if found.edition.is_sealed:
        number = _("Edition %(number)s") % {"number": found.edition.number}
        sealed = _("This edition is sealed")
        return f"{reference} · {number}\n{sealed}\n\n{found.edition.seal_reason}\n\n{found.edition.digest}\n"
    return ""


def address_beside(address: str, suffix: str) -> str:
    """Where this format of the statement with this address stands; a short address has none beside it."""
    return address if address.startswith("/r/") else f"{address.rstrip('/')}.{suffix}"


def _ways(found: Found, those: Mapping[str, Format]) -> list[Way]:
    return [Way(address_beside(found.address, suffix), one.media, one.words) for suffix, one in those.items()]
