"""The documents of a pack judged together: each by its own kind, matters with their dictionary and their examples,
differences on what they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from form_builder import Dictionary
from form_builder import DocumentError as FormFault
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.inheritance.fitness import unfit
from onewindow.domain.inheritance.wording import refused
from onewindow.domain.matter import MatterDocument
from onewindow.domain.packs.shape import Document, Overlay, TenantPack
from onewindow.domain.problems import Problem, Problems, Sink
from onewindow.domain.rehearsal import rehearse_matter
from onewindow.domain.theme import ThemeDocument
from printing import TemplateError, compile_template
from tenants.errors import PatchError
from tenants.overlay import Applied, Conflict, apply
from tenants.patch import Patch
from tenants.rules import Rules
from tenants.scope import lineage

Json = Any
Sinks = Mapping[str, Sink]
WAY_OUT = "请按提示改正后重试。"


def judge(pack: TenantPack, sinks: Sinks, on: date) -> None:
    """Report everything that publishing would refuse, each in the sink of its file; doubts are warnings."""
    dictionaries = {
        one.tenant: _dictionary(one, sinks[one.file])
        for one in pack.documents
        if one.kind == "elements" and one.body is not None
    }
    words = next(iter(dictionaries.values()), None)
    matters = {one.key for one in pack.documents if one.kind == "matter"}
    for one in pack.documents:
        if one.body is None:
            continue
        sink = sinks[one.file]
        if (own := one.body.get("key", one.key)) != one.key:
            sink.problem("/key", f"文件里的 key 是「{own}」，清单登记的是「{one.key}」。", "请改为相同。")
        if one.kind == "matter":
            _matter(one, dictionaries.get(one.tenant, words), sink, on)
        elif one.kind == "theme":
            _theme(one, matters, sink)
        elif one.kind == "template":
            _template(one, sink)
        _inherit(one, sink)
    if not any(sink.problems for sink in sinks.values()):
        _overlays(pack, words, sinks)


def _dictionary(one: Document, sink: Sink) -> Dictionary | None:
    try:
        return Dictionary.from_json(one.body)
    except FormFault as fault:
        for finding in fault.findings:
            sink.problem(finding.pointer, finding.message, finding.suggestion)
        return None


def _matter(one: Document, words: Dictionary | None, sink: Sink, on: date) -> None:
    matter = MatterDocument.from_json(one.body)
    if isinstance(matter, Problems):
        _relay(matter.items, sink)
        return
    for doubt in matter.doubts():
        sink.warn(doubt.pointer, doubt.message, doubt.suggestion)
    if words is None:
        sink.warn("/form", "配置包里没有数据元字典，无法核对表单。", "请连同字典一起导出。")
        return
    try:
        compiled = compile_matter(matter, words)
    except DocumentInvalidError as fault:
        _unbound(fault, sink)
        return
    _examples(compiled, sink, on)


def _unbound(fault: DocumentInvalidError, sink: Sink) -> None:
    cause = fault.__cause__
    if isinstance(cause, FormFault):
        for finding in cause.findings:
            sink.problem(f"/form{finding.pointer}", finding.message, finding.suggestion)
    else:
        sink.problem("/form", str(fault), WAY_OUT)


def _examples(matter: CompiledMatter, sink: Sink, on: date) -> None:
    for index, outcome in enumerate(rehearse_matter(matter, on.isoformat())):
        for mismatch in outcome.mismatches:
            said = f"示例「{outcome.name}」的{mismatch.what}应为 {mismatch.expected}，实际是 {mismatch.found}。"
            sink.problem(f"/examples/{index}", said, "请改正事项或示例。")


def _theme(one: Document, matters: set[str], sink: Sink) -> None:
    theme = ThemeDocument.from_json(one.body)
    if isinstance(theme, Problems):
        _relay(theme.items, sink)
        return
    for index, member in enumerate(theme.members):
        if member.matter not in matters:
            said = f"成员事项「{member.matter}」不在配置包里。"
            sink.warn(f"/members/{index}/matter", said, "请确认导入的县已有该事项。")


def _template(one: Document, sink: Sink) -> None:
    try:
        compile_template(one.body)
    except TemplateError as fault:
        for finding in fault.findings:
            sink.problem(finding.pointer, finding.message, finding.suggestion)


def _inherit(one: Document, sink: Sink) -> None:
    if one.kind not in ("matter", "theme"):  # these two say it themselves
        try:
            Rules.of_document(one.body)
        except PatchError as fault:
            sink.problem("/inherit", str(fault), WAY_OUT)


def _relay(problems: Iterable[Problem], sink: Sink) -> None:
    for problem in problems:
        sink.problem(problem.pointer, problem.message, problem.suggestion)


def _overlays(pack: TenantPack, words: Dictionary | None, sinks: Sinks) -> None:
    """Fold every difference on what the pack has above it; what stands on nothing here is judged on import."""
    numbers = pack.numbers
    standing: dict[tuple[str, str, int], Json] = {
        (one.kind, one.key, numbers[one.tenant]): one.body for one in pack.documents
    }
    labels = {element.key: element.label for element in words} if words else {}
    for one in sorted(pack.overlays, key=lambda each: numbers[each.tenant]):
        sink = sinks[one.file]
        try:
            patch = Patch.from_json(one.body)
        except PatchError as fault:
            sink.problem("", str(fault), WAY_OUT)
            continue
        here = numbers[one.tenant]
        above = next((found for at in lineage(here)[1:] if (found := standing.get((one.kind, one.key, at)))), None)
        body = above or one.held_at
        if body is None or (one.kind, one.key, here) in standing:
            continue
        standing[one.kind, one.key, here] = _folded(one, patch, body, words, labels, sink)


def _folded(
    one: Overlay, patch: Patch, body: Json, words: Dictionary | None, labels: Mapping[str, str], sink: Sink
) -> Json:
    result = apply(body, patch)
    refusals = result.refusals if isinstance(result, Conflict) else unfit(one.kind, result.document, words)
    if not refusals:
        assert isinstance(result, Applied)
        return result.document
    if one.held_at is not None:
        stays = apply(one.held_at, patch)
        if isinstance(stays, Applied):
            return stays.document
        sink.problem("", "差异与它停留的旧版本也不相符。", "请恢复导出时的文件，或删除这一差异。")
        return body
    for refusal in refusals:
        sink.problem(_pointer_of(refusal.element, one.body), refused(refusal, body, labels), "请改正或删除这一处差异。")
    return body


def _pointer_of(element: str, written: Json) -> str:
    """Where an overlay's file names an element."""
    for part in ("adapted", "added"):
        for pointer in written.get(part, {}):
            if element == pointer or element.startswith(f"{pointer}/"):
                return f"/{part}/{pointer.replace('~', '~0').replace('/', '~1')}"
    return f"/hidden/{written['hidden'].index(element)}" if element in written.get("hidden", ()) else ""
