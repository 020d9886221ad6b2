"""Proofs that go in circles, and proofs that villages must not issue (R093)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from onewindow.domain.publishing.findings import WARNING, Finding
from onewindow.domain.publishing.lint.parts import objects, text

Json = Any
_VILLAGE = re.compile(r"村民?委|居委|居民委员会|村民委员会|村（居）|村\(居\)|社区|村民小组")
FORBIDDEN = (
    *(
        "亲属关系",
        "身份信息",
        "户口登记项目",
        "养犬",
        "无犯罪记录",
        "犯罪记录",
        "社区戒毒",
        "社区康复",
        "人员失踪",
        "失踪",
    ),
    *(
        "婚姻状况",
        "未婚",
        "单身",
        "出生",
        "健在",
        "生存",
        "死亡",
        "疾病状况",
        "残疾状况",
        "婚育",
        "生育状况",
        "就业状况",
    ),
    *("个人档案", "财产", "遗产继承", "继承权", "市场主体住所", "经营场所", "住所使用", "证件遗失", "遗失"),
)
"""What the list of 民发〔2020〕20号 (first batch, 20 kinds) says villages and communities do not certify."""


def findings(key: str, body: Json, asked: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """A circle of results and materials stops publishing; a forbidden village proof is pointed out."""
    for at, material in objects(body, "form", "materials"):
        name, source = text(material, "name"), text(material, "result_of")
        way = circle(key, source, asked) if source else ()
        if way:
            yield Finding(
                f"/form/materials/{at}/result_of",
                f"循环证明：办本事项要先有「{name}」，而办它又要先有本事项的结果（经过 {len(way)} 个事项）。",
                "删除这份材料，或在那个事项里去掉对本事项结果的要求。",
            )
        if _by_village(material) and "证明" in name and (kind := _forbidden(name)):
            yield Finding(
                f"/form/materials/{at}",
                f"「{name}」：村（居）委会不出具“{kind}”方面的证明（民发〔2020〕20号）。",
                "改由有权的部门出具，或通过数据核查、申请人书面承诺代替。",
                WARNING,
            )


def circle(key: str, source: str, asked: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The matters on the way from the one whose result is asked back to the one that asks; empty when there is none.

    `asked`: matter → the matters whose results it asks for. What `key` itself asked before counts not.
    """
    ways: list[tuple[str, ...]] = [(source,)]
    seen = {source}
    for way in ways:
        if way[-1] == key:
            return way[:-1] if len(way) > 1 else (key,)
        following = [each for each in sorted(asked.get(way[-1], ())) if each not in seen]
        seen.update(following)
        ways += [(*way, each) for each in following]
    return ()


def _by_village(material: Mapping[str, Json]) -> bool:
    return text(material, "source") == "village" or bool(_VILLAGE.search(text(material, "issuer")))


def _forbidden(name: str) -> str:
    return next((each for each in FORBIDDEN if each in name), "")
