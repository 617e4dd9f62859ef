"""Sessions at the desk: each ends some time after the last sign of life, and after the login at the latest.

The session engine of the settings. A row knows its person, so that their sessions can be seen and ended.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from statements.models import DeskSession, User

BEGUN_AT, USER_AGENT = "begun_at", "user_agent"
SIGN_OF_LIFE = timedelta(minutes=1)  # how often reading alone is written down


def ends_at(begun_at: datetime, seen_at: datetime) -> datetime:
    """When a session ends if nothing more is heard: the idle limit, never past the absolute one."""
    idle = seen_at + timedelta(seconds=settings.SESSION_IDLE_AGE)
    return min(idle, begun_at + timedelta(seconds=settings.SESSION_COOKIE_AGE))


class SessionStore(DatabaseStore):
    """Django's own store in the database, with a row that knows whose it is and when it was last seen."""

    row: DeskSession | None = None

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        """The rows."""
        return DeskSession

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing where it has ended."""
        self.row = self._get_session_from_db()  # type: ignore[attr-defined]
        return self.decode(self.row.session_data) if self.row else {}

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        """The row to be written; to write is a sign of life."""
        now = timezone.now()
        begun_at = datetime.fromisoformat(data[BEGUN_AT]) if BEGUN_AT in data else now
        return DeskSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=ends_at(begun_at, now),
            person_id=data.get(SESSION_KEY),
            begun_at=begun_at,
            seen_at=now,
            user_agent=data.get(USER_AGENT, ""),
        )

    def touch(self) -> None:
        """Write down a sign of life, once a minute at most."""
        now = timezone.now()
        if self.row and self.row.seen_at <= now - SIGN_OF_LIFE:
            ends = ends_at(self.row.begun_at, now)
            with suppress(
                DatabaseError
            ):  # one that takes no writes now: the session ends early, no page fails
                DeskSession.objects.filter(pk=self.row.pk).update(seen_at=now, expire_date=ends)


@receiver(user_logged_in)
def begin(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    """Start the session's clock at a login, and clear away what has ended."""
    request.session[BEGUN_AT] = timezone.now().isoformat()
    request.session[USER_AGENT] = request.META.get("HTTP_USER_AGENT", "")[:200]
    DeskSession.objects.filter(expire_date__lte=timezone.now()).delete()


def of(person: User) -> QuerySet[DeskSession]:
    """A person's sessions that have not ended, the last seen first."""
    return DeskSession.objects.filter(person=person, expire_date__gt=timezone.now())


def end(person: User, but: str | None = None) -> None:
    """End every session of a person, or all but the one with this key."""
    of(person).exclude(session_key=but or "").delete()


# The marks in the order of looking: most browsers also claim to be Chrome, and Chrome to be Safari.
BROWSERS = {
    "Firefox": "Firefox",
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def browser_words(user_agent: str) -> str:
    """A browser as its owner would call it, such as `Firefox, Android`; empty where it says nothing known."""
    named = (_first(marks, user_agent) for marks in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, named))


def _first(marks: dict[str, str], user_agent: str) -> str:
    return next((name for mark, name in marks.items() if mark in user_agent), "")
