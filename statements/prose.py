"""The text of a statement as HTML: the only place that makes trusted HTML, and what can be read off it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import islice
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from . import bidi, paragraphs, text
from .pasted import PIECES, RENAMED, at_home, bare_text, is_foreign, tamed

# What a statement may consist of; the editor's filter is made of it. No h1: the page has it; no id or class.
ELEMENTS = frozenset(
    "p br hr h2 h3 h4 ul ol li dl dt dd blockquote q cite a strong em b i u s sub sup small abbr code pre "
    "span bdi bdo time mark ins del ruby rt rp wbr figure figcaption img table caption colgroup col thead "
    "tbody tfoot tr th td".split()
)
ATTRIBUTES = {
    "*": frozenset({"lang", "dir", "title"}),
    "a": frozenset({"href", "hreflang"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "th": frozenset({"scope", "colspan", "rowspan", "abbr"}),
    "td": frozenset({"colspan", "rowspan"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "time": frozenset({"datetime"}),
    "ins": frozenset({"datetime"}),
    "del": frozenset({"datetime"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
}
_SCHEMES = {"http", "https", "mailto", "tel"}
# Elements that go with all they hold; of any other unknown element the content stays.
_GONE_WHOLE = set(
    "script style template iframe object noscript title textarea xmp noembed noframes plaintext svg math "
    "select option audio video".split()
)

_WORDS = {"title", "alt", "abbr"}
_ADDRESSES = {"href", "cite"}
_LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")  # BCP 47
_SMALL_NUMBER = re.compile("[0-9]{1,4}")
_NUMBER = re.compile("-?[0-9]{1,5}")
_FORMS = {
    **dict.fromkeys(("lang", "hreflang"), _LANGUAGE),
    **dict.fromkeys(("width", "height", "colspan", "rowspan", "span"), _SMALL_NUMBER),
    **dict.fromkeys(("start", "value"), _NUMBER),
    "src": re.compile(r"/files/[\w-]+/[^\s/\\?#]+"),  # own pictures only: a foreign one tells on our readers
    "dir": re.compile("ltr|rtl|auto"),
    "type": re.compile("[1aAiI]"),
    "reversed": re.compile("(reversed)?"),
    "scope": re.compile("(row|col)(group)?"),
    "datetime": re.compile("[0-9TZPYMWDHS:.+ -]{1,40}"),
    "rel": re.compile("noopener noreferrer"),
}
_SCHEME = re.compile("([^/?#:]*):")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_GOOGLE_REDIRECT = re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/url\?", re.IGNORECASE)

_OUTSIDE_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_MOST_READINGS = 4
_INLINE = frozenset(
    "br wbr q cite a strong em b i u s sub sup small abbr code span bdi bdo time mark ins del".split()
)
_NAME = re.compile("</?([a-z0-9]+)")
_LINES_AFTER_PRE = re.compile("(<pre[^>]*>)\n+")  # a browser drops the first, so they would go one by one

_INSIDE_A_LINE = _INLINE - {"br"} | {"td", "th"}
_READ_ALOUD = {"<q": "“", "</q": "”", "</td": "\t", "</th": "\t"}

_TRACKED = re.compile(r"<(?:w:)?(?:ins|del)\b[^<>]*>\s*([^<]{0,60})|\bmso(?:Ins|Del)\b", re.IGNORECASE)
_COMMENTS = re.compile(
    r"mso-comment-|mso-element:\s*comment|mso-special-character:\s*comment|MsoComment|msocom|_msoanchor_|#cmnt",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"\[if supportFields\]|mso-element:\s*field-", re.IGNORECASE)
_LINK = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)


def _checked(tag: str, attribute: str, value: str) -> str | None:
    """The value of an allowed attribute as it may stand, or None where it may not."""
    if attribute in _WORDS:
        return text.line(value)
    if attribute in _ADDRESSES:
        return _checked_address(value.strip())
    form = _FORMS.get(attribute)  # none for what stands on an element that goes anyway
    return value if form and form.fullmatch(value) else None


def _checked_address(address: str) -> str | None:
    # The sanitiser tests schemes too, but lets `java&#1;script:` pass, and anything in `cite`.
    address = _behind_redirects(address)
    scheme = _SCHEME.match(address)
    if _CONTROL.search(address) or (scheme and scheme[1].lower() not in _SCHEMES):
        return None
    return address.replace(" ", "%20")


def _behind_redirects(address: str) -> str:
    """Where a link leads that was copied from Google's documents or results."""
    while _GOOGLE_REDIRECT.match(address):
        query = parse_qs(urlsplit(address).query)
        target = (query.get("q") or query.get("url") or [""])[0]
        if not target.startswith(("http://", "https://")):
            break
        address = target
    return address


