"""The way back: an archive becomes the newsroom of an empty place, or nothing is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.utils import timezone

from statements import house
from statements.models import DeskSession, Sign

from . import archive, engines


class NotRestored(Exception):
    """Why not, in sentences; nothing was touched."""


class HalfRestored(Exception):
    """What failed once database and files were in their place, and what to do, in sentences."""


def restore(path: Path) -> archive.Manifest:
    """Take an archive into the empty database and the empty folder of files of this installation.

    Messages are held back: those sent since the backup are due once more in it. Nobody is logged in. Raises
    `NotRestored` where everything is as it was, `HalfRestored` where that is not so any more.
    """
    try:
        manifest = archive.verify(path)
    except archive.Damaged as fault:
        raise NotRestored(f"The archive is damaged. {fault}") from fault
    try:
        sentences = list(_against(manifest))
    except DatabaseError as fault:
        raise NotRestored(f"The database does not answer: {str(fault).strip()}.") from fault
    if sentences:
        raise NotRestored(" ".join(sentences))
    with tempfile.TemporaryDirectory(dir=_near(_files())) as name:
        scratch, engine = Path(name), engines.current()
        try:
            archive.unpack(path, manifest, scratch / manifest.database, scratch / "files")
            prepared = engine.prepare(scratch / manifest.database)
            _move_in(scratch / "files")
            engine.load(prepared)
        except (OSError, engines.Failed) as fault:
            _clear(_files())
            raise NotRestored(f"It cannot be restored: {fault}.") from fault
    try:
        _settle_in()
    except (OSError, DatabaseError, CommandError) as fault:
        raise HalfRestored(
            f"Database and files are in their place, but then this failed: {str(fault).strip()}. "
            "Messages are not held back yet, so start neither web nor worker. Mend it, empty the database "
            "and the folder of files, and restore once more."
        ) from fault
    return manifest


def _against(manifest: archive.Manifest) -> Iterator[str]:
    if manifest.engine != connection.vendor:
        yield (
            f"The archive is of {manifest.engine}, and DATABASE_URL names {connection.vendor}: "
            "restore it into a database of its own kind."
        )
        return
    if is_in_use():
        yield "The database is not empty: name a new one in DATABASE_URL."
    if _files().exists() and any(_files().iterdir()):
        yield f"The folder of files is not empty: {_files()}."


def is_in_use(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether the database holds more than what the migrations put there."""
    tables = connections[using].introspection.table_names()
    ours = "statements_statement" in tables
    return house.is_in_use(using) if ours else bool(tables)


def _move_in(files: Path) -> None:
    _files().mkdir(parents=True, exist_ok=True)
    for folder in files.iterdir() if files.exists() else ():
        shutil.move(folder, _files() / folder.name)


def _settle_in() -> None:
    """Bring an older database up to this release; hold messages; write the search anew."""
    call_command("migrate", verbosity=0)
    Sign.objects.exclude(name=Sign.Name.BACKUP_GOOD).delete()
    Sign.objects.leave(Sign.Name.MESSAGES_HELD, timezone.now())
    DeskSession.objects.all().delete()
    call_command("rebuild_search", verbosity=0)


def _clear(folder: Path) -> None:
    for path in folder.iterdir() if folder.exists() else ():
        shutil.rmtree(path)


def _near(folder: Path) -> Path:
    """The folder above, so that what is unpacked there is moved and not copied."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder.parent


def _files() -> Path:
    return Path(settings.FILES_ROOT)
