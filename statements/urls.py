"""The addresses of statements, topics and bodies: promises, never broken, redirected when moved."""

import re

from django.urls import path, register_converter

from . import comparing, date_archives, feeds, open_record, views
from .api import views as api
from .coverage import coverage
from .export import export
from .formats.beside import EVERY, beside
from .formats.oembed import embed
from .press import press
from .suggestions import suggestions


class Year:
    """Four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """The year as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Always four digits."""
        return f"{value:04d}"


class Month:
    """Two digits, 01 to 12."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        """The month as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Always two digits."""
        return f"{value:02d}"


class Width:
    """A width of a rendition, in pixels; only those that are made are ever found."""

    regex = "[1-9][0-9]{2,3}"

    def to_python(self, value: str) -> int:
        """The pixels."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Its digits."""
        return str(value)


class Key:
    """The random key of a file."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class FileName:
    """The name of a file: anything but a slash, or the NUL that PostgreSQL takes for no text."""

    regex = r"[^/\x00]+"

    def to_python(self, value: str) -> str:
        """The name itself."""
        return value

    def to_url(self, value: str) -> str:
        """The name itself."""
        return value


class Number:
    """A number of an edition: small, without leading zeros."""

    regex = "[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Its digits."""
        return str(value)


class Beside:
    """A format of a statement: what stands behind the dot."""

    regex = "|".join(map(re.escape, EVERY))

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(Year, "year")
register_converter(Month, "month")
register_converter(Number, "number")
register_converter(Beside, "beside")
register_converter(Width, "width")
register_converter(Key, "key")
register_converter(FileName, "file_name")

# Under every language's prefix.
pages = [
    path("statements/", views.archive, name="archive"),
    path("statements/suggestions", suggestions, name="suggestions"),
    path("statements/<year:year>/", date_archives.year, name="year"),
    path("statements/<year:year>/<month:month>/", date_archives.month, name="month"),
    path("statements/<year:year>/<slug:slug>/", views.statement, name="statement"),
    path("statements/<year:year>/<slug:slug>.<beside:suffix>", beside, name="beside"),
    path("statements/<year:year>/<slug:slug>/editions/", comparing.editions, name="editions"),
    path(
        "statements/<year:year>/<slug:slug>/editions/<number:first>..<number:second>/",
        comparing.compare,
        name="compare",
    ),
    path("statements/<year:year>/<slug:slug>/editions/<number:number>/", views.edition, name="edition"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/<slug:slug>/", views.body, name="body"),
    path("coverage/", coverage, name="coverage"),
    path("press/", press, name="press"),
]

# In no language: what machines read and people say on the phone.
unprefixed = [
    path("statements/feed.atom", feeds.atom, name="feed"),
    path("statements/feed.rss", feeds.rss, name="rss"),
    path("statements/feed.json", feeds.json_feed, name="json_feed"),
    path("statements/export.csv", export, name="export"),
    path("api/statements", api.statements, name="api"),
    path("record.json", open_record.record, name="record"),
    path("record/<year:year>.json", open_record.record_of_year, name="record_of_year"),
    path("api/openapi.json", api.description, name="api_description"),
    path("files/<key:key>/<file_name:name>", views.file, name="file"),
    path("files/<key:key>/<width:width>/<file_name:name>", views.file, name="rendition"),
    path("oembed", embed, name="oembed"),
    path("r/<str:reference>/", views.reference, name="reference"),
]
