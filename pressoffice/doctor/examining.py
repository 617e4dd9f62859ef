"""Every examination in its order; one that breaks is itself a finding, and the others go on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from . import database, machine, outgoing
from .finding import Finding, now

Examination = Callable[[datetime], Iterator[Finding]]
EXAMINATIONS: tuple[Examination, ...] = (
    database.answers, database.migrations, database.is_guarded, database.is_searchable,
    outgoing.mail, outgoing.worker, outgoing.waiting,
    machine.backup, machine.disk, machine.files, machine.certificate, machine.clock,
)  # fmt: skip
logger = logging.getLogger(__name__)


def examine(at: datetime) -> list[Finding]:
    """Look at everything, at `at`."""
    return [finding for look in EXAMINATIONS for finding in _looked(look, at)]


def _looked(look: Examination, at: datetime) -> list[Finding]:
    try:
        return list(look(at))
    except Exception:  # whatever it was, the rest has to be looked at too
        logger.exception("An examination broke off: %s", look.__name__)
        name = look.__name__.replace("_", " ")
        return [now(name, _("This could not be looked at."), _("The log says where it broke off."))]
