"""A statement as plain text, as a newsroom pastes it.

What must be said first stands first. The block that names the statement ends with the release line; headline
and summary line stand under one another; the text ends with the end mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from statements.handout import day_words
from statements.plain_text import written

from .said import Said


def text(said: Said) -> str:
    """The whole statement, in UTF-8, a blank line between its parts, no line broken."""
    return "\n\n".join(filter(None, _parts(said))) + "\n"


def share(said: Said) -> str:
    """What one forwards: headline, first paragraph, who says it under which number, and where it stands.

    What must be said first stands first; of a withdrawn statement nothing but that and its headline is left.
    """
    beginning = [written(said.blocks[:1])] if said.stands else []
    last = "\n".join([f"{said.author}, {said.reference}", said.short_address])
    first = [notice.sentence for notice in said.notices]
    return "\n\n".join(filter(None, [*first, said.headline, *beginning, last]))


def _parts(said: Said) -> Iterator[str]:
    yield from (notice.sentence for notice in said.notices)
    yield said.behind
    if not said.stands:
        yield _("The text below is what was said then. It no longer stands.")
    yield "\n".join([*said.bodies, f"{said.kind_name} · {said.reference}", said.released])
    yield "\n".join(filter(None, [said.headline, said.standfirst]))
    yield written(said.blocks)
    yield _("ENDS")
    yield _under(_("Signed by"), "\n".join(said.signatories))
    yield _under(_("Notes to editors"), said.notes_to_editors)
    yield _under(said.about, said.boilerplate)
    yield _under(_("For the press"), "\n".join(_contacts(said)))
    yield "\n".join([_edition(said), said.address, said.short_address])


def _contacts(said: Said) -> Iterator[str]:
    for one in said.contacts:
        yield ", ".join(filter(None, (one.name, one.role, one.phone, one.email, one.speaks, one.hours)))


def _edition(said: Said) -> str:
    return _("Edition %(number)s of %(day)s") % {"number": said.edition, "day": day_words(said.public_from)}


def _under(heading: str, words: str) -> str:
    return f"{heading}\n{words}" if words else ""
