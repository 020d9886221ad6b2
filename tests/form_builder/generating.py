"""Generated forms and pages: a small dictionary with every difficulty in it, forms over parts of it, posted pages."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from form_builder import BoundForm, Dictionary, DocumentError, FormDocument, bind
from form_builder.fields.signature import SAMPLE_SIGNATURE

TODAY = {"today": "2026-11-21", "application": {"date": "2026-11-21"}, "case": {"urgent": True}}
STORED = {"digest": "sha256:" + "0" * 64, "name": "图.pdf", "size": 10, "media_type": "application/pdf"}

ELEMENTS: list[dict[str, Any]] = [
    {"key": "a.text", "label": "名称", "kind": "text", "max": 6},
    {"key": "a.words", "label": "说明", "kind": "long_text"},
    {"key": "a.count", "label": "人数", "kind": "integer", "min": 0, "max": 10},
    {"key": "a.limit", "label": "人数上限", "kind": "integer", "min": 0, "max": 20},
    {"key": "a.area", "label": "面积", "kind": "decimal", "min": 0, "max": 100, "scale": 2, "at_most": "a.whole"},
    {"key": "a.whole", "label": "总面积", "kind": "decimal", "min": 0, "max": 100, "scale": 2},
    {"key": "a.fee", "label": "金额", "kind": "money", "min": 0, "max": 1000},
    {"key": "a.yes", "label": "是否甲", "kind": "boolean"},
    {"key": "a.no", "label": "是否乙", "kind": "boolean"},
    {
        "key": "a.one",
        "label": "类别",
        "kind": "choice",
        "options": [{"value": value, "label": f"类{value}"} for value in "xyz"],
    },
    {
        "key": "a.some",
        "label": "项目",
        "kind": "choices",
        "max": 3,
        "options": [{"value": value, "label": f"项{value}"} for value in "pqrs"],
    },
    {"key": "a.start", "label": "开始", "kind": "date"},
    {"key": "a.end", "label": "结束", "kind": "date", "after": "a.start"},
    {"key": "a.lease", "label": "租期", "kind": "date_range"},
    {
        "key": "p.kind",
        "label": "证件类型",
        "kind": "choice",
        "options": [{"value": "resident_id", "label": "身份证"}, {"value": "passport", "label": "护照"}],
    },
    {"key": "p.number", "label": "证件号码", "kind": "id_number", "max": 18, "id_kind": "p.kind", "mask": "id"},
    {
        "key": "p.sex",
        "label": "性别",
        "kind": "choice",
        "options": [{"value": "1", "label": "男"}, {"value": "2", "label": "女"}],
        "derive": {"from": "p.number", "part": "sex"},
    },
    {"key": "p.age", "label": "年龄", "kind": "integer", "min": 0, "derive": {"from": "p.number", "part": "age"}},
    {"key": "a.double", "label": "双倍人数", "kind": "integer", "max": 12, "compute": {"*": [{"var": "a.count"}, 2]}},
    {
        "key": "a.total",
        "label": "合计",
        "kind": "integer",
        "max": 22,
        "compute": {"+": [{"var": "a.double"}, {"var": "a.limit"}]},
    },
    {
        "key": "a.rows",
        "label": "家庭成员",
        "kind": "table",
        "min_rows": 1,
        "max_rows": 4,
        "columns": [
            {"key": "name", "label": "姓名", "kind": "text", "max": 4, "required": True},
            {"key": "age", "label": "年龄", "kind": "integer", "min": 0, "required": {"==": [{"var": "name"}, "甲"]}},
            {"key": "next", "label": "明年年龄", "kind": "integer", "compute": {"+": [{"var": "age"}, 1]}},
        ],
    },
    {"key": "a.phone", "label": "电话", "kind": "phone", "mask": "phone"},
    {"key": "a.code", "label": "信用代码", "kind": "credit_code"},
    {"key": "a.place", "label": "区划", "kind": "division", "level": "village"},
    {"key": "a.file", "label": "附件", "kind": "file", "max": 2},
    {"key": "a.sign", "label": "签名", "kind": "signature"},
    {"key": "a.note", "label": "提示", "kind": "static_text", "hint": "请如实填写"},
    {"key": "a.truth", "label": "承诺属实", "kind": "declaration", "must_be": True},
]
DICTIONARY = Dictionary.from_json({"schema": "onewindow/elements/1", "elements": ELEMENTS})
KEYS = [element["key"] for element in ELEMENTS]

TYPED: dict[str, list[dict[str, list[str]]]] = {
    "a.text": [{"": ["甲"]}, {"": ["甲乙丙丁戊"]}, {"": ["一二三四五六七"]}],
    "a.words": [{"": ["第一行\r\n第二行"]}],
    "a.count": [{"": ["0"]}, {"": ["5"]}, {"": ["7"]}, {"": ["11"]}, {"": ["多"]}],
    "a.limit": [{"": ["3"]}, {"": ["12"]}, {"": ["21"]}],
    "a.area": [{"": ["1.5"]}, {"": ["50"]}, {"": ["0.001"]}],
    "a.whole": [{"": ["10"]}, {"": ["60"]}],
    "a.fee": [{"": ["1,000.00"]}, {"": ["0.05"]}, {"": ["1001"]}],
    "a.yes": [{"": ["1"]}, {"": ["0"]}, {"": ["2"]}],
    "a.no": [{"": ["1"]}, {"": ["0"]}],
    "a.one": [{"": ["x"]}, {"": ["y"]}, {"": ["z"]}, {"": ["w"]}],
    "a.some": [{"": ["p"]}, {"": ["q", "p"]}, {"": ["p", "q", "r", "s"]}],
    "a.start": [{"": ["2026-01-05"]}, {"": ["2026-02-30"]}],
    "a.end": [{"": ["2026-01-06"]}, {"": ["2026/1/5"]}],
    "a.lease": [{"-start": ["2026-01-01"], "-end": ["2027-01-01"]}, {"-start": ["2026-01-01"]}],
    "p.kind": [{"": ["resident_id"]}, {"": ["passport"]}],
    "p.number": [{"": ["11010519491231002x"]}, {"": ["E12345678"]}, {"": ["110105194912310021"]}],
    "p.sex": [{"": ["1"]}, {"": ["2"]}],
    "p.age": [{"": ["30"]}],
    "a.double": [{"": ["99"]}],
    "a.total": [{"": ["99"]}],
    "a.rows": [
        {"-0-name": ["甲"], "-0-age": ["3"]},
        {"-0-name": ["甲"]},
        {"-1-name": ["乙"], "-3-name": ["丙"], "-3-age": ["六"]},
        {f"-{at}-name": ["乙"] for at in range(5)},
    ],
    "a.phone": [{"": ["138 0013 8000"]}, {"": ["12345"]}, {"": ["99"]}],
    "a.code": [{"": ["91350100m000100y43"]}, {"": ["91350211M0000XUF46"]}],
    "a.place": [{"": ["441322001001"]}, {"": ["!"]}],
    "a.file": [{"": [json.dumps(STORED)]}, {"": ["{}"]}],
    "a.sign": [{"": [SAMPLE_SIGNATURE]}, {"": ["data:image/png;base64,AAAA"]}],
    "a.note": [],
    "a.truth": [{"": ["1"]}],
}
"""Ways to fill in each element: good ones and bad ones, as control suffix → texts."""

LITERALS: dict[str, list[Any]] = {
    "a.text": ["甲"],
    "a.count": [5, "0"],
    "a.limit": [3, 12],
    "a.yes": [True, False],
    "a.no": [True, False],
    "a.one": ["x", "y"],
    "p.kind": ["passport"],
    "p.sex": ["1", "2"],
    "a.double": [10, 14],
    "a.total": [13],
}


@st.composite
def conditions(draw: st.DrawFn, keys: list[str], depth: int = 3) -> Any:
    """A rule that reads some of the keys, or a fact."""
    key = draw(st.sampled_from(keys))
    read = {"var": key}
    simple: list[Any] = [{"!": [{"blank": [read]}]}, {"blank": [read]}, {"missing": [key]}, {"var": "case.urgent"}]
    simple += [{"==": [read, literal]} for literal in LITERALS.get(key, [])]
    simple += [{">": [read, 4]}] if key in ("a.count", "a.limit", "a.total", "a.double", "p.age") else []
    simple += [{"some": [read, {"==": [{"var": "name"}, "甲"]}]}] if key == "a.rows" else []
    simple += [{"in": ["p", read]}] if key == "a.some" else []
    simple += [{"!": [{"blank": [{"var": "a.lease.start"}]}]}] if key == "a.lease" else []
    first = draw(st.sampled_from(simple))
    if not depth or draw(st.integers(0, 3)):
        return first
    return {draw(st.sampled_from(["and", "or"])): [first, draw(conditions(keys, depth - 1))]}


@st.composite
def fields(draw: st.DrawFn, key: str, before: list[str]) -> dict[str, Any]:
    """One field; its rules read only what stands before it in this form's own order."""
    out: dict[str, Any] = {"id": key, "element": key}
    readable = [name for name in before if name not in ("a.note", "a.sign", "a.file")]
    out["required"] = draw(st.booleans())
    if readable and draw(st.booleans()):
        out["shown"] = draw(conditions(readable))
    if readable and draw(st.integers(0, 5)) == 0:
        out["required"] = draw(conditions(readable))
    if key == "a.text" and draw(st.booleans()):
        out["max"] = draw(st.integers(4, 6))
    if key == "a.count" and draw(st.booleans()):
        out |= {"min": draw(st.integers(0, 2)), "max": draw(st.integers(6, 10))}
    if key == "a.one" and draw(st.booleans()):
        out["options"] = sorted({"x", draw(st.sampled_from("xyz"))})
    if key == "a.some" and draw(st.booleans()):
        out |= {"options": ["p", draw(st.sampled_from("qrs"))], "min": 1}
    if draw(st.integers(0, 9)) == 0:
        out["label"] = "本事项的叫法"
    return out


