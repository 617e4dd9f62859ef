"""Short posts: how long a network takes a text to be, and a statement within that length."""

from __future__ import annotations

import re

from .text import nfc, shortened

MOST = 280
A_LINK = 23  # what X counts for any link, however long it is
# The weights of X (configuration 3 of its twitter-text): letters up to here count once, and so do the signs
# of punctuation below; all else, emoji and Chinese among it, counts twice. Other networks allow more.
_LIGHT = re.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_ADDRESS = re.compile(r"https?://\S+")
_LEAST_OF_HEADLINE = 90


def weight(text: str) -> int:
    """How much of `MOST` a text takes up. A link counts its length, if that is more than `A_LINK`.

    So it fits wherever links count as they are, too.
    """
    links = _ADDRESS.findall(text)
    words = nfc(_ADDRESS.sub("", text))
    light = len(_LIGHT.findall(words))
    return light + 2 * (len(words) - light) + sum(max(A_LINK, len(link)) for link in links)


def post(first: str, headline: str, last: str) -> str:
    """What must be said first (or nothing), the headline, and reference and address, in `MOST` or less.

    The headline gives way first, then what is said first; reference and address never.
    """
    room = MOST - weight(last) - 1
    if first:
        first = shortened(first, room - min(weight(headline), _LEAST_OF_HEADLINE) - 1, weight)
        room -= weight(first) + 1
    return "\n".join(filter(None, (first, shortened(headline, room, weight), last)))
