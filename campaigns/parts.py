"""What a text says beside its fields: the demands it raises, whom it stands with, what it calls people to do.

Each is a part of its content (`statements.parts`), an entry a thing, in order: `{"slug": …}`, of demands also
`relation` and `quote`, the words in which the text says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import paragraphs, prose, text
from statements.models import Revision, Statement, User
from statements.parts import Beginning, Entry, Part

from . import verbs
from .desk.mentions_field import MentionsField, Section
from .models import CallToAction, Campaign, Cause, Demand, Mention, Subject

MOST = 60  # entries of one part
LONGEST_QUOTE = 2_000
LONGEST_TITLE = 90  # of a demand begun from the words of a text


class Mentions(Part):
    """The things of one kind that a text mentions."""

    subjects: ClassVar[type[Subject]]
    words: ClassVar[tuple[str, ...]] = ("slug",)
    blank_rows: ClassVar[int] = 1  # on the form
    help: ClassVar[str | Promise] = ""
    nameless = gettext_lazy("one without an approved text")

    def tidied(self, typed: Sequence[Mapping[str, Any]]) -> list[Entry]:
        """Entries of known words, what is empty left out."""
        tidy = ({name: text.line(str(one.get(name) or "")) for name in self.words} for one in typed)
        return [{name: said for name, said in one.items() if said} for one in tidy]

    def unfit(self, entries: Sequence[Entry]) -> Iterator[str]:
        """A thing that is not there, or is named twice; too many."""
        slugs = [entry.get("slug", "") for entry in entries]
        known = self._named(slugs)
        for slug in dict.fromkeys(slugs):
            if slug not in known:
                yield _("%(part)s: there is no “%(name)s”.") % {"part": self.label, "name": slug}
        if len(slugs) != len(set(slugs)):
            yield _("%(part)s: one of them is named twice.") % {"part": self.label}
        if len(slugs) > MOST:
            yield _("%(part)s: %(most)d at most.") % {"part": self.label, "most": MOST}

    def read(self, entries: Sequence[Entry], for_desk: bool) -> list[str]:
        """Each by its title of today; at the desk, while it has no approved one, by the newest."""
        known = self._named([entry["slug"] for entry in entries])
        titles = {
            slug: one.title or one.called if for_desk else one.title_for_readers
            for slug, one in known.items()
        }
        return [self._in_words(entry, titles.get(entry["slug"], "")) for entry in entries]

    def for_version(self, entries: Sequence[Entry]) -> list[Entry]:
        """The same things; the words in which they are said are the translator's."""
        return [{name: said for name, said in entry.items() if name != "quote"} for entry in entries]

    def keep(self, revision: Revision, entries: Sequence[Entry]) -> None:
        """A row for each, with the paragraph in which its words stand."""
        known, said = self._named([entry["slug"] for entry in entries]), _Paragraphs(revision.content)
        Mention.objects.bulk_create(
            Mention(
                revision=revision,
                subject=known[entry["slug"]],
                relation=entry.get("relation", ""),
                quote=entry.get("quote", ""),
                paragraph=said.number_of(entry.get("quote", "")),
                place=place,
            )
            for place, entry in enumerate(entries)
        )

    def forget(self, revisions: Sequence[int]) -> None:
        """The rows of this part."""
        Mention.objects.filter(revision__in=revisions, subject__kind=self.subjects.KIND).delete()

    def field(self, person: User, statement: Statement) -> forms.Field:
        """The section of the form: a row for each, chosen by title."""
        one = Subject.Kind(self.subjects.KIND).label
        section = Section(self.subjects, one, self.help, self.blank_rows, "quote" in self.words)
        return MentionsField(section, str(self.label), person, statement.parts.get(self.name, []))

    def _named(self, slugs: Sequence[str]) -> dict[str, Subject]:
        subjects = Subject.objects.filter(kind=self.subjects.KIND, slug__in=set(slugs))
        return {subject.slug: subject for subject in subjects}

    def _in_words(self, entry: Entry, title: str) -> str:
        return title or str(self.nameless)