@st.composite
def bound_forms(draw: st.DrawFn, number: int, pool: list[str], provides: bool) -> BoundForm:
    """A form over part of the dictionary; its rules follow an order of its own, so that forms may read crosswise."""
    keys = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=8, unique=True))
    order = draw(st.permutations(keys))
    built = [draw(fields(key, order[:at])) for at, key in enumerate(order)]
    if draw(st.booleans()):
        built.sort(key=lambda item: keys.index(item["element"]))
    cut = draw(st.integers(0, len(built)))
    materials = [
        draw(materials_of(name, order)) for name in draw(st.lists(st.sampled_from("mno"), max_size=2, unique=True))
    ]
    document = {
        "schema": "onewindow/form/1",
        "key": f"form{number}",
        "title": f"事项{number}",
        "sections": [
            {"id": "s1", "label": draw(st.sampled_from(["申请人", "经营"])), "fields": built[:cut]},
            {"id": "s2", "label": "其他", "place": draw(st.sampled_from(["body", "end"])), "fields": built[cut:]},
        ],
        "materials": materials,
        "provides": draw(st.lists(st.sampled_from(["a.text", "a.code", "p.number"]), max_size=1)) if provides else [],
    }
    try:
        return bind(FormDocument.from_json(document), DICTIONARY)
    except DocumentError as error:
        assume("互相依赖" not in str(error))
        raise