_CLEANER = nh3.Cleaner(
    tags=ELEMENTS,
    attributes=ATTRIBUTES,
    attribute_filter=_checked,
    clean_content_tags=_GONE_WHOLE,
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer",
)
# Makes pasted HTML well-formed and leaves on it what tells where it comes from.
_STRAIGHTENER = nh3.Cleaner(
    tags=ELEMENTS | set(RENAMED),
    attributes={**ATTRIBUTES, "*": ATTRIBUTES["*"] | {"class", "style"}},
    clean_content_tags=_GONE_WHOLE,
    url_schemes=_SCHEMES,
    link_rel=None,
)


@lru_cache(maxsize=128)  # a text is read several times for a page, those of a list by feed after feed
def clean(html: str) -> SafeString:
    """`html` sanitised: nothing but `ELEMENTS` and `ATTRIBUTES`, no script, no foreign picture; NFC, `\\n`.

    Blank paragraphs and a word processor's comments go; its tracked changes stay visible (see `leftovers`).
    Cleaning what is clean changes nothing. What is too tangled to be read (`is_tangled`) becomes bare text.
    """
    html = text.printable(html)
    for _reading in range(_MOST_READINGS):
        if (tame := tamed(html)) is None:
            break
        cleaned = _read(tame)
        if cleaned == html:
            return _trusted(cleaned)
        html = cleaned
    return _trusted(bidi.closed(bare_text(html)))


def is_tangled(html: str) -> bool:
    """Whether `html` has so many elements or levels that `clean` would keep its bare text only."""
    return tamed(text.printable(html)) is None


def plain(html: str) -> str:
    """The words of `html` without markup: a line for each paragraph, list item (– or its number) and row."""
    return "\n".join(_lines(clean(html)))


def is_blank(html: str) -> bool:
    """Whether nothing can be read in `html`."""
    return text.is_blank(plain(html))


def from_paragraphs(blocks: Iterable[str | Sequence[str]]) -> SafeString:
    """Clean HTML from plain text: each string a paragraph, each sequence of strings a bulleted list."""
    return clean(paragraphs.written(blocks))


def anchored(html: str, anchors: Sequence[str], first: int = 1) -> SafeString:
    """`html` sanitised, its paragraphs (numbered from `first`) each with its anchor and a link to it."""
    return _trusted(paragraphs.marked(clean(html), anchors, first))


def beside_files(html: str, folder: str) -> SafeString:
    """`html` sanitised, its pictures read from a folder beside the page that is opened from disk."""
    return _trusted(clean(html).replace(' src="/files/', f' src="{folder}/'))


def link_to(anchor: str, number: int) -> SafeString:
    """The link to one paragraph."""
    return _trusted(paragraphs.link(anchor, number))


def leftovers(html: str) -> list[str]:
    """What a word processor left in `html`, pasted or cleaned, that must not become public: sentences."""
    found = []
    changes = [change[1] or "" for change in islice(_TRACKED.finditer(html), 3)]
    if changes:
        words = " · ".join(f"“{unescape(change).strip()}”" for change in changes if change.strip())
        found.append(
            _("Tracked changes are left in the text: accept or reject each. %(words)s") % {"words": words}
        )
    if _COMMENTS.search(html):
        found.append(_("Comments of a word processor are left in the text: take them out."))
    if _FIELDS.search(html):
        found.append(_("Fields of a word processor are left in the text: write out what they say."))
    return [sentence.strip() for sentence in found]


