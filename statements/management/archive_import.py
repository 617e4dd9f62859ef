"""`import_statements` for an archive: look first, then import with a bar, and account for every item."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.db import DatabaseError

from statements.importing import account
from statements.importing.choices import Choices, Unfit
from statements.importing.pasted_page import Unreadable
from statements.importing.record import Found
from statements.importing.run import Importer, Overtaken
from statements.importing.runs import Plan, run_for
from statements.importing.source import Source
from statements.importing.spool import Spool
from statements.models import ImportItem, User

from .progress import Bar


@dataclass
class ArchiveImport:
    """One call of the command."""

    out: OutputWrapper
    plan: Plan
    by: User
    places: list[account.Place]

    @classmethod
    def of(cls, out: OutputWrapper, choices: Choices, by: User, **options: Any) -> ArchiveImport:
        """The import these options ask for. Raises CommandError, in one sentence, where it cannot be."""
        map_file: Path | None = options["map"]
        try:
            if map_file and (map_file.exists() or not options["dry_run"]):
                choices.take(map_file.read_text("utf-8"))
            plan = Plan.of(Source(options["file"]), options["format"], choices)
        except (Unreadable, Unfit) as fault:
            raise CommandError(str(fault)) from fault
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"The map {map_file} cannot be read: {_reason(fault)}.") from fault
        return cls(out, plan, by, _places(options["report"]))

    def go(self, map_file: Path | None, *, dry_run: bool) -> None:
        """Do it, and leave no half of a report behind."""
        with ExitStack() as afterwards:
            for place in self.places:
                afterwards.callback(place.leave)
            try:
                self._try_out(map_file) if dry_run else self._import()
            except Unreadable as fault:
                raise CommandError(str(fault)) from fault
            except Overtaken as fault:
                raise CommandError(
                    "Somebody else is at work on this very import. Nothing was done here."
                ) from fault
            except DatabaseError as fault:
                said = f"The database takes no more: {_reason(fault)}."
                raise CommandError(f"{said} What was imported stays; run this again to go on.") from fault
            except OSError as fault:
                raise CommandError(f"The report cannot be written: {_reason(fault)}.") from fault

    def _importer(self) -> Importer:
        name = f"Import of {self.plan.source.path.name}"
        importer = Importer(self.plan.format.name, self.plan.choices, self.by, name)
        if refusals := importer.objections():
            raise CommandError(" ".join(refusals))
        return importer

    def _try_out(self, map_file: Path | None) -> None:
        importer = self._importer()
        told = account.Account(self.plan.source.name, self.plan.format.name, is_trial=True)
        last: list[ImportItem] = []
        with Spool() as spool:
            for chunk in self._watched(importer.try_out(self._found())):
                account.tally(told, chunk)
                spool.take(chunk)
                last = chunk[-1:]
            for place in self.places:
                place.write(told, spool)
        importer.judge.seen.complete(self.plan.choices)
        if map_file and not map_file.exists():
            map_file.write_text(self.plan.choices.as_json(), "utf-8")
            self.out.write(f"The map is in {map_file}: edit it, and import with --map {map_file}.")
        self._say(told, "Would be ", last)

    def _import(self) -> None:
        importer = self._importer()
        run = run_for(self.plan, self.by)
        last: list[ImportItem] = []
        for chunk in self._watched(importer.go(run, self._found()), run.done):
            last = chunk[-1:]
        told, items = account.of_run(run)
        for place in self.places:
            place.write(told, items)
            told, items = account.of_run(run)
        self._say(told, "", last)

    def _found(self) -> Iterator[Found]:
        return self.plan.format.read(self.plan.source, self.plan.choices)

    def _watched(self, chunks: Iterator[list[ImportItem]], before: int = 0) -> Iterator[list[ImportItem]]:
        bar, source = Bar(self.out, "items"), self.plan.source
        for chunk in chunks:
            bar.show(min(source.position / (source.size or 1), 1), chunk[-1].number, before)
            yield chunk
        bar.end()

    def _say(self, told: account.Account, would: str, last: list[ImportItem]) -> None:
        """One line of figures; a file that breaks off is an error, though what came before it is imported."""
        counts = ", ".join(f"{number} {fate}" for fate, number in told.head()["counts"].items())
        self.out.write(f"{would}{counts}.")
        if last and [what for what, _about in last[0].why][:1] == ["cut_off"]:
            raise CommandError(
                f"The file breaks off: {last[0].why[0][1]}. What stood before that is accounted for."
            )


def _places(paths: list[Path]) -> list[account.Place]:
    try:
        return [account.Place(path) for path in paths]
    except OSError as fault:
        raise CommandError(f"The report cannot be written: {_reason(fault)}.") from fault


def _reason(fault: Exception) -> str:
    said = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return (said or type(fault).__name__).splitlines()[0].rstrip(".")
