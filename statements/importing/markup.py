"""Brings an export's HTML into a form from which the sanitiser drops no word unsaid.

What it would drop whole becomes text or a link here, and each is noted. Nothing here makes HTML safe: that is
`prose`, which runs after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from .record import Record
from .remarks import Remark

_ATTRIBUTE = r"""\b{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_OUT_OF_SIGHT = re.compile(
    r"<(script|style|template|noembed|noframes)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_DRAWN = re.compile(r"<(svg|math|canvas)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_NO_SCRIPT = re.compile(r"</?noscript\b[^>]*>", re.IGNORECASE)
_PLAYED = re.compile(r"<(iframe|video|audio|object)\b([^>]*)>(.*?)(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_EMBED = re.compile(r"<(embed)\b([^>]*)>", re.IGNORECASE)
_TYPED = re.compile(r"<(textarea|select|title)\b[^>]*>(.*?)(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_LINKED_PICTURE = re.compile(r"<a\b[^>]*>\s*(<img\b[^>]*>)\s*</a>", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"""<a\b([^>]*\bhref\s*=\s*["']?[^"'>]*\.pdf\b[^>]*)>(.*?)</a>""", re.DOTALL | re.IGNORECASE
)
_FORMULA = re.compile(r"\[(?:if|endif)[^\]]*\]")


Kept = Callable[[str, str], str]  # where a file of an old address and these words is kept; "" where it is not


def brought_home(record: Record, html: str, kept: Kept | None = None) -> str:
    """The HTML with links where pictures, frames and players stood; what is drawn or run goes, named.

    `kept` tells where pictures and PDFs are found from now on that are taken over.
    """
    html = _OUT_OF_SIGHT.sub(lambda part: _gone(record, part[1]), html)
    html = _DRAWN.sub(lambda part: _gone(record, part[1]), html)
    html = _NO_SCRIPT.sub("", html)
    html = _PLAYED.sub(lambda part: _link_to_played(record, part[1], part[2], part[3]), html)
    html = _EMBED.sub(lambda part: _link_to_played(record, part[1], part[2], ""), html)
    html = _TYPED.sub(lambda part: f"<p>{part[2]}</p>", html)
    html = _LINKED_PICTURE.sub(r"\1", html)
    if kept:
        html = _DOCUMENT.sub(lambda part: _with_kept(part, kept), html)
    return _PICTURE.sub(lambda part: _link_to_picture(record, part[0], kept), html)


def attribute(tag: str, name: str) -> str:
    """The value of an attribute of a tag, its entities as signs; empty where there is none."""
    found = re.search(_ATTRIBUTE.format(name=re.escape(name)), tag, re.IGNORECASE)
    return unescape(next((one for one in found.groups() if one), "")).strip() if found else ""


def link(address: str, words: str = "") -> str:
    """A link, or where the address is none a browser follows, its words alone."""
    shown = escape(words or file_name(address) or address)
    is_followed = address.startswith(("http://", "https://", "/")) and not address.startswith("//")
    if address.startswith("//"):
        address, is_followed = f"https:{address}", True
    return f'<a href="{escape(address)}">{shown}</a>' if is_followed else shown


def file_name(address: str) -> str:
    """The last part of an address's path, as it is read."""
    try:
        return unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return ""


def paragraphs(text: str) -> str:
    """HTML whose paragraphs are blank lines, as WordPress keeps it: each in `p`, single line ends as `br`."""
    pieces = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n".join(_paragraph(piece.strip()) for piece in pieces if piece.strip())


_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b", re.IGNORECASE)
_EDGE = re.compile(rf"(</?(?:{_BLOCKS})\b[^>]*>)", re.IGNORECASE)


def has_blocks(html: str) -> bool:
    """Whether the HTML parts its paragraphs itself."""
    return bool(re.search(r"<(?:p|div|table|ul|ol)\b", html, re.IGNORECASE))


def _paragraph(piece: str) -> str:
    """One piece between blank lines: what stands beside its block elements becomes paragraphs."""
    if not _BLOCK.search(piece):
        return f"<p>{_broken(piece)}</p>"
    if not _BLOCK.match(piece):
        first, edge, rest = _EDGE.split(piece, maxsplit=1)
        return f"<p>{_broken(first.strip())}</p>{edge}{rest}"
    return piece


def _broken(piece: str) -> str:
    return re.sub(r"\s*\n\s*", "<br>\n", re.sub(r"(<br\s*/?>)\s*\n", r"\1", piece))


def _gone(record: Record, name: str) -> str:
    record.note(Remark.LEFT_OUT, name.lower())
    return ""


def _link_to_played(record: Record, name: str, attributes: str, inside: str) -> str:
    """A link to what was played in the page, and the words that stood for it there."""
    address = next((one for key in ("src", "data", "poster") if (one := attribute(attributes, key))), "")
    address = address or attribute(inside, "src")
    words = attribute(attributes, "title")
    record.note(Remark.EMBEDDED, address or name.lower())
    kept = re.sub(r"<(?:source|track|param|embed)\b[^>]*>", "", inside)
    return f"<p>{link(address, words) if address else ''}</p>{kept}"


def _with_kept(link_to: re.Match[str], kept: Kept) -> str:
    """A link to a document, leading to where it is kept."""
    address = attribute(link_to[0], "href")
    here = kept(address, re.sub(r"<[^<>]*>", "", link_to[2]))
    return f'<a href="{escape(here)}">{link_to[2]}</a>' if here else link_to[0]


def _link_to_picture(record: Record, tag: str, kept: Kept | None) -> str:
    address = attribute(tag, "src") or attribute(tag, "data-src")
    words = attribute(tag, "alt")
    if address.startswith("data:"):
        address = ""
    if kept and address and (here := kept(address, words)):
        return link(here, words or file_name(address))
    record.note(Remark.PICTURE, address or words)
    return link(address, words) if address else escape(words)
