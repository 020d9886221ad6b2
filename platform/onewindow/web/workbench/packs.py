"""Configuration packs from the screen: everything out as one file, and in again with a choice for each thing (R102)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain import packs as shapes
from onewindow.domain.permissions import Permission
from onewindow.domain.problems import Problem, Problems
from onewindow.services.packs import Choice, Imported, Item, State, export_pack, import_pack
from onewindow.store import files
from onewindow.store.errors import MissingError
from onewindow.web.access import Visit, allow
from onewindow.web.workbench.blueprint import workbench

MANIFEST = "manifest.json"
ZIP = "application/zip"
KINDS = {
    "unit": "单位",
    "department": "部门",
    "post": "岗位",
    "calendar": "工作日历",
    "matter": "事项",
    "theme": "一件事",
    "elements": "数据元字典",
    "template": "打印模板",
    "parameters": "本地标准",
    "table": "决策表",
    "guide": "通用说明",
    "phones": "联系电话",
    "windows": "办事窗口",
    "standards": "服务标准",
    "notice_items": "一次性告知事项",
    "overlay": "本地调整",
}
"""What a thing of a pack is, by the first part of its name."""
DOUBLE = ("matter", "theme", "template")


@workbench.get("/packs")
@allow(Permission.PACK_IMPORT)
def packs(visit: Visit) -> ResponseReturnValue:
    """Take out, bring in."""
    return _page()


@workbench.get("/packs/export.zip")
@allow(Permission.PACK_IMPORT)
def export_zip(visit: Visit) -> ResponseReturnValue:
    """The whole configuration of this tenant and those below it; no people, no cases."""
    on = visit.now.date()
    content = shapes.zipped(shapes.write(export_pack(visit.uow, on=on)))
    name = f"onewindow-{visit.lineage[0].code}-{on.isoformat()}.zip"
    return Response(content, mimetype=ZIP, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@workbench.post("/packs")
@allow(Permission.PACK_IMPORT)
def bring_pack(visit: Visit) -> ResponseReturnValue:
    """Look into a pack that was sent; nothing is changed yet."""
    sent = request.files.get("pack")
    content = sent.read() if sent and sent.filename else b""
    if not content:
        return _page([Problem("", "", _("Please choose the .zip file of a configuration pack."))]), 422
    read = _read(visit, content)
    if isinstance(read, Problems):
        return _page(read.items), 422
    kept = files.put(visit.uow.session, content, name="pack.zip", media_type=ZIP)
    return redirect(url_for("workbench.pack", digest=kept.digest.removeprefix("sha256:")), 303)


@workbench.get("/packs/<digest>")
@allow(Permission.PACK_IMPORT)
def pack(visit: Visit, digest: str) -> ResponseReturnValue:
    """What a pack would change, thing by thing."""
    found = _kept(visit, digest)
    done = import_pack(visit.uow, found.pack, dry_run=True, now=visit.now)
    return _compared(visit, digest, found, done, done.problems)


@workbench.post("/packs/<digest>")
@allow(Permission.PACK_IMPORT)
def take_in(visit: Visit, digest: str) -> ResponseReturnValue:
    """Bring a pack in as it was chosen, and report."""
    found = _kept(visit, digest)
    choices = {
        name.removeprefix("choice:"): Choice(value)
        for name, value in request.form.items()
        if name.startswith("choice:") and value in list(Choice)
    }
    who = {"by": UUID(visit.actor.account_id), "by_name": visit.actor.name}
    done = import_pack(visit.uow, found.pack, choices=choices, now=visit.now, **who)  # type: ignore[arg-type]
    if done.problems:
        return _compared(visit, digest, found, done, done.problems), 422
    return render_template(
        "workbench/pack_done.html",
        taken=[_item(one) for one in done.items if one.taken],
        same=done.count(State.SAME),
        held=len(done.held),
        left=[one.message for one in done.left],
        back=url_for("workbench.packs"),
        held_url=url_for("workbench.drift"),
    )


def _read(visit: Visit, content: bytes) -> shapes.Read | Problems:
    unpacked = shapes.unzipped(content)
    if isinstance(unpacked, Problems):
        return unpacked
    if MANIFEST not in unpacked:
        return Problems((Problem(MANIFEST, "", "没有配置包清单。", "请选择由“导出配置包”得到的 zip 文件。"),))
    return shapes.read(unpacked, on=visit.now.date())


def _kept(visit: Visit, digest: str) -> shapes.Read:
    """A pack that this tenant sent before; raises MissingError for anything else."""
    _ref, content = files.get(visit.uow.session, visit.actor.scope, f"sha256:{digest}")
    read = _read(visit, content)
    if isinstance(read, Problems):
        raise MissingError(f"pack {digest}")
    return read


def _page(problems: Iterable[Problem] = ()) -> str:
    return render_template(
        "workbench/packs.html",
        export_url=url_for("workbench.export_zip"),
        bring_url=url_for("workbench.bring_pack"),
        back=url_for("workbench.unit"),
        problems=[
            {"href": "#f-pack", "label": _place(one), "message": f"{one.message} {one.suggestion}"} for one in problems
        ],
    )


def _place(one: Problem) -> str:
    return f"{one.file} {one.pointer}".strip() or str(_("Pack"))


def _compared(visit: Visit, digest: str, found: shapes.Read, done: Imported, problems: Iterable[Problem] = ()) -> str:
    chosen = {name: value for name, value in request.form.items() if name.startswith("choice:")}
    if any(problems):
        flash(_("Nothing was brought in."), "error")
    return render_template(
        "workbench/pack.html",
        tenant=found.pack.tenant,
        items=[_item(one, chosen) for one in done.items if one.state in (State.NEW, State.CHANGED)],
        same=done.count(State.SAME),
        elsewhere=done.count(State.ELSEWHERE),
        warnings=[str(one) for one in found.warnings],
        save_url=url_for("workbench.take_in", digest=digest),
        back=url_for("workbench.packs"),
        problems=[{"href": "#main", "label": one.message, "message": one.suggestion} for one in problems],
    )


def _item(one: Item, chosen: Mapping[str, str] | None = None) -> dict[str, Any]:
    kind, _colon, rest = one.name.partition(":")
    return {
        "name": one.name,
        "title": one.title,
        "kind": KINDS.get(kind, kind),
        "place": rest.rpartition("@")[2] if "@" in rest else "",
        "state": one.state.value,
        "choice": (chosen or {}).get(f"choice:{one.name}", one.choice.value),
        "both": kind in DOUBLE and one.state is State.CHANGED,
    }
