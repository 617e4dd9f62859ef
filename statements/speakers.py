"""Who speaks, as readers know them: bodies with something on record, the newsroom's own, whom to ring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import override

from .addresses import language_of_address
from .models import Content, Edition, IssuingBody, Newsroom, PressContact
from .models.bodies import IssuingBodyQuerySet, first_body
from .models.editions import EditionQuerySet

T = TypeVar("T")
_PLACE = re.compile(r"%\((\w+)\)s")


def of(content: Content) -> list[IssuingBody]:
    """Who speaks, the issuing body first, then the joint bodies in the agreed order.

    Costs no query where issuing body and bodies were fetched with the text.
    """
    if content.pk is None:
        return content.spoken_by()
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
    on_record = Edition.objects.on_record(at).filter(sealed_at=None)
    spoken = Edition.bodies.through.objects.filter(edition__in=on_record)
    below = IssuingBody.objects.filter(path__startswith=OuterRef("path"), pk__in=spoken.values("issuingbody"))
    return IssuingBody.objects.filter(Exists(below)).order_by("path")


def spoken_by(editions: EditionQuerySet, bodies: Iterable[IssuingBody]) -> EditionQuerySet:
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


def newsroom_name(newsroom: Newsroom | None = None) -> str:
    """The name on every page: as set, else the name of the newsroom's own body, else a plain word."""
    if name := (newsroom or Newsroom.current()).name:
        return name
    body = first_body()
    return body.name if body else _("Newsroom")


def contacts_of_the_newsroom(newsroom: Newsroom) -> list[PressContact]:
    """Whom journalists may ring about the whole: the contact that is set, else those of the own body."""
    contact = newsroom.public_contact
    return [contact] if contact else _published(first_body())


def contacts_of(body: IssuingBody) -> list[PressContact]:
    """Whom journalists may ring today: the body's published contacts, of one above it, the newsroom's."""
    return _published(body) or contacts_of_the_newsroom(Newsroom.current())


def _published(body: IssuingBody | None) -> list[PressContact]:
    """The published contacts of a body, else those of the nearest body above it."""
    if body is None:
        return []
    published = PressContact.objects.filter(body__in=body.lineage, is_published=True)
    per_body: dict[int, list[PressContact]] = {}
    for contact in published:
        per_body.setdefault(contact.body_id, []).append(contact)
    return next((per_body[key] for key in reversed(body.lineage) if key in per_body), [])
