"""Links as they are written: why one looks broken, without asking the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from .html_tree import Element, tree

_TRAILING = ".,;:!?'\"’”)]}>…।॥"
_BARE = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|in|info|gov|edu)\b)", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_HERE = ("/", "#")  # ways within the newsroom


def within(html: str) -> list[str]:
    """Where the links of sanitised HTML lead, each once."""
    return list(dict.fromkeys(_leads_to(tree(html))))


def fault(link: str) -> str:
    """Why a link looks broken, as the end of a sentence; empty where it looks whole."""
    link = link.strip().replace("%20", " ")
    if " " in link:
        return _("there is a blank in it")
    if link.endswith(tuple(_TRAILING)) and not (link.endswith(")") and "(" in link):
        return _("it ends with “%(sign)s”") % {"sign": link[-1]}
    scheme, colon, rest = link.partition(":")
    if colon and scheme.lower() == "mailto":
        return "" if _MAIL.fullmatch(rest.split("?")[0]) else _("it is no mail address")
    if colon and scheme.lower() == "tel":
        return "" if sum(sign.isdigit() for sign in rest) > 2 else _("it is no telephone number")
    if colon and scheme.lower() in {"http", "https"}:
        return _fault_of_web(link)
    if link.startswith(_HERE) and not link.startswith("//"):
        return ""
    return _("https:// is missing before it") if _BARE.match(link) else _("it leads nowhere")


def _leads_to(element: Element) -> Iterator[str]:
    if element.name == "a" and "href" in element.said:
        yield element.said["href"]
    for child in element.children:
        if isinstance(child, Element):
            yield from _leads_to(child)


def _fault_of_web(link: str) -> str:
    try:
        host = urlsplit(link).hostname or ""
        if urlsplit(link).port == 0:
            return _("it leads nowhere")
    except ValueError:
        return _("it leads nowhere")
    if host == "localhost" or host.endswith((".localhost", ".local", ".test")) or _is_inside(host):
        return _("only your own machine or network can reach it")
    if "." not in host.strip(".") or ".." in host or host.startswith("."):
        return _("there is no such name as “%(name)s”") % {"name": host}
    return ""


def _is_inside(host: str) -> bool:
    """Whether a host is given as an address that is none of the public network's."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False
