"""The verbs of campaigns: one function each, called alike by desk, command and test.

Every verb locks its subject, reads the clock after the lock, asks for objections, changes, and writes one
step, all in one transaction; what readers may notice raises the public epoch.
"""

from .deciding import approve, close, put_back, reopen, send_back, take_down
from .doing import Overtaken
from .recording import record
from .writing import begin, write

__all__ = [
    "Overtaken",
    "approve",
    "begin",
    "close",
    "put_back",
    "record",
    "reopen",
    "send_back",
    "take_down",
    "write",
]
