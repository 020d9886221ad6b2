"""What is still to do on a draft, in plain words, each line with the place where it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onewindow.domain.publishing.findings import Finding
from onewindow.domain.workbench.editing import Control, controls, items, tab_of
from onewindow.domain.workbench.entries import Kind
from onewindow.domain.workbench.places import of_json_pointer
from onewindow.domain.workbench.tabs import Listing, Tab

Json = Any


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list. `tab` and `name` (a written pointer) say where; `stops`: it cannot be submitted so."""

    tab: str
    name: str
    message: str
    suggestion: str = ""
    stops: bool = True


def tasks(document: Json, findings: Iterable[Finding], tabs: Sequence[Tab]) -> tuple[Task, ...]:
    """What is left blank, then what the checker found; in the order of the tabs, what stops first in each."""
    blank = list(_blank(document, tabs))
    places = {task.name for task in blank}
    found = [task for task in _found(document, findings, tabs) if task.name not in places]
    order = {tab.key: number for number, tab in enumerate(tabs)}
    return tuple(sorted((*blank, *found), key=lambda task: (order.get(task.tab, 99), not task.stops)))


def _blank(document: Json, tabs: Sequence[Tab]) -> Iterable[Task]:
    for tab in tabs:
        for part in tab.parts:
            if isinstance(part, Listing):
                for item in items(document, part):
                    yield from (_missing(tab, each, item.title or part.item) for each in item.controls if _lacks(each))
            else:
                yield from (_missing(tab, each, "") for each in controls(document, part) if _lacks(each))


def _lacks(control: Control) -> bool:
    if not control.entry.required:
        return False
    if control.entry.kind is Kind.RULE:
        return control.value is None or control.value is False
    return not any(text.strip() for text in control.texts)


def _missing(tab: Tab, control: Control, owner: str) -> Task:
    of = f"{owner}：" if owner else ""
    verb = "设定" if control.entry.kind is Kind.RULE else "填写"
    return Task(tab.key, control.name, f"{of}「{control.entry.label}」还没有{verb}。")


def _found(document: Json, findings: Iterable[Finding], tabs: Sequence[Tab]) -> Iterable[Task]:
    for finding in findings:
        name = of_json_pointer(document, finding.pointer)
        yield Task(tab_of(tabs, name), name, finding.message, finding.suggestion, finding.stops)
