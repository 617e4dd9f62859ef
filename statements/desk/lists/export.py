"""The list as CSV for a spreadsheet, streamed page by page."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import Statement, TopicOfStatement
from statements.models.statement import StatementQuerySet
from statements.speakers import called_today
from statements.standing import Standing

from .pages import Page, for_lists

A_TIME = 500
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide ones are read alike


class _Echo:
    """What the writer of CSV writes to: it hands every line back."""

    def write(self, line: str) -> str:
        return line


def csv_response(found: StatementQuerySet, at: datetime) -> StreamingHttpResponse:
    """All that was found, newest change first, as a file."""
    response = StreamingHttpResponse(_lines(found, at), content_type="text/csv; charset=utf-8")
    name = f"statements-{timezone.localdate(at):%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def safe(value: Any) -> str:
    """A cell as words: nothing a spreadsheet would take for a formula and carry out."""
    words = "" if value is None else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words


def _lines(found: StatementQuerySet, at: datetime) -> Iterator[str]:
    writer, older = csv.writer(_Echo()), ""
    yield BYTE_ORDER_MARK + writer.writerow(map(safe, _heads()))
    lean = for_lists(found).prefetch_related(
        Prefetch("filings", TopicOfStatement.objects.select_related("tag"))
    )
    while True:
        page = Page.of(lean, older, size=A_TIME)
        for statement in page.statements:
            yield writer.writerow(map(safe, _cells(statement, at)))
        if page.older is None:
            return
        older = str(page.older)


def _heads() -> list[str]:
    return [
        _("Number"), _("Headline"), _("State"), _("Issued by"), _("Kind"), _("Language"), _("Place"),
        _("Date"), _("Topics"), _("Begun by"), _("Last change"),
    ]  # fmt: skip


def _cells(statement: Statement, at: datetime) -> list[Any]:
    return [
        statement.reference,
        statement.headline,
        Standing.of(statement, at).words,
        called_today(statement),
        statement.get_kind_display(),
        statement.language,
        statement.dateline_place,
        statement.dateline_date,
        ", ".join(sorted(filing.tag.label for filing in statement.filings.all())),
        statement.begun_by.called,
        timezone.localtime(statement.changed_at).isoformat(sep=" ", timespec="minutes"),
    ]
