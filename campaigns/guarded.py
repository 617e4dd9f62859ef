"""What the database itself refuses of campaigns: see `statements.guards`."""

from __future__ import annotations

from collections.abc import Iterator

from statements.guards import Guard, fixed, kept, kept_with_words

from .models import DemandUpdate, Evidence, Mention, Subject, Version


def guarded() -> Iterator[Guard]:
    """Versions, updates and evidence are append-only; a mention stands as long as its revision's words."""
    for name, proposal, whats in (
        ("version", Version, "versions of a public text"),
        ("demand_update", DemandUpdate, "updates"),
    ):
        yield kept(name, proposal, whats)
        yield fixed(name, proposal, f"the words of {whats}", proposal.DECIDED)
        table = proposal._meta.db_table
        sentence = f"{whats} are decided on once"
        yield Guard(f"guard_{name}_decided", table, "UPDATE", sentence, "OLD.verdict <> ''")
    yield kept("evidence", Evidence, "evidence")
    yield fixed("evidence", Evidence, "evidence")
    yield kept("subject", Subject, "campaigns, demands and the like")
    named = "NEW.slug {distinct} OLD.slug OR NEW.kind {distinct} OLD.kind"
    yield Guard("guard_subject_slug", Subject._meta.db_table, "UPDATE", "its address never changes", named)
    yield fixed("mention", Mention, "mentions")
    yield kept_with_words("mention", Mention, "mentions")
