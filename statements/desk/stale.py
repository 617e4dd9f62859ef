"""A save that comes after another's: what both changed, what only one did, and how the person settled it.

Three-way, field by field: what the page showed (`seen_revision`), what stands now, what was typed. Nothing is
written here: the form comes back with what only the other changed taken in, and asks about the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from statements import plain_writing, text
from statements.differences import Difference, of_lines, whole
from statements.merging import merged, merged_names
from statements.models import IssuingBody, Revision, Statement, Topic
from statements.models.content import default, digest, names
from statements.standing import time_words
from statements.verbs.act import steps_of

from .body_field import IN_SIGNS

if TYPE_CHECKING:
    from .forms import StatementForm

MINE, THEIRS, BOTH = "mine", "theirs", "both"
CHOICES = ("choose_", "shown_", "base_")  # what the names of the question's fields begin with
UNKNOWN = object()  # what the page showed, where it does not say
Said = dict[str, Any]  # what a version says, by the form's fields, as revisions keep it


@dataclass(frozen=True)
class Clash:
    """One field that both changed, from what and to what."""

    name: str
    label: str
    who: str  # changed it last, and when
    base: Difference | None
    theirs: Difference
    mine: Difference
    may_merge: bool
    shown: str  # a digest of what was typed: whether it was typed on after choosing
    base_number: int
    is_asked_again: bool


@dataclass
class Meeting:
    """Two texts that met on one form, and what is asked of the person."""

    who: str
    is_stale: bool
    clashes: list[Clash] = field(default_factory=list)
    only_theirs: list[str] = field(default_factory=list)  # labels
    only_mine: list[str] = field(default_factory=list)
    form_says: dict[str, Any] = field(default_factory=dict)  # what the form is to show now

    @property
    def sentence(self) -> str:
        """What happened, for the head of the form."""
        if not self.is_stale:
            return _(
                "You typed on in a field after choosing for it. Nothing is lost: choose again, then save."
            )
        sentence = _(
            "%(who)s changed this statement after you opened it. Nothing is lost: compare, then save."
        )
        return sentence % {"who": self.who}


class Settling:
    """One attempt to save a form on a statement that others may have changed."""

    def __init__(self, form: StatementForm) -> None:
        self.form, self.posted = form, form.data
        self.now = Statement.objects.select_related("issuing_body").get(pk=form.instance.pk)
        self._versions: dict[int, Said] = {}
        self.names = [name for name in (*names(), "slug", "topics") if name in form.cleaned_data]
        self.seen_number = self._number("seen_revision") or self._begun_here()
        self.shown = self._said_in(self.seen_number)
        self.mine = self._said_by_form()
        self._leave_body_untouched()
        self.asked_again: set[str] = set()
        self.chosen: Said = {}
        for name in self.names:
            self._choose(name, self.posted.get(f"choose_{name}", MINE))

    @property
    def is_stale(self) -> bool:
        """Whether somebody changed it after the page was opened."""
        return self.form.cleaned_data.get("seen_version") != self.now.lock_version

    def meeting(self) -> Meeting | None:
        """What is to be asked; None where nothing is."""
        if not self.is_stale and not self.asked_again:
            return None
        step = steps_of(self.now).last()
        met = Meeting(step.actor_name if step else _("Somebody"), self.is_stale)
        theirs = _said_now(self.now)
        for name in self.names:
            self._compare(met, name, theirs[name])
        met.form_says |= {
            "seen_version": str(self.now.lock_version),
            "seen_revision": str(self.now.revision.number),
            "initial-slug": self.now.slug,
            "initial-topics": self._as_typed("topics", theirs["topics"]),
        }
        if "body" in met.form_says and (signs := IN_SIGNS.format("body")) in self.posted:
            met.form_says[signs] = plain_writing.from_html(met.form_says["body"])
        return met

    def _choose(self, name: str, choice: str) -> None:
        """Do what the person chose, unless they typed on in that field meanwhile: that is asked again."""
        if choice not in {THEIRS, BOTH}:
            return
        if self.posted.get(f"shown_{name}") != _digest(name, self.mine[name]):
            self.asked_again.add(name)
            return
        base = self._said_in(self._number(f"base_{name}"))[name]
        both = merged(name, base, self.shown[name], self.mine[name]) if choice == BOTH else self.shown[name]
        if both is not None and both is not UNKNOWN:
            self.chosen[name] = self.mine[name] = both

    def _compare(self, met: Meeting, name: str, theirs: Any) -> None:
        mine, is_again = self.mine[name], name in self.asked_again
        base_number = self._number(f"base_{name}") if is_again else self.seen_number
        base = self._said_in(base_number)[name]
        together = mine
        if name == "topics":
            together = sorted(merged_names([] if base is UNKNOWN else base, theirs, mine))
        elif mine == base:
            together = theirs
        elif theirs not in (mine, base):
            met.clashes.append(self._clash(name, base_number, base, theirs, is_again))
        if together != mine:
            met.only_theirs.append(str(self.form[name].label))
        elif theirs == base != mine:
            met.only_mine.append(str(self.form[name].label))
        if together != mine or name in self.chosen:
            met.form_says[name] = self._as_typed(name, together)

    def _clash(self, name: str, base_number: int, base: Any, theirs: Any, again: bool) -> Clash:
        mine, is_known = self.mine[name], base is not UNKNOWN
        return Clash(
            name=name,
            label=str(self.form[name].label),
            who=self._who_changed(name, base_number),
            base=_difference(name, base, base) if is_known else None,
            theirs=_difference(name, base, theirs) if is_known else _difference(name, theirs, theirs),
            mine=_difference(name, base if is_known else theirs, mine),
            may_merge=is_known and merged(name, base, theirs, mine) is not None,
            shown=_digest(name, mine),
            base_number=base_number,
            is_asked_again=again,
        )

    def _who_changed(self, name: str, after: int) -> str:
        """Who changed a field last since that revision, and when."""
        since = self.now.revisions.filter(number__gte=after).select_related("author").order_by("number")
        changed = [new for old, new in pairwise(since) if old.content.get(name) != new.content.get(name)]
        last = changed[-1] if changed else self.now.revision
        return f"{last.author.called}, {time_words(last.made_at, timezone.now())}"

    def _number(self, name: str) -> int:
        digits = str(self.posted.get(name, ""))
        return int(digits) if digits.isdecimal() and len(digits) < 10 else 0

    def _begun_here(self) -> int:
        """The first revision, where this very form has begun the statement; else 0."""
        token = self.form.cleaned_data.get("form_token")
        return 1 if token and token == self.now.begin_token and self.now.begun_by == self.form.person else 0

    def _said_in(self, number: int) -> Said:
        """What the page showed: a revision's words, and what the form itself remembers beside them."""
        if number not in self._versions:
            revision = Revision.objects.filter(statement=self.now, number=number).first()
            said = revision.content if revision else {}  # none either where it was erased
            content = _whole(said) if said else dict.fromkeys(names(), UNKNOWN)
            beside = {"slug": self.posted.get("initial-slug", UNKNOWN), "topics": self._shown_topics()}
            self._versions[number] = {**content, **beside}
        return self._versions[number]

    def _shown_topics(self) -> Any:
        shown = self.posted.get("initial-topics")
        return UNKNOWN if shown is None else sorted(text.topics_from_string(str(shown)))

    def _said_by_form(self) -> Said:
        """What was typed, as it would be stored."""
        cleaned, draft = self.form.cleaned_data, Statement()
        draft.write({name: cleaned[name] for name in names() if name in cleaned})
        beside: Said = {"slug": cleaned.get("slug", ""), "topics": sorted(cleaned.get("topics") or ())}
        return {**_whole(draft.content()), **beside}

    def _leave_body_untouched(self) -> None:
        """Plain signs that say what the page showed are no change, however the stored text is written."""
        shown = self.shown["body"]
        if (
            "body" in self.names
            and shown is not UNKNOWN
            and plain_writing.reads_alike(self.mine["body"], shown)
        ):
            self.mine["body"] = shown

    def _as_typed(self, name: str, value: Any) -> str:
        """A value as the form's field has it typed in."""
        if name == "issuing_body":
            return str(IssuingBody.objects.get(code=value).pk)
        if name == "topics":
            return text.string_from_topics(Topic(name=topic) for topic in value)
        typed = value if name == "slug" else self.form.fields[name].prepare_value(value)
        return "" if typed is None else str(typed)


def _said_now(statement: Statement) -> Said:
    beside = {"slug": statement.slug, "topics": sorted(statement.topics.names())}
    return {**_whole(statement.content()), **beside}


def _whole(content: Said) -> Said:
    """Content with the defaults that it leaves out."""
    return {**{name: default(name) for name in names()}, **content}


def _digest(name: str, value: Any) -> str:
    return digest({name: value})[:16]


def _difference(name: str, before: Any, after: Any) -> Difference:
    if name not in names():
        return of_lines(name, before, after)
    found = whole({name: before}, {name: after}, [name], for_desk=True)
    return found[0] if found else of_lines(name, "", "")
