"""The house's laws on its own files: imports, who reads what, who marks HTML safe, sizes, documents."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from statements.models.content import FIELDS
from tests.environment import ROOT

PACKAGES = ("statements", "campaigns", "pressoffice")  # each knows those before it, and none after it
LONGEST_MODULE = 300
MAY_MARK_SAFE = {"statements.prose"}
DESK_FOLDERS = {"admin", "desk"}  # of templates; all others are public
KEEP_RECORDS = {"statements.people.record", "statements.outsiders.record"}  # of what is done beside the law


@cache
def modules() -> dict[str, Path]:
    """Every module of the house by its dotted name."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    named = ((path.relative_to(ROOT).with_suffix("").parts, path) for path in files)
    return {".".join(parts).removesuffix(".__init__"): path for parts, path in named}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


@cache
def imports(name: str) -> set[str]:
    """Dotted names of all a module imports, also inside functions; of a `from` the module and the name."""
    found: set[str] = set()
    package = name.split(".") if modules()[name].name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found.update([base, *(f"{base}.{alias.name}" for alias in node.names)])
    return found


def reached_from(*starts: str) -> set[str]:
    """These modules of the house and all they import, directly or not."""
    seen: set[str] = set()
    to_see = [start for start in starts if start in modules()]
    while to_see:
        name = to_see.pop()
        if name not in seen:
            seen.add(name)
            to_see += imports(name) & modules().keys()
    return seen


@cache
def public_modules() -> set[str]:
    """What answers readers: the modules behind the public addresses, without the data itself."""
    behind = reached_from(
        "statements.urls", "campaigns.urls", "pressoffice.views", "pressoffice.context_processors"
    )
    tags = {name for name in modules() if ".templatetags." in name}
    data = ("statements.models", "campaigns.models")
    return {name for name in behind | tags if not name.startswith(data)} - {"statements", "campaigns"}


def public_templates() -> list[Path]:
    everything = (ROOT / "templates").rglob("*.html")
    return [path for path in everything if path.relative_to(ROOT / "templates").parts[0] not in DESK_FOLDERS]


