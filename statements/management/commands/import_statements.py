"""Imports the statements of a page pasted into a plain-text file, as drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from statements import verbs
from statements.house import IMPORT_ACCOUNT
from statements.importing import own_text, pasted_page, report
from statements.importing.drafts import make_drafts
from statements.models import IssuingBody, User


class Command(BaseCommand):
    """`manage.py import_statements FILE --body CODE`: all of the file, or nothing of it."""

    help = "Read a page of statements from a plain-text file and make drafts of them."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to read, for whom, as whom."""
        parser.add_argument("file", type=Path, help="a plain-text file, as pasted from the page")
        parser.add_argument("--body", required=True, metavar="CODE", help="the issuing body's code")
        parser.add_argument("--language", default="en", help="the language of the texts (default: en)")
        parser.add_argument(
            "--as", dest="user", metavar="USER", help=f"whose drafts they are (default: {IMPORT_ACCOUNT})"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be made; write nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, make, report."""
        if options["report"] and options["report"].resolve() == options["file"].resolve():
            raise CommandError("The report would overwrite the page itself: name another file.")
        page = _read(options["file"])
        body, user = _body(options["body"]), _user(options["user"])
        _check_language(options["language"])
        dry_run: bool = options["dry_run"]
        with transaction.atomic():
            try:
                made = make_drafts(
                    page.statements, body=body, by=user, language=options["language"], dry_run=dry_run
                )
            except verbs.Refused as refused:
                raise CommandError(" ".join(refused.sentences)) from refused
            if options["report"]:
                _write(options["report"], report.as_json(page, made))
        for line in report.in_words(page, made, dry_run):
            self.stdout.write(line)


def _read(path: Path) -> pasted_page.Page:
    try:
        text = pasted_page.decode(path.read_bytes())
    except OSError as fault:
        raise CommandError(f"{path} cannot be read: {fault.strerror}.") from fault
    except pasted_page.Unreadable as fault:
        raise CommandError(f"{path}: {fault}") from fault
    return own_text.read(text) or pasted_page.read(text)


def _body(code: str) -> IssuingBody:
    body = IssuingBody.objects.filter(code=code.upper()).first()
    if body is None:
        known = ", ".join(IssuingBody.objects.values_list("code", flat=True)) or "none yet"
        raise CommandError(f"There is no issuing body with the code {code}. There are: {known}.")
    return body


def _user(username: str | None) -> User:
    user = User.objects.filter(username=username or IMPORT_ACCOUNT).first()
    if user is None:
        raise CommandError(f"There is nobody called {username} at this desk.")
    return user


def _check_language(code: str) -> None:
    known = [known for known, _name in settings.CONTENT_LANGUAGES]
    if code not in known:
        raise CommandError(f"{code} is not a language of this newsroom. There are: {', '.join(known)}.")


def _write(path: Path, text: str) -> None:
    """The report; where it cannot be written the whole import is undone, so that the two agree."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise CommandError(f"The report cannot be written to {path}: {fault.strerror}.") from fault
