"""Erases a sealed edition under a court order, for an administrator who has no desk in its body."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from statements import verbs
from statements.models import Edition, File, User
from statements.on_record import reference_as_said


class Command(BaseCommand):
    """`manage.py erase_edition REFERENCE NUMBER --by USER --order WORDS`: what the verb *erase* does."""

    help = "Erase a sealed edition: its text, its drafts and their files. It cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which edition, who does it, under which order."""
        parser.add_argument("reference", help="the number of the statement, for example CC-2026-041")
        parser.add_argument("number", type=int, help="the number of the edition")
        parser.add_argument("--by", required=True, metavar="USER", help="the administrator who does it")
        parser.add_argument("--order", required=True, help="court, number and date of the order")
        parser.add_argument("--confirm", metavar="REFERENCE", help="the reference again; asked if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for the reference once more, then erase."""
        reference = reference_as_said(options["reference"])
        edition = Edition.objects.filter(statement__reference=reference, number=options["number"]).first()
        if edition is None:
            raise CommandError("There is no such edition.")
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"Nobody active at the desk is called {options['by']!r}.")
        if reference_as_said(options["confirm"] or input(f"Type {reference} to erase it: ")) != reference:
            raise CommandError("Not confirmed: nothing was erased.")
        files = set(File.objects.filter(attachments__revision__statement=edition.statement))
        try:
            verbs.erase(edition.statement, by=by, edition=edition, order=options["order"])
        except verbs.Refused as refused:
            raise CommandError(" ".join(refused.sentences)) from refused
        self.stdout.write(f"Erased: {reference}, edition {edition.number}. Destroy it in backups too.")
        for file in File.objects.filter(pk__in=[one.pk for one in files]).order_by("pk"):
            others = ", ".join(names_of(file))
            self.stdout.write(f"Kept: the file {file.sha256[:12]}, which others name: {others}.")


def names_of(file: File) -> list[str]:
    """What else names a file, by kind and number: what an order has to be carried out in as well."""
    rows = [
        (row.related_model, row.related_model._base_manager.filter(**{row.field.name: file}))
        for row in File._meta.related_objects
    ]
    return [f"{model._meta.verbose_name} {one.pk}" for model, found in rows for one in found.order_by("pk")]
