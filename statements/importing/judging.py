"""What becomes of each item of an export: settled, left out, or there already. Nothing here writes."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field

from statements import former, text
from statements.models import ImportItem, Statement

from .choices import Seen
from .record import Fault, Found, Record
from .remarks import Remark, told
from .settling import Settled, Settler

Fate = ImportItem.Fate


@dataclass
class Outcome:
    """What becomes of one item: its line in the report, and what is written for it, if anything is."""

    item: ImportItem
    settled: Settled | None = None
    addresses: list[str] = field(default_factory=list)

    def afresh(self) -> Outcome:
        """The same before it was judged against what is there, for another try."""
        return Outcome(copy(self.item), self.settled, self.addresses)


@dataclass
class Here:
    """What is in the newsroom already of what a chunk would write."""

    keys: dict[str, int]  # source key → statement
    given: dict[int, str]  # statement → digest of what was imported
    same: dict[str, int]  # digest → statement

    @classmethod
    def of(cls, wanted: list[Settled]) -> Here:
        """What is here now; three queries."""
        statements = Statement.objects.filter(source_key__in=[one.key for one in wanted])
        keys = dict(statements.values_list("source_key", "pk"))
        imported = ImportItem.objects.filter(fate=Fate.IMPORTED).exclude(statement=None)
        given = dict(imported.filter(statement__in=keys.values()).values_list("statement", "digest"))
        alike = imported.filter(digest__in=[one.digest for one in wanted])
        return cls(
            {str(key): pk for key, pk in keys.items()}, given, dict(alike.values_list("digest", "statement"))
        )


@dataclass
class Judge:
    """Judges the items of one run, and remembers the names on them."""

    settler: Settler
    seen: Seen = field(default_factory=Seen)

    def outcomes(self, chunk: list[Found], first: int) -> list[Outcome]:
        """What is to be written of each, whatever is there already; `first` is the number of the first."""
        return [self._outcome(one, number) for number, one in enumerate(chunk, first)]

    def _outcome(self, found: Found, number: int) -> Outcome:
        if isinstance(found, Fault):
            words = {"source_id": text.line(found.source_id), "title": text.line(found.title)}
            return Outcome(ImportItem.fitting(number=number, fate=Fate.FAILED, why=[found.why], **words))
        self.seen.note(found)
        item = ImportItem.fitting(
            number=number,
            fate=Fate.SKIPPED,
            source_id=text.line(found.source_id),
            title=found.headline,
            address=text.line(found.address),
        )
        item.why = self.settler.left_out(found)
        settled = None if item.why else self._settled(found, item)
        paths = _addresses(found) if settled else []
        item.altered = found.altered
        return Outcome(item, settled, paths)

    def _settled(self, record: Record, item: ImportItem) -> Settled | None:
        settled = self.settler.settle(record)
        if settled.unfit:
            item.fate, item.why = Fate.FAILED, [told(Remark.REFUSED, " ".join(settled.unfit))]
            return None
        item.fate, item.why, item.digest = Fate.IMPORTED, settled.why, settled.digest
        return settled


def judge(outcomes: list[Outcome], before: dict[str, int] | None = None) -> None:
    """Mark what was imported before, and what says the same as something that was.

    `before` holds keys and digests of what a dry run would have written by then.
    """
    wanted = [one for one in outcomes if one.settled]
    here = Here.of([one.settled for one in wanted if one.settled])
    now = dict(before or {})
    for one in wanted:
        if one.settled:
            _judge_one(one.item, one.settled, here, now)
    if before is not None:
        before.update(now)


def _judge_one(item: ImportItem, settled: Settled, here: Here, now: dict[str, int]) -> None:
    key = here.keys.get(settled.key)
    if key or settled.key in now:
        is_as_it_was = here.given.get(key or 0, settled.digest) == settled.digest
        remark = Remark.HERE_ALREADY if is_as_it_was else Remark.HERE_OTHERWISE
        item.fate, item.why, item.statement_id = Fate.SKIPPED, [told(remark)], key
    elif settled.digest in here.same or settled.digest in now:
        item.fate, item.why = Fate.MERGED, [told(Remark.SAME_TEXT)]
        item.statement_id = here.same.get(settled.digest)
    else:
        now[settled.key] = now[settled.digest] = item.number


def _addresses(record: Record) -> list[str]:
    """The paths under which it was read, as this newsroom would be asked for them."""
    paths = []
    for address in filter(None, [record.address, *record.other_addresses]):
        if path := former.path_of(address):
            paths.append(path)
        else:
            record.note(Remark.ADDRESS_KEPT_OUT, address)
    return list(dict.fromkeys(paths))
