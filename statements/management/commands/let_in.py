"""Prints a link that lets a person in who has lost their password or their second factor, or both."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from statements.models import User
from statements.people import letters, record
from statements.people.links import LET_IN
from statements.people.record import Deed


class Command(BaseCommand):
    """`manage.py let_in USER`: for the day when no administrator can get in either."""

    help = "Print a link, good once and for an hour, with which USER sets a password and a phone anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who."""
        parser.add_argument("user", help="the username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the link; password and second factor stay as they are until it is used."""
        person = User.objects.filter(username=options["user"], is_active=True, is_staff=True).first()
        if person is None:
            raise CommandError(f"Nobody active at the desk is called {options['user']!r}.")
        with transaction.atomic():
            record.write(Deed.LET_IN, person, by=person, note="by a command on the server")
            letters.tell(person, Deed.LET_IN)
        self.stdout.write(letters.address(LET_IN, person))
        self.stderr.write(
            "Works once and for an hour. Using it takes away the phone and codes set up before."
        )
