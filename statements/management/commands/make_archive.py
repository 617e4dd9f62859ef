"""Fills an empty database with a large newsroom made by chance and seed, to measure on."""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from statements.management.progress import Bar
from statements.models import IssuingBody, Statement, Step
from statements.synthetic import office
from statements.synthetic.lives import Maker
from statements.verbs import bulk


class Command(BaseCommand):
    """`manage.py make_archive N --seed S`: refuses a database that has statements or bodies."""

    help = "Fill an empty database with N statements made by chance and seed, to measure on."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, of which seed, and when its last day is."""
        parser.add_argument("count", type=int, metavar="N", help="how many statements")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same archive")
        parser.add_argument(
            "--until",
            type=_moment,
            help="its last moment, for example 2026-03-12T12:00+05:30; now if left out",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the office and everything that happened in it; all or nothing."""
        count, began = options["count"], monotonic()
        if count < 1:
            raise CommandError("Make one statement at least.")
        if Statement.objects.exists() or IssuingBody.objects.exists():
            raise CommandError("The database is in use: the archive goes into an empty one only.")
        with transaction.atomic():
            until = options["until"] or timezone.now().replace(microsecond=0)
            lives = Maker(office.set_up(), count, options["seed"], until).lives()
            bar = Bar(self.stdout, "statements")
            bulk.write(lives, lambda written: bar.show(written / count, written))
            bar.end()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner knows nothing yet of what came in at once
        seconds = monotonic() - began
        self.stdout.write(f"Archive: {count} statements, {Step.objects.count()} steps, in {seconds:.0f} s.")


def _moment(written: str) -> datetime:
    moment = parse_datetime(written)
    if moment is None or moment.tzinfo is None:
        raise ValueError(written)
    return moment
