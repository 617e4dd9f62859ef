"""Writes the whole public record into a folder; with `--desk` everything else that a move needs."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from statements.exporting import desk, pages
from statements.exporting.folder import Folder, NotEmpty
from statements.exporting.public_record import PublicRecord
from statements.files import store
from statements.management.progress import Bar
from statements.models import Newsroom, Statement


class Command(BaseCommand):
    """`manage.py export_archive DIR`: all of it, or nothing."""

    help = "Write all public editions, their files and a plain HTML copy into an empty folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and how much."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder, empty or not there yet")
        parser.add_argument(
            "--desk",
            action="store_true",
            help="also desk copies, revisions, steps: for a move, not for others",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say how much it was."""
        try:
            folder = Folder(options["folder"].absolute())
        except NotEmpty as fault:
            raise CommandError(f"{fault} holds something already: name a new folder.") from fault
        except OSError as fault:
            raise CommandError(f"{options['folder']} cannot be written: {fault.strerror}.") from fault
        with ExitStack() as afterwards:
            afterwards.callback(folder.leave)
            try:
                number = self._write(folder, with_desk=options["desk"])
                folder.finish()
            except OSError as fault:
                raise CommandError(f"The export cannot be written: {fault.strerror or fault}.") from fault
        self.stdout.write(f"{number} statements, {len(folder.digests)} files in {options['folder']}.")
        if not options["desk"]:
            self.stdout.write("Campaigns, demands and causes move with --desk only.")

    def _write(self, folder: Folder, *, with_desk: bool) -> int:
        record, bar, number = PublicRecord(timezone.now()), Bar(self.stdout, "statements"), 0
        whole = Statement.objects.exclude(reference=None).count() or 1

        def watched() -> Any:
            nonlocal number
            for line in record.statements():
                number += 1
                bar.show(min(number / whole, 1), number)
                yield line

        folder.lines("bodies.jsonl", record.bodies())
        folder.lines("topics.jsonl", record.topics())
        name = str(Newsroom.objects.get(pk=1).name)
        folder.lines("statements.jsonl", pages.write(folder, watched(), name))
        kept = list(record.kept_files())
        folder.lines("files.jsonl", (line for line, _file in kept))
        for line, file in kept:
            for written in line["names"]:
                folder.copy(f"files/{file.key}/{written}", store.path(file), file.sha256)
        if with_desk:
            self._write_desk(folder)
        bar.end()
        return number

    def _write_desk(self, folder: Folder) -> None:
        from statements.models import File

        for model in desk.moving():
            folder.lines(f"desk/{model._meta.label_lower}.jsonl", desk.rows(model))
        folder.lines("desk/groups.jsonl", desk.administrators())
        for file in File.objects.order_by("pk"):
            folder.copy(f"desk/files/{file.sha256}", store.path(file), file.sha256)
