"""Materials at the window: what was handed in, what is still missing, what may follow later (R052, R058, R095)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from form_builder import MaterialState

PAPER, ELECTRONIC, LICENCE, ABSENT = "paper", "electronic", "licence", "absent"
"""How a material came: on paper, as files, as a licence that is on file, or not yet, with the reason."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One stored file of a material; `pages` 0 when nobody counted."""

    scope: int
    digest: str
    name: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the clerk says of one material.

    `medium`: paper (with `pages` and copies; None: as asked), electronic (`files` in their order), licence or absent.
    `note` is the number of the licence, or why it is absent. `checks` are the numbers of the ticked checks.
    """

    medium: str
    pages: int = 0
    checks: frozenset[int] = frozenset()
    files: tuple[KeptFile, ...] = ()
    originals: int | None = None
    photocopies: int | None = None
    note: str = ""

    @property
    def received(self) -> bool:
        """Whether it is in the clerk's hands."""
        return self.medium in (PAPER, ELECTRONIC)

    @property
    def sheets(self) -> int:
        """How many pages were handed in, as far as somebody counted."""
        return sum(file.pages for file in self.files) if self.medium == ELECTRONIC else self.pages


@dataclass(frozen=True, slots=True)
class MaterialProblem:
    """What stands in the way of acceptance with one material: a Chinese sentence with the way out."""

    material: str
    message: str


def unsatisfied(states: Sequence[MaterialState], handed: Mapping[str, HandedIn]) -> tuple[MaterialProblem, ...]:
    """Every material that is needed now and not handed in.

    Or handed in and not checked as the department demands (R052). A reason does not replace a required material: it is
    kept, and printed on the one-time notice.
    """
    found = []
    for state in states:
        if state.due:
            said = handed.get(state.key)
            found += [MaterialProblem(state.key, f"“{state.name}”{wrong}") for wrong in _wrong(state, said)]
    return tuple(found)


def _wrong(state: MaterialState, said: HandedIn | None) -> Iterator[str]:
    """What stands in the way with a due material, each as the end of a sentence."""
    if said is None:
        if state.waiver is None:
            yield "还没有收到，请收取后勾选"
        return
    if said.medium == ABSENT:
        if not said.note:
            yield "勾选了未提交，请写明原因"
        elif state.waiver is None:
            yield f"未提交（{said.note}），属于必须提交的材料，请补齐后受理，或打印一次性告知书交申请人"
        return
    if said.medium == LICENCE:
        if not said.note:
            yield "以证照库已有的证照免交，请填写证照编号"
        return
    if left := [check for at, check in enumerate(state.checks) if at not in said.checks]:
        yield f"还有核对项未勾选：{'、'.join(left)}"
    if said.medium == ELECTRONIC and not said.files:
        yield "选择了上传，但还没有文件：请选择文件，或改为收取纸质"


def waived_by(states: Sequence[MaterialState], handed: Mapping[str, HandedIn]) -> frozenset[str]:
    """Kinds of the licences that waive a material, as the clerk looked them up."""
    kinds = {state.key: state.licence_kind for state in states}
    return frozenset(
        kinds[key] for key, said in handed.items() if said.medium == LICENCE and said.note and kinds.get(key)
    )


def deferred_by(states: Sequence[MaterialState], handed: Mapping[str, HandedIn]) -> tuple[str, ...]:
    """Keys of the materials that are needed, may follow later (容缺), and were not handed in."""
    return tuple(
        state.key for state in states if state.due and state.waiver is not None and not _here(handed.get(state.key))
    )


def _here(said: HandedIn | None) -> bool:
    return said is not None and said.medium != ABSENT
