"""What the templates of the designer take: blocks, properties, fields to choose from, findings at their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import url_for

from onewindow.domain.publishing.findings import Finding as Told
from onewindow.domain.publishing.words import place
from onewindow.domain.workbench.editing import Edited
from onewindow.domain.workbench.papers import arranging, cells, inheriting, outline, properties, sheet
from onewindow.domain.workbench.papers.kinds import KINDS
from onewindow.domain.workbench.papers.names import Name, names, row_names
from onewindow.domain.workbench.papers.wording import MARK_WORDS, Wording
from onewindow.domain.workbench.places import find, of_json_pointer
from onewindow.domain.workbench.tabs import Tab
from onewindow.services import templates
from onewindow.web.access import Visit
from onewindow.web.workbench import drawing
from onewindow.web.workbench.opening import Opened
from onewindow.web.workbench.proof import Proof, Sample
from printing import Finding
from printing.template.sizes import PAPERS
from tenants.pinyin import initials
from tenants.pointers import ABSENT, parse, write

Json = Any
SHEET = "page"
"""What is picked when the whole page is."""
INDENTS = 6


def all_names(opened: Opened) -> tuple[Name, ...]:
    """Everything a template may print, the dictionary's elements as answers."""
    return names((each.key, each.label, each.kind) for each in opened.around.dictionary or ())


def wording_of(opened: Opened) -> Wording:
    """The words of a template's texts."""
    return Wording(all_names(opened))


def is_cell(template: Json, name: str) -> bool:
    """Whether a picked place is a cell of a drawn table."""
    return "/rows/" in name and find(template, parse(name)) is not ABSENT


def tab_of(template: Json, picked: str) -> Tab | None:
    """The properties of what is picked; None where nothing is."""
    if picked == SHEET:
        return properties.sheet_tab(template)
    if is_cell(template, picked):
        return properties.cell_tab(picked)
    block = outline.block_of(template, picked)
    return properties.block_tab(template, block) if block else None


def parts(opened: Opened, picked: str, wording: Wording, edited: Edited | None) -> dict[str, Any]:
    """The properties as `drawing.tab` gives them, texts in words."""
    template = opened.proposal.body
    where = tab_of(template, picked)
    if where is None:
        return {"parts": [], "problems": []}
    shown = _with_body(opened, sheet.opened(template)) if picked == SHEET else opened
    if is_cell(template, picked):
        shown = _with_body(opened, properties.opened(template, picked))
    drawn = drawing.tab(shown, where, edited)
    for part in drawn["parts"]:
        for control in [
            *part.get("controls", ()),
            *(one for item in part.get("items", ()) for one in item["controls"]),
        ]:
            control["texts"] = properties.in_words(control["name"], control["texts"], template, wording)
    return drawn


def lines(
    opened: Opened, picked: str, wording: Wording, findings: Mapping[str, list[Finding]], parent: Json | None
) -> list[dict[str, Any]]:
    """The blocks in print order."""
    template = opened.proposal.body
    inside, labels = outline.block_of(template, picked), drawing.labels_of(opened)
    return [
        {
            "name": line.name,
            "kind": line.kind,
            "label": line.label,
            "says": line.says,
            "when": _when(find(template, (*parse(line.name), "if")), labels) if line.kind else "",
            "depth": min(line.depth, INDENTS),
            "picked": line.name == inside,
            "locked": parent is not None and bool(line.kind) and inheriting.locked(parent, line.name),
            "findings": findings.get(line.name, []) if line.kind else [],
            "grid": grid(template, line.name, picked, wording) if line.kind == "grid" and line.name == inside else None,
        }
        for line in outline.lines(template, wording)
    ]


def grid(template: Json, name: str, picked: str, wording: Wording) -> dict[str, Any]:
    """A drawn table with its cells as buttons."""
    block = find(template, parse(name))
    rows: list[list[dict[str, Any]]] = [[] for _row in block.get("rows", ())]
    for spot in cells.spots(block):
        row = block["rows"][spot.row]
        at = f"{name}/rows/{spot.row}{'/cells' if isinstance(row, Mapping) else ''}/{spot.place}"
        cell = spot.cell if isinstance(spot.cell, Mapping) else {"text": spot.cell}
        text = str(cell.get("label", cell.get("text", "")))
        rows[spot.row].append(
            {"name": at, "text": wording.words(text), "span": spot.span, "rows": spot.rows, "head": "label" in cell}
            | {"picked": at == picked}
        )
    return {"rows": rows, "cell": picked if is_cell(template, picked) else ""}


