"""The list of demands by query string: what is chosen of status, addressee, body, campaign and topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Subquery
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import speakers
from statements.filters import Choice, tidy
from statements.lists import filed_under
from statements.models import Edition, IssuingBody, Topic
from statements.models.editions import EditionQuerySet

from .models import Demand, DemandUpdate, Status, Subject
from .models.demands import Asked, DemandQuerySet
from .portions import Portion, portion
from .said import Raised, raised
from .standing import Counts, Followed, OfType, counts, standing, telling

LAST_FIRST = (F("raised_on").desc(nulls_last=True), "-pk")  # the demands raised last


@dataclass(frozen=True)
class Field:
    """One field of the form: what there is to choose, and what is chosen."""

    name: str
    heading: str | Promise
    choices: list[Choice]
    chosen: str


@dataclass(frozen=True)
class Way:
    """A state, how many demands stand so, and the query string that shows them."""

    of_type: OfType
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """A demand in a list: where it stands, of whom it is asked, how often it was raised."""

    followed: Followed
    asked: list[Asked]
    raised: Raised | None


class DemandList:
    """The public demands that fit a query string; of what is not there `remarks` tell, and it is left out."""

    def __init__(self, params: QueryDict, at: datetime) -> None:
        self.params, self.at = params, at
        self.remarks: list[str] = []
        self.fields = list(self._fields())
        self.chosen = {field.name: field.chosen for field in self.fields if field.chosen}
        self.is_overdue = params.get("overdue") == "1"

    def counts(self) -> Counts:
        """How the demands stand that fit everything chosen but the status."""
        return counts(self._fitting(besides="status"), self.at)

    def page(self) -> Portion[Demand]:
        """One portion of the demands, those raised last first."""
        fitting = self._fitting()
        if self.is_overdue:
            fitting = fitting.filter(pk__in=DemandUpdate.objects.overdue(self.at).values("subject"))
        return portion(telling(fitting, self.at).order_by(*LAST_FIRST), self.params)

    def ways(self, counts: Counts) -> list[Way]:
        """A link for each state there is, to the demands that stand so; from the chosen one to all."""
        chosen = self.chosen.get("status", "")
        return [
            Way(one, self.query(status="" if one.type == chosen else one.type.value), one.type == chosen)
            for one in counts.of_type
        ]

    def overdue_query(self) -> str:
        """The query string of the overdue promises among these; of all of them where those are shown."""
        return self.query(overdue="" if self.is_overdue else "1")

    def query(self, **changed: str) -> str:
        """The query string of what is chosen, with some of it changed; without what is empty."""
        kept = self.chosen | ({"overdue": "1"} if self.is_overdue else {}) | changed
        return urlencode({name: value for name, value in kept.items() if value})

    def _fitting(self, besides: str = "") -> DemandQuerySet:
        demands: DemandQuerySet = Demand.objects.public(self.at)
        for name, value in self.chosen.items():
            if name != besides:
                demands = NARROW[name](demands, value, self.at)
        return demands

    def _fields(self) -> Iterator[Field]:
        subjects = Subject.objects.public(self.at).filter(kind__in=("addressee", "campaign"))
        titled = [(one.kind, Choice(one.slug, one.title)) for one in subjects]
        yield self._field(
            "status", gettext_lazy("Status"), [Choice(t.value, str(t.label)) for t in Status.Type]
        )
        for kind, heading in (
            ("addressee", gettext_lazy("Asked of")),
            ("campaign", gettext_lazy("Campaign")),
        ):
            yield self._field(kind, heading, _by_name(choice for of, choice in titled if of == kind))
        owners = speakers.known(self.at).filter(pk__in=Demand.objects.public(self.at).values("body"))
        yield self._field("body", gettext_lazy("Raised by"), [Choice(one.slug, one.name) for one in owners])
        filed = _demanding(self.at).filter(statement__filings__tag=OuterRef("pk"))
        topics = Topic.objects.living().filter(Exists(filed), is_accepted=True)
        yield self._field("topic", gettext_lazy("Topic"), _by_name(Choice(t.slug, t.label) for t in topics))

    def _field(self, name: str, heading: str | Promise, choices: list[Choice]) -> Field:
        typed = tidy(self.params.get(name) or "")
        if typed and typed not in {choice.value for choice in choices}:
            said = {"field": heading, "value": typed[:60]}
            self.remarks.append(_("%(field)s: there is nothing called “%(value)s”.") % said)
            typed = ""
        return Field(name, heading, choices, typed)


def rows(demands: list[Demand], at: datetime) -> list[Row]:
    """Rows of demands of `telling`, in their order; two queries."""
    keys = [demand.pk for demand in demands]
    asked, times = asked_of(keys, at), raised(keys, at)
    return [Row(standing(one), asked.get(one.pk, []), times.get(one.pk)) for one in demands]


def asked_of(demands: list[int], at: datetime) -> dict[int, list[Asked]]:
    """Of whom each of these demands (keys) is asked, as far as readers know the office."""
    known = Subject.objects.public(at).filter(kind="addressee")
    asks = Asked.objects.filter(demand__in=demands, addressee__in=known.values("pk"))
    found: dict[int, list[Asked]] = {}
    for ask in asks.select_related("addressee").order_by("demand", "place"):
        found.setdefault(ask.demand_id, []).append(ask)
    return found


def _by_name(choices: Iterator[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: choice.label.casefold())


def _demanding(at: datetime) -> EditionQuerySet:
    """The editions readers see that mention a demand they know."""
    known = Subject.objects.public(at).filter(kind="demand")
    public = Edition.objects.public(at).filter(sealed_at=None)
    return public.filter(revision__mentions__subject__in=known.values("pk"))


def _by_body(demands: DemandQuerySet, slug: str, at: datetime) -> DemandQuerySet:
    above = IssuingBody.objects.filter(slug=slug).values("path")[:1]
    return demands.alias(above=Subquery(above)).filter(body__path__startswith=F("above"))


def _by_topic(demands: DemandQuerySet, slug: str, at: datetime) -> DemandQuerySet:
    said = filed_under(Edition.objects.public(at).filter(sealed_at=None), slug)
    return demands.filter(pk__in=said.order_by().values("revision__mentions__subject"))


def _by_addressee(demands: DemandQuerySet, slug: str, at: datetime) -> DemandQuerySet:
    return demands.filter(asks__addressee__slug=slug)


def _by_campaign(demands: DemandQuerySet, slug: str, at: datetime) -> DemandQuerySet:
    return demands.filter(campaigns__slug=slug)


def _by_status(demands: DemandQuerySet, kind: str, at: datetime) -> DemandQuerySet:
    return demands.of_type(kind, at)


NARROW: dict[str, Callable[[DemandQuerySet, str, datetime], DemandQuerySet]] = {
    "status": _by_status,
    "addressee": _by_addressee,
    "campaign": _by_campaign,
    "body": _by_body,
    "topic": _by_topic,
}
