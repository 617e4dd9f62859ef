"""What is here in a newsroom in use, for lives written beside it: what is taken, what the law says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from statements.addresses import shortened
from statements.models import IssuingBody, ReferenceCounter, Statement, User
from statements.objections import objections_to_begin, objections_to_history
from statements.verbs.act import refuse
from statements.workflow import Verb

from .lives import RELEASES, Life, Taken, wanted_slug, year_of
from .rows import Rows


def taken(lives: Sequence[Life]) -> Taken:
    """What others have had of what these lives ask for; locks the counters until the transaction ends."""
    released = [life for life in lives if life.deeds[0].verb in RELEASES]
    asked = [(year_of(life.deeds[0]), life) for life in released]
    counters = sorted({(life.body.pk, year) for year, life in asked})
    serials = {counter: ReferenceCounter.held(*counter).last for counter in counters}
    return Taken(_addresses([(year, wanted_slug(life)) for year, life in asked]), serials)


def keep(drawn: Taken) -> None:
    """Write the last serials drawn."""
    for (body, year), last in drawn.serials.items():
        ReferenceCounter.objects.filter(body=body, year=year).update(last=last)


def refuse_what_the_law_objects_to(rows: Iterable[Rows], at: datetime) -> None:
    """Raise `Refused` where a verb by hand would; who may is asked once for each body."""
    asked: set[tuple[Verb, IssuingBody, User]] = set()
    for one in rows:
        deed, statement = one.life.deeds[0], one.statement
        if (question := (deed.verb, one.life.body, deed.by)) not in asked:
            asked.add(question)
            refuse(objections_to_begin(*question))
        refuse(list(statement.unfit()))
        if deed.verb == Verb.FILE_AS_HISTORY:
            refuse(objections_to_history(statement, at))
            refuse([] if deed.asked["import_name"] else [_("Name the import.")])


def _addresses(wanted: list[tuple[int, str]]) -> set[tuple[int, str]]:
    """Those of these addresses that are taken, and the numbered ones beside those that two ask for."""
    years, slugs = {year for year, _slug in wanted}, {slug for _year, slug in wanted}
    found = set(_of(years, slug__in=slugs))
    crowded = [address for address, times in Counter([*wanted, *found]).items() if times > 1]
    for year, base in {(year, shortened(slug)) for year, slug in crowded}:
        found.update(_of({year}, slug__startswith=base))
    return found


def _of(years: set[int], **slugs: object) -> Iterable[tuple[int, str]]:
    taken = Statement.objects.filter(year__in=years, **slugs).values_list("year", "slug")
    return ((year, slug) for year, slug in taken if year is not None)
