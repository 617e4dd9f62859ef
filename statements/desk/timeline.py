"""One timeline of a statement: steps, notes, editions and revisions, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Edition, Note, Revision, Statement, Step
from statements.outsiders import record
from statements.verbs.act import steps_of
from statements.workflow import State, Verb

FILTERS = {
    "all": gettext_lazy("All"),
    "steps": gettext_lazy("Steps"),
    "notes": gettext_lazy("Notes"),
    "texts": gettext_lazy("Texts"),
}
_LONG = ("body", "notes_to_editors", "body_boilerplate", "signatories")
_UNREAD = ("revision__content", *(f"edition__{field}" for field in _LONG))


@dataclass(frozen=True)
class Row:
    """One line of the timeline: when, who, what; and the text that came of it."""

    at: datetime
    who: str
    what: str
    words: str = ""
    step: Step | None = None
    note: Note | None = None
    revision: Revision | None = None  # that this step made
    edition: Edition | None = None  # that this step made, or that becomes public here
    same_as: int | None = None  # the number of an earlier revision with the very same words

    @property
    def states(self) -> list[str]:
        """The states of the desk copy before and after; empty where it stayed."""
        if self.step is None or self.step.from_state == self.step.to_state:
            return []
        return [_label(State, state) for state in (self.step.from_state, self.step.to_state) if state]

    @property
    def field(self) -> str:
        """The name of the field a note is on; empty where it is on the whole statement."""
        return self.note.on if self.note else ""

    @property
    def comparisons(self) -> list[tuple[str, str, str]]:
        """The short names of two texts, the one before and the one of this line; and words for a link."""
        texts = []
        if self.revision:
            texts.append(("r", self.revision.number, _("Changes since revision %(number)s")))
        if self.edition and self.edition.number and not self.edition.is_sealed:
            texts.append(("e", self.edition.number, _("Changes since edition %(number)s")))
        return [
            (f"{kind}{number - 1}", f"{kind}{number}", words % {"number": number - 1})
            for kind, number, words in texts
            if number > 1
        ]

    def passes(self, chosen: str) -> bool:
        """Whether a filter shows it."""
        texts = (self.revision, self.edition)
        asked = {"steps": self.step, "notes": self.note, "texts": next(filter(None, texts), None)}
        return chosen not in asked or asked[chosen] is not None


def timeline(statement: Statement, chosen: str = "all", *, with_notes: bool = True) -> list[Row]:
    """The rows that a filter shows, newest first; of one moment, what was done last stands first."""
    steps = list(steps_of(statement).select_related("revision", "edition").defer(*_UNREAD))
    notes = statement.notes.select_related("author", "resolved_by") if with_notes else []
    shown = record.steps_of(statement) if with_notes else []
    rows = [*_of_steps(steps), *_of_editions(steps), *map(_of_note, notes), *map(_of_outsiders, shown)]
    return sorted((row for row in rows if row.passes(chosen)), key=lambda row: row.at)[::-1]


def _of_steps(steps: Iterable[Step]) -> Iterator[Row]:
    last: Revision | None = None
    first_with: dict[str, int] = {}  # by digest
    editions: set[int | None] = set()
    for step in steps:
        made = step.revision if step.revision != last else None
        yield Row(
            at=step.at,
            who=step.actor_name,
            what=_label(Verb, step.verb),
            words=step.note,
            step=step,
            revision=made,
            edition=step.edition if step.edition_id not in editions else None,
            same_as=first_with.get(made.digest) if made else None,
        )
        editions.add(step.edition_id)
        if made:
            last = made
            first_with.setdefault(made.digest, made.number)


def _of_editions(steps: Iterable[Step]) -> Iterator[Row]:
    """The moments at which editions became public by themselves, or will."""
    seen: set[int | None] = set()
    for step in steps:
        edition = step.edition
        if edition and edition.pk not in seen and edition.number and edition.public_from > step.at:
            what = _("Edition %(number)s becomes public") % {"number": edition.number}
            yield Row(at=edition.public_from, who=step.actor_name, what=what, edition=edition)
        seen.add(step.edition_id)


def _of_note(note: Note) -> Row:
    what = _("Answer") if note.answer_to_id else _("Note")
    return Row(at=note.made_at, who=note.author.called, what=what, words=note.text, note=note)


def _of_outsiders(step: Step) -> Row:
    """That somebody outside was let look, or is no more."""
    return Row(step.at, step.actor_name, _label(record.Deed, step.verb), step.note, step)


def _label(choices: type[TextChoices], value: str) -> str:
    """The word for a value; the value itself where the house knows it no more."""
    return str(choices(value).label) if value in choices.values else value
