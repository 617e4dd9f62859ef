"""The machine: backups, room on its disks, the files, the certificate, the clock."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import clock_watch
from statements.files import store
from statements.models import File, Sign, Step
from statements.moments import DAY, HOUR, age

from .finding import Finding, good, now, soon

ROOM_NEEDED = 0.05  # of a disk; less is red
ROOM_WISHED = 0.15
FILES_LOOKED_AT = 500  # the newest; `check_files` reads every byte of all
CERTIFICATE_WISHED = timedelta(days=14)
PATIENCE = 5  # seconds, of another server
OWN_CERTIFICATE = {18, 19, 20, 21}  # OpenSSL's numbers for what no known authority has signed


def backup(at: datetime) -> Iterator[Finding]:
    """How old the last good backup is, and whether one has failed since."""
    good_one, failed = (Sign.objects.last(name) for name in (Sign.Name.BACKUP_GOOD, Sign.Name.BACKUP_FAILED))
    advice = _("Make one now: python manage.py backup")
    if failed:
        words = _("The last one failed %(age)s ago: %(why)s")
        yield now(_("Backup"), words % {"age": age(at - failed.at), "why": failed.said}, advice)
    elif good_one is None:
        yield now(_("Backup"), _("There has never been one."), advice)
    else:
        words = _("The last good backup is %(age)s old.") % {"age": age(at - good_one.at)}
        if at - good_one.at > 2 * DAY + 2 * HOUR:
            yield now(_("Backup"), words, advice)
        elif at - good_one.at > DAY + 2 * HOUR:
            yield soon(_("Backup"), words, advice)
        else:
            yield good(_("Backup"), words)
    if not settings.BACKUPS_SECOND_PLACE:
        words = _("No second copy is made: who loses this machine loses everything.")
        yield soon(_("Second copy"), words, _("Name a place on another machine in BACKUPS_SECOND_PLACE."))


def disk(at: datetime) -> Iterator[Finding]:
    """Room where the database, the files and the backups lie."""
    for place in sorted(_places()):
        usage = shutil.disk_usage(place)
        free = usage.free / usage.total
        words = _("%(room)s are free at %(place)s (%(percent)s %%).")
        told = words % {"room": filesizeformat(usage.free), "place": place, "percent": round(free * 100)}
        if free < ROOM_NEEDED:
            yield now(_("Disk"), told, _("Make room at once: nothing can be saved on a full disk."))
        elif free < ROOM_WISHED:
            yield soon(_("Disk"), told, _("Make room, or keep fewer backups (BACKUPS_KEPT)."))
        else:
            yield good(_("Disk"), told)


def files(at: datetime) -> Iterator[Finding]:
    """Whether the files of statements are there and can be read."""
    newest = File.objects.only("sha256", "width").order_by("-pk")[:FILES_LOOKED_AT]
    missing = [file for file in newest if not os.access(store.path(file), os.R_OK)]
    if missing:
        words = _("%(number)s of the newest %(looked)s files cannot be read.")
        told = {"number": len(missing), "looked": len(newest)}
        yield now(_("Files"), words % told, _("Run on the server: python manage.py check_files"))
    else:
        yield good(_("Files"), _("The newest %(number)s can be read.") % {"number": len(newest)})


def certificate(at: datetime) -> Iterator[Finding]:
    """Until when the newsroom's certificate is good, as a browser would see it."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme != "https":
        words = _("The newsroom has no address with https (SITE_URL).")
        yield soon(_("Certificate"), words, _("Readers and passwords need one; see docs/operations.md."))
        return
    try:
        days = (_ends(parts.hostname or "", parts.port or 443) - at).days
    except ssl.SSLCertVerificationError as fault:
        if fault.verify_code in OWN_CERTIFICATE:
            words = _("It is one of your own: browsers warn of it.")
            yield soon(_("Certificate"), words, _("Get one from a known authority before readers come."))
        else:
            words = _("It is not good: %(why)s") % {"why": fault.verify_message}
            yield now(_("Certificate"), words, _("Renew it."))
        return
    except OSError:
        words = _("%(address)s cannot be reached from here.") % {"address": settings.SITE_URL}
        yield now(_("Certificate"), words, _("Look at the front server: systemctl status nginx"))
        return
    words = _("It is good for %(days)s more days.") % {"days": days}
    if days < CERTIFICATE_WISHED.days:
        yield soon(_("Certificate"), words, _("Renew it."))
    else:
        yield good(_("Certificate"), words)


def clock(at: datetime) -> Iterator[Finding]:
    """Whether the clock was left alone, runs as the database's does, and not behind what was written."""
    last = Step.objects.order_by("-number").values_list("at", flat=True).first()
    behind = (last - at) if last else timedelta()
    differs = max(behind, abs(_clock_of_the_database(at) - at), abs(clock_watch.moved()))
    if differs > clock_watch.MAY_DIFFER:
        words = _("It differs by %(age)s from what it ought to be.") % {"age": age(differs)}
        advice = _("Statements go out by it: switch on its synchronisation (timedatectl set-ntp true).")
        yield now(_("Clock"), words, advice)
    else:
        told = {"time": timezone.localtime(at).strftime("%H:%M %Z")}
        yield good(_("Clock"), _("It shows %(time)s.") % told)


def _places() -> set[str]:
    """The folders that must not run full; each once, even where several lie on one disk."""
    folders = [Path(settings.FILES_ROOT), Path(settings.BACKUPS_ROOT)]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    there = [next(folder for folder in (one, *one.parents) if folder.exists()) for one in folders]
    return set({folder.stat().st_dev: str(folder) for folder in there}.values())


def _ends(host: str, port: int) -> datetime:
    context = ssl.create_default_context()
    plain = socket.create_connection((host, port), PATIENCE)
    with plain, context.wrap_socket(plain, server_hostname=host) as secured:
        told = secured.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)


def _clock_of_the_database(at: datetime) -> datetime:
    if connection.vendor != "postgresql":
        return at  # SQLite's is this machine's own
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment + (at - timezone.now())
