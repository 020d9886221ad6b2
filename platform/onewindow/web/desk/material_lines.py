"""The list of materials beside the form: what each is needed for, how it came, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from form_builder import MaterialState, MergedMaterial
from onewindow.domain.handing import ABSENT, ELECTRONIC, LICENCE, HandedIn, KeptFile
from onewindow.services.intake import Draft, FilingProblem, Prepared

WAYS = {ELECTRONIC: "upload", LICENCE: "licence"}


def material_lines(
    prepared: Prepared, states: Sequence[MaterialState], draft: Draft, others: Sequence[FilingProblem]
) -> list[dict[str, Any]]:
    """The lines of `macros/materials.html`, in the order of the merged form."""
    merged = {one.key: one for one in prepared.joint.merged.materials}
    wrong = {one.material: one.message for one in reversed(others) if one.material}
    titles = prepared.joint.plan.titles
    return [_line(one, merged[one.key], draft.handed.get(one.key), wrong.get(one.key), titles) for one in states]


def _line(
    state: MaterialState, merged: MergedMaterial, said: HandedIn | None, wrong: str | None, titles: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "key": state.key,
        "name": state.name,
        "necessity": _necessity(state, merged),
        "medium": state.medium,
        "originals": state.originals,
        "photocopies": state.photocopies,
        "issuer": None,
        "conditional": merged.needed is not True,
        "state": "needed" if state.due or state.status == "optional" else state.status,
        "why": state.because if state.status in ("internal", "waived") or merged.needed is not True else None,
        "who": "、".join(titles[form] for form in state.needed_by) if len(titles) > 1 else None,
        "term": state.waiver.days if state.waiver else None,
        "received": said is not None and said.medium != ABSENT,
        "way": WAYS.get(said.medium, "paper") if said else None,
        "pages": said.pages if said and said.pages else None,
        "originals_given": said.originals if said else None,
        "photocopies_given": said.photocopies if said else None,
        "absent": said.note if said and said.medium == ABSENT else "",
        "licence": bool(state.licence_kind),
        "licence_number": said.note if said and said.medium == LICENCE else "",
        "files": [_file(file) for file in said.files] if said else [],
        "checks": [{"text": text, "ticked": bool(said and at in said.checks)} for at, text in enumerate(state.checks)],
        "problem": wrong,
    }


def _file(file: KeptFile) -> dict[str, Any]:
    url = url_for("desk.file", scope=file.scope, digest=file.digest)
    return {"name": file.name, "digest": file.digest, "pages": file.pages or None, "url": url}


def _necessity(state: MaterialState, merged: MergedMaterial) -> str:
    if state.waiver is not None:
        return "deferrable"
    return "optional" if state.status == "optional" else "conditional" if merged.needed is not True else "required"
