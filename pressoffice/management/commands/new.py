"""Begins a newsroom: asks what it is called, who speaks, and who looks after it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pressoffice import founding
from pressoffice.backup.restoring import is_in_use


class Command(BaseCommand):
    """`manage.py new`: what no option tells is asked; each answer is judged before anything is made."""

    help = "Begin your own newsroom in an empty database."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Every answer may be given as an option."""
        for question in founding.QUESTIONS:
            words = f"{question.asked} For example: {question.example}"
            parser.add_argument(f"--{question.name}", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask; write the settings where there are none, and go on under them; make; say where to go."""
        if is_in_use():
            raise CommandError("This database has a newsroom already. If it is only the demo: rm -r var")
        given = {one.name: options[one.name.replace("-", "_")] for one in founding.QUESTIONS}
        answers = {one.name: self._answer(one, given[one.name]) for one in founding.QUESTIONS}
        if not Path(settings.ENVIRONMENT_FILE).exists():
            founding.write_settings(Path(settings.ENVIRONMENT_FILE), answers)
            told = [word for name, answer in answers.items() for word in (f"--{name}", answer)]
            os.execv(sys.executable, [sys.executable, "manage.py", "new", *told])  # noqa: S606
        call_command("migrate", verbosity=0)
        try:
            link = founding.found(answers)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(
            f"\n{answers['name']} is there. Choose your password here (once, within three days):\n  {link}\n"
            "Then set up your phone, invite a second person, and write the first statement. The desk:\n"
            f"  {answers['address']}/admin/"
        )

    def _answer(self, question: founding.Question, given: str | None) -> str:
        """The answer of an option, or of a person, asked until it is one."""
        if given is not None or not sys.stdin.isatty():
            return self._judged(question, given if given is not None else question.usual)
        while True:
            usual = f" [{question.usual}]" if question.usual else f" (for example {question.example})"
            try:
                return question.judged(input(f"{question.asked}{usual} ").strip() or question.usual)
            except ValidationError as fault:
                self.stderr.write(" ".join(fault.messages))

    def _judged(self, question: founding.Question, answer: str) -> str:
        try:
            return question.judged(answer)
        except ValidationError as fault:
            raise CommandError(f"--{question.name}: {' '.join(fault.messages)}") from fault
