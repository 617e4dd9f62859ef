"""Imports statements: a whole archive from another system, or a page pasted into a plain-text file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from statements import verbs
from statements.house import IMPORT_ACCOUNT
from statements.importing import own_text, pasted_page, report
from statements.importing.choices import DRAFT, HISTORY, Choices
from statements.importing.drafts import make_drafts
from statements.importing.formats import FORMATS, seeming
from statements.importing.source import Source
from statements.management.archive_import import ArchiveImport
from statements.models import IssuingBody, User

TEXT = "text"


class Command(BaseCommand):
    """`manage.py import_statements FILE --body CODE`; `docs/importing.md` tells the whole."""

    help = "Import statements from an export of another system, a folder of pages, or a pasted page."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to read, for whom, as whom, as what."""
        parser.add_argument("file", type=Path, help="the export, a folder of HTML pages, or a text file")
        parser.add_argument("--format", choices=[*FORMATS, TEXT], help="told by the file's name if left out")
        parser.add_argument(
            "--body", required=True, metavar="CODE", help="who issues what names no other body"
        )
        parser.add_argument("--language", default="en", help="where the script leaves it open (en)")
        parser.add_argument(
            "--as",
            dest="user",
            metavar="USER",
            help=f"who imports (default: {IMPORT_ACCOUNT}, for drafts)",
        )
        parser.add_argument(
            "--state", choices=[DRAFT, HISTORY], default=DRAFT,
            help="what was public there becomes a draft, or history that is public at once",
        )  # fmt: skip
        parser.add_argument("--map", type=Path, metavar="FILE", help="the map; a dry run writes one to edit")
        parser.add_argument(
            "--uploads", type=Path, metavar="FOLDER", help="the files it names: pictures, PDFs"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done; write nothing")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", action="append", default=[],
            help="write the report, as JSON or, to a name that ends in .html, as a page; may be given twice",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, make, report."""
        if options["file"].resolve() in {report.resolve() for report in options["report"]}:
            raise CommandError("The report would overwrite the page itself: name another file.")
        body, user = _body(options["body"]), _user(options["user"])
        _check_language(options["language"])
        if (options["format"] or _seeming(options["file"])) == TEXT:
            self._import_page(body, user, options)
            return
        choices = Choices(body=body.code, state=options["state"], language=options["language"])
        choices.uploads = str(options["uploads"].absolute()) if options["uploads"] else ""
        ArchiveImport.of(self.stdout, choices, user, **options).go(options["map"], dry_run=options["dry_run"])

    def _import_page(self, body: IssuingBody, user: User, options: dict[str, Any]) -> None:
        """A pasted page: all of it as drafts, or nothing of it."""
        page = _read(options["file"])
        dry_run: bool = options["dry_run"]
        with transaction.atomic():
            try:
                made = make_drafts(
                    page.statements, body=body, by=user, language=options["language"], dry_run=dry_run
                )
            except verbs.Refused as refused:
                raise CommandError(" ".join(refused.sentences)) from refused
            for path in options["report"]:
                _write(path, report.as_json(page, made))
        for line in report.in_words(page, made, dry_run):
            self.stdout.write(line)


def _seeming(path: Path) -> str:
    try:
        return seeming(Source(path)) or TEXT
    except pasted_page.Unreadable as fault:
        raise CommandError(str(fault)) from fault


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
