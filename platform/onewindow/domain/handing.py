"""Materials at the window: what was handed in, what is still missing, what may follow later (R052, R058, R095)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from form_builder import MaterialState


@dataclass(frozen=True, slots=True)
class HandedIn:
    """How one material was received: on paper (`pages`) or as a stored file.

    `checks` are the numbers of the ticked checks.
    """

    medium: str
    pages: int = 0
    checks: frozenset[int] = frozenset()
    file_scope: int | None = None
    file_digest: str | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class MaterialProblem:
    """What stands in the way of acceptance with one material: a Chinese sentence with the way out."""

    material: str
    message: str


def unsatisfied(states: Sequence[MaterialState], handed: Mapping[str, HandedIn]) -> tuple[MaterialProblem, ...]:
    """Every material that is needed now and not handed in.

    Or handed in and not checked as the department demands (R052).
    """
    found = []
    for state in states:
        if not state.due:
            continue
        received = handed.get(state.key)
        if received is None:
            if state.waiver is None:
                found.append(MaterialProblem(state.key, f"“{state.name}”还没有收到，请收取后勾选"))
            continue
        if left := [check for at, check in enumerate(state.checks) if at not in received.checks]:
            found.append(MaterialProblem(state.key, f"“{state.name}”还有核对项未勾选：{'、'.join(left)}"))
        if received.medium == "electronic" and received.file_digest is None:
            found.append(
                MaterialProblem(state.key, f"“{state.name}”选择了上传，但还没有文件：请选择文件，或改为收取纸质")
            )
    return tuple(found)


def deferred_by(states: Sequence[MaterialState], handed: Collection[str]) -> tuple[str, ...]:
    """Keys of the materials that are needed, may follow later (容缺), and were not handed in."""
    return tuple(state.key for state in states if state.due and state.waiver is not None and state.key not in handed)
