"""Serves the newsroom to the public, once nothing stands against it."""

from __future__ import annotations

import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pressoffice import health, serving


class Command(BaseCommand):
    """`manage.py serve`: becomes the web server; SIGTERM ends it cleanly, SIGHUP reloads it."""

    help = "Serve the newsroom by several processes; where it is not fit for that, say what to set."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, then give this process to the web server."""
        if sentences := list(serving.not_set()):
            raise CommandError("\n".join(["The newsroom is not served yet.", *sentences]))
        call_command("check", deploy=True, fail_level="WARNING", databases=["default"], stdout=self.stderr)
        if amiss := health.what_is_amiss():
            raise CommandError(f"The newsroom is not served yet: {amiss}. Run python manage.py migrate")
        os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # else each thread keeps memory that it had once
        command = serving.command()
        os.execv(command[0], command)  # noqa: S606  (no shell; nobody's input)