def desk_links(html: str, desk_prefix: str = "/admin/") -> list[str]:
    """The links of `html` (as written, each once) that lead into the desk, on this host or any other."""
    links = [unescape(link.strip("\"'")).strip() for link in _LINK.findall(html)]
    return [link for link in dict.fromkeys(links) if _leads_to(link, desk_prefix)]


def missing_alt_texts(html: str) -> list[str]:
    """A sentence for each picture in `html` that says nothing to those who cannot see it."""
    return [
        _("A picture has no description for those who cannot see it: %(picture)s")
        % {"picture": "".join(re.findall(r'src="[^"]*/([^"]+)"', picture))}
        for picture in _PICTURE.findall(html)
        if not re.search(r"""\balt\s*=\s*["']?\s*[^\s"'>]""", picture, re.IGNORECASE)
    ]


def data_block(json: str) -> SafeString:
    """JSON-LD as an element for the head of a page; nothing in it can end the element, and none runs it."""
    return _trusted(f'<script type="application/ld+json">{json.translate(_OUTSIDE_SCRIPT)}</script>')


def _trusted(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  (what the sanitiser gave, and JSON without `<`)


def _read(html: str) -> str:
    if is_foreign(html):
        html = "".join(at_home(_STRAIGHTENER.clean(html)))
    return _settled(_CLEANER.clean(html))


def _settled(html: str) -> str:
    """Sanitised HTML with its text in one form, and without what shows nothing or leaves its block."""
    kept: list[str] = []
    blank_from: int | None = None  # where a paragraph began that has shown nothing yet
    for piece in bidi.balanced(map(_settled_piece, PIECES.findall(html)), _INLINE - {"br"}):
        if piece == "</p>" and blank_from is not None:
            kept[blank_from:] = [] if "".join(kept[:blank_from][-1:]).endswith("\n") else ["\n"]
            blank_from = None
            continue
        if piece.startswith(("<p>", "<p ")):
            blank_from = len(kept)
        elif _shows(piece):
            blank_from = None
        kept.append(piece)
    return _LINES_AFTER_PRE.sub(r"\1", "".join(kept)).strip()


def _settled_piece(piece: str) -> str:
    if piece.startswith("<"):
        return "" if piece.startswith("<img") and ' src="' not in piece else piece
    return text.nfc(text.printable(piece)).lstrip("\u0338")  # an overlay would fuse with the `>` before it


def _shows(piece: str) -> bool:
    if tag := _NAME.match(piece):
        return tag[1] not in _INLINE
    return not text.is_blank(piece.replace("&nbsp;", ""))


def _lines(html: str) -> Iterator[str]:
    lists, mark, words = list[int | None](), "", ""
    for piece in [*PIECES.findall(html), "<p>"]:
        tag = _NAME.match(piece)
        if not tag:
            words += re.sub(r"\s+", " ", unescape(piece))
        elif tag[1] in _INSIDE_A_LINE:
            words += _READ_ALOUD.get(tag[0], "")
        else:
            if line := " ".join(words.strip().replace("\t", " | ").split()):
                yield mark + line
                mark = ""
            words = ""
            mark = "" if piece == "</li>" else _mark(tag[0], piece, lists) or mark


def _mark(name: str, tag: str, lists: list[int | None]) -> str:
    """What stands before the list item that `tag` opens; `lists` holds the next number of each open list."""
    number = re.search('(?:start|value)="(-?[0-9]+)"', tag)
    if name in {"<ol", "<ul"}:
        lists.append(None if name == "<ul" else int(number[1]) if number else 1)
    elif name in {"</ol", "</ul"}:
        lists.pop()
    elif name == "<li" and lists and lists[-1] is not None:
        here = int(number[1]) if number else lists[-1]
        lists[-1] = here + 1
        return f"{here}. "
    return "– " if name == "<li" else ""


def _leads_to(link: str, prefix: str) -> bool:
    try:
        path = urlsplit(urljoin("https://here/", link.replace("\\", "/"))).path
    except ValueError:
        return False
    return f"{re.sub('/+', '/', unquote(path))}/".startswith(prefix)
