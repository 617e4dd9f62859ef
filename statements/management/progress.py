"""A bar that shows on a terminal how far a long command is, how fast, and how long it will still take."""

from __future__ import annotations

from time import monotonic

from django.core.management.base import OutputWrapper

_WIDTH = 30  # signs of the bar


class Bar:
    """The bar of one command; where the output is no terminal it says nothing."""

    def __init__(self, out: OutputWrapper, what: str) -> None:
        self.out, self.what, self.began = out, what, monotonic()
        self.is_shown = out.isatty()

    def show(self, share: float, number: int, first: int = 0) -> None:
        """Show that this share (0 to 1) is done: `number` things, of them `first` before this command."""
        if not self.is_shown:
            return
        seconds = max(monotonic() - self.began, 0.001)
        rate = (number - first) / seconds
        left = seconds / share - seconds if share else 0
        bar = "#" * int(_WIDTH * share)
        words = f"{number:,} {self.what}, {rate:,.0f} a second, {_span(left)} left"
        self.out.write(f"\r[{bar:<{_WIDTH}}] {share:4.0%} {words}   ", ending="")
        self.out.flush()

    def end(self) -> None:
        """Leave the line of the bar."""
        if self.is_shown:
            self.out.write("")


def _span(seconds: float) -> str:
    """A time in minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
