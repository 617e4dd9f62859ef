"""One line on the desk's front page for who looks after the house: how it stands with the backups."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from statements.models import Sign
from statements.moments import age


def backup_line(at: datetime) -> str:
    """“Last good backup 5 hours ago.”"""
    good, failed = Sign.Name.BACKUP_GOOD, Sign.Name.BACKUP_FAILED
    signs = {sign.name: sign for sign in Sign.objects.filter(name__in=(good, failed))}
    said = [_("The last backup failed.")] if failed in signs else []
    if good in signs:
        said.append(_("Last good backup %(age)s ago.") % {"age": age(at - signs[good].at)})
    else:
        said.append(_("There is no backup yet."))
    return " ".join(said)