def attributes(name: str) -> Iterator[tuple[str, str]]:
    """(owner, attribute) of every `….owner.attribute` in a module."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            said = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield said, node.attr


# --- imports --------------------------------------------------------------------------------------------


def test_imports_run_one_way() -> None:
    for name in modules():
        own = PACKAGES.index(name.split(".")[0])
        later = {module for module in imports(name) if module.split(".")[0] in PACKAGES[own + 1 :]}
        assert not later, f"{name} names {later}"


@pytest.mark.parametrize("name", ["statements.workflow", "statements.text"])
def test_the_ground_floor_knows_nothing_of_the_data(name: str) -> None:
    assert not {module for module in reached_from(name) if module.startswith("statements.models")}


def test_what_answers_readers_cannot_change_a_statement() -> None:
    desks = (
        "statements.verbs",
        "statements.desk",
        "statements.importing",
        "statements.demo",
        "statements.outbox",
        "statements.outsiders",
        "statements.people",
        "campaigns.verbs",
        "campaigns.desk",
    )
    assert not {name for name in public_modules() if name.startswith(desks)}


# --- who reads what ---------------------------------------------------------------------------------------


def test_public_code_is_found() -> None:
    assert {
        "statements.views",
        "statements.archive",
        "statements.feeds",
        "campaigns.views",
        "campaigns.said",
        "pressoffice.views",
    } <= public_modules()
    assert len(public_templates()) > 20


def test_public_code_reads_editions_by_two_words_only() -> None:
    for name in public_modules():
        if "statements.models.Edition" not in imports(name):
            continue
        reads = [
            node.attr
            for node in ast.walk(tree(name))
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Edition.objects"
        ]
        assert set(reads) <= {"public", "on_record"}, f"{name} reads editions by {reads}"


def test_public_code_reaches_no_editions_round_those_words() -> None:
    for name in public_modules():
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("statement.editions"):
                assert node.attr in {"public", "on_record"}, (
                    f"{name}:{node.lineno} statement.editions.{node.attr}"
                )


def test_public_code_knows_the_statement_by_its_identity_only() -> None:
    desk_only = {"Revision", "Approval", "Step", "Note", "Confirmation", "Effect", "Membership"}
    for name in public_modules() - {"statements.addresses", "statements.rights"}:
        assert not {f"statements.models.{model}" for model in desk_only} & imports(name), name
        words = [
            attribute for owner, attribute in attributes(name) if owner == "statement" and attribute in FIELDS
        ]
        assert not words, f"{name} reads {words} of the desk copy"
        source = ast.unparse(tree(name))
        whole = re.findall(r"\bStatement\.objects\b(?!\.filter\(\*\*identity\)\.only\()", source)
        assert not whole, f"{name} reads whole statements"


def test_public_templates_never_name_the_words_of_the_desk_copy() -> None:
    words = "|".join([*FIELDS, "headline_for_lists", "state", "revisions", "approvals", "notes"])
    for path in public_templates():
        found = re.findall(rf"\bstatement\.(?:{words})\b", path.read_text(encoding="utf-8"))
        assert not found, f"{path.relative_to(ROOT)}: {found}"


# --- who writes what ----------------------------------------------------------------------------------------


def test_only_verbs_write_what_the_law_is_about() -> None:
    written = "Statement|Edition|Revision|Approval|Confirmation|Withdrawal|Flag|Step"
    deeds = "create|bulk_create|get_or_create|update_or_create|append|update|delete"
    write = re.compile(rf"\b(?:{written})\.objects\b.*\.(?:{deeds})$")
    for name in modules():
        if name.startswith("statements.verbs") or name in KEEP_RECORDS:
            continue
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Call):
                assert not write.search(ast.unparse(node.func)), f"{name}:{node.lineno}"
            if isinstance(node, ast.Assign):
                states = [
                    one for one in node.targets if isinstance(one, ast.Attribute) and one.attr == "state"
                ]
                assert not states, f"{name}:{node.lineno} sets a state"


# --- HTML marked as safe ------------------------------------------------------------------------------------


def test_only_prose_marks_html_as_safe() -> None:
    for name in modules().keys() - MAY_MARK_SAFE:
        for node in ast.walk(tree(name)):
            called = ast.unparse(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
            assert called not in {"mark_safe", "SafeString", "SafeText"}, f"{name}:{node.lineno}"  # type: ignore[attr-defined]
            assert getattr(node, "name", "") not in {"__html__", "mark_safe"}, name
            if isinstance(node, ast.keyword):
                assert node.arg != "is_safe", name


def test_no_template_marks_html_as_safe() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        marks = re.findall(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off", path.read_text(encoding="utf-8"))
        assert not marks, f"{path.relative_to(ROOT)}: {marks}"


# --- sizes ------------------------------------------------------------------------------------------------


def test_no_module_is_too_long() -> None:
    beside = [path for folder in ("tests", "bench", "drills") for path in (ROOT / folder).rglob("*.py")]
    files = [*modules().values(), *beside]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files
        if path.parent.name != "migrations"
    }
    assert not {path: length for path, length in lengths.items() if length > LONGEST_MODULE}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name
        for name, path in modules().items()
        if path.read_text(encoding="utf-8").strip() and path.parent.name != "migrations"
        if not ast.get_docstring(tree(name))
    ]
    assert not silent


# --- documents --------------------------------------------------------------------------------------------

BEFORE, AFTER = r"(?<![\w/.:<>@*-])", r"(?![\w/<*])"  # no address, no pattern, no part of a longer path
FOLDERS = rf"{BEFORE}(?:[\w-][\w.-]*/)+(?:[\w.-]+\.\w+)?{AFTER}"
FILES = rf"{BEFORE}[\w-]+\.(?:py|md|toml|html|css){AFTER}"


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_a_document_names_exists(document: Path) -> None:
    found = re.findall(f"{FOLDERS}|{FILES}", document.read_text(encoding="utf-8"))
    named = {path for path in found if not path.startswith("var/")}  # what an installation makes for itself
    bases = (ROOT, document.parent, ROOT / "statements", ROOT / "static", ROOT / "templates")
    missing = {path for path in named if not any((base / path).exists() for base in bases)}
    assert not missing
