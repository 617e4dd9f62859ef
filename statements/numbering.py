"""How the items of a numbered list are marked: 3. c. III. iii."""

_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip


def mark(number: int, kind: str) -> str:
    """How a number is written before an item; `kind` is the `type` of an HTML list: 1, a, A, i or I."""
    if kind in {"a", "A"} and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in {"i", "I"} and 1 <= number < 4000:
        return f"{_roman(number) if kind == 'i' else _roman(number).upper()}."
    return f"{number}."


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
