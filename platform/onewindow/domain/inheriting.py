"""What a document leaves open to lower tenants (`inherit`), read with everything else that is in it."""

from __future__ import annotations

from onewindow.domain.reading import Place
from tenants.errors import PatchError
from tenants.rules import ABOUT_RULES, Rules


def read_inherit(root: Place) -> None:
    """Report rules that cannot be read, each part at its own place."""
    for part in ABOUT_RULES:
        if root.has(part):
            try:
                Rules.of_document({part: root.at(part).value})
            except PatchError as fault:
                root.at(part).problem(str(fault), "请按 docs/tenants.md 的约束表改正。")