def placed(template: Json, findings: Iterable[Finding | Told]) -> dict[str, list[Any]]:
    """Findings by the block where they are; those of the page or of nothing under ""."""
    found: dict[str, list[Any]] = {}
    for one in findings:
        name = outline.block_of(template, of_json_pointer(template, one.pointer))
        found.setdefault(name, []).append(one)
    return found


def fields(
    opened: Opened, picked: str, sample: Sample, known: Iterable[Name], wording: Wording
) -> list[dict[str, Any]]:
    """The fields to choose from, by group: those of the row first; answers only of the matter that is looked at."""
    inside = outline.within(opened.proposal.body, picked) if picked and picked != SHEET else None
    rows = row_names(*inside) if inside else ()
    asked = {f"answers.{key}" for key in sample.asked}
    offered = [*rows, *(name for name in known if not name.path.startswith("answers.") or name.path in asked)]
    here = wording.within(rows) if rows else wording
    return [
        {
            "label": group,
            "fields": [
                {"path": name.path, "label": name.label, "chip": here.chip(name), "initials": initials(name.label)}
                for name in found
            ],
        }
        for group, found in groupby(offered, key=lambda name: name.group)
    ]


def standard(visit: Visit, opened: Opened) -> dict[str, Any] | None:
    """What the template departs from: whose it is, and every place where it is different; None for one of its own."""
    proposal = opened.proposal
    found = templates.standard(visit.uow, proposal.key, proposal.scope, on=visit.now.date())
    if found is None:
        return None
    body, unit = found
    return {
        "unit": unit,
        "places": [
            {"at": at, "label": place(parse(at), (proposal.body, body), {}), "state": state.value}
            for at, state in inheriting.departures(body, proposal.body)
        ],
    }


def leaves(template: Json, picked: str) -> list[dict[str, Any]]:
    """What of the picked block, or of the page, can be left open to those below."""
    block = "" if picked == SHEET else outline.block_of(template, picked)
    if not picked or is_cell(template, picked):
        return []
    return [
        {"pattern": pattern, "label": label, "open": inheriting.left_open(template, pattern)}
        for pattern, label in inheriting.may_be_left(template, block)
    ]


def palette() -> list[dict[str, str]]:
    """The kinds of blocks to choose from."""
    return [{"kind": key, "label": kind.label, "hint": kind.hint} for key, kind in KINDS.items() if key != "chart"]


def marks() -> list[dict[str, str]]:
    """What can be put around selected words, and a blank to write on."""
    found = [{"before": f"〖{word}|", "after": "〗", "label": word} for word in MARK_WORDS.values()]
    return [*found, {"before": "〖空8格〗", "after": "", "label": "填空线"}]


def targets(opened: Opened, picked: str, wording: Wording) -> list[tuple[str, str]]:
    """The lists of blocks that the picked one can go into, as people call them."""
    block = outline.block_of(opened.proposal.body, picked)
    if not block:
        return []
    labels = {line.name: line for line in outline.lines(opened.proposal.body, wording)}
    found = []
    for name in arranging.targets(opened.proposal.body, block):
        around = labels.get(name.rpartition("/")[0])
        found.append((name, f"{around.label}：{labels[name].label}" if around and name in labels else "版面最后"))
    return found


def shown_proof(template: Json, proof: Proof) -> dict[str, Any]:
    """The pages beside the blocks; `places`: fixed places on the first page, in millimetres, to be moved by hand."""
    return {"pages": proof.pages, "wrong": len(proof.findings), "places": _places(template), "size": _size(template)}


def _size(template: Json) -> tuple[int, int]:
    """Width and height of the paper in millimetres."""
    paper = find(template, ("page", "paper"))
    width, height = PAPERS.get(paper if isinstance(paper, str) else "A4", PAPERS["A4"])
    return width, height or width


def _places(template: Json) -> list[dict[str, str]]:
    found = []
    for pointer, block in outline.blocks(template):
        if block.get("type") == "place":
            box = {key: str(block.get(key, 0)) for key in ("x", "y", "width", "height")}
            found.append({**box, "name": write(pointer), "height": box["height"] if box["height"] != "0" else "6"})
    return found


def url_at(opened: Opened, pointer: str) -> str:
    """Where the block of a JSON pointer is edited."""
    return url_of(opened, of_json_pointer(opened.proposal.body, pointer))


def url_of(opened: Opened, name: str) -> str:
    """Where a block is edited."""
    block = outline.block_of(opened.proposal.body, name) or SHEET
    return url_for("workbench.layout", draft=opened.proposal.id, field=block, _anchor=f"f-{block}")


def _when(rule: Json, labels: Mapping[str, str]) -> str:
    return "" if rule is ABSENT else drawing.sentence(rule, labels)


def _with_body(opened: Opened, body: Json) -> Opened:
    return replace(opened, proposal=replace(opened.proposal, body=body))
