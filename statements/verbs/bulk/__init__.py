"""Writes what many lives of statements leave behind, as the verbs would, with a few hundred rows a query.

For an empty database only: it asks no objections and takes no locks. A test plays the same lives through the
real verbs and compares every row.
"""

from .lives import Deed, Life
from .writing import write

__all__ = ["Deed", "Life", "write"]
