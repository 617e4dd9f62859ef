"""Parts of content: what an app above lets a text say beside its fields, such as the demands it raises.

A part is a list of entries under its own name in the content. It goes the way of every field: into revision,
digest and edition, through comparison, correction and restoring, and out again where the words are erased.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.functional import Promise

if TYPE_CHECKING:
    from datetime import datetime

    from . import models

Entry = dict[str, Any]  # plain JSON that names things by their slugs, never by keys of the database


@dataclass(frozen=True)
class Beginning:
    """Whose text it is that names something new, and who writes it."""

    by: models.User
    body: models.IssuingBody
    language: str


class Part(ABC):
    """One part of content, declared by the app that knows what its entries mean."""

    name: ClassVar[str]  # in the content and on the form; never changed, for digests are over it
    label: ClassVar[str | Promise]

    @abstractmethod
    def tidied(self, typed: Sequence[Mapping[str, Any]]) -> list[Entry]:
        """Entries as content holds them. What is empty is left out: words thought of later void no digest."""

    @abstractmethod
    def unfit(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Sentences on what cannot be kept, such as a thing that is not there."""

    @abstractmethod
    def read(self, entries: Sequence[Entry], for_desk: bool) -> list[str]:
        """The entries in words, a line each, for comparisons and for whoever approves.

        Unless it is `for_desk`, in no words that readers may not know.
        """

    @abstractmethod
    def for_version(self, entries: Sequence[Entry]) -> list[Entry]:
        """What a version in another language takes over: no word that is to be translated."""

    @abstractmethod
    def keep(self, revision: models.Revision, entries: Sequence[Entry]) -> None:
        """Write down what a revision names, so that it can be asked for."""

    @abstractmethod
    def forget(self, revisions: Sequence[int]) -> None:
        """Take away what was written down of these revisions (keys), whose words are erased."""

    @abstractmethod
    def field(self, person: models.User, statement: models.Statement) -> forms.Field:
        """How `person` fills it in on the form of a statement; it cleans to entries."""

    def with_new(self, entries: Sequence[Entry], context: Beginning) -> list[Entry]:
        """The entries with what is new among them begun, in the transaction of the save that names it."""
        return list(entries)

    def proposed(self, lines: Sequence[str]) -> list[Entry]:
        """What an import makes of the lines of a page that read like a list of demands."""
        return []

    def remarks(self, statement: models.Statement, at: datetime) -> Iterator[tuple[str, bool]]:
        """What the checklist says of it, each with whether it keeps the text from being sent for approval."""
        yield from ()


PARTS: dict[str, Part] = {}  # by name, in the order in which they are shown


def declare(*parts: Part) -> None:
    """Add parts to what a text can say; an app does so when it is ready."""
    PARTS.update({part.name: part for part in parts})


def of_version(content: Mapping[str, Any]) -> dict[str, list[Entry]]:
    """What a version in another language takes over of all parts of its original's content."""
    return {name: part.for_version(content.get(name, [])) for name, part in PARTS.items()}


def with_new(content: Mapping[str, Any], context: Beginning) -> dict[str, Any]:
    """Content as typed, with what is new in its parts begun. Call it in the transaction of the save."""
    begun = {name: PARTS[name].with_new(content[name], context) for name in PARTS if name in content}
    return {**content, **begun}


def proposed(lines: Sequence[str]) -> dict[str, list[Entry]]:
    """What an import makes of lines that read like a list of demands, by part."""
    return {name: found for name, part in PARTS.items() if (found := part.proposed(lines))}


def in_words(said: Mapping[str, Sequence[Entry]], for_desk: bool) -> list[tuple[str, list[str]]]:
    """What a text says in its parts, each under its name; parts of which it says nothing are left out."""
    told = ((part.label, part.read(said.get(name, []), for_desk)) for name, part in PARTS.items())
    return [(str(label), lines) for label, lines in told if lines]


def keep(revision: models.Revision) -> None:
    """Write down what a new revision names in all parts."""
    for name, part in PARTS.items():
        if entries := revision.content.get(name):
            part.keep(revision, entries)


def forget(revisions: Sequence[int]) -> None:
    """Take away what was written down of these revisions in all parts."""
    for part in PARTS.values():
        part.forget(revisions)


def remarks(statement: models.Statement, at: datetime) -> Iterator[tuple[str, str, bool]]:
    """What the checklist says of all parts: the part's name, the sentence, whether it blocks."""
    for name, part in PARTS.items():
        yield from ((name, sentence, blocks) for sentence, blocks in part.remarks(statement, at))
