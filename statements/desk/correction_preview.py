"""What readers will read of a correction before it is sent: the difference, and the notice over the text."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from statements.closed import last_public_edition
from statements.differences import Difference, differences
from statements.models import Edition, Statement
from statements.on_record import NOTICED

from .comparison import SAID_OF_IT


@dataclass(frozen=True)
class Preview:
    """A public statement with the content it is to have."""

    statement: Statement
    content: Mapping[str, Any]  # the fields that are to change
    at: datetime

    @property
    def corrected(self) -> Statement:
        """The desk copy as it will be; not saved."""
        corrected = copy(self.statement)
        corrected.write(self.content)
        return corrected

    @property
    def digest(self) -> str:
        """The digest of exactly the words that are shown: who sends has seen these."""
        return self.corrected.digest

    @property
    def differences(self) -> list[Difference]:
        """What changes against what readers see."""
        public = last_public_edition(self.statement, self.at)
        before = self.statement.content() if public is None or public.is_sealed else public.content()
        changed = differences(before, self.corrected.content(), for_desk=True)
        return [difference for difference in changed if difference.field not in SAID_OF_IT]

    @property
    def notices(self) -> list[Edition]:
        """The notice over the text, as `statements/_notices.html` takes it; none of a minor change."""
        told = Edition(statement=self.statement, public_from=self.at)
        told.take(self.corrected.content())
        return [told] if told.change_kind in NOTICED else []

    @property
    def landings(self) -> dict[int, list[str]]:
        """No reader has a link yet that the corrected text would break."""
        return {}

    def before(self, edition: Edition) -> None:
        """Nothing that could be compared in public: the edition is none yet."""

    @property
    def address(self) -> str:
        """Where the statement stands in public."""
        edition = last_public_edition(self.statement, self.at)
        return edition.get_absolute_url() if edition else ""
