"""What goes out: mail, the worker who sends it, and what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import maintenance, outbox
from statements.models import Sign
from statements.models.outbox import GRACE
from statements.moments import age
from statements.outbox.post import in_words

from .finding import Finding, good, now, soon

LATE = timedelta(hours=1)
SILENT = timedelta(minutes=5)  # a worker leaves a sign every half minute, a mail takes two at most


def mail(at: datetime) -> Iterator[Finding]:
    """Whether the mail server lets us in; `send_a_test` says whether it delivers."""
    if not outbox.is_mail_set_up():
        words = _("It is not set up: nobody is told of anything.")
        yield soon(_("Mail"), words, _("Name a mail server in EMAIL_URL."))
        return
    if trouble := _trouble_with(_knock):
        words = _("The mail server does not take mail: %(why)s") % {"why": trouble}
        yield now(_("Mail"), words, _what_to_compare())
    else:
        yield good(_("Mail"), _("The mail server lets us in."))


def send_a_test(address: str) -> Finding:
    """Send one mail that says what it is."""
    if not outbox.is_mail_set_up():
        return next(mail(timezone.now()))
    body = _("This is a test of the newsroom's mail. Nothing has to be done.")
    letter = EmailMessage(_("A test of the newsroom's mail"), body, to=[address])
    if trouble := _trouble_with(letter.send):
        words = _("The test mail to %(address)s was not taken: %(why)s")
        return now(_("Mail"), words % {"address": address, "why": trouble}, _what_to_compare())
    return good(_("Mail"), _("A test mail to %(address)s was taken.") % {"address": address})


def worker(at: datetime) -> Iterator[Finding]:
    """Whether somebody sends messages and makes the backup of the night."""
    sign = Sign.objects.last(Sign.Name.WORKER)
    command = _("Start it: systemctl start pressoffice-worker, or python manage.py worker")
    if sign is None and not settings.MAIL_BY_WORKER:
        words = _("None has ever run: the pages send the mail themselves, and nobody makes backups.")
        yield soon(_("Worker"), words, command)
    elif sign is None:
        yield now(_("Worker"), _("None has ever run: no mail goes out, nobody makes backups."), command)
    elif at - sign.at > SILENT:
        words = _("It gave its last sign of life %(age)s ago.") % {"age": age(at - sign.at)}
        yield now(_("Worker"), words, command)
    else:
        yield good(_("Worker"), _("It is alive."))


def waiting(at: datetime) -> Iterator[Finding]:
    """How long the oldest message has waited, and whether something keeps all of them back."""
    if Sign.objects.last(Sign.Name.MESSAGES_HELD):
        words = _("They are held back since a restore.")
        yield now(_("Messages"), words, _("Run on the server: python manage.py messages send, or leave"))
        return
    if maintenance.is_on():
        advice = _("When it is over: python manage.py maintenance off")
        yield soon(_("Messages"), _("They wait: maintenance is going on."), advice)
        return
    oldest = outbox.oldest_due(at)
    waited = at - oldest.due_at if oldest else timedelta()
    words = _("The oldest has waited %(age)s.") % {"age": age(waited)}
    advice = _("See “Messages” at the desk for what went wrong.")
    if waited > LATE:
        yield now(_("Messages"), words, advice)
    elif waited > GRACE:
        yield soon(_("Messages"), words, advice)
    else:
        yield good(_("Messages"), _("None waits that ought to be out."))


def _knock() -> None:
    with get_connection():
        pass


def _trouble_with(deed: Callable[[], object]) -> str:
    """What the mail server, or the way to it, says against it; empty where nothing."""
    try:
        deed()
    except OSError as fault:  # smtplib's own are of this kind
        return in_words(fault)
    return ""


def _what_to_compare() -> str:
    return _("Compare EMAIL_URL with what your mail provider says.")
