"""The backup of every night: made by whichever worker comes first, kept for two weeks, copied elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from statements import record_check
from statements.models import Sign

from . import archive, engines

Name = Sign.Name
ONCE_MORE = timedelta(hours=1)  # after a night's backup that failed
logger = logging.getLogger(__name__)


def make_if_due(at: datetime) -> bool:
    """Make the night's backup where it is due and no other worker has begun it; whether one was begun.

    First the log is told where the chain of steps ends: a log kept elsewhere shows a chain cut off later.
    """
    if not is_due(at) or not _claim(at):
        return False
    number, digest = record_check.anchor()
    logger.info("The chain of steps ends here", extra={"facts": {"number": number, "digest": digest}})
    _leaving_a_sign(at, lambda: _of_the_night(at))
    return True


def make(folder: Path, at: datetime) -> Path | None:
    """Make a backup in `folder` now; leave a sign of how it went. None where it failed."""
    return _leaving_a_sign(at, lambda: archive.make(folder, at))


def _of_the_night(at: datetime) -> Path:
    """The archive among those of the last nights, and where it is asked for in the second place too."""
    made = archive.make(Path(settings.BACKUPS_ROOT), at)
    archive.keep_newest(made.parent, settings.BACKUPS_KEPT)
    if settings.BACKUPS_SECOND_PLACE:
        copy = archive.copy_to(made, Path(settings.BACKUPS_SECOND_PLACE))
        archive.keep_newest(copy.parent, settings.BACKUPS_KEPT)
    return made


def _leaving_a_sign(at: datetime, making: Callable[[], Path]) -> Path | None:
    try:
        made = making()
    except (OSError, engines.Failed, archive.Damaged) as fault:
        logger.exception("The backup failed")
        Sign.objects.leave(Name.BACKUP_FAILED, at, str(fault))
        return None
    Sign.objects.leave(Name.BACKUP_GOOD, at, str(made))
    Sign.objects.filter(name=Name.BACKUP_FAILED).delete()
    return made


def is_due(at: datetime) -> bool:
    """Whether the last good backup is older than the hour of the night that came last."""
    good = Sign.objects.last(Name.BACKUP_GOOD)
    return good is None or good.at < last_night(at)


def last_night(at: datetime) -> datetime:
    """The last moment at which the clock of the newsroom showed the hour of backups."""
    local = timezone.localtime(at)
    tonight = local.replace(hour=settings.BACKUP_HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight <= local else tonight - timedelta(days=1)


def _claim(at: datetime) -> bool:
    """One of several workers gets it, on both databases: of two equal updates the second changes no row."""
    Sign.objects.get_or_create(name=Name.BACKUP_BEGUN, defaults={"at": at - 2 * ONCE_MORE})
    waiting = Sign.objects.filter(name=Name.BACKUP_BEGUN, at__lte=at - ONCE_MORE)
    return bool(waiting.update(at=at))
