"""Statements on paper: the letter as PDF, the cards as pictures; the same words, the same bytes."""

from .press import NotForPaper, Shape, card, pdf

__all__ = ["NotForPaper", "Shape", "card", "pdf"]
