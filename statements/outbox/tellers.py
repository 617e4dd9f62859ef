"""What is told of things that are no statements: an app above declares who tells of each kind of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from django.utils.functional import Promise

from statements.models import Effect, User


@dataclass(frozen=True)
class Telling:
    """What is said of a verb: the subject line, and the sentence that opens the mail."""

    subject: str | Promise
    sentence: str | Promise


class Teller(ABC):
    """Whom a step of one kind of thing concerns, and how it is told; each in the language of the moment."""

    @abstractmethod
    def concerned(self, effect: Effect) -> set[User]:
        """Those to tell, whatever their rights; nobody once there is nothing to tell any more."""

    @abstractmethod
    def telling(self, effect: Effect) -> Telling:
        """The words."""

    @abstractmethod
    def title(self, effect: Effect) -> str:
        """What the desk calls the thing."""

    @abstractmethod
    def facts(self, effect: Effect) -> str:
        """What else is said of it, in a line."""

    @abstractmethod
    def verb(self, effect: Effect) -> str:
        """What was done."""

    @abstractmethod
    def way(self, effect: Effect) -> tuple[str, str]:
        """The link in the mail: its words, and its path at the desk."""


TELLERS: dict[str, Teller] = {}  # by the `subject_kind` of the step; an app above adds its own


def teller_of(effect: Effect) -> Teller | None:
    """Who tells of what is no statement; None where it is one."""
    return TELLERS.get(effect.step.subject_kind)
