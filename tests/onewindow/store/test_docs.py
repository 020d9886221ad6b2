"""docs/store.md names every verb of the store, and no verb that is not there."""

from __future__ import annotations

import ast
import pathlib
import re

import onewindow.store

STORE = pathlib.Path(onewindow.store.__file__).parent
DOC = pathlib.Path(__file__).resolve().parents[3] / "docs" / "store.md"
# What the store's own modules use among themselves.
INNER = {"at_door", "write", "in_sight"}
# Machinery, and what docs/store.md describes in its text.
APART = {"__init__", "backup", "bootstrap", "context", "errors", "ids", "postgres", "rows", "schema"}
MODULES = {file.stem for file in STORE.glob("*.py")} - APART
ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)


def verbs_in_code(module: str) -> set[str]:
    """The public functions of a module of the store."""
    parsed = ast.parse((STORE / f"{module}.py").read_text(encoding="utf-8"))
    return {
        node.name
        for node in parsed.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name not in INNER
    }


def test_the_table_of_verbs_is_complete() -> None:
    table = {name: text for name, text in ROW.findall(DOC.read_text(encoding="utf-8")) if name in MODULES}
    assert set(table) == MODULES
    for module, text in table.items():
        named = {name for name in re.findall(r"`(\w+)\(", text) if name[0].islower()}
        assert named == verbs_in_code(module), module
