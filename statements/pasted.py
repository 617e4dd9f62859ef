"""Makes foreign HTML fit for the sanitiser: bounded work, no word processor's comments, blocks as paragraphs.

Nothing here makes HTML safe; that is `prose`, which runs after it.
"""

import re
from collections.abc import Iterator

from .text import nfc

# Reading HTML is quadratic where thousands of elements stand inside one another, where each paragraph opens
# again what an earlier one left open, where a tag has thousands of attributes, and (in the parser that the
# sanitiser uses) in the signs U+0080 to U+00BF. These bounds keep the longest page to a fraction of a second.
_MOST_TAGS = 20_000
_MOST_REFERENCES = 10_000
_MOST_SIGNS = 20_000
_MOST_WORK = 200_000  # the open elements, summed over all tags
_MOST_ATTRIBUTES = 25
_LONGEST_ATTRIBUTES = 8_000

_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_MARKUP = re.compile(
    rf"""<!--(?:-?>|.*?(?:--!?>|\Z))  # a comment
    |<(?:[!?]|/(?![a-zA-Z]))[^>]*>?  # what a browser reads as one
    |<(?P<name>/?[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[\s/]++|{_ATTRIBUTE})*+)(?P<end>>?)
    |<""",
    re.DOTALL | re.VERBOSE,
)
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_DOCUMENT = {"html", "/html", "head", "/head", "body", "/body"}
EMPTY_ELEMENTS = {"br", "col", "hr", "img", "wbr"}
# Elements without an end, and those a browser ends by itself before the next one of their kind.
_NEVER_PILE_UP = EMPTY_ELEMENTS | set(
    "area base embed input link meta param source track p li dt dd tr td th tbody thead tfoot option".split()
)

# Tags, and the text between them; for well-formed HTML only.
PIECES = re.compile(r'<[^">]*(?:"[^"]*"[^">]*)*>|[^<]+')

# Elements without a place in a statement, and what says the same.
RENAMED = {
    **dict.fromkeys("address article aside center details div fieldset footer form header".split(), "p"),
    **dict.fromkeys("legend main nav section summary".split(), "p"),
    **{"h1": "h2", "h5": "h4", "h6": "h4", "menu": "ul", "dir": "ul"},
    **{"strike": "s", "tt": "code", "acronym": "abbr"},
}
_FOREIGN = re.compile(rf"<(?:{'|'.join(RENAMED)})\b|\b(?:class|style)\s*=", re.IGNORECASE)
# The words commented on bear `mso-comment-reference`: they are the text itself, and stay.
COMMENT = re.compile(
    r"mso-element:\s*comment|mso-special-character:\s*comment|MsoComment(?:Text|Subject|Reference)"
    r"|msocom(?:txt|anchor|off)|_mso(?:com|anchor)_",
    re.IGNORECASE,
)
_NOT_BOLD = re.compile(r"<b\b[^>]*font-weight:\s*normal", re.IGNORECASE)  # Google Docs wraps a paste in it


def tamed(html: str) -> str | None:
    """`html` without comments, each `<` either the beginning of a whole tag or written as text.

    None where it has so many elements or levels that reading it would take too long.
    """
    if (
        html.count("<") > _MOST_TAGS
        or html.count("&") > _MOST_REFERENCES
        or html.encode(errors="replace").count(b"\xc2") > _MOST_SIGNS
    ):
        return None
    tame = _MARKUP.sub(_tamed_markup, html)
    return tame if _work(tame) <= _MOST_WORK else None


def is_foreign(html: str) -> bool:
    """Whether `html` seems to come from elsewhere, so that `at_home` has work to do."""
    return bool(_FOREIGN.search(html))


def at_home(html: str) -> Iterator[str]:
    """Well-formed `html` in pieces: comments of a word processor gone, foreign blocks made paragraphs."""
    endings: list[str] = []
    inside_comment = 0  # how many elements deep
    for piece in PIECES.findall(html):
        step = _step(piece)
        if inside_comment:
            inside_comment += step
        elif piece.startswith("<") and COMMENT.search(piece):
            inside_comment = step
        elif step > 0:
            start, ending = _renamed(piece)
            endings.append(ending)
            yield start
        else:
            yield endings.pop() if step < 0 else piece


def bare_text(html: str) -> str:
    """`html` with a blank in place of each tag and character reference: what is left of a tangle."""
    words = re.sub(r"<[^<>]*>|&#?\w*;?|[<>]", " ", html).split()
    return nfc(" ".join(words)).lstrip("\u0338 ")


def _work(html: str) -> int:
    """How many elements stay open from tag to tag, summed."""
    open_elements: list[str] = []
    work = 0
    for slash, name in _TAG_NAME.findall(html.lower()):
        work += len(open_elements)
        if not slash and name not in _NEVER_PILE_UP:
            open_elements.append(name)
        # Only the innermost: what is closed across another element may be opened again by the parser.
        elif slash and open_elements[-1:] == [name]:
            open_elements.pop()
    return work


def _tamed_markup(markup: re.Match[str]) -> str:
    if markup["name"] is None:
        return "&lt;" if markup[0] == "<" else ""
    if not markup["end"]:
        return markup[0].replace("<", "&lt;")
    if markup["name"].lower() in _DOCUMENT:
        return ""
    if len(markup["attributes"]) > 2 * _MOST_ATTRIBUTES and _is_crowded(markup["attributes"]):
        return f"<{markup['name']}>"
    return "<" + markup[0][1:].replace("<", "&lt;")


def _is_crowded(attributes: str) -> bool:
    return len(attributes) > _LONGEST_ATTRIBUTES or len(_ATTRIBUTES.findall(attributes)) > _MOST_ATTRIBUTES


def _step(piece: str) -> int:
    """How much deeper one stands after `piece`: 1 for a start tag, -1 for an end tag, 0 for anything else."""
    tag = _TAG_NAME.match(piece)
    if not tag or tag[2] in EMPTY_ELEMENTS:
        return 0
    return -1 if tag[1] else 1


def _renamed(tag: str) -> tuple[str, str]:
    """A start tag as it is to be, and its end tag; both empty where only the content stays."""
    name = _TAG_NAME.match(tag)[2]  # type: ignore[index]  # a tag has a name
    if _NOT_BOLD.match(tag) or (name == "a" and " href=" not in tag):
        return "", ""
    new = RENAMED.get(name, name)
    return f"<{new}{tag[1 + len(name) :]}", f"</{new}>"
