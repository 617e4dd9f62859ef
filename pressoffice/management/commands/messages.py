"""Says what becomes of the messages a restore held back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from statements.models import Effect, Sign


class Command(BaseCommand):
    """`manage.py messages send|leave`."""

    help = "After a restore: send what is due, or leave it; what falls due later goes out in its time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which of the two."""
        parser.add_argument("choice", choices=["send", "leave"])

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Drop what is due where that was chosen, then let messages go."""
        due = Effect.objects.filter(state=Effect.State.DUE, due_at__lte=timezone.now())
        count, words = due.count(), "to be sent"
        if options["choice"] == "leave":
            due.update(state=Effect.State.VOID)
            words = "left unsent"
        Sign.objects.filter(name=Sign.Name.MESSAGES_HELD).delete()
        self.stdout.write(f"Messages: {count} {words}. What falls due later goes out in its time.")
