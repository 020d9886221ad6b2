"""Vague wording in what an applicant reads: materials, conditions, checks, guide (R020)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onewindow.domain.publishing.findings import WARNING, Finding
from onewindow.domain.publishing.lint.parts import objects, text, texts
from onewindow.domain.publishing.lint.vague import vague

Json = Any
_GUIDE = (
    ("scope", "适用范围"),
    ("quantity_limit", "数量限制"),
    ("prohibitions", "禁止性要求"),
    ("delivery", "结果送达"),
    ("rights", "申请人权利和义务"),
)
_LONGEST = 24


def findings(body: Json) -> Iterator[Finding]:
    """One finding for each vague word of each text."""
    for pointer, called, said in _read(body):
        for found in vague(said):
            yield Finding(pointer, f"{called}里的“{found.word}”不明确。", found.advice, WARNING)


def _read(body: Json) -> Iterator[tuple[str, str, str]]:
    """The texts that applicants read: pointer, what it is called, the text."""
    for at, material in objects(body, "form", "materials"):
        here, name = f"/form/materials/{at}", text(material, "name")
        yield f"{here}/name", f"材料名称「{_short(name)}」", name
        yield f"{here}/note", f"材料「{_short(name)}」的填报须知", text(material, "note")
        for number, said in texts(material, "checks"):
            yield f"{here}/checks/{number}", f"材料「{_short(name)}」的核对要点", said
    for at, condition in objects(body, "conditions"):
        yield f"/conditions/{at}/text", f"受理条件「{_short(text(condition, 'text'))}」", text(condition, "text")
        yield f"/conditions/{at}/standard", f"第 {at + 1} 条受理条件的裁量标准", text(condition, "standard")
    for at, check in objects(body, "checks"):
        yield f"/checks/{at}/text", f"自动核查「{_short(text(check, 'text'))}」", text(check, "text")
    yield from ((f"/guide/{key}", f"办事指南的「{label}」", text(body, "guide", key)) for key, label in _GUIDE)
    for at, asked in objects(body, "guide", "questions"):
        yield (
            f"/guide/questions/{at}/answer",
            f"常见问题「{_short(text(asked, 'question'))}」的回答",
            text(asked, "answer"),
        )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
