"""What the form of a statement shows of those outside its body: partners, and who may read it before."""

from __future__ import annotations

from typing import Any

from statements.models import Statement, User
from statements.outsiders.links import may_show

from . import partners


def outside_panel(statement: Statement, person: User) -> dict[str, Any]:
    """What the partners answered, and whether this person lets outsiders look."""
    return {"may_show": may_show(person, statement), **partners.panel(statement, person)}
