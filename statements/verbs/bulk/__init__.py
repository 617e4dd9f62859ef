"""Writes what many lives of statements leave behind, as the verbs would, with a few hundred rows a query.

`write` fills an empty database with whole lives: it asks no objections and takes no locks. `add` writes
beginnings beside what is there, under the locks and the law of the verbs. Tests play the same lives through
the real verbs and compare every row.
"""

from .lives import Deed, Life
from .writing import add, write

__all__ = ["Deed", "Life", "add", "write"]
