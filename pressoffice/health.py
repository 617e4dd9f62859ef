"""Whether the house stands: asked by whoever starts, watches or replaces a process."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

NEVER_KEPT = {"Cache-Control": "no-store"}


@csrf_exempt
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain", headers=NEVER_KEPT)


@csrf_exempt
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve: its database answers and is of this release; 503 says what is amiss."""
    amiss = what_is_amiss()
    if not amiss:
        return HttpResponse("ready\n", content_type="text/plain", headers=NEVER_KEPT)
    headers = {**NEVER_KEPT, "Retry-After": "5"}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return HttpResponse(f"{amiss}\n", content_type="text/plain", status=status, headers=headers)


def what_is_amiss() -> str:
    """Why requests would fail, in a few words; empty where they would not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "" if _is_migrated() else "migrations are missing"
    except DatabaseError:
        return "the database does not answer"


def unapplied() -> list[str]:
    """The migrations that the database lacks, by name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _is_migrated() -> bool:
    """Asked until it is so once: a database does not lose migrations under a running process."""
    try:
        return _once_migrated(DEFAULT_DB_ALIAS)
    except LookupError:
        return False


@cache
def _once_migrated(alias: str) -> bool:
    """True, and remembered so; what is raised is not remembered."""
    if unapplied():
        raise LookupError(alias)
    return True
