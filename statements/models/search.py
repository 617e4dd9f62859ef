"""The search's own table: one narrow row an edition, with the tokens of its text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.utils import timezone

from .changes import Bound, ChangesByTime
from .editions import Edition, public_at
from .statement import Statement

if TYPE_CHECKING:  # the stubs' classes take type arguments, Django's own do not
    TextField = models.TextField[str, str]
    MatchLookup = Lookup[Any]
else:
    from django.db.models import TextField

    MatchLookup = Lookup


class Tokens(TextField):
    """A set of tokens, blanks between them; on PostgreSQL a tsvector that its own parser never touches.

    No token holds a quote, a backslash or a blank: `statements.search.tokens` cuts them so.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The column's type."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """On PostgreSQL every token quoted, which is how a tsvector is written."""
        if connection.vendor != "postgresql" or value is None:
            return value
        return " ".join(f"'{token}'" for token in value.split())

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Say the type of what is written."""
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


@Tokens.register_lookup
class Matches(MatchLookup):
    """Rows whose tokens fit a query written in the engine's own terms by `statements.search`."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite: by the index table, whose row numbers are the editions'."""
        alias, key = (compiler.quote_name_unless_alias(one) for one in (self.lhs.alias, "edition_id"))
        found = "SELECT rowid FROM statements_searchindex WHERE statements_searchindex MATCH %s"
        return f"{alias}.{key} IN ({found})", (self.rhs,)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL: by the column itself."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*params, self.rhs)


@Tokens.register_lookup
class Holds(MatchLookup):
    """Rows that hold a word, which is a column of another table: of plain words alone, as those known are."""

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite: by the index table."""
        alias, key = (compiler.quote_name_unless_alias(one) for one in (self.lhs.alias, "edition_id"))
        word, params = self.process_rhs(compiler, connection)
        found = "SELECT rowid FROM statements_searchindex WHERE statements_searchindex MATCH"
        return f"{alias}.{key} IN ({found} 'exact : \"' || {word} || '\"')", tuple(params)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL: by the column itself."""
        column, params = self.process_lhs(compiler, connection)
        word, its_params = self.process_rhs(compiler, connection)
        return f"{column} @@ ('''§' || {word} || '''')::tsquery", (*params, *its_params)


@Tokens.register_lookup
class Met(Matches):
    """The same, asked of each row on the way through them: SQLite never begins with the index (the plus)."""

    lookup_name = "met"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite: by the index table, read once."""
        sql, params = super().as_sql(compiler, connection)
        return f"+{sql}", params


def moment_of(at: datetime) -> int:
    """Microseconds since 1970, whole."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def year_of(at: datetime) -> int:
    """The year in the newsroom's time."""
    return timezone.localtime(at, timezone.get_default_timezone()).year


def begin_of(day: date) -> datetime:
    """The first moment of a day in the newsroom's time."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


class SearchRowQuerySet(ChangesByTime["SearchRow"]):
    """Rows by public time."""

    BOUNDS = (Bound("public_from"), Bound("public_until"))

    def public(self, at: datetime) -> SearchRowQuerySet:
        """Rows of editions readers see at `at`; the same rule as that of editions."""
        return self.filter(public_at(at))

    def issued(self, since: date | None = None, until: date | None = None) -> SearchRowQuerySet:
        """Those issued from one day to another, both of them included, in the newsroom's time."""
        rows = self.filter(moment__gte=moment_of(begin_of(since))) if since else self
        return rows.filter(moment__lt=moment_of(begin_of(until + timedelta(days=1)))) if until else rows


class KnownWord(models.Model):
    """A word that a search row holds, public or not, and how it sounds (`statements.search.vocabulary`)."""

    token = models.CharField(primary_key=True, max_length=60)
    sound = models.CharField(max_length=90)
    key = models.CharField(max_length=20, db_index=True)  # under which a sound is found

    class Meta:
        verbose_name = "known word"
        verbose_name_plural = "known words"

    def __str__(self) -> str:
        return self.token


class SearchRow(models.Model):
    """What the search knows of an edition; not there once it is sealed.

    Written in the transaction of the verb that makes the edition or files its statement. The end of an
    edition and its seal are taken over by triggers (`statements.search.storage`): the two never differ.
    """

    INDEX = "statements_searchindex"  # the full-text table on SQLite

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="search_row")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="+")
    public_from = models.DateTimeField()
    public_until = models.DateTimeField(null=True)
    moment = models.BigIntegerField()  # of issue: microseconds since 1970, since a number is read faster
    year = models.PositiveSmallIntegerField()  # of issue, in the newsroom's time
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    place = models.TextField(blank=True)  # as tokens
    place_name = models.TextField(blank=True)
    topics = models.TextField(blank=True)  # keys with commas between them
    bodies = models.TextField(blank=True)  # those that speak, likewise
    plain = models.TextField(blank=True)  # the text and that of its files, as readers read it
    words = Tokens()
    exact = models.TextField()  # all tokens in order, blanks around each

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        verbose_name = "search row"
        verbose_name_plural = "search rows"
        ordering = ["-moment", "-statement"]
        indexes = [
            models.Index(fields=["-moment", "-statement"], name="search_newest_first"),
            models.Index(fields=["public_from"], name="search_begin"),
            models.Index(fields=["public_until"], name="search_end"),
            models.Index(fields=["place", "-moment"], name="search_place"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
