"""Materials at the window: what stands in the way of acceptance, what may follow, what a licence on file waives."""

from __future__ import annotations

import dataclasses

import pytest

from form_builder import MaterialState, Waiver
from onewindow.domain.handing import (
    ABSENT,
    ELECTRONIC,
    LICENCE,
    PAPER,
    HandedIn,
    KeptFile,
    deferred_by,
    unsatisfied,
    waived_by,
)

PLAN = MaterialState(
    key="plan",
    name="平面图",
    medium="paper_or_electronic",
    status="needed",
    originals=1,
    photocopies=0,
    needed_by=("food",),
    because="《食品》需要提交“平面图”",
    checks=("完整", "复印件与原件一致"),
    licence_kind="site_plan",
)
LATER = dataclasses.replace(PLAN, waiver=Waiver(days=5))
BOTH = frozenset({0, 1})
FILE = KeptFile(441322001000, "sha256:" + "0" * 64, "图.pdf", 3)


@pytest.mark.parametrize(
    ("state", "said", "message"),
    [
        (PLAN, None, "“平面图”还没有收到，请收取后勾选"),
        (LATER, None, None),
        (dataclasses.replace(PLAN, status="not_needed"), None, None),
        (PLAN, HandedIn(PAPER, 2, BOTH), None),
        (PLAN, HandedIn(PAPER, 2), "“平面图”还有核对项未勾选：完整、复印件与原件一致"),
        (PLAN, HandedIn(PAPER, 2, frozenset({0})), "“平面图”还有核对项未勾选：复印件与原件一致"),
        (LATER, HandedIn(PAPER, 2, frozenset({1})), "“平面图”还有核对项未勾选：完整"),
        (PLAN, HandedIn(ELECTRONIC, checks=BOTH, files=(FILE,)), None),
        (PLAN, HandedIn(ELECTRONIC, checks=BOTH), "“平面图”选择了上传，但还没有文件：请选择文件，或改为收取纸质"),
        (PLAN, HandedIn(LICENCE, note="粤食001"), None),
        (PLAN, HandedIn(LICENCE), "“平面图”以证照库已有的证照免交，请填写证照编号"),
        (PLAN, HandedIn(ABSENT), "“平面图”勾选了未提交，请写明原因"),
        (LATER, HandedIn(ABSENT, note="下周补"), None),
    ],
)
def test_what_stands_in_the_way(state: MaterialState, said: HandedIn | None, message: str | None) -> None:
    found = unsatisfied([state], {"plan": said} if said else {})
    assert [problem.message for problem in found] == ([message] if message else [])


def test_a_reason_does_not_replace_a_required_material() -> None:
    (problem,) = unsatisfied([PLAN], {"plan": HandedIn(ABSENT, note="丢失")})
    assert "丢失" in problem.message
    assert "必须提交" in problem.message


def test_what_may_follow_is_what_is_not_here() -> None:
    assert deferred_by([LATER], {}) == ("plan",)
    assert deferred_by([LATER], {"plan": HandedIn(ABSENT, note="下周补")}) == ("plan",)
    assert deferred_by([LATER], {"plan": HandedIn(PAPER, 1, BOTH)}) == ()
    assert deferred_by([PLAN], {}) == ()


def test_a_licence_waives_only_with_its_number() -> None:
    assert waived_by([PLAN], {"plan": HandedIn(LICENCE, note="粤食001")}) == {"site_plan"}
    assert waived_by([PLAN], {"plan": HandedIn(LICENCE)}) == frozenset()
    assert waived_by([PLAN], {"plan": HandedIn(PAPER, note="粤食001")}) == frozenset()
    assert waived_by([dataclasses.replace(PLAN, licence_kind="")], {"plan": HandedIn(LICENCE, note="1")}) == frozenset()


def test_pages_are_counted_where_they_are() -> None:
    assert HandedIn(PAPER, 4, files=(FILE,)).sheets == 4
    assert HandedIn(ELECTRONIC, 4, files=(FILE, FILE)).sheets == 6
