"""System checks of an installation: mistakes that no error message would name."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections


@register(Tags.database)
def check_character_type(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of a PostgreSQL database whose character type is C: it knows no letters but ASCII's."""
    return [
        Warning(
            f"The character type of the database {alias!r} is C: upper and lower case of Indian and accented "
            "letters are not known to it.",
            hint="Create the database anew with a UTF-8 locale, for example C.UTF-8 or en_IN.UTF-8.",
            id="pressoffice.W001",
        )
        for alias in databases or []
        if connections[alias].vendor == "postgresql" and knows_only_ascii(alias)
    ]


@register(Tags.security, deploy=True)
def check_second_factor(**kwargs: Any) -> list[CheckMessage]:
    """Warn of a desk that lets people in with a password alone."""
    if settings.REQUIRE_SECOND_FACTOR:
        return []
    return [
        Warning(
            "The desk lets people in with a password alone.",
            hint="Take REQUIRE_SECOND_FACTOR=0 out of the environment.",
            id="pressoffice.W002",
        )
    ]


def knows_only_ascii(alias: str) -> bool:
    """Whether a PostgreSQL database has a character type without the letters of most languages."""
    return character_type(alias) in {"C", "POSIX"}


def character_type(alias: str) -> str:
    """The character type of a PostgreSQL database."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        return str(cursor.fetchone()[0])
