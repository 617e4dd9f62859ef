"""Where a subject stands, in the words of the desk."""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaigns.models import Campaign, Subject


def standing_words(subject: Subject, has_waiting: bool) -> str:
    """Whether readers know it, and whether a newer text waits for a second person."""
    if subject.public_from is None:
        return _("Waiting for approval") if has_waiting else _("Sent back")
    if subject.public_until is not None:
        words = _("Taken down")
    elif isinstance(subject, Campaign) and not subject.is_open:
        words = _("Public, closed")
    else:
        words = _("Public")
    return _("%(standing)s, a newer text waits") % {"standing": words} if has_waiting else words
