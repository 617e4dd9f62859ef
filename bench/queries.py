"""What is searched for, by class of query: in the statements all systems are measured on, or in our own."""

from __future__ import annotations

from .given import GENERATOR, LARGE, generator, phrases

Queries = dict[str, list[str]]

# For the archive of `make_archive`, where the generator beside the house is not at hand.
OWN: Queries = {
    "rare": ["जयखेडा", "लालखेडा", "भीमघाट", "फूलटोला", "मोतीखेडा", "ताराघाट", "हरपट्टी", "सूरटोला"],
    "medium": ["yards", "message", "stopped", "sheds", "fees", "roll", "dry", "overtime", "flooded", "toll"],
    "common": ["confederation", "punished", "members", "registers", "gate", "agreement", "shed", "hearing"],
    "two": ["unpaid wages", "gate registers", "night agreement", "members fees", "toll hearing"],
    "phrase": ['"in writing"', '"the confederation"', '"at the gate"', '"the agreement"'],
    "hindi": ["मजदूर", "पेंशन", "यूनियन", "फसल", "भुगतान", "मजदूर यूनियन"],
}


# As typed, and found nowhere.
NOTHING = [
    "zqxvut",
    "workerz unionn",
    "pensoin",
    "kisaan andolan",
    "zqxvut workers",
    "मजदुर यूनीयन",
]  # as typed
BEGUN = ["wo", "wor", "union", "public he", "strike ag", "क", "मज", "zqxv"]  # for suggestions


def queries(size: int) -> Queries:
    """The queries for an archive of this size; the last of them find nothing."""
    if not GENERATOR.exists():
        return OWN | {"nothing": NOTHING}
    given: Queries = generator().queries()
    return given | ({"phrase": phrases(size)} if size > LARGE else {}) | {"nothing": NOTHING}
