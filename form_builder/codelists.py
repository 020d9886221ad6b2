"""National code lists that elements refer to by the name of their standard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from form_builder.elements import Option

_NATIONALITIES = """
汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族
土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族
柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族
乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族
"""

_GOVERNMENT_SERVICES = {
    "A.1": """01 行政许可 02 行政处罚 03 行政强制 04 行政征收 05 行政给付 06 行政检查 07 行政确认 08 行政奖励
        09 行政裁决 10 其他行政权力 20 公共服务""",
    "A.2": "1 国家 2 省 3 市 4 县 5 镇（乡、街道） 6 村（社区） 7 分级管理",
    "A.3": "1 法定机关 2 授权组织 3 受委托组织 9 其他",
    "A.4": "1 自然人 2 企业法人 3 事业法人 4 社会组织法人 5 行政机关 6 其他组织",
    "A.5": "1 窗口 2 电脑网办 3 移动 4 快递 9 其他",
    "A.6": "1 即办件 2 承诺件 9 其他",
    "A.7": "1 延长审批 2 其他",
    "A.8": "1 非常满意 2 满意 3 基本满意 4 不满意 5 非常不满意",
}


def _pairs(text: str) -> tuple[Option, ...]:
    words = text.split()
    return tuple(Option(value, label) for value, label in zip(words[::2], words[1::2], strict=True))


CODE_LISTS: Mapping[str, Sequence[Option]] = MappingProxyType(
    {
        "GB/T 3304": tuple(Option(f"{at:02d}", name) for at, name in enumerate(_NATIONALITIES.split(), 1)),
        "GB/T 2261.1": (
            Option("0", "未知的性别"),
            Option("1", "男性"),
            Option("2", "女性"),
            Option("9", "未说明的性别"),
        ),
        **{f"GB/T 39046 {table}": _pairs(text) for table, text in _GOVERNMENT_SERVICES.items()},
    },
)
"""GB/T 3304 names of nationalities (codes 01–56), GB/T 2261.1 sex of persons, GB/T 39046-2020 annex A: type of matter
(A.1), level (A.2), nature of the body (A.3), whom it serves (A.4; running systems number 5 and up otherwise), how it is
handled (A.5), type of case (A.6), special procedure (A.7), satisfaction (A.8). A tenant supplies further lists."""
