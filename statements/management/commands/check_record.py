"""Checks that the record is what was written, and names the first row that is not."""

from __future__ import annotations

import re
import sys
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from statements import record_check
from statements.models import Edition, Revision

SHOWN = 20
DIGEST = re.compile("[0-9a-f]{64}")


class Command(BaseCommand):
    """`manage.py check_record`: exit status 1 where a row is not what was written."""

    help = "Check guards, the chain of steps, every digest and every release's yeses; name the first bad row."

    def add_arguments(self, parser: CommandParser) -> None:
        """A digest kept elsewhere."""
        parser.add_argument(
            "--anchor",
            metavar="[NUMBER:]DIGEST",
            help="a step as it was once, from here, a log or record.json; shows a tail that was cut off",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at everything; the chain's end is printed, to be kept elsewhere."""
        bad = chain(_against(options["anchor"]), record_check.bad_rows())
        first = next(bad, None)
        if first is None:
            number, digest = record_check.anchor()
            counts = f"{Revision.objects.count()} revisions, {Edition.objects.count()} editions"
            self.stdout.write(f"The record is whole: {number} steps, {counts}. Its end: {number}:{digest}")
            return
        self.stdout.write(f"First bad row: {first}")
        for number, one in enumerate(bad, 2):
            if number <= SHOWN:
                self.stdout.write(f"  also {one}")
        sys.exit(1)


def _against(anchor: str | None) -> Any:
    if not anchor:
        return ()
    number, _colon, digest = anchor.rpartition(":")
    if not DIGEST.fullmatch(digest) or not (number.isdecimal() or not number):
        raise CommandError("An anchor is the number of a step, a colon and its digest; or the digest alone.")
    if not number:
        return record_check.against_day(digest)
    return record_check.against_anchor(int(number), digest)
