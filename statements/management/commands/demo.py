"""Fills an empty database with the newsroom of a fictional federation, to try everything on."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from statements.demo import office, stories
from statements.desk.site import TRIAL_PEOPLE
from statements.house import is_in_use
from statements.models import Effect, Statement, User

LOGINS = "demo-logins.txt"  # in what this installation keeps for itself, which git ignores


class Command(BaseCommand):
    """`manage.py demo`: refuses a database that holds anything; `--if-empty` passes it by instead."""

    help = "Fill an empty database with a fictional federation's newsroom."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch, for `make run`."""
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing, and say so, where the database is in use."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the office, play the stories, write down the logins; all or nothing."""
        if is_in_use():
            if options["if_empty"]:
                self.stdout.write("The newsroom is in use: the demo stays out.")
                return
            raise CommandError("The database is in use: the demo goes into an empty one only.")
        with transaction.atomic():
            passwords = office.set_up()
            for count, _scene in enumerate(stories.play(timezone.now()), 1):
                self._progress(count)
            Effect.objects.update(state=Effect.State.VOID)  # the people of the demo have no mailboxes
        _write_down(passwords)
        shown = "\r" if sys.stdout.isatty() else ""
        made = f"{shown}Demo newsroom: {Statement.objects.count()} statements."
        self.stdout.write(f"{made} Logins: {settings.VAR_DIR.name}/{LOGINS}")

    def _progress(self, count: int) -> None:
        if sys.stdout.isatty() and count % 10 == 0:
            self.stdout.write(f"\rMaking the demo newsroom: {count} steps", ending="")
            self.stdout.flush()


def _write_down(passwords: dict[str, str]) -> None:
    """The logins, the three that the side door knows first."""
    people = User.objects.filter(username__in=passwords).prefetch_related("memberships__body")
    ordered = sorted(people, key=lambda person: (person.username not in TRIAL_PEOPLE, person.pk))
    lines = [f"{person.username:<12} {passwords[person.username]}   {_roles(person)}" for person in ordered]
    settings.VAR_DIR.mkdir(exist_ok=True)
    path = settings.VAR_DIR / LOGINS
    path.touch(mode=0o600)
    path.write_text("\n".join(["Logins of the demo", *lines, ""]), encoding="utf-8")


def _roles(person: User) -> str:
    roles = [f"{held.get_role_display()} {held.body.code}" for held in person.memberships.all()]
    return ", ".join([*roles, *(["Administrator"] if person.is_administrator else [])])
