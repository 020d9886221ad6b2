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

CODE_LISTS: Mapping[str, Sequence[Option]] = MappingProxyType(
    {
        "GB/T 3304": tuple(Option(f"{at:02d}", name) for at, name in enumerate(_NATIONALITIES.split(), 1)),
        "GB/T 2261.1": (
            Option("0", "未知的性别"),
            Option("1", "男性"),
            Option("2", "女性"),
            Option("9", "未说明的性别"),
        ),
    },
)
"""GB/T 3304 names of nationalities (codes 01–56), GB/T 2261.1 sex of persons. A tenant supplies further lists."""
