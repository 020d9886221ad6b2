"""Members beside their one table, and the form on paper, as values."""

from __future__ import annotations

import pytest

from onewindow.domain.case_format import Pack
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.joint import JointForm, compile_joint
from onewindow.domain.paper_form import paper_form
from onewindow.domain.side_by_side import MAY, MUST, RESULT, SOMETIMES, side_by_side
from printing import FontSet, compile_template, render
from rule_engine import evaluate, truthy

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def restaurant(matters: dict[str, CompiledMatter], pack: Pack) -> JointForm:
    theme = pack.themes["open_restaurant"]
    joint = compile_joint([matters[member.matter] for member in theme.members], theme)
    assert isinstance(joint, JointForm)
    return joint


def test_every_demand_of_every_member_has_its_cell(restaurant: JointForm) -> None:
    seen = side_by_side(restaurant)
    rows = [row for _label, rows in seen.sections for row in rows]
    assert len(rows) == seen.savings["fields_union"] == 60
    assert len(seen.materials) == seen.savings["materials_union"] == 26
    for at, column in enumerate(seen.columns):
        assert sum(bool(row.cells[at].says) for row in rows) == column.fields
        assert sum(bool(row.cells[at].says) for row in seen.materials) == column.materials
    assert sum(row.asked_by for row in rows) == 115


def test_words_and_narrowing(restaurant: JointForm) -> None:
    seen = side_by_side(restaurant)
    rows = {row.key: row for _label, rows in seen.sections for row in rows}
    code, area, seats = rows["org.uscc"], rows["premises.area_m2"], rows["premises.seat_count"]
    assert {cell.says for cell in code.cells} == {"", RESULT}
    assert code.by == ("个体工商户设立登记",)
    assert "不少于 5" in area.narrowed
    assert {cell.says for cell in area.cells} <= {"", MUST, MAY}
    assert [cell.says for cell in seats.cells if cell.says] == [SOMETIMES]
    assert "中称“公众聚集场所详细地址”" in rows["premises.address"].narrowed
    assert [len(wave) for wave in seen.waves] == [1, 4]


def test_the_blank_form_prints_every_question_and_material(restaurant: JointForm) -> None:
    template, values = paper_form("申请表", restaurant.plan, None, units={}, demo=False)
    text = str(template)
    assert not [item.label for item in restaurant.plan.fields if item.merged.asked and item.label not in text]
    assert len(values["materials"]) == 25  # the licence is a result of the first member
    painted = render(
        compile_template(template),
        values,
        FontSet.default(),
        condition=lambda rule, known: truthy(evaluate(rule, known)),
    )
    assert painted.overflows == ()
