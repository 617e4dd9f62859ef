"""A ready message that asks a reviewer to look, for the messaging apps; of the text, its headline at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Statement
from statements.objections import clock_words

from .routes import absolute


@dataclass(frozen=True)
class Message:
    """One wording of the message, and the ways to hand it on."""

    title: str | Promise
    text: str
    link: str

    @property
    def whole(self) -> str:
        """The message with its link."""
        return f"{self.text}: {self.link}"

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Names of apps, and the addresses that open them with the message in it."""
        whole = quote(self.whole, safe="")
        telegram = urlencode({"url": self.link, "text": self.text}, quote_via=quote)
        mail = urlencode({"subject": self.text, "body": self.whole}, quote_via=quote)
        return [
            ("WhatsApp", f"https://wa.me/?text={whole}"),
            ("Telegram", f"https://t.me/share/url?{telegram}"),
            (_("Text message"), f"sms:?body={whole}"),
            (_("Mail"), f"mailto:?{mail}"),
        ]


def messages_for(request: HttpRequest, statement: Statement) -> list[Message]:
    """Two wordings: with the headline, and without it where not even that may lie with a messenger."""
    path = reverse("admin:statements_statement_review", args=[statement.pk])
    link = absolute(request, path)
    headline = statement.headline_for_lists()
    kind = _("%(kind)s of %(body)s") % {
        "kind": statement.get_kind_display(),
        "body": statement.issuing_body.name,
    }
    return [
        Message(gettext_lazy("With the headline"), _please(headline, statement.needed_by), link),
        Message(gettext_lazy("Without the headline"), _please(kind, statement.needed_by), link),
    ]


def _please(what: str, needed_by: datetime | None) -> str:
    if needed_by is None:
        return _("Please look at: %(what)s") % {"what": what}
    named = {"what": what, "time": clock_words(needed_by)}
    return _("Please look at: %(what)s, needed by %(time)s") % named
