"""Vague words are found; words that only look like them are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.publishing.lint.vague import vague

OPEN = {
    "其他材料": "其他材料",
    "其它有关证明文件": "其它有关证明",
    "法律法规规定的其他条件": "法律法规规定的其他条件",
    "法律、行政法规规定的其他情形": "法律、行政法规规定的其他情形",
    "主管部门要求提交的其他材料": "主管部门要求提交的其他材料",
    "审批机关认为需要提供的材料": "认为需要提供的材料",
    "相关证明": "相关证明",
    "符合相关标准": "相关标准",
    "与申请人相关的材料": "相关的材料",
    "有关部门出具的意见": "有关部门",
    "建设污水设施的有关材料": "有关材料",
    "必要的证明": "必要的证明",
    "必要时提供原件": "必要时",
    "视情况提供": "视情况",
    "视具体情况而定": "视具体情况而定",
    "酌情处理": "酌情",
    "特殊情况可以延长": "特殊情况",
    "适当延长": "适当",
    "请尽快补交": "尽快",
    "身份证、户口簿等": "等",
    "身份证等有效证件": "等",
    "合同等材料": "等",
    "核对等手续": "等",
    "身高等信息": "等",
    "水平等情况": "等",
    "包括但不限于身份证": "包括但不限于",
}
CLEAR = (
    *(
        "伤残等级证书",
        "按等次发放",
        "请在窗口等候",
        "等待叫号",
        "同等学力",
        "高等学校毕业证",
        "中等职业学校",
        "平等协商",
    ),
    *(
        "身份证等 3 项材料",
        "身份证、户口簿、结婚证等三种证件",
        "三级甲等医院",
        "二等功",
        "特等奖",
        "等额支付",
        "等值外币",
    ),
    *(
        "密切相关性",
        "利害相关人名单",
        "与申请事项无关",
        "没有关系",
        "其他组织",
        "其他家庭成员",
        "必要性说明",
        "视频资料",
    ),
    *("年满 80 周岁", "大小不等", "等同于原件", "适当性", "相关性分析", "市场监管部门", "申请人居民身份证", "必要"),
)


@pytest.mark.parametrize(("text", "word"), OPEN.items())
def test_what_leaves_something_open_is_found(text: str, word: str) -> None:
    found = vague(text)
    assert [each.word for each in found] == [word]
    assert found[0].advice.endswith("。")


@pytest.mark.parametrize("text", CLEAR)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert vague(text) == ()


def test_each_word_is_told_once_and_in_order() -> None:
    found = vague("身份证等；相关证明、户口簿等；必要时提供其他材料")
    assert [each.word for each in found] == ["等", "相关证明", "必要时", "其他材料"]


@given(st.text(alphabet="其他它材料相有关等必要的视情况酌合同高级规定法律、，。3三项 a", max_size=60))
def test_every_word_found_stands_in_the_text(text: str) -> None:
    found = vague(text)
    assert all(each.word and each.word in text for each in found)
    assert len({each.word for each in found}) == len(found)
