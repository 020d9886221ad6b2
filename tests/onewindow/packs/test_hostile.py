"""Packs that somebody wrote by hand, broke, or made to hurt: each fault with file, pointer and way out, all at once."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onewindow.domain import packs
from onewindow.domain.packs.text import readable, stem
from onewindow.domain.problems import Problem, Problems
from tenants.patch import SCHEMA
from tests.onewindow.inheritance.county import ELEMENTS, KEY, TODAY, matter

Json = Any
TOWN = "441322001"


def small() -> Json:
    """A small pack as JSON values: one county, one town, one matter, one difference."""
    units = [
        {"code": "441322", "number": 441322000000, "name": "博罗县", "short_name": "博罗县", "level": "county"},
        {"code": TOWN, "number": 441322001000, "name": "罗阳街道", "short_name": "罗阳街道", "level": "town",
         "parent": "441322"},
    ]  # fmt: skip
    made = {"tenant": "441322", "effective_from": "2026-01-01"}
    values = {
        "manifest.json": {
            "schema": "onewindow/pack/1",
            "tenant": "441322",
            "parts": [],
            "documents": [
                {"file": "elements/elements.json", "kind": "elements", "key": "elements", "title": "字典", **made},
                {"file": f"matter/{KEY}.json", "kind": "matter", "key": KEY, "title": "宅基地", **made},
            ],
            "overlays": [{"file": "overlays/a.json", "kind": "matter", "key": KEY, "tenant": TOWN}],
        },
        "units.json": {"schema": "onewindow/units/1", "units": units},
        "departments.json": {"schema": "onewindow/departments/1", "departments": []},
        "posts.json": {"schema": "onewindow/posts/1", "posts": []},
        "calendar.json": {"schema": "onewindow/days/1", "years": [], "days": []},
        "elements/elements.json": ELEMENTS,
        f"matter/{KEY}.json": matter(),
        "overlays/a.json": {"schema": SCHEMA, "adapted": {"limits/promised/value": 9}},
    }
    return copy.deepcopy(values)


def files(values: dict[str, Json]) -> dict[str, bytes]:
    return {name: value if isinstance(value, bytes) else json.dumps(value).encode() for name, value in values.items()}


def problems(values: dict[str, Json]) -> list[Problem]:
    found = packs.read(files(values), on=TODAY)
    return list(found.items) if isinstance(found, Problems) else []


def test_the_small_pack_is_good() -> None:
    assert problems(small()) == []


def drop(values: Json, *path: str | int) -> None:
    at = values
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]


def put(values: Json, value: Json, *path: str | int) -> None:
    at = values
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value


MATTER, OVERLAY = f"matter/{KEY}.json", "overlays/a.json"
BREAK: list[tuple[Callable[[Json], None], str, str, str]] = [
    (lambda v: drop(v, "manifest.json"), "manifest.json", "", "不在配置包里"),
    (lambda v: put(v, "onewindow/pack/9", "manifest.json", "schema"), "manifest.json", "/schema", "不认识"),
    (lambda v: put(v, "999999", "manifest.json", "tenant"), "manifest.json", "/tenant", "不在 units.json 中"),
    (lambda v: put(v, 1, "manifest.json", "documents", 0, "kind"), "manifest.json", "/documents/0/kind", "应为文字"),
    (lambda v: put(v, "law", "manifest.json", "documents", 0, "kind"), "manifest.json", "/documents/0/kind", "不认识"),
    (lambda v: put(v, {}, "manifest.json", "documents"), "manifest.json", "/documents", "应为列表"),
    (lambda v: put(v, "2026-13-01", "manifest.json", "documents", 1, "effective_from"), "manifest.json",
     "/documents/1/effective_from", "不是日期"),
    (lambda v: put(v, ["nowhere"], "manifest.json", "documents", 1, "listed_in"), "manifest.json",
     "/documents/1/listed_in", "不在 units.json 中"),
    (lambda v: put(v, "../../etc/passwd.json", "manifest.json", "documents", 1, "file"), "manifest.json",
     "/documents/1/file", "不能用于配置包"),
    (lambda v: put(v, v["manifest.json"]["documents"][0], "manifest.json", "documents", 1), "manifest.json",
     "/documents/1/key", "登记了两次"),
    (lambda v: drop(v, MATTER), MATTER, "", "不在配置包里"),
    (lambda v: put(v, b"{", MATTER), MATTER, "", "不是有效的 JSON"),
    (lambda v: put(v, b'{"key": 1, "key": 2}', MATTER), MATTER, "", "写了两次"),
    (lambda v: put(v, b"[" * 100_000, MATTER), MATTER, "", "嵌套超过"),
    (lambda v: put(v, b'"' + b"x" * 4_000_001 + b'"', MATTER), MATTER, "", "文件超过 4 MB"),
    (lambda v: put(v, "\ufffe".encode("utf-16"), MATTER), MATTER, "", "不是 UTF-8"),
    (lambda v: put(v, [], MATTER), MATTER, "", "应为对象"),
    (lambda v: put(v, "other", MATTER, "key"), MATTER, "/key", "清单登记的是"),
    (lambda v: put(v, 1.5, MATTER, "limits", "promised", "value"), MATTER, "/limits/promised/value", "应写成文字"),
    (lambda v: put(v, "sometimes", MATTER, "case_type"), MATTER, "/case_type", "不认识"),
    (lambda v: put(v, {"a": "perhaps"}, MATTER, "inherit"), MATTER, "/inherit", "约束无法识别"),
    (lambda v: put(v, "no.such", MATTER, "form", "sections", 0, "fields", 0, "element"), MATTER,
     "/form/sections/0/fields/0/element", "no.such"),
    (lambda v: put(v, {"outcome": "reject"}, MATTER, "examples", 0, "expect"), MATTER, "/examples/0", "应为 reject"),
    (lambda v: put(v, 5, "elements/elements.json", "elements", 0, "kind"), "elements/elements.json",
     "/elements/0/kind", ""),
    (lambda v: put(v, "onewindow/overlay/2", OVERLAY, "schema"), OVERLAY, "", "schema 应为"),
    (lambda v: put(v, 30, OVERLAY, "adapted", "limits/promised/value"), OVERLAY, "/adapted/limits~1promised~1value",
     "承诺期限：不得高于上级规定的 20"),
    (lambda v: put(v, ["conditions/local"], OVERLAY, "hidden"), OVERLAY, "/hidden/0", "上级已锁定，不能取消"),
    (lambda v: put(v, 441322002001, "units.json", "units", 1, "number"), "units.json", "/units/1/number", "不是这一级"),
    (lambda v: put(v, 440823001000, "units.json", "units", 1, "number"), "units.json", "/units/1/number", "范围内"),
    (lambda v: put(v, "nobody", "units.json", "units", 1, "parent"), "units.json", "/units/1/parent", "不在前面"),
    (lambda v: put(v, [{"id": "2026-02-30", "work": True}], "calendar.json", "days"), "calendar.json", "/days/0/id",
     "不是日期"),
]  # fmt: skip


@pytest.mark.parametrize(("harm", "file", "pointer", "said"), BREAK)
def test_every_fault_names_file_pointer_and_way_out(
    harm: Callable[[Json], None], file: str, pointer: str, said: str
) -> None:
    values = small()
    harm(values)
    found = [one for one in problems(values) if (one.file, one.pointer) == (file, pointer)]
    assert found, problems(values)
    assert any(said in one.message for one in found)
    assert all(one.suggestion for one in found)


def test_all_faults_are_told_at_once() -> None:
    wrong = small()
    put(wrong, "sometimes", MATTER, "case_type")
    put(wrong, 5, "elements/elements.json", "elements", 0, "kind")
    put(wrong, "nobody", "units.json", "units", 1, "parent")
    put(wrong, "law", "manifest.json", "overlays", 0, "kind")
    assert {one.file for one in problems(wrong)} == {MATTER, "elements/elements.json", "units.json", "manifest.json"}


def test_what_was_edited_by_hand_and_what_is_not_listed_is_a_warning() -> None:
    values = small()
    values["manifest.json"]["documents"][1]["digest"] = "sha256:" + "0" * 64
    values["notes.json"] = {}
    found = packs.read(files(values), on=TODAY)
    assert isinstance(found, packs.Read)
    assert {(one.file, one.message[:4]) for one in found.warnings} >= {(MATTER, "内容与登"), ("notes.json", "没有列入")}


def archive(entries: dict[str, bytes], **changes: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in changes.items():
                setattr(info, key, value)
            file.writestr(info, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是完整的 zip"),
        (b"PK\x03\x04 no zip", "不是完整的 zip"),
        (archive({"a.json": b"{}"})[:-30], "不是完整的 zip"),
        (archive({"../a.json": b"{}"}), "不能用于配置包"),
        (archive({"/etc/a.json": b"{}"}), "不能用于配置包"),
        (archive({"a/../../b.json": b"{}"}), "不能用于配置包"),
        (archive({"C:\\a.json": b"{}"}), "不能用于配置包"),
        (archive({"run.sh": b"rm"}), "不能用于配置包"),
        (archive({"a" * 300 + ".json": b"{}"}), "不能用于配置包"),
        (archive({"a.json": b"target"}, external_attr=0o120777 << 16), "符号链接"),
        (archive({"a.json": b"0" * 3_900_000}), "压缩比异常"),
        (archive({"a.json": b"0" * 5_000_000}), "文件超过 4 MB"),
    ],
)  # fmt: skip
def test_an_archive_made_to_hurt_is_refused(content: bytes, said: str) -> None:
    found = packs.unzipped(content)
    assert isinstance(found, Problems)
    assert said in found.items[0].message
    assert found.items[0].suggestion


def test_an_archive_with_a_name_twice_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.json", b"{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a.json", b"[]")
    found = packs.unzipped(made.getvalue())
    assert isinstance(found, Problems)
    assert "多次" in found.items[0].message


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(archive({"a.json": b"[" + b"1," * 2_000 + b"1]"}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(signature) + offset
        content[at : at + 4] = (100).to_bytes(4, "little")
    assert isinstance(packs.unzipped(bytes(content)), Problems)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10**6) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(small())), json_values, st.lists(st.integers(0, 5), max_size=4))
def test_no_value_in_any_place_ends_in_a_traceback(name: str, value: Json, way: list[int]) -> None:
    values = small()
    at, key = values, name
    for step in way:
        inner = at[key]
        if isinstance(inner, dict) and inner:
            at, key = inner, sorted(inner)[step % len(inner)]
        elif isinstance(inner, list) and inner:
            at, key = inner, step % len(inner)  # type: ignore[assignment]
    at[key] = value
    found = packs.read(files(values), on=TODAY)
    assert isinstance(found, packs.Read) or found.items


@given(json_values)
def test_readable_is_json_and_stable(value: Json) -> None:
    text = readable(value)
    assert json.loads(text) == value
    assert readable(json.loads(text)) == text


@given(st.text(min_size=1, max_size=300))
def test_every_key_has_a_safe_file_name(key: str) -> None:
    name = stem(key)
    assert packs.archive.bad_name(f"matter/{name}.json") is None
    assert stem(key) == name
