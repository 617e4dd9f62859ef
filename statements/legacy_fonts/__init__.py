"""Text typed for a Hindi font from before Unicode: told from other text, and read as Unicode.

Such a font shows Devanagari in the place of Latin letters: without it `Hkkjr` is seen where भारत was typed.
Known here is the layout of Kruti Dev 010, which DevLys 010 shares. Nothing is ever converted unasked.
"""

from .passages import converted, in_legacy_font, names_legacy_font, read
from .recognising import looks_legacy
from .setting import to_unicode

__all__ = ["converted", "in_legacy_font", "looks_legacy", "names_legacy_font", "read", "to_unicode"]
