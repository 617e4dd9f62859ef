"""Who speaks, as readers know them: bodies with something on record, the newsroom's own, whom to ring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

from django.core.cache import caches
from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from .addresses import language_of_address
from .models import Content, Edition, IssuingBody, Newsroom, PressContact
from .models.bodies import IssuingBodyQuerySet
from .models.compiled import NUMBER, WORDS, compiled
from .models.editions import EditionQuerySet
from .models.epoch import PublicEpoch
from .models.languages import in_language
from .models.search import SearchRowQuerySet

T = TypeVar("T")
Rows = TypeVar("Rows", EditionQuerySet, SearchRowQuerySet)  # both have an edition's key
SAFE = ("GET", "HEAD")  # the methods that send nothing
WHOM_TO_RING = ("whom_to_ring",)  # joined to a body: a published contact
_PLACE = re.compile(r"%\((\w+)\)s")


def of(content: Content) -> list[IssuingBody]:
    """Who speaks, the issuing body first, then the joint bodies in the agreed order.

    Costs no query where issuing body and bodies were fetched with the text.
    """
    if content.pk is None:
        return content.spoken_by()
    if not content.joint_bodies:
        return [content.issuing_body]
    known = {body.code: body for body in content.bodies.all()}
    joint = {code: known[code] for code in content.joint_bodies if code in known}
    return list(({content.issuing_body.code: content.issuing_body} | joint).values())


def phrase(speakers: Sequence[T]) -> list[T | str]:
    """Speakers and the words between them, in the order of the reader's language: X with Y and Z."""
    first, *others = speakers
    if not others:
        return [first]
    return list(_filled(_("%(body)s with %(others)s"), body=[first], others=_enumerated(others)))


def called_then(edition: Edition) -> str:
    """Who speaks in an edition, in its own language; the issuing body by the name it had then."""
    joint = [body.name_in(edition.language) for body in of(edition)[1:]]
    with override(language_of_address(edition.language)):
        return "".join(phrase([edition.body_name, *joint]))


def called_today(content: Content) -> str:
    """Who speaks in a text, in the reader's language."""
    return "".join(phrase([body.name for body in of(content)]))


def _enumerated(speakers: Sequence[T]) -> list[T | str]:
    """Y, Z and W."""
    *before, last = speakers
    if not before:
        return [last]
    listed = [part for one in before for part in (", ", one)][1:]
    return list(_filled(_("%(several)s and %(last)s"), several=listed, last=[last]))


def _filled(pattern: str, **parts: Sequence[T | str]) -> Iterator[T | str]:
    """The words of a pattern, with the parts that its places name."""
    for number, words in enumerate(_PLACE.split(pattern)):
        if number % 2:
            yield from parts[words]
        elif words:
            yield words


def known(at: datetime) -> IssuingBodyQuerySet:
    """Bodies that have pages: those with an edition on record at `at`, and the bodies they are part of.

    On record and not merely public, so that the page of a withdrawn statement never names a missing page.
    """
    said = Edition.objects.on_record(at).filter(sealed_at=None, bodies=OuterRef("pk"))
    below = IssuingBody.objects.filter(Exists(said), path__startswith=OuterRef("path"))
    return IssuingBody.objects.filter(Exists(below)).order_by("path")


@compiled()
def everybody() -> IssuingBodyQuerySet:
    """All bodies there are with what names them, each behind the one it is part of."""
    return IssuingBody.objects.only("code", "slug", "names", "path").order_by("path")


def spoken_by(editions: Rows, bodies: Iterable[IssuingBody]) -> Rows:
    """Those of `editions` in which one of `bodies`, or a body below one, speaks, alone or jointly."""
    within = IssuingBody.objects.within(list(bodies))
    return editions.filter(
        Exists(Edition.bodies.through.objects.filter(edition=OuterRef("pk"), issuingbody__in=within))
    )


def counts(
    editions: EditionQuerySet, bodies: Iterable[IssuingBody], of: str | Combinable = "pk"
) -> dict[int, int]:
    """How many of `editions` each body speaks in, those of the bodies below it included; by the body's key.

    A statement of a body and its wing counts once for the body. `of` names what is counted.
    """
    per_body = {
        f"body_{body.pk}": Count(of, distinct=True, filter=Q(bodies__path__startswith=body.path))
        for body in bodies
    }
    counted = editions.order_by().aggregate(**per_body) if per_body else {}
    return {int(name.removeprefix("body_")): number for name, number in counted.items()}


