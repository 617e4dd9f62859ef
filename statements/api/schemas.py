"""JSON Schema from the shapes: the type of a field, what it means, and its docstring as description."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

PLAIN: dict[Any, str] = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}


def schemas(*shapes: Any) -> dict[str, dict[str, Any]]:
    """The schemas of these typed dictionaries and of all that their fields name, by their names."""
    found: dict[str, dict[str, Any]] = {}
    for shape in shapes:
        _add(shape, found)
    return found


def reference(shape: Any) -> dict[str, str]:
    """Where the description keeps the schema of a shape."""
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _add(shape: Any, found: dict[str, dict[str, Any]]) -> None:
    if shape.__name__ in found:
        return
    hints = get_type_hints(shape, include_extras=True)
    found[shape.__name__] = {
        "type": "object",
        "description": shape.__doc__,
        "properties": {name: _field(hint, found) for name, hint in hints.items()},
        "required": list(hints),
        "additionalProperties": False,
    }


def _field(hint: Any, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if get_origin(hint) is Annotated:
        plain, meaning, *further = get_args(hint)
        return {**_field(plain, found), "description": meaning, **(further[0] if further else {})}
    if get_origin(hint) is UnionType:
        return {"type": [PLAIN[one] for one in get_args(hint)]}
    if get_origin(hint) is list:
        return {"type": "array", "items": _field(get_args(hint)[0], found)}
    if is_typeddict(hint):
        _add(hint, found)
        return dict(reference(hint))
    return {"type": PLAIN[hint]}
