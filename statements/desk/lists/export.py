"""The list as CSV for a spreadsheet, streamed page by page."""

from __future__ import annotations

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
from statements.spreadsheet import lines
from statements.standing import Standing

from .pages import Page, for_lists

A_TIME = 500


def csv_response(found: StatementQuerySet, at: datetime) -> StreamingHttpResponse:
    """All that was found, newest change first, as a file."""
    response = StreamingHttpResponse(lines(_rows(found, at)), content_type="text/csv; charset=utf-8")
    name = f"statements-{timezone.localdate(at):%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(found: StatementQuerySet, at: datetime) -> Iterator[list[Any]]:
    older = ""
    yield _heads()
    lean = for_lists(found).prefetch_related(
        Prefetch("filings", TopicOfStatement.objects.select_related("tag"))
    )
    while True:
        page = Page.of(lean, older, size=A_TIME)
        yield from (_cells(statement, at) for statement in page.statements)
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
