"""What stands in the search box: a query, a reference, or a whole text that somebody pasted."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from statements import text
from statements.models import SearchRow
from statements.on_record import reference_as_said

from . import synonyms
from .engine import condition
from .fields import known
from .finding import Kept
from .grammar import LONGEST, read
from .paragraphs import hashes
from .synonyms import Expression
from .tree import All, Asked, Filed, Phrase

LONGEST_PASTED = 20_000  # characters
UNDECODED = "\ufffd"  # what Django puts for bytes that are no text


@dataclass(frozen=True)
class Words:
    """What was typed into the box, as it was understood."""

    typed: str = ""
    asked: Asked = field(default_factory=Asked)
    reference: str = ""  # of the one statement that is wanted

    @property
    def is_lost(self) -> bool:
        """Whether something was typed and nothing of it can be looked for."""
        return bool(self.typed) and not (self.asked.tree or self.reference or self.has_days)

    @property
    def has_days(self) -> bool:
        """Whether it says a day from or to which."""
        return bool(self.asked.since or self.asked.until)

    @property
    def name(self) -> str:
        """The same for the same question, however it was typed; empty for none."""
        told = (self.asked.tree, self.asked.since, self.asked.until, self.reference)
        return repr(told) if any(told) else ""


def words(typed: list[str], kept: Kept) -> Words:
    """The last of what was typed, understood at the moment of what is `kept`."""
    last = typed[-1] if typed else ""
    pasted = text.printable(last[:LONGEST_PASTED].replace(UNDECODED, " "), " ").strip()
    if len(last) > LONGEST:
        return Words(pasted, _looked_up(pasted, last))
    said = " ".join(pasted.split())
    # With blanks it may be words: budget 2024 25.
    if " " not in said and (reference := reference_as_said(said)):
        return Words(said, reference=reference)
    if not said:
        return Words()
    listed = kept.get("synonyms", synonyms.current)
    asked = read(said, known(kept.at), kept.at, listed, lambda one: _is_public(one, kept))
    if not (asked.tree or asked.remarks or asked.since or asked.until):
        nothing = _("There is no word to look for in “%(value)s”.") % {"value": said[:60]}
        return Words(said, Asked(remarks=(nothing,)))
    return Words(said, asked)


def _is_public(one: Expression, kept: Kept) -> bool:
    """Whether a text that readers see holds the expression."""
    exactly = Phrase(one.tokens)  # unstemmed: the very words that would be named
    rows = SearchRow.objects.public(kept.at).filter(condition(All((exactly,)))).order_by()
    held: bool = kept.get(f"held {exactly}", rows.exists)
    return held


def _looked_up(pasted: str, whole: str) -> Asked:
    """A pasted text, looked up by its paragraphs."""
    told = tuple(dict.fromkeys(f"text§{one}" for one in hashes(pasted)))
    remarks = [
        _("This is read as a text you pasted: its paragraphs are looked up, word for word.")
        if told
        else _("This is too long for a search, and no paragraph of it is long enough to be looked up.")
    ]
    if len(whole) > LONGEST_PASTED:
        remarks.append(_("Only its first %(number)d characters were read.") % {"number": LONGEST_PASTED})
    tree = All((Filed("text", told, pasted[:60]),)) if told else None
    return Asked(tree, remarks=tuple(remarks), pasted=pasted)
