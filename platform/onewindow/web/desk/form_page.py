"""The merged form as a page: fields from the plan, the list of materials, what was saved, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from form_builder import FormState, Problems
from form_builder.page import render_sections, script_rules, section_fields, section_states
from onewindow.domain.catalogue import department_of
from onewindow.services import intake
from onewindow.services.intake import Draft, FilingProblem, Prepared
from onewindow.web.access import Visit
from onewindow.web.desk.choosing import address
from onewindow.web.desk.earlier import NOT_LOOKED, Looked, earlier_values
from onewindow.web.desk.material_lines import material_lines
from onewindow.web.desk.ways import END, looking, steps_of
from onewindow.web.lines import bare

NOT_DUE = ("not_needed", "optional")


def form_page(
    visit: Visit,
    prepared: Prepared,
    draft: Draft,
    problems: Problems | None = None,
    others: Sequence[FilingProblem] = (),
    looked: Looked = NOT_LOOKED,
) -> str:
    """Draw the form of a draft: `problems` of its fields, `others` of uploads, materials and acceptance; `looked` is
    what a look for earlier answers gave."""
    joint, facts, way = prepared.joint, prepared.facts, looking(request)
    raw = joint.posted(draft.raw, prepared.selection.guide)
    state = joint.plan.state(intake.known(prepared, draft.raw), facts)
    sections = section_states(joint.plan, state, problems)
    steps = steps_of(sections, _wanted(way.step, problems, others)) if way.way == "steps" else None
    return render_template(
        "desk/form.html",
        title=joint.title,
        members=[{"name": one.document.name, "department": department_of(one.document.json)} for one in joint.members],
        savings=_savings(prepared, state),
        sections=sections,
        sections_html=render_sections(
            joint.plan,
            state,
            raw,
            problems,
            choices=prepared.choices,
            notes=intake.marks(prepared, draft) | intake.lift_notes(prepared, draft),
            step=steps.here if steps else "",
        ),
        way=way.way,
        steps=steps,
        large=way.large,
        default_density="kiosk" if way.large else None,
        rules=script_rules(joint.plan, facts),
        divisions_url=url_for("desk.divisions"),
        problems=_problems(prepared, problems, others, _places(prepared, draft) if steps else {}),
        materials=material_lines(prepared, state.materials, draft, others),
        missing_url=url_for("desk.missing", key=draft.key),
        about=_about(prepared, draft),
        hidden=[("account", visit.actor.account_id)],
        submit_url=url_for("desk.submit", key=draft.key, step=steps.here if steps else None),
        draft_url=url_for("desk.submit", key=draft.key),
        draft_saved_at=draft.saved_at if draft.raw else None,
        restored=None,
        earlier=earlier_values(prepared, draft, looked),
        back={"label": _("Window"), "url": url_for("desk.home")},
    )


def _about(prepared: Prepared, draft: Draft) -> list[dict[str, str]]:
    """What opens beside the form: why things are asked, the members beside the one table, the form on paper."""
    links = [(_("Why this is asked"), url_for("desk.why", key=draft.key), "question")]
    if len(prepared.joint.members) > 1:
        links.append((_("Members beside the one table"), address("desk.table", prepared.selection), "chart"))
    links += [
        (_("Form for signature"), url_for("desk.filled", key=draft.key), "print"),
        (_("Blank form"), address("desk.blank", prepared.selection), "paper"),
    ]
    return [{"label": label, "url": url, "icon": icon} for label, url, icon in links]


def _savings(prepared: Prepared, state: FormState) -> dict[str, int] | None:
    """What the merge spares the applicant now: fields and materials that several matters ask."""
    if len(prepared.joint.members) < 2:
        return None
    due = [one for one in state.materials if one.status not in NOT_DUE]
    return {
        "fields_asked": sum(state.apart.values()),
        "fields": len([key for key in state.asked if state.plan[key].merged.asked]),
        "materials_asked": sum(len(one.needed_by) for one in due),
        "materials": len([one for one in due if one.due]),
    }


def _wanted(asked: str, problems: Problems | None, others: Sequence[FilingProblem]) -> str:
    """The step to show: the one asked for; after a refused post the first that is wrong, materials at the end."""
    if request.method == "GET" or not (problems or others):
        return asked
    return "" if problems else END


def _places(prepared: Prepared, draft: Draft) -> dict[str, str]:
    """Where fields and materials stand when the form is shown in steps: the address of their step, judged again."""
    plan = prepared.joint.plan
    steps = {key: step for step, keys in section_fields(plan).items() for key in keys}
    steps |= {f"m-{material.key}": END for material in prepared.joint.merged.materials}
    return {key: url_for("desk.form", key=draft.key, step=step, checked=1) for key, step in steps.items()}


def _problems(
    prepared: Prepared, problems: Problems | None, others: Sequence[FilingProblem], places: Mapping[str, str]
) -> list[dict[str, Any]]:
    titles = prepared.joint.plan.titles
    found: list[dict[str, Any]] = [
        {
            "href": f"{places.get(one.field, '')}#f-{one.field}",
            "label": one.label,
            "message": bare(one.message, one.label),
            "matters": [titles[form] for form in one.forms] if len(titles) > 1 else [],
            "action": {"value": f"lift:{one.field}", "label": _("Let a supervisor release it")}
            if one.overridable
            else None,
        }
        for one in problems or ()
    ]
    labels = prepared.joint.plan.labels
    names = {material.key: material.name for material in prepared.joint.merged.materials}
    for other in others:
        here = f"f-{other.field}" if other.field else f"m-{other.material}" if other.material else "main"
        label = labels.get(other.field) or names.get(other.material) or _("Acceptance")
        place = f"{places.get(here.removeprefix('f-'), '')}#{here}"
        found.append({"href": place, "label": label, "message": bare(other.message, label)})
    return found