@st.composite
def materials_of(draw: st.DrawFn, key: str, names: list[str]) -> dict[str, Any]:
    """One material, sometimes the result of another form."""
    out: dict[str, Any] = {
        "key": key,
        "name": f"材料{key}",
        "originals": draw(st.integers(0, 2)),
        "photocopies": draw(st.integers(0, 3)),
        "necessity": draw(st.sampled_from(["required", "deferrable", "optional", "conditional"])),
    }
    readable = [name for name in names if name not in ("a.note", "a.sign", "a.file")]
    if out["necessity"] == "conditional":
        out["needed"] = draw(conditions(readable or ["a.yes"]))
    if draw(st.integers(0, 4)) == 0:
        out["result_of"] = f"form{draw(st.integers(0, 2))}"
    return out


class Forms(list[BoundForm]):
    """Several forms, told by their documents when an example fails."""

    def __repr__(self) -> str:
        return "\n".join(json.dumps(form.document.to_json(), ensure_ascii=False) for form in self)


@st.composite
def form_sets(draw: st.DrawFn, most: int = 4, provides: bool = True) -> Forms:
    """Several forms with different keys that share a good part of their elements."""
    pool = draw(st.lists(st.sampled_from(KEYS), min_size=3, max_size=10, unique=True))
    return Forms(draw(bound_forms(number, pool, provides)) for number in range(draw(st.integers(1, most))))


@st.composite
def pages(draw: st.DrawFn, good: bool = False) -> dict[str, list[str]]:
    """A posted page over the whole dictionary: what a form does not ask, it must ignore."""
    raw: dict[str, list[str]] = {}
    for key, ways in TYPED.items():
        if ways and draw(st.integers(0, 5)):
            for suffix, texts in draw(st.sampled_from(ways[:1] if good else ways)).items():
                raw[key + suffix] = texts
    return raw
