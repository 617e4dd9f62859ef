"""The verbs of the editorial law: one function each, called alike by desk, command, import and test.

Every verb locks its statement, compares the lock version, reads the clock after the lock, asks
`objections`, changes, and writes one step and its effects, all in one transaction.
"""

from .act import BegunAlready, Refused, Stale, lock_in_order, together
from .approving import abandon_correction, agree, approve, reopen, send_back, submit
from .consenting import ask_for_change, consent, record_consent
from .erasing import erase
from .pinning import pin, take_down
from .publishing import confirm, publish, publish_without_approval, stop_release
from .quieting import switch_off, switch_on
from .standing import flag, restore, seal, withdraw
from .translating import begin_version, follow
from .writing import begin, discard, file_as_history, refile, save

__all__ = [
    "BegunAlready",
    "Refused",
    "Stale",
    "abandon_correction",
    "agree",
    "approve",
    "ask_for_change",
    "begin",
    "begin_version",
    "confirm",
    "consent",
    "discard",
    "erase",
    "file_as_history",
    "flag",
    "follow",
    "lock_in_order",
    "pin",
    "publish",
    "publish_without_approval",
    "record_consent",
    "refile",
    "reopen",
    "restore",
    "save",
    "seal",
    "send_back",
    "stop_release",
    "submit",
    "switch_off",
    "switch_on",
    "take_down",
    "together",
    "withdraw",
]