class Demands(Mentions):
    """The demands a text raises, repeats, or tells of."""

    name = "demands"
    label = gettext_lazy("Demands")
    subjects = Demand
    words = ("slug", "relation", "quote")
    blank_rows = 2
    help = gettext_lazy(
        "Choose a demand that is known already. For a new one leave it open and write the words as they "
        "stand in the text: saving begins the demand, and a second person approves its text."
    )

    def tidied(self, typed: Sequence[Mapping[str, Any]]) -> list[Entry]:
        """A demand of which nothing else is said is raised."""
        return [{"relation": Mention.Relation.RAISES.value, **entry} for entry in super().tidied(typed)]

    def with_new(self, entries: Sequence[Entry], context: Beginning) -> list[Entry]:
        """An entry of mere words is a new demand: begun in these words, to be approved by a second person."""
        return [
            entry if entry.get("slug") else {**entry, "slug": self._begun(entry, context)}
            for entry in entries
        ]

    def proposed(self, lines: Sequence[str]) -> list[Entry]:
        """Each line a new demand."""
        return [{"quote": line} for line in dict.fromkeys(lines)][:MOST]

    def _begun(self, entry: Entry, context: Beginning) -> str:
        words = text.line(entry.get("quote", ""))
        content = {
            "titles": {context.language: text.shortened(words, LONGEST_TITLE)},
            "wordings": {context.language: words},
        }
        # Quietly: a mail about the text that names it asks for the yes, and a list of ten is not ten mails.
        return verbs.begin(Demand, by=context.by, body=context.body, content=content, is_quiet=True).slug

    def unfit(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Besides: a relation nobody knows, too long a quotation."""
        yield from super().unfit(entries)
        for entry in entries:
            if entry["relation"] not in Mention.Relation.values:
                yield _("“%(word)s” is nothing a text says of a demand.") % {"word": entry["relation"]}
            if len(entry.get("quote", "")) > LONGEST_QUOTE:
                yield _("The words of a demand have %(most)d characters at most.") % {"most": LONGEST_QUOTE}

    def remarks(self, statement: Statement, at: datetime) -> Iterator[tuple[str, bool]]:
        """Words that do not stand in the text keep it back; a demand nobody has approved is worth knowing."""
        entries = statement.parts.get(self.name, [])
        said, known = _Paragraphs({"body": statement.body}), self._named([one["slug"] for one in entries])
        for entry in entries:
            subject = known.get(entry["slug"])
            named = {"demand": (subject.title or subject.called) if subject else entry["slug"]}
            if entry.get("quote") and said.number_of(entry["quote"]) is None:
                yield _("The words of the demand “%(demand)s” do not stand in the text.") % named, True
            if subject and not subject.is_public(at):
                sentence = _("Readers do not see the demand “%(demand)s” yet: its text is not approved.")
                yield sentence % named, False

    def _in_words(self, entry: Entry, title: str) -> str:
        relation = str(Mention.Relation(entry["relation"]).label)
        quote = _("“%(words)s”") % {"words": entry["quote"]} if entry.get("quote") else ""
        return " · ".join(filter(None, [title or ("" if quote else str(self.nameless)), relation, quote]))


class Causes(Mentions):
    """The struggles, cases and peoples a text stands with."""

    name = "causes"
    label = gettext_lazy("Stands with")
    subjects = Cause


class Campaigns(Mentions):
    """The campaigns a text belongs to by itself, beside those of its demands and causes."""

    name = "campaigns"
    label = gettext_lazy("Campaigns")
    subjects = Campaign


class Actions(Mentions):
    """What a text calls people to do on a day."""

    name = "actions"
    label = gettext_lazy("Calls to action")
    subjects = CallToAction


PARTS: tuple[Mentions, ...] = (Demands(), Causes(), Campaigns(), Actions())


class _Paragraphs:
    """The paragraphs of a content's text, in which quoted words are looked for."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.body = content.get("body", "")
        self._words: list[str] | None = None

    def number_of(self, quote: str) -> int | None:
        """The number of the first paragraph that holds these words, from 1; None where none does."""
        if not quote:
            return None
        if self._words is None:
            self._words = paragraphs.words(prose.clean(self.body))
        wanted = text.fold(quote)
        return next((number for number, words in enumerate(self._words, 1) if wanted in words), None)
