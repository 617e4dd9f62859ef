"""What stands behind `topic:`, `body:`, `lang:`, `place:` and `kind:`, of all that readers know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from statements import speakers
from statements.models import Kind, Topic

from .tokens import tokens


def known(at: datetime) -> Callable[[str, str], tuple[str, ...] | None]:
    """The tokens that rows bear for the value of a field; None where readers know no such thing at `at`."""

    def look_up(name: str, value: str) -> tuple[str, ...] | None:
        said = tokens(value)
        return (_FIELDS[name](said, at) or None) if said else None

    return look_up


def _topics(said: list[str], at: datetime) -> tuple[str, ...]:
    public = Topic.objects.public(at).prefetch_related("merged")
    families = ([topic, *(old for old in topic.merged.all() if old.is_accepted)] for topic in public)
    return tuple(
        f"topic§{one.pk}"
        for family in families
        if any(_is_called(said, [one.slug, one.name, *one.names.values()]) for one in family)
        for one in family
    )


def _bodies(said: list[str], at: datetime) -> tuple[str, ...]:
    everybody = list(speakers.known(at))
    called = [body for body in everybody if _is_called(said, [body.code, body.slug, *body.names.values()])]
    within = (body for body in everybody if any(body.path.startswith(one.path) for one in called))
    return tuple(f"body§{body.pk}" for body in within)


def _languages(said: list[str], at: datetime) -> tuple[str, ...]:
    called = {code: [code, name, _ENGLISH.get(code, "")] for code, name in settings.CONTENT_LANGUAGES}
    return tuple(f"lang§{code.replace('-', '')}" for code, names in called.items() if _is_called(said, names))


def _places(said: list[str], at: datetime) -> tuple[str, ...]:
    return (f"place§{'§'.join(said)}",)


def _kinds(said: list[str], at: datetime) -> tuple[str, ...]:
    return tuple(f"kind§{kind.replace('_', '')}" for kind in Kind.values if _is_called(said, _names_of(kind)))


def _names_of(kind: str) -> list[str]:
    names = [kind.replace("_", " ")]
    for language, _name in settings.LANGUAGES:
        with override(language):
            names.append(str(Kind(kind).label))
    return names


def _is_called(said: list[str], names: Iterable[str]) -> bool:
    return any(tokens(name) == said for name in names)


_ENGLISH = {
    "en": "English", "hi": "Hindi", "ur": "Urdu", "bn": "Bengali", "pa": "Punjabi",
    "ta": "Tamil", "te": "Telugu", "mr": "Marathi", "or": "Odia",
}  # fmt: skip
_FIELDS = {"topic": _topics, "body": _bodies, "lang": _languages, "place": _places, "kind": _kinds}
