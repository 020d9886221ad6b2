"""Blocks added, moved and taken out: nothing but the block moves, and nothing is ever lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.canonical import canonical
from onewindow.domain.workbench.papers import arranging, outline
from onewindow.domain.workbench.papers.kinds import KINDS
from onewindow.domain.workbench.papers.names import names
from onewindow.domain.workbench.papers.wording import Wording
from onewindow.domain.workbench.places import find
from printing import compile_template, system_template, system_template_keys
from tenants.pointers import parse

WORDS = Wording(names())


def texts(template: Any) -> list[str]:
    """The names of the blocks in print order, by a text of theirs."""
    return [str(find(template, parse(line.name)).get("text")) for line in outline.lines(template, WORDS) if line.kind]


def sample() -> Any:
    """a, then a group of b and c, then d."""

    def block(text: str) -> dict[str, str]:
        return {"type": "paragraph", "text": text}

    group = {"type": "group", "id": "group", "blocks": [block("b"), block("c")]}
    return {"schema": "onewindow/template/1", "key": "k", "name": "n", "blocks": [block("a"), group, block("d")]}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "chart"])
def test_a_new_block_of_every_kind_can_be_printed(kind: str) -> None:
    made, name = arranging.add(sample(), kind, "blocks/0")
    assert name == f"blocks/{kind}_1"
    assert [line.kind for line in outline.lines(made, WORDS)][:2] == ["paragraph", kind]
    compile_template(made)
    again, other = arranging.add(made, kind, name)
    assert other == f"blocks/{kind}_2"
    compile_template(again)


def test_into_a_list_and_at_the_end() -> None:
    _made, name = arranging.add(sample(), "title", "blocks/group/blocks")
    assert name == "blocks/group/blocks/title_1"
    assert arranging.add(sample(), "title", "")[0]["blocks"][-1]["type"] == "title"
    assert arranging.add(sample(), "nothing", "") == (sample(), "")


def test_steps() -> None:
    down, name = arranging.step(sample(), "blocks/0", 1)
    assert (texts(down), name) == (["None", "b", "c", "a", "d"], "blocks/1")
    out, name = arranging.step(sample(), "blocks/group/blocks/1", 1)
    assert (texts(out), name) == (["a", "None", "b", "c", "d"], "blocks/2")
    before, name = arranging.step(sample(), "blocks/group/blocks/0", -1)
    assert (texts(before), name) == (["a", "b", "None", "c", "d"], "blocks/1")
    assert arranging.step(sample(), "blocks/0", -1)[0] == sample()


def test_moved_over_another_and_into_a_list() -> None:
    moved, name = arranging.shift(sample(), "blocks/2", "blocks/group/blocks/1")
    assert (texts(moved), name) == (["a", "None", "b", "d", "c"], "blocks/group/blocks/1")
    into, name = arranging.shift(sample(), "blocks/0", "blocks/group/blocks")
    assert (texts(into), name) == (["None", "b", "c", "a", "d"], "blocks/group/blocks/2")
    out, name = arranging.shift(sample(), "blocks/group/blocks/1", "blocks/2")
    assert (texts(out), name) == (["a", "None", "b", "c", "d"], "blocks/2")
    assert arranging.shift(sample(), "blocks/group", "blocks/group/blocks/0")[0] == sample()
    assert arranging.shift(sample(), "blocks/9", "blocks/0")[0] == sample()


def test_taken_out() -> None:
    rest, picked = arranging.take(sample(), "blocks/2")
    assert (texts(rest), picked) == (["a", "None", "b", "c"], "blocks/group")
    empty, picked = arranging.take(arranging.take(sample(), "blocks/group/blocks/0")[0], "blocks/group/blocks/0")
    assert (texts(empty), picked) == (["a", "None", "d"], "blocks/group")


@given(st.data())
def test_moving_loses_nothing(data: st.DataObject) -> None:
    template = system_template(data.draw(st.sampled_from(["acceptance_notice", "receipt", "denial_decision"])))
    for _ in range(data.draw(st.integers(1, 4))):
        before = all_blocks(template)
        blocks = [line.name for line in outline.lines(template, WORDS) if line.kind]
        name = data.draw(st.sampled_from(blocks))
        lists = arranging.targets(template, name)
        target = data.draw(st.sampled_from([*blocks, *lists]) | st.sampled_from([-1, 1]))
        template, found = (
            arranging.step(template, name, target)
            if isinstance(target, int)
            else arranging.shift(template, name, target)
        )
        assert all_blocks(template) == before
        assert outline.block_of(template, found) == found
        compile_template(template)


def all_blocks(template: Any) -> Counter[bytes]:
    """Every block that holds no others."""
    return Counter(canonical(block) for _, block in outline.blocks(template) if not KINDS[str(block["type"])].holds)


def test_every_template_has_an_outline() -> None:
    for key in system_template_keys():
        template = system_template(key)
        for line in outline.lines(template, WORDS):
            if line.kind:
                assert outline.block_of(template, line.name) == line.name
            else:
                assert isinstance(find(template, parse(line.name)), list) or line.label == "条件不成立时"
