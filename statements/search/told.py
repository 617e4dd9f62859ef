"""How a query was read, as a sentence for whoever typed it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .tree import Any, Filed, Node, Phrase, Prefix, Word


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
    if isinstance(node, Any):
        return pgettext("between words that are looked for", " or ").join(map(told, node.ways))
    wanted = pgettext("between words that are looked for", " and ").join(map(_within, node.wanted))
    if not node.unwanted:
        return wanted
    unwanted = pgettext("between words that are looked for", " or ").join(map(told, node.unwanted))
    return _("%(wanted)s, without %(unwanted)s") % {"wanted": wanted, "unwanted": unwanted}


def _within(node: Node) -> str:
    return f"({told(node)})" if isinstance(node, Any) else told(node)


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
