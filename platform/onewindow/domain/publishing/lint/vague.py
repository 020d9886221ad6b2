"""Words that leave the applicant in the dark (模糊语言、兜底条款, R020), told apart from words that only look alike.

«居民户口簿等» leaves something open, «伤残等级», «身份证等 3 项材料» and «高等学校» do not. Each rule is one
pattern with the way out; the rules know words, not matters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_THINGS = "材料|资料|证明|证件|证照|文件|手续|条件|情形|情况|事项|要求|表格|票据|凭证|附件|物品"
_OFFICES = "部门|单位|机关|机构|组织|人员|主管"
_RULES = "规定|法律|法规|规章|政策|标准|制度|程序|办法|文件"
_SOURCES = "法律|法规|规章|国家|省|市|县|主管部门|审批机关|本机关|行政机关|部门"
_NUMBER = "[0-9０-９一二三四五六七八九十两几]+"
_ADJECTIVES = "有关|相关|必要|必需|符合|需要|应当|可以|能够|合法|有效"


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague word as it stands in a text, and what to write in its place."""

    word: str
    advice: str


_CATCH_ALL = "逐项列明；确实没有法律、法规、规章条款依据的，请删除这一条。"
_NAME_IT = "写明是哪一份、哪一条或哪一个单位。"
_LIST_ALL = "把所指的各项全部列出，然后删去“等”。"
_WHEN = "写明在什么情形下；能由系统判断的，请在条件里设定。"
_MEASURE = "写明数量、期限或判断的标准。"

_RULES_OF_WORDS: tuple[tuple[str, str], ...] = (
    (
        rf"(?:{_SOURCES})[^，。；,;]{{0,12}}(?:规定|要求|认为需要|认为必要|认为应当)[^，。；,;]{{0,6}}的?其[他它](?:{_THINGS})?",
        _CATCH_ALL,
    ),
    (rf"其[他它](?:{_ADJECTIVES})?的?(?:{_THINGS})", _CATCH_ALL),
    (r"(?:需要|要求|须|应)(?:提供|提交|补充)的其[他它][^，。；,;]{0,6}", _CATCH_ALL),
    (rf"认为(?:有必要|必要|需要|应当)[^，。；,;]{{0,8}}(?:{_THINGS})", _CATCH_ALL),
    ("包括但不限于|诸如|之类(?:的|$)", _LIST_ALL),
    (
        rf"(?<!密切)(?<!直接)(?<!利害)(?<!息息)(?<!不)相关(?!性|性的|联|关|于|度)(?:的)?(?:{_THINGS}|{_OFFICES}|{_RULES})?",
        _NAME_IT,
    ),
    (rf"(?<![没无])有关(?:的)?(?:{_THINGS}|{_OFFICES}|{_RULES})", _NAME_IT),
    (rf"必[要需]的(?:其[他它])?(?:{_THINGS})?|必要时|确有必要", _WHEN),
    (
        "视(?:具体|实际|个别|个案)?情况(?:而定)?|视情(?!节|形)|酌情|根据(?:具体|实际)?情况(?:确定|决定|而定|提供|提交)",
        _WHEN,
    ),
    ("特殊情况|特殊情形(?!下?(?:是指|包括|：|:))|原则上|一般情况下|通常情况下|必要情况", _WHEN),
    (
        "适当的?(?=延长|提高|降低|放宽|补充|数量|收取|时间|材料|方式)|若干|合理期限|尽快|及时(?=提供|提交|补交|补充)",
        _MEASURE,
    ),
)
_WORDS = tuple((re.compile(pattern), advice) for pattern, advice in _RULES_OF_WORDS)

_SCHOOLS = "教育|学校|院校|学历|职业|专业|数学|人民法院|法院|收入|城市|规模|偏|强度|学生|生"
_OPEN = re.compile("等")
_HARMLESS_AFTER = re.compile(
    rf"(?:级|次(?!日)|候|待|同(?!志)|额|价|式|分|距|值|量(?!具)|差|边|腰|效|份|高线|压|温|速|宽|长度|功|奖|残|座|舱|品|而下之)"
    rf"|\s*(?:共|共计|合计)?\s*{_NUMBER}\s*(?:项|种|类|份|个|人|位|名|件|条|款|级|家|处|方|本|张|套|部)"
)
_HARMLESS_BEFORE = re.compile(
    r"(?:(?<![合协共])同|(?<!水)平|(?<!核)对|(?<!人)均|(?<!照)相|不|何|劣|次|末|优|特|甲|乙|丙|丁|[一二三四五六七八九十]|[ⅠⅡⅢⅣ])$"
)
_SCHOOL = re.compile(r"(?:高|中|初)$")


def vague(text: str) -> tuple[Vague, ...]:
    """The vague words of a text in their order, each word once; the widest reading of a place is told."""
    found: list[tuple[int, int, str]] = []
    for pattern, advice in _WORDS:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), advice))
    for match in _OPEN.finditer(text):
        at = match.start()
        if _leaves_open(text, at) and not any(start <= at < end for start, end, _ in found):
            found.append((at, at + 1, _LIST_ALL))
    once: dict[str, Vague] = {}
    for start, end, advice in sorted(found):
        once.setdefault(text[start:end], Vague(text[start:end], advice))
    return tuple(once.values())


def _leaves_open(text: str, at: int) -> bool:
    """Whether the 等 at a position stands for what was left out."""
    before, after = text[:at], text[at + 1 :]
    if not before.strip() or before.endswith("等"):
        return False
    if _HARMLESS_AFTER.match(after) or _HARMLESS_BEFORE.search(before):
        return False
    return not (_SCHOOL.search(before) and re.match(_SCHOOLS, after))
