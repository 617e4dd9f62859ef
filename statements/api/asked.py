"""What the API refuses: a page shows what it can, a program must not be given what it did not ask for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from statements.archive import RELEVANCE, SINGLE, Search
from statements.filters import FILTERS


@dataclass(frozen=True)
class Fault:
    """A parameter that cannot be followed, and why, in a sentence."""

    parameter: str
    sentence: str


def known_parameters() -> list[str]:
    """Every parameter there is, those of the filters that apps above have added among them."""
    return [*(one.name for one in FILTERS), *SINGLE]


def refusals(params: QueryDict, search: Search) -> list[Fault]:
    """Why this query string is not answered; empty where all of it is understood."""
    unknown, twice = _("There is no parameter “%(value)s”."), _("Give this parameter once.")
    once = {one.name for one in FILTERS if one.is_single} | set(SINGLE)
    known = known_parameters()
    faults = [Fault(name[:60], unknown % {"value": name[:60]}) for name in params if name not in known]
    faults += [Fault(name, twice) for name in params if name in once and len(params.getlist(name)) > 1]
    faults += [Fault(name, sentence) for name, told in search.misread.items() for sentence in told]
    if search.words.is_lost:
        faults += [Fault("q", sentence) for sentence in search.words.asked.remarks]
    return faults + _misplaced(params, search)


def _misplaced(params: QueryDict, search: Search) -> list[Fault]:
    """What is readable by itself and says nothing here."""
    faults = []
    if params.get("order") == RELEVANCE != search.order:
        faults.append(Fault("order", _("Without words there is no best match.")))
    beside = [name for name in ("older", "newer") if params.get(name)]
    if search.order == RELEVANCE:
        by_time = _("A list by best match has pages by number; ask for it by time.")
        faults += [Fault(name, by_time) for name in beside]
    elif params.get("page"):
        faults.append(Fault("page", _("Only a list by best match has pages by number.")))
    if len(beside) > 1:
        faults.append(Fault("newer", _("Ask either for older statements or for newer ones.")))
    return faults
