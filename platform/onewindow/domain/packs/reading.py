"""Files → a pack, or everything that is wrong with them at once: file, JSON pointer, sentence, way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.domain.canonical import digest
from onewindow.domain.case_format.files import read_json
from onewindow.domain.inheritance.names import KINDS
from onewindow.domain.packs.archive import MAX_FILES, bad_name
from onewindow.domain.packs.judging import WAY_OUT, judge
from onewindow.domain.packs.parts import days, departments, posts, units
from onewindow.domain.packs.shape import (
    CALENDAR,
    DEPARTMENTS,
    MANIFEST,
    POSTS,
    SCHEMA,
    UNITS,
    Document,
    Overlay,
    TenantPack,
)
from onewindow.domain.problems import Problem, Problems, Sink, did_you_mean, escape
from onewindow.domain.reading import Place, start

Json = Any
PARTS = (UNITS, DEPARTMENTS, POSTS, CALENDAR)
STATES = ("published", "suspended", "withdrawn")


@dataclass(frozen=True, slots=True)
class Read:
    """A pack that can be imported, and what should be looked at all the same."""

    pack: TenantPack
    warnings: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Files:
    """The files of one pack while they are read: each parsed once, each with its own sink."""

    raw: Mapping[str, bytes]
    sinks: dict[str, Sink] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def value(self, name: str) -> Json:
        """The JSON value of a file; None when there is none, or it is broken, which its sink then says."""
        self.named.add(name)
        sink = self.sinks.setdefault(name, Sink(name))
        if name not in self.raw:
            sink.problem("", "文件不在配置包里。", f"请补上该文件，或从 {MANIFEST} 中删除。")
            return None
        value = read_json(self.raw[name], sink)
        _refuse_fractions(value, "", sink)
        return None if sink.problems else value

    def root(self, name: str) -> Place:
        """The root of a file, for reading."""
        return start(self.value(name), sink=self.sinks[name])

    @property
    def problems(self) -> tuple[Problem, ...]:
        found = (problem for sink in self.sinks.values() for problem in sink.problems)
        return tuple(replace(one, suggestion=one.suggestion or WAY_OUT) for one in found)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(warning for sink in self.sinks.values() for warning in sink.warnings)


def read(files: Mapping[str, bytes], *, on: date) -> Read | Problems:
    """Read the files of a pack (name → bytes, as `archive.unzipped` or a folder gives them).

    Every document is judged as publishing would judge it, examples included (`on`: their day of application).
    """
    if len(files) > MAX_FILES:
        return Problems((Problem("", "", f"配置包里的文件超过 {MAX_FILES} 个。", "请分县导出。"),))
    wrong = tuple(Problem(name, "", said, "请删除或改名。") for name in sorted(files) if (said := bad_name(name)))
    if wrong:
        return Problems(wrong)
    of = _Files(files)
    manifest = of.root(MANIFEST)
    if of.problems or not manifest.is_object(("schema", "tenant", "parts", "documents", "overlays"), strict=True):
        return Problems(of.problems)
    if manifest.choice("schema", (SCHEMA,)) != SCHEMA or of.problems:
        manifest.at("schema").warn("配置包的版本与本程序不同。", "请用导出它的版本打开，或升级本程序。")
        return Problems(of.problems, of.warnings)
    pack = _pack(of, manifest)
    judge(pack, of.sinks, on)
    for name in sorted(set(files) - of.named):
        of.sinks[name] = Sink(name)
        of.sinks[name].warn("", f"没有列入 {MANIFEST}，不会导入。", f"请在 {MANIFEST} 中登记，或删除该文件。")
    return Problems(of.problems, of.warnings) if of.problems else Read(pack, of.warnings)


def _pack(of: _Files, manifest: Place) -> TenantPack:
    for part in manifest.items("parts"):
        part.is_object(("file", "digest"), strict=True)
        part.choice("file", PARTS)
    known = units(of.root(UNITS))
    codes = {unit.code for unit in known}
    tenant = manifest.text("tenant")
    if tenant not in codes:
        manifest.at("tenant").problem(f"「{tenant}」不在 {UNITS} 中。", did_you_mean(tenant, codes))
    return TenantPack(
        tenant,
        known,
        departments(of.root(DEPARTMENTS), codes),
        posts(of.root(POSTS), codes),
        _documents(of, manifest, codes),
        _overlays(of, manifest, codes),
        days(of.root(CALENDAR)),
    )


def _documents(of: _Files, manifest: Place, codes: set[str]) -> tuple[Document, ...]:
    found: dict[str, Document] = {}
    known = ("file", "kind", "key", "title", "tenant", "effective_from", "state", "listed_in", "digest")
    for place in manifest.items("documents"):
        if not place.is_object(known, strict=True):
            continue
        one = Document(
            file=place.text("file"),
            kind=place.choice("kind", KINDS),
            key=place.text("key"),
            tenant=_tenant(place, codes),
            title=place.text("title"),
            effective_from=day_of(place, "effective_from"),
            body=_body(of, place, "file", place.text("digest", required=False)),
            listed_in=_listed(place, codes),
            state=place.choice("state", STATES, required=False) or "published",
        )
        _once(place, found, one)
    return tuple(found.values())


def _overlays(of: _Files, manifest: Place, codes: set[str]) -> tuple[Overlay, ...]:
    found: dict[str, Overlay] = {}
    for place in manifest.items("overlays"):
        if not place.is_object(("file", "kind", "key", "tenant", "held_at", "digest"), strict=True):
            continue
        held = place.text("held_at", required=False)
        one = Overlay(
            file=place.text("file"),
            kind=place.choice("kind", KINDS),
            key=place.text("key"),
            tenant=_tenant(place, codes),
            body=_body(of, place, "file", place.text("digest", required=False)),
            held_file=held,
            held_at=_body(of, place, "held_at", "") if held else None,
        )
        _once(place, found, one)
    return tuple(found.values())


def _once(place: Place, found: dict[str, Any], one: Document | Overlay) -> None:
    if one.name in found:
        place.at("key").problem(f"「{one.name}」登记了两次。", "请删除其中一个。")
    found[one.name] = one


def _tenant(place: Place, codes: set[str]) -> str:
    code = place.text("tenant")
    if code and code not in codes:
        place.at("tenant").problem(f"单位「{code}」不在 {UNITS} 中。", did_you_mean(code, codes))
    return code


def _listed(place: Place, codes: set[str]) -> tuple[str, ...] | None:
    if not place.has("listed_in"):
        return None
    listed = place.texts("listed_in")
    for code in listed:
        if code not in codes:
            place.at("listed_in").problem(f"单位「{code}」不在 {UNITS} 中。", did_you_mean(code, codes))
    return tuple(listed)


def _body(of: _Files, place: Place, key: str, said: str) -> Json:
    name = place.text(key)
    if not name or bad_name(name):
        if name:
            place.at(key).problem(f"文件名「{name}」不能用于配置包。", "请改为包内的文件名。")
        return None
    value = of.value(name)
    if value is not None and not isinstance(value, dict):
        start(value, sink=of.sinks[name]).wrong("对象")
        return None
    if value is not None and said and digest(value) != said:
        of.sinks[name].warn("", "内容与登记的摘要不同：导出以后改动过。", "如是有意修改，导入后会按新内容发布。")
    return value


def day_of(place: Place, key: str) -> date:
    """Read an ISO date."""
    text = place.text(key)
    try:
        return date.fromisoformat(text) if len(text) == 10 else date.fromisoformat("")
    except ValueError:
        if text:
            place.at(key).problem(f"「{text}」不是日期。", "请写成 2026-12-31 的形式。")
        return date.min


def _refuse_fractions(value: Json, pointer: str, sink: Sink) -> None:
    if isinstance(value, Decimal):
        sink.problem(pointer, f"小数 {value} 应写成文字。", f'请改为 "{value}"。')
    elif isinstance(value, dict):
        for key, one in value.items():
            _refuse_fractions(one, f"{pointer}/{escape(key)}", sink)
    elif isinstance(value, list):
        for index, one in enumerate(value):
            _refuse_fractions(one, f"{pointer}/{index}", sink)
