"""Delivers what the verbs left in the outbox, each message to one person, and says what waits there."""

from .waiting import is_mail_set_up, oldest_due, unsent

__all__ = ["is_mail_set_up", "oldest_due", "unsent"]
