"""An emptied newsroom after a test with real transactions.

Django's own flush empties every table, most of them empty already, and writes all content types and
permissions anew. Here only what was written to is emptied, by Django's own statements.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from campaigns import house as of_campaigns
from statements import guards, house

KEPT = {"django_content_type", "auth_permission"}  # no test writes to them


def empty_the_newsroom() -> None:
    """Leave what every newsroom has from its first migration on, the guards with it."""
    guards.lift()
    connection.ops.execute_sql_flush(
        connection.ops.sql_flush(no_style(), _written_to(), reset_sequences=False, allow_cascade=True)
    )
    house.furnish(apps.get_app_config("statements"))
    of_campaigns.furnish(apps.get_app_config("campaigns"))


def _written_to() -> list[str]:
    """The tables that hold rows."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    quote = connection.ops.quote_name
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]