def newsroom_of(request: HttpRequest) -> Newsroom:
    """The newsroom's settings, with the epoch of this request; they are read once for each epoch."""
    kept = vars(request)
    if "_newsroom" not in kept:
        kept["_newsroom"] = _newsroom() if request.method in SAFE else Newsroom.current()
    return cast(Newsroom, kept["_newsroom"])


def _newsroom() -> Newsroom:
    now = PublicEpoch.current()
    known: Newsroom | None = caches["held"].get("newsroom")
    if known is None or known.epoch != now:
        known = Newsroom.current()  # with its epoch, in one query
        caches["held"].set("newsroom", known, timeout=None)
    return known


def newsroom_name(newsroom: Newsroom | None = None) -> str:
    """The name on every page: as set, else the name of the newsroom's own body, else a plain word."""
    settled = newsroom or Newsroom.current()
    return settled.name or in_language(settled.own_names or {}) or _("Newsroom")


def contacts_of_the_newsroom(newsroom: Newsroom) -> list[PressContact]:
    """Whom journalists may ring about the whole: the contact that is set, else those of the own body."""
    contact = newsroom.public_contact
    return [contact] if contact else _published([newsroom.own_body])


def contacts_of(body: IssuingBody, newsroom: Newsroom | None = None) -> list[PressContact]:
    """Whom journalists may ring today: the body's published contacts, of one above it, the newsroom's."""
    settled = newsroom or Newsroom.current()
    return _nearest(_published([*body.lineage, settled.own_body]), body, settled)


@dataclass(frozen=True)
class Voices:
    """Who speaks in an edition, in the agreed order, and whom journalists may ring about it today."""

    bodies: list[IssuingBody]
    contacts: list[PressContact]


def voices(edition: Edition, newsroom: Newsroom) -> Voices:
    """The voices of an edition whose issuing body was read with it; one query for all of them."""
    above = [key for key in (*edition.issuing_body.lineage, newsroom.own_body) if key]
    rows = _with_whom_to_ring(list(edition.joint_bodies), above)
    contacts: list[PressContact] = [row.whom_to_ring for row in rows if hasattr(row, "whom_to_ring")]
    joint = {row.code: row for row in rows}
    return Voices(
        [edition.issuing_body, *(joint[code] for code in edition.joint_bodies if code in joint)],
        _nearest(contacts, edition.issuing_body, newsroom),
    )


@compiled(codes=WORDS, keys=NUMBER)
def _with_whom_to_ring(codes: list[str], keys: list[int]) -> IssuingBodyQuerySet:
    """The bodies of these codes and keys, each once for each published contact of it, or once without."""
    published = FilteredRelation("contacts", condition=Q(contacts__is_published=True))
    return (
        IssuingBody.objects.filter(Q(code__in=codes) | Q(pk__in=keys))
        .annotate(whom_to_ring=published)
        .select_related(*WHOM_TO_RING)
        .order_by("whom_to_ring__name", "whom_to_ring__pk")
    )


def _published(bodies: Iterable[int | None]) -> list[PressContact]:
    return _contacts([key for key in bodies if key])


@compiled(bodies=NUMBER)
def _contacts(bodies: list[int]) -> QuerySet[PressContact]:
    """The published contacts of these bodies."""
    return PressContact.objects.filter(body__pk__in=bodies, is_published=True)


def _nearest(contacts: Iterable[PressContact], body: IssuingBody, newsroom: Newsroom) -> list[PressContact]:
    """Those of the body, or of the nearest above it; else the one of the newsroom, or of its own body."""
    per_body: dict[int | None, list[PressContact]] = {}
    for contact in contacts:
        per_body.setdefault(contact.body_id, []).append(contact)
    near = next((per_body[key] for key in reversed(body.lineage) if key in per_body), [])
    whole = newsroom.public_contact
    return near or ([whole] if whole else per_body.get(newsroom.own_body, []))
