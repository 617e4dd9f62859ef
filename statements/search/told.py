"""How a query was read, as a sentence for whoever typed it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .tree import Alike, All, Any, Filed, Node, Phrase, Prefix, Word


def told(node: Node) -> str:
    """The tree in words: “pension” and exactly “minimum wage”, without “strike”."""
    if isinstance(node, Word):
        return f"“{node.said or node.token}”"
    if isinstance(node, Phrase):
        return _("exactly “%(words)s”") % {"words": node.said or " ".join(node.tokens)}
    if isinstance(node, Prefix):
        return _("a word that begins with “%(letters)s”") % {"letters": node.token}
    if isinstance(node, Filed):
        return f"{_names().get(node.name, node.name)} “{node.said}”"
    return _all(node) if isinstance(node, All) else _any(node)


def _all(node: All) -> str:
    if len(node.wanted) == 1 and not node.unwanted:
        return told(node.wanted[0])
    parts = dict.fromkeys(map(_within, node.wanted))  # a name is looked for word by word, and told once
    wanted = pgettext("between words that are looked for", " and ").join(parts)
    if not node.unwanted:
        return wanted
    return _("%(wanted)s, without %(unwanted)s") % {"wanted": wanted, "unwanted": _either(node.unwanted)}


def _any(node: Any) -> str:
    if not isinstance(node, Alike):
        return _either(node.ways)
    others = _either(node.ways[1:], _plainly)
    return _("%(words)s, also %(others)s") % {"words": _plainly(node.ways[0]), "others": others}


def _either(nodes: tuple[Node, ...], how: Callable[[Node], str] | None = None) -> str:
    return pgettext("between words that are looked for", " or ").join(map(how or _within, nodes))


def _within(node: Node) -> str:
    return f"({told(node)})" if isinstance(node, Any) else told(node)


def _plainly(node: Node) -> str:
    """One of several equal expressions."""
    words = node.wanted if isinstance(node, All) else (node,)
    return "“{}”".format(" ".join(getattr(one, "said", "") for one in words))


def _names() -> dict[str, str]:
    """What a field looks under; `pasted` texts are told elsewhere."""
    return {
        "topic": _("topic"),
        "body": _("issued by"),
        "lang": _("language"),
        "place": _("place"),
        "kind": _("kind"),
        "by": _("signed by"),
    }
