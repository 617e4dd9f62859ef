"""What in an answer could run, load or send something, as parsers see it that are not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

# No page of the house has one of these.
NEVER = set(
    "style frame frameset object embed applet math base noscript video audio source track canvas "
    "marquee plaintext xmp listing portal animate set image foreignobject keygen isindex bgsound "
    "layer dialog".split()
)
ADDRESSES = {
    "href",
    "src",
    "cite",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "xlink:href",
    "srcset",
}
HARMLESS = re.compile(r"(?:https?|mailto|tel|sms|webcal|otpauth):|(?![^/?#]*:)", re.IGNORECASE)
OWN = re.compile(r"$|[?#]|/(?!/)|[a-z.-]*(?:$|[?#])|http://testserver/|https://newsroom.example/")
NO_ICON = "data:,"
LOADED = {"use", "script", "link", "img", "form", "button", "input"}  # from the house itself only
WORDS = set(
    "title alt value content aria-label placeholder label href srcdoc data-label data-words datetime "
    "cite abbr action".split()
)
DATA = {"application/ld+json", "application/json"}
INTENT = "alert("


def in_page(page: str) -> list[str]:
    """What could run in a page of ours, which has scripts and forms of its own."""
    return [found for element in _elements(page) for found in _of(element)]


def _elements(page: str) -> Iterator[Any]:
    return iter(lxml_html.document_fromstring(page).iter())


def _of(element: Any) -> Iterator[str]:
    name = element.tag if isinstance(element.tag, str) else "comment"
    if name in NEVER or (name == "comment" and INTENT in (element.text or "")):
        yield name
    if name == "comment":
        return
    if name == "meta" and element.get("http-equiv"):
        yield "meta http-equiv"
    if name == "script":
        yield from _of_script(element)
    if name == "iframe":
        yield from [] if element.get("sandbox") == "" else ["iframe without a sandbox"]
        yield from in_page(element.get("srcdoc") or "<p>")
    for attribute, value in element.attrib.items():
        yield from _of_attribute(name, attribute, value)


def _of_script(element: Any) -> Iterator[str]:
    if element.get("type") in DATA:
        json.loads(element.text or "null")
    elif (element.text or "").strip() or not (element.get("src") or "").startswith("/"):
        yield f"script {element.text}"


def _of_attribute(name: str, attribute: str, value: str) -> Iterator[str]:
    browsers_read = re.sub(r"[\x00-\x20\x7f-\x9f]", "", value)
    if attribute.startswith("on") or (
        INTENT in value and attribute not in WORDS and "data-" not in attribute
    ):
        yield f"{name} {attribute}={value[:60]}"
    if attribute in ADDRESSES and value != NO_ICON and not HARMLESS.match(browsers_read):
        yield f"{name} {attribute}={value[:60]}"
    if name in LOADED and attribute in ADDRESSES and value != NO_ICON and not OWN.match(value):
        yield f"{name} {attribute}={value[:60]}"


def in_xml(written: bytes) -> list[str]:
    """What could run in a feed: elements that are not the feed's, and markup in what it carries as HTML."""
    tree = etree.fromstring(written, etree.XMLParser(resolve_entities=False))
    found = [
        str(one.tag) for one in tree.iter() if str(one.tag).startswith("{http://www.w3.org/1999/xhtml}script")
    ]
    for one in tree.iter():
        words = one.text or ""
        if one.get("type") == "html" or etree.QName(one).localname in {"description", "encoded"}:
            found += in_page(f"<div>{words}</div>")
        addresses = [str(one.get(name)) for name in ("href", "src", "url") if one.get(name)]
        found += [address for address in addresses if not HARMLESS.match(address)]
    return found


def in_json(told: Any, name: str = "") -> list[str]:
    """What could run in an answer to programs: its addresses, and its parts that are HTML."""
    if isinstance(told, dict):
        return [found for key, value in told.items() for found in in_json(value, key)]
    if isinstance(told, list):
        return [found for value in told for found in in_json(value, name)]
    if isinstance(told, str) and "html" in name:
        return in_page(f"<div>{told}</div>")
    if isinstance(told, str) and re.search("url|href|address|^link$", name) and not HARMLESS.match(told):
        return [f"{name}={told[:60]}"]
    return []
