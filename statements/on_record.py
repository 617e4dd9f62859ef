"""One statement as readers find it at a moment: its editions on record, what stands over it, its versions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import FilteredRelation, Q, QuerySet
from django.urls import reverse

from . import text
from .anchors import Anchors, anchors
from .former import asked_for
from .models import Address, ChangeKind, Edition, Flag, Statement, Topic, Withdrawal
from .models.compiled import MOMENT, NUMBER, WORDS, compiled
from .models.content import FIELDS
from .models.editions import EditionQuerySet
from .models.topics import TopicQuerySet

NOTICED = (ChangeKind.CORRECTION, ChangeKind.CLARIFICATION, ChangeKind.UPDATE)
# What a list does not load: an edition's long texts, and everything that stands on the desk.
LONG = ("body", "notes_to_editors", "body_boilerplate", "signatories", "attachments", "parts")
DESK_COPY = tuple(f"statement__{field}" for field in (*FIELDS, "parts"))
IDENTITY = ("year", "slug", "reference", "pk")  # what a statement is known by
STANDING_OVER = ("taken_back", "warning")  # joined to an edition: a withdrawal, a warning
_SAID = re.compile("([a-z][a-z0-9]*)[-/ ]+([0-9]{4})[-/ ]+([0-9]{1,9})(?:[-/ ]+([a-z]{2,12}))?")  # folded


@dataclass(frozen=True)
class Found:
    """A statement readers may know of: its editions on record, newest first, or why there are none."""

    statement: Statement
    withdrawal: Withdrawal | None
    editions: list[Edition]
    flags: list[Flag]  # the warnings in force, newest first
    at: datetime

    @property
    def edition(self) -> Edition:
        """The newest edition on record: the public one, or under a withdrawal the last public one."""
        return self.editions[0]

    @property
    def first(self) -> Edition:
        """The first edition on record."""
        return self.editions[-1]

    @property
    def address(self) -> str:
        """Its one canonical address; where nothing is on record any more, the short one.

        The other holds words of the headline, which may be what the removal was about.
        """
        if self.editions:
            return self.edition.get_absolute_url()
        return reverse("reference", args=[self.statement.reference])

    def notices(self) -> list[Edition]:
        """The editions that told readers of a change, newest first; reissued words count once."""
        told = {e.revision_id: e for e in self.editions if e.change_kind in NOTICED and not e.is_sealed}
        return list(told.values())

    @cached_property
    def topics(self) -> list[Topic]:
        """The topics it is filed under and readers know."""
        return _topics(self.at, self.statement.pk)

    @cached_property
    def anchors(self) -> Anchors:
        """The anchors of the paragraphs in every edition that may be read."""
        return anchors(edition for edition in reversed(self.editions) if not edition.is_sealed)

    @cached_property
    def landings(self) -> dict[int, list[str]]:
        """The anchors whose paragraph is no longer in the text, by the edition whose notice tells of it.

        0 stands for an end that no notice tells of: they lead to the history.
        """
        told = sorted(edition.number or 0 for edition in self.notices())
        landings: dict[int, list[str]] = {}
        for anchor, ended in self.anchors.ended.items():
            notice = next((number for number in told if number >= ended), 0)
            landings.setdefault(notice, []).append(anchor)
        return landings

    def before(self, edition: Edition) -> Edition | None:
        """The edition before this one on record; None for the first."""
        earlier = (one for one in self.editions if (one.number or 0) < (edition.number or 0))
        return next(earlier, None)

    def history(self) -> list[Edition | Withdrawal]:
        """Editions and withdrawals up to now, newest first."""
        withdrawals = Withdrawal.objects.filter(statement=self.statement, in_force_from__lte=self.at)
        return sorted([*self.editions, *withdrawals], key=_began, reverse=True)

    def replaced(self, edition: Edition) -> datetime | None:
        """When an edition ceased to be public; None while it is. Never a time to come."""
        until = edition.public_until
        return until if until and until <= self.at else None


def find(at: datetime, **identity: object) -> Found | None:
    """The statement with this identity (`year` and `slug`, or `reference`, or `pk`), as readers find it.

    None where readers never heard of it. One query, with all that stands over it; a second one only where
    nothing is on record. No word of the desk copy is read.
    """
    named = {f"statement__{name}": value for name, value in identity.items()}
    rows = _editions(at, *(identity.get(name) for name in IDENTITY))
    if not rows:
        withdrawals = Withdrawal.objects.in_force(at).filter(**named).select_related("statement")
        hiding = withdrawals.defer(*DESK_COPY).first()
        return Found(hiding.statement, hiding, [], [], at) if hiding else None
    editions = list({edition.pk: edition for edition in rows}.values())
    warnings: list[Flag] = [edition.warning for edition in rows if hasattr(edition, "warning")]
    flags = {flag.pk: flag for flag in warnings}
    is_public = editions[0].is_public(at)
    return Found(
        statement=editions[0].statement,
        withdrawal=getattr(editions[0], "taken_back", None),
        editions=editions,
        flags=sorted(flags.values(), key=_newest_first) if is_public else [],
        at=at,
    )


@compiled(at=MOMENT, year=NUMBER, slug=WORDS)
def on_record(at: datetime, year: int, slug: str) -> QuerySet[Edition, tuple[int, datetime | None]]:
    """What is on record of the statement with this address: the keys of its editions, and when they end."""
    editions = Edition.objects.on_record(at).filter(statement__year=year, statement__slug=slug)
    return editions.order_by("-number").values_list("pk", "public_until")


@compiled(at=MOMENT, year=NUMBER, slug=WORDS, reference=WORDS, pk=NUMBER)
def _editions(
    at: datetime, year: int | None, slug: str | None, reference: str | None, pk: int | None
) -> EditionQuerySet:
    """The editions on record of the statement with this identity; none where it has none."""
    told = zip(IDENTITY, (year, slug, reference, pk), strict=True)
    named = {f"statement__{name}": value for name, value in told if value is not None}
    public = Edition.objects.on_record(at)
    return _with_what_stands_over(public.filter(**named) if named else public.none(), at)


@compiled(at=MOMENT, statement=NUMBER)
def _topics(at: datetime, statement: int) -> TopicQuerySet:
    """The topics that readers know of those a statement is filed under, by name."""
    return Topic.objects.public(at).filter(filings__content_object=statement).order_by("name")


def _with_what_stands_over(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    """Each with the withdrawal in force, and with a warning in force over it; once for each such warning."""
    over = "statement__withdrawals__"
    in_force = Q(**{f"{over}until": None}) | Q(**{f"{over}until__gt": at})
    taken_back = FilteredRelation(
        "statement__withdrawals", condition=Q(**{f"{over}in_force_from__lte": at}) & in_force
    )
    warning = FilteredRelation("flags", condition=Q(flags__since__lte=at, flags__until__gt=at))
    return (
        editions.annotate(taken_back=taken_back, warning=warning)
        .select_related("statement", "issuing_body", *STANDING_OVER)
        .defer(*DESK_COPY)
        .order_by("-number")
    )


def reference_as_said(said: str) -> str:
    """The reference somebody typed or was told by phone, as it is written; empty where it is none.

    `nc-2026-41`, `NC 2026 41` and `NC-२०२६-४१` are NC-2026-041.
    """
    match = _SAID.fullmatch(text.fold(said))
    if match is None:
        return ""
    code, year, serial, language = match.groups()
    return f"{code.upper()}-{year}-{int(serial):03d}" + (f"-{language}" if language else "")


def target_address(found: Found) -> str:
    """The address of the statement this one is merged into; empty where it is not merged."""
    if found.withdrawal is None or found.withdrawal.kind != Withdrawal.Kind.MERGED:
        return ""
    target = find(found.at, pk=found.withdrawal.target_id)
    return target.address if target else ""


def where_it_moved(path: str, query: str, at: datetime) -> str:
    """What the former address a request asks for leads to now; empty where nothing readers may know of."""
    asked = asked_for(path, query)
    kept = {address.path: address for address in Address.objects.filter(path__in=asked)}
    address = next((kept[one] for one in asked if one in kept), None)
    if address is None or address.leads_to:
        return address.leads_to if address else ""
    found = find(at, pk=address.statement_id)
    return found.address if found else ""


def _newest_first(flag: Flag) -> tuple[float, int]:
    return -flag.since.timestamp(), -flag.pk


def _began(what: Edition | Withdrawal) -> datetime:
    return what.public_from if isinstance(what, Edition) else what.in_force_from
