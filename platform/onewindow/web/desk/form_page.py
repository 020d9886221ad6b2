"""The merged form as a page: fields from the plan, the list of materials, what was saved, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from form_builder import FormState, Problems
from form_builder.page import render_sections, script_rules, section_states
from onewindow.domain.catalogue import department_of
from onewindow.services import intake
from onewindow.services.intake import Draft, FilingProblem, Prepared
from onewindow.web.access import Visit
from onewindow.web.desk.earlier import NOT_LOOKED, Looked, earlier_values
from onewindow.web.desk.material_lines import material_lines
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
    joint, facts = prepared.joint, prepared.facts
    raw = joint.posted(draft.raw, prepared.selection.guide)
    state = joint.plan.state(intake.known(prepared, draft.raw), facts)
    return render_template(
        "desk/form.html",
        title=joint.title,
        members=[{"name": one.document.name, "department": department_of(one.document.json)} for one in joint.members],
        savings=_savings(prepared, state),
        sections=section_states(joint.plan, state, problems),
        sections_html=render_sections(
            joint.plan, state, raw, problems, choices=prepared.choices, notes=intake.marks(prepared, draft)
        ),
        rules=script_rules(joint.plan, facts),
        initials=prepared.initials,
        problems=_problems(prepared, problems, others),
        materials=material_lines(prepared, state.materials, draft, others),
        missing_url=None,
        hidden=[("account", visit.actor.account_id)],
        submit_url=url_for("desk.submit", key=draft.key),
        draft_url=url_for("desk.submit", key=draft.key),
        draft_saved_at=draft.saved_at if draft.raw else None,
        restored=None,
        earlier=earlier_values(prepared, draft, looked),
        back={"label": _("Window"), "url": url_for("desk.home")},
    )


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


def _problems(prepared: Prepared, problems: Problems | None, others: Sequence[FilingProblem]) -> list[dict[str, Any]]:
    titles = prepared.joint.plan.titles
    found: list[dict[str, Any]] = [
        {
            "href": f"#f-{one.field}",
            "label": one.label,
            "message": bare(one.message, one.label),
            "matters": [titles[form] for form in one.forms] if len(titles) > 1 else [],
        }
        for one in problems or ()
    ]
    labels = prepared.joint.plan.labels
    names = {material.key: material.name for material in prepared.joint.merged.materials}
    for other in others:
        place = f"#f-{other.field}" if other.field else f"#m-{other.material}" if other.material else "#main"
        label = labels.get(other.field) or names.get(other.material) or _("Acceptance")
        found.append({"href": place, "label": label, "message": bare(other.message, label)})
    return found
