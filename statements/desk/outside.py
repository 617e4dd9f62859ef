"""What the form of a statement shows of those outside who may read it before it is public."""

from __future__ import annotations

from typing import Any

from statements.models import Statement, User
from statements.outsiders.links import may_show


def outside_panel(statement: Statement, person: User) -> dict[str, Any]:
    """Whether this person lets outsiders look."""
    return {"may_show": may_show(person, statement)}
