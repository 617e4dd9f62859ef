"""WordPress's own ways in a text: shortcodes, blocks, paragraphs by blank lines. No word is lost unsaid."""

from __future__ import annotations

import json
import re
from html import escape

from . import markup
from .record import Record
from .remarks import Remark

_BLOCK = re.compile(r"<!--\s*(/?)wp:([a-z0-9/-]+)\s*(\{.*?\})?\s*(/?)-->", re.DOTALL)
_SHORTCODE = re.compile(
    r"(?<!\[)\[(?P<name>[a-zA-Z][\w-]{0,40})(?P<said>(?:\s[^\[\]]*?)?)/?\](?!\])"
    r"(?:(?P<inside>(?:(?!\[(?P=name)\b).)*?)\[/(?P=name)\])?",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\[(\[[a-zA-Z][^\[\]]*\])\]")  # written so to be read
_DEEPEST = 5  # shortcodes inside one another
_MORE = re.compile(r"<!--\s*(?:more\b.*?|noteaser)\s*-->", re.DOTALL)
_NEXT_PAGE = re.compile(r"<!--\s*nextpage\s*-->")
_WRAPPING = {
    "row",
    "column",
    "col",
    "one_half",
    "one_third",
    "section",
    "box",
    "su_box",
    "vc_row",
    "vc_column",
}
_WRAPPING |= {
    "vc_column_text",
    "et_pb_section",
    "et_pb_row",
    "et_pb_column",
    "et_pb_text",
    "dropcap",
    "highlight",
}


def as_html(record: Record, content: str) -> str:
    """The content of a post as HTML with its paragraphs, blocks and shortcodes written out."""
    is_of_blocks = bool(_BLOCK.search(content))
    content = _NEXT_PAGE.sub("\n\n<hr>\n\n", _MORE.sub("", content))
    content = _BLOCK.sub(lambda block: _without_content(record, block), content)
    for _level in range(_DEEPEST):
        written = _SHORTCODE.sub(lambda code: _written_out(record, code), content)
        if written == content:
            break
        content = written
    content = _ESCAPED.sub(r"\1", content.replace(_KEPT_OPEN, "["))
    return content if is_of_blocks else markup.paragraphs(content)


def _without_content(record: Record, block: re.Match[str]) -> str:
    """Nothing for the mark of a block; a link or a line for one that is made when its page is shown."""
    is_end, name, attributes, is_alone = block.groups()
    if is_end or not is_alone:
        return ""
    said = _attributes(attributes)
    if address := next((str(said[key]) for key in ("url", "href", "src") if said.get(key)), ""):
        record.note(Remark.EMBEDDED, address)
        return f"<p>{markup.link(address)}</p>"
    if name in {"spacer", "separator", "more", "nextpage"}:
        return ""
    record.note(Remark.BLOCK_KEPT, name)
    written = f"{_KEPT_OPEN}{name} {attributes or ''}".strip()
    return f"<p>{escape(written, quote=False)}]</p>"


def _attributes(written: str | None) -> dict[str, object]:
    try:
        said = json.loads(written or "{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


_KEPT_OPEN = "\ue000"  # a bracket that is not read as one again
_PLAYERS = {
    "embed",
    "youtube",
    "video",
    "audio",
    "vimeo",
    "playlist",
    "soundcloud",
    "embedyt",
    "googlemaps",
    "iframe",
}

_KNOWN = {"gallery", "contact-form", "table", "toc", "recent-posts", "sitemap"}


def _written_out(record: Record, code: re.Match[str]) -> str:
    name, said, inside = code["name"].lower(), code["said"], code["inside"] or ""
    if name in {"caption", "wp_caption"}:
        record.note(Remark.SHORTCODE, name)
        return _figure(said, inside)
    if name in _PLAYERS and (address := _address(said, inside)):
        record.note(Remark.EMBEDDED, address)
        return f"\n\n<p>{markup.link(address)}</p>\n\n"
    if name in _WRAPPING and code["inside"] is not None:
        record.note(Remark.SHORTCODE, name)
        return inside
    if code["inside"] is None and "=" not in said and name not in _KNOWN:
        return code[0]  # [sic] and the like: words in brackets
    record.note(Remark.SHORTCODE_KEPT, code[0])
    return code[0].replace("[", _KEPT_OPEN)


def _figure(said: str, inside: str) -> str:
    """A picture with its caption, which stands in an attribute or behind the picture."""
    picture = re.match(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", inside, re.IGNORECASE)
    shown = picture[0] if picture else ""
    words = inside[len(shown) :].strip() or escape(markup.attribute(said, "caption"))
    return f"\n\n<figure>{shown}<figcaption>{words}</figcaption></figure>\n\n"


def _address(said: str, inside: str) -> str:
    named = (markup.attribute(said, key) for key in ("src", "url", "mp4", "mp3", "href"))
    bare = re.search(r"https?://[^\s\"'\]<>]+", f"{said} {inside}")
    return next((address for address in named if address), bare[0] if bare else "")
